// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/latepolicy.h"

namespace pinweek {

namespace {

LateStep stepFor(const Pin &pin, LateCause cause, LateStep::What what)
{
    LateStep step;
    step.pin = pin.id;
    step.expectedRevision = pin.revision;
    step.what = what;
    step.cause = cause;
    return step;
}

bool isTooLate(const Pin &pin, UtcTime at, const LateRule &rule)
{
    return at - pin.dueAt.value_or(at) > rule.greatest;
}

LateStep spaced(const Pin &pin, LateCause cause, const LateRule &rule, FreeTimes &free, UtcTime now)
{
    if (isTooLate(pin, now, rule))
        return stepFor(pin, cause, LateStep::What::Ask);
    const UtcTime at = free.next(now);
    if (isTooLate(pin, at, rule)) {
        free.giveBack(at);
        return stepFor(pin, cause, LateStep::What::Ask);
    }
    LateStep step = stepFor(pin, cause, LateStep::What::SendAt);
    step.at = at;
    return step;
}

LateStep moved(const Pin &pin, LateCause cause, const LateRule &rule, FreeTimes &free,
               const QByteArray &zone, UtcTime now, const NextSlot &slot)
{
    if (pin.content.locked || isTooLate(pin, now, rule))
        return stepFor(pin, cause, LateStep::What::Ask);
    LateStep step = stepFor(pin, cause, LateStep::What::MoveTo);
    step.to = slot ? slot(pin) : std::nullopt;
    if (step.to) {
        step.at = free.take(step.to->resolve().utc);
        return step;
    }
    step.at = free.nextEven(now);
    step.to = WallTime::fromUtc(step.at, zone);
    return step;
}

} // namespace

QList<LateStep> stepsForLate(const QList<Pin> &late, LateCause cause, const LateRule &rule,
                             FreeTimes &free, const QByteArray &zone, UtcTime now,
                             const NextSlot &slot)
{
    QList<LateStep> steps;
    for (const Pin &pin : late) {
        switch (rule.policy) {
        case LatePolicy::Publish:
            steps += spaced(pin, cause, rule, free, now);
            break;
        case LatePolicy::NextFree:
            steps += moved(pin, cause, rule, free, zone, now, slot);
            break;
        case LatePolicy::Ask:
            steps += stepFor(pin, cause, LateStep::What::Ask);
            break;
        case LatePolicy::Skip:
            steps += stepFor(pin, cause, LateStep::What::Skip);
            break;
        }
    }
    return steps;
}

QList<LateStep> stepsToCatchUp(const QList<Pin> &late, LateCause cause, UtcTime now)
{
    QList<LateStep> steps;
    for (const Pin &pin : late) {
        LateStep step = stepFor(pin, cause, LateStep::What::SendAt);
        step.at = now;
        steps += step;
    }
    return steps;
}

} // namespace pinweek
