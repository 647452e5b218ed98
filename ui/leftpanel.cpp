// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/leftpanel.h"

#include "ui/boards/boardpanel.h"
#include "ui/campaigns/campaignpanel.h"
#include "ui/pins/unscheduledpanel.h"
#include "ui/theme/theme.h"

#include <QEvent>

namespace pinweek {

namespace {
constexpr int mostWide = 640;      // px
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

void LeftPanel::fit()
{
    const int room = m_column->window()->width() - leastCalendar;
    m_column->setFixedWidth(m_wide ? qBound(metrics::leftPanelWidth, room, mostWide)
                                   : metrics::leftPanelWidth);
}

bool LeftPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (m_wide && event->type() == QEvent::Resize)
        fit();
    return QObject::eventFilter(watched, event);
}

} // namespace pinweek
