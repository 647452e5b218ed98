// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/pinstore.h"
#include "store/undostore.h"

// The user's steps and their undoing, as parts of a transaction on the store thread.
namespace pinweek {

class Database;

/** What a person did, as one step: all of it, or nothing. */
Result<StepOutcome> applyStep(Database &db, const PinStep &step, UtcTime now,
                              const QString &origin);

enum class UndoDirection
{
    Undo,
    Redo
};

/**
 * Puts the values of the last (undo) or the next (redo) step back into its pins.
 *
 *     revisions:   … P.after = 4 = S.before → S.after = 5      undo S: pin 5 → 6, S.before = 6, and
 * P.after = 6 redo S: pin 6 → 7, S.after = 7, and the next step's before = 7
 */
Result<UndoOutcome> swapStep(Database &db, UndoDirection direction, UtcTime now,
                             const QString &origin);

} // namespace pinweek
