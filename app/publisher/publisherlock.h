// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QObject>
#include <QString>

#include <memory>

namespace pinweek {

/**
 * The lock that makes one publisher per workspace, across processes: flock on `publisher.lock`,
 * which is never deleted or replaced; the kernel frees it when a process dies. A waiter is one
 * thread blocked in flock. Main thread. Source: protocols.md 1.F.
 */
class PublisherLock : public QObject
{
    Q_OBJECT

public:
    explicit PublisherLock(const QString &workspace, QObject *parent = nullptr);
    /** Frees the lock, or gives up waiting. */
    ~PublisherLock() override;

    /** Takes the lock at once if it is free, else waits; `acquired` follows. Errors: Storage. */
    Result<void> acquire();
    /** Whether the lock file can be opened; changes nothing. Errors: Storage. */
    [[nodiscard]] Result<void> check() const;
    void release();
    [[nodiscard]] bool isHeld() const;
    /** "pinweek, process 4711" of who holds it now; empty if it is us or nobody. */
    [[nodiscard]] QString holder() const;

signals:
    void acquired();
    /** Waiting for it ended without the lock; nobody waits any more. */
    void failed(const pinweek::Error &error);

private:
    struct Wait;
    [[nodiscard]] Result<int> openFile() const;
    void held(int fd);
    void lost(const std::shared_ptr<Wait> &wait, int error);

    QString m_path;
    int m_fd = -1;
    std::shared_ptr<Wait> m_wait;
};

} // namespace pinweek
