// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore.h"

#include "backup/ziparchive.h"
#include "core/durablefile.h"
#include "core/filelock.h"
#include "core/logging.h"
#include "core/sha256.h"
#include "core/walltime.h"
#include "store/databasebackup.h"
#include "store/migrations.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QLocale>
#include <QStorageInfo>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

/** A compressed file can be so many times as large as it is in the archive: DEFLATE's own limit is
 * near a thousand, and an empty database comes to thirty. */
constexpr qint64 mostGrowth = 200;
constexpr qint64 leastRoom = 16 * 1024 * 1024; // bytes, for what SQLite needs besides
const auto stagedMark = u".restoring-"_s;

auto cancelled()
{
    return fail(ErrorKind::Cancelled, u"Restoring was cancelled. Nothing was changed."_s);
}

auto damaged(const QString &name)
{
    return fail(ErrorKind::Media,
                u"The backup is damaged (“%1”). Nothing was changed."_s.arg(name));
}

QString placeOf(const QString &directory)
{
    const QFileInfo info(directory);
    // What a link leads to is replaced, not the link.
    return info.exists() ? info.canonicalFilePath() : QDir::cleanPath(info.absoluteFilePath());
}

/** Writes one file anew; what is there already, or a link, is refused. */
class NewFile
{
public:
    explicit NewFile(const QString &path)
        : m_path(path)
        , m_file(::open(QFile::encodeName(path).constData(),
                        O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600))
        , m_error(m_file < 0 ? errno : 0)
    {
    }
    ~NewFile()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    Q_DISABLE_COPY_MOVE(NewFile)

    Result<void> write(QByteArrayView bytes)
    {
        while (m_error == 0 && !bytes.isEmpty()) {
            const ssize_t count = ::write(m_file, bytes.data(), size_t(bytes.size()));
            if (count < 0 && errno != EINTR)
                m_error = errno;
            bytes = bytes.sliced(std::max<ssize_t>(count, 0));
        }
        if (m_error)
            return fail(storageError(m_path, m_error));
        return {};
    }
    /** Found out here on file systems that write later. */
    Result<void> close()
    {
        if (m_file >= 0 && ::close(m_file) != 0 && m_error == 0)
            m_error = errno;
        m_file = -1;
        return write({});
    }

private:
    QString m_path;
    int m_file;
    int m_error;
};

/** All files of the directory's file system that were written are on the disk: one wait instead of
 * one for each of thousands of pictures. */
Result<void> syncAll(const QString &directory)
{
    const int fd = ::open(QFile::encodeName(directory).constData(), O_RDONLY | O_CLOEXEC);
    const bool isSynced = fd >= 0 && ::syncfs(fd) == 0;
    const int error = errno;
    if (fd >= 0)
        ::close(fd);
    if (!isSynced)
        return fail(storageError(directory, error));
    return {};
}

class Unpacking
{
public:
    Unpacking(const QString &file, QString staged, const BackupManifest &manifest, const GoOn &goOn)
        : m_zip(file), m_staged(std::move(staged)), m_goOn(goOn), m_total(manifest.bytes())
    {
        for (const BackupEntry &entry : manifest.entries)
            m_wanted.insert(entry.name, entry);
    }

    Result<void> run()
    {
        if (const Result<void> opened = m_zip.open(); !opened)
            return opened;
        for (;;) {
            const Result<QString> name = m_zip.next();
            if (!name)
                return fail(name.error());
            if (name->isEmpty())
                break;
            if (*name == manifestName())
                continue; // was read
            // Taken out, so that a second one of that name is one too many.
            const auto entry = m_wanted.constFind(*name);
            if (entry == m_wanted.constEnd())
                return damaged(name->left(80));
            if (const Result<void> unpacked = unpack(*entry); !unpacked)
                return unpacked;
            m_wanted.erase(entry);
        }
        if (!m_wanted.isEmpty())
            return damaged(m_wanted.constBegin().key());
        return {};
    }

private:
    Result<void> unpack(const BackupEntry &entry)
    {
        const QString path = m_staged + u'/' + entry.name;
        if (!QDir().mkpath(QFileInfo(path).path()))
            return fail(storageError(path, EIO));
        NewFile file(path);
        Sha256 hash;
        qint64 left = entry.bytes;
        for (;;) {
            const Result<QByteArrayView> piece = m_zip.read();
            if (!piece)
                return damaged(entry.name);
            if (piece->isEmpty())
                break;
            left -= piece->size();
            if (left < 0)
                return damaged(entry.name);
            hash.add(*piece);
            if (const Result<void> written = file.write(*piece); !written)
                return written;
            m_done += piece->size();
            if (m_goOn && !m_goOn(m_done, m_total))
                return cancelled();
        }
        if (const Result<void> closed = file.close(); !closed)
            return closed;
        if (left != 0 || QString::fromLatin1(hash.hex()) != entry.sha256)
            return damaged(entry.name);
        return {};
    }

