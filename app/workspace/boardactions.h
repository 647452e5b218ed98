// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/board.h"

#include <QObject>

#include <functional>

namespace pinweek {

class Store;

namespace pinterest {
class Client;
}

/** Boards and sections, at Pinterest and in the cache. Main thread. */
class BoardActions : public QObject
{
    Q_OBJECT

public:
    /** Gives the client of a connected account; null for My plan and without a token. */
    using ClientFor = std::function<pinterest::Client *(AccountId)>;

    BoardActions(Store &store, ClientFor clientFor);

    /** As Workspace::syncBoards(). */
    void sync(AccountId account, QObject *context, Done<int> done);
    /** As Workspace::createBoard(). */
    void createBoard(AccountId account, const QString &name, BoardPrivacy privacy, QObject *context,
                     Done<Board> done);
    /** As Workspace::createSection(). */
    void createSection(BoardId board, const QString &name, QObject *context,
                       Done<BoardSection> done);

    /** As Workspace::changeBoard(). */
    void changeBoard(BoardId board, const BoardChange &change, QObject *context, Done<Board> done);
    /** As Workspace::deleteBoard(). */
    void deleteBoard(BoardId board, QObject *context, Done<int> done);
    /** As Workspace::renameSection(). */
    void renameSection(SectionId section, BoardId board, const QString &name, QObject *context,
                       Done<BoardSection> done);
    /** As Workspace::deleteSection(). */
    void deleteSection(SectionId section, BoardId board, QObject *context, Done<int> done);

signals:
    void syncStarted(pinweek::AccountId account);
    void syncFinished(pinweek::AccountId account, const QString &problem);
    /** As Workspace::sectionsUnread(). */
    void sectionsUnread(pinweek::AccountId account, const QString &problem);

private:
    /** The local board of that name that Pinterest lacks, or a new one. */
    [[nodiscard]] Board plannedBoard(AccountId account, const QString &name) const;

    /** The board with its account's client, null where it is ours alone; or why it can't be
     * changed. */
    struct Place
    {
        Board board;
        BoardSection section;
        pinterest::Client *client = nullptr;
    };
    [[nodiscard]] Result<Place> placeOf(BoardId board, SectionId section = {}) const;

    Store &m_store;
    ClientFor m_clientFor;
};

} // namespace pinweek
