// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace pinweek {

/** A moment in UTC, in whole seconds since 1970: the only form in which moments are stored. */
using UtcTime = std::chrono::sys_seconds;
using UtcMillis = std::chrono::sys_time<std::chrono::milliseconds>;

[[nodiscard]] inline UtcTime fromEpoch(qint64 seconds)
{
    return UtcTime(std::chrono::seconds(seconds));
}
[[nodiscard]] inline qint64 toEpoch(UtcTime time)
{
    return time.time_since_epoch().count();
}

/** QDateTime in UTC of a moment. */
QDateTime toDateTime(UtcTime time);
/** The moment of any valid QDateTime, cut to seconds. */
UtcTime fromDateTime(const QDateTime &time);
/** "2026-11-17T14:30:00Z": JSON, logs, history. */
QString toIso(UtcTime time);
/**
 * Reads ISO 8601 with an offset or Z; fractions of a second are cut. A text without an offset is taken
 * as UTC (Pinterest has answered `created_at` that way). nullopt when it is no date and time.
 */
std::optional<UtcTime> fromIsoUtc(const QString &text);

/** Where "now" comes from; injected so that tests can turn it. */
class Clock
{
public:
    virtual ~Clock() = default;
    /** Wall clock, UTC, milliseconds. May jump. */
    [[nodiscard]] virtual UtcMillis nowMillis() const = 0;
    /** Never goes back; counts from an arbitrary start. Stands still while the machine sleeps. */
    [[nodiscard]] virtual std::chrono::milliseconds steady() const = 0;

    [[nodiscard]] UtcTime now() const
    {
        return std::chrono::floor<std::chrono::seconds>(nowMillis());
    }
};

/** The machine's clock and a server's, side by side, at one moment. */
struct ClockComparison
{
    std::chrono::seconds skew{0}; // theirs minus ours
    UtcMillis wall{};             // ours, then
    std::chrono::milliseconds steady{0};
};

/** The machine's clock. */
class SystemClock final : public Clock
{
public:
    [[nodiscard]] UtcMillis nowMillis() const override;
    [[nodiscard]] std::chrono::milliseconds steady() const override;
};

} // namespace pinweek
