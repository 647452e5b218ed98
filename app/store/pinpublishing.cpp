// SPDX-License-Identifier: GPL-3.0-or-later
// The publisher's part of PinStore.
#include "store/pinstore.h"

#include "store/attemptmark.h"
#include "store/copycheck.h"
#include "store/pinmoves.h"
#include "store/publishedrows.h"
#include "store/requeststore.h"
#include "store/rows.h"
#include "store/storecore.h"
#include "store/utmrows.h"

#include <algorithm>

namespace pinweek {

namespace {

using Write = StoreCore::Context;

struct Attempt
{
    AttemptId id;
    AccountId account;
    UtcTime startedAt{};
    PinRow pin;
    bool isOpen = false;
};

Result<Attempt> attemptOf(Database &db, AttemptId id)
{
    Attempt attempt;
    attempt.id = id;
    PinId pin;
    {
        Query query(db, QStringLiteral("SELECT pin_id, ended_at IS NULL, account_id, started_at "
                                       "FROM attempt WHERE id = ?"));
        query.bind(id);
        if (!query.next())
            return fail(ErrorKind::NotFound,
                        QStringLiteral("There is no attempt %1.").arg(id.toString()));
        pin = query.id<PinId>(0);
        attempt.isOpen = query.flag(1);
        attempt.account = query.id<AccountId>(2);
        attempt.startedAt = fromEpoch(query.integer(3));
    }
    if (const auto row = findPin(db, pin))
        attempt.pin = *row;
    return attempt;
}

void endAttempt(const Write &write, AttemptId id, const QString &outcome, int httpStatus,
                const QString &detail)
{
    Query(write.db, QStringLiteral("UPDATE attempt SET ended_at = coalesce(ended_at, ?), outcome = "
                                   "?, http_status = ?, detail = ? "
                                   "WHERE id = ?"))
        .bind(write.now)
        .bind(outcome)
        .bind(httpStatus > 0 ? std::optional<qint64>(httpStatus) : std::nullopt)
        .bind(detail)
        .bind(id)
        .run();
}

/** The end of a request that did not publish. */
Result<void> endWithError(const Write &write, AttemptId id, PinStatus to, const PinError &error,
                          std::optional<UtcTime> nextAttemptAt)
{
    Result<Attempt> attempt = attemptOf(write.db, id);
    if (!attempt)
        return fail(attempt.error());
    PinRow after = attempt->pin;
    after.pin.lastError = error;
    after.pin.nextAttemptAt = nextAttemptAt;
    if (auto moved = movePin(write, attempt->pin, after, to, pinErrorText(error)); !moved)
        return moved;
    endAttempt(write, id, pinStatusName(to), error.httpStatus, pinErrorText(error));
    return {};
}

/** The end of a request that never left: it stays in the ledger, but counts nowhere. */
Result<void> endNotSent(const Write &write, AttemptId id, const PinError &error,
                        UtcTime nextAttemptAt)
{
    Result<Attempt> attempt = attemptOf(write.db, id);
    if (!attempt)
        return fail(attempt.error());
    PinRow after = attempt->pin;
    after.pin.lastError = error;
    after.pin.nextAttemptAt = nextAttemptAt;
    after.pin.attempts = std::max(0, after.pin.attempts - 1);
    if (auto moved = movePin(write, attempt->pin, after, PinStatus::Failed, pinErrorText(error));
        !moved)
        return moved;
    endAttempt(write, id, pinStatusName(PinStatus::Failed), 0, pinErrorText(error));
    Query(write.db, QStringLiteral("UPDATE attempt SET sent = 0 WHERE id = ?")).bind(id).run();
    uncountRequest(write.db, attempt->account, RequestCategory::Write, attempt->startedAt);
    return {};
}

Result<void> checkNoTwinUnderWay(Database &db, const Claim &claim)
{
    Query query(db, QStringLiteral("SELECT id FROM pin WHERE fingerprint = ? AND status IN "
                                   "('publishing', 'unconfirmed')"));
    query.bind(claim.fingerprint);
    if (!query.next())
        return {};
    return fail(ErrorKind::Conflict,
                QStringLiteral("Pin %1 is the same as pin %2, whose sending is not settled yet.")
                    .arg(claim.pin.toString(), query.id<PinId>(0).toString()));
}

/** A date is only ever sent for an account that hands over, and within the window that is known of
 * it (pinterest-api.md 13). */
Result<void> checkDate(const Account &account, const Pin &pin, const Claim &claim, UtcTime now)
{
    if (!claim.publishAt)
        return {};
    if (account.delivery == DeliveryMode::HandOver && claim.publishAt == pin.dueAt &&
        *claim.publishAt >= now + handOverLeast && *claim.publishAt <= now + handOverMost)
        return {};
    return fail(ErrorKind::Rejected, QStringLiteral("This pin may not be handed over now."));
}

/** The limits hold here too, whoever else made requests meanwhile. */
Result<void> checkRoom(const Write &write, AccountId account, const RequestLimits &limits)
{
    const UtcTime next =
        readBudget(write.db, account, limits, write.now).next(RequestCategory::Write, write.now);
    if (next <= write.now)
        return {};
    Error error{ErrorKind::RateLimited,
                QStringLiteral("As many requests were made as the limits allow.")};
    error.retryAfter = next - write.now;
    return fail(error);
}

AttemptId insertAttempt(const Write &write, const Claim &claim, AccountId account)
{
    Query query(write.db, QStringLiteral("INSERT INTO attempt (pin_id, account_id, started_at, "
                                         "fingerprint, body_sha256, boot_id, "
                                         "server_skew, publish_at) "
                                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
    query.bind(claim.pin)
        .bind(account)
        .bind(write.now)
        .bind(claim.fingerprint)
        .bind(claim.bodySha256);
    query.bind(claim.bootId).bind(qint64(claim.serverSkew.count())).bind(claim.publishAt).run();
    return AttemptId{query.insertedId()};
}

Result<AttemptId> claimPin(const Write &write, const Claim &claim)
{
    if (claim.fingerprint.isEmpty())
        return fail(ErrorKind::Rejected, QStringLiteral("A claim needs a fingerprint."));
    if (claim.isPublisher && !claim.isPublisher())
        return fail(ErrorKind::Conflict, QStringLiteral("The publisher has stopped."));
    if (isUnacceptedCopy(write.db))
        return fail(ErrorKind::Rejected,
                    QStringLiteral("This workspace is a copy that nobody has resumed."));
    const Result<PinRow> row = expectedPin(write.db, claim.pin, claim.expectedRevision);
    if (!row)
        return fail(row.error());
    const std::optional<Account> account = findAccount(write.db, row->pin.content.account);
    if (!account || account->environment == Environment::Local)
        return fail(ErrorKind::Rejected,
                    QStringLiteral("A pin without a connected account is never sent."));
    if (account->delivery == DeliveryMode::RemindMe)
        return fail(ErrorKind::Rejected,
                    QStringLiteral("This account's pins are posted by hand; nothing is sent."));
    if (auto dated = checkDate(*account, row->pin, claim, write.now); !dated)
        return fail(dated.error());
    if (auto alone = checkNoTwinUnderWay(write.db, claim); !alone)
        return fail(alone.error());
    if (auto room = checkRoom(write, account->id, claim.limits); !room)
        return fail(room.error());
    // Before the move, so that the index which admits one of a kind speaks up when it begins to
    // hold.
    Query(write.db, QStringLiteral("UPDATE pin SET fingerprint = ? WHERE id = ?"))
        .bind(claim.fingerprint)
        .bind(claim.pin)
        .run();
    PinRow after = *row;
    after.pin.attempts += 1;
    after.pin.sentLink = claim.link;
    after.pin.nextAttemptAt.reset();
    if (auto moved = movePin(write, *row, after, PinStatus::Publishing,
                             QStringLiteral("request %1 begins").arg(after.pin.attempts));
        !moved)
        return fail(moved.error());
    countRequest(write.db, account->id, RequestCategory::Write, write.now);
    return insertAttempt(write, claim, account->id);
}

bool hasDatedAttempt(Database &db, PinId pin)
{
    Query query(db, QStringLiteral("SELECT 1 FROM attempt WHERE pin_id = ? AND ended_at IS NULL "
                                   "AND publish_at IS NOT NULL"));
    query.bind(pin);
    return query.next();
}

/** The pin of an account, if it is handed over and still as the caller saw it. */
Result<PinRow> handedOverPin(Database &db, PinId id, qint64 revision)
{
    const Result<PinRow> row = expectedPin(db, id, revision);
    if (row && row->pin.status != PinStatus::HandedOver)
        return notInState(*row, QStringLiteral("looked for"));
    return row;
}

Result<int> sweep(const Write &write)
{
    QList<PinRow> interrupted;
    {
        Query query(write.db,
                    selectPins() + QStringLiteral("WHERE status = 'publishing' ORDER BY id"));
        while (query.next())
            interrupted += readPin(query);
    }
    const PinError error{ErrorKind::Interrupted,
                         QStringLiteral("The program ended while the request was under way."), 0,
                         0};
    for (const PinRow &row : std::as_const(interrupted)) {
        PinRow after = row;
        // One that was handed over shows on no list before its date: a look could not tell.
        const bool wasDated = hasDatedAttempt(write.db, row.pin.id);
        after.pin.lastError = wasDated ? handOverLost() : error;
        const PinStatus to = wasDated ? PinStatus::Blocked : PinStatus::Unconfirmed;
        if (auto moved = movePin(write, row, after, to, pinErrorText(*after.pin.lastError)); !moved)
            return fail(moved.error());
    }
    Query(write.db, QStringLiteral("UPDATE attempt SET ended_at = ?, outcome = 'interrupted', "
                                   "detail = ? WHERE ended_at IS NULL"))
        .bind(write.now)
        .bind(pinErrorText(error))
        .run();
    return int(interrupted.size());
}

QString lateReason(LateCause cause)
{
    switch (cause) {
    case LateCause::None:
        return {};
    case LateCause::Away:
        return QStringLiteral("the computer was asleep, off or offline");
    case LateCause::Paused:
        return QStringLiteral("publishing was paused");
    case LateCause::Account:
        return QStringLiteral("the account could not publish");
    case LateCause::Limit:
        return QStringLiteral("the limit of requests was reached");
    case LateCause::Clock:
        return QStringLiteral("this computer's clock was wrong");
    case LateCause::Video:
        return QStringLiteral("the video was not ready at Pinterest");
    }
    return {};
}

/** "planned for 2026-11-17T09:00:00Z, 3 h 5 min late: …" */
QString lateDetail(const Pin &pin, LateCause cause, UtcTime now)
{
    const UtcTime due = pin.dueAt.value_or(now);
    const qint64 minutes = std::max<qint64>(0, (now - due).count() / 60);
    const QString late = minutes < 60
                             ? QStringLiteral("%1 min").arg(minutes)
                             : QStringLiteral("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
    return QStringLiteral("planned for %1, %2 late: %3").arg(toIso(due), late, lateReason(cause));
}

/** False: the pin is another by now. */
Result<bool> settleOneLate(const Write &write, const LateStep &step)
{
    const Result<PinRow> found = expectedPin(write.db, step.pin, step.expectedRevision);
    if (!found)
        return false;
    const PinRow &row = *found;
    const PinStatus status = row.pin.status;
    if (status != PinStatus::Scheduled && status != PinStatus::Failed)
        return false;
    PinRow after = row;
    QString detail = lateDetail(row.pin, step.cause, write.now);
    PinStatus to = status;
    after.pin.lateCause = step.cause;
    after.pin.nextAttemptAt.reset();
    switch (step.what) {
    case LateStep::What::SendAt:
        after.pin.nextAttemptAt = step.at;
        detail += QStringLiteral("; goes out at %1").arg(toIso(step.at));
        break;
    case LateStep::What::MoveTo:
        after.pin.content.planned = step.to;
        after.pin.dueAt = step.to->resolve().utc;
        after.pin.lateCause = LateCause::None;
        after.pin.lastError.reset();
        to = PinStatus::Scheduled;
        detail += QStringLiteral("; moved to %1").arg(toIso(*after.pin.dueAt));
        break;
    case LateStep::What::Ask:
        after.pin.lastError = PinError{ErrorKind::Late, detail, 0, 0};
        to = PinStatus::Blocked;
        break;
    case LateStep::What::Skip:
        after.pin.lastError.reset();
        to = PinStatus::Draft;
        detail += QStringLiteral("; left out");
        break;
    }
    if (to != status) {
        if (auto moved = movePin(write, row, after, to, detail); !moved)
            return fail(moved.error());
        return true;
    }
    if (!updatePin(write.db, row, after, write.now))
        return false;
    addHistory(write.db, row.pin.id, write.now, status, status, write.origin, detail);
    return true;
}

Result<int> settleLateSteps(const Write &write, const QList<LateStep> &steps)
{
    int changed = 0;
    for (const LateStep &step : steps) {
        const Result<bool> done = settleOneLate(write, step);
        if (!done)
            return fail(done.error());
        changed += *done ? 1 : 0;
    }
    return changed;
}

Result<void> unsent(const Write &write, PinId id, qint64 revision)
{
    const Result<PinRow> row = expectedPin(write.db, id, revision);
    if (!row)
        return fail(row.error());
    PinRow current = *row;
    if (current.pin.status == PinStatus::Unconfirmed) {
        // The table knows no way from "maybe sent" straight to "to be sent": it goes through the
        // state that only a person ends.
        if (auto moved = movePin(write, current, current, PinStatus::Blocked,
                                 QStringLiteral("taken from checking by a person"));
            !moved)
            return moved;
        current.pin.revision += 1;
        current.pin.status = PinStatus::Blocked;
    } else if (current.pin.status != PinStatus::Blocked) {
        return notInState(current, QStringLiteral("settled"));
    }
    if (!current.pin.dueAt)
        return fail(ErrorKind::Rejected,
                    QStringLiteral("A pin without a time can't be scheduled."));
    PinRow after = current;
    after.pin.lastError.reset();
    // Its time may be past: what a person says goes before the rule for late pins.
    after.pin.nextAttemptAt.reset();
    if (*current.pin.dueAt < write.now)
        after.pin.nextAttemptAt = write.now;
    return movePin(write, current, after, PinStatus::Scheduled,
                   QStringLiteral("not at Pinterest, a person says"));
}

Result<void> publishedByWord(const Write &write, PinId id, qint64 revision, const QString &remoteId)
{
    const Result<PinRow> row = expectedPin(write.db, id, revision);
    if (!row)
        return fail(row.error());
    if (row->pin.status != PinStatus::Unconfirmed && row->pin.status != PinStatus::Blocked)
        return notInState(*row, QStringLiteral("settled"));
    if (!remoteId.isEmpty()) {
        if (auto taken = takeRemotePin(write, row->pin, remoteId, std::nullopt); !taken)
            return taken;
    }
    return movePin(write, *row, asPublished(*row, remoteId, write.now), PinStatus::Published,
                   QStringLiteral("at Pinterest, a person says"));
}

Result<void> postedByHand(const Write &write, PinId id, qint64 revision, const QString &remoteId)
{
    const Result<PinRow> row = expectedPin(write.db, id, revision);
    if (!row)
        return fail(row.error());
    if (row->pin.status != PinStatus::Scheduled && row->pin.status != PinStatus::Failed &&
        row->pin.status != PinStatus::Blocked)
        return notInState(*row, QStringLiteral("marked as posted"));
    if (!remoteId.isEmpty()) {
        if (auto taken = takeRemotePin(write, row->pin, remoteId, std::nullopt); !taken)
            return taken;
    }
    PinRow after = asPublished(*row, remoteId, write.now);
    after.pin.sentLink = linkToSend(write.db, id, row->pin.content);
    return movePin(write, *row, after, PinStatus::Published, QStringLiteral("posted by hand"));
}

Result<void> putOffReminder(const Write &write, PinId id, qint64 revision, UtcTime at)
{
    const Result<PinRow> row = expectedPin(write.db, id, revision);
    if (!row)
        return fail(row.error());
    if (row->pin.status != PinStatus::Scheduled)
        return notInState(*row, QStringLiteral("reminded of again"));
    PinRow after = *row;
    after.pin.nextAttemptAt = at;
    if (!updatePin(write.db, *row, after, write.now))
        return fail(ErrorKind::Conflict,
                    QStringLiteral("Pin %1 was changed meanwhile.").arg(id.toString()));
    return {};
}

} // namespace

Result<PinId> addPublished(const StoreCore::Context &write, const Pin &pin)
{
    PinRow row;
    row.pin = pin;
    row.pin.status = PinStatus::Published;
    row.pin.createdAt = pin.createdAt == UtcTime{} ? write.now : pin.createdAt;
    row.pin.updatedAt = write.now;
    row.pin.nextAttemptAt.reset();
    if (pin.content.planned && !pin.dueAt)
        row.pin.dueAt = pin.content.planned->resolve().utc;
    if (!row.pin.publishedAt)
        row.pin.publishedAt = row.pin.dueAt ? *row.pin.dueAt : write.now;
    row.pin.id = insertPin(write.db, row);
    if (!row.pin.remoteId.isEmpty()) {
        if (auto taken = takeRemotePin(write, row.pin, row.pin.remoteId, row.pin.publishedAt);
            !taken)
            return fail(taken.error());
    }
    addHistory(write.db, row.pin.id, write.now, PinStatus::Published, PinStatus::Published,
               write.origin, QStringLiteral("added as published"));
    return row.pin.id;
}

PinError handOverLost()
{
    return {ErrorKind::Unclear,
            QStringLiteral("It was handed over with its date, and no clear answer came. Look on "
                           "Pinterest, also at what is scheduled there, before it is sent again."),
            0, 0};
}

void PinStore::claim(const Claim &claim, QObject *context, Done<AttemptId> done)
{
    m_core.write<AttemptId>(
        context, std::move(done), [claim](const Write &write) { return claimPin(write, claim); },
        {},
        [workspace = m_core.workspace](const Result<AttemptId> &attempt) {
            attemptmark::note(workspace, attempt->value);
        });
}

void PinStore::markPublished(AttemptId attempt, const PublishedAs &as, QObject *context,
                             Done<void> done)
{
    m_core.write<void>(context, std::move(done), [attempt, as](const Write &write) -> Result<void> {
        if (as.remoteId.isEmpty())
            return fail(ErrorKind::Rejected,
                        QStringLiteral("A published pin needs Pinterest's id."));
        const Result<Attempt> found = attemptOf(write.db, attempt);
        if (!found)
            return fail(found.error());
        const PinRow &row = found->pin;
        if (auto taken = takeRemotePin(write, row.pin, as.remoteId, as.createdAt); !taken)
            return taken;
        endAttempt(write, attempt, QStringLiteral("published"), 0, as.detail);
        return movePin(write, row, asPublished(row, as.remoteId, as.createdAt.value_or(write.now)),
                       PinStatus::Published, as.detail);
    });
}

void PinStore::markFailed(AttemptId attempt, const PinError &error, UtcTime nextAttemptAt,
                          QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) {
        return endWithError(write, attempt, PinStatus::Failed, error, nextAttemptAt);
    });
}

void PinStore::markNotSent(AttemptId attempt, const PinError &error, UtcTime nextAttemptAt,
                           QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) {
        return endNotSent(write, attempt, error, nextAttemptAt);
    });
}

