// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QLocalServer>
#include <QObject>
#include <QTimer>

#include <memory>

class QLocalSocket;

namespace pinweek {

class FileLock;

/**
 * One window per workspace. The first start holds a lock in the workspace and listens on a socket
 * that only this user can reach; a second start asks it to raise its window, and ends.
 *
 * The lock decides, so two starts at the same moment can't both be first, and a socket left by a
 * crash is known to be stale.
 */
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    enum class Role
    {
        First,
        Second
    };

    /** @param workspace  an existing or creatable directory; the same directory by another path is
     * the same workspace. */
    explicit SingleInstance(const QString &workspace, QObject *parent = nullptr);
    ~SingleInstance() override;

    /** Takes the lock and listens, or finds that another has it. Errors: Storage (the directory
     * can't be made or written). */
    Result<Role> start();
    /** A second start's wish; done once the first has heard it. Errors: Interrupted (no answer
     * within the limit). */
    void askToRaise(const QByteArray &activationToken, std::chrono::milliseconds limit,
                    QObject *context, Done<void> done);

signals:
    /** Another start wishes this window to come up. */
    void raiseWanted(const QByteArray &activationToken);

private:
    void listen();
    void answer(QLocalSocket *peer);
    void tryToConnect();
    void finishAsking(Result<void> result);

    QString m_workspace;
    QString m_socketPath;
    std::unique_ptr<FileLock> m_lock;
    QLocalServer m_server;
    // the asking side
    QLocalSocket *m_asking = nullptr;
    QTimer m_retry;
    QTimer m_limit;
    QByteArray m_wish;
    QObject *m_context = nullptr;
    Done<void> m_done;
};

} // namespace pinweek
