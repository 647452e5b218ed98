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

namespace {

/** What an answer means here that is said of pins elsewhere. */
Error boardError(Error error, const QString &name)
{
    if (error.kind == ErrorKind::NotFound)
        return {ErrorKind::Rejected,
                BoardActions::tr("“%1” is no longer at Pinterest. Read the boards from Pinterest "
                                 "again.")
                    .arg(name)};
    if (error.kind == ErrorKind::Forbidden)
        return {ErrorKind::Rejected,
                BoardActions::tr("Pinterest doesn't let this account change “%1”.").arg(name)};
    return error;
}

} // namespace

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
               done = std::move(done)](const Result<BoardsRead> &read) {
        if (read && read->problem)
            emit sectionsUnread(account, sectionsUnreadText(read->withoutSections, *read->problem));
        emit syncFinished(account, read ? QString() : errorText(read.error()));
        if (guard && done)
            done(read ? Result<int>(read->count) : Result<int>(fail(read.error())));
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

Result<BoardActions::Place> BoardActions::placeOf(BoardId boardId, SectionId sectionId) const
{
    const Result<Board> board = m_store.boards().board(boardId);
    if (!board)
        return fail(board.error());
    Place place{*board, {}, nullptr};
    for (const BoardSection &section : board->sections) {
        if (section.id == sectionId)
            place.section = section;
    }
    if (sectionId.isValid() && !place.section.id.isValid())
        return fail(ErrorKind::NotFound, tr("The section is no longer there."));
    const bool remote =
        sectionId.isValid() ? !place.section.remoteId.isEmpty() : !board->remoteId.isEmpty();
    if (!remote)
        return place;
    const Result<Account> owner = m_store.accounts().account(board->account);
    if (owner && !board->owner.isEmpty() && board->owner != owner->username)
        return fail(ErrorKind::Rejected,
                    tr("“%1” belongs to %2, who alone can change or delete it.")
                        .arg(board->name, board->owner));
    place.client = m_clientFor(board->account);
    if (!place.client)
        return fail(ErrorKind::Unauthorized, QStringLiteral("The account is not connected."));
    return place;
}

void BoardActions::changeBoard(BoardId id, const BoardChange &change, QObject *context,
                               Done<Board> done)
{
    const Result<Place> place = placeOf(id);
    if (!place)
        return deliver<Board>(context, std::move(done), fail(place.error()));
    const Board &board = place->board;
    if (!place->client) {
        Board changed = board;
        changed.name = change.name.value_or(board.name);
        changed.description = change.description.value_or(board.description);
        changed.privacy = change.privacy.value_or(board.privacy);
        return m_store.boards().save(changed, context, std::move(done));
    }
    pinterest::BoardUpdate update{change.name, change.description, {}};
    if (change.privacy)
        update.privacy = boardPrivacyName(*change.privacy);
    place->client->updateBoard(board.remoteId, update, context,
                               [this, board, context, done = std::move(done)](
                                   const Result<pinterest::RemoteBoard> &changed) mutable {
                                   if (!changed) {
                                       done(fail(boardError(changed.error(), board.name)));
                                       return;
                                   }
                                   Board saved = toBoard(*changed, board.account);
                                   saved.id = board.id;
                                   m_store.boards().save(saved, context, std::move(done));
                               });
}

void BoardActions::deleteBoard(BoardId id, QObject *context, Done<int> done)
{
    const Result<Place> place = placeOf(id);
    if (!place)
        return deliver<int>(context, std::move(done), fail(place.error()));
    const Result<BoardUse> use = m_store.boards().use(id);
    if (use && use->underWay > 0)
        return deliver<int>(
            context, std::move(done),
            fail(ErrorKind::Rejected, tr("%n pin(s) of the board are just being published, or "
                                         "Pinterest has them already. Try again when they are "
                                         "through.",
                                         nullptr, use->underWay)));
    if (!place->client)
        return m_store.boards().discard(id, context, std::move(done));
    place->client->deleteBoard(place->board.remoteId, context,
                               [this, id, context, name = place->board.name,
                                done = std::move(done)](const Result<void> &deleted) mutable {
                                   // What is not there any more needn't be deleted.
                                   if (!deleted && deleted.error().kind != ErrorKind::NotFound) {
                                       done(fail(boardError(deleted.error(), name)));
                                       return;
                                   }
                                   m_store.boards().discard(id, context, std::move(done));
                               });
}

void BoardActions::renameSection(SectionId id, BoardId boardId, const QString &name,
                                 QObject *context, Done<BoardSection> done)
{
    const Result<Place> place = placeOf(boardId, id);
    if (!place)
        return deliver<BoardSection>(context, std::move(done), fail(place.error()));
    BoardSection renamed = place->section;
    renamed.name = name;
    if (!place->client)
        return m_store.boards().saveSection(renamed, context, std::move(done));
    place->client->updateSection(place->board.remoteId, renamed.remoteId, name, context,
                                 [this, renamed, context, done = std::move(done)](
                                     const Result<pinterest::RemoteSection> &changed) mutable {
                                     if (!changed) {
                                         done(fail(boardError(changed.error(), renamed.name)));
                                         return;
                                     }
                                     renamed.name = changed->name;
                                     m_store.boards().saveSection(renamed, context,
                                                                  std::move(done));
                                 });
}

void BoardActions::deleteSection(SectionId id, BoardId boardId, QObject *context, Done<int> done)
{
    const Result<Place> place = placeOf(boardId, id);
    if (!place)
        return deliver<int>(context, std::move(done), fail(place.error()));
    const Result<BoardUse> use = m_store.boards().use(boardId, id);
    if (use && use->underWay > 0)
        return deliver<int>(
            context, std::move(done),
            fail(ErrorKind::Rejected, tr("%n pin(s) of the section are just being published, or "
                                         "Pinterest has them already. Try again when they are "
                                         "through.",
                                         nullptr, use->underWay)));
    if (!place->client)
        return m_store.boards().discardSection(id, context, std::move(done));
    place->client->deleteSection(place->board.remoteId, place->section.remoteId, context,
                                 [this, id, context, name = place->section.name,
                                  done = std::move(done)](const Result<void> &deleted) mutable {
                                     if (!deleted && deleted.error().kind != ErrorKind::NotFound) {
                                         done(fail(boardError(deleted.error(), name)));
                                         return;
                                     }
                                     m_store.boards().discardSection(id, context, std::move(done));
                                 });
}

} // namespace pinweek
