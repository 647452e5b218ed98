// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/freetimes.h"

#include <QList>

namespace pinweek {

/** How several new pins are put over the calendar (interaction.md 4). */
struct Spread
{
    enum class How
    {
        NextFree,   // the account's next free time slots, which the store gives out (SlotPlan)
        EveryHours, // `hours` after each other, kept within the daily window and under its cap
        SameTime,   // all at `first`
    };
    How how = How::NextFree;
    int hours = 4;
    /** Where they were dropped. */
    WallTime first;
};

/** More at one minute would look like spam. */
constexpr int mostAtSameTime = 5;

/**
 * The times of so many pins, in order, in the zone of `spread.first`. `first` is a person's own
 * time and is kept to the minute (EveryHours, SameTime); what follows is chosen by the program, so
 * it keeps to the account's window, cap and gap (`shape`). None for NextFree.
 *
 * @param taken  moments that are used already, any order
 */
QList<WallTime> spreadTimes(int count, const Spread &spread, const DayShape &shape,
                            const QList<UtcTime> &taken);

} // namespace pinweek
