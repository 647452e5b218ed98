// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/signinrenewal.h"

#include "core/logging.h"
#include "oauth/tokenkeeper.h"
#include "store/accountstore.h"
#include "store/store.h"

#include <algorithm>

namespace pinweek {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds urgentAtStart = 24h;
constexpr std::chrono::seconds calmAfterStart = 10min;
constexpr std::chrono::seconds firstWait = 10min;
constexpr std::chrono::seconds waitAfterUnread = 10min;
constexpr std::chrono::seconds longestWait = 6h;
constexpr std::chrono::seconds waitAfterRefusal = 24h;
/** A renewal is due from its moment on, not at it. */
constexpr std::chrono::seconds surelyDue = 1s;

bool isSignedIn(const Account &account)
{
    // One without an app is a pasted token's.
    return account.environment != Environment::Local && !account.appId.isEmpty() &&
           account.state == AccountState::Connected;
}

} // namespace

SignInRenewal::SignInRenewal(Store &store, const Clock &clock, KeeperFor keeperFor)
    : m_store(store), m_clock(clock), m_keeperFor(std::move(keeperFor)), m_timer(clock)
{
    connect(&m_timer, &DueTimer::due, this, &SignInRenewal::look);
    connect(&m_timer, &DueTimer::clockJumped, this, &SignInRenewal::look);
}

void SignInRenewal::start()
{
    if (std::exchange(m_started, true))
        return;
    look();
}

void SignInRenewal::stop()
{
    m_started = false;
    m_known.clear();
    m_next.clear();
    m_lookAgain.reset();
    arm();
}

void SignInRenewal::accountsChanged()
{
    if (m_started)
        look();
}

void SignInRenewal::tryAgain()
{
    const UtcTime now = m_clock.now();
    for (auto failed = m_failures.cbegin(); failed != m_failures.cend(); ++failed) {
        if (failed->isUnreached && m_started)
            m_next.insert(failed.key(), now);
    }
    accountsChanged();
}

void SignInRenewal::look()
{
    const UtcTime now = m_clock.now();
    const Result<QList<Account>> accounts = m_store.accounts().accounts();
    if (!accounts) {
        // Nobody knows of them for now: they stay as they were.
        m_lookAgain = now + waitAfterUnread;
        arm();
        return;
    }
    m_lookAgain.reset();
    QSet<AccountId> signedIn;
    for (const Account &account : *accounts) {
        if (!isSignedIn(account) || !m_keeperFor(account.id))
            continue;
        signedIn.insert(account.id);
        const auto next = m_next.constFind(account.id);
        if (!m_known.contains(account.id) || (next != m_next.cend() && *next <= now))
            ask(account.id);
    }
    // Another sign-in of the same account is looked at anew.
    m_known.intersect(signedIn);
    const auto isGone = [&signedIn](auto entry) { return !signedIn.contains(entry.key()); };
    m_next.removeIf(isGone);
    m_failures.removeIf(isGone);
    arm();
}

/** What the vault has now: another program may have renewed it meanwhile. */
void SignInRenewal::ask(AccountId account)
{
    const bool isFirst = !m_known.contains(account);
    m_known.insert(account);
    m_next.remove(account);
    if (m_renewing.contains(account))
        return;
    m_keeperFor(account)->renewal(this, [this, account, isFirst](const Result<Renewal> &renewal) {
        const UtcTime now = m_clock.now();
        if (!m_known.contains(account) || m_renewing.contains(account))
            return;
        // A keychain that is locked, and a sign-in that is gone, may be so for this program alone:
        // who needs the token puts it into the account's state.
        if (!renewal)
            waitUntil(account, now + waitAfterUnread);
        else if (!renewal->dueAt)
            return;
        else if (*renewal->dueAt > now)
            waitUntil(account, *renewal->dueAt + surelyDue);
        else if (isFirst && renewal->accessEndsAt && *renewal->accessEndsAt - now >= urgentAtStart)
            waitUntil(account, now + calmAfterStart);
        else
            renew(account);
    });
}

void SignInRenewal::renew(AccountId account)
{
    TokenKeeper *keeper = m_keeperFor(account);
    if (!keeper)
        return;
    m_renewing.insert(account);
    keeper->renew(this, [this, account](const Result<Renewal> &renewal) {
        m_renewing.remove(account);
        if (!renewal) {
            waitAfter(account, renewal.error());
        } else {
            m_failures.remove(account);
            if (renewal->dueAt)
                waitUntil(account, std::max(*renewal->dueAt, m_clock.now()) + surelyDue);
        }
        if (!isRenewing())
            emit ended();
    });
}

void SignInRenewal::waitUntil(AccountId account, UtcTime at)
{
    if (!m_started)
        return;
    m_next.insert(account, at);
    arm();
}

void SignInRenewal::waitAfter(AccountId account, const Error &error)
{
    // The account's state has changed, and says when to go on.
    if (error.kind == ErrorKind::Unauthorized || error.kind == ErrorKind::Keychain) {
        m_failures.remove(account);
        return;
    }
    Failure &failure = m_failures[account];
    const int failures = failure.times++;
    failure.isUnreached =
        !error.retryAfter && (error.kind == ErrorKind::Offline || error.kind == ErrorKind::Tls);
    std::chrono::seconds wait = std::min(firstWait * (1 << std::min(failures, 8)), longestWait);
    if (error.kind == ErrorKind::Rejected)
        wait = waitAfterRefusal;
    if (error.retryAfter)
        wait = std::max(wait, *error.retryAfter);
    qCInfo(logWorkspace) << "a sign-in could not be renewed, tried again in" << wait.count() / 60
                         << "min";
    waitUntil(account, m_clock.now() + wait);
    emit failed(error);
}

void SignInRenewal::arm()
{
    std::optional<UtcTime> at = m_lookAgain;
    // Those are due again once the accounts can be read, not before.
    if (!at && !m_next.isEmpty())
        at = *std::min_element(m_next.cbegin(), m_next.cend());
    if (at)
        m_timer.arm(*at);
    else
        m_timer.disarm();
}

} // namespace pinweek
