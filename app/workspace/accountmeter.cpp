// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/accountmeter.h"

#include "core/logging.h"
#include "core/settings.h"
#include "store/accountstore.h"
#include "store/requeststore.h"
#include "store/store.h"

namespace pinweek {

AccountMeter::AccountMeter(Store &store, const Settings &settings, const Clock &clock,
                           AccountId account)
    : m_store(store), m_settings(settings), m_clock(clock), m_account(account)
{
}

std::optional<std::chrono::seconds> AccountMeter::waitFor(RequestCategory category) const
{
    const Result<Account> account = m_store.accounts().account(m_account);
    if (!account)
        return std::nullopt;
    const UtcTime now = m_clock.now();
    Result<RequestBudget> budget = m_store.requests().budget(
        m_account, m_settings.requestLimits(m_account, usualLimits(account->environment)), now);
    if (!budget) // without the books the server's own answer has to do
        return std::nullopt;
    for (const RequestCategory pending : requestCategories)
        budget->add(pending, now, m_pending.value(pending));
    const UtcTime next = budget->next(category, now);
    return next > now ? std::optional(next - now) : std::nullopt;
}

void AccountMeter::count(RequestCategory category)
{
    ++m_pending[category];
    m_store.requests().count(m_account, category, this, [this, category](const Result<void> &done) {
        --m_pending[category];
        if (!done)
            qCWarning(logWorkspace) << "a request could not be counted:" << done.error().detail;
    });
}

void AccountMeter::exhausted(RequestCategory category, std::chrono::seconds wait)
{
    qCInfo(logWorkspace) << "Pinterest has no more" << requestCategoryName(category) << "for"
                         << wait.count() << "s";
    m_store.requests().hold(m_account, category, m_clock.now() + wait, this, {});
}

} // namespace pinweek
