// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/monthview_p.h"
#include "calendar/morelist.h"
#include "store/pinstore.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>

namespace pinweek {

// --- finding

PinId MonthView::Private::pinAt(QPoint pos)
{
    const auto at = grid.dayAt(pos);
    if (!at || *at >= days.size())
        return {};
    for (const Tile &tile : days[*at].tiles) {
        if (!tile.rect.contains(pos))
            continue;
        const PinWindow::Row *row = window.row(tile.pin);
        return row && !isLeftOut(row->pin) ? tile.pin : PinId();
    }
    return {};
}

std::optional<int> MonthView::Private::moreAt(QPoint pos) const
{
    const auto at = grid.dayAt(pos);
    return at && *at < days.size() && days[*at].more > 0 && grid.moreRect(*at).contains(pos)
               ? at
               : std::nullopt;
}

QRect MonthView::Private::numberRect(int day) const
{
    const QRect line = grid.numberRect(day);
    const int width = qMin(line.width(), 44);
    return rightToLeft() ? QRect(line.right() + 1 - width, line.top(), width, line.height())
                         : QRect(line.left(), line.top(), width, line.height());
}

void MonthView::Private::showToolTip(const QHelpEvent &help)
{
    const auto at = grid.dayAt(help.pos());
    if (const PinId pin = pinAt(help.pos()); pin.isValid())
        QToolTip::showText(help.globalPos(), spokenPin(pin), q->viewport());
    else if (at && numberRect(*at).contains(help.pos()))
        QToolTip::showText(help.globalPos(), tr("Show this week"), q->viewport());
    else if (at && grid.numberRect(*at).contains(help.pos()))
        QToolTip::showText(help.globalPos(), spokenDay(grid.dateOf(*at), days[*at].planned),
                           q->viewport());
    else
        QToolTip::hideText();
}

// --- mouse

bool MonthView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        d->ensureReady();
        d->showToolTip(*static_cast<QHelpEvent *>(event));
        return true;
    }
    if (event->type() == QEvent::Leave) {
        d->hovered = {};
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void MonthView::mousePressEvent(QMouseEvent *event)
{
    d->ensureReady();
    if (event->button() != Qt::LeftButton)
        return;
    QAbstractScrollArea::setFocus(Qt::MouseFocusReason);
    const QPoint pos = event->position().toPoint();
    d->pressedPin = {};
    if (const auto day = d->moreAt(pos))
        return d->showMore(*day);
    const auto day = d->grid.dayAt(pos);
    if (!day)
        return;
    const PinId pin = d->pinAt(pos);
    if (!pin.isValid()) {
        d->select({});
        d->setFocus(d->grid.dateOf(*day), -1);
        if (d->numberRect(*day).contains(pos))
            emit weekWanted(d->grid.dateOf(*day));
        return;
    }
    d->pressCard(pin, *event);
}

void MonthView::mouseMoveEvent(QMouseEvent *event)
{
    if (d->dragCard(*event))
        return;
    const QPoint pos = event->position().toPoint();
    d->ensureReady();
    const PinId over = d->pinAt(pos);
    if (over != d->hovered) {
        d->hovered = over;
        viewport()->update();
    }
    const auto day = d->grid.dayAt(pos);
    const bool hand = d->moreAt(pos) || (day && d->numberRect(*day).contains(pos));
    viewport()->setCursor(hand ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void MonthView::mouseReleaseEvent(QMouseEvent *event)
{
    if (d->releaseCard(*event))
        emit pinOpened(d->pressedPin);
}

void MonthView::mouseDoubleClickEvent(QMouseEvent *event)
{
    d->ensureReady();
    const QPoint pos = event->position().toPoint();
    if (event->button() != Qt::LeftButton || d->moreAt(pos))
        return;
    if (d->pressedPin.isValid()) {
        emit pinOpened(d->pressedPin);
        return;
    }
    // The composer may have moved the days since the first click: the focus is where that was.
    if (d->grid.dayAt(pos))
        d->newPinOn(d->focus.date);
}

void MonthView::contextMenuEvent(QContextMenuEvent *event)
{
    d->ensureReady();
    QPoint at = event->pos();
    PinId pin = d->pinAt(at);
    if (event->reason() == QContextMenuEvent::Keyboard) {
        pin = d->focusPin();
        at = d->focusRect().center();
    }
    if (pin.isValid()) {
        if (!d->selection.contains(pin))
            d->select({pin});
        d->setFocusPin(pin);
    } else if (const auto day = d->grid.dayAt(at)) {
        d->select({});
        d->setFocus(d->grid.dateOf(*day), -1);
    }
    emit menuWanted(viewport()->mapToGlobal(at));
}

void MonthView::wheelEvent(QWheelEvent *event)
{
    event->accept();
    if (const int by = d->notches(*event))
        d->turn(-by);
}

// --- keyboard

void MonthView::Private::newPinOn(QDate day)
{
    if (const auto at = freeTime(day))
        emit q->newPinWanted(*at);
    else
        emit q->refused(tr("This day has passed."));
}

void MonthView::Private::newPinAtFocus()
{
    newPinOn(focus.date);
}

void MonthView::Private::openFocus()
{
    const Day *day = dayOf(focus.date);
    if (!day)
        return;
    if (focus.place >= day->tiles.size() && day->more > 0)
        return showMore(*grid.dayOf(focus.date));
    const PinId pin = focusPin();
    if (!pin.isValid())
        return newPinOn(focus.date);
    select({pin});
    emit q->pinOpened(pin);
}

void MonthView::Private::goTo(QDate date, int place, bool extend)
{
    if (!grid.dayOf(date)) {
        showMonth(date);
        ensureReady();
    }
    setFocus(date, place);
    const PinId pin = focusPin();
    if (extend) {
        if (pin.isValid())
            selectTo(pin);
        return;
    }
    select(pin.isValid() ? QList<PinId>{pin} : QList<PinId>());
}

/** From picture to picture, and over the ends of a day to its neighbour. */
void MonthView::Private::stepAcross(int direction, bool extend)
{
    const Day *day = dayOf(focus.date);
    if (!day)
        return goTo(focus.date, -1, extend);
    const int last = int(day->tiles.size()) - 1 + (day->more > 0 ? 1 : 0);
    const int next = focus.place + direction;
    const bool hasPlaces = last >= 0;
    if (hasPlaces && next >= 0 && next <= last)
        return goTo(focus.date, next, extend);
    const QDate date = focus.date.addDays(direction);
    if (!grid.dayOf(date)) {
        showMonth(date);
        ensureReady();
    }
    const Day *other = dayOf(date);
    if (!other || other->tiles.isEmpty())
        return goTo(date, -1, extend);
    goTo(date, direction > 0 ? 0 : int(other->tiles.size()) - 1 + (other->more > 0 ? 1 : 0),
         extend);
}

void MonthView::Private::stepDown(int weeks, bool extend)
{
    const QDate date = focus.date.addDays(weeks * MonthGrid::daysAWeek);
    if (!grid.dayOf(date)) {
        showMonth(date);
        ensureReady();
    }
    const Day *day = dayOf(date);
    goTo(date, day && !day->tiles.isEmpty() ? 0 : -1, extend);
}

void MonthView::Private::goToEnd(bool last, bool extend)
{
    const int day = grid.dayOf(focus.date).value_or(0);
    const int start = day - day % MonthGrid::daysAWeek;
    goTo(grid.dateOf(last ? start + MonthGrid::daysAWeek - 1 : start), -1, extend);
}

std::pair<int, int> MonthView::Private::downMove() const
{
    return {MonthGrid::daysAWeek, 0};
}

/** So that the next key moves on from there. */
void MonthView::Private::selectionMoved(int by)
{
    const PinId pin = focusPin();
    const QDate to = focus.date.addDays(by);
    if (!pin.isValid())
        focus.date = to;
    focus.follows = pin;
    showMonth(to);
}

void MonthView::Private::showMore(int day)
{
    auto *list = new MoreList(themeManager, q);
    const UtcTime from = WallTime{grid.dateOf(day), QTime(0, 0), window.zone()}.resolve().utc;
    const UtcTime to =
        WallTime{grid.dateOf(day).addDays(1), QTime(0, 0), window.zone()}.resolve().utc;
    PinFilter ofAccount;
    ofAccount.account = window.account();
    const auto pins = workspace.store().pins().due(ofAccount, from, to);
    QSet<PinId> pictured;
    for (const Tile &tile : std::as_const(days[day].tiles))
        pictured.insert(tile.pin);
    for (const Pin &pin : pins.value_or(QList<Pin>())) {
        if (pictured.contains(pin.id) || isLeftOut(pin))
            continue;
        const PinWindow::Row row{pin, WallTime::fromUtc(*pin.dueAt, window.zone())};
        const CardContent content = cardContent(row, window, workspace, filter);
        list->setCard(content, spokenCard(row, content, window));
    }
    showList(list, grid.moreRect(day).bottomLeft());
}

} // namespace pinweek
