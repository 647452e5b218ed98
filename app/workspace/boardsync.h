// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/board.h"

#include <QObject>

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

/**
 * Reads all boards of an account with all their sections, every page, then replaces the cache in
 * one step. Deletes itself after `done`. An error leaves the cache as it was. Main thread.
 */
class BoardSync : public QObject
{
    Q_OBJECT

public:
    BoardSync(pinterest::Client &client, Store &store, AccountId account, QObject *parent);
    /** Gives the number of boards. */
    void run(Done<int> done);

private:
    void readSections();
    void finish(Result<int> result);

    pinterest::Client &m_client;
    Store &m_store;
    AccountId m_account;
    QList<Board> m_boards;
    qsizetype m_next = 0;
    int m_underWay = 0;
    Done<int> m_done;
};

} // namespace pinweek
