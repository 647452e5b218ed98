// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "store/pinstore.h"
#include "store/steppin.h"

#include <optional>

// The rows of undo_step: what can be undone. Store thread, inside a transaction.
namespace pinweek {

/** Steps kept for undo. */
constexpr int keptSteps = 500;
/** Within this time a step with the same key joins the former. */
constexpr std::chrono::seconds joinWithin{5};

/** The newest step, if what these hands do now under this key can go on with it. */
std::optional<UndoStepId> newestStep(Database &db, const QString &joinKey, UtcTime now,
                                     const QString &origin);
/** The newest step, if this one goes on with it: same key, same hands, same pins, nothing in
 * between. */
std::optional<UndoStepId> stepToJoin(Database &db, const PinStep &step, const QList<StepPin> &pins,
                                     UtcTime now, const QString &origin);
void joinTo(Database &db, UndoStepId step, const QList<StepPin> &pins, UtcTime now);
/** It was gone on with. */
void touchStep(Database &db, UndoStepId step, UtcTime now);
/** Adds a step with its pins, and gives its id; the oldest ones beyond keptSteps go. */
UndoStepId addStep(Database &db, const PinStep &step, const QList<StepPin> &pins, UtcTime now,
                   const QString &origin);

} // namespace pinweek
