// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekview_p.h"
#include "pins/pinmime.h"
#include "store/pinstore.h"

#include <QDrag>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>

namespace pinweek {

namespace {

constexpr int scrollEdge = 32;    // px from the upper and lower edge
constexpr int sideEdge = 28;      // px from the sides
constexpr int fastestScroll = 16; // px a frame

bool isOurs(const DroppedContent &content)
{
    return content.kind == DroppedContent::Kind::Pins;
}

} // namespace

void WeekView::Private::startDrag(const QList<PinId> &pins, PinId grabbed, int grabOffset)
{
    auto *out = new QDrag(q);
    out->setMimeData(pinmime::encode(pins, grabbed, grabOffset, workspace.directory()).release());
    // The week draws its own ghost; this small picture is for the boards and other places.
    const PinWindow::Row *row = window.row(grabbed);
    if (row) {
        QPixmap picture = cards.pixmap({120, 24}, q->devicePixelRatioF(), contentOf(*row), {});
        cards.forget(grabbed);
        out->setPixmap(picture);
        out->setHotSpot({-12, -12});
    }
    dragSource = QSet<PinId>(pins.begin(), pins.end());
    pointer.reset();
    hovered = {};
    q->viewport()->update();
    out->exec(Qt::CopyAction | Qt::MoveAction, Qt::MoveAction);
    dragSource.clear();
    endDrag();
}

void WeekView::Private::enterDrag(const QMimeData *data)
{
    drag = {};
    drag.active = true;
    drag.content = pinmime::peek(data, workspace.directory());
    drag.refusal = refusalOf(drag.content);
    if (isOurs(drag.content))
        drag.pins = workspace.store().pins().pins(drag.content.pins).value_or(QList<Pin>());
}

void WeekView::Private::replan()
{
    ensureReady();
    const bool fine = drag.modifiers.testFlag(Qt::ShiftModifier);
    const DropScene scene{grid, workspace.clock().now(), fine ? WeekGrid::fineStep : WeekGrid::step,
                          isOurs(drag.content) && drag.modifiers.testFlag(Qt::ControlModifier),
                          fine ? QList<SnapPlace>() : snapPlaces()};
    const QPoint inside(drag.pos.x(), qMax(drag.pos.y(), bodyRect().top()));
    drag.plan = planDrop(drag.content, drag.pins, scene, toContent(inside));
    if (!drag.refusal.isEmpty()) {
        drag.plan.kind = DropPlan::Kind::Refused;
        drag.plan.why = drag.refusal;
    }
    if (drag.plan.nextFree)
        slotPreview.ask(newContents(drag.pins), drag.plan.at.resolve().utc, grid.options().zone);
    else
        slotPreview.clear();
    q->viewport()->update();
}

int WeekView::Private::sideAt(QPoint pos) const
{
    const int forward = rightToLeft() ? -1 : 1;
    if (pos.x() < sideEdge)
        return -forward;
    if (pos.x() >= q->viewport()->width() - sideEdge)
        return forward;
    return 0;
}

void WeekView::Private::moveDrag(QPoint pos, Qt::KeyboardModifiers modifiers)
{
    ensureReady();
    drag.pos = pos;
    drag.modifiers = modifiers;
    if (const auto early = bandAt(pos); early && drag.refusal.isEmpty())
        setBand(*early, true);
    replan();

    const QRect body = bodyRect();
    const int above = body.top() + scrollEdge - pos.y();
    const int below = pos.y() - (body.bottom() - scrollEdge);
    scrollSpeed = above > 0   ? -qMin(fastestScroll, 2 + above / 3)
                  : below > 0 ? qMin(fastestScroll, 2 + below / 3)
                              : 0;
    if (scrollSpeed == 0)
        scrollTimer.stop();
    else if (!scrollTimer.isActive())
        scrollTimer.start();

    if (sideAt(pos) == 0)
        sideTimer.stop();
    else if (!sideTimer.isActive())
        sideTimer.start();
}

void WeekView::Private::autoScroll()
{
    QScrollBar *bar = q->verticalScrollBar();
    bar->setValue(bar->value() + scrollSpeed);
}

void WeekView::Private::holdAtSide()
{
    const int side = sideAt(drag.pos);
    if (!drag.active || side == 0) {
        sideTimer.stop();
        return;
    }
    turnWeek(side);
    replan();
}

void WeekView::Private::endDrag()
{
    scrollTimer.stop();
    sideTimer.stop();
    drag = {};
    slotPreview.clear();
    q->viewport()->update();
}

void WeekView::Private::drop(const QMimeData *data)
{
    const DropPlan plan = drag.plan;
    DroppedContent content = drag.content;
    endDrag();
    switch (plan.kind) {
    case DropPlan::Kind::Refused:
        emit q->refused(plan.why);
        return;
    case DropPlan::Kind::Unchanged:
        return;
    case DropPlan::Kind::Files:
        emit q->imagesDropped(content, plan.at);
        return;
    case DropPlan::Kind::Pins:
        if (plan.nextFree)
            emit q->nextFreeWanted(plan.pins, plan.at, plan.copy);
        else
            emit q->pinsMoved(plan.pins, plan.to, plan.copy);
        return;
    case DropPlan::Kind::Image:
        break;
    }
    content = pinmime::decode(data, workspace.directory());
    if (content.kind == DroppedContent::Kind::Nothing)
        emit q->refused(WeekView::tr("The image could not be read."));
    else
        emit q->imagesDropped(content, plan.at);
}

void WeekView::dragEnterEvent(QDragEnterEvent *event)
{
    d->enterDrag(event->mimeData());
    d->moveDrag(event->position().toPoint(), event->modifiers());
    // Also what will be refused enters, so that the ghost can say why; moves then decide.
    event->setDropAction(isOurs(d->drag.content) ? Qt::MoveAction : Qt::CopyAction);
    event->accept();
}

void WeekView::dragMoveEvent(QDragMoveEvent *event)
{
    if (!d->drag.active)
        d->enterDrag(event->mimeData());
    d->moveDrag(event->position().toPoint(), event->modifiers());
    if (d->drag.plan.kind == DropPlan::Kind::Refused) {
        event->ignore();
        return;
    }
    // Outside drops always answer Copy: Move may delete the user's file (interaction.md 1.8).
    event->setDropAction(isOurs(d->drag.content) && !d->drag.plan.copy ? Qt::MoveAction
                                                                       : Qt::CopyAction);
    event->accept();
}

void WeekView::dragLeaveEvent(QDragLeaveEvent *event)
{
    event->accept();
    d->endDrag();
}

void WeekView::dropEvent(QDropEvent *event)
{
    if (!d->drag.active)
        d->enterDrag(event->mimeData());
    d->moveDrag(event->position().toPoint(), event->modifiers());
    const DropPlan plan = d->drag.plan;
    if (plan.kind == DropPlan::Kind::Refused) {
        event->ignore();
    } else {
        event->setDropAction(isOurs(d->drag.content) && !plan.copy ? Qt::MoveAction
                                                                   : Qt::CopyAction);
        event->accept();
    }
    d->drop(event->mimeData());
}

} // namespace pinweek
