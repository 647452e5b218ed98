// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/networkguard.h"

#include "store/accountstore.h"
#include "store/store.h"

#include <QHostAddress>

namespace pinweek {

namespace {

constexpr std::chrono::minutes believed{5};

bool isOnThisMachine(const QUrl &base)
{
    return base.host() == QLatin1String("localhost") || QHostAddress(base.host()).isLoopback();
}

} // namespace

NetworkGuard::NetworkGuard(Store &store) : m_store(store) {}

void NetworkGuard::setDown(bool down, UtcTime now)
{
    if (down != isDown())
        m_until = down ? std::optional(now + believed) : std::nullopt;
}

bool NetworkGuard::holdsAccount(AccountId account, UtcTime now) const
{
    // A clock that was set back must not make it longer.
    if (!m_until || *m_until <= now || *m_until - now > believed)
        return false;
    const Result<Account> known = m_store.accounts().account(account);
    return known && !isOnThisMachine(known->endpoints.apiBase);
}

std::optional<UtcTime> NetworkGuard::nextRelease(UtcTime now) const
{
    return m_until && *m_until > now ? m_until : std::nullopt;
}

} // namespace pinweek
