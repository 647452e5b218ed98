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
        Decide,   // it may be at Pinterest: nothing is sent by a click
    };
    void failed(PinId pin, const QString &title, const QString &why, Mend mend);
    /** What can't go out for now, and is tried again by itself. One notification, which the next
     * one takes the place of. */
    void heldUp(const QList<PinId> &pins, const QStringList &titles, const QString &why);
    /** Of what is looked for, and could not be for a while. There is nothing to be tried again. */
    void unclear(const QList<PinId> &pins, const QStringList &titles, const QString &why);
    /** A sign-in is lost, or ends soon. */
    void signInLost(AccountId account, const QString &name);
    void signInEnds(AccountId account, const QString &name, const QString &why);
    /** A pin that is posted by hand is due. */
    void remind(PinId pin, const QString &title);
    /** Several are: the notification leads to what needs the user. */
    void remindOfMany(const QStringList &titles);
    /** The computer goes off, and these pins won't go out meanwhile. */
    void warnOfShutdown(const QStringList &titles);
    void tell(const QString &summary, const QString &body);

signals:
    void openPinWanted(pinweek::PinId pin);
    void tryAgainWanted(const QList<pinweek::PinId> &pins);
    void reconnectWanted(pinweek::AccountId account);
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
    /** What a notification is about. */
    struct About
    {
        QList<PinId> pins = {};
        AccountId account = {};
        QString onClick = {}; // action of a click on the notification itself
    };
    /** @param replaced  the number of the notification that it takes the place of, and its own
     * afterwards; null: of none */
    void notify(const QString &summary, const QString &body, const QStringList &actions,
                const About &about, bool urgent, uint *replaced = nullptr);

    QTimer m_groupTimer;
    QStringList m_titles;
    PinId m_lastPublished;
    uint m_heldUp = 0;
    uint m_unclear = 0;
    QHash<uint, About> m_shown;
};

} // namespace pinweek
