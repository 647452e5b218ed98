// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/campaign.h"

#include <QDialog>

#include <functional>
#include <optional>

class QListView;
class QPushButton;
class QStackedWidget;
class QLabel;

namespace pinweek {

class CampaignModel;
class ThemeManager;
class Workspace;

/** Asks for the name of a new campaign and makes it; `made` gets it. */
void askForNewCampaign(Workspace &workspace, QWidget *parent,
                       const std::function<void(CampaignId)> &made);

/** All campaigns, to be renamed, given another colour, and deleted; each a step that Ctrl+Z takes
 * back here too. Deletes itself when closed. */
class CampaignsDialog : public QDialog
{
    Q_OBJECT

public:
    CampaignsDialog(Workspace &workspace, ThemeManager &theme, QWidget *parent);

private:
    void build();
    void reload();
    void showCurrent();
    [[nodiscard]] std::optional<Campaign> current() const;
    [[nodiscard]] Campaign asStored(const Campaign &shown) const;
    void rename();
    void recolour(int colour);
    void remove();
    void undo();
    void save(const Campaign &campaign);
    void showProblem(const QString &text);
    void showNote(const QString &text);

    Workspace &m_workspace;
    ThemeManager &m_theme;
    CampaignModel *m_model;
    QStackedWidget *m_pages = nullptr;
    QListView *m_list = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_rename = nullptr;
    QPushButton *m_colour = nullptr;
    QPushButton *m_delete = nullptr;
};

} // namespace pinweek
