// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekview_p.h"
#include "core/settings.h"

#include <QScrollBar>

#include <algorithm>
#include <tuple>

namespace pinweek {

namespace {

int minuteOfEnd(QTime end)
{
    return end == QTime(0, 0) ? 24 * 60 : minuteOf(end);
}

} // namespace

// --- where things are

int WeekView::Private::nearestZoom(int px)
{
    return *std::min_element(zoomSteps.begin(), zoomSteps.end(),
                             [px](int a, int b) { return qAbs(a - px) < qAbs(b - px); });
}

QRect WeekView::Private::bodyRect() const
{
    const QSize size = q->viewport()->size();
    const int left = rightToLeft() ? 0 : WeekGrid::gutterWidth;
    return {left, headerHeight, size.width() - WeekGrid::gutterWidth, size.height() - headerHeight};
}

QRect WeekView::Private::gutterRect() const
{
    const QSize size = q->viewport()->size();
    const int left = rightToLeft() ? size.width() - WeekGrid::gutterWidth : 0;
    return {left, headerHeight, WeekGrid::gutterWidth, size.height() - headerHeight};
}

QPoint WeekView::Private::origin() const
{
    const QScrollBar *across = q->horizontalScrollBar();
    const int x = rightToLeft() ? across->maximum() - across->value() : across->value();
    return {bodyRect().left() - x, headerHeight - q->verticalScrollBar()->value()};
}

// --- layout

void WeekView::Private::rebuild()
{
    dirty = false;
    const Settings &settings = workspace.settings();
    WeekGridOptions options;
    options.viewport = q->viewport()->size() - QSize(0, headerHeight);
    options.firstDay = window.firstDay();
    options.zone = window.zone();
    options.hourHeight = hourHeight;
    options.windowStart = minuteOf(settings.windowStart());
    options.windowEnd = minuteOfEnd(settings.windowEnd());
    options.earlyOpen = earlyOpen;
    options.lateOpen = lateOpen;
    options.direction = q->layoutDirection();
    grid = WeekGrid(options);

    QList<PlacedPin> placed;
    for (const PinWindow::Row &row : window.rows()) {
        if (const auto day = grid.dayOf(row.local.date))
            placed.append({row.pin.id, *day, minuteOf(row.local.time)});
    }
    std::stable_sort(placed.begin(), placed.end(), [](const PlacedPin &a, const PlacedPin &b) {
        return std::tie(a.day, a.minute) < std::tie(b.day, b.minute);
    });
    weekSlots = slotSource.of(grid, window.rows());
    WeekLayout::Minutes stops;
    for (const WeekSlot &slot : std::as_const(weekSlots)) {
        if (slot.free)
            stops[size_t(slot.day)] += minuteOf(slot.at.time);
    }
    layout = WeekLayout::make(grid, placed, stops);
    placeSlots(weekSlots, grid, layout);
    cards.setRightToLeft(rightToLeft());
    texts.setRightToLeft(rightToLeft());
    updateScrollBars();
    updateEmptyState();
    if (focus.pin.isValid()) {
        const PinWindow::Row *row = window.row(focus.pin);
        if (row) {
            focus.date = row->local.date; // it may have been moved
            focus.minute = minuteOf(row->local.time);
        } else {
            focus.pin = {};
        }
    }
    CalendarAccessible::announceChanges(q);
}

void WeekView::Private::invalidate()
{
    Shared::invalidate();
    updateEmptyState();
}

void WeekView::Private::invalidateCards(const QSet<PinId> &pins)
{
    for (const PinId pin : pins)
        contents.remove(pin);
    invalidate();
    prune(pins);
}

// --- scrolling, bands and zoom

void WeekView::Private::updateScrollBars()
{
    const QSize content = grid.contentSize();
    const QRect body = bodyRect();
    q->verticalScrollBar()->setPageStep(body.height());
    q->verticalScrollBar()->setRange(0, qMax(0, content.height() - body.height()));
    q->verticalScrollBar()->setEnabled(q->verticalScrollBar()->maximum() > 0);
    q->horizontalScrollBar()->setPageStep(body.width());
    q->horizontalScrollBar()->setRange(0, qMax(0, content.width() - body.width()));
}

void WeekView::Private::ensureVisible(const QRect &content)
{
    const QRect body = bodyRect();
    QScrollBar *down = q->verticalScrollBar();
    const int margin = metrics::space2;
    if (content.top() - margin < down->value())
        down->setValue(content.top() - margin);
    else if (content.bottom() + margin > down->value() + body.height())
        down->setValue(content.bottom() + margin - body.height());
    const QRect shown = toViewport(content);
    QScrollBar *across = q->horizontalScrollBar();
    const int sign = rightToLeft() ? -1 : 1;
    if (shown.left() < body.left())
        across->setValue(across->value() - sign * (body.left() - shown.left()));
    else if (shown.right() > body.right())
        across->setValue(across->value() + sign * (shown.right() - body.right()));
}

void WeekView::Private::openBandOf(int minute)
{
    if (!grid.isFolded(minute))
        return;
    setBand(minute < grid.options().windowStart, true);
}

void WeekView::Private::setBand(bool early, bool open)
{
    bool &state = early ? earlyOpen : lateOpen;
    if (state == open)
        return;
    const int start = grid.yOf(grid.options().windowStart);
    state = open;
    rebuild();
    // The hours below the early band stay where they are on the screen.
    if (early) {
        QScrollBar *down = q->verticalScrollBar();
        down->setValue(down->value() + grid.yOf(grid.options().windowStart) - start);
    }
    q->viewport()->update();
}

void WeekView::Private::zoomTo(int px, QPoint keep)
{
    if (px == hourHeight)
        return;
    ensureReady();
    const double minute = grid.minuteAt(toContent(keep).y());
    hourHeight = px;
    rebuild();
    const int whole = int(minute);
    const double y = grid.yOf(whole) + (minute - whole) * hourHeight / 60.0;
    q->verticalScrollBar()->setValue(qRound(y) - (keep.y() - headerHeight));
    q->viewport()->update();
    emit q->hourHeightChanged(px);
}

} // namespace pinweek
