// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/slotplan.h"
#include "model/timeslot.h"

#include <QSet>

namespace pinweek {

struct StoreCore;

/** One slot's part of a user's step. */
struct SlotChange
{
    /** An invalid id: a new slot. */
    TimeSlot slot;
    bool removed = false;
};

/** What the user did to slots, as one undoable step. */
struct SlotStep
{
    /** Shown in "Undo %1", in the user's language: "Add time slot". */
    QString name;
    QList<SlotChange> changes;
    /** False: nobody did it, as the demo's slots. */
    bool undoable = true;
};

/** A pin that asks for a time. */
struct SlotWish
{
    SpacedPin pin;
    /** Nothing earlier; a moment that has passed means now. */
    UtcTime from{};
};

/** Pins that ask which times they would get. */
struct SlotQuestion
{
    AccountId account;
    /** In the order in which they choose. */
    QList<SlotWish> wishes;
    /** Pins on the calendar that give up their times for it. */
    QSet<PinId> moving;
    PlanRules rules;
};

/**
 * The weekly time slots of accounts. Reads answer at once, on the main thread; writes and questions
 * go to the store thread. Slots never move pins. A change is told as one of the account
 * (ChangeSet::accounts). Errors: Storage, NotFound, Rejected (a slot like it is there already;
 * no account, no time of the week, an unknown zone).
 */
class SlotStore
{
public:
    explicit SlotStore(StoreCore &core);

    /** Of all boards, by day and time. */
    [[nodiscard]] Result<QList<TimeSlot>> slotsOf(AccountId account) const;
    /** All of the step, or nothing. Gives the slots' ids, in order. */
    void apply(const SlotStep &step, QObject *context, Done<QList<SlotId>> done);
    /**
     * Which times the pins would get if they asked for slots now, in order, for ghosts: nothing is
     * taken. To take them, name the pins in a PinStep (PinChange::nextSlotFrom). Rejected if there
     * is none in the next 20 years.
     */
    void preview(const SlotQuestion &question, QObject *context, Done<QList<WallTime>> done) const;

private:
    StoreCore &m_core;
};

} // namespace pinweek
