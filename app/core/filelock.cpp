// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filelock.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTimer>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace pinweek {

namespace {

constexpr std::chrono::milliseconds pollPause{50};

/** Asks again and again: the lock is held for a second at most, and a thread blocked in flock can't
 * be called off. */
class Waiter final : public QObject
{
public:
    Waiter(QString path, std::chrono::milliseconds timeLimit, QObject *context,
           Done<std::shared_ptr<FileLock>> done)
        : QObject(context), m_path(std::move(path)), m_limit(timeLimit), m_done(std::move(done))
    {
        m_timer.setInterval(pollPause);
        connect(&m_timer, &QTimer::timeout, this, &Waiter::tryIt);
        tryIt();
        if (!m_ended)
            m_timer.start();
    }

private:
    void tryIt()
    {
        auto got = FileLock::tryLock(m_path);
        if (!got)
            end(fail(got.error()));
        else if (*got)
            end(std::shared_ptr<FileLock>(std::move(*got)));
        else if (m_limit.hasExpired())
            end(fail(ErrorKind::Offline, QStringLiteral("another process holds the lock")));
    }

    void end(Result<std::shared_ptr<FileLock>> result)
    {
        m_ended = true;
        m_timer.stop();
        deliver(parent(), std::move(m_done), std::move(result));
        deleteLater();
    }

    QString m_path;
    QDeadlineTimer m_limit;
    Done<std::shared_ptr<FileLock>> m_done;
    QTimer m_timer;
    bool m_ended = false;
};

} // namespace

FileLock::FileLock(int descriptor) : m_descriptor(descriptor) {}

FileLock::~FileLock()
{
    ::close(m_descriptor);
}

Result<std::unique_ptr<FileLock>> FileLock::tryLock(const QString &path)
{
    return take(path, LOCK_EX | LOCK_NB);
}

Result<std::unique_ptr<FileLock>> FileLock::wait(const QString &path)
{
    return take(path, LOCK_EX);
}

Result<std::unique_ptr<FileLock>> FileLock::take(const QString &path, int operation)
{
    QDir().mkpath(QFileInfo(path).path());
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fail(
            ErrorKind::Storage,
            QStringLiteral("cannot open the lock file %1: %2").arg(path, qt_error_string(errno)));
    std::unique_ptr<FileLock> lock(new FileLock(descriptor));
    int outcome = 0;
    do {
        outcome = ::flock(descriptor, operation);
    } while (outcome != 0 && errno == EINTR);
    if (outcome == 0)
        return lock;
    if (errno == EWOULDBLOCK)
        return std::unique_ptr<FileLock>();
    return fail(ErrorKind::Storage,
                QStringLiteral("cannot lock %1: %2").arg(path, qt_error_string(errno)));
}

void FileLock::lock(const QString &path, std::chrono::milliseconds timeLimit, QObject *context,
                    Done<std::shared_ptr<FileLock>> done)
{
    new Waiter(path, timeLimit, context, std::move(done));
}

} // namespace pinweek
