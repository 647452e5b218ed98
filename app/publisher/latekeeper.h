// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publisher/publisherevent.h"
#include "publisher/sendguard.h"
#include "store/pinstore.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace pinweek {

class Settings;

/** A pin is late when its time passed this long before it could be published. */
constexpr std::chrono::seconds lateGrace = std::chrono::minutes(5);

/**
 * Finds the pins whose time passed while nothing could be published (asleep, off, paused, signed
 * out) and lets the user's rule settle each of them, before any is sent: nothing comes in a burst
 * after a sleep. What comes due while the publisher is at work is never late, however slow the
 * queue. Main thread.
 */
class LateKeeper : public QObject, public SendGuard
{
    Q_OBJECT

public:
    LateKeeper(Store &store, Settings &settings, const Clock &clock);

    /** Nothing could be published until now; of several causes in a row the first counts. */
    void interrupted(LateCause cause);
    /** The publisher is at work from now on. */
    void atWork(UtcTime now);
    /** Whether the account could publish in this round. */
    void account(AccountId account, bool able, UtcTime now);
    /** Late pins go out at once, in place of the workspace's rule; those that wait for another time
     * already too. */
    void catchUpAtOnce();

    /** Settles the late ones of these pins; `settled` follows, and until then they are held. */
    void look(const QList<Pin> &queue, UtcTime now);

    [[nodiscard]] bool holdsPin(PinId pin, UtcTime now) const override;

signals:
    void told(const pinweek::PublisherEvent &event);
    void settled();

private:
    struct Since
    {
        UtcTime at{};
        LateCause cause = LateCause::Away;
        bool able = true;
    };
    /** Why this pin is late; nullopt: it isn't. */
    [[nodiscard]] std::optional<LateCause> causeFor(const Pin &pin) const;
    [[nodiscard]] QList<LateStep> stepsFor(AccountId account, const QList<Pin> &late,
                                           UtcTime now) const;
    [[nodiscard]] QList<LateStep> stepsByRule(AccountId account, const QList<Pin> &late,
                                              UtcTime now) const;
    void store(const QList<LateStep> &steps);
    void tell(const LateStep &step);
    void pullIn(UtcTime now);

    Store &m_store;
    Settings &m_settings;
    const Clock &m_clock;
    std::optional<LateCause> m_gap = LateCause::Away;
    Since m_since;
    QHash<AccountId, Since> m_accounts;
    QSet<PinId> m_held;
    bool m_atOnce = false;
    bool m_pulledIn = false;
};

} // namespace pinweek
