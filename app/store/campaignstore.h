// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/campaign.h"

#include <QList>

namespace pinweek {

struct StoreCore;

/** The campaigns of a workspace. A change is told as one of the campaign; deleting one tells of its
 * pins too. */
class CampaignStore
{
public:
    explicit CampaignStore(StoreCore &core);

    /** All of them with the number of their pins, by name (locale-aware, case folded). */
    [[nodiscard]] Result<QList<Campaign>> campaigns() const;
    [[nodiscard]] Result<Campaign> campaign(CampaignId id) const;

    /** A new campaign in the colour that the fewest have. Rejected: the name is empty, too long or
     * another one's. */
    void create(const QString &name, QObject *context, Done<Campaign> done);
    /** Name and colour anew. Errors: NotFound, Rejected as above. */
    void save(const Campaign &campaign, QObject *context, Done<Campaign> done);
    /** Its pins stay, without a campaign; undo does not bring it back. Gives their number. */
    void remove(CampaignId id, QObject *context, Done<int> done);

private:
    StoreCore &m_core;
};

} // namespace pinweek
