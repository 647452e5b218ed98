// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/webpage.h"

#include <QString>

// The sentences about web pages for all front ends. Translated.
namespace pinweek {

/** "Good 2:3", "Crop to 2:3", "Too small". */
QString fitnessText(PictureFitness fitness);
/** What a pin loses by it, and what to do: a sentence. */
QString fitnessAdvice(PictureFitness fitness);

/** "article", "product", "recipe"; empty for None. */
QString richPinKindText(RichPinKind kind);
/** "Price", "Ingredients". */
QString richPinFieldText(RichPinField field);
/** Which rich pin a link to the page gives, and what that takes: a sentence or two. */
QString richPinText(const RichPin &pin);
/** The field, and whether it is needed. */
QString richPinGapText(const RichPin &pin, const RichPinGap &gap);

} // namespace pinweek
