// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/calendarview_p.h"
#include "calendar/morelist.h"
#include "store/pinstore.h"
#include "store/store.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>

#include <chrono>
#include <utility>

namespace pinweek {

namespace {

constexpr int wheelNotch = 120;

/** Of digits' keys too. */
Qt::KeyboardModifiers modifiersOf(const QKeyEvent &event)
{
    return event.modifiers() & ~Qt::KeypadModifier;
}

} // namespace

// --- mouse

void CalendarView::Shared::pressCard(PinId pin, const QMouseEvent &event)
{
    pressedAt = event.position().toPoint();
    pressedPin = pin;
    pressedPlain = event.modifiers() == Qt::NoModifier;
    setFocusPin(pin);
    if (event.modifiers() & Qt::ControlModifier) {
        // Taken out when let go, unless a copy is dragged.
        pressedPlain = selection.contains(pin);
        if (!pressedPlain)
            toggle(pin);
    } else if (event.modifiers() & Qt::ShiftModifier) {
        selectTo(pin);
    } else if (!selection.contains(pin)) {
        select({pin});
    }
}

bool CalendarView::Shared::dragCard(const QMouseEvent &event)
{
    if (!pressedAt || !(event.buttons() & Qt::LeftButton))
        return false;
    const QPoint way = event.position().toPoint() - *pressedAt;
    if (way.manhattanLength() < QApplication::startDragDistance())
        return true;
    const QPoint from = *pressedAt;
    const PinId pin = pressedPin;
    pressedAt.reset();
    startDrag(selection.contains(pin) ? selection : QList<PinId>{pin}, pin,
              grabOffsetOf(pin, from));
    return true;
}

bool CalendarView::Shared::releaseCard(const QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton || !std::exchange(pressedAt, std::nullopt) ||
        !pressedPlain)
        return false;
    if (event.modifiers() & Qt::ControlModifier) {
        toggle(pressedPin);
        return false;
    }
    select({pressedPin});
    return true;
}

int CalendarView::Shared::notches(const QWheelEvent &event)
{
    wheelRest += event.angleDelta().y();
    if (qAbs(wheelRest) < wheelNotch)
        return 0;
    return std::exchange(wheelRest, 0) > 0 ? 1 : -1;
}

void CalendarView::Shared::showList(MoreList *list, QPoint below)
{
    QObject::connect(list, &MoreList::chosen, owner, [this](PinId pin) {
        select({pin});
        setFocusPin(pin);
        emit owner->pinOpened(pin);
    });
    QObject::connect(list, &MoreList::dragged, owner, [this](PinId pin) {
        // Not inside the list's own mouse event: its grab has to end first.
        QTimer::singleShot(0, owner, [this, pin] { startDrag({pin}, pin, 0); });
    });
    QObject::connect(&workspace.store(), &Store::changed, list,
                     [this, list](const ChangeSet &changes) { refresh(list, changes.pins); });
    list->showAt(owner->viewport()->mapToGlobal(below));
}

/** While it is open, a video may go on its way, or a pin out. */
void CalendarView::Shared::refresh(MoreList *list, const QSet<PinId> &touched)
{
    for (const PinId pin : touched) {
        if (!list->holds(pin))
            continue;
        const Result<Pin> now = workspace.store().pins().pin(pin);
        if (!now || !now->dueAt)
            continue;
        const PinWindow::Row row{*now, WallTime::fromUtc(*now->dueAt, window.zone())};
        const CardContent content = cardContent(row, window, workspace, filter);
        list->setCard(content, spokenCard(row, content, window));
    }
}

// --- keys

void CalendarView::Shared::moveSelection(int days, int minutes)
{
    QList<PinId> pins;
    QList<WallTime> to;
    const auto stored = workspace.store().pins().pins(selection);
    for (const Pin &pin : stored.value_or(QList<Pin>())) {
        if (!pin.dueAt)
            continue;
        if (const QString why = refusalToMove(pin); !why.isEmpty()) {
            emit owner->refused(why);
            return;
        }
        // Minutes count in real time, so that a clock change is stepped over; days keep the wall
        // time.
        WallTime time =
            WallTime::fromUtc(*pin.dueAt + std::chrono::minutes(minutes), window.zone());
        time.date = time.date.addDays(days);
        pins.append(pin.id);
        to.append(time);
    }
    if (pins.isEmpty())
        return;
    if (const QString why = refusalOfTimes(to, workspace.clock().now()); !why.isEmpty()) {
        emit owner->refused(why);
        return;
    }
    selectionMoved(days);
    emit owner->pinsMoved(pins, to, false);
}

bool CalendarView::Shared::arrowKey(const QKeyEvent &event)
{
    const Qt::KeyboardModifiers modifiers = modifiersOf(event);
    const bool extend = modifiers == Qt::ShiftModifier;
    const bool move = modifiers == Qt::AltModifier;
    if (!move && !extend && modifiers != Qt::NoModifier)
        return false;
    const int forward = rightToLeft() ? -1 : 1;
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int across = event.key() == Qt::Key_Right ? forward : -forward;
        move ? moveSelection(across, 0) : stepAcross(across, extend);
        return true;
    }
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const int down = event.key() == Qt::Key_Down ? 1 : -1;
        const auto [days, minutes] = downMove();
        move ? moveSelection(down * days, down * minutes) : stepDown(down, extend);
        return true;
    }
    default:
        break;
    }
    if (move)
        return false;
    switch (event.key()) {
    case Qt::Key_Home:
    case Qt::Key_End:
        goToEnd(event.key() == Qt::Key_End, extend);
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        turn(event.key() == Qt::Key_PageDown ? 1 : -1);
        return true;
    default:
        return false;
    }
}

bool CalendarView::Shared::key(const QKeyEvent &event)
{
    if (arrowKey(event))
        return true;
    const Qt::KeyboardModifiers modifiers = modifiersOf(event);
    const bool plain = modifiers == Qt::NoModifier;
    const PinId pin = focusPin();
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (plain)
            openFocus();
        return plain;
    case Qt::Key_N:
        if (plain)
            newPinAtFocus();
        return plain;
    case Qt::Key_F2:
        if (!pin.isValid())
            return false;
        select({pin});
        emit owner->editTimeWanted(pin);
        return true;
    case Qt::Key_Delete:
        if (selection.isEmpty())
            return false;
        emit owner->deleteWanted();
        return true;
    case Qt::Key_Space:
        if (pin.isValid())
            toggle(pin);
        return pin.isValid();
    case Qt::Key_A:
        if (modifiers == Qt::ControlModifier)
            select(pinsInOrder());
        return modifiers == Qt::ControlModifier;
    case Qt::Key_Escape:
        if (selection.isEmpty())
            return false;
        select({});
        return true;
    default:
        return false;
    }
}

void CalendarView::keyPressEvent(QKeyEvent *event)
{
    m_shared->ensureReady();
    if (!m_shared->key(*event))
        event->ignore();
}

} // namespace pinweek
