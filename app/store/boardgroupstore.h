// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/boardgroup.h"
#include "store/undorows.h"

namespace pinweek {

struct StoreCore;

/**
 * Board groups. Each write is one undoable step; a change is told as one of the account
 * (ChangeSet::accounts). Errors: Storage, NotFound, Rejected (no name, a name that is there
 * already, no board, a board of another account).
 */
class BoardGroupStore
{
public:
    explicit BoardGroupStore(StoreCore &core);

    /** By name. */
    [[nodiscard]] Result<QList<BoardGroup>> groups(AccountId account) const;
    /**
     * A new group (invalid id), or another name or other boards of one.
     * @param stepName  shown in "Undo %1", in the user's language
     */
    void save(const BoardGroup &group, const QString &stepName, QObject *context,
              Done<BoardGroupId> done);
    void remove(BoardGroupId group, const QString &stepName, QObject *context, Done<void> done);

private:
    StoreCore &m_core;
};

/** The kind of these rows in undo_step_row. */
constexpr auto boardGroupKind = "board_group";
RowValues readBoardGroupValues(Database &db, qint64 id);
bool writeBoardGroupValues(Database &db, qint64 id, const RowValues &values);

} // namespace pinweek
