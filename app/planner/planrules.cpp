// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/planrules.h"

#include "core/settings.h"

namespace pinweek {

PlanRules planRules(const Settings &settings)
{
    PlanRules rules;
    rules.shape = {settings.windowStart(), settings.windowEnd(), settings.dayCap(),
                   settings.leastGap()};
    rules.spacing = {settings.sameLinkDays(), settings.sameImageDays(), {}};
    for (const LinkDays &each : settings.linkDays())
        rules.spacing.perLink.insert(linkKey(each.link), each.days);
    return rules;
}

} // namespace pinweek
