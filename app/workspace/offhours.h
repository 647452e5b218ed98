// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"

#include <QList>

namespace pinweek {

class Workspace;

/** Whether a pin would go out by itself at a time at which this computer is usually off
 * (Publisher::isUsuallyOff). Not within the next hour: somebody is there, and sees to it. Main
 * thread; reads the pin's account. */
[[nodiscard]] bool isPlannedForOffHours(Workspace &workspace, const PinContent &content);
/** How many of these pins are scheduled so. */
[[nodiscard]] int countForOffHours(Workspace &workspace, const QList<Pin> &pins);

} // namespace pinweek
