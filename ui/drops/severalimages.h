// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "model/spread.h"

#include <QList>
#include <QStringList>

namespace pinweek {

/** Where the titles of several new pins come from. */
enum class TitleSource
{
    FileName,
    Same,
    None,
};

/** What a user chose for several images that were dropped at once. */
struct SeveralChoice
{
    AccountId account;
    BoardId board;
    SectionId section;
    QString link;
    TitleSource titles = TitleSource::FileName;
    QString title; // TitleSource::Same
    /** All of them are one pin: two to five. */
    bool carousel = false;
    /** False: they stay in Unscheduled. */
    bool scheduled = true;
    Spread spread;
};

/** Pictures that are in the library and have texts already. */
struct TakenPictures
{
    QList<PinContent> contents; // without account, board and time
    QStringList names;          // of the pictures, one for each
    QStringList leftOut;        // a line each
};

/** The title of one of them. */
QString titleOf(const SeveralChoice &choice, const QString &fileName);
/** A link as people type it, "kitchen.example/soup", with its scheme. */
QString completedLink(const QString &typed);
/** "Carousel of 3, Tue 17 10:15"; the time empty for Unscheduled. */
QString carouselSummary(int count, const QList<WallTime> &time);
/** "50 pins, Tue 17 – Sat 21, 10 a day"; the times in order, empty for Unscheduled. */
QString severalSummary(int count, const QList<WallTime> &times);

} // namespace pinweek
