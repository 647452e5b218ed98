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
class Store;
class UnscheduledPanel;
struct DropTarget;

/**
 * Which pins the window is about: those selected in the calendar or in Unscheduled, of which only
 * one has a selection at a time; and the composer, which shows them or a new one. Main thread.
 */
class Composing : public QObject
{
    Q_OBJECT

public:
    Composing(Store &store, AccountScope &scope, CalendarViews &views,
              UnscheduledPanel &unscheduled, PinForm &form, CalendarArea &area, QObject *parent);

    /** The selected pins, or the one that the composer shows without that it is selected. */
    [[nodiscard]] QList<PinId> selection() const;
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
    /** selection() may be another one, or become one when something is typed. */
    void changed();
    /** The scope is another one now. */
    void accountShown();
    void message(const QString &text);

private:
    void selectionChanged(bool inCalendar);
    void showSelection();
    void created(PinId pin);
    void focusPin(PinId id);

    Store &m_store;
    AccountScope &m_scope;
    CalendarViews &m_views;
    UnscheduledPanel &m_unscheduled;
    PinForm &m_form;
    CalendarArea &m_area;
    bool m_inCalendar = true;
    /** The composer shows a pin that is not selected in a view. */
    bool m_unselected = false;
};

} // namespace pinweek
