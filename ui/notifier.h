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
    /** What may be done about a failure, beside opening the pin. */
    enum class Mend
    {
        None,
        TryAgain,
        RemindMe, // trial access: post by hand from now on
    };
    void failed(PinId pin, const QString &title, const QString &why, Mend mend);
    /** A pin that is posted by hand is due. */
    void remind(PinId pin, const QString &title);
    /** Several are: the notification leads to what needs the user. */
    void remindOfMany(const QStringList &titles);
    /** The computer goes off, and these pins won't go out meanwhile. */
    void warnOfShutdown(const QStringList &titles);
    void tell(const QString &summary, const QString &body);

signals:
    void openPinWanted(pinweek::PinId pin);
    void tryAgainWanted(pinweek::PinId pin);
    void openWanted();
    void postByHandWanted(pinweek::PinId pin);
    void remindMeWanted(pinweek::PinId pin);
    void needsYouWanted();

private slots:
    // Called by the bus, which knows slots by name only.
    void actionInvoked(uint id, const QString &action);
    void notificationClosed(uint id, uint reason);

private:
    void showGroup();
    /** @param onClick  action of a click on the notification itself */
    void notify(const QString &summary, const QString &body, const QStringList &actions, PinId pin,
                bool urgent, const QString &onClick = {});

    QTimer m_groupTimer;
    QStringList m_titles;
    PinId m_lastPublished;
    struct Shown
    {
        PinId pin;
        QString onClick;
    };
    QHash<uint, Shown> m_shown;
};

} // namespace pinweek
