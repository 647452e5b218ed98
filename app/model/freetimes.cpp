// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/freetimes.h"

#include <algorithm>

namespace pinweek {

FreeTimes::FreeTimes(const DayShape &shape, const QByteArray &zone, const QList<UtcTime> &taken,
                     Jitter jitter)
    : m_shape(shape), m_zone(zone), m_jitter(std::move(jitter))
{
    m_shape.cap = std::max(1, m_shape.cap);
    m_shape.gap = std::max(m_shape.gap, std::chrono::seconds(1));
    for (const UtcTime at : taken)
        take(at);
}

UtcTime FreeTimes::windowStart(QDate day) const
{
    return WallTime{day, m_shape.start, m_zone}.resolve().utc;
}

UtcTime FreeTimes::windowEnd(QDate day) const
{
    // A window that ends before it begins is none: the whole day.
    if (m_shape.end <= m_shape.start)
        return WallTime{day.addDays(1), m_shape.start, m_zone}.resolve().utc;
    return WallTime{day, m_shape.end, m_zone, RepeatedHour::Second}.resolve().utc;
}

UtcTime FreeTimes::inWindow(UtcTime at) const
{
    QDate day = WallTime::fromUtc(at, m_zone).date;
    if (m_shape.end <= m_shape.start && at < windowStart(day))
        day = day.addDays(-1);
    at = std::max(at, windowStart(day));
    while (at >= windowEnd(day) ||
           m_perDay.value(WallTime::fromUtc(at, m_zone).date) >= m_shape.cap) {
        day = day.addDays(1);
        at = windowStart(day);
    }
    return at;
}

const UtcTime *FreeTimes::tooNear(UtcTime at) const
{
    const auto near = m_taken.upper_bound(at - m_shape.gap);
    return near != m_taken.end() && *near < at + m_shape.gap ? &*near : nullptr;
}

bool FreeTimes::hasRoom(UtcTime at) const
{
    return !tooNear(at) && m_perDay.value(WallTime::fromUtc(at, m_zone).date) < m_shape.cap;
}

UtcTime FreeTimes::take(UtcTime at)
{
    m_taken.insert(at);
    ++m_perDay[WallTime::fromUtc(at, m_zone).date];
    return at;
}

void FreeTimes::giveBack(UtcTime at)
{
    const auto found = m_taken.find(at);
    if (found == m_taken.end())
        return;
    m_taken.erase(found);
    --m_perDay[WallTime::fromUtc(at, m_zone).date];
}

UtcTime FreeTimes::next(UtcTime from)
{
    UtcTime at = inWindow(from);
    while (const UtcTime *other = tooNear(at))
        at = inWindow(*other + m_shape.gap + (m_jitter ? m_jitter() : std::chrono::seconds(0)));
    return take(at);
}

UtcTime FreeTimes::nextEven(UtcTime from)
{
    UtcTime at = inWindow(from);
    for (;;) {
        const QDate day = WallTime::fromUtc(at, m_zone).date;
        const UtcTime start =
            windowStart(day) <= at ? windowStart(day) : windowStart(day.addDays(-1));
        const auto step = std::max(
            (windowEnd(WallTime::fromUtc(start, m_zone).date) - start) / m_shape.cap, m_shape.gap);
        // The first of the day's even times that is not before `at`.
        const auto steps = (at - start + step - std::chrono::seconds(1)) / step;
        const UtcTime even = start + step * steps;
        const UtcTime fits = inWindow(even);
        if (fits == even && !tooNear(even))
            return take(even);
        at = fits == even ? even + std::chrono::seconds(1) : fits;
    }
}

} // namespace pinweek
