// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekview_p.h"
#include "core/settings.h"
#include "text/timetext.h"
#include "theme/iconengine.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace pinweek {

namespace {

constexpr qreal dragSourceOpacity = 0.4;
constexpr qreal restingOpacity = 0.35; // cards while slots are edited

void drawRounded(QPainter &painter, const QRect &rect, qreal radius, const QPen &pen,
                 const QBrush &brush)
{
    const qreal half = pen.style() == Qt::NoPen ? 0 : pen.widthF() / 2;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(brush);
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

/** A soft shadow of a few translucent outlines; only ghosts have one. */
void drawShadow(QPainter &painter, const QRect &rect, const Theme &theme)
{
    for (int i = 4; i >= 1; --i) {
        QColor colour = Qt::black;
        colour.setAlphaF(theme.dark ? 0.14F : 0.05F);
        drawRounded(painter, rect.adjusted(-i, -i + 2, i, i + 2), metrics::cardRadius + i,
                    Qt::NoPen, colour);
    }
}

} // namespace

void WeekView::Private::drawIcon(QPainter &painter, const QString &name, const QColor &colour,
                                 QRect rect) const
{
    const qreal ratio = painter.device()->devicePixelRatio();
    QPixmap icon = renderIcon(name, colour, rect.size() * ratio);
    icon.setDevicePixelRatio(ratio);
    painter.drawPixmap(rect.topLeft(), icon);
}

QRect WeekView::Private::inset(const QRect &rect, int leading, int trailing) const
{
    return rightToLeft() ? rect.adjusted(trailing, 0, -leading, 0)
                         : rect.adjusted(leading, 0, -trailing, 0);
}

void WeekView::Private::paint(QPainter &painter, const QRegion &dirtyParts)
{
    const QRect area = dirtyParts.boundingRect();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.setLayoutDirection(q->layoutDirection());
    painter.setClipRect(area);
    paintGround(painter, area);
    painter.save();
    painter.setClipRect(bodyRect() & area);
    paintBands(painter);
    if (isEmptyStateShown() && weekSlots.isEmpty() && !editingSlots)
        paintFaintSlots(painter);
    // The line lies under the cards, so that it strikes no words through; its dot stays on top.
    paintNow(painter, false);
    paintBandCounts(painter);
    if (!editingSlots) {
        paintSlots(painter, area);
        paintFocusCell(painter);
    }
    painter.setOpacity(editingSlots ? restingOpacity : 1);
    paintCards(painter, dirtyParts); // a few whose pictures came lie far from each other
    paintMore(painter, area);
    paintPlanned(painter);
    painter.setOpacity(1);
    if (editingSlots) {
        paintSlots(painter, area);
        paintFocusCell(painter);
    }
    paintNow(painter, true);
    paintFocusRing(painter);
    paintPill(painter);
    painter.restore();
    paintGutter(painter);
    paintHeader(painter);
    paintSideCue(painter);
    paintGhost(painter);
}

void WeekView::Private::paintGround(QPainter &painter, const QRect &area) const
{
    const Theme &theme = themeManager.theme();
    painter.fillRect(area, theme.surface);
    const QDate current = today();
    const int nowY = grid.yOf(nowLocal().time);
    const QRect body = bodyRect();
    for (int day = 0; day < WeekGrid::days; ++day) {
        const QRect column = toViewport(grid.rectOf(day));
        const QDate date = grid.dateOf(day);
        QRect past = column;
        if (date > current)
            past = QRect();
        else if (date == current)
            past.setHeight(nowY);
        painter.fillRect(past & body, theme.past);
    }
    const int end = origin().y() + grid.yOf(24 * 60);
    const auto line = [&](int y) {
        const int screenY = origin().y() + y;
        if (screenY >= body.top())
            painter.fillRect(body.left(), screenY, body.width(), 1, theme.hairline);
    };
    for (int hour = 0; hour <= 24; ++hour) {
        if (!grid.isFolded(hour * 60) || (hour == 24 && grid.lateBand().isNull()) ||
            hour * 60 == grid.options().windowEnd)
            line(grid.yOf(hour * 60));
    }
    for (int day = 0; day <= WeekGrid::days; ++day) {
        const QRect column = toViewport(grid.rectOf(qMin(day, WeekGrid::days - 1)));
        const bool last = day == WeekGrid::days;
        const int x = rightToLeft() ? (last ? column.left() : column.right())
                                    : (last ? column.right() : column.left());
        if (x >= body.left() && x <= body.right())
            painter.fillRect(x, body.top(), 1, body.height(), theme.hairline);
    }
    if (end < body.bottom())
        painter.fillRect(body.left(), end + 1, body.width(), body.bottom() - end, theme.window);
}

void WeekView::Private::paintBands(QPainter &painter) const
{
    const Theme &theme = themeManager.theme();
    for (const WeekGrid::Band &band : {grid.earlyBand(), grid.lateBand()}) {
        if (band.isNull())
            continue;
        const QRect whole(bodyRect().left(), origin().y() + band.top, bodyRect().width(),
                          WeekGrid::bandHeight);
        painter.fillRect(whole, theme.window);
        painter.fillRect(whole.left(), whole.bottom(), whole.width(), 1, theme.hairline);
    }
}

/** After the now line, which would strike the words through. */
void WeekView::Private::paintBandCounts(QPainter &painter) const
{
    const Theme &theme = themeManager.theme();
    const QFont font = paintedFont(TextStyle::Meta);
    painter.setPen(theme.secondary);
    const auto paintBand = [&](const WeekGrid::Band &band,
                               const std::array<int, WeekGrid::days> &counts) {
        if (band.isNull())
            return;
        for (int day = 0; day < WeekGrid::days; ++day) {
            if (counts[size_t(day)] == 0)
                continue;
            const QRect column = grid.rectOf(day).translated(origin().x(), 0);
            const QRect place(column.left(), origin().y() + band.top, column.width(),
                              WeekGrid::bandHeight - 1);
            const QString hours = QStringLiteral("%1–%2 · %3")
                                      .arg(band.fromMinute / 60, 2, 10, QLatin1Char('0'))
                                      .arg(band.toMinute / 60, 2, 10, QLatin1Char('0'))
                                      .arg(QLocale().toString(counts[size_t(day)]));
            const int width = texts.advance(hours, font);
            const QRect words(place.center().x() - width / 2, place.top(), width, place.height());
            painter.fillRect(words.adjusted(-metrics::space1, 3, metrics::space1, -3) & place,
                             theme.window);
            texts.draw(painter, words.adjusted(0, 0, 1, 0), hours, font);
        }
    };
    paintBand(grid.earlyBand(), layout.early);
    paintBand(grid.lateBand(), layout.late);
}

void WeekView::Private::paintFaintSlots(QPainter &painter) const
{
    const Theme &theme = themeManager.theme();
    QPen pen(theme.hairline, 1);
    pen.setDashPattern({4, 4});
    const QRect words = emptyState->geometry().adjusted(-16, -8, 16, 8);
    const int start = grid.options().windowStart;
    const int length = grid.options().windowEnd - start;
    for (int day = 0; day < WeekGrid::days; ++day) {
        for (int i = 0; i < 3; ++i) {
            const int minute = start + length * (2 * i + 1) / 6;
            QRect slot = toViewport(grid.rectOf(day, minute, minute)).adjusted(6, 0, -6, 0);
            slot.setHeight(qMin(64, hourHeight - 6));
            drawRounded(painter, slot, metrics::cardRadius, pen, Qt::NoBrush);
        }
    }
    // The hours' lines don't run through the sentence.
    drawRounded(painter, words, metrics::cardRadius, Qt::NoPen, theme.surface);
}

void WeekView::Private::paintCards(QPainter &painter, const QRegion &dirtyParts)
{
    bool turning = false;
    for (const WeekLayout::Card &card : layout.cards) {
        if (!dirtyParts.intersects(toViewport(card.rect).adjusted(-6, -4, 4, 4)))
            continue;
        paintCard(painter, card);
        turning = turning || (window.row(card.pin) &&
                              window.row(card.pin)->pin.status == PinStatus::Publishing);
    }
    if (turning && !themeManager.reducedMotion() && q->isVisible() && !spinTimer.isActive())
        spinTimer.start();
}

void WeekView::Private::paintCard(QPainter &painter, const WeekLayout::Card &card)
{
    const Theme &theme = themeManager.theme();
    const PinWindow::Row *row = window.row(card.pin);
    if (!row)
        return;
    const CardContent &content = contentOf(*row);
    const QRect rect = toViewport(card.rect);
    const CardLook look{selection.contains(card.pin), hovered == card.pin && !drag.active};
    const bool source = dragSource.contains(card.pin) || cutPins.contains(card.pin);
    if (source)
        painter.setOpacity(dragSourceOpacity);
    cards.paint(painter, rect.topLeft(), rect.size(), content, look);
    if (!content.outline) {
        // The exact time: the card's upper edge reaches out to the day's line.
        const QRect column = toViewport(grid.rectOf(card.day));
        const bool first =
            rightToLeft() ? rect.right() >= column.right() - 8 : rect.left() <= column.left() + 8;
        if (first)
            painter.fillRect(rightToLeft() ? rect.right() + 1 : column.left() + 1, rect.top(), 5, 2,
                             theme.statusColour(content.status));
    }
    if (const QRect icon = cards.iconRect(card.pin);
        content.status == PinStatus::Publishing && !content.outline && !icon.isNull()) {
        painter.save();
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.translate(rect.topLeft() + QRectF(icon).center());
        painter.rotate(spinAngle);
        drawIcon(painter, Theme::statusIconName(content.status), theme.accent,
                 QRect(-icon.width() / 2, -icon.height() / 2, icon.width(), icon.height()));
        painter.restore();
    }
    if (source)
        painter.setOpacity(1);
}

void WeekView::Private::paintMore(QPainter &painter, const QRect &area) const
{
    const Theme &theme = themeManager.theme();
    for (const WeekLayout::More &more : layout.more) {
        const QRect rect = toViewport(more.rect);
        if (!rect.intersects(area))
            continue;
        const bool over = pointer && rect.contains(*pointer) && !drag.active;
        const bool chosen = std::any_of(more.pins.begin(), more.pins.end(),
                                        [this](PinId pin) { return selection.contains(pin); });
        drawRounded(painter, rect, metrics::controlRadius,
                    chosen ? QPen(theme.accent, 2) : QPen(theme.controlEdge, 1),
                    over || chosen ? theme.selection : theme.surface);
        painter.setFont(paintedFont(TextStyle::Meta, true));
        painter.setPen(theme.text);
        painter.drawText(rect, Qt::AlignCenter, QStringLiteral("+%1").arg(more.pins.size()));
    }
}

void WeekView::Private::paintNow(QPainter &painter, bool dot) const
{
    const WallTime now = nowLocal();
    const auto day = grid.dayOf(now.date);
    if (!day)
        return;
    const Theme &theme = themeManager.theme();
    const QRect column = toViewport(grid.rectOf(*day));
    const int y = origin().y() + grid.yOf(now.time);
    if (!dot) {
        painter.fillRect(column.left(), y - 1, column.width(), 2, theme.accent);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawEllipse(QPointF(rightToLeft() ? column.right() : column.left() + 1, y), 4.5, 4.5);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void WeekView::Private::paintFocusRing(QPainter &painter) const
{
    if (!q->hasFocus() || drag.active || !focus.pin.isValid())
        return;
    const QRect rect = elementRect(focus.pin);
    if (rect.isNull())
        return;
    // 2 px wide, 2 px out: the card's own edge stays visible.
    drawRounded(painter, rect.adjusted(-4, -4, 4, 4), metrics::cardRadius + 4,
                QPen(themeManager.theme().accent, 2), Qt::NoBrush);
}

void WeekView::Private::paintFocusCell(QPainter &painter) const
{
    const auto day = grid.dayOf(focus.date);
    if (!q->hasFocus() || drag.active || !day)
        return;
    if (focus.pin.isValid() && !elementRect(focus.pin).isNull())
        return;
    if (editingSlots && focusedSlot())
        return; // has a ring of its own
    const int minute = focus.minute;
    QRect cell = toViewport(grid.rectOf(*day, minute, minute)).adjusted(3, 0, -3, 0);
    cell.setHeight(qMax(WeekLayout::leastCardHeight, hourHeight / 2));
    drawRounded(painter, cell, metrics::controlRadius, QPen(themeManager.theme().accent, 2),
                Qt::NoBrush);
}

void WeekView::Private::paintPill(QPainter &painter) const
{
    const QRect pill = pillRect();
    if (pill.isNull())
        return;
    const Theme &theme = themeManager.theme();
    drawRounded(painter, pill, pill.height() / 2.0, QPen(theme.controlEdge, 1), theme.surface);
    painter.setFont(paintedFont(TextStyle::Meta, true));
    painter.setPen(theme.accent);
    const WallTime at = grid.timeAt(toContent(*pointer));
    painter.drawText(pill, Qt::AlignCenter, QStringLiteral("+ %1").arg(clockText(at.time)));
}

void WeekView::Private::paintGutter(QPainter &painter) const
{
    const Theme &theme = themeManager.theme();
    const QRect gutter = gutterRect();
    painter.save();
    painter.setClipRect(gutter, Qt::IntersectClip);
    painter.fillRect(gutter, theme.window);
    const QFont font = paintedFont(TextStyle::Meta);
    painter.setPen(theme.secondary);
    const int labelEvery = 60;
    for (int minute = 0; minute < 24 * 60; minute += labelEvery) {
        if (grid.isFolded(minute))
            continue;
        const int y = origin().y() + grid.yOf(minute);
        const bool top = minute == grid.options().windowStart && !grid.earlyBand().isNull();
        // The label sits on its line, but below a band's edge.
        const QRect label(gutter.left(), top ? y + 2 : y - 8, gutter.width(), 16);
        texts.draw(painter, inset(label, 0, 8), clockText(timeOfMinute(minute)), font,
                   TextLines::Side::Trailing);
    }
    const auto band = [&](const WeekGrid::Band &fold) {
        if (fold.isNull())
            return;
        const QRect rect(gutter.left(), origin().y() + fold.top, gutter.width(),
                         WeekGrid::bandHeight);
        texts.draw(painter, inset(rect, 18, 8),
                   QStringLiteral("%1–%2")
                       .arg(fold.fromMinute / 60, 2, 10, QLatin1Char('0'))
                       .arg(fold.toMinute / 60, 2, 10, QLatin1Char('0')),
                   font, TextLines::Side::Trailing);
        drawIcon(
            painter,
            fold.fromMinute == 0 ? QStringLiteral("chevron-down") : QStringLiteral("chevron-up"),
            theme.secondary,
            QRect(rightToLeft() ? rect.right() - 14 : rect.left() + 3, rect.top() + 6, 12, 12));
    };
    band(grid.earlyBand());
    band(grid.lateBand());
    const int edge = rightToLeft() ? gutter.left() : gutter.right();
    painter.fillRect(edge, gutter.top(), 1, gutter.height(), theme.hairline);
    painter.restore();
}

void WeekView::Private::paintHeader(QPainter &painter) const
{
    const Theme &theme = themeManager.theme();
    const QRect header(0, 0, q->viewport()->width(), headerHeight);
    painter.save();
    painter.setClipRect(header, Qt::IntersectClip);
    painter.fillRect(header, theme.window);
    for (int day = 0; day < WeekGrid::days; ++day) {
        const QRect column = toViewport(grid.rectOf(day));
        paintDayName(painter, day, QRect(column.left(), 0, column.width(), headerHeight - 1));
    }
    const QRect corner(rightToLeft() ? header.width() - WeekGrid::gutterWidth : 0, 0,
                       WeekGrid::gutterWidth, headerHeight);
    painter.fillRect(corner, theme.window);
    painter.setPen(theme.secondary);
    const QRect zone(corner.left(), corner.bottom() - 7 - 15, corner.width(), 16);
    texts.draw(painter, inset(zone, 4, 8), zoneName(window.zone()), paintedFont(TextStyle::Meta),
               TextLines::Side::Trailing);
    painter.fillRect(0, headerHeight - 1, header.width(), 1, theme.hairline);
    painter.restore();
}

void WeekView::Private::paintDayName(QPainter &painter, int day, const QRect &rect) const
{
    const Theme &theme = themeManager.theme();
    const QDate date = grid.dateOf(day);
    const bool isToday = date == today();
    const bool past = date < today();
    const QRect line = rect.adjusted(10, 8, -8, 0);
    const QString weekday = QLocale().standaloneDayName(date.dayOfWeek(), QLocale::ShortFormat);
    const QString number = QLocale().toString(date.day());
    // One font of this size: the system looks through all of its fonts for each, and the first week
    // waits for it.
    const QFont font = paintedFont(TextStyle::Body, true);
    const int nameWidth = texts.advance(weekday, font);
    const int numberWidth = texts.advance(number, font);
    const auto placed = [&](int left, int width) {
        return rightToLeft() ? QRect(line.right() - left - width + 1, line.top(), width, 20)
                             : QRect(line.left() + left, line.top(), width, 20);
    };
    painter.setPen(past ? theme.secondary : theme.text);
    texts.draw(painter, placed(0, nameWidth + 1), weekday, font);
    const QRect numberRect =
        placed(nameWidth + (isToday ? 6 : 4), numberWidth + (isToday ? 12 : 0));
    if (isToday) {
        drawRounded(painter, numberRect, 10, Qt::NoPen, theme.accent);
        painter.setPen(theme.onAccent);
    }
    texts.draw(painter, numberRect.adjusted(-1, 0, 1, 0), number, font, TextLines::Side::Centre);

    const int count = plannedOn(day);
    const int cap = workspace.settings().dayCap();
    if (count == 0)
        return;
    const bool over = count > cap;
    //: %1 pins are planned on a day that should have at most %2.
    const QString words = tr("%1 / %2").arg(QLocale().toString(count), QLocale().toString(cap));
    painter.setPen(over ? theme.retrying : theme.secondary);
    QRect second = line.adjusted(0, 21, 0, 0);
    second.setHeight(16);
    if (over) {
        const int left = rightToLeft() ? second.right() - 11 : second.left();
        drawIcon(painter, QStringLiteral("triangle-alert"), theme.retrying,
                 QRect(left, second.top() + 2, 12, 12));
        second.adjust(rightToLeft() ? 0 : 16, 0, rightToLeft() ? -16 : 0, 0);
    }
    texts.draw(painter, second, words, paintedFont(TextStyle::Meta));
}

QString WeekView::Private::ghostText() const
{
    const DropPlan &plan = drag.plan;
    if (plan.kind == DropPlan::Kind::Refused)
        return plan.why;
    const qsizetype count = plan.kind == DropPlan::Kind::Files
                                ? drag.content.paths.size()
                                : qMax<qsizetype>(1, drag.content.pins.size());
    if (plan.kind == DropPlan::Kind::Files && count > 1)
        return tr("%n files", nullptr, int(count));
    if (plan.nextFree)
        return slotPreviewText(int(count), slotPreview);
    if (count > 1)
        return plan.copy ? tr("Copy %n pins", nullptr, int(count))
                         : tr("%n pins", nullptr, int(count));
    if (plan.kind == DropPlan::Kind::Files)
        return drag.content.paths.first().section(QLatin1Char('/'), -1).simplified();
    if (plan.kind == DropPlan::Kind::Image)
        return tr("New pin");
    const QString title =
        drag.pins.isEmpty() ? QString() : drag.pins.first().content.title.simplified();
    const QString shown = title.isEmpty() ? tr("Untitled") : title;
    return plan.copy ? tr("Copy of %1").arg(shown) : shown;
}

void WeekView::Private::paintGhostOthers(QPainter &painter) const
{
    QPen pen(themeManager.theme().accent, 1);
    pen.setDashPattern({3, 3});
    for (const WallTime &time : drag.plan.nextFree ? slotPreview.times() : drag.plan.to) {
        const auto day = grid.dayOf(time.date);
        if (!day || (time == drag.plan.at && !drag.plan.nextFree))
            continue;
        QRect rect = toViewport(grid.rectOf(*day)).adjusted(6, 0, -6, 0);
        rect.setTop(origin().y() + grid.yOf(time.time));
        rect.setHeight(qMin(greatestCardHeight(hourHeight), 64) - 2);
        drawRounded(painter, rect, metrics::cardRadius, pen, Qt::NoBrush);
    }
}

void WeekView::Private::paintGhost(QPainter &painter) const
{
    if (!drag.active)
        return;
    const Theme &theme = themeManager.theme();
    const DropPlan &plan = drag.plan;
    const bool isRefused = plan.kind == DropPlan::Kind::Refused;
    const auto day = grid.dayOf(plan.at.date);
    if (!day)
        return;
    painter.save();
    painter.setClipRect(q->viewport()->rect());
    if (!isRefused) {
        painter.setClipRect(bodyRect());
        paintGhostOthers(painter);
    }

    QRect rect = toViewport(grid.rectOf(*day)).adjusted(6, 0, -6, 0);
    rect.setTop(origin().y() + grid.yOf(plan.at.time));
    painter.setFont(paintedFont(TextStyle::Meta));
    const QFontMetrics meta(painter.font());
    const int least = isRefused ? 200 : 0;
    if (rect.width() < least)
        rect.adjust((rect.width() - least) / 2, 0, (least - rect.width()) / 2, 0);
    const QString words =
        plan.inSlot && !isRefused ? tr("Time slot · %1").arg(ghostText()) : ghostText();
    const QRect textArea(0, 0, rect.width() - 20, 200);
    const int lines = isRefused ? meta.boundingRect(textArea, Qt::TextWordWrap, words).height()
                                : meta.lineSpacing();
    rect.setHeight(6 + 18 + lines + 8);
    const QRect view = q->viewport()->rect().adjusted(4, 4, -4, -4);
    if (rect.left() < view.left())
        rect.moveLeft(view.left());
    if (rect.right() > view.right())
        rect.moveRight(view.right());
    if (isRefused && rect.bottom() > view.bottom())
        rect.moveBottom(view.bottom());

    drawShadow(painter, rect, theme);
    drawRounded(painter, rect, metrics::cardRadius,
                QPen(isRefused ? theme.needsYou : theme.accent, 2),
                isRefused ? theme.surface : theme.selection);
    const QRect inner = rect.adjusted(10, 6, -10, -6);
    const QRect timeRect(inner.left(), inner.top(), inner.width(), 18);
    painter.setFont(paintedFont(TextStyle::Body, true));
    painter.setPen(isRefused ? theme.needsYou : theme.text);
    painter.drawText(timeRect, int(Qt::AlignVCenter | Qt::AlignLeft),
                     dayClockText(plan.at.date, plan.at.time));
    painter.setFont(paintedFont(TextStyle::Meta));
    painter.setPen(isRefused ? theme.text : theme.secondary);
    const QRect wordsRect(inner.left(), timeRect.bottom() + 1, inner.width(),
                          inner.bottom() - timeRect.bottom());
    if (isRefused)
        painter.drawText(wordsRect, int(Qt::TextWordWrap | Qt::AlignLeft), words);
    else
        painter.drawText(wordsRect, int(Qt::AlignVCenter | Qt::AlignLeft),
                         meta.elidedText(words, Qt::ElideRight, wordsRect.width()));
    painter.restore();
}

} // namespace pinweek
