// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QList>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace pinweek {

class Workspace;
struct PublisherEvent;

/**
 * What is said when pins can't go out for a reason that passes by itself: no network, a server that
 * is down, a full disk, a locked keychain. What is over within some seconds is not worth a word;
 * then all pins that it holds up are told of together, not at every try, but once,
 * and twice a day where it lasts. A pin whose answer was lost is looked for, which an outage holds
 * up as well: that is told of where it lasts longer than a look and its repetition.
 */
class HeldUpNotice : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds patience{20};

    static constexpr std::chrono::minutes checkPatience{15};

    explicit HeldUpNotice(Workspace &workspace, std::chrono::milliseconds after = patience,
                          std::chrono::milliseconds afterCheck = checkPatience);

    void happened(const PublisherEvent &event);
    /** The publisher may be waiting for a network, of which no pin is told. */
    void stateChanged();

signals:
    /** All that wait since the trouble began, the first ones first, and why. Comes again with the
     * longer list when it holds up more. */
    void heldUp(const QList<pinweek::Pin> &pins, const QString &why);
    /** The same of pins of which it is still not clear whether they are at Pinterest: there is
     * nothing to be tried again. */
    void unclear(const QList<pinweek::Pin> &pins, const QString &why);

private:
    struct Held
    {
        AccountId account;
        std::optional<UtcTime> toldAt;
    };
    /** The pin, and those of its account that wait behind it. */
    void hold(const Pin &pin, const QString &why);
    void add(const Pin &pin);
    /** What held the account's pins up is over. */
    void release(AccountId account);
    void tell();
    /** The pin is looked for from now on. */
    void check(PinId pin);
    /** Those that are since an earlier run, once. */
    void checkEarlier();
    void tellUnclear();
    void armCheck();
    [[nodiscard]] bool isNews(const Held &held) const;
    [[nodiscard]] bool isWaiting(const Pin &pin) const;

    Workspace &m_workspace;
    QTimer m_timer;
    /** In the order in which they were held up. */
    QList<PinId> m_order;
    QHash<PinId, Held> m_held;
    QString m_why;

    struct Check
    {
        PinId pin;
        QDeadlineTimer until;
        bool isTold = false;
    };
    QTimer m_checkTimer;
    std::chrono::milliseconds m_afterCheck;
    QList<Check> m_checks; // in the order in which they came
    bool m_isEarlierKnown = false;
};

} // namespace pinweek
