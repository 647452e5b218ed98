// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/cardpainter.h"
#include "calendar/pinwindow.h"
#include "store/pinfilter.h"

#include <QString>

namespace pinweek {

class Workspace;

/** What a card of the week or the month says about a pin; `revision` is the pin's, `generation` 0.
 */
CardContent cardContent(const PinWindow::Row &row, PinWindow &window, Workspace &workspace,
                        const PinFilter &filter);
/** Read out by a screen reader: "Tuesday 14:00, scheduled, Lemon cake". */
QString spokenCard(const PinWindow::Row &row, const CardContent &content, PinWindow &window);

} // namespace pinweek
