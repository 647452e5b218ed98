// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekview_p.h"
#include "text/timetext.h"

#include <QPainter>

namespace pinweek {

namespace {

constexpr int padding = 8;
constexpr int lineHeight = 16;

void drawOutline(QPainter &painter, const QRect &rect, const QPen &pen, const QBrush &brush)
{
    const qreal half = pen.widthF() / 2;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(brush);
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), metrics::cardRadius,
                            metrics::cardRadius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

/** The first line of a slot, as far as there is room. */
QRect labelOf(const QRect &rect)
{
    QRect label = rect.adjusted(padding, 0, -padding, 0);
    label.setTop(rect.top() + qMin(5, (rect.height() - lineHeight) / 2));
    label.setHeight(lineHeight);
    return label;
}

} // namespace

void WeekView::Private::paintSlots(QPainter &painter, const QRect &area) const
{
    for (const WeekSlot &slot : weekSlots) {
        const QRect rect = toViewport(slot.rect);
        if (!isShown(slot) || !rect.adjusted(-4, -4, 4, 4).intersects(area))
            continue;
        if (!editingSlots)
            paintFreeSlot(painter, slot);
        else if (!slotDrag || !slotDrag->moving || slotDrag->slot.id != slot.slot.id)
            paintEditedSlot(painter, slot, rect, slot.at);
    }
    if (editingSlots) {
        paintSlotDrag(painter);
    } else if (isEmptyStateShown() && !weekSlots.isEmpty()) {
        // No outline runs through the sentence.
        drawOutline(painter, emptyState->geometry().adjusted(-16, -8, 16, 8), Qt::NoPen,
                    themeManager.theme().surface);
    }
}

void WeekView::Private::paintFreeSlot(QPainter &painter, const WeekSlot &slot) const
{
    const Theme &theme = themeManager.theme();
    const QRect rect = toViewport(slot.rect);
    const bool over = pointer && rect.contains(*pointer) && !drag.active && !pressedAt;
    const bool target = drag.active && drag.plan.inSlot && drag.plan.at == slot.at;
    QPen pen(over || target ? theme.accent : theme.controlEdge, 1);
    pen.setDashPattern({4, 3});
    drawOutline(painter, rect, pen, over ? QBrush(theme.selection) : QBrush(Qt::NoBrush));
    painter.setFont(paintedFont(TextStyle::Meta, over));
    painter.setPen(over ? theme.accent : theme.secondary);
    const QString time = clockText(slot.at.time);
    painter.drawText(labelOf(rect), int(Qt::AlignVCenter | Qt::AlignLeft),
                     over ? QStringLiteral("+ %1").arg(time) : time);
}

void WeekView::Private::paintEditedSlot(QPainter &painter, const WeekSlot &slot, const QRect &rect,
                                        const WallTime &at) const
{
    const Theme &theme = themeManager.theme();
    const bool moving = slotDrag && slotDrag->moving && slotDrag->slot.id == slot.slot.id;
    const bool focused = q->hasFocus() && !moving && focusedSlot() == &slot;
    drawOutline(painter, rect, QPen(theme.accent, focused || moving ? 2 : 1), theme.selection);
    painter.setFont(paintedFont(TextStyle::Meta, true));
    painter.setPen(theme.text);
    painter.drawText(labelOf(rect), int(Qt::AlignVCenter | Qt::AlignLeft), clockText(at.time));
    if (rect.height() < lineHeight * 2 + padding || slot.slot.zone == window.zone())
        return;
    painter.setFont(paintedFont(TextStyle::Meta));
    painter.setPen(theme.secondary);
    painter.drawText(
        labelOf(rect).translated(0, lineHeight), int(Qt::AlignVCenter | Qt::AlignLeft),
        QStringLiteral("%1 %2").arg(clockText(slot.slot.time), zoneName(slot.slot.zone)));
}

/** The slot in the hand, or what a click would add. */
void WeekView::Private::paintSlotDrag(QPainter &painter) const
{
    const Theme &theme = themeManager.theme();
    if (slotDrag && slotDrag->moving) {
        for (const WeekSlot &slot : weekSlots) {
            const auto day = grid.dayOf(slotDrag->to.date);
            if (slot.slot.id != slotDrag->slot.id || !day)
                continue;
            QRect rect = toViewport(grid.rectOf(*day)).adjusted(6, 0, -6, 0);
            rect.setTop(origin().y() + grid.yOf(slotDrag->to.time));
            rect.setHeight(slot.rect.height());
            paintEditedSlot(painter, slot, rect, slotDrag->to);
        }
        return;
    }
    if (!pointer || !bodyRect().contains(*pointer) || slotAt(*pointer) || bandAt(*pointer))
        return;
    const WallTime at = grid.timeAt(toContent(*pointer));
    const auto day = grid.dayOf(at.date);
    if (!day)
        return;
    QRect rect = toViewport(grid.rectOf(*day)).adjusted(6, 0, -6, 0);
    rect.setTop(origin().y() + grid.yOf(at.time));
    rect.setHeight(WeekLayout::leastCardHeight);
    QPen pen(theme.accent, 1);
    pen.setDashPattern({4, 3});
    drawOutline(painter, rect, pen, theme.surface);
    painter.setFont(paintedFont(TextStyle::Meta, true));
    painter.setPen(theme.accent);
    painter.drawText(labelOf(rect), int(Qt::AlignVCenter | Qt::AlignLeft),
                     QStringLiteral("+ %1").arg(clockText(at.time)));
}

} // namespace pinweek