void PinStore::markUnconfirmed(AttemptId attempt, const PinError &error, QObject *context,
                               Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) {
        return endWithError(write, attempt, PinStatus::Unconfirmed, error, std::nullopt);
    });
}

void PinStore::markBlocked(AttemptId attempt, const PinError &error, QObject *context,
                           Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) {
        return endWithError(write, attempt, PinStatus::Blocked, error, std::nullopt);
    });
}

void PinStore::markHandedOver(AttemptId attempt, const PublishedAs &as, UtcTime lookAt,
                              QObject *context, Done<void> done)
{
    m_core.write<void>(
        context, std::move(done), [attempt, as, lookAt](const Write &write) -> Result<void> {
            const Result<Attempt> found = attemptOf(write.db, attempt);
            if (!found)
                return fail(found.error());
            const PinRow &row = found->pin;
            if (auto taken = takeRemotePin(write, row.pin, as.remoteId, as.createdAt); !taken)
                return taken;
            endAttempt(write, attempt, QStringLiteral("published"), 0, as.detail);
            PinRow after = row;
            after.pin.remoteId = as.remoteId;
            after.pin.nextAttemptAt = lookAt;
            after.pin.lastError.reset();
            return movePin(write, row, after, PinStatus::HandedOver, as.detail);
        });
}

