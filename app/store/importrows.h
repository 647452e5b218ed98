// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/importstore.h"

#include <array>
#include <set>

// The rows of imports, as parts of a transaction on the store thread.
namespace pinweek {

class Database;
struct UndoOutcome;

/** How many pins are shown, or taken away, in one transaction: some milliseconds. */
constexpr int importPiece = 200;

/** Whether what rows name is there: asked once for all rows of a transaction that name the same. */
class ImportedParts
{
public:
    [[nodiscard]] bool fit(Database &db, const PinContent &content);

private:
    /** Account, board, section and picture. */
    using Parts = std::array<qint64, 4>;
    std::set<Parts> m_known;
};

/** Adds a hidden pin of an unfinished import, which searchImportedPins() has to follow. Invalid:
 * its account or board is not there. */
PinId addImportedPin(Database &db, ImportId import, const ImportedRow &row, ImportedParts &parts,
                     UtcTime now, const QString &origin, const QString &detail);
/** The texts of the import's pins from this one on come into the search. In the same transaction.
 */
void searchImportedPins(Database &db, ImportId import, PinId first);
/** The next hidden pins of an import after `after`, in order; at most importPiece. */
QList<PinId> hiddenPins(Database &db, ImportId import, PinId after);
/** Shows hidden pins of an import, as hiddenPins() gave them. What would go out in the past, or
 * lost its board, becomes a draft. Gives how many of them are scheduled. */
int showPins(Database &db, ImportId import, const QList<PinId> &pins, UtcTime now);
/** If the step is an import: undo takes those of its pins away that can still be changed, redo
 * brings them back. */
void swapImport(Database &db, UndoStepId step, bool undo, UtcTime now, UndoOutcome &outcome);

} // namespace pinweek
