// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walltime.h"

#include <QHash>

#include <chrono>
#include <functional>
#include <set>

namespace pinweek {

/** How the times of a day look that the app chooses by itself; local times of the account. */
struct DayShape
{
    QTime start = QTime(8, 0);
    QTime end = QTime(20, 0);
    int cap = 10; // pins a day
    std::chrono::seconds gap = std::chrono::minutes(2);
};

/**
 * Finds times for an account's pins: within the daily window, under the day's cap, with the least
 * gap to what is planned (protocols.md 1.G: none of it moves a time that a person set). A time that
 * was given is taken. A value; any thread.
 */
class FreeTimes
{
public:
    /** Seconds to add to the gap, so that pins don't come like clockwork. */
    using Jitter = std::function<std::chrono::seconds()>;

    /**
     * @param zone    the account's, IANA
     * @param taken   moments that are used already, any order
     * @param jitter  null: none
     */
    FreeTimes(const DayShape &shape, const QByteArray &zone, const QList<UtcTime> &taken,
              Jitter jitter = {});

    /** The first free moment from `from` on. */
    UtcTime next(UtcTime from);
    /** The first free one from `from` on of those that divide each day's window evenly under its
     * cap. */
    UtcTime nextEven(UtcTime from);
    /** A moment that was given is not needed after all. */
    void giveBack(UtcTime at);
    /** True if no taken moment is nearer than the gap, and the day is under its cap. */
    [[nodiscard]] bool hasRoom(UtcTime at) const;
    /** Takes a moment that was found otherwise. */
    UtcTime take(UtcTime at);

private:
    [[nodiscard]] UtcTime windowStart(QDate day) const;
    [[nodiscard]] UtcTime windowEnd(QDate day) const;
    /** The first moment from `at` on in a window of a day with room; not looking at gaps. */
    [[nodiscard]] UtcTime inWindow(UtcTime at) const;
    /** A taken moment that is nearer than the gap; nullptr: none. */
    [[nodiscard]] const UtcTime *tooNear(UtcTime at) const;

    DayShape m_shape;
    QByteArray m_zone;
    Jitter m_jitter;
    std::multiset<UtcTime> m_taken;
    QHash<QDate, int> m_perDay;
};

} // namespace pinweek
