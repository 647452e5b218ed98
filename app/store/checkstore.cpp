// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/checkstore.h"

#include "store/pinmoves.h"
#include "store/storecore.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace pinweek {

namespace {

using Write = StoreCore::Context;

constexpr int mostPins = 1000;

/** The requests of a pin after which nobody knew whether it is at Pinterest. */
void addRequests(Database &db, PinToFind &find)
{
    Query query(db, QStringLiteral("SELECT min(started_at), max(ended_at), min(server_skew), "
                                   "max(server_skew) FROM attempt WHERE pin_id = ? AND outcome IN "
                                   "('unconfirmed', 'interrupted')"));
    query.bind(find.pin.id);
    if (query.next() && !query.isNull(0)) {
        find.sentFrom = fromEpoch(query.integer(0));
        find.sentUntil = query.time(1);
        find.leastSkew = std::chrono::seconds(query.integer(2));
        find.mostSkew = std::chrono::seconds(query.integer(3));
    } else {
        find.sentFrom = std::min(find.pin.dueAt.value_or(find.quietSince), find.quietSince);
    }
}

QList<PinToFind> readPinsToFind(Database &db)
{
    struct Check
    {
        PinId pin;
        UtcTime quietSince;
        int looks;
        int absent;
        std::optional<UtcTime> lookedAt;
    };
    QList<Check> checks;
    {
        // The first of each account before the second of any: however many of one can't be looked
        // for, the others' are there.
        Query query(db,
                    QStringLiteral("SELECT pin_id, quiet_since, looks, absent, looked_at FROM "
                                   "(SELECT pin_check.*, row_number() OVER (PARTITION BY "
                                   "pin.account_id ORDER BY pin_id) AS place FROM pin_check JOIN "
                                   "pin ON pin.id = pin_id) ORDER BY place, pin_id LIMIT ?"));
        query.bind(mostPins);
        while (query.next())
            checks.append({query.id<PinId>(0), fromEpoch(query.integer(1)), int(query.integer(2)),
                           int(query.integer(3)), query.time(4)});
    }
    QList<PinToFind> pins;
    for (const Check &check : std::as_const(checks)) {
        const std::optional<PinRow> row = findPin(db, check.pin);
        if (!row || row->removedAt || row->pin.status != PinStatus::Unconfirmed)
            continue;
        PinToFind find;
        find.pin = row->pin;
        find.quietSince = check.quietSince;
        find.looks = check.looks;
        find.absent = check.absent;
        find.lookedAt = check.lookedAt;
        addRequests(db, find);
        pins.append(find);
    }
    return pins;
}

/** True if nobody has looked for the pin, or changed it, since the verdict was made. */
bool isStillOpen(Database &db, const LookVerdict &verdict, const PinRow &row)
{
    if (row.removedAt || row.pin.revision != verdict.expectedRevision ||
        row.pin.status != PinStatus::Unconfirmed)
        return false;
    Query query(db, QStringLiteral("SELECT looks FROM pin_check WHERE pin_id = ?"));
    query.bind(verdict.pin);
    return query.next() && query.integer(0) == verdict.expectedLooks;
}

void noteLook(const Write &write, PinId pin, bool isAbsent)
{
    Query(write.db, QStringLiteral("UPDATE pin_check SET looks = looks + 1, absent = absent + ?, "
                                   "looked_at = ? WHERE pin_id = ?"))
        .bind(isAbsent)
        .bind(write.now)
        .bind(pin)
        .run();
}

bool isTaken(Database &db, AccountId account, const QString &remoteId)
{
    Query query(db, QStringLiteral("SELECT 1 FROM remote_pin WHERE account_id = ? AND remote_id = "
                                   "?"));
    query.bind(account).bind(remoteId);
    return query.next();
}

Result<void> adopt(const Write &write, const LookVerdict &verdict, const PinRow &row)
{
    if (auto taken = takeRemotePin(write, row.pin, verdict.remoteId, verdict.createdAt); !taken)
        return taken;
    const QString detail = QStringLiteral("found at Pinterest as %1").arg(verdict.remoteId);
    Query(write.db, QStringLiteral("UPDATE attempt SET outcome = 'published', detail = ? WHERE id "
                                   "= (SELECT max(id) FROM attempt WHERE pin_id = ? AND outcome IN "
                                   "('unconfirmed', 'interrupted'))"))
        .bind(detail)
        .bind(verdict.pin)
        .run();
    return movePin(write, row,
                   asPublished(row, verdict.remoteId, verdict.createdAt.value_or(write.now)),
                   PinStatus::Published, detail);
}

Result<void> leave(const Write &write, const LookVerdict &verdict, const PinRow &row, PinStatus to,
                   std::optional<UtcTime> nextAttemptAt)
{
    PinRow after = row;
    after.pin.lastError = verdict.error;
    after.pin.nextAttemptAt = nextAttemptAt;
    return movePin(write, row, after, to, pinErrorText(verdict.error));
}

void keepCandidates(Database &db, const LookVerdict &verdict)
{
    for (const Candidate &candidate : verdict.candidates) {
        Query(db, QStringLiteral("INSERT OR REPLACE INTO pin_candidate (pin_id, remote_id, title, "
                                 "description, link, created_at, picture) VALUES (?, ?, ?, ?, ?, "
                                 "?, ?)"))
            .bind(verdict.pin)
            .bind(candidate.remoteId)
            .bind(candidate.title)
            .bind(candidate.description)
            .bind(candidate.link)
            .bind(candidate.createdAt)
            .bind(candidate.picture)
            .run();
    }
}

Result<void> follow(const Write &write, const LookVerdict &verdict, const PinRow &row)
{
    using What = LookVerdict::What;
    switch (verdict.what) {
    case What::Adopt:
        return adopt(write, verdict, row);
    case What::Absent:
    case What::Like:
        noteLook(write, verdict.pin, verdict.what == What::Absent);
        return {};
    case What::SendAgain:
        return leave(write, verdict, row, PinStatus::Failed, verdict.nextAttemptAt);
    case What::Block:
        if (auto left = leave(write, verdict, row, PinStatus::Blocked, std::nullopt); !left)
            return left;
        keepCandidates(write.db, verdict);
        return {};
    }
    return {};
}

Result<QList<PinId>> settleLook(const Write &write, const QList<LookVerdict> &verdicts)
{
    QList<PinId> followed;
    for (const LookVerdict &verdict : verdicts) {
        const std::optional<PinRow> row = findPin(write.db, verdict.pin);
        if (!row || !isStillOpen(write.db, verdict, *row))
            continue;
        if (verdict.what == LookVerdict::What::Adopt &&
            isTaken(write.db, row->pin.content.account, verdict.remoteId))
            continue;
        if (auto done = follow(write, verdict, *row); !done)
            return fail(done.error());
        followed.append(verdict.pin);
    }
    return followed;
}

} // namespace

