// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvdate.h"

#include <QDateTime>
#include <QRegularExpression>

#include <cmath>

namespace pinweek {

namespace {

/** Days that a spreadsheet may mean: of the years 2000 to 2099. */
constexpr double firstSerial = 36526;
constexpr double lastSerial = 73050;
constexpr int secondsOfDay = 86'400;

std::optional<QDateTime> ofSpreadsheet(const QString &text)
{
    static const QRegularExpression number(QStringLiteral("^\\d{5}([.,]\\d+)?$"));
    if (!number.match(text).hasMatch())
        return std::nullopt;
    const double days = QString(text).replace(QLatin1Char(','), QLatin1Char('.')).toDouble();
    if (days < firstSerial || days > lastSerial)
        return std::nullopt;
    const double whole = std::floor(days);
    const auto seconds = qint64(std::llround((days - whole) * secondsOfDay));
    return QDateTime(QDate(1899, 12, 30).addDays(qint64(whole)), QTime(0, 0), Qt::UTC)
        .addSecs(seconds);
}

struct Parts
{
    QDate date;
    QTime time;
    /** Seconds east; nullopt: the file does not say. */
    std::optional<int> offset;
};

/** "T18:00:05.2 PM +01:00" and the like, after the day: five groups. */
QString timeForm()
{
    return QStringLiteral("(?:(?:[T ]|,?\\s+)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?\\s*"
                          "([ap]\\.?m\\.?)?)?\\s*(Z|UTC|[+-]\\d{2}:?\\d{2})?$");
}

/** nullopt: no such time. */
std::optional<QTime> timeOf(const QRegularExpressionMatch &match, int first)
{
    int hour = match.captured(first).toInt();
    if (const QString half = match.captured(first + 3).left(1).toLower(); !half.isEmpty()) {
        if (hour < 1 || hour > 12)
            return std::nullopt;
        hour = hour % 12 + (half == QLatin1String("p") ? 12 : 0);
    }
    const QTime time(hour, match.captured(first + 1).toInt(), match.captured(first + 2).toInt());
    return time.isValid() ? std::optional(time) : std::nullopt;
}

std::optional<int> offsetOf(const QString &zone)
{
    if (zone.isEmpty())
        return std::nullopt;
    if (zone.size() < 5)
        return 0;
    const int minutes = zone.mid(1, 2).toInt() * 60 + zone.right(2).toInt();
    return (zone.startsWith(QLatin1Char('-')) ? -60 : 60) * minutes;
}

QRegularExpression formOf(const QString &day)
{
    return QRegularExpression(day + timeForm(), QRegularExpression::CaseInsensitiveOption);
}

/** Year, month, day. */
const QRegularExpression &yearFirst()
{
    static const QRegularExpression form =
        formOf(QStringLiteral("^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})"));
    return form;
}

/** Day, month and year with points; two numbers and the year with slashes. */
const QRegularExpression &yearLast()
{
    static const QRegularExpression form =
        formOf(QStringLiteral("^(\\d{1,2})([./])(\\d{1,2})\\2(\\d{4})"));
    return form;
}

std::optional<QDate> dayOf(const QRegularExpressionMatch &match, CsvDayOrder order)
{
    const int first = match.captured(1).toInt();
    const int second = match.captured(3).toInt();
    const int year = match.captured(4).toInt();
    if (match.captured(2) == QLatin1String(".") || order == CsvDayOrder::DayFirst)
        return QDate(year, second, first);
    if (order == CsvDayOrder::MonthFirst)
        return QDate(year, first, second);
    return std::nullopt;
}

std::optional<Parts> ofText(const QString &text, CsvDayOrder order)
{
    Parts parts;
    QRegularExpressionMatch match = yearFirst().match(text);
    if (match.hasMatch()) {
        parts.date =
            QDate(match.captured(1).toInt(), match.captured(3).toInt(), match.captured(4).toInt());
    } else {
        match = yearLast().match(text);
        if (!match.hasMatch())
            return std::nullopt;
        const CsvDayOrder own = dayOrderOf(text);
        parts.date = dayOf(match, own == CsvDayOrder::Unknown ? order : own).value_or(QDate());
    }
    const std::optional<QTime> time = match.captured(5).isEmpty() ? QTime(0, 0) : timeOf(match, 5);
    if (!parts.date.isValid() || !time)
        return std::nullopt;
    parts.time = *time;
    parts.offset = offsetOf(match.captured(9));
    return parts;
}

} // namespace

CsvDayOrder dayOrderOf(const QString &text)
{
    const QRegularExpressionMatch match = yearLast().match(text.trimmed());
    if (!match.hasMatch() || match.captured(2) == QLatin1String("."))
        return CsvDayOrder::Unknown;
    const bool isDayFirst = match.captured(1).toInt() > 12;
    const bool isMonthFirst = match.captured(3).toInt() > 12;
    if (isDayFirst == isMonthFirst)
        return CsvDayOrder::Unknown;
    return isDayFirst ? CsvDayOrder::DayFirst : CsvDayOrder::MonthFirst;
}

bool isDayOrderOpen(const QString &text)
{
    const QRegularExpressionMatch match = yearLast().match(text.trimmed());
    return match.hasMatch() && match.captured(2) == QLatin1String("/") &&
           match.captured(1) != match.captured(3) && dayOrderOf(text) == CsvDayOrder::Unknown;
}

std::optional<WallTime> readCsvDate(const QString &text, CsvZone zone,
                                    const QByteArray &accountZone, CsvDayOrder order)
{
    const QString trimmed = text.trimmed();
    std::optional<Parts> parts = ofText(trimmed, order);
    if (!parts) {
        const std::optional<QDateTime> serial = ofSpreadsheet(trimmed);
        if (!serial)
            return std::nullopt;
        parts = Parts{serial->date(), serial->time(), std::nullopt};
    }
    if (!parts->offset && zone == CsvZone::Account)
        return WallTime{parts->date, parts->time, accountZone};
    const QDateTime utc = QDateTime(parts->date, parts->time, Qt::UTC);
    return WallTime::fromUtc(fromEpoch(utc.toSecsSinceEpoch() - parts->offset.value_or(0)),
                             accountZone);
}

QString csvDate(UtcTime time)
{
    return QDateTime::fromSecsSinceEpoch(toEpoch(time), Qt::UTC)
        .toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"));
}

} // namespace pinweek
