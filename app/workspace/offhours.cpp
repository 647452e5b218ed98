// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/offhours.h"

#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/store.h"
#include "workspace/workspace.h"

#include <algorithm>

namespace pinweek {

namespace {

constexpr std::chrono::hours soon{1};

/** Its pins are sent from here at their time; handed over, or posted by hand, they don't depend on
 * this computer in the same way. */
bool isSentFromHere(const Account &account)
{
    return account.environment != Environment::Local && account.delivery == DeliveryMode::Automatic;
}

bool isOffAt(Workspace &workspace, UtcTime at)
{
    return at >= workspace.clock().now() + soon && workspace.publisher().isUsuallyOff(at);
}

} // namespace

bool isPlannedForOffHours(Workspace &workspace, const PinContent &content)
{
    if (!content.planned || !isOffAt(workspace, content.planned->resolve().utc))
        return false;
    const Result<Account> account = workspace.store().accounts().account(content.account);
    return account && isSentFromHere(*account);
}

int countForOffHours(Workspace &workspace, const QList<Pin> &pins)
{
    QSet<AccountId> accounts;
    const QList<Account> all = workspace.store().accounts().accounts().value_or(QList<Account>());
    for (const Account &account : all) {
        if (isSentFromHere(account))
            accounts.insert(account.id);
    }
    return int(std::count_if(pins.begin(), pins.end(), [&](const Pin &pin) {
        return pin.status == PinStatus::Scheduled && accounts.contains(pin.content.account) &&
               isOffAt(workspace, pin.sendAt().value_or(UtcTime()));
    }));
}

} // namespace pinweek
