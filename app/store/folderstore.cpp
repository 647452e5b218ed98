// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/folderstore.h"

#include "store/pinsteps.h"
#include "store/storecore.h"

#include <QDir>
#include <QSet>

namespace pinweek {

namespace {

using Write = StoreCore::Context;

QList<WatchedFolder> findFolders(Database &db)
{
    QList<WatchedFolder> folders;
    Query query(db, QStringLiteral("SELECT id, path, account_id, board_id, section_id FROM "
                                   "watched_folder ORDER BY path"));
    while (query.next())
        folders += WatchedFolder{query.id<FolderId>(0), query.text(1), query.id<AccountId>(2),
                                 query.id<BoardId>(3), query.id<SectionId>(4)};
    return folders;
}

Error noSuch(FolderId id)
{
    return {ErrorKind::NotFound,
            QStringLiteral("There is no watched folder %1.").arg(id.toString())};
}

bool isWatched(Database &db, FolderId id)
{
    Query query(db, QStringLiteral("SELECT 1 FROM watched_folder WHERE id = ?"));
    query.bind(id);
    return query.next();
}

bool cameIn(Database &db, FolderId folder, const QString &sha256)
{
    Query query(db,
                QStringLiteral("SELECT 1 FROM watched_file WHERE folder_id = ? AND sha256 = ?"));
    query.bind(folder).bind(sha256);
    return query.next();
}

void remember(Database &db, FolderId folder, const FolderFile &file,
              const std::optional<QString> &sha256)
{
    Query(db, QStringLiteral("INSERT INTO watched_file (folder_id, name, size, changed, sha256) "
                             "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET size = "
                             "excluded.size, changed = excluded.changed, sha256 = excluded.sha256"))
        .bind(folder)
        .bind(file.name)
        .bind(file.size)
        .bind(file.changed)
        .bind(sha256)
        .run();
}

Result<WatchedFolder> addFolder(const Write &write, WatchedFolder folder,
                                const QList<FolderFile> &present)
{
    folder.path = QDir::cleanPath(folder.path);
    for (const WatchedFolder &other : findFolders(write.db)) {
        if (other.path == folder.path)
            return fail(ErrorKind::Rejected,
                        QStringLiteral("“%1” is watched already.").arg(folder.path));
    }
    Query insert(write.db, QStringLiteral("INSERT INTO watched_folder (path, account_id, board_id, "
                                          "section_id, created_at) VALUES (?, ?, ?, ?, ?)"));
    insert.bind(folder.path)
        .bind(folder.account)
        .bind(folder.board)
        .bind(folder.section)
        .bind(write.now)
        .run();
    folder.id = FolderId{insert.insertedId()};
    for (const FolderFile &file : present)
        remember(write.db, folder.id, file, QStringLiteral(""));
    return folder;
}

Result<QList<PinId>> bringFilesIn(const Write &write, FolderId folder,
                                  const QList<ArrivedFile> &files, const QString &stepName)
{
    if (!isWatched(write.db, folder))
        return fail(noSuch(folder));
    PinStep step;
    step.name = stepName;
    for (const ArrivedFile &arrived : files) {
        if (arrived.pin && !cameIn(write.db, folder, arrived.sha256.value_or(QString()))) {
            PinChange change;
            change.content = *arrived.pin;
            step.changes += change;
        }
        // Within these files too, the second of the same content is none any more.
        remember(write.db, folder, arrived.file, arrived.sha256);
    }
    if (step.changes.isEmpty())
        return QList<PinId>();
    const Result<StepOutcome> outcome = applyStep(write.db, step, write.now, write.origin);
    return outcome ? Result<QList<PinId>>(outcome->pins) : fail(outcome.error());
}

} // namespace

FolderStore::FolderStore(StoreCore &core) : m_core(core) {}

Result<QList<WatchedFolder>> FolderStore::folders() const
{
    return m_core.read<QList<WatchedFolder>>(
        [](Database &db) { return Result<QList<WatchedFolder>>(findFolders(db)); });
}

void FolderStore::add(const WatchedFolder &folder, const QList<FolderFile> &present,
                      QObject *context, Done<WatchedFolder> done)
{
    m_core.write<WatchedFolder>(context, std::move(done), [folder, present](const Write &write) {
        return addFolder(write, folder, present);
    });
}

void FolderStore::setBoard(FolderId folder, BoardId board, SectionId section, QObject *context,
                           Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) -> Result<void> {
        Query update(write.db, QStringLiteral("UPDATE watched_folder SET board_id = ?, section_id "
                                              "= ? WHERE id = ?"));
        if (update.bind(board).bind(section).bind(folder).run() != 1)
            return fail(noSuch(folder));
        return {};
    });
}

void FolderStore::remove(FolderId folder, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [folder](const Write &write) -> Result<void> {
        Query remove(write.db, QStringLiteral("DELETE FROM watched_folder WHERE id = ?"));
        if (remove.bind(folder).run() != 1)
            return fail(noSuch(folder));
        return {};
    });
}

void FolderStore::known(FolderId folder, QObject *context, Done<QList<RememberedFile>> done)
{
    m_core.ask<QList<RememberedFile>>(
        context, std::move(done), [folder](Database &db) -> Result<QList<RememberedFile>> {
            QList<RememberedFile> files;
            Query query(db, QStringLiteral("SELECT name, size, changed, ifnull(sha256 = '', 0) "
                                           "FROM watched_file WHERE folder_id = ?"));
            query.bind(folder);
            while (query.next())
                files += RememberedFile{{query.text(0), query.integer(1), query.integer(2)},
                                        query.integer(3) != 0};
            return files;
        });
}

void FolderStore::bringIn(FolderId folder, const QList<ArrivedFile> &files, const QString &stepName,
                          QObject *context, Done<QList<PinId>> done)
{
    m_core.write<QList<PinId>>(context, std::move(done),
                               [folder, files, stepName](const Write &write) {
                                   return bringFilesIn(write, folder, files, stepName);
                               });
}

} // namespace pinweek
