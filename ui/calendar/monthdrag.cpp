// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/monthdrop.h"
#include "calendar/monthview_p.h"
#include "pins/pinmime.h"
#include "store/pinstore.h"

#include <QDrag>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>

namespace pinweek {

namespace {

constexpr int sideEdge = 24; // px: holding there turns the month
constexpr QSize dragPicture{48, 72};

bool isOurs(const DroppedContent &content)
{
    return content.kind == DroppedContent::Kind::Pins;
}

} // namespace

void MonthView::Private::startDrag(const QList<PinId> &pins, PinId grabbed)
{
    auto *out = new QDrag(q);
    out->setMimeData(pinmime::encode(pins, grabbed, 0, workspace.directory()).release());
    if (const PinWindow::Row *row = window.row(grabbed)) {
        const qreal ratio = q->devicePixelRatioF();
        QPixmap picture(dragPicture * ratio);
        picture.setDevicePixelRatio(ratio);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        tiles.paint(painter, QRect({1, 1}, dragPicture - QSize(2, 2)), contentOf(*row), {});
        painter.end();
        out->setPixmap(picture);
        out->setHotSpot({-12, -12});
    }
    dragSource = QSet<PinId>(pins.begin(), pins.end());
    hovered = {};
    q->viewport()->update();
    out->exec(Qt::CopyAction | Qt::MoveAction, Qt::MoveAction);
    dragSource.clear();
    endDrag();
}

void MonthView::Private::enterDrag(const QMimeData *data)
{
    drag = {};
    drag.active = true;
    drag.content = pinmime::peek(data, workspace.directory());
    drag.refusal = refusalOf(drag.content);
    if (isOurs(drag.content))
        drag.pins = workspace.store().pins().pins(drag.content.pins).value_or(QList<Pin>());
}

void MonthView::Private::replan()
{
    const auto day = grid.dayAt(drag.pos);
    const bool copy = isOurs(drag.content) && drag.modifiers.testFlag(Qt::ControlModifier);
    if (drag.day == day && day && drag.copied == copy)
        return;
    drag.day = day;
    drag.copied = copy;
    if (!drag.refusal.isEmpty() || !day) {
        drag.plan = {};
        drag.plan.why = day ? drag.refusal : tr("Drop it on a day.");
        return;
    }
    const MonthDropScene scene{
        workspace.clock().now(), window.zone(), copy,
        [this](QDate date) { return freeTime(date); }};
    drag.plan = planMonthDrop(drag.content, drag.pins, scene, grid.dateOf(*day));
    previewSlots();
}

void MonthView::Private::previewSlots()
{
    if (drag.plan.nextFree)
        slotPreview.ask(newContents(drag.pins), drag.plan.at.resolve().utc, window.zone());
    else
        slotPreview.clear();
}

int MonthView::Private::sideAt(QPoint pos) const
{
    const int forward = rightToLeft() ? -1 : 1;
    if (pos.x() < sideEdge)
        return -forward;
    return pos.x() >= q->viewport()->width() - sideEdge ? forward : 0;
}

void MonthView::Private::moveDrag(QPoint pos, Qt::KeyboardModifiers modifiers)
{
    ensureReady();
    drag.pos = pos;
    drag.modifiers = modifiers;
    replan();
    q->viewport()->update();
    if (sideAt(pos) == 0)
        sideTimer.stop();
    else if (!sideTimer.isActive())
        sideTimer.start();
}

void MonthView::Private::holdAtSide()
{
    const int side = sideAt(drag.pos);
    if (!drag.active || side == 0) {
        sideTimer.stop();
        return;
    }
    showMonth(month.addMonths(side));
    ensureReady();
    drag.day.reset(); // another day is below the pointer now
    replan();
}

void MonthView::Private::endDrag()
{
    sideTimer.stop();
    drag = {};
    slotPreview.clear();
    q->viewport()->update();
}

void MonthView::Private::drop(const QMimeData *data)
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
        emit q->refused(MonthView::tr("The image could not be read."));
    else
        emit q->imagesDropped(content, plan.at);
}

void MonthView::dragEnterEvent(QDragEnterEvent *event)
{
    d->enterDrag(event->mimeData());
    d->moveDrag(event->position().toPoint(), event->modifiers());
    // Also what will be refused enters, so that the ghost can say why; moves then decide.
    event->setDropAction(isOurs(d->drag.content) ? Qt::MoveAction : Qt::CopyAction);
    event->accept();
}

void MonthView::dragMoveEvent(QDragMoveEvent *event)
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

void MonthView::dragLeaveEvent(QDragLeaveEvent *event)
{
    event->accept();
    d->endDrag();
}

void MonthView::dropEvent(QDropEvent *event)
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
