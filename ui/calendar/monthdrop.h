// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/dropplan.h"

#include <functional>

namespace pinweek {

/** What planMonthDrop() has to know beside what is dropped. */
struct MonthDropScene
{
    UtcTime now{};
    QByteArray zone;   // that is shown
    bool copy = false; // Ctrl
    /** The next free time of a day; nullopt: the day is over. */
    std::function<std::optional<WallTime>(QDate day)> freeTime;
};

/**
 * The plan for a drop on a day of the month (interaction.md 7): cards keep their time and their
 * distance from each other, what has no time yet takes the next free one of the day, and several
 * the next ones from there on.
 *
 * @param pins  for DroppedContent::Kind::Pins: the pins as stored
 */
DropPlan planMonthDrop(const DroppedContent &content, const QList<Pin> &pins,
                       const MonthDropScene &scene, QDate day);

} // namespace pinweek
