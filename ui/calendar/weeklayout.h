// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/weekgrid.h"
#include "core/id.h"

#include <QList>
#include <QRect>

#include <array>

namespace pinweek {

/** A pin to be placed: its day of the week (0 to 6) and minute of that day. */
struct PlacedPin
{
    PinId pin;
    int day = 0;
    int minute = 0;
};

/**
 * Cards to rectangles, in content px of the grid (interaction.md section 2). A card starts at its
 * exact time; its height is the gap to the next one, from 24 px to the zoom's greatest. Cards share
 * a column only where they are less than 24 px apart: two under 180 px, else one for each 90 px;
 * what does not fit is a "+n". Folded hours hold counts only.
 */
struct WeekLayout
{
    static constexpr int leastCardHeight = 24;
    static constexpr int moreWidth = 28;

    struct Card
    {
        PinId pin;
        int day = 0;
        int minute = 0;
        QRect rect;
    };
    struct More
    {
        QList<PinId> pins; // two or more would be cards; a single one too when the lanes are full
        int day = 0;
        int minute = 0;
        QRect rect;
    };

    QList<Card> cards; // by day, then time
    QList<More> more;
    /** Pins in the folded hours: [day] */
    std::array<int, WeekGrid::days> early{};
    std::array<int, WeekGrid::days> late{};
    /** All pins by day. */
    std::array<int, WeekGrid::days> total{};

    /** Minutes of each day, in order: [day] */
    using Minutes = std::array<QList<int>, WeekGrid::days>;

    /**
     * @param pins   ordered by (day, minute), ties in the order in which they are to stand
     * @param stops  where a card ends early, if 24 px are left of it: what starts there (a free
     * time slot) is to be seen
     */
    static WeekLayout make(const WeekGrid &grid, const QList<PlacedPin> &pins,
                           const Minutes &stops = {});
};

/** The greatest height of a card, px: 24, 64 or 184 (160 picture and 24 footer) at 40, 88 and 176
 * px an hour. */
int greatestCardHeight(int hourHeight);

} // namespace pinweek