void PinStore::lookAgain(PinId pin, qint64 expectedRevision, UtcTime at, QObject *context,
                         Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) -> Result<void> {
        const Result<PinRow> row = handedOverPin(write.db, pin, expectedRevision);
        if (!row)
            return fail(row.error());
        PinRow after = *row;
        after.pin.nextAttemptAt = at;
        if (!updatePin(write.db, *row, after, write.now))
            return fail(ErrorKind::Conflict,
                        QStringLiteral("Pin %1 was changed meanwhile.").arg(pin.toString()));
        return {};
    });
}

void PinStore::markHandedOverPublished(PinId pin, qint64 expectedRevision, UtcTime at,
                                       const QString &detail, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) -> Result<void> {
        const Result<PinRow> row = handedOverPin(write.db, pin, expectedRevision);
        if (!row)
            return fail(row.error());
        return movePin(write, *row, asPublished(*row, row->pin.remoteId, at), PinStatus::Published,
                       detail);
    });
}

void PinStore::blockHandedOver(PinId pin, qint64 expectedRevision, const PinError &error,
                               QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) -> Result<void> {
        const Result<PinRow> row = handedOverPin(write.db, pin, expectedRevision);
        if (!row)
            return fail(row.error());
        PinRow after = *row;
        after.pin.lastError = error;
        after.pin.nextAttemptAt.reset();
        return movePin(write, *row, after, PinStatus::Blocked, pinErrorText(error));
    });
}

