// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusUnixFileDescriptor>
#include <QObject>

namespace pinweek {

/**
 * Tells that the machine is about to go off, and has it wait for some seconds until letGo(): by
 * logind's delay lock, where there is one on the system bus (org.freedesktop.login1.Manager). Main
 * thread; nothing waits for the bus.
 */
class ShutdownWatch : public QObject
{
    Q_OBJECT

public:
    explicit ShutdownWatch(QObject *parent = nullptr);

    void start();
    /** What had to be done is done. */
    void letGo();

signals:
    /** The machine goes off; at most some seconds are left. */
    void begun();
    /** It stays on after all. */
    void cancelled();

private slots:
    void prepareForShutdown(bool begins);

private:
    void takeLock();

    QDBusUnixFileDescriptor m_lock; // the lock is this descriptor
    bool m_isGoingOff = false;
};

} // namespace pinweek
