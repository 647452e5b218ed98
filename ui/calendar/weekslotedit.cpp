// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekview_p.h"
#include "text/timetext.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <utility>

namespace pinweek {

namespace {

constexpr int labelHeight = 16; // px of a slot's top that a card must leave free

} // namespace

// --- the view's questions

void WeekView::setSlotEditing(bool on)
{
    d->setSlotEditing(on);
}

bool WeekView::isSlotEditing() const
{
    return d->editingSlots;
}

BoardId WeekView::slotBoard() const
{
    return d->slotSource.board();
}

QRect WeekView::rectOf(SlotId slot) const
{
    d->ensureReady();
    const WeekSlot *found = d->slotOf(slot);
    return found && d->isShown(*found) ? d->toViewport(found->rect) : QRect();
}

// --- finding

/** Free ones that no card hides; in the mode for slots every one that is not folded away. */
bool WeekView::Private::isShown(const WeekSlot &slot) const
{
    if (slot.rect.isNull())
        return false;
    if (editingSlots)
        return true;
    if (!slot.free || slot.moment < workspace.clock().now())
        return false;
    const QRect label(slot.rect.left(), slot.rect.top(), slot.rect.width(), labelHeight);
    return std::none_of(
        layout.cards.begin(), layout.cards.end(),
        [&label](const WeekLayout::Card &card) { return card.rect.intersects(label); });
}

const WeekSlot *WeekView::Private::slotAt(QPoint pos) const
{
    if (!bodyRect().contains(pos))
        return nullptr;
    const QPoint point = toContent(pos);
    const auto found = std::find_if(weekSlots.begin(), weekSlots.end(), [&](const WeekSlot &slot) {
        return slot.rect.contains(point) && isShown(slot);
    });
    return found == weekSlots.end() ? nullptr : &*found;
}

const WeekSlot *WeekView::Private::slotOf(SlotId id) const
{
    const auto found = std::find_if(weekSlots.begin(), weekSlots.end(),
                                    [id](const WeekSlot &slot) { return slot.slot.id == id; });
    return found == weekSlots.end() ? nullptr : &*found;
}

const WeekSlot *WeekView::Private::focusedSlot() const
{
    if (focus.pin.isValid())
        return nullptr;
    const auto found =
        std::find_if(weekSlots.begin(), weekSlots.end(), [this](const WeekSlot &slot) {
            return slot.at.date == focus.date && minuteOf(slot.at.time) == focus.minute &&
                   isShown(slot);
        });
    return found == weekSlots.end() ? nullptr : &*found;
}

QList<SnapPlace> WeekView::Private::snapPlaces() const
{
    QList<SnapPlace> places;
    const UtcTime now = workspace.clock().now();
    for (const WeekSlot &slot : weekSlots) {
        if (slot.free && slot.moment >= now && !slot.rect.isNull())
            places += SnapPlace{slot.day, slot.rect.top(), slot.at};
    }
    return places;
}

QString WeekView::Private::spokenSlot(const WeekSlot &slot) const
{
    const QString when = spokenDayClock(slot.at.date, slot.at.time);
    //: Read out by a screen reader: day and time.
    return slot.free ? tr("%1, free time slot").arg(when) : tr("%1, time slot").arg(when);
}

// --- the mode for slots

void WeekView::Private::setSlotEditing(bool on)
{
    if (editingSlots == on)
        return;
    editingSlots = on;
    slotDrag.reset();
    if (on)
        select({});
    focus.pin = {};
    invalidate();
    ensureReady();
    CalendarAccessible::announceChanges(q);
    emit q->slotEditingChanged(on);
}

int WeekView::Private::slotStep(Qt::KeyboardModifiers modifiers) const
{
    return modifiers.testFlag(Qt::ShiftModifier) ? WeekGrid::fineStep : WeekGrid::step;
}

void WeekView::Private::pressSlot(const QMouseEvent &event)
{
    const QPoint pos = event.position().toPoint();
    if (!bodyRect().contains(pos))
        return;
    const WeekSlot *slot = slotAt(pos);
    const WallTime at = slot ? slot->at : grid.timeAt(toContent(pos), slotStep(event.modifiers()));
    setFocusCell(at.date, minuteOf(at.time));
    if (!slot) {
        pressedTime = at;
        return;
    }
    slotDrag = SlotDrag{slot->slot, pos, toContent(pos).y() - slot->rect.top(), false, slot->at};
}

void WeekView::Private::dragSlot(const QMouseEvent &event)
{
    const QPoint pos = event.position().toPoint();
    pointer = pos;
    q->viewport()->setCursor(slotAt(pos) ? Qt::OpenHandCursor : Qt::ArrowCursor);
    q->viewport()->update();
    if (!slotDrag || !(event.buttons() & Qt::LeftButton))
        return;
    if ((pos - slotDrag->from).manhattanLength() >= QApplication::startDragDistance())
        slotDrag->moving = true;
    if (!slotDrag->moving)
        return;
    const QPoint top = toContent(pos) - QPoint(0, slotDrag->grabOffset);
    slotDrag->to = grid.timeAt(top, slotStep(event.modifiers()));
    q->viewport()->setCursor(Qt::ClosedHandCursor);
}

void WeekView::Private::releaseSlot(const QMouseEvent &event)
{
    const QPoint pos = event.position().toPoint();
    const std::optional<SlotDrag> dragged = std::exchange(slotDrag, std::nullopt);
    const std::optional<WallTime> pressed = std::exchange(pressedTime, std::nullopt);
    q->viewport()->update();
    if (dragged && dragged->moving) {
        setFocusCell(dragged->to.date, minuteOf(dragged->to.time));
        emit q->slotMoved(dragged->slot, dragged->to);
    } else if (pressed && bodyRect().contains(pos) && !slotAt(pos)) {
        emit q->slotWanted(*pressed);
    }
}

bool WeekView::Private::key(const QKeyEvent &event)
{
    return (editingSlots && slotKey(event)) || Shared::key(event);
}

bool WeekView::Private::slotKey(const QKeyEvent &event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const int forward = rightToLeft() ? -1 : 1;
    const bool move = modifiers == Qt::AltModifier;
    switch (event.key()) {
    case Qt::Key_Escape:
        if (slotDrag) {
            slotDrag.reset();
            q->viewport()->update();
        } else {
            setSlotEditing(false);
        }
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_N:
        if (modifiers != Qt::NoModifier)
            return false;
        if (!focusedSlot())
            emit q->slotWanted(focusTime());
        return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        if (const WeekSlot *slot = focusedSlot())
            emit q->slotRemoved(slot->slot);
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (!move)
            return false;
        moveFocusedSlot(event.key() == Qt::Key_Right ? forward : -forward, 0);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (!move)
            return false;
        moveFocusedSlot(0, event.key() == Qt::Key_Down ? WeekGrid::step : -WeekGrid::step);
        return true;
    case Qt::Key_Space:
    case Qt::Key_F2:
        return true; // what they do to pins rests
    default:
        return false;
    }
}

void WeekView::Private::moveFocusedSlot(int days, int minutes)
{
    const WeekSlot *slot = focusedSlot();
    if (!slot)
        return;
    const int minute = minuteOf(slot->at.time) + minutes;
    if (minute < 0 || minute >= 24 * 60)
        return;
    // A slot is of every week: from its last day it goes to the first.
    const int day = (slot->day + days + WeekGrid::days) % WeekGrid::days;
    const WallTime to{grid.dateOf(day), timeOfMinute(minute), window.zone()};
    const TimeSlot moved = slot->slot;
    setFocusCell(to.date, minute);
    emit q->slotMoved(moved, to);
}

} // namespace pinweek
