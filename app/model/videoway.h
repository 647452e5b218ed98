// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

namespace pinweek {

struct Pin;

/** The pin waits to be sent, and its video is leaving for Pinterest or being prepared there. */
[[nodiscard]] bool isVideoUnderWay(const Pin &pin);
/** It is due, and goes out as soon as its video is ready: there is nothing to be hurried. */
[[nodiscard]] bool waitsForVideo(const Pin &pin, UtcTime now);

} // namespace pinweek
