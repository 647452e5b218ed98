// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/durablefile.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pinweek {

namespace {

constexpr QLatin1String unfinished(".unfinished-");

/** A name that writeDurably() gives: the prefix and what mkstemp() made of the six X. */
bool isTemporaryName(const QString &name)
{
    return name.startsWith(unfinished) && name.size() == unfinished.size() + 6 &&
           std::all_of(name.cbegin() + unfinished.size(), name.cend(),
                       [](QChar c) { return c.isLetterOrNumber() && c.unicode() < 128; });
}

int writeAll(int file, const QByteArray &bytes)
{
    qsizetype written = 0;
    while (written < bytes.size()) {
        const ssize_t count =
            ::write(file, bytes.constData() + written, size_t(bytes.size() - written));
        if (count < 0 && errno != EINTR)
            return errno;
        written += qMax<ssize_t>(count, 0);
    }
    return 0;
}

/** Writes, syncs and closes; errno of the first step that failed. */
int writeSynced(int file, const QByteArray &bytes)
{
    int error = writeAll(file, bytes);
    if (error == 0 && ::fdatasync(file) != 0)
        error = errno;
    if (::close(file) != 0 && error == 0)
        error = errno;
    return error;
}

} // namespace

Error storageError(const QString &path, int error)
{
    if (error == ENOSPC || error == EDQUOT)
        return {ErrorKind::Storage,
                QStringLiteral("The disk is full: “%1” could not be saved.").arg(path)};
    return {ErrorKind::Storage,
            QStringLiteral("“%1” could not be saved: %2.").arg(path, qt_error_string(error))};
}

QString unfinishedName(const QString &directory)
{
    return directory + u'/' + unfinished + QStringLiteral("XXXXXX");
}

int syncDirectory(const QString &path)
{
    const int directory =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        return errno;
    const int error = ::fsync(directory) == 0 ? 0 : errno;
    ::close(directory);
    // Some file systems cannot sync a directory; there is nothing more to be had from them.
    return error == EINVAL || error == ENOTSUP ? 0 : error;
}

Result<void> makeDirectoryDurably(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return {};
    const QString parent = info.absolutePath();
    if (const Result<void> made = makeDirectoryDurably(parent); !made)
        return made;
    // Another thread may make the same directory at the same time: that is fine.
    if (::mkdir(QFile::encodeName(path).constData(), 0700) != 0 &&
        (errno != EEXIST || !QFileInfo(path).isDir()))
        return fail(storageError(path, errno));
    if (const int error = syncDirectory(parent))
        return fail(storageError(path, error));
    return {};
}

Result<void> writeFileDurably(const QString &path, const QByteArray &bytes)
{
    const QString directory = QFileInfo(path).absolutePath();
    if (const Result<void> made = makeDirectoryDurably(directory); !made)
        return made;

    QByteArray temporary = QFile::encodeName(unfinishedName(directory));
    const int file = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (file < 0)
        return fail(storageError(path, errno));
    int error = writeSynced(file, bytes);
    if (error == 0 && ::rename(temporary.constData(), QFile::encodeName(path).constData()) != 0)
        error = errno;
    if (error != 0) {
        ::unlink(temporary.constData());
        return fail(storageError(path, error));
    }
    if (const int syncError = syncDirectory(directory))
        return fail(storageError(path, syncError));
    return {};
}

int removeUnfinishedFiles(const QString &directory, std::chrono::system_clock::time_point before,
                          const std::atomic_bool &stop)
{
    const qint64 limit =
        std::chrono::duration_cast<std::chrono::milliseconds>(before.time_since_epoch()).count();
    int removed = 0;
    // Without the link flag no link is followed: what it points to is somebody else's.
    QDirIterator files(directory, QDir::Files | QDir::Hidden | QDir::NoSymLinks,
                       QDirIterator::Subdirectories);
    while (!stop && files.hasNext()) {
        files.next();
        const QFileInfo info = files.fileInfo();
        if (isTemporaryName(info.fileName()) && info.lastModified().toMSecsSinceEpoch() < limit &&
            QFile::remove(info.filePath()))
            ++removed;
    }
    return removed;
}

} // namespace pinweek
