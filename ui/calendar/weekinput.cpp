// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekaccessible.h"
#include "calendar/weekview_p.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <utility>

namespace pinweek {

namespace {

constexpr int wheelNotch = 120;

} // namespace

// --- mouse

bool WeekView::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::ToolTip:
        d->showToolTip(*static_cast<QHelpEvent *>(event));
        return true;
    case QEvent::Leave:
        d->pointer.reset();
        d->hovered = {};
        viewport()->update();
        break;
    default:
        break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void WeekView::mousePressEvent(QMouseEvent *event)
{
    d->ensureReady();
    const QPoint pos = event->position().toPoint();
    if (event->button() != Qt::LeftButton)
        return;
    setFocus(Qt::MouseFocusReason);
    d->pressedPin = {};
    d->pressedTime.reset();
    d->pressedSlot.reset();
    d->slotOpened = false;
    if (pos.y() < Private::headerHeight)
        return;
    if (const auto early = d->bandAt(pos))
        return d->setBand(*early, true);
    if (d->editingSlots)
        return d->pressSlot(*event);
    if (const WeekLayout::More *more = d->moreAt(pos))
        return d->showMore(*more);
    const WeekLayout::Card *card = d->cardAt(pos);
    if (!card) {
        if (!d->bodyRect().contains(pos))
            return;
        if (d->pillRect().contains(pos)) {
            emit newPinWanted(d->grid.timeAt(d->toContent(pos)));
            return;
        }
        const WeekSlot *slot = d->slotAt(pos);
        const WallTime at = slot ? slot->at : d->grid.timeAt(d->toContent(pos));
        if (slot)
            d->pressedSlot = at;
        d->pressedTime = at;
        d->select({});
        d->setFocusCell(at.date, minuteOf(at.time));
        return;
    }
    const PinId pin = card->pin;
    d->pressedAt = pos;
    d->pressedPin = pin;
    d->pressedPlain = event->modifiers() == Qt::NoModifier;
    d->setFocusPin(pin);
    if (event->modifiers() & Qt::ControlModifier) {
        d->pressedPlain = false;
        if (!d->selection.contains(pin))
            d->toggle(pin);
        else
            d->pressedPlain = true; // taken out when let go, unless a copy is dragged
    } else if (event->modifiers() & Qt::ShiftModifier) {
        d->selectTo(pin);
    } else if (!d->selection.contains(pin)) {
        d->select({pin});
    }
}

void WeekView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint pos = event->position().toPoint();
    if (d->editingSlots)
        return d->dragSlot(*event);
    if (d->pressedAt && (event->buttons() & Qt::LeftButton)) {
        if ((pos - *d->pressedAt).manhattanLength() < QApplication::startDragDistance())
            return;
        const WeekLayout::Card *card = d->cardOf(d->pressedPin);
        const int offset = card ? d->pressedAt->y() - d->toViewport(card->rect).top() : 0;
        const PinId pin = d->pressedPin;
        d->pressedAt.reset();
        QList<PinId> pins = d->selection;
        if (!pins.contains(pin))
            pins = {pin};
        d->startDrag(pins, pin, offset);
        return;
    }
    const QRect before = d->pillRect();
    const WeekSlot *slotBefore = d->pointer ? d->slotAt(*d->pointer) : nullptr;
    d->pointer = pos;
    const WeekSlot *slot = d->slotAt(pos);
    for (const WeekSlot *each : {slotBefore, slot}) {
        if (each && slotBefore != slot)
            viewport()->update(d->toViewport(each->rect));
    }
    const WeekLayout::Card *card = d->cardAt(pos);
    const PinId over = card ? card->pin : PinId();
    const QRect after = d->pillRect();
    if (over != d->hovered || before != after || d->moreAt(pos)) {
        const auto touch = [this](PinId pin) {
            if (const WeekLayout::Card *old = d->cardOf(pin))
                viewport()->update(d->toViewport(old->rect));
        };
        touch(d->hovered);
        d->hovered = over;
        touch(over);
        viewport()->update(before.adjusted(-1, -1, 1, 1));
        viewport()->update(after.adjusted(-1, -1, 1, 1));
    }
    const bool hand = after.contains(pos) || slot || d->moreAt(pos) || d->bandAt(pos);
    viewport()->setCursor(hand ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void WeekView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (d->editingSlots)
        return d->releaseSlot(*event);
    if (d->pressedSlot) {
        const WeekSlot *slot = d->slotAt(event->position().toPoint());
        if (slot && slot->at == *d->pressedSlot && !std::exchange(d->slotOpened, true))
            emit newPinWanted(slot->at);
        return;
    }
    if (!d->pressedAt)
        return;
    d->pressedAt.reset();
    if (!d->pressedPlain)
        return;
    if (event->modifiers() & Qt::ControlModifier) {
        d->toggle(d->pressedPin);
        return;
    }
    // The keyboard stays here, so that Alt+arrows, Del or Ctrl+X go on with the card.
    d->select({d->pressedPin});
}

void WeekView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint pos = event->position().toPoint();
    if (event->button() != Qt::LeftButton || d->editingSlots)
        return;
    // What the first click was on: since then the composer may have come and moved the days.
    if (d->pressedPin.isValid()) {
        emit pinOpened(d->pressedPin);
        return;
    }
    if (d->pressedSlot)
        return; // the first click has opened the composer
    if (d->pressedTime) {
        emit newPinWanted(*d->pressedTime);
        return;
    }
    if (!d->bodyRect().contains(pos) || d->bandAt(pos) || d->moreAt(pos))
        return;
    if (const WeekLayout::Card *card = d->cardAt(pos))
        emit pinOpened(card->pin);
    else
        emit newPinWanted(d->grid.timeAt(d->toContent(pos)));
}

