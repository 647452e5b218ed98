// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/boardgroupstore.h"

#include "store/rows.h"
#include "store/storecore.h"

#include <QCollator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace pinweek {

namespace {

using Write = StoreCore::Context;

QList<BoardId> boardsOf(Database &db, BoardGroupId group)
{
    Query query(db, QStringLiteral("SELECT board_id FROM board_group_board WHERE group_id = ? "
                                   "ORDER BY place, board_id"));
    query.bind(group);
    QList<BoardId> boards;
    while (query.next())
        boards += query.id<BoardId>(0);
    return boards;
}

std::optional<BoardGroup> findGroup(Database &db, BoardGroupId id)
{
    BoardGroup group;
    {
        Query query(db, QStringLiteral("SELECT account_id, name FROM board_group WHERE id = ?"));
        query.bind(id);
        if (!query.next())
            return std::nullopt;
        group = {id, query.id<AccountId>(0), query.text(1), {}};
    }
    group.boards = boardsOf(db, id);
    return group;
}

bool isOfAccount(Database &db, BoardId board, AccountId account)
{
    Query query(db, QStringLiteral("SELECT 1 FROM board WHERE id = ? AND account_id = ?"));
    query.bind(board).bind(account);
    return query.next();
}

bool isNameTaken(Database &db, const BoardGroup &group)
{
    Query query(db, QStringLiteral(
                        "SELECT 1 FROM board_group WHERE account_id = ? AND name = ? AND id <> ?"));
    query.bind(group.account).bind(group.name).bind(group.id.value);
    return query.next();
}

/** Inserts or updates the group with its boards; gives its id. */
BoardGroupId put(Database &db, const BoardGroup &group)
{
    BoardGroupId id = group.id;
    const int updated =
        id.isValid() ? Query(db, QStringLiteral("UPDATE board_group SET name = ? WHERE id = ?"))
                           .bind(group.name)
                           .bind(id)
                           .run()
                     : 0;
    if (updated != 1) {
        Query insert(
            db, QStringLiteral("INSERT INTO board_group (id, account_id, name) VALUES (?, ?, ?)"));
        insert.bind(group.id).bind(group.account).bind(group.name).run();
        id = BoardGroupId{insert.insertedId()};
    }
    Query(db, QStringLiteral("DELETE FROM board_group_board WHERE group_id = ?")).bind(id).run();
    for (qsizetype i = 0; i < group.boards.size(); ++i) {
        Query(db, QStringLiteral("INSERT OR IGNORE INTO board_group_board (group_id, place, "
                                 "board_id) VALUES (?, ?, ?)"))
            .bind(id)
            .bind(qint64(i))
            .bind(group.boards.at(i))
            .run();
    }
    return id;
}

void drop(Database &db, BoardGroupId id)
{
    Query(db, QStringLiteral("DELETE FROM board_group WHERE id = ?")).bind(id).run();
}

Result<void> checkGroup(Database &db, const BoardGroup &group)
{
    if (group.name.isEmpty())
        return fail(ErrorKind::Rejected, QStringLiteral("A board group needs a name."));
    if (group.boards.isEmpty())
        return fail(ErrorKind::Rejected, QStringLiteral("A board group needs a board."));
    if (!findAccount(db, group.account))
        return fail(ErrorKind::NotFound, QStringLiteral("The group's account is not there."));
    if (isNameTaken(db, group)) {
        return fail(ErrorKind::Rejected,
                    QStringLiteral("There is a board group “%1” already.").arg(group.name));
    }
    for (const BoardId board : group.boards) {
        if (!isOfAccount(db, board, group.account))
            return fail(ErrorKind::Rejected,
                        QStringLiteral("A board of the group is not there any more."));
    }
    return {};
}

Result<BoardGroupId> saveGroup(const Write &write, BoardGroup group, const QString &stepName)
{
    group.name = group.name.simplified();
    if (auto checked = checkGroup(write.db, group); !checked)
        return fail(checked.error());
    RowChange row{QString::fromLatin1(boardGroupKind), group.id.value, {}, {}};
    if (group.id.isValid()) {
        row.before = readBoardGroupValues(write.db, group.id.value);
        if (!row.before)
            return fail(ErrorKind::NotFound, QStringLiteral("That board group is gone."));
    }
    const BoardGroupId id = put(write.db, group);
    row.id = id.value;
    row.after = readBoardGroupValues(write.db, id.value);
    addRowStep(write.db, stepName, {row}, write.now, write.origin);
    return id;
}

Result<void> removeGroup(const Write &write, BoardGroupId id, const QString &stepName)
{
    const RowValues before = readBoardGroupValues(write.db, id.value);
    if (!before)
        return fail(ErrorKind::NotFound, QStringLiteral("That board group is gone."));
    drop(write.db, id);
    addRowStep(write.db, stepName,
               {{QString::fromLatin1(boardGroupKind), id.value, before, std::nullopt}}, write.now,
               write.origin);
    return {};
}

} // namespace

