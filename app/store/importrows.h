// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/importstore.h"

// The rows of imports, as parts of a transaction on the store thread.
namespace pinweek {

class Database;
struct UndoOutcome;

/** How many pins are shown, or taken away, in one transaction: some milliseconds. */
constexpr int importPiece = 200;

/** Adds a hidden pin of an unfinished import. False: its account or board is not there. */
bool addImportedPin(Database &db, ImportId import, const ImportedRow &row, UtcTime now,
                    const QString &origin, const QString &detail);
/** The next hidden pins of an import after `after`, in order; at most importPiece. */
QList<PinId> hiddenPins(Database &db, ImportId import, PinId after);
/** Shows hidden pins. What would go out in the past, or lost its board, becomes a draft. Gives how
 * many of them are scheduled. */
int showPins(Database &db, const QList<PinId> &pins, UtcTime now);
/** If the step is an import: undo takes those of its pins away that can still be changed, redo
 * brings them back. */
void swapImport(Database &db, UndoStepId step, bool undo, UtcTime now, UndoOutcome &outcome);

} // namespace pinweek
