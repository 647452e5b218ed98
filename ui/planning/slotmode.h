// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "core/walltime.h"
#include "model/timeslot.h"

#include <QObject>

class QAction;
class QVBoxLayout;
class QWidget;

namespace pinweek {

class SlotBar;
class ThemeManager;
class WeekView;
class Workspace;

/**
 * Editing time slots on the week: the strip above it, and what the week's wishes become. Slots are
 * made for the week's account, and for the board that the calendar is filtered by. Main thread.
 */
class SlotMode : public QObject
{
    Q_OBJECT

public:
    /**
     * @param toggle  the checkable action of the mode
     * @param column  the strip is put into it, at `place`
     */
    SlotMode(Workspace &workspace, ThemeManager &theme, WeekView &week, QAction *toggle,
             QVBoxLayout *column, int place, QWidget *window);

    /** Whose slots are edited. */
    void setAccount(AccountId account);
    /** "How many a day?": replaces the shown set; also for the first run. One undoable step. */
    void makeWeek(int perDay);

signals:
    /** What happened, or why not. `undoable`: offer Undo beside it. */
    void message(const QString &text, bool undoable);

private:
    void show(bool on);
    void nameBoard();
    void add(const WallTime &at);
    void move(const TimeSlot &slot, const WallTime &to);
    void remove(const TimeSlot &slot);
    void popUpMenu(const TimeSlot &slot, const QPoint &globalPos);
    [[nodiscard]] QString named(int day, QTime time) const;

    Workspace &m_workspace;
    ThemeManager &m_theme;
    WeekView &m_week;
    QAction *m_toggle;
    QVBoxLayout *m_column;
    int m_place;
    QWidget *m_window;
    SlotBar *m_bar = nullptr; // made when the mode is first entered
    AccountId m_account;
};

} // namespace pinweek
