// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/monthview_p.h"
#include "core/settings.h"
#include "text/timetext.h"
#include "theme/iconengine.h"

#include <QLocale>
#include <QMap>
#include <QPainter>

#include <algorithm>

namespace pinweek {

namespace {

constexpr qreal dragSourceOpacity = 0.4;
constexpr int todaySize = 20;
constexpr int numberRoom = 32; // of the day's number
constexpr int ghostHeight = 22;
constexpr int ghostInset = 4;

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

} // namespace

void MonthView::Private::paint(QPainter &painter, const QRegion &dirtyParts)
{
    const QRect area = dirtyParts.boundingRect();
    const Theme &theme = themeManager.theme();
    painter.setLayoutDirection(q->layoutDirection());
    painter.setClipRect(area);
    painter.fillRect(area, theme.surface);
    for (int day = 0; day < days.size(); ++day) {
        if (dirtyParts.intersects(grid.rectOf(day)))
            paintDay(painter, day);
    }
    paintPlanned(painter);
    paintHeader(painter);
    paintFocus(painter);
    paintGhost(painter);
}

/** What the user is still asked about: a day's new pins as one outlined line over its pictures. */
void MonthView::Private::paintPlanned(QPainter &painter) const
{
    const Theme &theme = themeManager.theme();
    QMap<int, QList<const PlannedGhost *>> byDay;
    for (const PlannedGhost &ghost : ghosts) {
        if (const auto day = grid.dayOf(ghost.at.date))
            byDay[*day].append(&ghost);
    }
    QPen edge(theme.accent, 1);
    edge.setDashPattern({3, 3});
    for (auto it = byDay.cbegin(); it != byDay.cend(); ++it) {
        const QList<const PlannedGhost *> &day = it.value();
        const auto first = *std::min_element(
            day.begin(), day.end(),
            [](const PlannedGhost *a, const PlannedGhost *b) { return a->at.time < b->at.time; });
        QRect rect = grid.rectOf(it.key()).adjusted(ghostInset, 0, -ghostInset - 1, -ghostInset);
        rect.setTop(rect.bottom() + 1 - ghostHeight);
        drawRounded(painter, rect, metrics::controlRadius, edge, theme.selection);
        const QRect inner = rect.adjusted(metrics::space2, 0, -metrics::space2, 0);
        const QString time = clockText(first->at.time);
        //: time of the first of a day's new pins, and how many there are
        const QString words = day.size() == 1 && !first->title.isEmpty()
                                  ? QStringLiteral("%1  %2").arg(time, first->title)
                                  : tr("%1 · %n new", nullptr, int(day.size())).arg(time);
        painter.setFont(paintedFont(TextStyle::Meta, true));
        painter.setPen(theme.text);
        painter.drawText(
            inner, int(Qt::AlignVCenter | Qt::AlignLeft),
            QFontMetrics(painter.font()).elidedText(words, Qt::ElideRight, inner.width()));
    }
}

void MonthView::Private::paintHeader(QPainter &painter) const
{
    const Theme &theme = themeManager.theme();
    painter.fillRect(0, 0, q->viewport()->width(), MonthGrid::headerHeight, theme.surface);
    painter.setFont(paintedFont(TextStyle::Meta, true));
    painter.setPen(theme.secondary);
    const QLocale locale;
    for (int column = 0; column < MonthGrid::daysAWeek; ++column) {
        const int weekday = grid.dateOf(column).dayOfWeek();
        const QRect rect = grid.headerRect(column).adjusted(8, 0, -8, 0);
        const bool narrow = rect.width() < 70;
        painter.drawText(
            rect, int(Qt::AlignVCenter | Qt::AlignLeft),
            locale.standaloneDayName(weekday, narrow ? QLocale::ShortFormat : QLocale::LongFormat));
    }
    painter.fillRect(0, MonthGrid::headerHeight - 1, q->viewport()->width(), 1, theme.hairline);
}

QString MonthView::Private::dayNumber(QDate date) const
{
    if (date.day() != 1 && date != grid.firstDay())
        return QString::number(date.day());
    return QStringLiteral("%1 %2")
        .arg(date.day())
        .arg(QLocale().standaloneMonthName(date.month(), QLocale::ShortFormat));
}

void MonthView::Private::paintDay(QPainter &painter, int day)
{
    const Theme &theme = themeManager.theme();
    const QRect cell = grid.rectOf(day);
    const QDate date = grid.dateOf(day);
    if (date < today())
        painter.fillRect(cell, theme.past);
    painter.fillRect(cell.left(), cell.bottom(), cell.width(), 1, theme.hairline);
    const int edge = rightToLeft() ? cell.left() : cell.right();
    painter.fillRect(edge, cell.top(), 1, cell.height(), theme.hairline);
    paintNumber(painter, day);
    for (const Tile &tile : std::as_const(days[day].tiles)) {
        const PinWindow::Row *row = window.row(tile.pin);
        if (!row)
            continue;
        const bool dragged =
            (dragSource.contains(tile.pin) && !drag.plan.copy) || cutPins.contains(tile.pin);
        const bool elsewhere = !grid.isInMonth(date);
        painter.setOpacity(dragged ? dragSourceOpacity : elsewhere ? 0.6 : 1);
        tiles.paint(painter, tile.rect, contentOf(*row),
                    {selection.contains(tile.pin), hovered == tile.pin});
    }
    painter.setOpacity(1);
    if (days[day].more > 0)
        paintMore(painter, day);
}

void MonthView::Private::paintNumber(QPainter &painter, int day) const
{
    const Theme &theme = themeManager.theme();
    const QDate date = grid.dateOf(day);
    const QRect line = grid.numberRect(day).adjusted(2, 0, -2, 0);
    const bool isToday = date == today();
    const QFont font = paintedFont(TextStyle::Body, isToday);
    const QString number = dayNumber(date);
    if (isToday) {
        const int width = qMax(todaySize, texts.advance(number, font) + 10);
        QRect mark(line.left(), line.center().y() - todaySize / 2 + 1, width, todaySize);
        if (rightToLeft())
            mark.moveRight(line.right());
        drawRounded(painter, mark, todaySize / 2.0, Qt::NoPen, theme.accent);
        painter.setPen(theme.onAccent);
        drawMiddle(painter, mark, number, font);
    } else {
        painter.setPen(grid.isInMonth(date) ? theme.text : theme.secondary);
        texts.draw(painter, line.adjusted(3, 0, -3, 0), number, font);
    }
    const int count = days[day].planned;
    if (count == 0)
        return;
    // Beside "+n", which stands at the end of the line.
    const int taken = days[day].more > 0 ? grid.moreRect(day).width() + 4 : 0;
    const QRect rest =
        rightToLeft() ? line.adjusted(taken, 0, 0, 0) : line.adjusted(0, 0, -taken, 0);
    const bool over = count > workspace.settings().dayCap();
    const QString text =
        over ? tr("%1 / %2").arg(count).arg(workspace.settings().dayCap()) : QString::number(count);
    const QFont meta = paintedFont(TextStyle::Meta, over);
    painter.setPen(over ? theme.retrying : theme.secondary);
    const bool room = rest.width() > texts.advance(text, meta) + 70;
    const QString shown = over && !room ? QString::number(count) : text;
    QRect end = rest.adjusted(2, 0, -2, 0); // the words end where the line ends
    const int advance = texts.advance(shown, meta);
    if (rightToLeft())
        end = {end.left() - 1, end.top(), advance + 1, end.height()};
    else
        end = {end.right() + 1 - advance, end.top(), advance + 1, end.height()};
    texts.draw(painter, end, shown, meta);
    const int width = advance + 4;
    if (!over || rest.width() < width + 14 + numberRoom)
        return;
    QRect mark(rest.right() - width - 13, rest.center().y() - 5, 12, 12);
    if (rightToLeft())
        mark.moveLeft(rest.left() + width + 2);
    const qreal ratio = painter.device()->devicePixelRatio();
    painter.drawPixmap(
        mark, renderIcon(QStringLiteral("triangle-alert"), theme.retrying, mark.size() * ratio));
}

void MonthView::Private::drawMiddle(QPainter &painter, const QRect &rect, const QString &words,
                                    const QFont &font) const
{
    // A px more than the words, which are less than half a px longer than what is counted.
    const int width = texts.advance(words, font);
    const int left = rect.left() + (rect.width() - width) / 2 - (rightToLeft() ? 1 : 0);
    texts.draw(painter, {left, rect.top(), width + 1, rect.height()}, words, font);
}

void MonthView::Private::paintMore(QPainter &painter, int day) const
{
    const Theme &theme = themeManager.theme();
    const QRect rect = grid.moreRect(day);
    drawRounded(painter, rect, rect.height() / 2.0, QPen(theme.controlEdge, 1), theme.surface);
    painter.setPen(theme.text);
    drawMiddle(painter, rect, QStringLiteral("+%1").arg(days[day].more),
               paintedFont(TextStyle::Meta, true));
}

void MonthView::Private::paintFocus(QPainter &painter) const
{
    if (!q->hasFocus() || drag.active)
        return;
    const QRect rect = focusRect();
    if (rect.isEmpty())
        return;
    const bool isDay = focus.place < 0;
    drawRounded(painter, isDay ? rect.adjusted(1, 1, -2, -2) : rect.adjusted(-3, -3, 3, 3),
                metrics::controlRadius, QPen(themeManager.theme().accent, 2), Qt::NoBrush);
}

void MonthView::Private::paintGhost(QPainter &painter) const
{
    if (!drag.active || !drag.day)
        return;
    const Theme &theme = themeManager.theme();
    const DropPlan &plan = drag.plan;
    const bool isRefused = plan.kind == DropPlan::Kind::Refused;
    const bool stays = plan.kind == DropPlan::Kind::Unchanged;
    const QColor edge = isRefused ? theme.needsYou : theme.accent;
    const QRect cell = grid.rectOf(*drag.day);
    QColor tint = edge;
    tint.setAlphaF(0.08F);
    drawRounded(painter, cell.adjusted(1, 1, -2, -2), metrics::controlRadius, QPen(edge, 2), tint);
    // Where the others of several land.
    QPen dashed(theme.accent, 1);
    dashed.setDashPattern({3, 3});
    for (const WallTime &time : plan.nextFree ? slotPreview.times() : plan.to) {
        const auto day = grid.dayOf(time.date);
        if (!isRefused && day && day != drag.day)
            drawRounded(painter, grid.rectOf(*day).adjusted(2, 2, -3, -3), metrics::controlRadius,
                        dashed, Qt::NoBrush);
    }
    QString words = plan.why;
    if (stays)
        words = tr("Stays here");
    else if (plan.nextFree)
        words = slotPreviewText(int(plan.pins.size()), slotPreview);
    else if (!isRefused)
        words = dayClockText(plan.at.date, plan.at.time);
    painter.setFont(paintedFont(TextStyle::Body, !isRefused));
    const QFontMetrics fontMetrics(painter.font());
    const int most = qMin(240, q->viewport()->width() - 16);
    const QRect text = fontMetrics.boundingRect(QRect(0, 0, most, 200), Qt::TextWordWrap, words);
    QRect label(drag.pos + QPoint(14, 14), text.size() + QSize(20, 12));
    const QRect view = q->viewport()->rect().adjusted(4, 4, -4, -4);
    if (label.right() > view.right())
        label.moveRight(view.right());
    if (label.bottom() > view.bottom())
        label.moveBottom(drag.pos.y() - 10);
    drawRounded(painter, label, metrics::controlRadius, QPen(edge, 1), theme.surface);
    painter.setPen(isRefused ? theme.needsYou : theme.text);
    painter.drawText(label.adjusted(10, 6, -10, -6), int(Qt::AlignCenter) | Qt::TextWordWrap,
                     words);
}

} // namespace pinweek
