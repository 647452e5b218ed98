// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/comparable.h"

#include <QUrl>

#include <array>

namespace pinweek {

namespace {

struct Entity
{
    QLatin1String name;
    char16_t value;
};

/** Those that servers put into plain texts; any number is decoded besides. */
constexpr std::array<Entity, 7> entities{{{QLatin1String("lt"), u'<'},
                                          {QLatin1String("gt"), u'>'},
                                          {QLatin1String("quot"), u'"'},
                                          {QLatin1String("apos"), u'\''},
                                          {QLatin1String("nbsp"), u' '},
                                          {QLatin1String("hellip"), u'…'},
                                          {QLatin1String("amp"), u'&'}}};
constexpr int longestEntity = 10;

/** The text of "&name;" without its signs; empty if it is none. */
QString decodedEntity(QStringView name)
{
    if (name.startsWith(u'#')) {
        const bool hex = name.size() > 1 && name.at(1).toLower() == u'x';
        bool fits = false;
        const uint code = name.mid(hex ? 2 : 1).toUInt(&fits, hex ? 16 : 10);
        const char32_t letter = code;
        return fits && code > 0 && code <= 0x10FFFF ? QString::fromUcs4(&letter, 1) : QString();
    }
    for (const Entity &entity : entities) {
        if (name == entity.name)
            return QString(QChar(entity.value));
    }
    return {};
}

QString withoutEntities(const QString &text)
{
    QString plain;
    plain.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = text.at(at) == u'&' ? text.indexOf(u';', at) : -1;
        const bool mayBe = end > at + 1 && end - at <= longestEntity;
        const QString decoded =
            mayBe ? decodedEntity(QStringView(text).mid(at + 1, end - at - 1)) : QString();
        plain += decoded.isEmpty() ? QString(text.at(at)) : decoded;
        at = decoded.isEmpty() ? at + 1 : end + 1;
    }
    return plain;
}

} // namespace

QString comparableText(const QString &text)
{
    return withoutEntities(text).normalized(QString::NormalizationForm_C).simplified();
}

QString comparableLink(const QString &link)
{
    QUrl url(comparableText(link), QUrl::TolerantMode);
    if (!url.isValid() || url.host().isEmpty())
        return comparableText(link);
    url.setScheme(url.scheme().toLower());
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path, QUrl::TolerantMode);
    return url.toString(QUrl::FullyEncoded);
}

} // namespace pinweek
