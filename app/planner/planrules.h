// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "model/slotplan.h"

namespace pinweek {

class Settings;

/** The rules by which Pinweek chooses times, as they are set now: daily window, cap, least gap,
 * spacing. */
PlanRules planRules(const Settings &settings);

} // namespace pinweek