void PinStore::blockUnsent(PinId pin, qint64 expectedRevision, const PinError &error,
                           QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) -> Result<void> {
        const Result<PinRow> row = expectedPin(write.db, pin, expectedRevision);
        if (!row)
            return fail(row.error());
        if (row->pin.status != PinStatus::Scheduled && row->pin.status != PinStatus::Failed)
            return notInState(*row, QStringLiteral("blocked unsent"));
        PinRow after = *row;
        after.pin.lastError = error;
        after.pin.nextAttemptAt.reset();
        return movePin(write, *row, after, PinStatus::Blocked, pinErrorText(error));
    });
}

void PinStore::postpone(PinId pin, qint64 expectedRevision, const PinError &error,
                        UtcTime nextAttemptAt, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) -> Result<void> {
        const Result<PinRow> row = expectedPin(write.db, pin, expectedRevision);
        if (!row)
            return fail(row.error());
        PinRow after = *row;
        after.pin.lastError = error;
        after.pin.nextAttemptAt = nextAttemptAt;
        if (row->pin.status == PinStatus::Scheduled)
            return movePin(write, *row, after, PinStatus::Failed, pinErrorText(error));
        if (row->pin.status != PinStatus::Failed)
            return notInState(*row, QStringLiteral("put off"));
        // Waiting on is no event of its own: a night without network would fill the history.
        if (!updatePin(write.db, *row, after, write.now))
            return fail(ErrorKind::Conflict,
                        QStringLiteral("Pin %1 was changed meanwhile.").arg(pin.toString()));
        return {};
    });
}

