// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekview_p.h"
#include "text/timetext.h"

#include <QHelpEvent>
#include <QToolTip>

#include <algorithm>

namespace pinweek {

int WeekView::Private::plannedOn(int day) const
{
    return qMax(0, layout.total[size_t(day)] - window.pulledOn(grid.dateOf(day)));
}

// --- finding

const WeekLayout::Card *WeekView::Private::cardOf(PinId pin) const
{
    const auto found =
        std::find_if(layout.cards.begin(), layout.cards.end(),
                     [pin](const WeekLayout::Card &card) { return card.pin == pin; });
    return found == layout.cards.end() ? nullptr : &*found;
}

QRect WeekView::Private::elementRect(PinId pin) const
{
    if (const WeekLayout::Card *card = cardOf(pin))
        return toViewport(card->rect);
    for (const WeekLayout::More &more : layout.more) {
        if (more.pins.contains(pin))
            return toViewport(more.rect);
    }
    return {};
}

const WeekLayout::Card *WeekView::Private::cardAt(QPoint pos) const
{
    if (!bodyRect().contains(pos))
        return nullptr;
    const QPoint point = toContent(pos);
    for (const WeekLayout::Card &card : layout.cards) {
        if (!card.rect.contains(point))
            continue;
        const auto content = contents.constFind(card.pin);
        if (content == contents.constEnd() || !content->outline)
            return &card;
    }
    return nullptr;
}

const WeekLayout::More *WeekView::Private::moreAt(QPoint pos) const
{
    if (!bodyRect().contains(pos))
        return nullptr;
    const QPoint point = toContent(pos);
    const auto found =
        std::find_if(layout.more.begin(), layout.more.end(),
                     [point](const WeekLayout::More &more) { return more.rect.contains(point); });
    return found == layout.more.end() ? nullptr : &*found;
}

std::optional<bool> WeekView::Private::bandAt(QPoint pos) const
{
    if (pos.y() < headerHeight)
        return std::nullopt;
    const int y = toContent(pos).y();
    const auto isIn = [y](const WeekGrid::Band &band) {
        return !band.isNull() && y >= band.top && y < band.top + WeekGrid::bandHeight;
    };
    if (isIn(grid.earlyBand()))
        return true;
    if (isIn(grid.lateBand()))
        return false;
    return std::nullopt;
}

QRect WeekView::Private::pillRect() const
{
    if (!pointer || drag.active || pressedAt || editingSlots || !bodyRect().contains(*pointer) ||
        slotAt(*pointer) || cardAt(*pointer) || moreAt(*pointer) || bandAt(*pointer) ||
        (isEmptyStateShown() && emptyState->geometry().contains(*pointer)))
        return {};
    const WallTime at = grid.timeAt(toContent(*pointer));
    if (at.resolve().utc < workspace.clock().now() || grid.isFolded(minuteOf(at.time)))
        return {};
    const auto day = grid.dayOf(at.date);
    const QRect column = toViewport(grid.rectOf(*day));
    const int width = QFontMetrics(paintedFont(TextStyle::Meta, true))
                          .horizontalAdvance(QStringLiteral("+ ") + clockText(at.time)) +
                      18;
    const int left = rightToLeft() ? column.right() - 6 - width : column.left() + 7;
    const QRect pill(left, origin().y() + grid.yOf(at.time) - 11, width, 22);
    // Not over a card beside or below.
    for (const WeekLayout::Card &card : layout.cards) {
        if (toViewport(card.rect).intersects(pill))
            return {};
    }
    return pill.top() < headerHeight ? QRect() : pill;
}

// --- tool tips

void WeekView::Private::showToolTip(const QHelpEvent &help)
{
    const WeekLayout::Card *card = cardAt(help.pos());
    if (card)
        QToolTip::showText(help.globalPos(), spokenPin(card->pin), q->viewport(),
                           toViewport(card->rect));
    else if (help.pos().y() < headerHeight)
        QToolTip::showText(help.globalPos(),
                           tr("Times are those of %1").arg(QString::fromUtf8(window.zone())),
                           q->viewport());
    else
        QToolTip::hideText();
}

} // namespace pinweek
