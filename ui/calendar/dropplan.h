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
};

/** Where and how something is dropped. */
struct DropScene
{
    const WeekGrid &grid;
    UtcTime now;
    int step = WeekGrid::step; // minutes
    bool copy = false;         // Ctrl
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
 * go within 6 px of where it was stays. Pins without a time follow the first one hour apart.
 *
 * @param pins  for DroppedContent::Kind::Pins: the pins as stored
 */
DropPlan planDrop(const DroppedContent &content, const QList<Pin> &pins, const DropScene &scene,
                  QPoint point);

/** New times, in order, when one of the pins goes to `target`: the rest keep their intervals. If some
 * have no time they follow each other one hour apart. */
QList<WallTime> timesAfterMove(const QList<Pin> &pins, const Pin &grabbed, const WallTime &target);
/** Why a pin can't be moved, or empty. */
QString refusalToMove(const Pin &pin);
/** Why these new times can't be, or empty: some would be past. */
QString refusalOfTimes(const QList<WallTime> &times, UtcTime now);

} // namespace pinweek