void PinStore::retryUnreached(QObject *context, Done<int> done)
{
    m_core.write<int>(context, std::move(done), [](const Write &write) -> Result<int> {
        Query query(write.db,
                    QStringLiteral("UPDATE pin SET next_attempt_at = ?, revision = revision + 1, "
                                   "updated_at = ? WHERE status = 'failed' AND removed_at IS NULL "
                                   "AND error_kind = 'offline' AND next_attempt_at > ?"));
        return int(query.bind(write.now).bind(write.now).bind(write.now).run());
    });
}

Result<int> PinStore::answersInARow(PinId pin, int httpStatus) const
{
    return m_core.read<int>([&](Database &db) -> Result<int> {
        Query query(
            db, QStringLiteral("SELECT count(*) FROM attempt WHERE pin_id = ? AND sent = 1 "
                               "AND http_status = ? AND id > coalesce((SELECT max(id) FROM attempt "
                               "WHERE pin_id = ? AND sent = 1 AND ended_at IS NOT NULL "
                               "AND http_status IS NOT ?), 0)"));
        query.bind(pin).bind(httpStatus).bind(pin).bind(httpStatus);
        return query.next() ? int(query.integer(0)) : 0;
    });
}

void PinStore::settleLate(const QList<LateStep> &steps, QObject *context, Done<int> done)
{
    m_core.write<int>(context, std::move(done),
                      [steps](const Write &write) { return settleLateSteps(write, steps); });
}

