// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace pinweek {

class BoardPanel;
class CampaignPanel;
class UnscheduledPanel;

/** How the panels at the left share their room: one below the other in 240 px, or Unscheduled alone
 * and wide (Ctrl+U). */
class LeftPanel : public QObject
{
    Q_OBJECT

public:
    LeftPanel(QWidget *column, BoardPanel *boards, CampaignPanel *campaigns,
              UnscheduledPanel *unscheduled, QObject *parent);
    void setWide(bool wide);
    [[nodiscard]] bool isWide() const { return m_wide; }

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
    bool m_wide = false;
};

} // namespace pinweek
