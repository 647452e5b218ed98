// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QString>

namespace pinweek {

/** What pins of several boards belong to together: a sale, a season. Pinterest knows nothing of it;
 * a pin has at most one, and accounts share them. */
struct Campaign
{
    CampaignId id;
    QString name; // 1 to 60 code points, no other campaign's in any case
    /** 0 to 7, of the colours of boards. */
    int colourIndex = 0;
    /** Pins of the campaign that are not deleted; only read. */
    int pins = 0;
    friend bool operator==(const Campaign &, const Campaign &) = default;
};

/** The longest name of a campaign, in code points. */
constexpr int longestCampaignName = 60;

} // namespace pinweek