RowValues readBoardGroupValues(Database &db, qint64 id)
{
    const std::optional<BoardGroup> group = findGroup(db, BoardGroupId{id});
    if (!group)
        return std::nullopt;
    QJsonArray boards;
    for (const BoardId board : group->boards)
        boards += board.value;
    return QJsonDocument(QJsonObject{{QStringLiteral("account"), group->account.value},
                                     {QStringLiteral("name"), group->name},
                                     {QStringLiteral("boards"), boards}})
        .toJson(QJsonDocument::Compact);
}

bool writeBoardGroupValues(Database &db, qint64 id, const RowValues &values)
{
    if (!values) {
        drop(db, BoardGroupId{id});
        return true;
    }
    const QJsonObject json = QJsonDocument::fromJson(*values).object();
    BoardGroup group{BoardGroupId{id},
                     AccountId{json.value(QLatin1String("account")).toInteger()},
                     json.value(QLatin1String("name")).toString(),
                     {}};
    const QJsonArray boards = json.value(QLatin1String("boards")).toArray();
    for (const QJsonValue &value : boards) {
        // One that was deleted since stays away.
        if (const BoardId board{value.toInteger()}; isOfAccount(db, board, group.account))
            group.boards += board;
    }
    if (!findAccount(db, group.account) || isNameTaken(db, group))
        return false;
    put(db, group);
    return true;
}

BoardGroupStore::BoardGroupStore(StoreCore &core) : m_core(core) {}

Result<QList<BoardGroup>> BoardGroupStore::groups(AccountId account) const
{
    return m_core.read<QList<BoardGroup>>([account](Database &db) -> Result<QList<BoardGroup>> {
        QList<BoardGroup> found;
        {
            Query query(db,
                        QStringLiteral("SELECT id, name FROM board_group WHERE account_id = ?"));
            query.bind(account);
            while (query.next())
                found += BoardGroup{query.id<BoardGroupId>(0), account, query.text(1), {}};
        }
        for (BoardGroup &group : found)
            group.boards = boardsOf(db, group.id);
        QCollator collator;
        collator.setCaseSensitivity(Qt::CaseInsensitive);
        collator.setNumericMode(true);
        std::sort(found.begin(), found.end(),
                  [&collator](const BoardGroup &a, const BoardGroup &b) {
                      return collator.compare(a.name, b.name) < 0;
                  });
        return found;
    });
}

void BoardGroupStore::save(const BoardGroup &group, const QString &stepName, QObject *context,
                           Done<BoardGroupId> done)
{
    m_core.write<BoardGroupId>(context, std::move(done), [group, stepName](const Write &write) {
        return saveGroup(write, group, stepName);
    });
}

void BoardGroupStore::remove(BoardGroupId group, const QString &stepName, QObject *context,
                             Done<void> done)
{
    m_core.write<void>(context, std::move(done), [group, stepName](const Write &write) {
        return removeGroup(write, group, stepName);
    });
}

} // namespace pinweek
