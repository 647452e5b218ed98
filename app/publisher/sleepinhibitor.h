// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusUnixFileDescriptor>
#include <QObject>
#include <QString>

namespace pinweek {

/**
 * Keeps the computer from going to sleep by itself: a lock at org.freedesktop.login1 ("idle"), and
 * the desktop portal's inhibition of suspend beside it, whichever of them is there. The screen may
 * still go dark, and a person may still send the computer to sleep. Asynchronous; without a bus
 * nothing happens. Ends with the object, and with the process. Main thread.
 */
class SleepInhibitor : public QObject
{
    Q_OBJECT

public:
    explicit SleepInhibitor(QObject *parent = nullptr);
    ~SleepInhibitor() override;

    /** @param why  shown by the desktop's power tools */
    void hold(const QString &why);
    void release();
    [[nodiscard]] bool isWanted() const { return m_wanted; }

private:
    void askLogin(const QString &why);
    void askPortal(const QString &why);
    static void closePortal(const QString &request);

    bool m_wanted = false;
    /** Answers to earlier wishes are let go of. */
    int m_round = 0;
    QDBusUnixFileDescriptor m_lock;
    QString m_request;
};

} // namespace pinweek
