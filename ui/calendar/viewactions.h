// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace pinweek {

class ActionCollection;
class CalendarViews;

/** Leads the actions on what the calendar shows, and those on its list, to the calendar. */
class ViewActions : public QObject
{
public:
    ViewActions(const ActionCollection &actions, CalendarViews &views, QObject *parent);

private:
    void wireTurning(const ActionCollection &actions);
    void wireList(const ActionCollection &actions);
    /** The next larger (1) or smaller (-1) height of an hour. */
    void zoom(int step);

    CalendarViews &m_views;
};

} // namespace pinweek
