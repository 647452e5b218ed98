// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/leftpanel.h"

#include "ui/boards/boardpanel.h"
#include "ui/campaigns/campaignpanel.h"
#include "ui/pins/unscheduledpanel.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QLayout>

namespace pinweek {

namespace {
constexpr int mostWide = 640;      // px
constexpr int insteadWidth = 332;  // four pictures beside each other
constexpr int leastCalendar = 420; // stays beside it, to drop on
} // namespace

LeftPanel::LeftPanel(QWidget *column, BoardPanel *boards, CampaignPanel *campaigns,
                     UnscheduledPanel *unscheduled, QObject *parent)
    : QObject(parent)
    , m_column(column)
    , m_boards(boards)
    , m_campaigns(campaigns)
    , m_unscheduled(unscheduled)
{
    connect(unscheduled, &UnscheduledPanel::wideWanted, this, &LeftPanel::setWide);
    column->window()->installEventFilter(this);
}

void LeftPanel::setWide(bool wide)
{
    if (wide == m_wide)
        return;
    m_wide = wide;
    m_boards->setVisible(!wide);
    m_campaigns->setRoom(!wide);
    m_unscheduled->setWide(wide);
    fit();
    emit wideChanged(wide);
}

void LeftPanel::showInstead(QWidget *panel)
{
    if (panel == m_instead)
        return;
    if (panel)
        setWide(false);
    if (m_instead)
        m_instead->hide();
    m_instead = panel;
    m_boards->parentWidget()->setVisible(!panel);
    if (panel) {
        m_column->layout()->addWidget(panel);
        panel->show();
    }
    fit();
}

void LeftPanel::fit()
{
    const int room = m_column->window()->width() - leastCalendar;
    const int wished = m_wide ? mostWide : m_instead ? insteadWidth : metrics::leftPanelWidth;
    m_column->setFixedWidth(qBound(metrics::leftPanelWidth, room, wished));
}

bool LeftPanel::eventFilter(QObject *watched, QEvent *event)
{
    if ((m_wide || m_instead) && event->type() == QEvent::Resize)
        fit();
    return QObject::eventFilter(watched, event);
}

} // namespace pinweek
