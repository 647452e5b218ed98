// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/id.h"
#include "core/walltime.h"

#include <QDate>
#include <QList>

#include <optional>

namespace pinweek {

class Settings;
class Store;

/**
 * A time for one more pin on a day that a person chose (interaction.md 7): the next of the day's
 * free time slots, else one of those that divide the daily window evenly, else any in it, else any
 * later on that day. The day was chosen, so it may get more pins than its cap. nullopt: the day is
 * over.
 *
 * @param board  that the pin is for: it may have slots of its own
 */
std::optional<WallTime> freeTimeOfDay(Store &store, const Settings &settings, UtcTime now,
                                      AccountId account, BoardId board, const QByteArray &zone,
                                      QDate day);

} // namespace pinweek
