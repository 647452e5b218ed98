// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekview_p.h"
#include "text/timetext.h"

#include <QLocale>

#include <algorithm>
#include <tuple>

namespace pinweek {

namespace {

/** Pins and slots have numbers of their own. */
qint64 keyOf(SlotId slot)
{
    return -slot.value;
}

} // namespace

QList<CalendarElement> WeekView::Private::elements()
{
    using Kind = CalendarElement::Kind;
    ensureReady();
    QList<CalendarElement> elements;
    const auto add = [&elements](Kind kind, qint64 key, int day, int minute, const QRect &rect) {
        CalendarElement element;
        element.kind = kind;
        element.key = key;
        element.column = day;
        element.minute = minute;
        element.rect = rect;
        return elements.insert(elements.end(), element);
    };
    for (const WeekLayout::Card &card : layout.cards) {
        if (const PinWindow::Row *row = window.row(card.pin); row && !isLeftOut(row->pin))
            add(Kind::Card, card.pin.value, card.day, card.minute, toViewport(card.rect))->pin =
                card.pin;
    }
    for (const WeekLayout::More &more : layout.more) {
        const auto element =
            add(Kind::More, more.pins.first().value, more.day, more.minute, toViewport(more.rect));
        element->pin = more.pins.first();
        element->count = int(more.pins.size());
    }
    for (const WeekSlot &slot : std::as_const(weekSlots)) {
        if (isShown(slot))
            add(Kind::Slot, keyOf(slot.slot.id), slot.day, minuteOf(slot.at.time),
                toViewport(slot.rect))
                ->slot = slot.slot.id;
    }
    std::stable_sort(elements.begin(), elements.end(),
                     [](const CalendarElement &a, const CalendarElement &b) {
                         return std::tie(a.column, a.minute) < std::tie(b.column, b.minute);
                     });
    for (qsizetype i = 1; i < elements.size(); ++i) {
        if (elements[i].column == elements[i - 1].column)
            elements[i].row = elements[i - 1].row + 1;
    }
    return elements;
}

QString WeekView::Private::spoken(const CalendarElement &element)
{
    switch (element.kind) {
    case CalendarElement::Kind::Slot: {
        const WeekSlot *slot = slotOf(element.slot);
        return slot ? spokenSlot(*slot) : QString();
    }
    case CalendarElement::Kind::More:
        //: Read out by a screen reader: day and time, number of pins that are not shown there.
        return tr("%1, %n more", nullptr, element.count)
            .arg(spokenDayClock(grid.dateOf(element.column), timeOfMinute(element.minute)));
    default:
        return spokenPin(element.pin);
    }
}

qint64 WeekView::Private::focusKey() const
{
    if (focus.pin.isValid())
        return focus.pin.value;
    const WeekSlot *slot = focusedSlot();
    return slot ? keyOf(slot->slot.id) : 0;
}

void WeekView::Private::focusElement(const CalendarElement &element)
{
    if (element.kind == CalendarElement::Kind::Slot)
        setFocusCell(grid.dateOf(element.column), element.minute);
    else
        setFocusPin(element.pin);
}

void WeekView::Private::pressElement(const CalendarElement &element)
{
    if (element.kind == CalendarElement::Kind::Slot && editingSlots)
        return;
    if (element.kind != CalendarElement::Kind::More)
        return openFocus();
    for (const WeekLayout::More &more : std::as_const(layout.more)) {
        if (more.pins.first() == element.pin)
            return showMore(more);
    }
}

QString WeekView::Private::spokenTitle() const
{
    const QDate first = window.firstDay();
    return tr("Week of %1 %2 %3")
        .arg(first.day())
        .arg(QLocale().monthName(first.month()))
        .arg(first.year());
}

QString WeekView::Private::spokenColumn(int day) const
{
    return spokenDay(grid.dateOf(day), plannedOn(day));
}

QWidget *WeekView::Private::emptyButtonShown() const
{
    return isEmptyStateShown() ? emptyButton : nullptr;
}

} // namespace pinweek
