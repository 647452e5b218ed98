// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace pinweek {

class BoardPanel;
class CampaignPanel;
class UnscheduledPanel;

/** How the panels at the left share their room: one below the other in 240 px, Unscheduled alone
 * and wide (Ctrl+U), or another panel in place of all. */
class LeftPanel : public QObject
{
    Q_OBJECT

public:
    LeftPanel(QWidget *column, BoardPanel *boards, CampaignPanel *campaigns,
              UnscheduledPanel *unscheduled, QObject *parent);
    void setWide(bool wide);
    [[nodiscard]] bool isWide() const { return m_wide; }
    /** This panel, a child of column(), hides the others until it is nullptr. */
    void showInstead(QWidget *panel);
    [[nodiscard]] QWidget *column() const { return m_column; }

signals:
    void wideChanged(bool wide);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fit();

    QWidget *m_column;
    BoardPanel *m_boards;
    CampaignPanel *m_campaigns;
    UnscheduledPanel *m_unscheduled;
    QWidget *m_instead = nullptr;
    bool m_wide = false;
};

} // namespace pinweek