    ZipReader m_zip;
    const QString m_staged;
    const GoOn &m_goOn;
    QHash<QString, BackupEntry> m_wanted;
    qint64 m_done = 0;
    const qint64 m_total;
};

/** Library files never change, so that two workspaces may share them; a copy where the file system
 * has no hard links. */
Result<void> takePicturesAlong(const QString &from, const QString &to, const GoOn &goOn)
{
    const QDir source(from);
    for (const QString &name : libraryNames(from)) {
        if (goOn && !goOn(0, 0))
            return cancelled();
        const QString file = source.filePath(name);
        const QString target = to + u'/' + name;
        QDir().mkpath(QFileInfo(target).path());
        if (::link(QFile::encodeName(file).constData(), QFile::encodeName(target).constData()) !=
                0 &&
            !QFile::copy(file, target))
            return fail(storageError(target, errno));
    }
    return {};
}

Result<void> checkRoom(const QString &file, const QString &beside, const BackupManifest &manifest)
{
    const qint64 packed = QFileInfo(file).size();
    if (manifest.bytes() / mostGrowth > packed)
        return damaged(manifestName());
    const QStorageInfo disk(beside);
    if (disk.isValid() && disk.bytesAvailable() >= 0 &&
        disk.bytesAvailable() - leastRoom < manifest.bytes())
        return fail(
            ErrorKind::Storage,
            u"There is not enough room on the disk: the backup needs %1, and %2 are free. "
            "Nothing was changed."_s.arg(QLocale().formattedDataSize(manifest.bytes()),
                                         QLocale().formattedDataSize(disk.bytesAvailable())));
    return {};
}

Result<void> fill(const QString &file, const QString &place, const QString &staged,
                  const BackupManifest &manifest, const GoOn &goOn)
{
    if (const Result<void> unpacked = Unpacking(file, staged, manifest, goOn).run(); !unpacked)
        return unpacked;
    if (!manifest.pictures) {
        if (const Result<void> taken = takePicturesAlong(place, staged, goOn); !taken)
            return taken;
    }
    if (const Result<void> prepared = prepareRestored(staged); !prepared)
        return prepared;
    if (goOn && !goOn(manifest.bytes(), manifest.bytes()))
        return cancelled();
    return syncAll(staged);
}

/** What was unpacked, and then nobody put in place, since the program was killed. */
void dropForgotten(const QString &place)
{
    const QFileInfo info(place);
    const QDir beside(info.absolutePath());
    const QDateTime before = QDateTime::currentDateTimeUtc().addDays(-1);
    for (const QFileInfo &entry :
         beside.entryInfoList(QDir::Dirs | QDir::Hidden | QDir::NoSymLinks)) {
        if (entry.fileName().startsWith(info.fileName() + stagedMark) &&
            entry.lastModified() < before)
            dropStaged(entry.filePath());
    }
}

/** Both names change hands at one moment where the file system can do that. */
int exchange(const QByteArray &a, const QByteArray &b)
{
    return ::renameat2(AT_FDCWD, a.constData(), AT_FDCWD, b.constData(), RENAME_EXCHANGE) == 0
               ? 0
               : errno;
}

/** Where a former plan is kept. */
QString keptPath(const QString &place, UtcTime now)
{
    const QString stamp = WallTime::fromUtc(now, systemZone()).date.toString(Qt::ISODate);
    QString path = u"%1-before-restore-%2"_s.arg(place, stamp);
    for (int i = 2; QFileInfo::exists(path); ++i)
        path = u"%1-before-restore-%2-%3"_s.arg(place, stamp).arg(i);
    return path;
}

