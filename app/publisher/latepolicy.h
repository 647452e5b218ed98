// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "model/freetimes.h"
#include "store/pinstore.h"

#include <functional>
#include <optional>

namespace pinweek {

/** The user's rule for late pins. */
struct LateRule
{
    LatePolicy policy = LatePolicy::Publish;
    /** Pins that would go out later than this after their time are asked about. */
    std::chrono::seconds greatest = std::chrono::hours(24);
};

/** The next free time slot for a pin, which is taken; nullopt: the account has none. */
using NextSlot = std::function<std::optional<WallTime>(const Pin &pin)>;

/**
 * What the rule makes of an account's late pins, one step each. Values in, values out; any thread.
 *
 * Publish: each keeps what was planned and gets the next free moment, so that they don't come in a
 * burst. NextFree: planned anew, for the next free time slots, else evenly over the days' windows;
 * a locked pin is never moved but asked about. Later than the greatest lateness: asked about,
 * whatever the policy (but Skip). Source: design.md section 3.
 *
 * @param late   by planned time; all of one account, with the cause for each
 * @param free   of that account; what is given out is taken from it
 * @param zone   the account's
 * @param slot   the next free time slot for a pin; null, or nullopt for a pin: an even time of
 * `free`
 */
QList<LateStep> stepsForLate(const QList<Pin> &late, LateCause cause, const LateRule &rule,
                             FreeTimes &free, const QByteArray &zone, UtcTime now,
                             const NextSlot &slot = {});

/** All of them at once (`publish --catch-up now`). */
QList<LateStep> stepsToCatchUp(const QList<Pin> &late, LateCause cause, UtcTime now);

} // namespace pinweek
