// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/sendguard.h"

#include "publisher/retrypolicy.h"
#include "store/accountstore.h"
#include "store/store.h"

namespace pinweek {

namespace {

template<typename Key>
std::optional<UtcTime> firstAfter(const QHash<Key, UtcTime> &times, UtcTime now)
{
    std::optional<UtcTime> first;
    for (const UtcTime at : times) {
        if (at > now && (!first || at < *first))
            first = at;
    }
    return first;
}

} // namespace

bool SendGuard::holdsAccount(AccountId /*account*/, UtcTime /*now*/) const
{
    return false;
}

bool SendGuard::holdsPin(PinId /*pin*/, UtcTime /*now*/) const
{
    return false;
}

std::optional<UtcTime> SendGuard::nextRelease(UtcTime /*now*/) const
{
    return std::nullopt;
}

void SendGuard::storeChanged(const ChangeSet & /*changes*/) {}

void SendGuard::wake() {}

AccountRest::AccountRest(Store &store, const Clock &clock, QObject *context)
    : m_store(store), m_clock(clock), m_context(context)
{
}

void AccountRest::restrictTo(AccountId account)
{
    m_only = account;
}

AccountId AccountRest::restriction() const
{
    return m_only;
}

void AccountRest::restUntil(AccountId account, UtcTime until)
{
    m_until.insert(account, until);
}

void AccountRest::follow(AccountId account, const RetryDecision &decision)
{
    // A token from outside says nothing about the sign-in that is stored.
    if (decision.reconnect && m_only.isValid())
        m_held.insert(account);
    else if (decision.reconnect)
        m_store.accounts().setState(account, AccountState::ReconnectNeeded, m_context, {});
    if (decision.holdAccount && decision.wait.count() > 0)
        m_until.insert(account, m_clock.now() + decision.wait);
    else if (decision.holdAccount)
        m_held.insert(account);
}

std::optional<UtcTime> AccountRest::restOf(AccountId account, UtcTime now) const
{
    if (m_held.contains(account) || (m_only.isValid() && account != m_only))
        return UtcTime::max();
    const UtcTime until = m_until.value(account, now);
    return until > now ? std::optional(until) : std::nullopt;
}

bool AccountRest::holdsAccount(AccountId account, UtcTime now) const
{
    return restOf(account, now).has_value();
}

std::optional<UtcTime> AccountRest::nextRelease(UtcTime now) const
{
    return firstAfter(m_until, now);
}

void AccountRest::storeChanged(const ChangeSet &changes)
{
    if (changes.everything)
        m_held.clear();
    m_held.subtract(changes.accounts);
}

void AccountRest::wake()
{
    m_held.clear();
    m_until.clear();
}

void TwinGuard::hold(PinId pin)
{
    m_pins.insert(pin);
}

bool TwinGuard::holdsPin(PinId pin, UtcTime /*now*/) const
{
    return m_pins.contains(pin);
}

void TwinGuard::storeChanged(const ChangeSet &changes)
{
    if (changes.everything || !changes.pins.isEmpty())
        m_pins.clear();
}

void TwinGuard::wake()
{
    m_pins.clear();
}

ByHandGuard::ByHandGuard(Store &store) : m_store(store) {}

bool ByHandGuard::holdsAccount(AccountId account, UtcTime /*now*/) const
{
    const Result<Account> found = m_store.accounts().account(account);
    return !found || found->delivery == DeliveryMode::RemindMe;
}

void WritingGuard::hold(PinId pin, UtcTime until)
{
    m_until.insert(pin, until);
}

bool WritingGuard::release(PinId pin)
{
    return m_until.remove(pin) > 0;
}

std::optional<UtcTime> WritingGuard::heldUntil(PinId pin, UtcTime now) const
{
    const UtcTime until = m_until.value(pin, now);
    return until > now ? std::optional(until) : std::nullopt;
}

void WritingGuard::forgetPast(UtcTime now)
{
    m_until.removeIf([now](const auto &entry) { return entry.value() <= now; });
}

bool WritingGuard::holdsPin(PinId pin, UtcTime now) const
{
    return heldUntil(pin, now).has_value();
}

std::optional<UtcTime> WritingGuard::nextRelease(UtcTime now) const
{
    return firstAfter(m_until, now);
}

} // namespace pinweek
