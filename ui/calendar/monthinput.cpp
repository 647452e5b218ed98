// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/monthaccessible.h"
#include "calendar/monthview_p.h"
#include "calendar/morelist.h"
#include "core/settings.h"
#include "store/pinstore.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

namespace pinweek {

namespace {

constexpr int wheelNotch = 120;

} // namespace

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
        return row && filter.matches(row->pin) ? tile.pin : PinId();
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
        QToolTip::showText(help.globalPos(), spokenTile(pin), q->viewport());
    else if (at && numberRect(*at).contains(help.pos()))
        QToolTip::showText(help.globalPos(), tr("Show this week"), q->viewport());
    else if (at && grid.numberRect(*at).contains(help.pos()))
        QToolTip::showText(help.globalPos(), spokenDay(*at), q->viewport());
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
    d->pressedAt = pos;
    d->pressedPin = pin;
    d->pressedPlain = event->modifiers() == Qt::NoModifier;
    d->setFocusPin(pin);
    if (event->modifiers() & Qt::ControlModifier) {
        // Taken out when let go, unless a copy is dragged.
        d->pressedPlain = d->selection.contains(pin);
        if (!d->pressedPlain)
            d->toggle(pin);
    } else if (event->modifiers() & Qt::ShiftModifier) {
        d->selectTo(pin);
    } else if (!d->selection.contains(pin)) {
        d->select({pin});
    }
}

void MonthView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint pos = event->position().toPoint();
    if (d->pressedAt && (event->buttons() & Qt::LeftButton)) {
        if ((pos - *d->pressedAt).manhattanLength() < QApplication::startDragDistance())
            return;
        d->pressedAt.reset();
        const PinId pin = d->pressedPin;
        d->startDrag(d->selection.contains(pin) ? d->selection : QList<PinId>{pin}, pin);
        return;
    }
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
    if (event->button() != Qt::LeftButton || !d->pressedAt)
        return;
    d->pressedAt.reset();
    if (!d->pressedPlain)
        return;
    if (event->modifiers() & Qt::ControlModifier) {
        d->toggle(d->pressedPin);
        return;
    }
    d->select({d->pressedPin});
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
    d->wheelRest += event->angleDelta().y();
    if (qAbs(d->wheelRest) < wheelNotch)
        return;
    const int by = d->wheelRest > 0 ? -1 : 1;
    d->wheelRest = 0;
    d->showMonth(d->month.addMonths(by));
}

// --- keyboard

void MonthView::Private::newPinOn(QDate day)
{
    if (const auto at = freeTime(day))
        emit q->newPinWanted(*at);
    else
        emit q->refused(tr("This day has passed."));
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
void MonthView::Private::step(int direction, bool extend)
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

void MonthView::Private::stepWeeks(int weeks, bool extend)
{
    const QDate date = focus.date.addDays(weeks * MonthGrid::daysAWeek);
    if (!grid.dayOf(date)) {
        showMonth(date);
        ensureReady();
    }
    const Day *day = dayOf(date);
    goTo(date, day && !day->tiles.isEmpty() ? 0 : -1, extend);
}

void MonthView::Private::moveSelection(int by)
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
        WallTime time = WallTime::fromUtc(*pin.dueAt, window.zone());
        time.date = time.date.addDays(by);
        pins.append(pin.id);
        to.append(time);
    }
    if (pins.isEmpty())
        return;
    if (const QString why = refusalOfTimes(to, workspace.clock().now()); !why.isEmpty()) {
        emit q->refused(why);
        return;
    }
    // The focus goes along, so that the next key moves on from there.
    focus.date = focus.date.addDays(by);
    showMonth(focus.date);
    emit q->pinsMoved(pins, to, false);
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
        if (pictured.contains(pin.id) || !filter.matches(pin))
            continue;
        const PinWindow::Row row{pin, WallTime::fromUtc(*pin.dueAt, window.zone())};
        const CardContent content = cardContent(row, window, workspace, filter);
        list->addCard(content, spokenCard(row, content, window));
    }
    connect(list, &MoreList::chosen, q, [this](PinId pin) {
        select({pin});
        emit q->pinOpened(pin);
    });
    connect(list, &MoreList::dragged, q, [this](PinId pin) {
        // Not inside the list's own mouse event: its grab has to end first.
        QTimer::singleShot(0, q, [this, pin] { startDrag({pin}, pin); });
    });
    list->showAt(q->viewport()->mapToGlobal(grid.moreRect(day).bottomLeft()));
}

void MonthView::keyPressEvent(QKeyEvent *event)
{
    d->ensureReady();
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool extend = modifiers == Qt::ShiftModifier;
    const bool plain = modifiers == Qt::NoModifier || extend;
    const bool move = modifiers == Qt::AltModifier;
    const int forward = d->rightToLeft() ? -1 : 1;
    const int across = event->key() == Qt::Key_Right ? forward : -forward;
    const int down = event->key() == Qt::Key_Down ? 1 : -1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (move)
            return d->moveSelection(across);
        if (plain)
            return d->step(across, extend);
        break;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (move)
            return d->moveSelection(down * MonthGrid::daysAWeek);
        if (plain)
            return d->stepWeeks(down, extend);
        break;
    case Qt::Key_Home:
    case Qt::Key_End:
        if (plain) {
            const auto day = d->grid.dayOf(d->focus.date);
            const int start = day ? *day - *day % MonthGrid::daysAWeek : 0;
            return d->goTo(d->grid.dateOf(event->key() == Qt::Key_Home ? start : start + 6), -1,
                           extend);
        }
        break;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        if (plain)
            return d->showMonth(d->month.addMonths(event->key() == Qt::Key_PageDown ? 1 : -1));
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (modifiers == Qt::NoModifier)
            return d->openFocus();
        break;
    case Qt::Key_N:
        if (modifiers == Qt::NoModifier)
            return d->newPinOn(d->focus.date);
        break;
    case Qt::Key_F2:
        if (const PinId pin = d->focusPin(); pin.isValid()) {
            d->select({pin});
            emit editTimeWanted(pin);
            return;
        }
        break;
    case Qt::Key_Delete:
        if (!d->selection.isEmpty()) {
            emit deleteWanted();
            return;
        }
        break;
    case Qt::Key_Space:
        if (const PinId pin = d->focusPin(); pin.isValid())
            return d->toggle(pin);
        break;
    case Qt::Key_A:
        if (modifiers == Qt::ControlModifier) {
            QList<PinId> all;
            for (const Private::Day &day : std::as_const(d->days)) {
                for (const Private::Tile &tile : day.tiles) {
                    const PinWindow::Row *row = d->window.row(tile.pin);
                    if (row && d->filter.matches(row->pin))
                        all.append(tile.pin);
                }
            }
            return d->select(all);
        }
        break;
    case Qt::Key_Escape:
        if (!d->selection.isEmpty())
            return d->select({});
        break;
    default:
        break;
    }
    event->ignore();
}

void MonthView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
    MonthAccessible::announceFocus(this);
}

void MonthView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace pinweek
