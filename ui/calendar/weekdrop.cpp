// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekview_p.h"

#include <QScrollBar>

namespace pinweek {

namespace {

constexpr int scrollEdge = 32;    // px from the upper and lower edge
constexpr int fastestScroll = 16; // px a frame
constexpr QSize dragPictureSize{120, 24};

} // namespace

void WeekView::Private::startDrag(const QList<PinId> &pins, PinId grabbed, int grabOffset)
{
    pointer.reset();
    Shared::startDrag(pins, grabbed, grabOffset);
}

/** The week draws its own ghost; this small picture is for the boards and other places. */
QPixmap WeekView::Private::dragPicture(const PinWindow::Row &row)
{
    const QPixmap picture =
        cards.pixmap(dragPictureSize, q->devicePixelRatioF(), contentOf(row), {});
    cards.forget(row.pin.id);
    return picture;
}

int WeekView::Private::grabOffsetOf(PinId pin, QPoint pressed) const
{
    const WeekLayout::Card *card = cardOf(pin);
    return card ? pressed.y() - toViewport(card->rect).top() : 0;
}

void WeekView::Private::replan()
{
    ensureReady();
    const bool fine = drag.modifiers.testFlag(Qt::ShiftModifier);
    const DropScene scene{grid, workspace.clock().now(), fine ? WeekGrid::fineStep : WeekGrid::step,
                          isOurDrag() && drag.modifiers.testFlag(Qt::ControlModifier),
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

void WeekView::Private::moveDrag(QPoint pos, Qt::KeyboardModifiers modifiers)
{
    ensureReady();
    if (const auto early = bandAt(pos); early && drag.refusal.isEmpty())
        setBand(*early, true);
    Shared::moveDrag(pos, modifiers);
    scrollAtEdge(pos);
}

void WeekView::Private::scrollAtEdge(QPoint pos)
{
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
}

void WeekView::Private::autoScroll()
{
    QScrollBar *bar = q->verticalScrollBar();
    bar->setValue(bar->value() + scrollSpeed);
}

void WeekView::Private::endDrag()
{
    scrollTimer.stop();
    Shared::endDrag();
}

} // namespace pinweek
