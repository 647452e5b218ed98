// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/localeformats.h"

#include <QCoreApplication>

namespace pinweek {

QString shortTimeFormat(const QLocale &locale)
{
    QString format = locale.timeFormat(QLocale::ShortFormat);
    for (const auto &seconds : {":ss", ".ss", ":s", ".s"})
        format.remove(QLatin1String(seconds));
    while (format.endsWith(QLatin1Char('t'))) // the time zone
        format.chop(1);
    return format.trimmed();
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
