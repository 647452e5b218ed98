// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drops/droptargets.h"

#include "ui/accounts/accountscope.h"
#include "ui/calendar/calendarviews.h"
#include "ui/pins/unscheduledpanel.h"
#include "ui/planfilter.h"
#include "workspace/workspace.h"

namespace pinweek {

DropTargets::DropTargets(Workspace &workspace, const AccountScope &scope, const PlanFilter &filter,
                         const CalendarViews &views, const UnscheduledPanel &unscheduled)
    : m_workspace(workspace)
    , m_scope(scope)
    , m_filter(filter)
    , m_views(views)
    , m_unscheduled(unscheduled)
{
}

DropTarget DropTargets::at(const std::optional<WallTime> &time) const
{
    DropTarget to;
    to.account = m_scope.targetFor(m_filter.board());
    to.at = time;
    to.board = m_filter.board();
    to.section = m_filter.section();
    if (!to.board.isValid()) {
        if (const std::optional<Account> account = m_scope.targetAccount())
            to.board = account->defaultBoard;
    }
    return to;
}

DropTarget DropTargets::on(BoardId board, SectionId section) const
{
    DropTarget to = unscheduled();
    to.account = m_scope.targetFor(board);
    to.board = board;
    to.section = section;
    return to;
}

DropTarget DropTargets::inCalendar(const WallTime &time) const
{
    DropTarget to = at(time);
    to.nextSlots = m_views.kind() == CalendarKind::List;
    return to;
}

std::optional<WallTime> DropTargets::timeOfFocus() const
{
    if (m_unscheduled.isAncestorOf(m_unscheduled.window()->focusWidget()))
        return std::nullopt;
    const std::optional<WallTime> time = m_views.focusTime();
    return time ? std::optional(notPast(*time)) : std::nullopt;
}

WallTime DropTargets::notPast(const WallTime &time) const
{
    const UtcTime now = m_workspace.clock().now();
    if (time.resolve().utc >= now)
        return time;
    const auto quarter = std::chrono::minutes(15);
    return WallTime::fromUtc(UtcTime(std::chrono::ceil<std::chrono::seconds>(
                                 (now.time_since_epoch() / quarter + 1) * quarter)),
                             time.zone);
}

} // namespace pinweek
