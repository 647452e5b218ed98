// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekview.h"

#include "calendar/morelist.h"
#include "calendar/timetext.h"
#include "calendar/weekaccessible.h"
#include "calendar/weekview_p.h"
#include "core/settings.h"
#include "media/thumbnailcache.h"
#include "planner/pineditor.h"
#include "store/pinstore.h"
#include "text/texts.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <chrono>

namespace pinweek {

namespace {

constexpr std::array<int, 3> zoomSteps{40, 88, 176};
constexpr int wheelNotch = 120;
constexpr int spinStep = 30;      // degrees
constexpr int spinInterval = 80;  // ms
constexpr int prefetchDelay = 30; // ms after the first paint
constexpr int pageDays = 7;
constexpr int cellStep = 30; // minutes, for the focus between cards

QDate firstDayOfWeek(QDate date)
{
    const int first = QLocale().firstDayOfWeek();
    return date.addDays(-((date.dayOfWeek() - first + 7) % 7));
}

int nearestZoom(int px)
{
    return *std::min_element(zoomSteps.begin(), zoomSteps.end(),
                             [px](int a, int b) { return qAbs(a - px) < qAbs(b - px); });
}

int minuteOfEnd(QTime end)
{
    return end == QTime(0, 0) ? 24 * 60 : minuteOf(end);
}

} // namespace

// --- construction

WeekView::Private::Private(WeekView *view, Workspace &space, ThemeManager &manager)
    : q(view)
    , workspace(space)
    , themeManager(manager)
    , window(space.store())
    , cards(space.thumbnails())
{
}

WeekView::WeekView(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QAbstractScrollArea(parent), d(std::make_unique<Private>(this, workspace, theme))
{
    WeekAccessible::installFactory();
    setObjectName(QStringLiteral("weekView"));
    setAccessibleName(tr("Week"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    viewport()->setAcceptDrops(true);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    verticalScrollBar()->setSingleStep(44);
    d->hourHeight = nearestZoom(workspace.settings().hourHeight());
    d->cards.setTheme(theme.theme());

    d->emptyState = new QWidget(viewport());
    d->emptyIcon = new QLabel(d->emptyState);
    d->emptyLabel = new QLabel(d->emptyState);
    d->emptyButton = new QPushButton(d->emptyState);
    d->emptyButton->setObjectName(QStringLiteral("emptyWeekPushButton"));
    d->emptyIcon->setAlignment(Qt::AlignCenter);
    d->emptyLabel->setAlignment(Qt::AlignCenter);
    auto *column = new QVBoxLayout(d->emptyState);
    column->setSpacing(metrics::space3);
    column->addWidget(d->emptyIcon, 0, Qt::AlignHCenter);
    column->addWidget(d->emptyLabel, 0, Qt::AlignHCenter);
    column->addWidget(d->emptyButton, 0, Qt::AlignHCenter);
    d->emptyState->hide();
    connect(d->emptyButton, &QPushButton::clicked, this, [this] {
        if (d->window.firstDay().addDays(7) <= d->today())
            setWeek(d->today());
        else
            emit chooseImagesWanted(d->firstFreeHour());
    });

    connect(&d->window, &PinWindow::reset, this, [this] {
        ++d->generation;
        d->invalidate();
        d->pruneSelection(QSet<PinId>(d->selection.begin(), d->selection.end()));
    });
    connect(&d->window, &PinWindow::changed, this,
            [this](const QSet<PinId> &pins) { d->invalidateCards(pins); });
    connect(&workspace.thumbnails(), &ThumbnailCache::ready, this, [this](const QString &sha256) {
        d->cards.pictureReady(sha256);
        viewport()->update();
    });
    connect(&workspace.settings(), &Settings::changed, this, [this] { d->invalidate(); });
    connect(&theme, &ThemeManager::themeChanged, this, [this] {
        d->cards.setTheme(d->themeManager.theme());
        d->updateEmptyState();
        viewport()->update();
    });

    d->scrollTimer.setInterval(16);
    connect(&d->scrollTimer, &QTimer::timeout, this, [this] { d->autoScroll(); });
    d->sideTimer.setInterval(700);
    connect(&d->sideTimer, &QTimer::timeout, this, [this] { d->holdAtSide(); });
    d->minuteTimer.setSingleShot(true);
    connect(&d->minuteTimer, &QTimer::timeout, this, [this] { d->tick(); });
    d->spinTimer.setInterval(spinInterval);
    connect(&d->spinTimer, &QTimer::timeout, this, [this] {
        d->spinAngle = (d->spinAngle + spinStep) % 360;
        bool any = false;
        for (const WeekLayout::Card &card : d->layout.cards) {
            const PinWindow::Row *row = d->window.row(card.pin);
            if (row && row->pin.status == PinStatus::Publishing) {
                any = true;
                viewport()->update(d->toViewport(card.rect));
            }
        }
        if (!any)
            d->spinTimer.stop();
    });
    d->prefetchTimer.setSingleShot(true);
    d->prefetchTimer.setInterval(prefetchDelay);
    connect(&d->prefetchTimer, &QTimer::timeout, this, [this] { d->window.prefetch(); });

    d->window.setWeek(firstDayOfWeek(d->today()));
    d->focus.date = d->today();
}

WeekView::~WeekView() = default;

// --- the view's questions and wishes

void WeekView::setWeek(QDate anyDay)
{
    const QDate first = firstDayOfWeek(anyDay);
    if (first == d->window.firstDay())
        return;
    d->window.setWeek(first);
    d->contents.clear();
    d->hovered = {};
    if (!d->grid.dayOf(d->focus.date) || d->focus.pin.isValid())
        d->focus.pin = {};
    const int weekday = int((d->focus.date.toJulianDay() - first.toJulianDay()) % 7 + 7) % 7;
    d->focus.date = first.addDays(weekday);
    d->invalidate();
    emit weekChanged(first);
}

QDate WeekView::firstDay() const
{
    return d->window.firstDay();
}

void WeekView::setFilter(const PinFilter &filter)
{
    if (d->filter == filter)
        return;
    d->filter = filter;
    d->contents.clear();
    viewport()->update();
}

void WeekView::setAccount(AccountId account)
{
    d->window.setAccount(account);
}

void WeekView::setZone(const QByteArray &zone)
{
    d->window.setZone(zone);
}

QByteArray WeekView::zone() const
{
    return d->window.zone();
}

void WeekView::setHourHeight(int px)
{
    d->zoomTo(nearestZoom(px), d->bodyRect().center());
}

int WeekView::hourHeight() const
{
    return d->hourHeight;
}

QList<PinId> WeekView::selection() const
{
    return d->selection;
}

void WeekView::setSelection(const QList<PinId> &pins)
{
    d->select(pins);
}

void WeekView::clearSelection()
{
    d->select({});
}

void WeekView::showPin(PinId id)
{
    const auto pin = d->workspace.store().pins().pin(id);
    if (!pin || !pin->dueAt)
        return;
    const WallTime local = WallTime::fromUtc(*pin->dueAt, d->window.zone());
    setWeek(local.date);
    d->ensureReady();
    d->openBandOf(minuteOf(local.time));
    d->ensureReady();
    if (const WeekLayout::Card *card = d->cardOf(id))
        d->ensureVisible(card->rect);
    else
        d->ensureVisible(
            QRect(d->grid.pointOf(local.date, local.time), QSize(1, WeekLayout::leastCardHeight)));
    d->setFocusPin(id);
    d->select({id});
}

void WeekView::scrollToNow()
{
    setWeek(d->today());
    d->ensureReady();
    const int y = d->grid.yOf(d->nowLocal().time);
    verticalScrollBar()->setValue(y - d->bodyRect().height() / 3);
}

QPoint WeekView::pointOf(const WallTime &time) const
{
    d->ensureReady();
    return d->grid.pointOf(time.date, time.time) + d->origin();
}

QRect WeekView::rectOf(PinId pin) const
{
    d->ensureReady();
    const WeekLayout::Card *card = d->cardOf(pin);
    return card ? d->toViewport(card->rect) : QRect();
}

bool WeekView::isComplete() const
{
    return d->painted && !d->dirty && d->cards.awaited().isEmpty();
}

// --- geometry

bool WeekView::Private::rightToLeft() const
{
    return q->layoutDirection() == Qt::RightToLeft;
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

void WeekView::Private::ensureReady()
{
    if (dirty)
        rebuild();
}

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
    layout = WeekLayout::make(grid, placed);
    cards.setRightToLeft(rightToLeft());
    updateScrollBars();
    updateEmptyState();
    if (focus.pin.isValid() && !window.row(focus.pin))
        focus.pin = {};
    WeekAccessible::announceReset(q);
}

void WeekView::Private::invalidate()
{
    dirty = true;
    q->viewport()->update();
    updateEmptyState();
}

void WeekView::Private::invalidateCards(const QSet<PinId> &pins)
{
    for (const PinId pin : pins)
        contents.remove(pin);
    invalidate();
    pruneSelection(pins);
    if (pins.contains(focus.pin))
        WeekAccessible::announceCard(q, focus.pin);
}

void WeekView::Private::updateScrollBars()
{
    const QSize content = grid.contentSize();
    const QRect body = bodyRect();
    q->verticalScrollBar()->setPageStep(body.height());
    q->verticalScrollBar()->setRange(0, qMax(0, content.height() - body.height()));
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

void WeekView::Private::turnWeek(int by)
{
    q->setWeek(window.firstDay().addDays(by * pageDays));
}

QDate WeekView::Private::today() const
{
    return nowLocal().date;
}

WallTime WeekView::Private::nowLocal() const
{
    return WallTime::fromUtc(workspace.clock().now(), window.zone());
}

void WeekView::Private::scheduleTick()
{
    using namespace std::chrono;
    const auto now = workspace.clock().nowMillis();
    const auto next = floor<minutes>(now) + minutes(1);
    minuteTimer.start(duration_cast<milliseconds>(next - now) + milliseconds(20));
}

void WeekView::Private::tick()
{
    // Drafts whose time has just passed are missed from now on.
    const UtcTime now = workspace.clock().now();
    for (const PinWindow::Row &row : window.rows()) {
        const auto content = contents.constFind(row.pin.id);
        if (content != contents.constEnd() && content->missed != row.pin.isMissed(now)) {
            contents.remove(row.pin.id);
            ++generation;
        }
    }
    q->viewport()->update();
    scheduleTick();
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

// --- content of cards

bool WeekView::Private::isLeftOut(const Pin &pin) const
{
    return (filter.board.isValid() && pin.content.board != filter.board) ||
           (filter.section.isValid() && pin.content.section != filter.section) ||
           (filter.account.isValid() && pin.content.account != filter.account);
}

QString WeekView::Private::noticeOf(const PinWindow::Row &row)
{
    const Pin &pin = row.pin;
    switch (pin.status) {
    case PinStatus::Draft:
        if (pin.isMissed(workspace.clock().now()))
            return tr("Missed");
        return needsText(workspace.editor().missing(pin.content));
    case PinStatus::Failed:
    case PinStatus::Blocked:
    case PinStatus::Unconfirmed:
    case PinStatus::Publishing:
    case PinStatus::HandedOver:
        return statusText(pin, window.zone());
    case PinStatus::Scheduled:
    case PinStatus::Published:
        return {};
    }
    return {};
}

const CardContent &WeekView::Private::contentOf(const PinWindow::Row &row)
{
    const auto known = contents.constFind(row.pin.id);
    if (known != contents.constEnd() && known->revision == row.pin.revision &&
        known->generation == generation)
        return *known;
    const PinContent &pin = row.pin.content;
    CardContent content;
    content.pin = row.pin.id;
    content.revision = row.pin.revision;
    content.generation = generation;
    content.time = clockText(row.local.time);
    if (pin.planned && pin.planned->zone != row.local.zone &&
        (pin.planned->date != row.local.date || pin.planned->time != row.local.time))
        content.ownTime =
            QStringLiteral("%1 %2").arg(clockText(pin.planned->time), zoneName(pin.planned->zone));
    content.title = pin.title;
    content.status = row.pin.status;
    content.missed = row.pin.isMissed(workspace.clock().now());
    content.outline = isLeftOut(row.pin);
    if (!content.outline)
        content.notice = noticeOf(row);
    if (const auto asset = window.asset(pin.media)) {
        content.sha256 = asset->sha256;
        content.format = asset->format;
    }
    content.boardColour = window.boardColour(pin.board);
    content.sandbox = window.isSandbox(pin.account);
    content.locked = pin.locked;
    return *contents.insert(row.pin.id, content);
}

QString WeekView::Private::spoken(const PinWindow::Row &row)
{
    const CardContent &content = contentOf(row);
    QString state = content.missed || content.notice.isEmpty()
                        ? statusText(row.pin.status).toLower()
                        : content.notice;
    if (content.missed)
        state = tr("missed draft");
    else if (row.pin.status == PinStatus::Draft && !content.notice.isEmpty())
        state = tr("draft, %1").arg(content.notice);
    if (content.sandbox)
        state += tr(", sandbox");
    const QString title = content.title.isEmpty() ? tr("untitled") : content.title;
    //: Read out by a screen reader: day and time, state, title.
    return tr("%1, %2, %3").arg(spokenDayClock(row.local.date, row.local.time), state, title);
}

int WeekView::Private::plannedOn(int day) const
{
    return layout.total[size_t(day)];
}

QString WeekView::Private::daySpoken(int day) const
{
    const QDate date = grid.dateOf(day);
    const QLocale locale;
    return tr("%1 %2 %3, %4 of %5 pins")
        .arg(locale.standaloneDayName(date.dayOfWeek()))
        .arg(date.day())
        .arg(locale.monthName(date.month()))
        .arg(plannedOn(day))
        .arg(workspace.settings().dayCap());
}

// --- finding

const WeekLayout::Card *WeekView::Private::cardOf(PinId pin) const
{
    const auto found =
        std::find_if(layout.cards.begin(), layout.cards.end(),
                     [pin](const WeekLayout::Card &card) { return card.pin == pin; });
    return found == layout.cards.end() ? nullptr : &*found;
}

QRect WeekView::Private::elementRect(PinId pin) const
{
    if (const WeekLayout::Card *card = cardOf(pin))
        return toViewport(card->rect);
    for (const WeekLayout::More &more : layout.more) {
        if (more.pins.contains(pin))
            return toViewport(more.rect);
    }
    return {};
}

const WeekLayout::Card *WeekView::Private::cardAt(QPoint pos) const
{
    if (!bodyRect().contains(pos))
        return nullptr;
    const QPoint point = toContent(pos);
    for (const WeekLayout::Card &card : layout.cards) {
        if (!card.rect.contains(point))
            continue;
        const auto content = contents.constFind(card.pin);
        if (content == contents.constEnd() || !content->outline)
            return &card;
    }
    return nullptr;
}

const WeekLayout::More *WeekView::Private::moreAt(QPoint pos) const
{
    if (!bodyRect().contains(pos))
        return nullptr;
    const QPoint point = toContent(pos);
    const auto found =
        std::find_if(layout.more.begin(), layout.more.end(),
                     [point](const WeekLayout::More &more) { return more.rect.contains(point); });
    return found == layout.more.end() ? nullptr : &*found;
}

std::optional<bool> WeekView::Private::bandAt(QPoint pos) const
{
    if (pos.y() < headerHeight)
        return std::nullopt;
    const int y = toContent(pos).y();
    const auto isIn = [y](const WeekGrid::Band &band) {
        return !band.isNull() && y >= band.top && y < band.top + WeekGrid::bandHeight;
    };
    if (isIn(grid.earlyBand()))
        return true;
    if (isIn(grid.lateBand()))
        return false;
    return std::nullopt;
}

QRect WeekView::Private::pillRect() const
{
    if (!pointer || drag.active || pressedAt || !bodyRect().contains(*pointer) ||
        cardAt(*pointer) || moreAt(*pointer) || bandAt(*pointer) ||
        (emptyState->isVisible() && emptyState->geometry().contains(*pointer)))
        return {};
    const WallTime at = grid.timeAt(toContent(*pointer));
    if (at.resolve().utc < workspace.clock().now() || grid.isFolded(minuteOf(at.time)))
        return {};
    const auto day = grid.dayOf(at.date);
    const QRect column = toViewport(grid.rectOf(*day));
    const int width = QFontMetrics(themeFont(TextStyle::Meta, true))
                          .horizontalAdvance(QStringLiteral("+ ") + clockText(at.time)) +
                      18;
    const int left = rightToLeft() ? column.right() - 6 - width : column.left() + 7;
    const QRect pill(left, origin().y() + grid.yOf(at.time) - 11, width, 22);
    // Not over a card beside or below.
    for (const WeekLayout::Card &card : layout.cards) {
        if (toViewport(card.rect).intersects(pill))
            return {};
    }
    return pill.top() < headerHeight ? QRect() : pill;
}

// --- selection and focus

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

// --- the empty week

WallTime WeekView::Private::firstFreeHour() const
{
    const WallTime now = nowLocal();
    const int start = minuteOf(workspace.settings().windowStart());
    if (!grid.dayOf(now.date))
        return {window.firstDay(), timeOfMinute(start), window.zone()};
    const int nextHour = (minuteOf(now.time) / 60 + 1) * 60;
    if (nextHour >= 24 * 60)
        return {now.date.addDays(1), timeOfMinute(start), window.zone()};
    return {now.date, timeOfMinute(qMax(start, nextHour)), window.zone()};
}

void WeekView::Private::updateEmptyState()
{
    const bool empty = !dirty && window.rows().isEmpty();
    if (dirty)
        return; // decided once the rows are there
    if (!empty) {
        emptyState->hide();
        return;
    }
    const Theme &theme = themeManager.theme();
    const bool past = window.firstDay().addDays(pageDays) <= today();
    emptyIcon->setPixmap(themeIcon(QStringLiteral("images"), theme.secondary)
                             .pixmap(QSize(48, 48), q->devicePixelRatioF()));
    emptyLabel->setFont(themeFont(TextStyle::Section));
    emptyLabel->setText(past ? tr("Nothing was planned in this week")
                             : tr("Drop images anywhere on this week"));
    emptyButton->setText(past ? tr("Go to today") : tr("Choose images…"));
    emptyState->setAutoFillBackground(false);
    emptyState->adjustSize();
    const QRect body = bodyRect();
    emptyState->move(body.center().x() - emptyState->width() / 2,
                     body.top() + (body.height() - emptyState->height()) * 2 / 5);
    emptyState->show();
}

// --- events

bool WeekView::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::ToolTip: {
        const auto *help = static_cast<QHelpEvent *>(event);
        const WeekLayout::Card *card = d->cardAt(help->pos());
        const PinWindow::Row *row = card ? d->window.row(card->pin) : nullptr;
        if (row)
            QToolTip::showText(help->globalPos(), d->spoken(*row), viewport(),
                               d->toViewport(card->rect));
        else if (help->pos().y() < Private::headerHeight)
            QToolTip::showText(help->globalPos(),
                               tr("Times are those of %1").arg(QString::fromUtf8(d->window.zone())),
                               viewport());
        else
            QToolTip::hideText();
        return true;
    }
    case QEvent::Leave:
        d->pointer.reset();
        d->hovered = {};
        viewport()->update();
        break;
    default:
        break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void WeekView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::LocaleChange)
        d->invalidate();
    if (event->type() == QEvent::FontChange) {
        d->cards.setTheme(d->themeManager.theme());
        viewport()->update();
    }
}

void WeekView::paintEvent(QPaintEvent *event)
{
    d->ensureReady();
    QPainter painter(viewport());
    d->paint(painter, event->rect());
    if (!std::exchange(d->painted, true) || !d->prefetchTimer.isActive())
        d->prefetchTimer.start();
}

void WeekView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    d->invalidate();
}

void WeekView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    d->scheduleTick();
    if (!std::exchange(d->scrolledOnce, true) && d->window.firstDay() == firstDayOfWeek(d->today()))
        scrollToNow();
}

void WeekView::hideEvent(QHideEvent *event)
{
    QAbstractScrollArea::hideEvent(event);
    // In the tray nothing wakes us, and pictures of cards need no memory.
    d->minuteTimer.stop();
    d->spinTimer.stop();
    d->cards.clear();
}

void WeekView::scrollContentsBy(int dx, int dy)
{
    Q_UNUSED(dx)
    Q_UNUSED(dy)
    viewport()->update();
    if (d->drag.active)
        d->replan();
}

void WeekView::mousePressEvent(QMouseEvent *event)
{
    d->ensureReady();
    const QPoint pos = event->position().toPoint();
    if (event->button() != Qt::LeftButton)
        return;
    setFocus(Qt::MouseFocusReason);
    d->pressedPin = {};
    d->pressedTime.reset();
    if (pos.y() < Private::headerHeight)
        return;
    if (const auto early = d->bandAt(pos))
        return d->setBand(*early, true);
    if (const WeekLayout::More *more = d->moreAt(pos))
        return d->showMore(*more);
    const WeekLayout::Card *card = d->cardAt(pos);
    if (!card) {
        if (!d->bodyRect().contains(pos))
            return;
        if (d->pillRect().contains(pos)) {
            emit newPinWanted(d->grid.timeAt(d->toContent(pos)));
            return;
        }
        const WallTime at = d->grid.timeAt(d->toContent(pos));
        d->pressedTime = at;
        d->select({});
        d->setFocusCell(at.date, minuteOf(at.time));
        return;
    }
    const PinId pin = card->pin;
    d->pressedAt = pos;
    d->pressedPin = pin;
    d->pressedPlain = event->modifiers() == Qt::NoModifier;
    d->setFocusPin(pin);
    if (event->modifiers() & Qt::ControlModifier) {
        d->pressedPlain = false;
        if (!d->selection.contains(pin))
            d->toggle(pin);
        else
            d->pressedPlain = true; // taken out when let go, unless a copy is dragged
    } else if (event->modifiers() & Qt::ShiftModifier) {
        d->selectTo(pin);
    } else if (!d->selection.contains(pin)) {
        d->select({pin});
    }
}

void WeekView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint pos = event->position().toPoint();
    if (d->pressedAt && (event->buttons() & Qt::LeftButton)) {
        if ((pos - *d->pressedAt).manhattanLength() < QApplication::startDragDistance())
            return;
        const WeekLayout::Card *card = d->cardOf(d->pressedPin);
        const int offset = card ? d->pressedAt->y() - d->toViewport(card->rect).top() : 0;
        const PinId pin = d->pressedPin;
        d->pressedAt.reset();
        QList<PinId> pins = d->selection;
        if (!pins.contains(pin))
            pins = {pin};
        d->startDrag(pins, pin, offset);
        return;
    }
    const QRect before = d->pillRect();
    d->pointer = pos;
    const WeekLayout::Card *card = d->cardAt(pos);
    const PinId over = card ? card->pin : PinId();
    const QRect after = d->pillRect();
    if (over != d->hovered || before != after || d->moreAt(pos)) {
        const auto touch = [this](PinId pin) {
            if (const WeekLayout::Card *old = d->cardOf(pin))
                viewport()->update(d->toViewport(old->rect));
        };
        touch(d->hovered);
        d->hovered = over;
        touch(over);
        viewport()->update(before.adjusted(-1, -1, 1, 1));
        viewport()->update(after.adjusted(-1, -1, 1, 1));
    }
    const bool hand = after.contains(pos) || d->moreAt(pos) || d->bandAt(pos);
    viewport()->setCursor(hand ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void WeekView::mouseReleaseEvent(QMouseEvent *event)
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

void WeekView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint pos = event->position().toPoint();
    if (event->button() != Qt::LeftButton)
        return;
    // What the first click was on: since then the composer may have come and moved the days.
    if (d->pressedPin.isValid()) {
        emit pinOpened(d->pressedPin);
        return;
    }
    if (d->pressedTime) {
        emit newPinWanted(*d->pressedTime);
        return;
    }
    if (!d->bodyRect().contains(pos) || d->bandAt(pos) || d->moreAt(pos))
        return;
    if (const WeekLayout::Card *card = d->cardAt(pos))
        emit pinOpened(card->pin);
    else
        emit newPinWanted(d->grid.timeAt(d->toContent(pos)));
}

void WeekView::contextMenuEvent(QContextMenuEvent *event)
{
    d->ensureReady();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const WeekLayout::Card *card = d->cardOf(d->focus.pin);
        if (card && !d->selection.contains(d->focus.pin))
            d->select({d->focus.pin});
        const QPoint at = card ? d->toViewport(card->rect).center() : pointOf(d->focusTime());
        emit menuWanted(viewport()->mapToGlobal(at));
        return;
    }
    const QPoint pos = event->pos();
    if (const WeekLayout::Card *card = d->cardAt(pos)) {
        if (!d->selection.contains(card->pin))
            d->select({card->pin});
        d->setFocusPin(card->pin);
    } else if (d->bodyRect().contains(pos)) {
        const WallTime at = d->grid.timeAt(d->toContent(pos));
        d->select({});
        d->setFocusCell(at.date, minuteOf(at.time));
    }
    emit menuWanted(event->globalPos());
}

void WeekView::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    event->accept();
    d->wheelRest += event->angleDelta().y();
    if (qAbs(d->wheelRest) < wheelNotch)
        return;
    const int by = d->wheelRest > 0 ? 1 : -1;
    d->wheelRest = 0;
    const auto here =
        std::find(zoomSteps.begin(), zoomSteps.end(), d->hourHeight) - zoomSteps.begin();
    const auto next = qBound(0, int(here) + by, int(zoomSteps.size()) - 1);
    d->zoomTo(zoomSteps[size_t(next)], event->position().toPoint());
}

