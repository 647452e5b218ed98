// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/state.h"

#include <optional>

namespace pinweek::sandbox {

/** What a stand-in starts with. */
enum class Seed
{
    Empty, // a user and nothing else
    Demo,  // the boards of a food, home and garden blogger, with sections; one secret, one group
           // board
    Big,   // 600 boards, the first with 60 sections: more than any page holds
};

/** "empty", "demo" or "big". */
std::optional<Seed> seedFromName(const QString &name);

/** Adds a seed to a state for its signed-in user; Demo names that user "sunny.kitchen". */
void plant(PinterestState &state, Seed seed);

} // namespace pinweek::sandbox
