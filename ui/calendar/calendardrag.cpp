// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/calendarview_p.h"
#include "pins/pinmime.h"
#include "store/pinstore.h"

#include <QDrag>
#include <QDragEnterEvent>
#include <QMimeData>

namespace pinweek {

namespace {

constexpr int sideEdge = 28; // px from the sides: holding there turns to another week or month

} // namespace

void CalendarView::Shared::startDrag(const QList<PinId> &pins, PinId grabbed, int grabOffset)
{
    auto *out = new QDrag(owner);
    out->setMimeData(pinmime::encode(pins, grabbed, grabOffset, workspace.directory()).release());
    if (const PinWindow::Row *row = window.row(grabbed)) {
        out->setPixmap(dragPicture(*row));
        out->setHotSpot({-12, -12});
    }
    dragSource = QSet<PinId>(pins.begin(), pins.end());
    hovered = {};
    owner->viewport()->update();
    out->exec(Qt::CopyAction | Qt::MoveAction, Qt::MoveAction);
    dragSource.clear();
    endDrag();
}

void CalendarView::Shared::enterDrag(const QMimeData *data)
{
    drag = {};
    drag.active = true;
    drag.content = pinmime::peek(data, workspace.directory());
    drag.refusal = refusalOf(drag.content);
    if (isOurDrag())
        drag.pins = workspace.store().pins().pins(drag.content.pins).value_or(QList<Pin>());
}

void CalendarView::Shared::moveDrag(QPoint pos, Qt::KeyboardModifiers modifiers)
{
    ensureReady();
    drag.pos = pos;
    drag.modifiers = modifiers;
    replan();
    owner->viewport()->update();
    if (sideAt(pos) == 0)
        sideTimer.stop();
    else if (!sideTimer.isActive())
        sideTimer.start();
}

int CalendarView::Shared::sideAt(QPoint pos) const
{
    const int forward = rightToLeft() ? -1 : 1;
    if (pos.x() < sideEdge)
        return -forward;
    return pos.x() >= owner->viewport()->width() - sideEdge ? forward : 0;
}

void CalendarView::Shared::holdAtSide()
{
    const int side = sideAt(drag.pos);
    if (!drag.active || side == 0) {
        sideTimer.stop();
        return;
    }
    turn(side);
    ensureReady();
    drag.day.reset(); // another day is below the pointer now
    replan();
}

void CalendarView::Shared::endDrag()
{
    sideTimer.stop();
    drag = {};
    slotPreview.clear();
    owner->viewport()->update();
}

void CalendarView::Shared::drop(const QMimeData *data)
{
    const DropPlan plan = drag.plan;
    DroppedContent content = drag.content;
    endDrag();
    switch (plan.kind) {
    case DropPlan::Kind::Refused:
        emit owner->refused(plan.why);
        return;
    case DropPlan::Kind::Unchanged:
        return;
    case DropPlan::Kind::Files:
        emit owner->imagesDropped(content, plan.at);
        return;
    case DropPlan::Kind::Pins:
        if (plan.nextFree)
            emit owner->nextFreeWanted(plan.pins, plan.at, plan.copy);
        else
            emit owner->pinsMoved(plan.pins, plan.to, plan.copy);
        return;
    case DropPlan::Kind::Image:
        break;
    }
    content = pinmime::decode(data, workspace.directory());
    if (content.kind == DroppedContent::Kind::Nothing)
        emit owner->refused(tr("The image could not be read."));
    else
        emit owner->imagesDropped(content, plan.at);
}

bool CalendarView::Shared::isOurDrag() const
{
    return drag.content.kind == DroppedContent::Kind::Pins;
}

/** Outside drops always answer Copy: Move may delete the user's file (interaction.md 1.8). */
Qt::DropAction CalendarView::Shared::dropAction() const
{
    return isOurDrag() && !drag.plan.copy ? Qt::MoveAction : Qt::CopyAction;
}

void CalendarView::dragEnterEvent(QDragEnterEvent *event)
{
    m_shared->enterDrag(event->mimeData());
    m_shared->moveDrag(event->position().toPoint(), event->modifiers());
    // Also what will be refused enters, so that the ghost can say why; moves then decide.
    event->setDropAction(m_shared->isOurDrag() ? Qt::MoveAction : Qt::CopyAction);
    event->accept();
}

void CalendarView::dragMoveEvent(QDragMoveEvent *event)
{
    if (!m_shared->drag.active)
        m_shared->enterDrag(event->mimeData());
    m_shared->moveDrag(event->position().toPoint(), event->modifiers());
    if (m_shared->drag.plan.kind == DropPlan::Kind::Refused) {
        event->ignore();
        return;
    }
    event->setDropAction(m_shared->dropAction());
    event->accept();
}

void CalendarView::dragLeaveEvent(QDragLeaveEvent *event)
{
    event->accept();
    m_shared->endDrag();
}

void CalendarView::dropEvent(QDropEvent *event)
{
    if (!m_shared->drag.active)
        m_shared->enterDrag(event->mimeData());
    m_shared->moveDrag(event->position().toPoint(), event->modifiers());
    if (m_shared->drag.plan.kind == DropPlan::Kind::Refused) {
        event->ignore();
    } else {
        event->setDropAction(m_shared->dropAction());
        event->accept();
    }
    m_shared->drop(event->mimeData());
}

} // namespace pinweek