void WeekView::contextMenuEvent(QContextMenuEvent *event)
{
    d->ensureReady();
    if (d->editingSlots) {
        const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
        const WeekSlot *slot = keyboard ? d->focusedSlot() : d->slotAt(event->pos());
        if (slot)
            emit slotMenuWanted(
                slot->slot, keyboard ? viewport()->mapToGlobal(d->toViewport(slot->rect).center())
                                     : event->globalPos());
        return;
    }
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const WeekLayout::Card *card = d->cardOf(d->focus.pin);
        if (card && !d->selection.contains(d->focus.pin))
            d->select({d->focus.pin});
        const QPoint at = card ? d->toViewport(card->rect).center() : pointOf(d->focusTime());
        emit menuWanted(viewport()->mapToGlobal(at));
        return;
    }
    const QPoint pos = event->pos();
    if (const WeekLayout::Card *card = d->cardAt(pos)) {
        if (!d->selection.contains(card->pin))
            d->select({card->pin});
        d->setFocusPin(card->pin);
    } else if (d->bodyRect().contains(pos)) {
        const WallTime at = d->grid.timeAt(d->toContent(pos));
        d->select({});
        d->setFocusCell(at.date, minuteOf(at.time));
    }
    emit menuWanted(event->globalPos());
}

void WeekView::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    event->accept();
    d->wheelRest += event->angleDelta().y();
    if (qAbs(d->wheelRest) < wheelNotch)
        return;
    const int by = d->wheelRest > 0 ? 1 : -1;
    d->wheelRest = 0;
    const auto here =
        std::find(Private::zoomSteps.begin(), Private::zoomSteps.end(), d->hourHeight) -
        Private::zoomSteps.begin();
    const auto next = qBound(0, int(here) + by, int(Private::zoomSteps.size()) - 1);
    d->zoomTo(Private::zoomSteps[size_t(next)], event->position().toPoint());
}

// --- keyboard

void WeekView::keyPressEvent(QKeyEvent *event)
{
    d->ensureReady();
    if (d->editingSlots && d->slotKey(*event))
        return;
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool extend = modifiers == Qt::ShiftModifier;
    const bool plain = modifiers == Qt::NoModifier || extend;
    const bool move = modifiers == Qt::AltModifier;
    const int forward = d->rightToLeft() ? -1 : 1;
    const int across = event->key() == Qt::Key_Right ? forward : -forward;
    const int down = event->key() == Qt::Key_Down ? 1 : -1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (move)
            return d->moveSelection(across, 0);
        if (plain)
            return d->moveFocusAcross(across, extend);
        break;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (move)
            return d->moveSelection(0, down * WeekGrid::step);
        if (plain)
            return d->moveFocusInDay(down, extend);
        break;
    case Qt::Key_Home:
    case Qt::Key_End:
        if (plain)
            return d->moveFocusAcross(
                int(d->focus.date.daysTo(d->grid.dateOf(event->key() == Qt::Key_Home ? 0 : 6))),
                extend);
        break;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        if (plain)
            return d->turnWeek(event->key() == Qt::Key_PageDown ? 1 : -1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (modifiers == Qt::NoModifier)
            return d->openFocus();
        break;
    case Qt::Key_N:
        if (modifiers == Qt::NoModifier) {
            emit newPinWanted(d->focusTime());
            return;
        }
        break;
    case Qt::Key_F2:
        if (d->focus.pin.isValid()) {
            d->select({d->focus.pin});
            emit editTimeWanted(d->focus.pin);
            return;
        }
        break;
    case Qt::Key_Delete:
        if (!d->selection.isEmpty()) {
            emit deleteWanted();
            return;
        }
        break;
    case Qt::Key_Space:
        if (d->focus.pin.isValid())
            return d->toggle(d->focus.pin);
        break;
    case Qt::Key_A:
        if (modifiers == Qt::ControlModifier) {
            return d->select(pins());
        }
        break;
    case Qt::Key_Escape:
        if (!d->selection.isEmpty())
            return d->select({});
        break;
    default:
        break;
    }
    event->ignore();
}

void WeekView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
    // Who comes with the keyboard must see where it is.
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        d->focusMoved();
    else
        WeekAccessible::announceFocus(this);
}

void WeekView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace pinweek
