// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/timeslot.h"
#include "store/database.h"
#include "store/undorows.h"

// Time slots as rows: the only place that knows their columns.
namespace pinweek {

/** "SELECT <columns> FROM time_slot", to be read with readSlot(). */
QString selectSlots();
TimeSlot readSlot(const Query &query);
/** Of the account, by day, time and id. */
QList<TimeSlot> findSlots(Database &db, AccountId account);
std::optional<TimeSlot> findSlot(Database &db, SlotId id);
/** Inserts the slot, with its id if that is valid. */
SlotId insertSlot(Database &db, const TimeSlot &slot);
void updateSlot(Database &db, const TimeSlot &slot);
void deleteSlot(Database &db, SlotId id);
/** Another slot for the same time of the same pins. */
std::optional<TimeSlot> findSameSlot(Database &db, const TimeSlot &slot);

/** The kind of these rows in undo_step_row. */
constexpr auto slotKind = "time_slot";
RowValues readSlotValues(Database &db, qint64 id);
bool writeSlotValues(Database &db, qint64 id, const RowValues &values);
/** What readSlotValues() gives for the slot. */
QByteArray slotValues(const TimeSlot &slot);

} // namespace pinweek
