// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pinsteps.h"

#include "store/rows.h"

#include <QSet>

namespace pinweek {

namespace {

/** One pin of a step that is being applied. */
struct StepPin
{
    PinRow before; // an id that isn't valid: new
    PinRow after;
};

QString pinText(PinId id)
{
    return QStringLiteral("Pin %1").arg(id.toString());
}

bool exists(Database &db, const QString &sql, qint64 id, qint64 parent = 0)
{
    Query query(db, sql);
    query.bind(id);
    if (parent)
        query.bind(parent);
    return query.next();
}

bool boardFits(Database &db, const PinContent &content)
{
    return !content.board.isValid() ||
           exists(db, QStringLiteral("SELECT 1 FROM board WHERE id = ? AND account_id = ?"),
                  content.board.value, content.account.value);
}

bool sectionFits(Database &db, const PinContent &content)
{
    return !content.section.isValid() ||
           (content.board.isValid() &&
            exists(db, QStringLiteral("SELECT 1 FROM board_section WHERE id = ? AND board_id = ?"),
                   content.section.value, content.board.value));
}

bool mediaFits(Database &db, const PinContent &content)
{
    return !content.media.isValid() ||
           exists(db, QStringLiteral("SELECT 1 FROM media_asset WHERE id = ?"),
                  content.media.value);
}

Result<void> checkContent(Database &db, const PinContent &content)
{
    if (!findAccount(db, content.account))
        return fail(ErrorKind::Rejected, QStringLiteral("The pin's account is not there."));
    if (!boardFits(db, content))
        return fail(ErrorKind::Rejected,
                    QStringLiteral("The pin's board is not there, or is another account's."));
    if (!sectionFits(db, content))
        return fail(ErrorKind::Rejected,
                    QStringLiteral("The pin's section is not there, or is another board's."));
    if (!mediaFits(db, content))
        return fail(ErrorKind::Rejected, QStringLiteral("The pin's image is not in the library."));
    const auto &planned = content.planned;
    if (planned &&
        (!planned->date.isValid() || !planned->time.isValid() || planned->zone.isEmpty()))
        return fail(ErrorKind::Rejected, QStringLiteral("The pin's time is no time."));
    return {};
}

/** `row` with the content put in; the moment is worked out again only when the plan changed. */
PinRow withContent(PinRow row, const PinContent &content)
{
    const bool samePlan = row.pin.content.planned == content.planned;
    row.pin.content = content;
    if (content.planned) {
        // Whole seconds: that is what is stored.
        QTime &time = row.pin.content.planned->time;
        time = QTime(time.hour(), time.minute(), time.second());
        if (!samePlan)
            row.pin.dueAt = row.pin.content.planned->resolve().utc;
    } else {
        row.pin.dueAt.reset();
    }
    return row;
}

Result<PinRow> newPin(const PinChange &change, UtcTime now)
{
    if (change.removed)
        return fail(ErrorKind::Rejected, QStringLiteral("A new pin can't be removed."));
    if (change.status != PinStatus::Draft && change.status != PinStatus::Scheduled)
        return fail(ErrorKind::Rejected, QStringLiteral("A new pin is a draft or scheduled."));
    PinRow row = withContent({}, change.content);
    row.pin.status = change.status;
    row.pin.createdAt = now;
    row.pin.updatedAt = now;
    return row;
}

Result<PinRow> removedPin(const PinRow &before, UtcTime now)
{
    const PinStatus status = before.pin.status;
    if (!isEditable(status) && status != PinStatus::Published) {
        return fail(ErrorKind::Conflict, QStringLiteral("%1 is %2 and cannot be deleted now.")
                                             .arg(pinText(before.pin.id), pinStatusName(status)));
    }
    PinRow after = before;
    if (!after.removedAt)
        after.removedAt = now;
    return after;
}

Result<PinRow> editedPin(const PinRow &before, const PinChange &change)
{
    const PinStatus status = before.pin.status;
    PinRow after = withContent(before, change.content);
    after.removedAt.reset();
    if (!isEditable(status)) {
        // Bringing a published pin back is all that can be done to it.
        if (before.removedAt && after.pin.content == before.pin.content)
            return after;
        return fail(ErrorKind::Conflict, QStringLiteral("%1 is %2 and cannot be changed.")
                                             .arg(pinText(before.pin.id), pinStatusName(status)));
    }
    if (change.status == status)
        return after;
    if (change.status != PinStatus::Draft && change.status != PinStatus::Scheduled)
        return fail(ErrorKind::Rejected,
                    QStringLiteral("A person can only make a pin a draft or scheduled."));
    if (!canMove(status, change.status)) {
        return fail(ErrorKind::Conflict, QStringLiteral("%1 is %2 and cannot become %3.")
                                             .arg(pinText(before.pin.id), pinStatusName(status),
                                                  pinStatusName(change.status)));
    }
    after.pin.status = change.status;
    after.pin.nextAttemptAt.reset();
    after.pin.lastError.reset();
    return after;
}

Result<StepPin> existingPin(Database &db, const PinChange &change, UtcTime now)
{
    const std::optional<PinRow> before = findPin(db, change.id);
    if (!before)
        return fail(ErrorKind::NotFound,
                    QStringLiteral("There is no pin %1.").arg(change.id.toString()));
    if (before->pin.revision != change.expectedRevision) {
        return fail(ErrorKind::Conflict,
                    QStringLiteral("%1 was changed meanwhile.").arg(pinText(change.id)));
    }
    Result<PinRow> after = change.removed ? removedPin(*before, now) : editedPin(*before, change);
    if (!after)
        return fail(after.error());
    return StepPin{*before, *after};
}

Result<StepPin> plannedChange(Database &db, const PinChange &change, UtcTime now)
{
    StepPin pin;
    if (change.id.isValid()) {
        Result<StepPin> existing = existingPin(db, change, now);
        if (!existing)
            return existing;
        pin = *existing;
    } else {
        Result<PinRow> added = newPin(change, now);
        if (!added)
            return fail(added.error());
        pin.after = *added;
    }
    if (change.removed)
        return pin;
    if (auto checked = checkContent(db, pin.after.pin.content); !checked)
        return fail(checked.error());
    if (pin.after.pin.status == PinStatus::Scheduled && !pin.after.pin.dueAt)
        return fail(ErrorKind::Rejected,
                    QStringLiteral("A pin without a time can't be scheduled."));
    return pin;
}

/** What the history says of a change; empty: nothing worth a line (typing). */
QString historyDetail(const StepPin &pin, const QString &step)
{
    if (!pin.before.pin.id.isValid())
        return QStringLiteral("added: %1").arg(step);
    if (pin.before.removedAt.has_value() != pin.after.removedAt.has_value())
        return (pin.after.removedAt ? QStringLiteral("deleted: %1")
                                    : QStringLiteral("brought back: %1"))
            .arg(step);
    if (pin.before.pin.status != pin.after.pin.status)
        return step;
    if (pin.before.pin.dueAt != pin.after.pin.dueAt) {
        const auto text = [](const std::optional<UtcTime> &at) {
            return at ? toIso(*at) : QStringLiteral("no time");
        };
        return QStringLiteral("moved from %1 to %2: %3")
            .arg(text(pin.before.pin.dueAt), text(pin.after.pin.dueAt), step);
    }
    return {};
}

void tellHistory(Database &db, const StepPin &pin, const QString &step, UtcTime now,
                 const QString &origin)
{
    const QString detail = historyDetail(pin, step);
    if (detail.isEmpty())
        return;
    const PinStatus from =
        pin.before.pin.id.isValid() ? pin.before.pin.status : pin.after.pin.status;
    addHistory(db, pin.after.pin.id, now, from, pin.after.pin.status, origin, detail);
}

/** Stores one changed pin; gives it its id (new) or its next revision. False: it moved on. */
bool store(Database &db, StepPin &pin, UtcTime now)
{
    PinRow &after = pin.after;
    if (!pin.before.pin.id.isValid()) {
        after.pin.id = insertPin(db, after);
        after.pin.revision = 1;
        return after.pin.id.isValid();
    }
    PinRow from = pin.before;
    const bool oneMove =
        from.pin.status == after.pin.status || canMove(from.pin.status, after.pin.status);
    if (!oneMove) {
        // Undo only: what failed or was blocked before an edit goes there by way of scheduled.
        PinRow between = after;
        between.pin.status = PinStatus::Scheduled;
        if (!updatePin(db, from, between, now))
            return false;
        from.pin.revision += 1;
        from.pin.status = PinStatus::Scheduled;
    }
    if (!updatePin(db, from, after, now))
        return false;
    after.pin.revision = from.pin.revision + 1;
    return true;
}

/** The newest step, if this one goes on with it: same key, same hands, same pins, nothing in
 * between. */
std::optional<UndoStepId> stepToJoin(Database &db, const PinStep &step, const QList<StepPin> &pins,
                                     UtcTime now, const QString &origin)
{
    if (step.joinKey.isEmpty())
        return std::nullopt;
    UndoStepId last;
    {
        Query query(db, QStringLiteral("SELECT id, undone, origin, join_key, changed_at FROM "
                                       "undo_step ORDER BY id DESC LIMIT 1"));
        if (!query.next() || query.flag(1) || query.text(2) != origin ||
            query.text(3) != step.joinKey)
            return std::nullopt;
        const auto age = now - fromEpoch(query.integer(4));
        if (age < std::chrono::seconds(0) || age > joinWithin)
            return std::nullopt;
        last = query.id<UndoStepId>(0);
    }
    QHash<PinId, qint64> revisions;
    Query query(
        db, QStringLiteral("SELECT pin_id, after_revision FROM undo_step_pin WHERE step_id = ?"));
    query.bind(last);
    while (query.next())
        revisions.insert(query.id<PinId>(0), query.integer(1));
    if (revisions.size() != pins.size())
        return std::nullopt;
    for (const StepPin &pin : pins) {
        if (revisions.value(pin.before.pin.id, -1) != pin.before.pin.revision)
            return std::nullopt;
    }
    return last;
}

void joinTo(Database &db, UndoStepId step, const QList<StepPin> &pins, UtcTime now)
{
    for (const StepPin &pin : pins) {
        Query(db, QStringLiteral("UPDATE undo_step_pin SET after_revision = ?, after_values = ? "
                                 "WHERE step_id = ? AND pin_id = ?"))
            .bind(pin.after.pin.revision)
            .bind(QString::fromUtf8(undoValues(pin.after)))
            .bind(step)
            .bind(pin.after.pin.id)
            .run();
    }
    Query(db, QStringLiteral("UPDATE undo_step SET changed_at = ? WHERE id = ?"))
        .bind(now)
        .bind(step)
        .run();
}

void addStep(Database &db, const PinStep &step, const QList<StepPin> &pins, UtcTime now,
             const QString &origin)
{
    Query insert(
        db, QStringLiteral(
                "INSERT INTO undo_step (name, origin, join_key, changed_at) VALUES (?, ?, ?, ?)"));
    insert.bind(step.name).bind(origin).bind(step.joinKey).bind(now).run();
    const UndoStepId id{insert.insertedId()};
    for (const StepPin &pin : pins) {
        PinRow before = pin.before;
        if (!before.pin.id.isValid()) {
            // Undoing an addition removes the pin; it keeps its row, and so its id, for redo.
            before = pin.after;
            before.removedAt = now;
            before.pin.revision = 0;
        }
        Query(db,
              QStringLiteral(
                  "INSERT INTO undo_step_pin (step_id, pin_id, before_revision, after_revision, "
                  "before_values, after_values) VALUES (?, ?, ?, ?, ?, ?)"))
            .bind(id)
            .bind(pin.after.pin.id)
            .bind(before.pin.revision)
            .bind(pin.after.pin.revision)
            .bind(QString::fromUtf8(undoValues(before)))
            .bind(QString::fromUtf8(undoValues(pin.after)))
            .run();
    }
    Query(db, QStringLiteral("DELETE FROM undo_step WHERE id <= (SELECT id FROM undo_step ORDER BY "
                             "id DESC LIMIT 1 OFFSET ?)"))
        .bind(keptSteps)
        .run();
}

Result<QList<StepPin>> plannedChanges(Database &db, const PinStep &step, UtcTime now)
{
    QList<StepPin> pins;
    QSet<PinId> seen;
    for (const PinChange &change : step.changes) {
        if (change.id.isValid() && seen.contains(change.id)) {
            return fail(ErrorKind::Rejected,
                        QStringLiteral("%1 is in this step twice.").arg(pinText(change.id)));
        }
        seen.insert(change.id);
        Result<StepPin> pin = plannedChange(db, change, now);
        if (!pin)
            return fail(pin.error());
        pins += *pin;
    }
    return pins;
}

// --- undo and redo

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
        content.media = {};
        toDraft = toDraft || wanted == PinStatus::Scheduled || wanted == PinStatus::Failed;
    }
    const bool hasWay =
        current.pin.status == wanted || canMove(current.pin.status, wanted) || target.pin.dueAt;
    if ((toDraft && !target.removedAt) || !hasWay) {
        target.pin.status = PinStatus::Draft;
        target.pin.nextAttemptAt.reset();
        target.pin.lastError.reset();
    }
    return target;
}

