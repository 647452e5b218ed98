// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "publisher/sendguard.h"

#include <QObject>
#include <QPointer>

#include <chrono>
#include <functional>

namespace pinweek {

namespace pinterest {
class Client;
}

/** From this much on this computer's clock counts as wrong (protocols.md 1.H). */
constexpr std::chrono::seconds wrongClockFrom = std::chrono::minutes(5);

/**
 * Nothing is sent, and nothing is settled as late, by a clock that nobody compared since it jumped,
 * or since the program's start; and nothing while it is wrong (protocols.md 1.H). Any answer of
 * Pinterest's compares it, by its Date header; where there was none, this guard asks. A comparison
 * holds as long as the wall clock and the one that nobody sets go on together: a sleep, and a clock
 * that is set, end it. Main thread; the publisher runs it.
 */
class ClockGuard : public QObject, public SendGuard
{
    Q_OBJECT

public:
    using ClientFor = std::function<pinterest::Client *(AccountId)>;
    using MayAsk = std::function<bool(AccountId)>;

    ClockGuard(Store &store, const Clock &clock, ClientFor clientFor);

    /** The clock went another way than time itself. */
    void noteJump();
    /** Asks where the time has to be known: for accounts that have something to send until `soon`,
     * or, after a jump, at any time. */
    void look(const MayAsk &mayAsk, UtcTime soon);
    /** The clock was compared for the account, and is right or wrong. */
    [[nodiscard]] bool isKnown(AccountId account) const;
    [[nodiscard]] bool isOff(AccountId account) const;
    [[nodiscard]] bool isAsking(AccountId account) const;
    [[nodiscard]] bool isAsking() const;
    /** How far the clock is ahead of Pinterest's (below 0: behind), while pins wait for that. */
    [[nodiscard]] std::optional<std::chrono::seconds> ahead() const { return m_ahead; }

    [[nodiscard]] bool holdsAccount(AccountId account, UtcTime now) const override;
    [[nodiscard]] std::optional<UtcTime> nextRelease(UtcTime now) const override;
    void wake() override;

signals:
    /** An account's clock was compared; it may go on, or waits. */
    void compared();
    /** There was no answer: the account's pins wait. */
    void failed(pinweek::AccountId account, const pinweek::Error &error);
    /** ahead() is another. */
    void aheadChanged();

private:
    [[nodiscard]] std::optional<std::chrono::seconds> skewOf(AccountId account) const;
    [[nodiscard]] bool hasToSend(const Account &account, UtcTime soon) const;
    void ask(AccountId account, pinterest::Client *client);
    void setAhead(std::optional<std::chrono::seconds> ahead);
    void keep();

    Store &m_store;
    const Clock &m_clock;
    ClientFor m_clientFor;
    /** A client that is gone gives no answer. */
    QHash<AccountId, QPointer<pinterest::Client>> m_asking;
    /** While the clock is wrong: Clock::steady() of the next question. */
    QHash<AccountId, std::chrono::milliseconds> m_askAgainAt;
    std::optional<std::chrono::seconds> m_ahead;
    bool m_isKept = false;
    bool m_hasJumped = false;
};

} // namespace pinweek
