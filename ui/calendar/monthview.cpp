// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/monthview.h"

#include "calendar/monthview_p.h"
#include "core/settings.h"
#include "planner/freetimeofday.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "text/timetext.h"
#include "widgets/emptystate.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace pinweek {

// --- construction

MonthView::Private::Private(MonthView *view, Workspace &space, ThemeManager &manager)
    : Shared(view, space, manager), q(view), tiles(space.thumbnails())
{
}

MonthView::MonthView(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : CalendarView(std::make_unique<Private>(this, workspace, theme), parent)
    , d(static_cast<Private *>(&shared()))
{
    setObjectName(QStringLiteral("monthView"));
    setAccessibleName(tr("Month"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    d->window.setPageDays(MonthGrid::mostWeeks * MonthGrid::daysAWeek);
    d->window.setMostADay(MonthGrid::mostTiles);

    const auto readAgain = [this] {
        d->contents.clear();
        d->invalidate();
        d->prune(QSet<PinId>(d->selection.begin(), d->selection.end()));
    };
    connect(&d->window, &PinWindow::reset, this, readAgain);
    connect(&d->window, &PinWindow::changed, this, readAgain);
    connect(&d->prefetchTimer, &QTimer::timeout, this, [this] {
        const auto firstDay = [this](int months) {
            return MonthGrid({{}, d->month.addMonths(months), QLocale().firstDayOfWeek()})
                .firstDay();
        };
        // Filtered, a page is all of its pins, which take too long to read for a mere guess.
        if (!d->filter.narrows() && d->window.prefetch({firstDay(1), firstDay(-1)}))
            d->prefetchTimer.start();
    });
    d->focus.date = d->today();
    d->showMonth(d->focus.date);
}

MonthView::~MonthView() = default;

// --- the view's questions and wishes

void MonthView::setDay(QDate day)
{
    d->showMonth(day);
    d->setFocus(day, -1);
}

QDate MonthView::month() const
{
    return d->month;
}

QDate MonthView::focusDay() const
{
    return d->focus.date;
}

std::optional<WallTime> MonthView::focusTime() const
{
    return d->freeTime(d->focus.date);
}

void MonthView::setFilter(const PinFilter &filter)
{
    if (d->filter == filter)
        return;
    d->filter = filter;
    d->contents.clear();
    // Filtered, all pins of a day have to be known: what fits may be its tenth.
    d->window.setMostADay(filter.narrows() ? 0 : MonthGrid::mostTiles);
    d->invalidate();
}

void MonthView::setAccount(AccountId account)
{
    d->window.setAccount(account);
}

void MonthView::setTarget(AccountId account)
{
    d->target = account;
}

void MonthView::showPin(PinId id)
{
    const auto pin = d->workspace.store().pins().pin(id);
    if (!pin || !pin->dueAt)
        return;
    const QDate date = WallTime::fromUtc(*pin->dueAt, d->window.zone()).date;
    d->showMonth(date);
    d->setFocus(date, -1);
    d->setFocusPin(id);
    d->select({id});
}

QRect MonthView::rectOf(QDate day) const
{
    d->ensureReady();
    const auto at = d->grid.dayOf(day);
    return at ? d->grid.rectOf(*at) : QRect();
}

QRect MonthView::rectOf(PinId pin) const
{
    d->ensureReady();
    for (const Private::Day &day : std::as_const(d->days)) {
        for (const Private::Tile &tile : day.tiles) {
            if (tile.pin == pin)
                return tile.rect;
        }
    }
    return {};
}

QRect MonthView::moreRectOf(QDate date) const
{
    d->ensureReady();
    const Private::Day *day = d->dayOf(date);
    return day && day->more > 0 ? d->grid.moreRect(*d->grid.dayOf(date)) : QRect();
}

bool MonthView::isComplete() const
{
    return d->painted && !d->dirty && !d->tiles.awaitsPictures();
}

// --- state

void MonthView::Private::applyTheme()
{
    tiles.setTheme(themeManager.theme());
    texts.clear();
}

void MonthView::Private::pictureReady(const QString &sha256)
{
    const QSet<PinId> pins = tiles.pictureReady(sha256);
    if (pins.isEmpty())
        return;
    for (const Day &day : std::as_const(days)) {
        for (const Tile &tile : day.tiles) {
            if (pins.contains(tile.pin))
                q->viewport()->update(tile.rect);
        }
    }
}

/** Drafts whose time has just passed are missed from now on, and today may be another day. */
void MonthView::Private::tick()
{
    contents.clear();
}

void MonthView::Private::turn(int by)
{
    showMonth(month.addMonths(by));
}

void MonthView::Private::showMonth(QDate day)
{
    const QDate first(day.year(), day.month(), 1);
    if (first == month)
        return;
    month = first;
    hovered = {};
    contents.clear();
    if (focus.date.year() != month.year() || focus.date.month() != month.month())
        focus = {first.addDays(qMin(focus.date.day(), first.daysInMonth()) - 1), -1, focus.follows};
    const MonthGrid shown({{}, month, QLocale().firstDayOfWeek()});
    window.setWeek(shown.firstDay());
    invalidate();
    emit q->monthChanged(month);
}

void MonthView::Private::rebuild()
{
    dirty = false;
    const PinId focused = focus.follows.isValid() ? focus.follows : focusPin();
    grid =
        MonthGrid({q->viewport()->size(), month, QLocale().firstDayOfWeek(), q->layoutDirection()});
    tiles.setRightToLeft(rightToLeft());
    texts.setRightToLeft(rightToLeft());
    if (window.firstDay() != grid.firstDay())
        window.setWeek(grid.firstDay());
    days.clear();
    days.resize(grid.days());
    QList<QList<PinId>> fitting(grid.days());
    QList<QList<PinId>> others(grid.days());
    for (const PinWindow::Row &row : window.rows()) {
        const auto day = grid.dayOf(row.local.date);
        if (!day)
            continue;
        days[*day].count += 1;
        (filter.matches(row.pin) ? fitting : others)[*day] += row.pin.id;
    }
    for (int day = 0; day < grid.days(); ++day) {
        Day &cell = days[day];
        cell.count = qMax(cell.count, window.countOn(grid.dateOf(day)));
        cell.planned = qMax(0, cell.count - window.pulledOn(grid.dateOf(day)));
        // What fits comes first, so that it is not among the "+n".
        const QList<PinId> pins = fitting[day] + others[day];
        const QList<QRect> places = grid.tileRects(day, int(pins.size()));
        for (qsizetype i = 0; i < places.size(); ++i)
            cell.tiles += Tile{pins[i], places[i]};
        const int wanted = filter.narrows() ? int(fitting[day].size()) : cell.count;
        cell.more = qMax(0, wanted - int(cell.tiles.size()));
    }
    keepFocusOn(focused);
    updateEmptyState();
    CalendarAccessible::announceChanges(q);
}

/** After the days were made anew: places count from other pins now. */
void MonthView::Private::keepFocusOn(PinId pin)
{
    for (int at = 0; pin.isValid() && at < days.size(); ++at) {
        const QList<Tile> &shown = days[at].tiles;
        const auto tile = std::find_if(shown.cbegin(), shown.cend(),
                                       [pin](const Tile &each) { return each.pin == pin; });
        if (tile == shown.cend())
            continue;
        focus = {grid.dateOf(at), int(tile - shown.cbegin()), {}};
        return;
    }
    if (const Day *day = dayOf(focus.date))
        focus.place = qMin(focus.place, int(day->tiles.size()) - (day->more > 0 ? 0 : 1));
}

std::optional<WallTime> MonthView::Private::freeTime(QDate day) const
{
    const AccountId planner = target.isValid() ? target : window.account();
    BoardId board = filter.board;
    if (!board.isValid()) {
        if (const Result<Account> account = workspace.store().accounts().account(planner))
            board = account->defaultBoard; // as for any new pin
    }
    return freeTimeOfDay(workspace.store(), workspace.settings(), workspace.clock().now(), planner,
                         board, window.zone(), day);
}

void MonthView::Private::updateEmptyState()
{
    const bool empty =
        std::all_of(days.cbegin(), days.cend(), [](const Day &day) { return day.isEmpty(); });
    if (!empty) {
        if (emptyState)
            emptyState->hide();
        return;
    }
    if (!emptyState) {
        emptyState =
            new EmptyState(QStringLiteral("month"), QStringLiteral("images"), q->viewport());
        connect(emptyState, &EmptyState::firstPressed, q, [this] {
            if (grid.dateOf(grid.days() - 1) < today())
                return q->setDay(today());
            const QDate day = std::max(today(), month);
            // Today may be over.
            for (const QDate each : {day, day.addDays(1)}) {
                if (const auto at = freeTime(each)) {
                    emit q->chooseImagesWanted(*at);
                    return;
                }
            }
        });
    }
    const bool past = grid.dateOf(grid.days() - 1) < today();
    emptyState->setText(past ? tr("Nothing was planned in this month")
                             : tr("Drop images on any day of this month"));
    emptyState->setButtons(past ? tr("Go to today") : tr("Choose images or videos…"));
    emptyState->adjustSize();
    const QRect view = q->viewport()->rect();
    emptyState->move(view.center().x() - emptyState->width() / 2,
                     view.top() + (view.height() - emptyState->height()) * 2 / 5);
    emptyState->show();
}

// --- focus

QList<PinId> MonthView::Private::pinsInOrder()
{
    QList<PinId> pins;
    for (const Day &day : std::as_const(days)) {
        for (const Tile &tile : day.tiles) {
            const PinWindow::Row *row = window.row(tile.pin);
            if (row && !isLeftOut(row->pin))
                pins += tile.pin;
        }
    }
    return pins;
}

const MonthView::Private::Day *MonthView::Private::dayOf(QDate date) const
{
    const auto day = grid.dayOf(date);
    return day && *day < days.size() ? &days[*day] : nullptr;
}

PinId MonthView::Private::focusPin() const
{
    const Day *day = dayOf(focus.date);
    return day && focus.place >= 0 && focus.place < day->tiles.size() ? day->tiles[focus.place].pin
                                                                      : PinId();
}

void MonthView::Private::setFocus(QDate date, int place)
{
    focus = {date, place, {}};
    q->viewport()->update();
    if (q->hasFocus())
        CalendarAccessible::announceFocus(q);
}

void MonthView::Private::setFocusPin(PinId pin)
{
    ensureReady();
    for (int day = 0; day < days.size(); ++day) {
        for (int place = 0; place < days[day].tiles.size(); ++place) {
            if (days[day].tiles[place].pin == pin)
                return setFocus(grid.dateOf(day), place);
        }
    }
}

QRect MonthView::Private::focusRect() const
{
    const auto at = grid.dayOf(focus.date);
    const Day *day = dayOf(focus.date);
    if (!at || !day)
        return {};
    if (focus.place < 0)
        return grid.rectOf(*at);
    return focus.place < day->tiles.size() ? day->tiles[focus.place].rect : grid.moreRect(*at);
}

// --- events

void MonthView::paintEvent(QPaintEvent *event)
{
    d->ensureReady();
    QPainter painter(viewport());
    d->paint(painter, event->region());
    if (!std::exchange(d->painted, true) || !d->prefetchTimer.isActive())
        d->prefetchTimer.start();
}

void MonthView::hideEvent(QHideEvent *event)
{
    d->prefetchTimer.stop();
    d->days = {};
    CalendarView::hideEvent(event);
}

} // namespace pinweek