void PinStore::sweepInterrupted(QObject *context, Done<int> done)
{
    m_core.write<int>(context, std::move(done), [](const Write &write) { return sweep(write); });
}

void PinStore::settleAsPublished(PinId pin, qint64 expectedRevision, const QString &remoteId,
                                 QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) {
        return publishedByWord(write, pin, expectedRevision, remoteId);
    });
}

void PinStore::settleAsUnsent(PinId pin, qint64 expectedRevision, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done),
                       [=](const Write &write) { return unsent(write, pin, expectedRevision); });
}

void PinStore::markPosted(PinId pin, qint64 expectedRevision, const QString &remoteId,
                          QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) {
        return postedByHand(write, pin, expectedRevision, remoteId);
    });
}

void PinStore::remindAgain(PinId pin, qint64 expectedRevision, UtcTime at, QObject *context,
                           Done<void> done)
{
    m_core.write<void>(context, std::move(done), [=](const Write &write) {
        return putOffReminder(write, pin, expectedRevision, at);
    });
}

void PinStore::insertPublished(const QList<Pin> &pins, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [pins](const Write &write) -> Result<void> {
        for (const Pin &pin : pins) {
            if (const auto added = addPublished(write, pin); !added)
                return fail(added.error());
        }
        return {};
    });
}

} // namespace pinweek
