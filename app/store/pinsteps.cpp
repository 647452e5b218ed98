// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pinsteps.h"

#include "store/plannedchanges.h"
#include "store/slotsearch.h"
#include "store/undosteps.h"

namespace pinweek {

Result<StepOutcome> applyStep(Database &db, const PinStep &step, UtcTime now, const QString &origin)
{
    PinStep filled = step;
    if (auto found = fillSlotTimes(db, filled, now); !found)
        return fail(found.error());
    Result<QList<StepPin>> planned = plannedChanges(db, filled, now);
    if (!planned)
        return fail(planned.error());
    StepOutcome outcome;
    QList<StepPin> changed;
    for (StepPin &pin : *planned) {
        const bool isNew = !pin.before.pin.id.isValid();
        if (isNew || !hasSameValues(pin.before, pin.after)) {
            if (!storeStepPin(db, pin, now))
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

} // namespace pinweek
