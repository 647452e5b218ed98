// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/campaign.h"

namespace pinweek {

class Workspace;

/** A campaign by name (any case). Rejected with a sentence when there is none. */
Result<Campaign> findCampaign(Workspace &workspace, const QString &name);

} // namespace pinweek
