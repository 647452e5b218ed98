// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/error.h"
#include "model/account.h"
#include "publisher/duetimer.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>
#include <functional>
#include <optional>

namespace pinweek {

class Store;
class TokenKeeper;

/**
 * Renews the sign-ins of the program that publishes, by the clock, whether it has something to send
 * or not: else one that waits for weeks would lose them. At the start only what has less than a day
 * left, the rest a little later, then each when its time comes (TokenKeeper), one request at a time
 * per account. What fails is tried again later and later, and as soon as the network is back.
 * A single-shot timer; nothing is polled. Source: pinterest-api.md 2.4. Main thread.
 */
class SignInRenewal : public QObject
{
    Q_OBJECT

public:
    /** Gives what keeps an account's token; null: it has none of its own. */
    using KeeperFor = std::function<TokenKeeper *(AccountId)>;

    SignInRenewal(Store &store, const Clock &clock, KeeperFor keeperFor);

    /** Looks at all accounts. */
    void start();
    /** Lets a request under way end, and begins no other. */
    void stop();
    [[nodiscard]] bool isStarted() const { return m_started; }
    /** The accounts are others, or in other states. */
    void accountsChanged();
    /** The network is back: what failed for want of it is tried at once. A refusal, and a wait that
     * was asked for, stay as they are. */
    void tryAgain();
    /** True while a renewal that this one asked for is under way. */
    [[nodiscard]] bool isRenewing() const { return !m_renewing.isEmpty(); }

signals:
    /** isRenewing() is false again. */
    void ended();
    /** A renewal failed, and is tried again by itself. */
    void failed(const pinweek::Error &error);

private:
    struct Failure
    {
        int times = 0; // in a row
        bool isUnreached = false;
    };
    void look();
    void ask(AccountId account);
    void renew(AccountId account);
    void waitUntil(AccountId account, UtcTime at);
    void waitAfter(AccountId account, const Error &error);
    void arm();

    Store &m_store;
    const Clock &m_clock;
    KeeperFor m_keeperFor;
    DueTimer m_timer;
    bool m_started = false;
    /** Accounts that were looked at since they were connected. */
    QSet<AccountId> m_known;
    QHash<AccountId, UtcTime> m_next;
    /** The accounts could not be read: when that is tried again. */
    std::optional<UtcTime> m_lookAgain;
    QHash<AccountId, Failure> m_failures;
    QSet<AccountId> m_renewing;
};

} // namespace pinweek
