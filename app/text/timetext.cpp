// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/timetext.h"

#include <QCoreApplication>
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

QDate firstOfWeek(QDate day)
{
    const int before = (day.dayOfWeek() - int(QLocale().firstDayOfWeek()) + 7) % 7;
    return day.addDays(-before);
}

QString weekTitle(QDate firstDay)
{
    const QDate last = firstDay.addDays(6);
    const QLocale locale;
    const QString lastText = locale.toString(last, QStringLiteral("d MMM yyyy"));
    QString format = QStringLiteral("d");
    if (firstDay.year() != last.year())
        format = QStringLiteral("d MMM yyyy");
    else if (firstDay.month() != last.month())
        format = QStringLiteral("d MMM");
    //: first and last day of a week: "16 – 22 Nov 2026"
    return QCoreApplication::translate("pinweek::TimeText", "%1 – %2")
        .arg(locale.toString(firstDay, format), lastText);
}

QString monthTitle(QDate month)
{
    //: a month's name and its year
    return QCoreApplication::translate("pinweek::TimeText", "%1 %2")
        .arg(QLocale().standaloneMonthName(month.month()))
        .arg(month.year());
}

} // namespace pinweek
