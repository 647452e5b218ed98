// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "store/pinstore.h"
#include "store/slotstore.h"

// The search for free times, as a part of a transaction on the store thread: what is found there is
// taken before another process can look.
namespace pinweek {

class Database;

/** The times that the pins get, in order. Rejected: there are none in the next 20 years. */
Result<QList<WallTime>> findSlotTimes(Database &db, const SlotQuestion &question, UtcTime now);

/** Gives those of the step's changes that ask for a slot their times. */
Result<void> fillSlotTimes(Database &db, PinStep &step, UtcTime now);

} // namespace pinweek
