// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/weblink.h"

#include <QSet>
#include <QUrl>

#include <algorithm>

namespace pinweek {

namespace {

QUrl parsed(const QString &link)
{
    return QUrl(link.trimmed(), QUrl::StrictMode);
}

/** Cyrillic and Greek letters that pass for Latin ones. */
bool passesForLatin(char32_t letter)
{
    static const QSet<char32_t> alike{U'а', U'е', U'о', U'р', U'с', U'у', U'х', U'ѕ', U'і',
                                      U'ј', U'һ', U'ԁ', U'ԛ', U'ԝ', U'к', U'м', U'т', U'в',
                                      U'н', U'г', U'ӏ', U'α', U'ε', U'ο', U'ρ', U'τ', U'υ',
                                      U'ν', U'κ', U'ι', U'χ', U'γ', U'ω', U'ϲ'};
    return alike.contains(letter);
}

bool isAlikeLabel(const QString &label)
{
    bool hasLatin = false;
    bool hasOther = false;
    bool passesWhole = true;
    for (const uint code : label.toUcs4()) {
        if (!QChar::isLetter(code))
            continue;
        const QChar::Script script = QChar::script(code);
        if (script == QChar::Script_Latin) {
            hasLatin = true;
            continue;
        }
        if (script == QChar::Script_Cyrillic || script == QChar::Script_Greek ||
            script == QChar::Script_Armenian || script == QChar::Script_Cherokee) {
            hasOther = true;
            passesWhole = passesWhole && passesForLatin(code);
        }
    }
    return hasOther && (hasLatin || passesWhole);
}

/** The host as people read it, whatever Qt thinks of showing it. */
QString shownHost(const QUrl &url)
{
    return QUrl::fromAce(url.host(QUrl::FullyEncoded).toLatin1(), QUrl::IgnoreIDNWhitelist);
}

} // namespace

bool isWebAddress(const QString &link)
{
    const QUrl url = parsed(link);
    return url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http"));
}

QString networkHost(const QString &link)
{
    return parsed(link).host(QUrl::FullyEncoded);
}

QString withNetworkHost(const QString &link)
{
    const QString trimmed = link.trimmed();
    const bool isPlain = std::all_of(trimmed.begin(), trimmed.end(),
                                     [](QChar letter) { return letter.unicode() < 0x80; });
    const QUrl url = parsed(trimmed);
    return isPlain || !url.isValid() ? trimmed : QString::fromLatin1(url.toEncoded());
}

bool looksLikeAnotherSite(const QString &link)
{
    const QStringList labels = shownHost(parsed(link)).split(QLatin1Char('.'));
    return std::any_of(labels.begin(), labels.end(), isAlikeLabel);
}

bool isShortener(const QString &link)
{
    static const QSet<QString> hosts{
        QStringLiteral("bit.ly"),       QStringLiteral("bitly.com"),   QStringLiteral("j.mp"),
        QStringLiteral("goo.gl"),       QStringLiteral("g.co"),        QStringLiteral("t.co"),
        QStringLiteral("tinyurl.com"),  QStringLiteral("tiny.cc"),     QStringLiteral("tiny.one"),
        QStringLiteral("ow.ly"),        QStringLiteral("buff.ly"),     QStringLiteral("dlvr.it"),
        QStringLiteral("is.gd"),        QStringLiteral("v.gd"),        QStringLiteral("adf.ly"),
        QStringLiteral("bl.ink"),       QStringLiteral("rb.gy"),       QStringLiteral("rebrand.ly"),
        QStringLiteral("cutt.ly"),      QStringLiteral("shorturl.at"), QStringLiteral("short.io"),
        QStringLiteral("t.ly"),         QStringLiteral("t2m.io"),      QStringLiteral("lnkd.in"),
        QStringLiteral("fb.me"),        QStringLiteral("amzn.to"),     QStringLiteral("amzn.eu"),
        QStringLiteral("a.co"),         QStringLiteral("ebay.to"),     QStringLiteral("etsy.me"),
        QStringLiteral("pin.it"),       QStringLiteral("spoti.fi"),    QStringLiteral("trib.al"),
        QStringLiteral("shor.by"),      QStringLiteral("mcaf.ee"),     QStringLiteral("soo.gd"),
        QStringLiteral("s.id"),         QStringLiteral("geni.us"),     QStringLiteral("shorte.st"),
        QStringLiteral("snip.ly"),      QStringLiteral("hubs.ly"),     QStringLiteral("wp.me"),
        QStringLiteral("bre.is"),       QStringLiteral("rstyle.me"),   QStringLiteral("liketk.it"),
        QStringLiteral("shopstyle.it"), QStringLiteral("qr.ae"),       QStringLiteral("x.co"),
        QStringLiteral("tr.im"),        QStringLiteral("urlz.fr")};
    QString host = networkHost(link).toLower();
    if (host.startsWith(QLatin1String("www.")))
        host = host.mid(4);
    return hosts.contains(host);
}

bool isUnencrypted(const QString &link)
{
    return isWebAddress(link) && parsed(link).scheme() == QLatin1String("http");
}

QString withHttps(const QString &link)
{
    const QString trimmed = link.trimmed();
    const QLatin1String http("http://");
    return trimmed.startsWith(http, Qt::CaseInsensitive)
               ? QStringLiteral("https://") + trimmed.mid(http.size())
               : trimmed;
}

} // namespace pinweek
