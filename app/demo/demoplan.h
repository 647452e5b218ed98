// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "model/board.h"
#include "model/pin.h"
#include "model/timeslot.h"

#include <QHash>
#include <QList>
#include <QString>

namespace pinweek {

/** A picture of the demo with the texts of the pins that show it. */
struct DemoPicture
{
    QString file; // below :/demo
    QString title;
    QString description;
    QString altText;
    QString link;
    QString board;
    QString section; // empty: the board itself
};

/** What the demo starts with, as pins that have no ids yet. */
struct DemoPlan
{
    QList<Pin> published;      // earlier this week
    QList<PinContent> planned; // to be scheduled
    QList<PinContent> drafts;  // lack something, or have no time
    PinContent blocked;        // scheduled, then blocked: its board was deleted
    /** Four on each day of the week, most of which have a pin; the others are free. */
    QList<TimeSlot> timeSlots;
};

/** The pictures in the order in which the plan uses them. */
QList<DemoPicture> demoPictures();

/**
 * A week around `now`: published before it, a few pins due within the minute, the rest of this week
 * and the next filled, some drafts that lack something or have no time yet.
 *
 * @param now    UTC
 * @param zone   IANA; the plan's wall times are in it
 * @param first  first day of the week, local
 * @param media  library ids by picture file
 * @param boards the account's boards with their sections; pins of unknown boards have none
 */
DemoPlan demoPlan(UtcTime now, const QByteArray &zone, QDate first, AccountId account,
                  const QHash<QString, MediaId> &media, const QList<Board> &boards);

} // namespace pinweek