Result<std::unique_ptr<FileLock>> lockedBy(const QString &place, const QString &name)
{
    auto lock = FileLock::tryLock(QDir(place).filePath(name));
    if (lock && !*lock)
        return fail(ErrorKind::Conflict,
                    u"Pinweek has this plan open. Quit it (also in the tray), then restore the "
                    "backup. Nothing was changed."_s);
    return lock;
}

} // namespace

Result<StagedRestore> stageRestore(const QString &file, const QString &into, const GoOn &goOn)
{
    const Result<BackupManifest> manifest = readManifest(file);
    if (!manifest)
        return fail(manifest.error());
    if (manifest->schema > newestSchema())
        return fail(ErrorKind::Rejected, u"This backup was made by a newer Pinweek. Please update "
                                         "Pinweek, then restore it. Nothing was changed."_s);
    const QString place = placeOf(into);
    const QString beside = QFileInfo(place).absolutePath();
    if (const Result<void> made = makeDirectoryDurably(beside); !made)
        return fail(made.error());
    if (const Result<void> room = checkRoom(file, beside, *manifest); !room)
        return fail(room.error());
    dropForgotten(place);
    QByteArray name = QFile::encodeName(place + stagedMark + u"XXXXXX"_s);
    if (!::mkdtemp(name.data()))
        return fail(storageError(beside, errno));
    StagedRestore staged{QFile::decodeName(name), *manifest};
    if (const Result<void> filled = fill(file, place, staged.directory, *manifest, goOn); !filled) {
        dropStaged(staged.directory);
        return fail(filled.error());
    }
    return staged;
}

void dropStaged(const QString &directory)
{
    if (directory.contains(stagedMark))
        QDir(directory).removeRecursively();
}

Result<QString> putInPlace(const QString &staged, const QString &into, UtcTime now)
{
    const QString place = placeOf(into);
    const QString beside = QFileInfo(place).absolutePath();
    const QByteArray from = QFile::encodeName(staged);
    const QByteArray to = QFile::encodeName(place);
    if (!QFileInfo::exists(staged + u"/pinweek.db"_s))
        return fail(ErrorKind::Storage,
                    u"The unpacked backup “%1” is gone. Restore it again."_s.arg(staged));
    const bool isThere = QFileInfo::exists(place);
    if (isThere && QFileInfo(place).isDir() &&
        QDir(place).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
        if (::rmdir(to.constData()) != 0)
            return fail(storageError(place, errno));
    } else if (isThere) {
        if (!QFileInfo::exists(place + u"/pinweek.db"_s))
            return fail(ErrorKind::Storage,
                        u"“%1” holds something else than a plan of Pinweek. Choose an empty or a "
                        "new folder. Nothing was changed."_s.arg(place));
        const auto window = lockedBy(place, u"window.lock"_s);
        if (!window)
            return fail(window.error());
        const auto publisher = lockedBy(place, u"publisher.lock"_s);
        if (!publisher)
            return fail(publisher.error());
        // A damaged plan is why backups are restored: nothing can be had from it then.
        if (const Result<int> carried = carryPublished(staged, place, now); !carried)
            qCWarning(logCore).noquote()
                << "what was published since is not carried over:" << carried.error().detail;
        const QString kept = keptPath(place, now);
        const QByteArray aside = QFile::encodeName(kept);
        if (exchange(from, to) == 0) {
            // The former plan now has the temporary name.
            if (::rename(from.constData(), aside.constData()) != 0) {
                const int error = errno;
                exchange(from, to);
                return fail(storageError(kept, error));
            }
        } else {
            if (::rename(to.constData(), aside.constData()) != 0)
                return fail(storageError(place, errno));
            if (::rename(from.constData(), to.constData()) != 0) {
                const int error = errno;
                ::rename(aside.constData(), to.constData());
                return fail(storageError(place, error));
            }
        }
        if (const int error = syncDirectory(beside))
            qCWarning(logCore) << "the folder of a restored plan is not synced, error" << error;
        return kept;
    }
    if (::rename(from.constData(), to.constData()) != 0)
        return fail(storageError(place, errno));
    if (const int error = syncDirectory(beside))
        return fail(storageError(place, error));
    return QString();
}

} // namespace pinweek
