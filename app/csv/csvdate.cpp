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

std::optional<Parts> ofText(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})(?:(?:[T ]|\\s+)(\\d{1,2}):(\\d{2})"
                       "(?::(\\d{2})(?:\\.\\d+)?)?)?\\s*(Z|UTC|[+-]\\d{2}:?\\d{2})?$"),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    Parts parts;
    parts.date =
        QDate(match.captured(1).toInt(), match.captured(3).toInt(), match.captured(4).toInt());
    parts.time =
        QTime(match.captured(5).toInt(), match.captured(6).toInt(), match.captured(7).toInt());
    if (!parts.date.isValid() || !parts.time.isValid())
        return std::nullopt;
    const QString zone = match.captured(8);
    if (zone.size() >= 5) {
        const int minutes = zone.mid(1, 2).toInt() * 60 + zone.right(2).toInt();
        parts.offset = (zone.startsWith(QLatin1Char('-')) ? -60 : 60) * minutes;
    } else if (!zone.isEmpty()) {
        parts.offset = 0;
    }
    return parts;
}

} // namespace

std::optional<WallTime> readCsvDate(const QString &text, CsvZone zone,
                                    const QByteArray &accountZone)
{
    const QString trimmed = text.trimmed();
    std::optional<Parts> parts = ofText(trimmed);
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
