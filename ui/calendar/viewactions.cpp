// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/calendar/viewactions.h"

#include "ui/actions.h"
#include "ui/calendar/calendarviews.h"
#include "ui/calendar/weekview.h"
#include "ui/list/listview.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace pinweek {

namespace {

constexpr std::array hourHeights{40, 88, 176};

} // namespace

ViewActions::ViewActions(const ActionCollection &actions, CalendarViews &views, QObject *parent)
    : QObject(parent), m_views(views)
{
    wireTurning(actions);
    wireList(actions);
    connect(actions.zoomIn, &QAction::triggered, this, [this] { zoom(1); });
    connect(actions.zoomOut, &QAction::triggered, this, [this] { zoom(-1); });
}

void ViewActions::wireTurning(const ActionCollection &actions)
{
    connect(actions.previousWeek, &QAction::triggered, this, [this] { m_views.turn(-1); });
    connect(actions.nextWeek, &QAction::triggered, this, [this] { m_views.turn(1); });
    connect(actions.today, &QAction::triggered, &m_views, &CalendarViews::goToToday);
    connect(actions.showWeek, &QAction::triggered, this,
            [this] { m_views.setKind(CalendarKind::Week); });
    connect(actions.showMonth, &QAction::triggered, this,
            [this] { m_views.setKind(CalendarKind::Month); });
    connect(actions.showList, &QAction::triggered, this,
            [this] { m_views.setKind(CalendarKind::List); });
}

// These are enabled only while the list is shown.
void ViewActions::wireList(const ActionCollection &actions)
{
    connect(actions.fillDown, &QAction::triggered, this, [this] { m_views.list().fillDown(); });
    connect(actions.replaceText, &QAction::triggered, this,
            [this] { m_views.list().openReplace(); });
    connect(actions.shiftTimes, &QAction::triggered, this, [this] { m_views.list().openShift(); });
    connect(actions.groupByLink, &QAction::toggled, this,
            [this](bool on) { m_views.list().setGrouped(on); });
    connect(&m_views, &CalendarViews::groupedByLink, actions.groupByLink, &QAction::setChecked);
}

void ViewActions::zoom(int step)
{
    WeekView &week = m_views.week();
    const auto now = std::find_if(hourHeights.begin(), hourHeights.end(),
                                  [&week](int px) { return px >= week.hourHeight(); });
    const auto at = std::distance(hourHeights.begin(), now);
    const auto next =
        std::clamp<std::ptrdiff_t>(at + step, 0, std::ptrdiff_t(hourHeights.size()) - 1);
    week.setHourHeight(hourHeights.at(size_t(next)));
}

} // namespace pinweek