/** True if a person may still change the pin that way: everything in an editable pin, only removal
 * in another. */
bool maySwap(const PinRow &current, const PinRow &target)
{
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
    if (!store(db, pin, now))
        return false;
    moveClaim(db, direction, step, claim, pin.after.pin.revision);
    return true;
}

} // namespace

Result<StepOutcome> applyStep(Database &db, const PinStep &step, UtcTime now, const QString &origin)
{
    Result<QList<StepPin>> planned = plannedChanges(db, step, now);
    if (!planned)
        return fail(planned.error());
    StepOutcome outcome;
    QList<StepPin> changed;
    for (StepPin &pin : *planned) {
        const bool isNew = !pin.before.pin.id.isValid();
        if (isNew || !hasSameValues(pin.before, pin.after)) {
            if (!store(db, pin, now))
                return fail(ErrorKind::Conflict, QStringLiteral("A pin was changed meanwhile."));
            tellHistory(db, pin, step.name, now, origin);
            changed += pin;
        }
        outcome.pins += pin.after.pin.id;
    }
    if (changed.isEmpty() || !step.undoable)
        return outcome;
    const std::optional<UndoStepId> join = stepToJoin(db, step, changed, now, origin);
    Query(db, QStringLiteral("DELETE FROM undo_step WHERE undone = 1")).run();
    if (join)
        joinTo(db, *join, changed, now);
    else
        addStep(db, step, changed, now, origin);
    return outcome;
}

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
    if (outcome.changed.isEmpty())
        Query(db, QStringLiteral("DELETE FROM undo_step WHERE id = ?")).bind(step).run();
    else
        Query(db, QStringLiteral("UPDATE undo_step SET undone = ?, join_key = '' WHERE id = ?"))
            .bind(undo)
            .bind(step)
            .run();
    return outcome;
}

} // namespace pinweek
