// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekview_p.h"

#include <QHelpEvent>
#include <QMouseEvent>

#include <algorithm>
#include <tuple>
#include <utility>

namespace pinweek {

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
    d->pressCard(card->pin, *event);
}

void WeekView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint pos = event->position().toPoint();
    if (d->editingSlots)
        return d->dragSlot(*event);
    if (d->dragCard(*event))
        return;
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
    // Released plainly the card is only selected: the keyboard stays here, so that Alt+arrows, Del
    // or Ctrl+X go on with it.
    std::ignore = d->releaseCard(*event);
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
    const int by = d->notches(*event);
    if (by == 0)
        return;
    const auto here =
        std::find(Private::zoomSteps.begin(), Private::zoomSteps.end(), d->hourHeight) -
        Private::zoomSteps.begin();
    const auto next = qBound(0, int(here) + by, int(Private::zoomSteps.size()) - 1);
    d->zoomTo(Private::zoomSteps[size_t(next)], event->position().toPoint());
}

} // namespace pinweek
