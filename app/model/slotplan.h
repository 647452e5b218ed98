// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/freetimes.h"
#include "model/spacing.h"
#include "model/timeslot.h"

#include <QHash>
#include <QList>

#include <optional>
#include <utility>

namespace pinweek {

/** The rules by which Pinweek chooses times. */
struct PlanRules
{
    DayShape shape;
    SpacingRules spacing;
};

/** A pin on the calendar, as far as the choice of other times asks. */
struct PlannedUse
{
    UtcTime at{};
    SpacedPin pin;
};

/** A free slot on a certain day. */
struct FreeSlot
{
    SlotId slot;
    BoardId board; // whose pins it is for; invalid: see TimeSlot
    WallTime wall;
    UtcTime at{};
};

/**
 * Finds times for an account's pins: its weekly slots that are free, or, where there are none for a
 * pin, times spread evenly in the daily window under the cap (interaction.md 5). A slot is free if
 * no pin is nearer than the least gap, its day is under the cap, and it is in the daily window; for
 * a certain pin also if no rule of spacing is broken. A time that was given is taken. A value; any
 * thread.
 */
class SlotPlan
{
public:
    /**
     * @param zone     the account's, IANA: its days are counted, and the window is in it
     * @param timeSlots the account's, of all boards
     * @param planned  its pins on the calendar, those longest spacing before `from` and after
     *                 `until` included
     * @param from     nothing earlier is given
     * @param until    nothing from then on is given
     */
    SlotPlan(const PlanRules &rules, const QByteArray &zone, const QList<TimeSlot> &timeSlots,
             const QList<PlannedUse> &planned, UtcTime from, UtcTime until);

    /** The first free time for the pin from `from` on; nullopt: none before the plan's end. */
    std::optional<WallTime> next(const SpacedPin &pin, UtcTime from);
    /** The free slots of pins of the board in the plan's range, in order of time. */
    [[nodiscard]] QList<FreeSlot> freeSlots(BoardId board = {}) const;

private:
    /** Pins that look at the same slots and have the same link. */
    using Alike = std::pair<BoardId, QString>;
    /** No pin of them can be put at any moment from `from` to before `until`, ever. */
    struct Tried
    {
        UtcTime from{};
        UtcTime until{};
    };

    [[nodiscard]] const QList<FreeSlot> &occurrences(BoardId board) const;
    [[nodiscard]] bool isFree(const FreeSlot &slot) const;
    [[nodiscard]] QDate dayOf(UtcTime at) const { return WallTime::fromUtc(at, m_zone).date; }
    /** Both say in `nearImage` whether the image alone kept the pin from a time. */
    std::optional<WallTime> nextSlot(const SpacedPin &pin, UtcTime from, bool &nearImage);
    std::optional<WallTime> nextEven(const SpacedPin &pin, UtcTime from, bool &nearImage);

    PlanRules m_rules;
    QByteArray m_zone;
    QList<TimeSlot> m_slots;
    UtcTime m_from;
    UtcTime m_until;
    FreeTimes m_free;
    Spacing m_spacing;
    mutable QHash<BoardId, QList<FreeSlot>> m_occurrences;
    /** So that thousands of pins don't each begin at the same full weeks. */
    QHash<Alike, Tried> m_tried;
};

} // namespace pinweek
