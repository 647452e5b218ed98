// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/workspacefiles.h"

#include "core/walltime.h"
#include "model/account.h"
#include "store/attemptmark.h"
#include "store/copycheck.h"
#include "store/database.h"
#include "store/rows.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QStorageInfo>
#include <QUuid>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace pinweek {

namespace {

constexpr auto onlyOwner = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

QString damageMark(const QString &workspace)
{
    return workspace + QStringLiteral("/check-database");
}

void putWorkspaceValue(Database &db, const QString &key, const QString &value)
{
    Query(db, QStringLiteral("INSERT INTO workspace (key, value) VALUES (?, ?)"))
        .bind(key)
        .bind(value)
        .run();
}

} // namespace

QString databasePath(const QString &workspace)
{
    return workspace + QStringLiteral("/pinweek.db");
}

QString noticePath(const QString &workspace)
{
    return workspace + QStringLiteral("/changed");
}

QString publisherLockPath(const QString &workspace)
{
    return workspace + QStringLiteral("/publisher.lock");
}

bool hasPublisher(const QString &workspace)
{
    const int fd =
        open(QFile::encodeName(publisherLockPath(workspace)).constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    // A shared lock is to be had exactly when nobody publishes; it is let go at once.
    const bool isHeld = flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    close(fd);
    return isHeld;
}

bool isNetworkFileSystem(const QByteArray &type)
{
    static const QSet<QByteArray> types{"nfs",
                                        "nfs4",
                                        "cifs",
                                        "smb3",
                                        "smbfs",
                                        "smb2",
                                        "ncpfs",
                                        "afs",
                                        "coda",
                                        "ceph",
                                        "davfs",
                                        "fuse.sshfs",
                                        "fuse.rclone",
                                        "fuse.smbnetfs",
                                        "fuse.gvfsd-fuse",
                                        "fuse.davfs2",
                                        "fuse.curlftpfs",
                                        "fuse.glusterfs",
                                        "fuse.ceph",
                                        "fuse.s3fs"};
    return types.contains(type.toLower());
}

Result<void> prepareDirectory(const QString &workspace)
{
    const QFileInfo info(workspace);
    if (info.exists() && !info.isDir())
        return fail(ErrorKind::Storage,
                    QStringLiteral("“%1” is a file, not a directory.").arg(workspace));
    // Only what is ours gets our permissions: not a directory full of other things that was named
    // by mistake.
    const bool isOurs =
        !info.exists() || QFile::exists(databasePath(workspace)) || QDir(workspace).isEmpty();
    if (!QDir().mkpath(workspace))
        return fail(ErrorKind::Storage,
                    QStringLiteral("The directory “%1” cannot be made.").arg(workspace));
    if (isNetworkFileSystem(QStorageInfo(workspace).fileSystemType())) {
        return fail(ErrorKind::Storage,
                    QStringLiteral("“%1” is on a network file system, where a database is not "
                                   "safe. Choose a directory on "
                                   "a disk of this computer.")
                        .arg(workspace));
    }
    if (isOurs && QFile::permissions(workspace) != onlyOwner)
        QFile::setPermissions(workspace, onlyOwner);
    if (!QFileInfo(workspace).isWritable())
        return fail(ErrorKind::Storage,
                    QStringLiteral("The directory “%1” cannot be written to.").arg(workspace));
    return {};
}

Result<void> describeWorkspace(Database &db, const QString &workspace)
{
    {
        Query described(db, QStringLiteral("SELECT 1 FROM workspace WHERE key = 'workspace_id'"));
        if (described.next())
            return {};
    }
    if (db.error())
        return fail(*db.error());
    return db.transaction<void>([&](Database &) -> Result<void> {
        Query described(db, QStringLiteral("SELECT 1 FROM workspace WHERE key = 'workspace_id'"));
        if (described.next())
            return {};
        const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        putWorkspaceValue(db, QStringLiteral("workspace_id"), id);
        putWorkspaceValue(db, QStringLiteral("machine"), machineIdentity(id));
        putWorkspaceValue(db, QStringLiteral("files"), filesIdentity(workspace));
        insertLocalPlan(db);
        // Of a database that was set aside: its successor was not put back.
        attemptmark::catchUp(db, workspace);
        return {};
    });
}

Result<void> readEveryTableOnce(Database &db, const QString &workspace)
{
    QStringList readings;
    {
        Query query(db, QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table'"));
        while (query.next())
            readings += QStringLiteral("EXISTS (SELECT * FROM \"%1\")").arg(query.text(0));
    }
    if (!readings.isEmpty()) // all in one statement: preparing is most of the time
        Query(db, QStringLiteral("SELECT ") + readings.join(QStringLiteral(", "))).next();
    Query(db,
          QStringLiteral("SELECT id FROM pin WHERE removed_at IS NULL ORDER BY due_at, id LIMIT 1"))
        .next();
    Query(db,
          QStringLiteral(
              "SELECT id FROM pin WHERE removed_at IS NULL ORDER BY due_at DESC, id DESC LIMIT 1"))
        .next();
    Query(db, QStringLiteral("SELECT * FROM pin ORDER BY id DESC LIMIT 1")).next();
    if (!db.error() && QFile::exists(damageMark(workspace))) {
        Query check(db, QStringLiteral("PRAGMA quick_check(1)"));
        if (check.next() && check.text(0) != QLatin1String("ok")) {
            db.noteDamaged();
            return fail(ErrorKind::Storage,
                        QStringLiteral("“%1” is damaged: %2").arg(db.path(), check.text(0)));
        }
        if (!db.error())
            QFile::remove(damageMark(workspace));
    }
    if (db.error())
        return fail(*db.error());
    return {};
}

void noteDamage(const QString &workspace)
{
    QFile mark(damageMark(workspace));
    if (!mark.open(QIODevice::WriteOnly))
        return; // the warning is in the log; the next damaged read says it again
    mark.close();
}

Result<QString> setAside(const QString &workspace, UtcTime now)
{
    const QString from = databasePath(workspace);
    const QString stamp = toDateTime(now).toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    QString to = from + QStringLiteral(".damaged-") + stamp;
    for (int i = 2; QFile::exists(to); ++i)
        to = QStringLiteral("%1.damaged-%2-%3").arg(from, stamp).arg(i);
    if (!QFile::rename(from, to)) {
        return fail(
            ErrorKind::Storage,
            QStringLiteral("“%1” is damaged and could not be moved aside; nothing was changed.")
                .arg(from));
    }
    for (const QString &suffix : {QStringLiteral("-wal"), QStringLiteral("-shm")}) {
        if (QFile::exists(from + suffix) && !QFile::rename(from + suffix, to + suffix)) {
            // A stray log beside a fresh database would be replayed into it: put things back as
            // they were.
            QFile::rename(to, from);
            return fail(
                ErrorKind::Storage,
                QStringLiteral("“%1” is damaged and could not be moved aside; nothing was changed.")
                    .arg(from));
        }
    }
    QFile::remove(damageMark(workspace));
    return to;
}

} // namespace pinweek
