// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace pinweek {

/**
 * Desktop notifications by org.freedesktop.Notifications: successes in groups, each failure on its
 * own with "Open pin" and "Try again". Every call is asynchronous; without a bus or a notification
 * server nothing is shown here, and the window says it.
 */
class Notifier : public QObject
{
    Q_OBJECT

public:
    explicit Notifier(QObject *parent = nullptr);
    /** Shows who is waiting in the group; before quitting. */
    ~Notifier() override;

    /** Successes that come within some seconds become one notification. */
    void published(PinId pin, const QString &title);
    /** @param canTryAgain  offers "Try again" */
    void failed(PinId pin, const QString &title, const QString &why, bool canTryAgain);
    void tell(const QString &summary, const QString &body);

signals:
    void openPinWanted(pinweek::PinId pin);
    void tryAgainWanted(pinweek::PinId pin);
    void openWanted();

private slots:
    // Called by the bus, which knows slots by name only.
    void actionInvoked(uint id, const QString &action);
    void notificationClosed(uint id, uint reason);

private:
    void showGroup();
    void notify(const QString &summary, const QString &body, const QStringList &actions, PinId pin,
                bool urgent);

    QTimer m_groupTimer;
    QStringList m_titles;
    PinId m_lastPublished;
    QHash<uint, PinId> m_shown;
};

} // namespace pinweek
