// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "store/storecore.h"

namespace pinweek {

/** A new row of a pin that is at Pinterest already, with a line of history; its remote id is taken.
 * Part of a transaction on the store thread. Errors: Conflict where another pin has that id. */
Result<PinId> addPublished(const StoreCore::Context &write, const Pin &pin);

} // namespace pinweek
