// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pausestore.h"

#include "store/rows.h"
#include "store/storecore.h"

namespace pinweek {

namespace {

using Write = StoreCore::Context;

QString selectPauses()
{
    return QStringLiteral("SELECT account_id, reason, since, until, message FROM account_pause ");
}

std::optional<AccountPause> readPause(const Query &query)
{
    const std::optional<PauseReason> reason = pauseReasonFromName(query.text(1));
    if (!reason)
        return std::nullopt;
    return AccountPause{query.id<AccountId>(0), *reason, fromEpoch(query.integer(2)), query.time(3),
                        query.text(4)};
}

std::optional<AccountPause> findPause(Database &db, AccountId account)
{
    Query query(db, selectPauses() + QStringLiteral("WHERE account_id = ?"));
    query.bind(account);
    return query.next() ? readPause(query) : std::nullopt;
}

Result<void> storePause(const Write &write, const AccountPause &pause)
{
    if (!findAccount(write.db, pause.account))
        return fail(ErrorKind::NotFound,
                    QStringLiteral("There is no account %1.").arg(pause.account.toString()));
    Query(write.db,
          QStringLiteral("INSERT INTO account_pause (account_id, reason, since, until, message) "
                         "VALUES (?, ?, ?, ?, ?) ON CONFLICT (account_id) DO UPDATE SET "
                         "reason = excluded.reason, since = excluded.since, "
                         "until = excluded.until, message = excluded.message "
                         "WHERE account_pause.until IS NOT NULL OR excluded.until IS NULL"))
        .bind(pause.account)
        .bind(pauseReasonName(pause.reason))
        .bind(pause.since)
        .bind(pause.until)
        .bind(pause.message)
        .run();
    return {};
}

/** The pins that wait only because of the pause. */
QList<PinRow> pinsHeldBy(Database &db, const AccountPause &pause)
{
    QString which;
    switch (pause.reason) {
    case PauseReason::RateLimit:
        which = QStringLiteral("status = 'failed' AND error_kind = 'rate_limited'");
        break;
    case PauseReason::AccessTier:
        which = QStringLiteral("status = 'blocked' AND error_kind = 'access_tier'");
        break;
    case PauseReason::Permission:
        which = QStringLiteral("status = 'blocked' AND error_kind = 'forbidden' "
                               "AND error_http_status = 401 AND error_api_code = 3");
        break;
    case PauseReason::Spam: // the pin itself may be what Pinterest means: a person looks at it
        return {};
    }
    Query query(db, selectPins() +
                        QStringLiteral("WHERE account_id = ? AND removed_at IS NULL "
                                       "AND due_at IS NOT NULL AND ") +
                        which);
    query.bind(pause.account);
    QList<PinRow> rows;
    while (query.next())
        rows += readPin(query);
    return rows;
}

/** A blocked pin is scheduled again; one that waits for its next try has it now. */
Result<void> letGo(const Write &write, const PinRow &row)
{
    PinRow after = row;
    if (row.pin.status == PinStatus::Failed) {
        after.pin.nextAttemptAt = write.now;
    } else {
        after.pin.status = PinStatus::Scheduled;
        after.pin.lastError.reset();
        after.pin.nextAttemptAt.reset();
    }
    if (!updatePin(write.db, row, after, write.now))
        return fail(ErrorKind::Conflict,
                    QStringLiteral("Pin %1 was changed meanwhile.").arg(row.pin.id.toString()));
    if (row.pin.status != after.pin.status)
        addHistory(write.db, row.pin.id, write.now, row.pin.status, after.pin.status, write.origin,
                   QStringLiteral("the account goes on"));
    return {};
}

Result<int> endPause(const Write &write, AccountId account, const QSet<PauseReason> &reasons)
{
    const std::optional<AccountPause> pause = findPause(write.db, account);
    if (!pause || (!reasons.isEmpty() && !reasons.contains(pause->reason)))
        return 0;
    const QList<PinRow> held = pinsHeldBy(write.db, *pause);
    for (const PinRow &row : held) {
        if (auto gone = letGo(write, row); !gone)
            return fail(gone.error());
    }
    Query(write.db, QStringLiteral("DELETE FROM account_pause WHERE account_id = ?"))
        .bind(account)
        .run();
    return int(held.size());
}

} // namespace

PauseStore::PauseStore(StoreCore &core) : m_core(core) {}

Result<QList<AccountPause>> PauseStore::pauses(UtcTime now) const
{
    return m_core.read<QList<AccountPause>>([now](Database &db) -> Result<QList<AccountPause>> {
        Query query(db, selectPauses() + QStringLiteral("ORDER BY account_id"));
        QList<AccountPause> pauses;
        while (query.next()) {
            const std::optional<AccountPause> pause = readPause(query);
            if (pause && pause->holds(now))
                pauses += *pause;
        }
        return pauses;
    });
}

void PauseStore::pause(const AccountPause &pause, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done),
                       [pause](const Write &write) { return storePause(write, pause); });
}

void PauseStore::goOn(AccountId account, const QSet<PauseReason> &reasons, QObject *context,
                      Done<int> done)
{
    m_core.write<int>(context, std::move(done), [account, reasons](const Write &write) {
        return endPause(write, account, reasons);
    });
}

} // namespace pinweek
