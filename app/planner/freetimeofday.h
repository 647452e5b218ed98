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
 * A time for one more pin on a day that a person chose (interaction.md 7): one of those that divide
 * the daily window evenly, else any in it, else any later on that day. The day was chosen, so it
 * may get more pins than its cap. nullopt: the day is over.
 *
 * @param alsoTaken  moments that are not in the store yet
 */
std::optional<WallTime> freeTimeOfDay(Store &store, const Settings &settings, UtcTime now,
                                      AccountId account, const QByteArray &zone, QDate day,
                                      const QList<UtcTime> &alsoTaken = {});

} // namespace pinweek
