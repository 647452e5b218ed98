// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/board.h"

#include <QHash>

namespace pinweek {

struct StoreCore;

/** Boards and sections: the cache of what Pinterest has, and local ones that it doesn't have yet.
 */
class BoardStore
{
public:
    explicit BoardStore(StoreCore &core);

    /** All boards of an account with their sections, by name (locale-aware, case folded). Invalid
     * id: of all accounts. */
    [[nodiscard]] Result<QList<Board>> boards(AccountId account) const;
    [[nodiscard]] Result<Board> board(BoardId id) const;

    /**
     * Takes over what Pinterest listed: updates by remoteId, adds, and turns a local board (or
     * section) of the same exact name into the remote one. Boards that are gone at Pinterest lose
     * their remoteId if pins still use them, else they are removed.
     * @param boards  all boards of the account, with all their sections; ids are ignored
     */
    void replaceRemote(AccountId account, const QList<Board> &boards, QObject *context,
                       Done<void> done);
    /** Adds or updates one board (by remoteId, else by id, else new). Gives it back with ids. */
    void save(const Board &board, QObject *context, Done<Board> done);
    void saveSection(const BoardSection &section, QObject *context, Done<BoardSection> done);
    /** Which pins of ours use the board or, with a section, that one. */
    [[nodiscard]] Result<BoardUse> use(BoardId board, SectionId section = {}) const;
    /** How each board of the account (invalid: of all) is fed at `now`; boards without anything to
     * tell are left out. */
    [[nodiscard]] Result<QHash<BoardId, BoardPace>> paces(AccountId account, UtcTime now) const;
    /** The stripe's colour, 0 to 7. Errors: NotFound, Rejected. */
    void setColour(BoardId board, int colour, QObject *context, Done<void> done);
    /** The board goes with its sections; its planned pins stay, those that were to be sent as
     * drafts with their time. Gives their number. Conflict while one of them is under way. */
    void discard(BoardId board, QObject *context, Done<int> done);
    /** The same for a section: its pins stay on the board, as they are. */
    void discardSection(SectionId section, QObject *context, Done<int> done);
    /** Conflict while pins use it. */
    void remove(BoardId board, QObject *context, Done<void> done);

private:
    StoreCore &m_core;
};

} // namespace pinweek
