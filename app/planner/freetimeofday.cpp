// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/freetimeofday.h"

#include "core/settings.h"
#include "model/freetimes.h"
#include "store/pinstore.h"
#include "store/store.h"

#include <algorithm>
#include <array>

namespace pinweek {

namespace {
constexpr int noCap = 10'000;
const QTime lastMinute(23, 59);
} // namespace

std::optional<WallTime> freeTimeOfDay(Store &store, const Settings &settings, UtcTime now,
                                      AccountId account, const QByteArray &zone, QDate day,
                                      const QList<UtcTime> &alsoTaken)
{
    const UtcTime start = WallTime{day, QTime(0, 0), zone}.resolve().utc;
    const UtcTime end = WallTime{day.addDays(1), QTime(0, 0), zone}.resolve().utc;
    if (end <= now)
        return std::nullopt;
    QList<UtcTime> taken = store.pins().takenTimes(account, start, end).value_or(QList<UtcTime>());
    taken += alsoTaken;
    const DayShape usual{settings.windowStart(), settings.windowEnd(), settings.dayCap(),
                         settings.leastGap()};
    const std::array shapes{
        usual,
        DayShape{usual.start, usual.end, noCap, usual.gap},
        DayShape{usual.end, lastMinute, noCap, usual.gap},
    };
    for (const DayShape &shape : shapes) {
        FreeTimes times(shape, zone, taken);
        const WallTime at = WallTime::fromUtc(times.nextEven(std::max(start, now)), zone);
        if (at.date == day)
            return at;
    }
    return std::nullopt;
}

} // namespace pinweek
