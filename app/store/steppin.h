// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/rows.h"

#include <QString>

// One pin of a user's step, or of its undoing, as a part of a transaction on the store thread.
namespace pinweek {

/** One pin of a step that is being applied. */
struct StepPin
{
    PinRow before; // an id that isn't valid: new
    PinRow after;
};

/** False: the pin's board is gone, or another account's. */
bool boardFits(Database &db, const PinContent &content);
/** False: the pin's section is gone, or another board's. */
bool sectionFits(Database &db, const PinContent &content);
/** False: the pin's image or video, or a picture of its carousel, is not in the library. */
bool mediaFits(Database &db, const PinContent &content);
/** False: one of the pictures of a carousel is a video. */
bool carouselFits(Database &db, const PinContent &content);
/** False: there is a cover, but no video, or it is no picture of the library. */
bool coverFits(Database &db, const PinContent &content);
/** The video is another one now, and its cover still a frame of the one before. */
bool hasFrameOfFormerVideo(Database &db, const StepPin &pin);

/** False: the pin's campaign is gone. */
bool campaignFits(Database &db, const PinContent &content);

/** Stores one changed pin; gives it its id (new) or its next revision. False: it moved on. */
bool storeStepPin(Database &db, StepPin &pin, UtcTime now);
/** A line in the pin's history, if the change is worth one. */
void tellHistory(Database &db, const StepPin &pin, const QString &step, UtcTime now,
                 const QString &origin);

} // namespace pinweek
