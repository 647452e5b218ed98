// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/publisherlock.h"

#include "store/workspacefiles.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

namespace pinweek {

namespace {

Error lockError(const QString &path, int error)
{
    return {ErrorKind::Storage,
            PublisherLock::tr("Nothing can be published, because %1 can't be opened and locked "
                              "(%2). Check the rights of that file and its folder.")
                .arg(path, QString::fromLocal8Bit(std::strerror(error)))};
}

} // namespace

/** Shared with the waiting thread, which may outlive the lock object. */
struct PublisherLock::Wait
{
    std::mutex mutex;
    PublisherLock *owner = nullptr; // null: nobody waits any more
    int fd = -1;                    // the lock, between the thread and the event that hands it over
};

PublisherLock::PublisherLock(const QString &workspace, QObject *parent)
    : QObject(parent), m_path(publisherLockPath(workspace))
{
}

PublisherLock::~PublisherLock()
{
    release();
}

Result<int> PublisherLock::openFile() const
{
    const int fd = open(QFile::encodeName(m_path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(lockError(m_path, errno));
    return fd;
}

Result<void> PublisherLock::check() const
{
    if (m_fd >= 0)
        return {};
    const Result<int> fd = openFile();
    if (!fd)
        return fail(fd.error());
    // Closing this one frees no lock: a lock belongs to the descriptor that took it.
    close(*fd);
    return {};
}

Result<void> PublisherLock::acquire()
{
    if (m_fd >= 0 || m_wait)
        return {};
    const Result<int> opened = openFile();
    if (!opened)
        return fail(opened.error());
    const int fd = *opened;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        held(fd);
        // As after waiting, the caller hears of it from the event loop.
        QMetaObject::invokeMethod(this, &PublisherLock::acquired, Qt::QueuedConnection);
        return {};
    }
    m_wait = std::make_shared<Wait>();
    m_wait->owner = this;
    std::thread([fd, wait = m_wait] {
        int locked = -1;
        do {
            locked = flock(fd, LOCK_EX);
        } while (locked != 0 && errno == EINTR);
        const int error = errno;
        const std::lock_guard guard(wait->mutex);
        if (locked != 0 || !wait->owner)
            close(fd);
        if (!wait->owner)
            return;
        if (locked != 0) {
            QMetaObject::invokeMethod(
                wait->owner, [owner = wait->owner, wait, error] { owner->lost(wait, error); },
                Qt::QueuedConnection);
            return;
        }
        wait->fd = fd;
        QMetaObject::invokeMethod(
            wait->owner,
            [owner = wait->owner, wait] {
                // Between the post and now the owner may have let go of this wait, or begun
                // another.
                if (owner->m_wait != wait)
                    return;
                owner->held(wait->fd);
                emit owner->acquired();
            },
            Qt::QueuedConnection);
    }).detach();
    return {};
}

void PublisherLock::lost(const std::shared_ptr<Wait> &wait, int error)
{
    if (m_wait != wait)
        return;
    m_wait.reset();
    emit failed(lockError(m_path, error));
}

void PublisherLock::held(int fd)
{
    m_fd = fd;
    m_wait.reset();
    const QByteArray who = QStringLiteral("%1, process %2\n")
                               .arg(QFileInfo(QCoreApplication::applicationFilePath()).fileName())
                               .arg(QCoreApplication::applicationPid())
                               .toUtf8();
    if (ftruncate(fd, 0) != 0 || pwrite(fd, who.constData(), size_t(who.size()), 0) < 0)
        return; // only for messages
}

void PublisherLock::release()
{
    if (m_wait) {
        const std::lock_guard guard(m_wait->mutex);
        m_wait->owner = nullptr;
        if (m_wait->fd >= 0)
            close(m_wait->fd);
    }
    m_wait.reset();
    if (m_fd >= 0)
        close(m_fd);
    m_fd = -1;
}

bool PublisherLock::isHeld() const
{
    return m_fd >= 0;
}

QString PublisherLock::holder() const
{
    if (m_fd >= 0)
        return {};
    const int fd = open(QFile::encodeName(m_path).constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return {};
    // What a publisher wrote stays in the file after its end. A shared lock is to be had exactly
    // when nobody publishes; it is let go at once with its descriptor.
    QByteArray who(200, Qt::Uninitialized);
    const bool isHeld = flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    const ssize_t size = isHeld ? read(fd, who.data(), size_t(who.size())) : 0;
    close(fd);
    return QString::fromUtf8(who.left(qsizetype(std::max<ssize_t>(0, size)))).trimmed();
}

} // namespace pinweek
