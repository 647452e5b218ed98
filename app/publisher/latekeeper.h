// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publisher/settlingguard.h"

#include <QHash>
#include <QSet>

#include <functional>

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
class LateKeeper : public SettlingGuard
{
    Q_OBJECT

public:
    LateKeeper(Store &store, const Settings &settings);

    /** Nothing could be published until now; of several causes in a row the first counts that says
     * more than that the computer seemed to be away, as it does before the start. */
    void interrupted(LateCause cause);
    /** The publisher is at work from now on. */
    void atWork(UtcTime now);
    /** The account could publish in this round. */
    void able(AccountId account, UtcTime now);
    /** It could not; of several causes in a row the first counts. */
    void unable(AccountId account, LateCause cause);
    /** Late pins go out at once, in place of the workspace's rule; those that wait for another time
     * already too. */
    void catchUpAtOnce();

    /** Catching up: what waits for another time since an earlier run goes out now as well, once for
     * each account that may send. */
    void pullIn(const std::function<bool(AccountId)> &maySend, UtcTime now);
    /** Settles the late ones of these pins; `settled` follows, and until then they are held. */
    void look(const QList<Pin> &queue, UtcTime now);

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

    const Settings &m_settings;
    std::optional<LateCause> m_gap = LateCause::Away;
    Since m_since;
    QHash<AccountId, Since> m_accounts;
    bool m_atOnce = false;
    QSet<AccountId> m_pulledIn;
};

} // namespace pinweek
