// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/weekgrid.h"
#include "model/pin.h"
#include "pins/pinmime.h"

#include <QList>
#include <QPoint>
#include <QString>

namespace pinweek {

/** What a drop at a point of the week would do; the ghost shows it while dragging. */
struct DropPlan
{
    enum class Kind
    {
        Refused,   // `why` says it in one sentence
        Unchanged, // it is there already
        Files,
        Image,
        Pins,
    };
    Kind kind = Kind::Refused;
    QString why;
    /** Of the first file, or of the card under the pointer. */
    WallTime at;
    QList<PinId> pins;
    QList<WallTime> to; // one for each of `pins`
    bool copy = false;
    /** Several of which one has no time yet: each takes the next free time from `at` on, which the
     * store gives out; `to` is empty. */
    bool nextFree = false;
    /** `at` is that of a free time slot. */
    bool inSlot = false;
};

/** A free time slot that a drop near it takes. */
struct SnapPlace
{
    int day = 0; // column
    int y = 0;   // content px
    WallTime at;
};

/** Where and how something is dropped. */
struct DropScene
{
    const WeekGrid &grid;
    UtcTime now;
    int step = WeekGrid::step; // minutes
    bool copy = false;         // Ctrl
    /** None with Shift. */
    QList<SnapPlace> snaps = {};
};

/**
 * Why content can't be dropped anywhere on the week, or empty: not an image, missing, too large,
 * pins of another workspace. Looks at names and sizes of files only, so it is called once, when the
 * drag enters. Several files are refused only when all of them are; a folder may hold images.
 */
QString refusalOf(const DroppedContent &content);

/**
 * The plan for a point in content px of the grid (interaction.md 1, rules 7 to 9). Files count from
 * the pointer, cards keep the grab offset, several keep their intervals, all or nothing; a card let
 * go within 6 px of where it was stays; within 6 px of a free slot the slot's time is taken.
 * Several without a time take the next free ones.
 *
 * @param pins  for DroppedContent::Kind::Pins: the pins as stored
 */
DropPlan planDrop(const DroppedContent &content, const QList<Pin> &pins, const DropScene &scene,
                  QPoint point);

/** Keeping intervals is no answer for several pins: one of them has no time. */
bool needNextFree(const QList<Pin> &pins);
/** New times, in order, when one of the pins goes to `target`: the rest keep their intervals. One
 * pin alone may have no time. */
QList<WallTime> timesAfterMove(const QList<Pin> &pins, const Pin &grabbed, const WallTime &target);
/** Why a pin can't be moved, or empty. */
QString refusalToMove(const Pin &pin);
/** Why these new times can't be, or empty: some would be past. */
QString refusalOfTimes(const QList<WallTime> &times, UtcTime now);

} // namespace pinweek
