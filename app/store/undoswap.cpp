// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/importrows.h"
#include "store/pinsteps.h"
#include "store/steppin.h"
#include "store/undorows.h"

namespace pinweek {

namespace {

struct StepClaim
{
    PinId pin;
    qint64 beforeRevision = 0;
    qint64 afterRevision = 0;
    QByteArray beforeValues;
    QByteArray afterValues;
};

QList<StepClaim> claimsOf(Database &db, UndoStepId step)
{
    Query query(db,
                QStringLiteral(
                    "SELECT pin_id, before_revision, after_revision, before_values, after_values "
                    "FROM undo_step_pin WHERE step_id = ? ORDER BY pin_id"));
    query.bind(step);
    QList<StepClaim> claims;
    while (query.next()) {
        claims += StepClaim{query.id<PinId>(0), query.integer(1), query.integer(2),
                            query.text(3).toUtf8(), query.text(4).toUtf8()};
    }
    return claims;
}

/** What undo and redo never do: send a pin in the past, point to what is gone, leave a state
 * without a way back. */
PinRow madeSafe(Database &db, PinRow target, const PinRow &current, UtcTime now)
{
    PinContent &content = target.pin.content;
    const PinStatus wanted = target.pin.status;
    bool toDraft =
        (wanted == PinStatus::Scheduled && (!target.pin.dueAt || *target.pin.dueAt <= now)) ||
        (wanted == PinStatus::Failed &&
         (!target.pin.nextAttemptAt || *target.pin.nextAttemptAt <= now));
    if (!boardFits(db, content)) {
        content.board = {};
        toDraft = toDraft || wanted == PinStatus::Scheduled || wanted == PinStatus::Failed;
    }
    if (!sectionFits(db, content))
        content.section = {};
    if (!mediaFits(db, content)) {
        setPictures(content, {});
        toDraft = toDraft || wanted == PinStatus::Scheduled || wanted == PinStatus::Failed;
    }
    if (!coverFits(db, content))
        content.cover = {};
    if (!campaignFits(db, content))
        content.campaign = {};
    const bool hasWay =
        current.pin.status == wanted || canMove(current.pin.status, wanted) || target.pin.dueAt;
    if ((toDraft && !target.removedAt) || !hasWay) {
        target.pin.status = PinStatus::Draft;
        target.pin.nextAttemptAt.reset();
        target.pin.lateCause = LateCause::None;
        target.pin.lastError.reset();
    }
    return target;
}

/** True if a person may still change the pin that way: everything in an editable pin, only removal
 * in another. */
bool maySwap(const PinRow &current, const PinRow &target)
{
    if (mayBeAtPinterest(current.pin) && current.pin.status != target.pin.status)
        return false;
    if (isEditable(current.pin.status))
        return isEditable(target.pin.status);
    return current.pin.status == PinStatus::Published &&
           target.pin.status == PinStatus::Published && current.pin.content == target.pin.content;
}

/** Gives the claim its new revision, and the neighbouring step on this pin that ended or began at
 * the same state. */
void moveClaim(Database &db, UndoDirection direction, UndoStepId step, const StepClaim &claim,
               qint64 revision)
{
    const bool undo = direction == UndoDirection::Undo;
    Query(db,
          undo
              ? QStringLiteral(
                    "UPDATE undo_step_pin SET before_revision = ? WHERE step_id = ? AND pin_id = ?")
              : QStringLiteral(
                    "UPDATE undo_step_pin SET after_revision = ? WHERE step_id = ? AND pin_id = ?"))
        .bind(revision)
        .bind(step)
        .bind(claim.pin)
        .run();
    Query(db, undo ? QStringLiteral("UPDATE undo_step_pin SET after_revision = ? "
                                    "WHERE pin_id = ? AND step_id < ? AND after_revision = ?")
                   : QStringLiteral("UPDATE undo_step_pin SET before_revision = ? "
                                    "WHERE pin_id = ? AND step_id > ? AND before_revision = ?"))
        .bind(revision)
        .bind(claim.pin)
        .bind(step)
        .bind(undo ? claim.beforeRevision : claim.afterRevision)
        .run();
}

/** Swaps one pin. False: it was left alone. */
bool swapPin(Database &db, UndoDirection direction, UndoStepId step, const StepClaim &claim,
             const PinRow &current, UtcTime now)
{
    const bool undo = direction == UndoDirection::Undo;
    if (current.pin.revision != (undo ? claim.afterRevision : claim.beforeRevision))
        return false;
    const PinRow wanted = withUndoValues(current, undo ? claim.beforeValues : claim.afterValues);
    if (!maySwap(current, wanted) || !findAccount(db, wanted.pin.content.account))
        return false;
    StepPin pin{current, madeSafe(db, wanted, current, now)};
    if (!storeStepPin(db, pin, now))
        return false;
    moveClaim(db, direction, step, claim, pin.after.pin.revision);
    return true;
}

} // namespace

Result<UndoOutcome> swapStep(Database &db, UndoDirection direction, UtcTime now,
                             const QString &origin)
{
    const bool undo = direction == UndoDirection::Undo;
    UndoOutcome outcome;
    UndoStepId step;
    {
        Query query(
            db,
            undo ? QStringLiteral(
                       "SELECT id, name FROM undo_step WHERE undone = 0 ORDER BY id DESC LIMIT 1")
                 : QStringLiteral(
                       "SELECT id, name FROM undo_step WHERE undone = 1 ORDER BY id LIMIT 1"));
        if (!query.next()) {
            return fail(ErrorKind::NotFound, undo ? QStringLiteral("There is nothing to undo.")
                                                  : QStringLiteral("There is nothing to redo."));
        }
        step = query.id<UndoStepId>(0);
        outcome.name = query.text(1);
    }
    const QString label =
        (undo ? QStringLiteral("undo: %1") : QStringLiteral("redo: %1")).arg(outcome.name);
    const QList<StepClaim> claims = claimsOf(db, step);
    for (const StepClaim &claim : claims) {
        const std::optional<PinRow> current = findPin(db, claim.pin);
        if (!current)
            continue;
        if (swapPin(db, direction, step, claim, *current, now)) {
            outcome.changed += claim.pin;
            if (const auto after = findPin(db, claim.pin))
                tellHistory(db, StepPin{*current, *after}, label, now, origin);
        } else {
            outcome.skipped += current->pin;
            // The pin went its own way: this step has nothing more to do with it.
            Query(db, QStringLiteral("DELETE FROM undo_step_pin WHERE step_id = ? AND pin_id = ?"))
                .bind(step)
                .bind(claim.pin)
                .run();
        }
    }
    outcome.rows = swapRows(db, step, undo);
    swapImport(db, step, undo, now, outcome);
    if (outcome.changed.isEmpty() && outcome.rows == 0)
        Query(db, QStringLiteral("DELETE FROM undo_step WHERE id = ?")).bind(step).run();
    else
        Query(db, QStringLiteral("UPDATE undo_step SET undone = ?, join_key = '' WHERE id = ?"))
            .bind(undo)
            .bind(step)
            .run();
    return outcome;
}

} // namespace pinweek
