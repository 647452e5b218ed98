// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storecore.h"

#include "core/logging.h"

namespace pinweek {

namespace {

void take(ChangeSet &changes, const QString &entity, qint64 id)
{
    if (entity == QLatin1String("pin"))
        changes.pins.insert(PinId{id});
    else if (entity == QLatin1String("board"))
        changes.boards.insert(BoardId{id});
    else if (entity == QLatin1String("account"))
        changes.accounts.insert(AccountId{id});
    else if (entity == QLatin1String("campaign"))
        changes.campaigns.insert(CampaignId{id});
    else if (entity == QLatin1String("utm"))
        changes.utmRecipes.insert(UtmRecipeId{id});
    else if (entity == QLatin1String("link"))
        changes.links = true;
    else if (entity == QLatin1String("media"))
        changes.media = true;
    else if (entity == QLatin1String("snippet"))
        changes.snippets = true;
    else if (entity == QLatin1String("folder"))
        changes.folders = true;
    else
        changes.undo = true;
}

/** Writes one byte into the notice file, always the same one: watchers see the write, and the file
 * does not grow. */
void ringOthers(const QString &path)
{
    QFile file(path);
    // ReadWrite does not truncate: the file stays the one that others watch.
    if (!file.open(QIODevice::ReadWrite | QIODevice::Unbuffered) || file.write("1", 1) != 1)
        qCWarning(logStore).noquote()
            << "other processes cannot be told of changes:" << file.errorString();
}

} // namespace

qint64 newestNotice(Database &db)
{
    Query query(db, QStringLiteral("SELECT seq FROM sqlite_sequence WHERE name = 'change'"));
    return query.next() ? query.integer(0) : 0;
}

CommitNotice readNotices(Database &db, qint64 after)
{
    CommitNotice notice{after + 1, newestNotice(db), {}};
    if (notice.lastSeq <= after)
        return notice;
    qint64 oldest = notice.lastSeq + 1;
    {
        Query query(db, QStringLiteral("SELECT seq FROM change ORDER BY seq LIMIT 1"));
        if (query.next())
            oldest = query.integer(0);
    }
    if (oldest > after + 1 || notice.lastSeq - after > listedNotices) {
        notice.changes.everything = true;
        return notice;
    }
    Query query(db, QStringLiteral("SELECT entity, entity_id FROM change WHERE seq > ?"));
    query.bind(after);
    while (query.next())
        take(notice.changes, query.text(0), query.integer(1));
    return notice;
}

qint64 StoreCore::beginNotice(Database &db, const QString &origin)
{
    Query(db, QStringLiteral("UPDATE writer SET origin = ? WHERE origin <> ?"))
        .bind(origin)
        .bind(origin)
        .run();
    return newestNotice(db);
}

CommitNotice StoreCore::endNotice(Database &db, qint64 before)
{
    CommitNotice notice = readNotices(db, before);
    // Not at every commit: a DELETE that finds nothing still costs a look.
    if (notice.lastSeq / 1000 != before / 1000)
        Query(db, QStringLiteral("DELETE FROM change WHERE seq <= ?"))
            .bind(notice.lastSeq - keptNotices)
            .run();
    return notice;
}

void StoreCore::afterWrite(Database &db, bool changed) const
{
    if (db.isDamaged())
        noteDamage(workspace);
    if (changed)
        ringOthers(noticePath(workspace));
}

} // namespace pinweek
