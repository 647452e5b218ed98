// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/boardrows.h"

namespace pinweek {

namespace {

constexpr int colours = 8;

int nextColour(Database &db, AccountId account)
{
    Query query(
        db, QStringLiteral(
                "SELECT colour_index FROM board WHERE account_id = ? ORDER BY id DESC LIMIT 1"));
    query.bind(account);
    return query.next() ? (int(query.integer(0)) + 1) % colours : 0;
}

void bindBoard(Query &query, const Board &board)
{
    query.bind(board.account).bind(board.remoteId).bind(board.name).bind(board.description);
    query.bind(boardPrivacyName(board.privacy))
        .bind(board.owner)
        .bind(board.collaborators)
        .bind(board.remotePinCount)
        .bind(board.remotePinsAt);
}

void takeSections(QList<Board> &boards, Query &query)
{
    QHash<BoardId, qsizetype> places;
    for (qsizetype i = 0; i < boards.size(); ++i)
        places.insert(boards.at(i).id, i);
    while (query.next()) {
        const BoardSection section = readSection(query);
        if (const auto place = places.constFind(section.board); place != places.constEnd())
            boards[*place].sections += section;
    }
}

} // namespace

QList<Board> boardsOf(Database &db, AccountId account)
{
    const bool all = !account.isValid();
    QList<Board> boards;
    {
        Query query(db,
                    selectBoards() + (all ? QStringLiteral("ORDER BY id")
                                          : QStringLiteral("WHERE account_id = ? ORDER BY id")));
        if (!all)
            query.bind(account);
        while (query.next())
            boards += readBoard(query);
    }
    Query query(db,
                selectSections() +
                    (all ? QStringLiteral("ORDER BY board_section.id")
                         : QStringLiteral("JOIN board ON board.id = board_section.board_id "
                                          "WHERE board.account_id = ? ORDER BY board_section.id")));
    if (!all)
        query.bind(account);
    takeSections(boards, query);
    return boards;
}

std::optional<Board> findBoard(Database &db, BoardId id)
{
    QList<Board> boards;
    {
        Query query(db, selectBoards() + QStringLiteral("WHERE id = ?"));
        query.bind(id);
        if (!query.next())
            return std::nullopt;
        boards += readBoard(query);
    }
    Query query(db, selectSections() + QStringLiteral("WHERE board_id = ? ORDER BY id"));
    query.bind(id);
    takeSections(boards, query);
    return boards.constFirst();
}

QString boardPacesSql(bool ofOneAccount)
{
    // Each along an index, a handful of rows a board.
    return QStringLiteral(
               "SELECT id, (SELECT count(*) FROM pin WHERE pin.board_id = board.id AND due_at >= ? "
               "AND due_at < ? AND removed_at IS NULL AND status <> 'published'), "
               "nullif(max(coalesce(remote_pins_at, 0), coalesce((SELECT max(published_at) FROM "
               "pin WHERE pin.board_id = board.id AND status = 'published' AND removed_at IS NULL)"
               ", 0)), 0) FROM board") +
           (ofOneAccount ? QStringLiteral(" WHERE account_id = ?") : QString());
}

BoardId insertBoard(Database &db, const Board &board)
{
    Query query(db,
                QStringLiteral(
                    "INSERT INTO board (account_id, remote_id, name, description, privacy, owner, "
                    "collaborators, remote_pin_count, remote_pins_at, colour_index) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    bindBoard(query, board);
    query.bind(nextColour(db, board.account)).run();
    return BoardId{query.insertedId()};
}

void updateBoard(Database &db, const Board &board)
{
    Query query(db, QStringLiteral("UPDATE board SET account_id = ?, remote_id = ?, name = ?, "
                                   "description = ?, privacy = ?, "
                                   "owner = ?, collaborators = ?, remote_pin_count = ?, "
                                   "remote_pins_at = ? WHERE id = ?"));
    bindBoard(query, board);
    query.bind(board.id).run();
}

void deleteBoard(Database &db, BoardId board)
{
    Query(db, QStringLiteral("DELETE FROM board WHERE id = ?")).bind(board).run();
}

void dropBoard(Database &db, const Board &board)
{
    if (board.plannedCount == 0) {
        deleteBoard(db, board.id);
        return;
    }
    Query(db, QStringLiteral("UPDATE board SET remote_id = '' WHERE id = ?")).bind(board.id).run();
    Query(db, QStringLiteral("UPDATE board_section SET remote_id = '' WHERE board_id = ?"))
        .bind(board.id)
        .run();
}

bool sameBoardRow(const Board &a, const Board &b)
{
    return a.account == b.account && a.remoteId == b.remoteId && a.name == b.name &&
           a.description == b.description && a.privacy == b.privacy && a.owner == b.owner &&
           a.collaborators == b.collaborators && a.remotePinCount == b.remotePinCount &&
           a.remotePinsAt == b.remotePinsAt;
}

SectionId insertSection(Database &db, const BoardSection &section)
{
    Query query(db, QStringLiteral(
                        "INSERT INTO board_section (board_id, remote_id, name) VALUES (?, ?, ?)"));
    query.bind(section.board).bind(section.remoteId).bind(section.name).run();
    return SectionId{query.insertedId()};
}

void updateSection(Database &db, const BoardSection &section)
{
    Query(db, QStringLiteral(
                  "UPDATE board_section SET board_id = ?, remote_id = ?, name = ? WHERE id = ?"))
        .bind(section.board)
        .bind(section.remoteId)
        .bind(section.name)
        .bind(section.id)
        .run();
}

void dropSection(Database &db, const BoardSection &section)
{
    bool used = false;
    {
        Query query(db,
                    QStringLiteral(
                        "SELECT 1 FROM pin WHERE section_id = ? AND removed_at IS NULL LIMIT 1"));
        query.bind(section.id);
        used = query.next();
    }
    if (used)
        Query(db, QStringLiteral("UPDATE board_section SET remote_id = '' WHERE id = ?"))
            .bind(section.id)
            .run();
    else
        Query(db, QStringLiteral("DELETE FROM board_section WHERE id = ?")).bind(section.id).run();
}

} // namespace pinweek
