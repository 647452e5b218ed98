// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/undosteps.h"

namespace pinweek {

std::optional<UndoStepId> newestStep(Database &db, const QString &joinKey, UtcTime now,
                                     const QString &origin)
{
    if (joinKey.isEmpty())
        return std::nullopt;
    Query query(db, QStringLiteral("SELECT id, undone, origin, join_key, changed_at FROM "
                                   "undo_step ORDER BY id DESC LIMIT 1"));
    if (!query.next() || query.flag(1) || query.text(2) != origin || query.text(3) != joinKey)
        return std::nullopt;
    const auto age = now - fromEpoch(query.integer(4));
    if (age < std::chrono::seconds(0) || age > joinWithin)
        return std::nullopt;
    return query.id<UndoStepId>(0);
}

std::optional<UndoStepId> stepToJoin(Database &db, const PinStep &step, const QList<StepPin> &pins,
                                     UtcTime now, const QString &origin)
{
    const std::optional<UndoStepId> last = newestStep(db, step.joinKey, now, origin);
    if (!last)
        return std::nullopt;
    QHash<PinId, qint64> revisions;
    Query query(
        db, QStringLiteral("SELECT pin_id, after_revision FROM undo_step_pin WHERE step_id = ?"));
    query.bind(*last);
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
    touchStep(db, step, now);
}

void touchStep(Database &db, UndoStepId step, UtcTime now)
{
    Query(db, QStringLiteral("UPDATE undo_step SET changed_at = ? WHERE id = ?"))
        .bind(now)
        .bind(step)
        .run();
}

UndoStepId addStep(Database &db, const PinStep &step, const QList<StepPin> &pins, UtcTime now,
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
    return id;
}

} // namespace pinweek
