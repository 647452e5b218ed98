// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock.h"

#include <QTimeZone>

namespace pinweek {

QDateTime toDateTime(UtcTime time)
{
    return QDateTime::fromSecsSinceEpoch(toEpoch(time), Qt::UTC);
}

UtcTime fromDateTime(const QDateTime &time)
{
    return std::chrono::floor<std::chrono::seconds>(
        UtcMillis(std::chrono::milliseconds(time.toMSecsSinceEpoch())));
}

QString toIso(UtcTime time)
{
    return toDateTime(time).toString(Qt::ISODate);
}

std::optional<UtcTime> fromIsoUtc(const QString &text)
{
    QDateTime time = QDateTime::fromString(text.trimmed(), Qt::ISODateWithMs);
    if (!time.isValid())
        return std::nullopt;
    if (time.timeSpec() == Qt::LocalTime)
        time = QDateTime(time.date(), time.time(), Qt::UTC);
    return fromDateTime(time);
}

UtcMillis SystemClock::nowMillis() const
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::chrono::milliseconds SystemClock::steady() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace pinweek
