// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/boardactions.h"

#include "pinterest/client.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "workspace/boardsync.h"

#include <QPointer>

namespace pinweek {

BoardActions::BoardActions(Store &store, ClientFor clientFor)
    : m_store(store), m_clientFor(std::move(clientFor))
{
}

void BoardActions::sync(AccountId account, QObject *context, Done<int> done)
{
    pinterest::Client *way = m_clientFor(account);
    if (!way) {
        deliver<int>(
            context, std::move(done),
            fail(ErrorKind::Unauthorized, QStringLiteral("The account is not connected.")));
        return;
    }
    emit syncStarted(account);
    auto *sync = new BoardSync(*way, m_store, account, this);
    sync->run([this, account, guard = QPointer<QObject>(context),
               done = std::move(done)](const Result<int> &count) {
        emit syncFinished(account, count ? QString() : errorText(count.error()));
        if (guard && done)
            done(count);
    });
}

void BoardActions::createBoard(AccountId account, const QString &name, BoardPrivacy privacy,
                               QObject *context, Done<Board> done)
{
    const Result<Account> owner = m_store.accounts().account(account);
    if (!owner) {
        deliver<Board>(context, std::move(done), fail(owner.error()));
        return;
    }
    Board board = plannedBoard(account, name);
    board.privacy = privacy;
    if (owner->environment == Environment::Local) {
        m_store.boards().save(board, context, std::move(done));
        return;
    }
    pinterest::Client *way = m_clientFor(account);
    if (!way) {
        deliver<Board>(
            context, std::move(done),
            fail(ErrorKind::Unauthorized, QStringLiteral("The account is not connected.")));
        return;
    }
    way->createBoard({name, {}, boardPrivacyName(privacy)}, context,
                     [this, account, planned = board.id, context,
                      done = std::move(done)](const Result<pinterest::RemoteBoard> &made) mutable {
                         if (!made) {
                             done(fail(made.error()));
                             return;
                         }
                         Board created = toBoard(*made, account);
                         created.id = planned;
                         m_store.boards().save(created, context, std::move(done));
                     });
}

Board BoardActions::plannedBoard(AccountId account, const QString &name) const
{
    const Result<QList<Board>> boards = m_store.boards().boards(account);
    for (const Board &board : boards.value_or(QList<Board>())) {
        if (board.remoteId.isEmpty() && board.name == name)
            return board;
    }
    Board board;
    board.account = account;
    board.name = name;
    return board;
}

void BoardActions::createSection(BoardId boardId, const QString &name, QObject *context,
                                 Done<BoardSection> done)
{
    const Result<Board> board = m_store.boards().board(boardId);
    if (!board) {
        deliver<BoardSection>(context, std::move(done), fail(board.error()));
        return;
    }
    BoardSection planned{{}, boardId, {}, name};
    for (const BoardSection &section : board->sections) {
        if (section.name == name && section.remoteId.isEmpty())
            planned = section;
    }
    if (board->remoteId.isEmpty()) {
        m_store.boards().saveSection(planned, context, std::move(done));
        return;
    }
    pinterest::Client *way = m_clientFor(board->account);
    if (!way) {
        deliver<BoardSection>(
            context, std::move(done),
            fail(ErrorKind::Unauthorized, QStringLiteral("The account is not connected.")));
        return;
    }
    way->createSection(board->remoteId, name, context,
                       [this, planned, context, done = std::move(done)](
                           const Result<pinterest::RemoteSection> &made) mutable {
                           if (!made) {
                               done(fail(made.error()));
                               return;
                           }
                           BoardSection created = planned;
                           created.remoteId = made->id;
                           created.name = made->name;
                           m_store.boards().saveSection(created, context, std::move(done));
                       });
}

} // namespace pinweek
