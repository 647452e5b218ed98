// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/monthview_p.h"

#include <QLocale>

namespace pinweek {

namespace {

qint64 keyOfDay(QDate day)
{
    return -2 * day.toJulianDay();
}

qint64 keyOfMore(QDate day)
{
    return keyOfDay(day) - 1;
}

} // namespace

QList<CalendarElement> MonthView::Private::elements()
{
    using Kind = CalendarElement::Kind;
    ensureReady();
    QList<CalendarElement> elements;
    for (int day = 0; day < days.size(); ++day) {
        const Day &cell = days[day];
        const QDate date = grid.dateOf(day);
        CalendarElement element;
        element.kind = Kind::Day;
        element.key = keyOfDay(date);
        element.column = day % MonthGrid::daysAWeek;
        element.row = day / MonthGrid::daysAWeek;
        element.rect = grid.rectOf(day);
        elements += element;
        for (int place = 0; place < cell.tiles.size(); ++place) {
            const Tile &tile = cell.tiles[place];
            const PinWindow::Row *row = window.row(tile.pin);
            if (!row || isLeftOut(row->pin))
                continue;
            element.kind = Kind::Card;
            element.key = tile.pin.value;
            element.pin = tile.pin;
            element.place = place;
            element.rect = tile.rect;
            elements += element;
        }
        if (cell.more > 0) {
            element.kind = Kind::More;
            element.key = keyOfMore(date);
            element.pin = {};
            element.place = int(cell.tiles.size());
            element.count = cell.more;
            element.rect = grid.moreRect(day);
            elements += element;
        }
    }
    return elements;
}

QString MonthView::Private::spoken(const CalendarElement &element)
{
    switch (element.kind) {
    case CalendarElement::Kind::Day: {
        const int day = element.row * MonthGrid::daysAWeek + element.column;
        return spokenDay(grid.dateOf(day), days[day].planned);
    }
    case CalendarElement::Kind::More:
        //: Read out by a screen reader: pins of a day that have no picture there.
        return tr("%n more", nullptr, element.count);
    default:
        return spokenPin(element.pin);
    }
}

qint64 MonthView::Private::focusKey() const
{
    const Day *day = dayOf(focus.date);
    if (!day || focus.place < 0)
        return keyOfDay(focus.date);
    return focus.place < day->tiles.size() ? day->tiles[focus.place].pin.value
                                           : keyOfMore(focus.date);
}

void MonthView::Private::focusElement(const CalendarElement &element)
{
    setFocus(grid.dateOf(element.row * MonthGrid::daysAWeek + element.column), element.place);
}

void MonthView::Private::pressElement(const CalendarElement &element)
{
    Q_UNUSED(element)
    openFocus();
}

QString MonthView::Private::spokenTitle() const
{
    return QStringLiteral("%1 %2")
        .arg(QLocale().standaloneMonthName(month.month()))
        .arg(month.year());
}

QString MonthView::Private::spokenColumn(int column) const
{
    return QLocale().standaloneDayName(grid.dateOf(column).dayOfWeek());
}

} // namespace pinweek
