// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrations.h"

#include "core/logging.h"
#include "store/database.h"

#include <QDir>
#include <QFile>
#include <QMap>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

// The files are in a static library, whose resources the linker drops if nobody asks for them.
static void useSchemaResource()
{
    Q_INIT_RESOURCE(schema);
}

namespace pinweek {

namespace {

qint64 pragma(Database &db, const QString &name)
{
    Query query(db, QStringLiteral("PRAGMA ") + name);
    return query.next() ? query.integer(0) : 0;
}

QMap<int, QString> schemaFiles(const QString &folder)
{
    QMap<int, QString> files;
    const QDir dir(folder);
    const QStringList names = dir.entryList(QDir::Files, QDir::Name);
    for (const QString &name : names)
        files.insert(name.left(4).toInt(), dir.filePath(name));
    return files;
}

/** Flushes a file that no connection has open to the disk. */
bool syncFile(const QString &path)
{
#ifdef Q_OS_UNIX
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    const bool synced = ::fsync(fd) == 0;
    ::close(fd);
    return synced;
#else
    Q_UNUSED(path)
    return true;
#endif
}

Result<void> keepCopy(Database &db, int version, const QString &workspace, const QString &stamp)
{
    const QString folder = workspace + QStringLiteral("/backups");
    QString copy = QStringLiteral("%1/pinweek-v%2-%3.db").arg(folder).arg(version).arg(stamp);
    for (int i = 2; QFile::exists(copy); ++i)
        copy = QStringLiteral("%1/pinweek-v%2-%3-%4.db").arg(folder).arg(version).arg(stamp).arg(i);
    if (!QDir().mkpath(folder))
        return fail(
            ErrorKind::Storage,
            QStringLiteral("“%1” cannot be made, so the database is not changed.").arg(folder));
    Query query(db, QStringLiteral("VACUUM INTO ?"));
    query.bind(copy).run();
    if (db.error())
        return fail(*db.error());
    if (!syncFile(copy) || !syncFile(folder))
        return fail(ErrorKind::Storage,
                    QStringLiteral("The copy “%1” could not be saved.").arg(copy));
    qCInfo(logStore).noquote() << "kept a copy before the change to version" << version + 1 << "in"
                               << copy;
    return {};
}

Result<void> applyFile(Database &db, int version, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage,
                    QStringLiteral("The schema file “%1” cannot be read.").arg(path));
    const QString script = QString::fromUtf8(file.readAll());
    return db.transaction<void>([&](Database &) -> Result<void> {
        // Another process may have been faster.
        if (pragma(db, QStringLiteral("user_version")) >= version)
            return {};
        if (!db.execute(script))
            return fail(*db.error());
        db.execute(QStringLiteral("PRAGMA application_id = %1").arg(databaseApplicationId));
        db.execute(QStringLiteral("PRAGMA user_version = %1").arg(version));
        return {};
    });
}

Result<int> checkedVersion(Database &db, int newest)
{
    const int version = int(pragma(db, QStringLiteral("user_version")));
    const qint64 application = pragma(db, QStringLiteral("application_id"));
    Query tables(db, QStringLiteral("SELECT count(*) FROM sqlite_master"));
    const bool isEmpty = tables.next() && tables.integer(0) == 0;
    if (db.error())
        return fail(*db.error());
    if (application != databaseApplicationId && !(isEmpty && version == 0 && application == 0)) {
        return fail(ErrorKind::Storage,
                    QStringLiteral("“%1” is not a database of Pinweek. Nothing was changed.")
                        .arg(db.path()));
    }
    if (version > newest) {
        return fail(
            ErrorKind::Storage,
            QStringLiteral(
                "“%1” was made by a newer Pinweek (version %2 of the database; this one knows %3). "
                "Nothing was changed: please update Pinweek.")
                .arg(db.path())
                .arg(version)
                .arg(newest));
    }
    return version;
}

} // namespace

QString schemaFolder()
{
    useSchemaResource();
    return QStringLiteral(":/schema");
}

int newestSchema()
{
    return schemaFiles(schemaFolder()).lastKey();
}

Result<void> migrate(Database &db, const QString &folder, const QString &workspace,
                     const QString &stamp)
{
    const QMap<int, QString> files = schemaFiles(folder);
    if (files.isEmpty())
        return fail(ErrorKind::Storage, QStringLiteral("No schema files in “%1”.").arg(folder));
    db.clearError();
    Result<int> version = checkedVersion(db, files.lastKey());
    if (!version)
        return fail(version.error());
    if (!db.execute(QStringLiteral("PRAGMA journal_mode = WAL")))
        return fail(*db.error());
    for (auto file = files.upperBound(*version); file != files.constEnd(); ++file) {
        if (*version > 0) { // a fresh database has nothing to lose
            if (auto copied = keepCopy(db, file.key() - 1, workspace, stamp); !copied)
                return copied;
        }
        if (auto applied = applyFile(db, file.key(), file.value()); !applied)
            return applied;
    }
    return {};
}

} // namespace pinweek
