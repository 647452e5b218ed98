// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/campaign.h"

#include <QWidget>

class QListView;

namespace pinweek {

class CampaignModel;
class ThemeManager;
class Workspace;

/** The campaigns below the boards; a click shows only the pins of one, another click on it all
 * again. Not there while there are no campaigns. */
class CampaignPanel : public QWidget
{
    Q_OBJECT

public:
    CampaignPanel(Workspace &workspace, ThemeManager &theme, QWidget *parent = nullptr);
    /** Which one is shown as chosen; invalid: none. */
    void setCampaign(CampaignId campaign);
    [[nodiscard]] CampaignId campaign() const { return m_chosen; }
    /** Of the one that is chosen; empty: none. */
    [[nodiscard]] QString campaignName() const;
    /** False: it gives its place away. */
    void setRoom(bool room);

signals:
    void filterChanged(pinweek::CampaignId campaign);

private:
    void build();
    void reload();
    void showMenu(const QPoint &at);
    void openDialog();

    Workspace &m_workspace;
    ThemeManager &m_theme;
    CampaignModel *m_model;
    QListView *m_list = nullptr;
    CampaignId m_chosen;
    bool m_room = true;
};

} // namespace pinweek
