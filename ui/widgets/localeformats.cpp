// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/localeformats.h"

#include <QCoreApplication>

#include <QRegularExpression>

namespace pinweek {

QString shortTimeFormat(const QLocale &locale)
{
    static const QRegularExpression rest(QStringLiteral("([:.]s{1,2})|(\\s*t+$)"));
    return locale.timeFormat(QLocale::ShortFormat).remove(rest);
}

QString shortDateFormat(const QLocale &locale)
{
    QString format = locale.dateFormat(QLocale::ShortFormat);
    if (!format.contains(QStringLiteral("yyyy")))
        format.replace(QStringLiteral("yy"), QStringLiteral("yyyy"));
    return format;
}

QString momentText(UtcTime time, const QByteArray &zone)
{
    const WallTime local = WallTime::fromUtc(time, zone);
    const QLocale locale;
    return QCoreApplication::translate("pinweek::LocaleFormats", "%1, %2")
        .arg(locale.toString(local.date, QLocale::ShortFormat),
             locale.toString(local.time, shortTimeFormat(locale)));
}

} // namespace pinweek