void WeekView::keyPressEvent(QKeyEvent *event)
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
            return d->moveSelection(across, 0);
        if (plain)
            return d->moveFocusAcross(across, extend);
        break;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (move)
            return d->moveSelection(0, down * WeekGrid::step);
        if (plain)
            return d->moveFocusInDay(down, extend);
        break;
    case Qt::Key_Home:
    case Qt::Key_End:
        if (plain)
            return d->moveFocusAcross(
                int(d->focus.date.daysTo(d->grid.dateOf(event->key() == Qt::Key_Home ? 0 : 6))),
                extend);
        break;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        if (plain)
            return d->turnWeek(event->key() == Qt::Key_PageDown ? 1 : -1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (modifiers == Qt::NoModifier)
            return d->openFocus();
        break;
    case Qt::Key_N:
        if (modifiers == Qt::NoModifier) {
            emit newPinWanted(d->focusTime());
            return;
        }
        break;
    case Qt::Key_F2:
        if (d->focus.pin.isValid()) {
            d->select({d->focus.pin});
            emit editTimeWanted(d->focus.pin);
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
        if (d->focus.pin.isValid())
            return d->toggle(d->focus.pin);
        break;
    case Qt::Key_A:
        if (modifiers == Qt::ControlModifier) {
            QList<PinId> all;
            for (const PinWindow::Row &row : d->window.rows()) {
                if (!d->isLeftOut(row.pin))
                    all.append(row.pin.id);
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

void WeekView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
    WeekAccessible::announceFocus(this);
}

void WeekView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace pinweek
