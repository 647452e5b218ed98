// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QList>
#include <QObject>

namespace pinweek {

class AccountScope;
class CalendarArea;
class CalendarViews;
class PinForm;
class ThemeManager;
class UnscheduledPanel;
class Workspace;
struct DropTarget;

/**
 * Which pins the window is about: those selected in the calendar or in Unscheduled, of which only
 * one has a selection at a time; and the composer, which shows them or a new one. Main thread.
 */
class Composing : public QObject
{
    Q_OBJECT

public:
    Composing(Workspace &workspace, ThemeManager &theme, AccountScope &scope, CalendarViews &views,
              UnscheduledPanel &unscheduled, CalendarArea &area, QObject *parent);

    /** The selected pins, or the one that the composer shows without that it is selected. */
    [[nodiscard]] QList<PinId> selection() const;
    /** The one that the composer shows; invalid: none that is stored. */
    [[nodiscard]] PinId pin() const;
    /** Stores what was typed now, as before closing, publishing or quitting. */
    void commit();
    /** Goes to the pin, and to its account if that is not shown. */
    void showPin(PinId pin);
    /** In the composer, with the keyboard in it. */
    void openPin(PinId pin);
    void editTime(PinId pin);
    void editSelectedTime();
    /** An empty composer for a pin there. */
    void showNew(const DropTarget &to);
    void close();
    /** If its pin is there no longer. */
    void closeIfGone();

signals:
    /** The composer is made when it is first needed: most days of a program in the tray know none.
     */
    void formMade(pinweek::PinForm *form);
    /** selection() may be another one, or become one when something is typed. */
    void changed();
    /** The scope is another one now. */
    void accountShown();
    void message(const QString &text);

private:
    PinForm &form();
    void selectionChanged(bool inCalendar);
    void showSelection();
    void created(PinId pin);
    void focusPin(PinId id);

    Workspace &m_workspace;
    ThemeManager &m_theme;
    AccountScope &m_scope;
    CalendarViews &m_views;
    UnscheduledPanel &m_unscheduled;
    CalendarArea &m_area;
    PinForm *m_form = nullptr;
    bool m_inCalendar = true;
    /** The composer shows a pin that is not selected in a view. */
    bool m_unselected = false;
};

} // namespace pinweek
