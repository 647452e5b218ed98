// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/board.h"

#include <QObject>
#include <QStringList>

#include <optional>

namespace pinweek {

namespace pinterest {
class Client;
struct RemoteBoard;
struct RemoteSection;
} // namespace pinterest

class Store;

/** A board as the cache keeps it. */
Board toBoard(const pinterest::RemoteBoard &remote, AccountId account);
BoardSection toSection(const pinterest::RemoteSection &remote, BoardId board);

/** What was read. */
struct BoardsRead
{
    int count = 0;
    /** Boards whose sections could not be read; those that were known stay. */
    QStringList withoutSections;
    /** Why, of the first of them. */
    std::optional<Error> problem;
};

/**
 * Reads all boards of an account with all their sections, every page, then replaces the cache in
 * one step. Deletes itself after `done`. Sections that can't be read hide no boards, and are not
 * asked for when the next ones could not be read either; a refused sign-in, a list of boards that
 * can't be read, and a cache that can't, leave it as it was. Main thread.
 */
class BoardSync : public QObject
{
    Q_OBJECT

public:
    BoardSync(pinterest::Client &client, Store &store, AccountId account, QObject *parent);
    void run(Done<BoardsRead> done);

private:
    void readSections();
    void sectionsRead(qsizetype index, const Result<QList<pinterest::RemoteSection>> &sections);
    /** May end it all. */
    void keepSections(qsizetype index, const Error &why);
    void store();
    void finish(Result<BoardsRead> result);

    pinterest::Client &m_client;
    Store &m_store;
    AccountId m_account;
    QList<Board> m_boards;
    std::optional<QList<Board>> m_known; // as they were, where that is wanted
    qsizetype m_next = 0;
    int m_underWay = 0;
    int m_unreached = 0;
    bool m_isGivenUp = false; // no more sections are asked for
    BoardsRead m_read;
    Done<BoardsRead> m_done;
};

} // namespace pinweek
