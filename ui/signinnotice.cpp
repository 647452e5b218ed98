// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signinnotice.h"

#include "store/accountstore.h"
#include "store/store.h"
#include "workspace/workspace.h"

namespace pinweek {

namespace {

bool isLost(const Account &account)
{
    return account.state == AccountState::ReconnectNeeded;
}

} // namespace

SignInNotice::SignInNotice(Workspace &workspace) : m_workspace(workspace)
{
    const QSignalBlocker silent(this);
    look();
}

void SignInNotice::look()
{
    const UtcTime now = m_workspace.clock().now();
    const QSet<AccountId> lostBefore = std::exchange(m_lost, {});
    const QSet<AccountId> endingBefore = std::exchange(m_ending, {});
    for (const Account &account :
         m_workspace.store().accounts().accounts().value_or(QList<Account>())) {
        if (isLost(account)) {
            m_lost.insert(account.id);
            if (!lostBefore.contains(account.id))
                emit lost(account);
        } else if (account.signInEndsSoon(now)) {
            m_ending.insert(account.id);
            if (!endingBefore.contains(account.id))
                emit endsSoon(account);
        }
    }
}

} // namespace pinweek
