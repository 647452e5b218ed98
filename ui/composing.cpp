// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composing.h"

#include "planner/pineditor.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/accounts/accountscope.h"
#include "ui/calendar/calendarviews.h"
#include "ui/calendararea.h"
#include "ui/pins/pinform.h"
#include "ui/pins/unscheduledpanel.h"
#include "workspace/workspace.h"

namespace pinweek {

Composing::Composing(Workspace &workspace, ThemeManager &theme, AccountScope &scope,
                     CalendarViews &views, UnscheduledPanel &unscheduled, CalendarArea &area,
                     QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_scope(scope)
    , m_views(views)
    , m_unscheduled(unscheduled)
    , m_area(area)
{
    connect(&m_views, &CalendarViews::selectionChanged, this, [this] { selectionChanged(true); });
    connect(&m_views, &CalendarViews::pinOpened, this, &Composing::openPin);
    connect(&m_views, &CalendarViews::editTimeWanted, this, &Composing::editTime);
    connect(&m_unscheduled, &UnscheduledPanel::selectionChanged, this,
            [this] { selectionChanged(false); });
    connect(&m_unscheduled, &UnscheduledPanel::pinOpened, this, &Composing::openPin);
}

PinForm &Composing::form()
{
    if (!m_form) {
        m_form = new PinForm(m_workspace, m_theme, &m_area);
        m_area.setComposer(m_form);
        connect(m_form, &PinForm::closeWanted, this, &Composing::close);
        connect(m_form, &PinForm::created, this, &Composing::created);
        connect(m_form, &PinForm::pinWanted, this, &Composing::openPin);
        emit formMade(m_form);
    }
    return *m_form;
}

PinId Composing::pin() const
{
    return m_form ? m_form->pin() : PinId();
}

void Composing::commit()
{
    if (m_form)
        m_form->commit();
}

QList<PinId> Composing::selection() const
{
    const QList<PinId> chosen = m_inCalendar ? m_views.selection() : m_unscheduled.selection();
    if (chosen.isEmpty() && m_unselected && pin().isValid())
        return {pin()};
    return chosen;
}

void Composing::selectionChanged(bool inCalendar)
{
    const bool any = !(inCalendar ? m_views.selection() : m_unscheduled.selection()).isEmpty();
    if (!any && inCalendar != m_inCalendar)
        return; // the other view was cleared because this one has the selection now
    m_inCalendar = inCalendar;
    if (any) {
        if (inCalendar)
            m_unscheduled.clearSelection();
        else
            m_views.clearSelection();
    }
    // A composer that came by itself would narrow the table under the pointer, between two clicks.
    const bool inTable = inCalendar && m_views.kind() == CalendarKind::List;
    if (!inTable || !any || m_area.isComposerVisible())
        showSelection();
    emit changed();
}

void Composing::showSelection()
{
    const QList<PinId> pins = selection();
    if (pins.isEmpty()) {
        if (!m_unselected)
            m_area.setComposerVisible(false);
        return;
    }
    if (pins.size() > 1) {
        m_unselected = false;
        form().showSeveral(pins);
    } else if (pin() != pins.first() || !m_area.isComposerVisible()) {
        m_unselected = false;
        form().showPin(pins.first());
    }
    m_area.setComposerVisible(true);
}

void Composing::showPin(PinId pin)
{
    const Result<Pin> found = m_workspace.store().pins().pin(pin);
    if (!found) {
        emit message(errorText(found.error()));
        return;
    }
    if (m_scope.reveal(found->content.account))
        emit accountShown();
    if (found->content.planned) {
        m_views.showPin(pin);
        return;
    }
    m_views.clearSelection();
    form().showPin(pin);
    m_unselected = true;
    m_area.setComposerVisible(true);
    emit changed();
}

void Composing::openPin(PinId pin)
{
    if (!selection().contains(pin))
        showPin(pin);
    showSelection();
    form().focusTitle();
}

void Composing::editTime(PinId pin)
{
    openPin(pin);
    form().focusTime();
}

void Composing::editSelectedTime()
{
    showSelection();
    form().focusTime();
}

void Composing::showNew(const DropTarget &to)
{
    m_views.clearSelection();
    m_unscheduled.clearSelection();
    form().showNew(to.account, to.board, to.section, to.at);
    m_unselected = true;
    m_area.setComposerVisible(true);
    form().focusTitle();
    emit changed();
}

// The form shows it already, and keeps the focus in the field that is being typed into.
void Composing::created(PinId pin)
{
    const Result<Pin> made = m_workspace.store().pins().pin(pin);
    if (made && made->content.planned)
        m_views.setSelection({pin});
    emit changed();
}

void Composing::close()
{
    m_unselected = false;
    commit();
    const PinId left = pin();
    const bool hadKeyboard = m_form && m_form->isAncestorOf(m_form->window()->focusWidget());
    m_views.clearSelection();
    m_unscheduled.clearSelection();
    // Before it is hidden: Qt would give the keyboard to the week, which goes to its first pin
    // then.
    if (hadKeyboard)
        focusPin(left);
    m_area.setComposerVisible(false);
    emit changed();
}

void Composing::closeIfGone()
{
    const PinId shown = pin();
    if (m_area.isComposerVisible() && shown.isValid() && !m_workspace.store().pins().pin(shown))
        close();
}

/** The keyboard goes on where the pin is. */
void Composing::focusPin(PinId id)
{
    const Result<Pin> pin = m_workspace.store().pins().pin(id);
    if (pin && !pin->dueAt)
        m_unscheduled.focusPin(id);
    else
        m_views.focusPin(id);
}

} // namespace pinweek
