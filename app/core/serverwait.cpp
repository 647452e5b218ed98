// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serverwait.h"

#include "core/transport.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace pinweek {

namespace {

using std::chrono::seconds;

constexpr qint64 shortestWait = 5;
constexpr qint64 longestWait = 24 * 60 * 60;
constexpr qint64 firstEpoch = 1'000'000'000; // above it a number is a time, below it a delay
constexpr qint64 largestNumber = 1'000'000'000'000;

/** The digits at the start, so "120, 60" and "120;w=60" are 120. Very long ones are just "a lot".
 */
std::optional<qint64> leadingNumber(const QByteArray &text)
{
    const QByteArray trimmed = text.trimmed();
    qint64 number = 0;
    qsizetype digits = 0;
    for (; digits < trimmed.size() && trimmed[digits] >= '0' && trimmed[digits] <= '9'; ++digits)
        number = std::min(largestNumber, number * 10 + (trimmed[digits] - '0'));
    return digits > 0 ? std::optional(number) : std::nullopt;
}

seconds clamped(qint64 wait)
{
    return seconds(std::clamp(wait, shortestWait, longestWait));
}

} // namespace

std::optional<UtcTime> parseHttpDate(const QByteArray &text)
{
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()),
                                             QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!time.isValid())
        return std::nullopt;
    time.setTimeSpec(Qt::UTC);
    return fromDateTime(time);
}

std::optional<seconds> serverWait(const QByteArray &retryAfter, const QByteArray &rateLimitReset,
                                  UtcTime now)
{
    if (const auto wait = leadingNumber(retryAfter))
        return clamped(*wait);
    if (const auto until = parseHttpDate(retryAfter))
        return clamped(toEpoch(*until) - toEpoch(now));
    if (const auto reset = leadingNumber(rateLimitReset))
        return clamped(*reset > firstEpoch ? *reset - toEpoch(now) : *reset);
    return std::nullopt;
}

std::optional<seconds> serverWait(const HttpAnswer &answer, UtcTime now)
{
    return serverWait(answer.header("retry-after"), answer.header("x-ratelimit-reset"),
                      parseHttpDate(answer.header("date")).value_or(now));
}

std::optional<seconds> exhaustedFor(const HttpAnswer &answer, UtcTime now)
{
    if (leadingNumber(answer.header("x-ratelimit-remaining")) != 0)
        return std::nullopt;
    return serverWait({}, answer.header("x-ratelimit-reset"),
                      parseHttpDate(answer.header("date")).value_or(now));
}

} // namespace pinweek
