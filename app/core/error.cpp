// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/error.h"

#include <array>

namespace pinweek {

namespace {

struct KindName
{
    ErrorKind kind;
    const char *name;
};

constexpr std::array<KindName, 22> kindNames{{
    {ErrorKind::Offline, "offline"},
    {ErrorKind::Tls, "tls"},
    {ErrorKind::Unauthorized, "unauthorized"},
    {ErrorKind::Forbidden, "forbidden"},
    {ErrorKind::AccessTier, "access_tier"},
    {ErrorKind::RateLimited, "rate_limited"},
    {ErrorKind::Spam, "spam"},
    {ErrorKind::Rejected, "rejected"},
    {ErrorKind::NotFound, "not_found"},
    {ErrorKind::Conflict, "conflict"},
    {ErrorKind::Server, "server"},
    {ErrorKind::Storage, "storage"},
    {ErrorKind::Media, "media"},
    {ErrorKind::Keychain, "keychain"},
    {ErrorKind::Interrupted, "interrupted"},
    {ErrorKind::Cancelled, "cancelled"},
    {ErrorKind::Late, "late"},
    {ErrorKind::Copied, "copied"},
    {ErrorKind::Carousel, "carousel"},
    {ErrorKind::BrokenLink, "broken_link"},
    {ErrorKind::Video, "video"},
    {ErrorKind::Unclear, "unclear"},
}};

} // namespace

QString errorKindName(ErrorKind kind)
{
    for (const KindName &entry : kindNames) {
        if (entry.kind == kind)
            return QString::fromLatin1(entry.name);
    }
    return QStringLiteral("server");
}

ErrorKind errorKindFromName(const QString &name)
{
    for (const KindName &entry : kindNames) {
        if (name == QLatin1String(entry.name))
            return entry.kind;
    }
    return ErrorKind::Server;
}

} // namespace pinweek
