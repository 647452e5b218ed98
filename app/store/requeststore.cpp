// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/requeststore.h"

#include "store/storecore.h"

namespace pinweek {

namespace {

using Write = StoreCore::Context;

/** Signed in through the same app of the user's, at the same Pinterest. */
QList<AccountId> othersOfItsApp(Database &db, AccountId account)
{
    Query query(db, QStringLiteral("SELECT other.id FROM account own JOIN account other ON "
                                   "other.app_id = own.app_id AND other.api_base = own.api_base "
                                   "AND other.id <> own.id WHERE own.id = ? AND own.app_id <> ''"));
    query.bind(account);
    QList<AccountId> others;
    while (query.next())
        others += AccountId{query.integer(0)};
    return others;
}

/** Older ones count against no limit any more. */
constexpr std::chrono::seconds remembered = std::chrono::hours(24) + countWindow;

} // namespace

RequestBudget readBudget(Database &db, AccountId account, const RequestLimits &limits, UtcTime now)
{
    RequestBudget budget(limits);
    const QList<AccountId> others = othersOfItsApp(db, account);
    for (const AccountId id : QList<AccountId>{account} + others) {
        Query counts(db, QStringLiteral("SELECT category, window_start, n FROM request_count WHERE "
                                        "account_id = ? AND window_start > ?"));
        counts.bind(id).bind(now - remembered);
        while (counts.next()) {
            const auto category = requestCategoryFromName(counts.text(0));
            const UtcTime window = fromEpoch(counts.integer(1));
            const int requests = int(counts.integer(2));
            if (category && id == account)
                budget.add(*category, window, requests);
            else if (category)
                budget.addOfApp(*category, window, requests);
        }
    }
    Query holds(db, QStringLiteral("SELECT category, until FROM request_hold WHERE account_id = ? "
                                   "AND until > ? AND since <= ?"));
    holds.bind(account).bind(now).bind(now);
    while (holds.next()) {
        if (const auto category = requestCategoryFromName(holds.text(0)))
            budget.hold(*category, fromEpoch(holds.integer(1)));
    }
    return budget;
}

void countRequest(Database &db, AccountId account, RequestCategory category, UtcTime at)
{
    Query(db, QStringLiteral("INSERT INTO request_count (account_id, category, window_start, n) "
                             "VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET n = n + 1"))
        .bind(account)
        .bind(requestCategoryName(category))
        .bind(countWindowOf(at))
        .run();
    Query(db, QStringLiteral("DELETE FROM request_count WHERE account_id = ? AND category = ? AND "
                             "window_start < ?"))
        .bind(account)
        .bind(requestCategoryName(category))
        .bind(at - 2 * remembered)
        .run();
}

void uncountRequest(Database &db, AccountId account, RequestCategory category, UtcTime at)
{
    Query(db, QStringLiteral("UPDATE request_count SET n = n - 1 WHERE n > 0 AND account_id = ? "
                             "AND category = ? AND window_start = ?"))
        .bind(account)
        .bind(requestCategoryName(category))
        .bind(countWindowOf(at))
        .run();
}

RequestStore::RequestStore(StoreCore &core) : m_core(core) {}

Result<RequestBudget> RequestStore::budget(AccountId account, const RequestLimits &limits,
                                           UtcTime now) const
{
    return m_core.read<RequestBudget>(
        [account, limits, now](Database &db) -> Result<RequestBudget> {
            return readBudget(db, account, limits, now);
        });
}

void RequestStore::count(AccountId account, RequestCategory category, QObject *context,
                         Done<void> done)
{
    m_core.write<void>(context, std::move(done),
                       [account, category](const Write &write) -> Result<void> {
                           countRequest(write.db, account, category, write.now);
                           return {};
                       });
}

void RequestStore::hold(AccountId account, RequestCategory category, UtcTime until,
                        QObject *context, Done<void> done)
{
    m_core.write<void>(
        context, std::move(done), [account, category, until](const Write &write) -> Result<void> {
            Query(write.db, QStringLiteral("INSERT INTO request_hold (account_id, category, since, "
                                           "until) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                                           "since = excluded.since, until = excluded.until"))
                .bind(account)
                .bind(requestCategoryName(category))
                .bind(write.now)
                .bind(until)
                .run();
            return {};
        });
}

} // namespace pinweek
