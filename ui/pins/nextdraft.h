// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "store/pinfilter.h"

#include <optional>

namespace pinweek {

class Workspace;

/**
 * The draft to go on with after that pin: the next one of the four weeks after it, else one before
 * it that is still to come, else one of Unscheduled. Reads the store; main thread.
 */
[[nodiscard]] std::optional<PinId> nextDraftAfter(PinId pin, const PinFilter &filter,
                                                  Workspace &workspace);

} // namespace pinweek
