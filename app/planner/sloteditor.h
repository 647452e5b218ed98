// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/timeslot.h"

#include <QCoreApplication>

#include <array>

namespace pinweek {

/** The answers to "How many a day?" (interaction.md 5). */
inline constexpr std::array slotPaces{3, 5, 10};

class Settings;
class Store;
struct SlotChange;

/**
 * Everything that a user does to the weekly time slots; each call is one named, undoable step. Pins
 * are never moved by it. Main thread.
 *
 * Errors: Rejected with a sentence that can be shown (there is one already, outside the daily
 * window), NotFound (gone meanwhile), Storage. Nothing is changed when there is an error. `done`
 * may be empty (and `context` null).
 */
class SlotEditor
{
    Q_DECLARE_TR_FUNCTIONS(pinweek::SlotEditor)

public:
    SlotEditor(Store &store, const Settings &settings) : m_store(store), m_settings(settings) {}

    /** New slots, all of them or none; their ids are ignored. Gives their ids, in order. */
    void add(const QList<TimeSlot> &timeSlots, QObject *context, Done<QList<SlotId>> done);
    /** Another day or time of the week; the rest of the slot stays as it is. */
    void move(const TimeSlot &slot, int day, QTime time, QObject *context, Done<void> done);
    void remove(const QList<TimeSlot> &timeSlots, QObject *context, Done<void> done);
    /**
     * "How many a day?": the account's slots for all boards (or one board's own ones) become
     * `perDay` even ones on each day, in the daily window.
     */
    void makeWeek(AccountId account, BoardId board, int perDay, QObject *context, Done<int> done);

private:
    /** Why there can't be a slot at this time; empty if there can. */
    [[nodiscard]] QString windowReason(const TimeSlot &slot) const;
    void apply(const QString &name, const QList<SlotChange> &changes, QObject *context,
               Done<QList<SlotId>> done);

    Store &m_store;
    const Settings &m_settings;
};

} // namespace pinweek
