// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/morelist.h"
#include "calendar/weekaccessible.h"
#include "calendar/weekview_p.h"
#include "store/pinstore.h"

#include <algorithm>
#include <chrono>
#include <tuple>

namespace pinweek {

namespace {

constexpr int cellStep = 30; // minutes, for the focus between cards

} // namespace

// --- selection

void WeekView::Private::select(const QList<PinId> &pins)
{
    if (selection == pins)
        return;
    selection = pins;
    if (pins.size() == 1)
        anchor = pins.first();
    q->viewport()->update();
    emit q->selectionChanged();
    WeekAccessible::announceSelection(q, pins.isEmpty() ? PinId() : pins.last());
}

void WeekView::Private::toggle(PinId pin)
{
    QList<PinId> pins = selection;
    if (!pins.removeOne(pin))
        pins.append(pin);
    anchor = pin;
    select(pins);
}

void WeekView::Private::selectTo(PinId pin)
{
    QList<PinId> pins;
    bool inside = false;
    for (const PinWindow::Row &row : window.rows()) {
        const bool end = row.pin.id == pin || row.pin.id == anchor;
        if ((inside || end) && !isLeftOut(row.pin))
            pins.append(row.pin.id);
        if (end)
            inside = !inside && pin != anchor;
    }
    const PinId kept = anchor;
    select(pins);
    anchor = kept;
}

void WeekView::Private::pruneSelection(const QSet<PinId> &touched)
{
    QList<PinId> left = selection;
    left.removeIf([&](PinId pin) {
        if (!touched.contains(pin) || window.row(pin))
            return false;
        const auto stored = workspace.store().pins().pin(pin);
        return !stored || !stored->dueAt;
    });
    select(left);
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
        WeekAccessible::announceFocus(q);
}

WallTime WeekView::Private::focusTime() const
{
    return {focus.date, timeOfMinute(focus.minute), window.zone()};
}

/** Stops of a day are its cards and every half hour between them. */
void WeekView::Private::moveFocusInDay(int direction, bool extend)
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
    if (!next)
        return;
    if (!next->pin.isValid()) {
        setFocusCell(focus.date, next->minute);
        if (!extend)
            select({});
        return;
    }
    setFocusPin(next->pin);
    if (extend)
        selectTo(next->pin);
    else
        select({next->pin});
}

void WeekView::Private::moveFocusAcross(int days, bool extend)
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
    if (!nearest.isValid()) {
        setFocusCell(date, minute);
        if (!extend)
            select({});
        return;
    }
    setFocusPin(nearest);
    if (extend)
        selectTo(nearest);
    else
        select({nearest});
}

void WeekView::Private::moveSelection(int days, int minutes)
{
    QList<PinId> pins;
    QList<WallTime> to;
    const auto stored = workspace.store().pins().pins(selection);
    for (const Pin &pin : stored.value_or(QList<Pin>())) {
        if (!pin.dueAt)
            continue;
        if (const QString why = refusalToMove(pin); !why.isEmpty()) {
            emit q->refused(why);
            return;
        }
        // Minutes count in real time, so that a clock change is stepped over; days keep the wall
        // time.
        WallTime time =
            WallTime::fromUtc(*pin.dueAt + std::chrono::minutes(minutes), window.zone());
        time.date = time.date.addDays(days);
        pins.append(pin.id);
        to.append(time);
    }
    if (pins.isEmpty())
        return;
    if (const QString why = refusalOfTimes(to, workspace.clock().now()); !why.isEmpty()) {
        emit q->refused(why);
        return;
    }
    emit q->pinsMoved(pins, to, false);
}

void WeekView::Private::openFocus()
{
    if (!focus.pin.isValid()) {
        emit q->newPinWanted(focusTime());
        return;
    }
    select({focus.pin});
    emit q->pinOpened(focus.pin);
}

void WeekView::Private::showMore(const WeekLayout::More &more)
{
    auto *list = new MoreList(themeManager, q);
    for (const PinId pin : more.pins) {
        if (const PinWindow::Row *row = window.row(pin))
            list->addCard(contentOf(*row), spoken(*row));
    }
    connect(list, &MoreList::chosen, q, [this](PinId pin) {
        select({pin});
        setFocusPin(pin);
        emit q->pinOpened(pin);
    });
    connect(list, &MoreList::dragged, q, [this](PinId pin) {
        // Not inside the list's own mouse event: its grab has to end first.
        QTimer::singleShot(0, q, [this, pin] { startDrag({pin}, pin, 0); });
    });
    list->showAt(q->viewport()->mapToGlobal(toViewport(more.rect).bottomLeft()));
}

} // namespace pinweek
