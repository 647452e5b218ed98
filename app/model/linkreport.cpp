// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/linkreport.h"

#include <QRegularExpression>
#include <QUrl>

#include <array>

namespace pinweek {

namespace {

struct VerdictName
{
    LinkVerdict verdict;
    const char *name;
};

constexpr std::array<VerdictName, 13> verdictNames{{
    {LinkVerdict::Good, "good"},
    {LinkVerdict::NotFound, "not_found"},
    {LinkVerdict::SignIn, "sign_in"},
    {LinkVerdict::Forbidden, "forbidden"},
    {LinkVerdict::Refused, "refused"},
    {LinkVerdict::ServerTrouble, "server_trouble"},
    {LinkVerdict::NoSite, "no_site"},
    {LinkVerdict::NoAnswer, "no_answer"},
    {LinkVerdict::BadCertificate, "bad_certificate"},
    {LinkVerdict::EndlessRedirects, "endless_redirects"},
    {LinkVerdict::UnsafeRedirect, "unsafe_redirect"},
    {LinkVerdict::Private, "private"},
    {LinkVerdict::Unchecked, "unchecked"},
}};

} // namespace

QString linkVerdictName(LinkVerdict verdict)
{
    for (const VerdictName &entry : verdictNames) {
        if (entry.verdict == verdict)
            return QString::fromLatin1(entry.name);
    }
    return QStringLiteral("unchecked");
}

LinkVerdict linkVerdictFromName(const QString &name)
{
    for (const VerdictName &entry : verdictNames) {
        if (name == QLatin1String(entry.name))
            return entry.verdict;
    }
    return LinkVerdict::Unchecked;
}

QString LinkReport::finalAddress() const
{
    return hops.isEmpty() ? link : hops.constLast().address;
}

bool isBroken(LinkVerdict verdict)
{
    switch (verdict) {
    case LinkVerdict::NotFound:
    case LinkVerdict::SignIn:
    case LinkVerdict::ServerTrouble:
    case LinkVerdict::NoSite:
    case LinkVerdict::NoAnswer:
    case LinkVerdict::BadCertificate:
    case LinkVerdict::EndlessRedirects:
    case LinkVerdict::UnsafeRedirect:
    case LinkVerdict::Private:
        return true;
    case LinkVerdict::Good:
    case LinkVerdict::Forbidden:
    case LinkVerdict::Refused:
    case LinkVerdict::Unchecked:
        return false;
    }
    return false;
}

bool looksLikeSignIn(const QString &address)
{
    static const QRegularExpression host(
        QStringLiteral("^(accounts?|auth|id|login|log-in|signin|sign-in|sso|cas)\\."));
    static const QRegularExpression path(
        QStringLiteral("/(login|log-in|log_in|signin|sign-in|sign_in|sso|wp-login\\.php|"
                       "anmelden|connexion|iniciar-sesion)([/.?]|$)"),
        QRegularExpression::CaseInsensitiveOption);
    const QUrl url(address);
    return host.match(url.host().toLower()).hasMatch() || path.match(url.path()).hasMatch();
}

} // namespace pinweek
