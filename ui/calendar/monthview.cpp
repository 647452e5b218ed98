// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/monthview.h"

#include "calendar/monthaccessible.h"
#include "calendar/monthview_p.h"
#include "calendar/timetext.h"
#include "core/settings.h"
#include "media/thumbnailcache.h"
#include "planner/freetimeofday.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "widgets/emptystate.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <chrono>

namespace pinweek {

// --- construction

MonthView::Private::Private(MonthView *view, Workspace &space, ThemeManager &manager)
    : q(view)
    , workspace(space)
    , themeManager(manager)
    , window(space.store())
    , tiles(space.thumbnails())
    , slotPreview(space.editor())
{
}

MonthView::MonthView(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QAbstractScrollArea(parent), d(std::make_unique<Private>(this, workspace, theme))
{
    MonthAccessible::installFactory();
    setObjectName(QStringLiteral("monthView"));
    setAccessibleName(tr("Month"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAcceptDrops(true);
    viewport()->setAcceptDrops(true);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    d->tiles.setTheme(theme.theme());
    d->window.setPageDays(MonthGrid::mostWeeks * MonthGrid::daysAWeek);
    d->window.setMostADay(MonthGrid::mostTiles);

    const auto readAgain = [this] {
        d->contents.clear();
        d->invalidate();
        d->prune();
    };
    connect(&d->window, &PinWindow::reset, this, readAgain);
    connect(&d->window, &PinWindow::changed, this, readAgain);
    connect(&workspace.thumbnails(), &ThumbnailCache::ready, this, [this](const QString &sha256) {
        d->tiles.pictureReady(sha256);
        viewport()->update();
    });
    connect(&workspace.settings(), &Settings::changed, this, [this] { d->invalidate(); });
    connect(&theme, &ThemeManager::themeChanged, this, [this] {
        d->tiles.setTheme(d->themeManager.theme());
        viewport()->update();
    });
    connect(&d->slotPreview, &SlotPreview::changed, this, [this] { viewport()->update(); });
    d->sideTimer.setInterval(700);
    connect(&d->sideTimer, &QTimer::timeout, this, [this] { d->holdAtSide(); });
    d->minuteTimer.setSingleShot(true);
    connect(&d->minuteTimer, &QTimer::timeout, this, [this] {
        // Drafts whose time has just passed are missed from now on, and today may be another day.
        d->contents.clear();
        viewport()->update();
        d->scheduleTick();
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

void MonthView::setZone(const QByteArray &zone)
{
    d->window.setZone(zone);
}

QList<PinId> MonthView::selection() const
{
    return d->selection;
}

void MonthView::setSelection(const QList<PinId> &pins)
{
    d->select(pins);
}

void MonthView::clearSelection()
{
    d->select({});
}

void MonthView::setGhosts(const QList<PlannedGhost> &ghosts)
{
    d->ghosts = ghosts;
    viewport()->update();
}

void MonthView::setCutPins(const QList<PinId> &pins)
{
    d->cutPins = QSet<PinId>(pins.begin(), pins.end());
    viewport()->update();
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
    return d->painted && !d->dirty && d->tiles.awaited().isEmpty();
}

// --- state

QDate MonthView::Private::today() const
{
    return nowLocal().date;
}

WallTime MonthView::Private::nowLocal() const
{
    return WallTime::fromUtc(workspace.clock().now(), window.zone());
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
        focus = {first.addDays(qMin(focus.date.day(), first.daysInMonth()) - 1), -1};
    const MonthGrid shown({{}, month, QLocale().firstDayOfWeek()});
    window.setWeek(shown.firstDay());
    invalidate();
    emit q->monthChanged(month);
}

void MonthView::Private::invalidate()
{
    dirty = true;
    q->viewport()->update();
}

void MonthView::Private::ensureReady()
{
    if (dirty)
        rebuild();
}

void MonthView::Private::rebuild()
{
    dirty = false;
    grid =
        MonthGrid({q->viewport()->size(), month, QLocale().firstDayOfWeek(), q->layoutDirection()});
    tiles.setRightToLeft(rightToLeft());
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
        // What fits comes first, so that it is not among the "+n".
        const QList<PinId> pins = fitting[day] + others[day];
        const QList<QRect> places = grid.tileRects(day, int(pins.size()));
        for (qsizetype i = 0; i < places.size(); ++i)
            cell.tiles += Tile{pins[i], places[i]};
        const int wanted = filter.narrows() ? int(fitting[day].size()) : cell.count;
        cell.more = qMax(0, wanted - int(cell.tiles.size()));
    }
    if (const Day *day = dayOf(focus.date))
        focus.place = qMin(focus.place, int(day->tiles.size()) - (day->more > 0 ? 0 : 1));
    updateEmptyState();
}

const CardContent &MonthView::Private::contentOf(const PinWindow::Row &row)
{
    const auto known = contents.constFind(row.pin.id);
    if (known != contents.constEnd() && known->revision == row.pin.revision)
        return *known;
    return *contents.insert(row.pin.id, cardContent(row, window, workspace, filter));
}

QString MonthView::Private::spokenDay(int day)
{
    const QDate date = grid.dateOf(day);
    const QLocale locale;
    return tr("%1 %2 %3, %4 of %5 pins")
        .arg(locale.standaloneDayName(date.dayOfWeek()))
        .arg(date.day())
        .arg(locale.monthName(date.month()))
        .arg(days[day].count)
        .arg(workspace.settings().dayCap());
}

QString MonthView::Private::spokenTile(PinId pin)
{
    const PinWindow::Row *row = window.row(pin);
    return row ? spokenCard(*row, contentOf(*row), window) : QString();
}

std::optional<WallTime> MonthView::Private::freeTime(QDate day) const
{
    const AccountId owner = target.isValid() ? target : window.account();
    BoardId board = filter.board;
    if (!board.isValid()) {
        if (const Result<Account> account = workspace.store().accounts().account(owner))
            board = account->defaultBoard; // as for any new pin
    }
    return freeTimeOfDay(workspace.store(), workspace.settings(), workspace.clock().now(), owner,
                         board, window.zone(), day);
}

void MonthView::Private::scheduleTick()
{
    using namespace std::chrono;
    const auto now = workspace.clock().nowMillis();
    const auto next = floor<minutes>(now) + minutes(1);
    minuteTimer.start(duration_cast<milliseconds>(next - now) + milliseconds(20));
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
    emptyState->setButtons(past ? tr("Go to today") : tr("Choose images…"));
    emptyState->adjustSize();
    const QRect view = q->viewport()->rect();
    emptyState->move(view.center().x() - emptyState->width() / 2,
                     view.top() + (view.height() - emptyState->height()) * 2 / 5);
    emptyState->show();
}

// --- selection and focus

void MonthView::Private::select(const QList<PinId> &pins)
{
    if (selection == pins)
        return;
    selection = pins;
    if (pins.size() == 1)
        anchor = pins.first();
    q->viewport()->update();
    emit q->selectionChanged();
    MonthAccessible::announceSelection(q, pins.isEmpty() ? PinId() : pins.last());
}

void MonthView::Private::toggle(PinId pin)
{
    QList<PinId> pins = selection;
    if (!pins.removeOne(pin))
        pins.append(pin);
    anchor = pin;
    select(pins);
}

/** From the anchor on, in order of time; only what is shown as a picture. */
void MonthView::Private::selectTo(PinId pin)
{
    QList<PinId> pins;
    bool inside = false;
    for (const Day &day : std::as_const(days)) {
        for (const Tile &tile : day.tiles) {
            const bool end = tile.pin == pin || tile.pin == anchor;
            const PinWindow::Row *row = window.row(tile.pin);
            if ((inside || end) && row && filter.matches(row->pin))
                pins.append(tile.pin);
            if (end)
                inside = !inside && pin != anchor;
        }
    }
    const PinId kept = anchor;
    select(pins);
    anchor = kept;
}

/** Pins that are gone, or have no time any more, are no longer selected. */
void MonthView::Private::prune()
{
    if (selection.isEmpty())
        return;
    const auto stored = workspace.store().pins().pins(selection);
    if (!stored)
        return;
    QSet<PinId> there;
    for (const Pin &pin : *stored) {
        if (pin.dueAt)
            there.insert(pin.id);
    }
    QList<PinId> left = selection;
    left.removeIf([&there](PinId pin) { return !there.contains(pin); });
    select(left);
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
    focus = {date, place};
    q->viewport()->update();
    if (q->hasFocus())
        MonthAccessible::announceFocus(q);
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

void MonthView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::LocaleChange)
        d->invalidate();
    if (event->type() == QEvent::FontChange) {
        d->tiles.setTheme(d->themeManager.theme());
        viewport()->update();
    }
}

void MonthView::paintEvent(QPaintEvent *event)
{
    d->ensureReady();
    QPainter painter(viewport());
    d->paint(painter, event->rect());
    d->painted = true;
}

void MonthView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    d->invalidate();
}

void MonthView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    d->scheduleTick();
}

void MonthView::hideEvent(QHideEvent *event)
{
    QAbstractScrollArea::hideEvent(event);
    d->minuteTimer.stop();
    d->contents = {};
    d->days = {};
    d->window.release();
    d->invalidate();
}

} // namespace pinweek
