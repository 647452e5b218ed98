// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/undostore.h"

#include "store/pinsteps.h"
#include "store/storecore.h"

namespace pinweek {

UndoStore::UndoStore(StoreCore &core) : m_core(core) {}

Result<UndoState> UndoStore::state() const
{
    return m_core.read<UndoState>([](Database &db) -> Result<UndoState> {
        UndoState state;
        Query last(db, QStringLiteral(
                           "SELECT name FROM undo_step WHERE undone = 0 ORDER BY id DESC LIMIT 1"));
        if (last.next())
            state.undoName = last.text(0);
        Query next(
            db, QStringLiteral("SELECT name FROM undo_step WHERE undone = 1 ORDER BY id LIMIT 1"));
        if (next.next())
            state.redoName = next.text(0);
        return state;
    });
}

void UndoStore::undo(QObject *context, Done<UndoOutcome> done)
{
    m_core.write<UndoOutcome>(context, std::move(done), [](const StoreCore::Context &write) {
        return swapStep(write.db, UndoDirection::Undo, write.now, write.origin);
    });
}

void UndoStore::redo(QObject *context, Done<UndoOutcome> done)
{
    m_core.write<UndoOutcome>(context, std::move(done), [](const StoreCore::Context &write) {
        return swapStep(write.db, UndoDirection::Redo, write.now, write.origin);
    });
}

} // namespace pinweek
