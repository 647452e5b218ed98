// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/freetimeofday.h"

#include "core/settings.h"
#include "model/slotplan.h"
#include "planner/planrules.h"
#include "store/pinstore.h"
#include "store/slotstore.h"
#include "store/store.h"

#include <algorithm>
#include <array>

namespace pinweek {

namespace {
constexpr int noCap = 10'000;
const QTime lastMinute(23, 59);

/** The first free slot of that range. What pins there show is not asked: the day was chosen. */
std::optional<WallTime> freeSlot(Store &store, const PlanRules &rules, AccountId account,
                                 BoardId board, const QByteArray &zone,
                                 const QList<UtcTime> &taken, UtcTime from, UtcTime until)
{
    const QList<TimeSlot> all =
        store.timeSlots().slotsOf(account).value_or(QList<TimeSlot>());
    if (slotsForBoard(all, board).isEmpty())
        return std::nullopt;
    QList<PlannedUse> uses;
    for (const UtcTime at : taken)
        uses += PlannedUse{at, {}};
    const QList<FreeSlot> free = SlotPlan(rules, zone, all, uses, from, until).freeSlots(board);
    return free.isEmpty() ? std::nullopt
                          : std::optional(WallTime::fromUtc(free.constFirst().at, zone));
}

} // namespace

std::optional<WallTime> freeTimeOfDay(Store &store, const Settings &settings, UtcTime now,
                                      AccountId account, BoardId board, const QByteArray &zone,
                                      QDate day)
{
    const UtcTime start = WallTime{day, QTime(0, 0), zone}.resolve().utc;
    const UtcTime end = WallTime{day.addDays(1), QTime(0, 0), zone}.resolve().utc;
    if (end <= now)
        return std::nullopt;
    const QList<UtcTime> taken =
        store.pins().takenTimes(account, start, end).value_or(QList<UtcTime>());
    const PlanRules rules = planRules(settings);
    if (const auto slot =
            freeSlot(store, rules, account, board, zone, taken, std::max(start, now), end))
        return slot;
    const DayShape &usual = rules.shape;
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
