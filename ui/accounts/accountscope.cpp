// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accounts/accountscope.h"

#include "core/settings.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/store.h"
#include "workspace/workspace.h"

#include <algorithm>

namespace pinweek {

AccountScope::AccountScope(Workspace &workspace, QObject *parent)
    : QObject(parent), m_workspace(workspace)
{
    refresh();
}

bool AccountScope::has(AccountId account) const
{
    return std::any_of(m_accounts.cbegin(), m_accounts.cend(),
                       [account](const Account &each) { return each.id == account; });
}

/** Without a choice of the user's. */
AccountId AccountScope::usual() const
{
    const auto connected =
        std::find_if(m_accounts.cbegin(), m_accounts.cend(), [](const Account &account) {
            return account.environment != Environment::Local;
        });
    if (connected != m_accounts.cend())
        return connected->id;
    return m_accounts.isEmpty() ? AccountId{} : m_accounts.first().id;
}

std::optional<Account> AccountScope::targetAccount() const
{
    for (const Account &account : m_accounts) {
        if (account.id == m_target)
            return account;
    }
    return std::nullopt;
}

AccountId AccountScope::targetFor(BoardId board) const
{
    if (board.isValid()) {
        if (const Result<Board> found = m_workspace.store().boards().board(board))
            return found->account;
    }
    return m_target;
}

bool AccountScope::reveal(AccountId account)
{
    if (m_all || account == m_target || !has(account))
        return false;
    show(account);
    return true;
}

void AccountScope::show(AccountId account)
{
    Settings &settings = m_workspace.settings();
    m_all = !account.isValid() && m_accounts.size() > 1;
    if (m_all) {
        const AccountId chosen = settings.accountOfNewPins();
        m_target = has(chosen) ? chosen : has(m_target) ? m_target : usual();
    } else {
        m_target = has(account) ? account : usual();
    }
    settings.setShownAccount(shown());
}

void AccountScope::refresh()
{
    m_accounts = m_workspace.store().accounts().accounts().value_or(QList<Account>());
    if (!m_started) {
        m_started = true;
        const std::optional<AccountId> remembered = m_workspace.settings().shownAccount();
        m_all = remembered && !remembered->isValid() && m_accounts.size() > 1;
        m_target = remembered ? *remembered : AccountId{};
    }
    m_all = m_all && m_accounts.size() > 1;
    if (m_all) {
        const AccountId chosen = m_workspace.settings().accountOfNewPins();
        if (has(chosen))
            m_target = chosen;
    }
    if (!has(m_target))
        m_target = usual();
}

} // namespace pinweek
