// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "core/result.h"
#include "model/pin.h"

#include <QStringList>

namespace pinweek {

struct StoreCore;

struct UndoState
{
    /** Names of the next steps; empty: nothing to undo or redo. */
    QString undoName;
    QString redoName;
};

struct UndoOutcome
{
    QString name;
    /** Pins that are now as before (undo) or as after (redo). */
    QList<PinId> changed;
    /** Pins of the step that have moved on meanwhile (another revision, or no longer editable) and
     * were left alone. */
    QList<Pin> skipped;
    /** How many other rows (time slots) are now as before or after. */
    int rows = 0;
};

/**
 * Undo and redo of the user's steps, kept in the database (protocols.md 3.5). A step is skipped for
 * pins whose revision no longer matches; a new step drops the steps that could be redone. At most
 * 500 steps are kept.
 */
class UndoStore
{
public:
    explicit UndoStore(StoreCore &core);
    [[nodiscard]] Result<UndoState> state() const;
    /** NotFound when there is nothing to undo. */
    void undo(QObject *context, Done<UndoOutcome> done);
    void redo(QObject *context, Done<UndoOutcome> done);

private:
    StoreCore &m_core;
};

} // namespace pinweek
