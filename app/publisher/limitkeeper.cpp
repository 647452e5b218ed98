// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/limitkeeper.h"

#include "core/logging.h"
#include "core/settings.h"
#include "store/accountstore.h"
#include "store/requeststore.h"
#include "store/store.h"

namespace pinweek {

LimitKeeper::LimitKeeper(Store &store, const Settings &settings)
    : SettlingGuard(store), m_settings(settings)
{
}

RequestLimits LimitKeeper::limitsOf(AccountId id) const
{
    const Result<Account> account = store().accounts().account(id);
    return m_settings.requestLimits(
        id, usualLimits(account ? account->environment : Environment::Sandbox));
}

void LimitKeeper::look(const QList<Pin> &due, UtcTime now)
{
    QHash<AccountId, QList<Pin>> byAccount;
    for (const Pin &pin : due) {
        if (!isSettling(pin.id))
            byAccount[pin.content.account] += pin;
    }
    for (auto account = byAccount.constBegin(); account != byAccount.constEnd(); ++account)
        settle(stepsFor(account.key(), account.value(), now));
}

QList<LateStep> LimitKeeper::stepsFor(AccountId account, const QList<Pin> &due, UtcTime now) const
{
    Result<RequestBudget> budget = store().requests().budget(account, limitsOf(account), now);
    if (!budget) { // the claim looks again
        qCWarning(logPublisher) << "requests can't be counted:" << budget.error().detail;
        return {};
    }
    QList<LateStep> steps;
    for (const Pin &pin : due) {
        const UtcTime at = budget->next(RequestCategory::Write, now);
        budget->add(RequestCategory::Write, at);
        if (at <= now)
            continue;
        LateStep step;
        step.pin = pin.id;
        step.expectedRevision = pin.revision;
        step.cause = LateCause::Limit;
        step.at = at;
        steps += step;
    }
    return steps;
}

} // namespace pinweek
