// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/campaign.h"
#include "store/undorows.h"

#include <QList>

namespace pinweek {

struct StoreCore;

/**
 * The campaigns of a workspace. Each write is one undoable step of this name ("Delete campaign"; an
 * empty one: nobody's step). A change is told as one of the campaign; deleting one tells of its pins
 * too.
 */
class CampaignStore
{
public:
    explicit CampaignStore(StoreCore &core);

    /** All of them with the number of their pins, by name (locale-aware, case folded). */
    [[nodiscard]] Result<QList<Campaign>> campaigns() const;
    [[nodiscard]] Result<Campaign> campaign(CampaignId id) const;

    /** A new campaign in the colour that the fewest have. Rejected: the name is empty, too long or
     * another one's. */
    void create(const QString &name, const QString &stepName, QObject *context,
                Done<Campaign> done);
    /** Name and colour anew. Errors: NotFound, Rejected as above. */
    void save(const Campaign &campaign, const QString &stepName, QObject *context,
              Done<Campaign> done);
    /** Its pins stay, without a campaign. Gives their number. Undone, those are its pins again that
     * got no other one meanwhile. */
    void remove(CampaignId id, const QString &stepName, QObject *context, Done<int> done);

private:
    StoreCore &m_core;
};

/** The kinds of these rows in undo_step_row: a campaign's own values, and the pins that lose theirs
 * with it. The names put the campaign first when they are written back. */
constexpr auto campaignKind = "campaign";
constexpr auto campaignPinsKind = "campaign_pins";
RowValues readCampaignValues(Database &db, qint64 id);
bool writeCampaignValues(Database &db, qint64 id, const RowValues &values);
RowValues readCampaignPins(Database &db, qint64 id);
bool writeCampaignPins(Database &db, qint64 id, const RowValues &values);

} // namespace pinweek
