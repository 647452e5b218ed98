// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "store/pinstore.h"
#include "store/steppin.h"

namespace pinweek {

/** The pins as they would be after the step: what a person may do to a pin is decided here. Nothing
 * is stored. Store thread. Errors: Rejected, Conflict, NotFound; then nothing of the step is done.
 */
Result<QList<StepPin>> plannedChanges(Database &db, const PinStep &step, UtcTime now);

} // namespace pinweek
