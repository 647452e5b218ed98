// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/slotplan.h"

#include <algorithm>

namespace pinweek {

namespace {

QList<UtcTime> timesOf(const QList<PlannedUse> &planned)
{
    QList<UtcTime> times;
    times.reserve(planned.size());
    for (const PlannedUse &use : planned)
        times += use.at;
    return times;
}

} // namespace

SlotPlan::SlotPlan(const PlanRules &rules, const QByteArray &zone, const QList<TimeSlot> &timeSlots,
                   const QList<PlannedUse> &planned, UtcTime from, UtcTime until)
    : m_rules(rules)
    , m_zone(zone)
    , m_slots(timeSlots)
    , m_from(from)
    , m_until(until)
    , m_free(rules.shape, zone, timesOf(planned))
    , m_spacing(rules.spacing)
{
    for (const PlannedUse &use : planned)
        m_spacing.add(use.pin, dayOf(use.at));
}

const QList<FreeSlot> &SlotPlan::occurrences(BoardId board) const
{
    const QList<TimeSlot> own = slotsForBoard(m_slots, board);
    const BoardId owner = own.isEmpty() ? BoardId{} : own.constFirst().board;
    const auto known = m_occurrences.constFind(owner);
    if (known != m_occurrences.constEnd())
        return *known;
    QList<FreeSlot> &found = m_occurrences[owner];
    // A slot's date in its own zone can be the day before or after that of UTC.
    const QDate last = WallTime::fromUtc(m_until, "Etc/UTC").date.addDays(1);
    for (QDate date = WallTime::fromUtc(m_from, "Etc/UTC").date.addDays(-1); date <= last;
         date = date.addDays(1)) {
        for (const TimeSlot &slot : own) {
            const std::optional<WallTime> wall = slot.on(date);
            if (!wall)
                continue;
            const UtcTime at = wall->resolve().utc;
            if (at >= m_from && at < m_until &&
                isInWindow(m_rules.shape, WallTime::fromUtc(at, m_zone).time))
                found += FreeSlot{slot.id, slot.board, *wall, at};
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const FreeSlot &a, const FreeSlot &b) { return a.at < b.at; });
    return found;
}

bool SlotPlan::isFree(const FreeSlot &slot) const
{
    return m_free.hasRoom(slot.at);
}

QList<FreeSlot> SlotPlan::freeSlots(BoardId board) const
{
    const QList<FreeSlot> &all = occurrences(board);
    QList<FreeSlot> free;
    std::copy_if(all.begin(), all.end(), std::back_inserter(free),
                 [this](const FreeSlot &slot) { return isFree(slot); });
    return free;
}

std::optional<WallTime> SlotPlan::next(const SpacedPin &pin, UtcTime from)
{
    const QList<TimeSlot> own = slotsForBoard(m_slots, pin.board);
    Tried &tried = m_tried[{own.isEmpty() ? BoardId{} : own.constFirst().board, pin.key}];
    if (from < tried.from || from >= tried.until)
        tried = {from, from};
    bool nearImage = false;
    const std::optional<WallTime> found = own.isEmpty() ? nextEven(pin, tried.until, nearImage)
                                                        : nextSlot(pin, tried.until, nearImage);
    if (found && !nearImage)
        tried.until = found->resolve().utc + std::chrono::seconds(1);
    return found;
}

std::optional<WallTime> SlotPlan::nextSlot(const SpacedPin &pin, UtcTime from, bool &nearImage)
{
    const QList<FreeSlot> &all = occurrences(pin.board);
    auto slot = std::lower_bound(all.begin(), all.end(), from,
                                 [](const FreeSlot &each, UtcTime at) { return each.at < at; });
    for (; slot != all.end(); ++slot) {
        if (!isFree(*slot))
            continue;
        const SpacingBreak broken = m_spacing.breakOn(pin, dayOf(slot->at));
        nearImage = nearImage || broken == SpacingBreak::Image;
        if (broken != SpacingBreak::None)
            continue;
        m_free.take(slot->at);
        m_spacing.add(pin, dayOf(slot->at));
        return slot->wall;
    }
    return std::nullopt;
}

std::optional<WallTime> SlotPlan::nextEven(const SpacedPin &pin, UtcTime from, bool &nearImage)
{
    for (UtcTime at = std::max(from, m_from); at < m_until;) {
        const UtcTime even = m_free.nextEven(at);
        const QDate day = dayOf(even);
        const SpacingBreak broken = m_spacing.breakOn(pin, day);
        nearImage = nearImage || broken == SpacingBreak::Image;
        if (even < m_until && broken == SpacingBreak::None) {
            m_spacing.add(pin, day);
            return WallTime::fromUtc(even, m_zone);
        }
        m_free.giveBack(even);
        at = WallTime{day.addDays(1), QTime(0, 0), m_zone}.resolve().utc;
    }
    return std::nullopt;
}

} // namespace pinweek
