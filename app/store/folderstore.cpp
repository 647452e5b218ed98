// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/folderstore.h"

#include "store/pinsteps.h"
#include "store/steppin.h"
#include "store/storecore.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace pinweek {

namespace {

using Write = StoreCore::Context;

QList<WatchedFolder> findFolders(Database &db)
{
    QList<WatchedFolder> folders;
    Query query(db, QStringLiteral("SELECT id, path, account_id, board_id, section_id FROM "
                                   "watched_folder WHERE removed = 0 ORDER BY path"));
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
    Query query(db, QStringLiteral("SELECT 1 FROM watched_folder WHERE id = ? AND removed = "
                                   "0"));
    query.bind(id);
    return query.next();
}

/** What a user did to a folder, as a step. */
void addStepOf(const Write &write, const QString &name, FolderId id, const RowValues &before)
{
    addRowStep(
        write.db, name,
        {{QString::fromLatin1(folderKind), id.value, before, readFolderValues(write.db, id.value)}},
        write.now, write.origin);
    // No step leads back to these.
    Query(write.db, QStringLiteral("DELETE FROM watched_folder WHERE removed = 1 AND NOT EXISTS "
                                   "(SELECT 1 FROM undo_step_row WHERE kind = 'folder' AND row_id "
                                   "= watched_folder.id)"))
        .run();
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
                                const QList<FolderFile> &present, const QString &stepName)
{
    folder.path = QDir::cleanPath(folder.path);
    for (const WatchedFolder &other : findFolders(write.db)) {
        if (other.path == folder.path)
            return fail(ErrorKind::Rejected,
                        QStringLiteral("“%1” is watched already.").arg(folder.path));
    }
    // It may have been watched before: what it knew then is known no more.
    Query(write.db, QStringLiteral("DELETE FROM watched_file WHERE folder_id IN (SELECT id FROM "
                                   "watched_folder WHERE path = ?)"))
        .bind(folder.path)
        .run();
    Query insert(write.db,
                 QStringLiteral("INSERT INTO watched_folder (path, account_id, board_id, "
                                "section_id, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT "
                                "(path) DO UPDATE SET account_id = excluded.account_id, board_id = "
                                "excluded.board_id, section_id = excluded.section_id, created_at = "
                                "excluded.created_at, removed = 0 RETURNING id"));
    insert.bind(folder.path)
        .bind(folder.account)
        .bind(folder.board)
        .bind(folder.section)
        .bind(write.now);
    if (insert.next())
        folder.id = insert.id<FolderId>(0);
    for (const FolderFile &file : present)
        remember(write.db, folder.id, file, QStringLiteral(""));
    addStepOf(write, stepName, folder.id, std::nullopt);
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

RowValues readFolderValues(Database &db, qint64 id)
{
    Query query(db, QStringLiteral("SELECT board_id, section_id FROM watched_folder WHERE id = ? "
                                   "AND removed = 0"));
    query.bind(id);
    if (!query.next())
        return std::nullopt;
    return QJsonDocument(QJsonObject{{QStringLiteral("board"), query.integer(0)},
                                     {QStringLiteral("section"), query.integer(1)}})
        .toJson(QJsonDocument::Compact);
}

bool writeFolderValues(Database &db, qint64 id, const RowValues &values)
{
    if (!values)
        return Query(db, QStringLiteral("UPDATE watched_folder SET removed = 1 WHERE id = ?"))
                   .bind(id)
                   .run() == 1;
    const QJsonObject json = QJsonDocument::fromJson(*values).object();
    PinContent content;
    content.board = BoardId{json.value(QLatin1String("board")).toInteger()};
    content.section = SectionId{json.value(QLatin1String("section")).toInteger()};
    Query owner(db, QStringLiteral("SELECT account_id FROM watched_folder WHERE id = ?"));
    owner.bind(id);
    if (!owner.next())
        return false;
    content.account = owner.id<AccountId>(0);
    if (!boardFits(db, content) || !sectionFits(db, content))
        return false;
    return Query(db, QStringLiteral("UPDATE watched_folder SET board_id = ?, section_id = ?, "
                                    "removed = 0 WHERE id = ?"))
               .bind(content.board)
               .bind(content.section)
               .bind(id)
               .run() == 1;
}

FolderStore::FolderStore(StoreCore &core) : m_core(core) {}

Result<QList<WatchedFolder>> FolderStore::folders() const
{
    return m_core.read<QList<WatchedFolder>>(
        [](Database &db) { return Result<QList<WatchedFolder>>(findFolders(db)); });
}

void FolderStore::add(const WatchedFolder &folder, const QList<FolderFile> &present,
                      const QString &stepName, QObject *context, Done<WatchedFolder> done)
{
    m_core.write<WatchedFolder>(context, std::move(done),
                                [folder, present, stepName](const Write &write) {
                                    return addFolder(write, folder, present, stepName);
                                });
}

void FolderStore::setBoard(FolderId folder, BoardId board, SectionId section,
                           const QString &stepName, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) -> Result<void> {
        const RowValues before = readFolderValues(write.db, folder.value);
        if (!before)
            return fail(noSuch(folder));
        Query(write.db,
              QStringLiteral("UPDATE watched_folder SET board_id = ?, section_id = ? WHERE id = ?"))
            .bind(board)
            .bind(section)
            .bind(folder)
            .run();
        addStepOf(write, stepName, folder, before);
        return {};
    });
}

void FolderStore::remove(FolderId folder, const QString &stepName, QObject *context,
                         Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) -> Result<void> {
        const RowValues before = readFolderValues(write.db, folder.value);
        if (!before)
            return fail(noSuch(folder));
        writeFolderValues(write.db, folder.value, std::nullopt);
        addStepOf(write, stepName, folder, before);
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
