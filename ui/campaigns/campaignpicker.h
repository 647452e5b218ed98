// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/campaign.h"

#include <QPushButton>

#include <optional>

class QMenu;

namespace pinweek {

class ThemeManager;
class Workspace;

/**
 * A button that shows a pin's campaign, and opens a menu with all of them, "No campaign", and "New
 * campaign…". Does not change the pin: `picked` says what was wanted.
 */
class CampaignPicker : public QPushButton
{
    Q_OBJECT

public:
    /** For Designer forms; setUp() must follow before it is used. */
    explicit CampaignPicker(QWidget *parent = nullptr);
    void setUp(Workspace &workspace, ThemeManager &theme);

    /** @param mixed  it stands for pins that differ: “none” can be picked too */
    void setChoice(CampaignId campaign, bool mixed = false);
    [[nodiscard]] CampaignId campaign() const { return m_choice; }
    /** Text shown when there is no campaign. */
    void setEmptyText(const QString &text);
    void openMenu();

signals:
    /** An invalid one: none. */
    void picked(pinweek::CampaignId campaign);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    void read();
    void pick(CampaignId campaign);
    void makeNew();

    Workspace *m_workspace = nullptr;
    ThemeManager *m_theme = nullptr;
    CampaignId m_choice;
    std::optional<Campaign> m_shown;
    bool m_mixed = false;
    QString m_emptyText;
};

} // namespace pinweek