CheckStore::CheckStore(StoreCore &core) : m_core(core) {}

Result<QList<PinToFind>> CheckStore::toFind() const
{
    return m_core.read<QList<PinToFind>>(
        [](Database &db) -> Result<QList<PinToFind>> { return readPinsToFind(db); });
}

Result<QSet<QString>> CheckStore::known(AccountId account, const QStringList &ids) const
{
    return m_core.read<QSet<QString>>([&](Database &db) -> Result<QSet<QString>> {
        Query query(db, QStringLiteral("SELECT remote_id FROM remote_pin WHERE account_id = ? AND "
                                       "remote_id IN (SELECT value FROM json_each(?))"));
        query.bind(account).bind(QString::fromUtf8(
            QJsonDocument(QJsonArray::fromStringList(ids)).toJson(QJsonDocument::Compact)));
        QSet<QString> known;
        while (query.next())
            known.insert(query.text(0));
        return known;
    });
}

Result<QList<Candidate>> CheckStore::candidates(PinId pin) const
{
    return m_core.read<QList<Candidate>>([&](Database &db) -> Result<QList<Candidate>> {
        Query query(db, QStringLiteral("SELECT remote_id, title, description, link, created_at, "
                                       "picture FROM pin_candidate WHERE pin_id = ? ORDER BY "
                                       "remote_id"));
        query.bind(pin);
        QList<Candidate> candidates;
        while (query.next())
            candidates.append({query.text(0), query.text(1), query.text(2), query.text(3),
                               query.time(4), query.bytes(5)});
        return candidates;
    });
}

void CheckStore::settle(const QList<LookVerdict> &verdicts, QObject *context,
                        Done<QList<PinId>> done)
{
    m_core.write<QList<PinId>>(context, std::move(done), [verdicts](const Write &write) {
        return settleLook(write, verdicts);
    });
}

} // namespace pinweek
