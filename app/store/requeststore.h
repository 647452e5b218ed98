// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "core/requestlimits.h"
#include "core/result.h"

namespace pinweek {

class Database;
struct StoreCore;

/**
 * The requests that were made to Pinterest, by account and category: durable, so that a restart
 * forgets none of them. The request of a pin is counted by PinStore::claim(), with the claim.
 */
class RequestStore
{
public:
    explicit RequestStore(StoreCore &core);

    /** What the account, and others through the same app, have made within the last day, beside
     * these limits. */
    [[nodiscard]] Result<RequestBudget> budget(AccountId account, const RequestLimits &limits,
                                               UtcTime now) const;
    void count(AccountId account, RequestCategory category, QObject *context, Done<void> done);
    /** Pinterest's own answer said that nothing of this category is left until then. */
    void hold(AccountId account, RequestCategory category, UtcTime until, QObject *context,
              Done<void> done);

private:
    StoreCore &m_core;
};

/** For the thread of the database. */
RequestBudget readBudget(Database &db, AccountId account, const RequestLimits &limits, UtcTime now);
/** Counts one request at `at`, and forgets those of the days before. */
void countRequest(Database &db, AccountId account, RequestCategory category, UtcTime at);
/** Takes one back that certainly never left. */
void uncountRequest(Database &db, AccountId account, RequestCategory category, UtcTime at);

} // namespace pinweek
