// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/morelist.h"
#include "calendar/weekview_p.h"

#include <algorithm>
#include <tuple>

namespace pinweek {

namespace {

constexpr int cellStep = 30; // minutes, for the focus between cards

} // namespace

QList<PinId> WeekView::Private::pinsInOrder()
{
    QList<PinId> pins;
    for (const PinWindow::Row &row : window.rows()) {
        if (!isLeftOut(row.pin))
            pins += row.pin.id;
    }
    return pins;
}

// --- focus

void WeekView::Private::setFocusPin(PinId pin)
{
    focus.pin = pin;
    if (const PinWindow::Row *row = window.row(pin)) {
        focus.date = row->local.date;
        focus.minute = minuteOf(row->local.time);
    }
    focusMoved();
}

void WeekView::Private::setFocusCell(QDate date, int minute)
{
    focus = {date, minute, {}};
    focusMoved();
}

void WeekView::Private::focusMoved()
{
    ensureReady();
    openBandOf(focus.minute);
    if (const WeekLayout::Card *card = focus.pin.isValid() ? cardOf(focus.pin) : nullptr)
        ensureVisible(card->rect.adjusted(0, -4, 0, 4));
    else if (const auto day = grid.dayOf(focus.date))
        ensureVisible(grid.rectOf(*day, focus.minute, qMin(focus.minute + cellStep, 24 * 60)));
    q->viewport()->update();
    if (q->hasFocus())
        CalendarAccessible::announceFocus(q);
}

WallTime WeekView::Private::focusTime() const
{
    return {focus.date, timeOfMinute(focus.minute), window.zone()};
}

void WeekView::Private::goTo(PinId pin, QDate date, int minute, bool extend)
{
    if (pin.isValid())
        setFocusPin(pin);
    else
        setFocusCell(date, minute);
    if (!extend)
        select(pin.isValid() ? QList<PinId>{pin} : QList<PinId>());
    else if (pin.isValid())
        selectTo(pin);
}

/** Stops of a day are its cards and every half hour between them. */
void WeekView::Private::stepDown(int direction, bool extend)
{
    struct Stop
    {
        int minute;
        PinId pin;
    };
    QList<Stop> stops;
    QSet<int> taken;
    for (const PinWindow::Row &row : window.rows()) {
        if (row.local.date != focus.date || isLeftOut(row.pin))
            continue;
        stops.append(Stop{minuteOf(row.local.time), row.pin.id});
        taken.insert(minuteOf(row.local.time));
    }
    for (const WeekSlot &slot : weekSlots) {
        const int minute = minuteOf(slot.at.time);
        if (slot.at.date != focus.date || !isShown(slot) || taken.contains(minute))
            continue;
        stops.append(Stop{minute, PinId()});
        taken.insert(minute);
    }
    for (int minute = 0; minute < 24 * 60; minute += cellStep) {
        if (!taken.contains(minute))
            stops.append(Stop{minute, PinId()});
    }
    std::sort(stops.begin(), stops.end(), [](const Stop &a, const Stop &b) {
        return std::tie(a.minute, a.pin) < std::tie(b.minute, b.pin);
    });
    const auto here = std::pair(focus.minute, focus.pin);
    const Stop *next = nullptr;
    for (const Stop &stop : stops) {
        const auto there = std::pair(stop.minute, stop.pin);
        if (direction > 0 && there > here) {
            next = &stop;
            break;
        }
        if (direction < 0 && there < here)
            next = &stop;
    }
    if (next)
        goTo(next->pin, focus.date, next->minute, extend);
}

void WeekView::Private::stepAcross(int days, bool extend)
{
    const QDate date = focus.date.addDays(days);
    const int minute = focus.minute;
    if (!grid.dayOf(date)) {
        q->setWeek(date);
        ensureReady();
    }
    // The nearest card within half an hour, else the place itself.
    PinId nearest;
    int best = cellStep + 1;
    for (const PinWindow::Row &row : window.rows()) {
        const int away = qAbs(minuteOf(row.local.time) - minute);
        if (row.local.date == date && away < best && !isLeftOut(row.pin)) {
            best = away;
            nearest = row.pin.id;
        }
    }
    goTo(nearest, date, minute, extend);
}

void WeekView::Private::goToEnd(bool last, bool extend)
{
    stepAcross(int(focus.date.daysTo(grid.dateOf(last ? WeekGrid::days - 1 : 0))), extend);
}

void WeekView::Private::openFocus()
{
    if (!focus.pin.isValid())
        return newPinAtFocus();
    select({focus.pin});
    emit q->pinOpened(focus.pin);
}

void WeekView::Private::newPinAtFocus()
{
    emit q->newPinWanted(focusTime());
}

void WeekView::Private::showMore(const WeekLayout::More &more)
{
    auto *list = new MoreList(themeManager, q);
    for (const PinId pin : more.pins) {
        if (const PinWindow::Row *row = window.row(pin))
            list->setCard(contentOf(*row), spokenPin(pin));
    }
    showList(list, toViewport(more.rect).bottomLeft());
}

} // namespace pinweek
