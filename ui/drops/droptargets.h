// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walltime.h"
#include "planner/pineditor.h"

#include <optional>

namespace pinweek {

class AccountScope;
class CalendarViews;
class PlanFilter;
class UnscheduledPanel;
class Workspace;

/**
 * Where pins go that are new, dropped or pasted in the window: to the account and the board that
 * are shown, else to the account's default board. Main thread.
 */
class DropTargets
{
public:
    DropTargets(Workspace &workspace, const AccountScope &scope, const PlanFilter &filter,
                const CalendarViews &views, const UnscheduledPanel &unscheduled);

    /** nullopt: Unscheduled. */
    [[nodiscard]] DropTarget at(const std::optional<WallTime> &time) const;
    [[nodiscard]] DropTarget unscheduled() const { return at(std::nullopt); }
    /** In Unscheduled, for this board and its account. */
    [[nodiscard]] DropTarget on(BoardId board, SectionId section) const;
    /** The list has no places of time: there it is the next free times from then on. */
    [[nodiscard]] DropTarget inCalendar(const WallTime &time) const;
    /** Where the keyboard is in the calendar; nullopt in Unscheduled, and in the list. */
    [[nodiscard]] std::optional<WallTime> timeOfFocus() const;
    /** A place in the past would only lead to an error: the next quarter of an hour is meant then.
     */
    [[nodiscard]] WallTime notPast(const WallTime &time) const;

private:
    Workspace &m_workspace;
    const AccountScope &m_scope;
    const PlanFilter &m_filter;
    const CalendarViews &m_views;
    const UnscheduledPanel &m_unscheduled;
};

} // namespace pinweek
