// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "core/walltime.h"
#include "model/freetimes.h"

#include <QList>

#include <optional>

namespace pinweek {

/**
 * A time of the week at which an account likes to publish: "Tuesdays at 14:30 in Europe/Berlin".
 * Pins that ask for the next slot take one; a slot that moves or goes never moves its pins.
 */
struct TimeSlot
{
    SlotId id;
    AccountId account;
    /** Only for pins of this board. Invalid: for those of every board that has no slots of its own.
     */
    BoardId board;
    int day = 1; // 1 Monday … 7 Sunday, in `zone`
    QTime time;  // whole minutes
    QByteArray zone;

    /** The slot on a date, as it is planned: in a gap of the clocks the time after it. nullopt on
     * other days of the week. */
    [[nodiscard]] std::optional<WallTime> on(QDate date) const;
    /** Does it stand for the same time of the same pins? */
    [[nodiscard]] bool isSameAs(const TimeSlot &other) const;
    friend bool operator==(const TimeSlot &, const TimeSlot &) = default;
};

/** Those of `all` that a pin of the board can take: the board's own ones, or, where it has none,
 * those of no board. */
QList<TimeSlot> slotsForBoard(const QList<TimeSlot> &all, BoardId board);

/**
 * `perDay` slots on each day of the week, evenly in the daily window and on quarters of an hour
 * where there is room for that: three from 8:00 to 20:00 are 10:00, 14:00 and 18:00.
 */
QList<TimeSlot> evenWeek(AccountId account, int perDay, const DayShape &shape,
                         const QByteArray &zone);

/** True if the daily window holds this time of day, its end included. */
bool isInWindow(const DayShape &shape, QTime time);

} // namespace pinweek
