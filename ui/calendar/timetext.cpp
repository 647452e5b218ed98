// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/timetext.h"

#include <QLocale>

namespace pinweek {

QString clockText(QTime time)
{
    const QLocale locale;
    // The C locale's short form has seconds.
    if (locale.language() == QLocale::C)
        return time.toString(QStringLiteral("HH:mm"));
    return locale.toString(time, QLocale::ShortFormat);
}

QString dayClockText(QDate date, QTime time)
{
    return QStringLiteral("%1 %2 %3")
        .arg(QLocale().standaloneDayName(date.dayOfWeek(), QLocale::ShortFormat))
        .arg(date.day())
        .arg(clockText(time));
}

QString spokenDayClock(QDate date, QTime time)
{
    return QStringLiteral("%1 %2").arg(
        QLocale().standaloneDayName(date.dayOfWeek(), QLocale::LongFormat), clockText(time));
}

QString zoneName(const QByteArray &zone)
{
    const qsizetype slash = zone.lastIndexOf('/');
    return QString::fromUtf8(zone.mid(slash + 1)).replace(QLatin1Char('_'), QLatin1Char(' '));
}

} // namespace pinweek
