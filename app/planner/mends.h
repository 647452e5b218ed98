// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planner/readiness.h"

namespace pinweek {

/** What one click does about a check; text/texts.h has the words. */
enum class PinMend
{
    None,
    Crop,         // to 2:3
    Cut,          // the text to its limit
    NextFreeTime, // that breaks no rule of the plan
    OpenSettings, // where it is switched on
};

PinMend mendOf(PinCheck check);

/** The most characters (code points) of the text that the check speaks of; 0: it is none of a
 * text's length, or one of several texts'. */
int longestText(PinCheck check);
/** At most so many code points: between words where that loses little, and never inside of what a
 * reader sees as one character. Blanks at its ends are gone. */
QString cutText(const QString &text, int most);
/** The same for the texts that the check speaks of. */
void cutTexts(PinContent &content, PinCheck check);

} // namespace pinweek
