// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekview.h"

#include "calendar/weekview_p.h"
#include "core/settings.h"
#include "store/pinstore.h"
#include "text/timetext.h"

#include <QLocale>
#include <QPainter>
#include <QScrollBar>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

namespace pinweek {

namespace {

constexpr int spinStep = 30;     // degrees
constexpr int spinInterval = 80; // ms
constexpr int pageDays = 7;
} // namespace

// --- construction

WeekView::Private::Private(WeekView *view, Workspace &space, ThemeManager &manager)
    : Shared(view, space, manager), q(view), cards(space.thumbnails()), slotSource(space)
{
}

WeekView::WeekView(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : CalendarView(std::make_unique<Private>(this, workspace, theme), parent)
    , d(static_cast<Private *>(&shared()))
{
    setObjectName(QStringLiteral("weekView"));
    setAccessibleName(tr("Week"));
    verticalScrollBar()->setSingleStep(44);
    // The days keep their width whatever is folded or zoomed, and the first frame is laid out once.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    d->hourHeight = Private::nearestZoom(workspace.settings().hourHeight());

    connect(&d->window, &PinWindow::reset, this, [this] {
        ++d->generation;
        d->invalidate();
        d->prune(QSet<PinId>(d->selection.begin(), d->selection.end()));
    });
    connect(&d->window, &PinWindow::changed, this,
            [this](const QSet<PinId> &pins) { d->invalidateCards(pins); });
    connect(&d->slotSource, &WeekSlots::changed, this, [this] {
        d->invalidate();
        emit slotOwnerChanged();
    });

    d->scrollTimer.setInterval(16);
    connect(&d->scrollTimer, &QTimer::timeout, this, [this] { d->autoScroll(); });
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
    connect(&d->prefetchTimer, &QTimer::timeout, this, [this] {
        const QDate first = d->window.firstDay();
        if (d->window.prefetch({first.addDays(pageDays), first.addDays(-pageDays)}))
            d->prefetchTimer.start();
        else
            d->cards.settle();
    });

    d->window.setWeek(firstOfWeek(d->today()));
    d->focus.date = d->today();
}

WeekView::~WeekView() = default;

// --- the view's questions and wishes

void WeekView::setWeek(QDate anyDay)
{
    const QDate first = firstOfWeek(anyDay);
    if (first == d->window.firstDay())
        return;
    d->scrollPending = false;
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

QDate WeekView::focusDay() const
{
    return d->focus.date;
}

void WeekView::setFilter(const PinFilter &filter)
{
    if (d->filter == filter)
        return;
    d->filter = filter;
    d->slotSource.setOwner(d->slotSource.account(), filter.board);
    d->contents.clear();
    viewport()->update();
}

void WeekView::setAccount(AccountId account)
{
    d->window.setAccount(account);
    setSlotAccount(account);
}

void WeekView::setSlotAccount(AccountId account)
{
    d->slotSource.setOwner(account, d->slotSource.board());
}

void WeekView::setHourHeight(int px)
{
    d->zoomTo(Private::nearestZoom(px), d->bodyRect().center());
}

int WeekView::hourHeight() const
{
    return d->hourHeight;
}

QList<PinId> WeekView::pins() const
{
    return d->pinsInOrder();
}

void WeekView::showPin(PinId id)
{
    const auto pin = d->workspace.store().pins().pin(id);
    if (!pin || !pin->dueAt)
        return;
    d->scrollPending = false;
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
    d->scrollPending = false;
    setWeek(d->today());
    d->ensureReady();
    const int y = d->grid.yOf(d->nowLocal().time);
    verticalScrollBar()->setValue(y - d->bodyRect().height() / 3);
}

WallTime WeekView::focusTime() const
{
    return d->focusTime();
}

QRect WeekView::placeOf(const WallTime &time) const
{
    d->ensureReady();
    const auto day = d->grid.dayOf(time.date);
    if (!day)
        return {};
    QRect place = d->toViewport(d->grid.rectOf(*day));
    place.setTop(pointOf(time).y());
    place.setHeight(greatestCardHeight(d->hourHeight));
    return place;
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
    return d->painted && !d->dirty && !d->cards.awaitsPictures();
}

// --- time

void WeekView::Private::turn(int by)
{
    q->setWeek(window.firstDay().addDays(by * pageDays));
}

void WeekView::Private::applyTheme()
{
    cards.setTheme(themeManager.theme());
    updateEmptyState();
}

void WeekView::Private::pictureReady(const QString &sha256)
{
    for (const PinId pin : cards.pictureReady(sha256)) {
        if (const WeekLayout::Card *card = cardOf(pin))
            q->viewport()->update(toViewport(card->rect));
    }
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

bool WeekView::Private::isEmptyStateShown() const
{
    return emptyState && emptyState->isVisibleTo(q->viewport());
}

void WeekView::Private::makeEmptyState()
{
    emptyState = new QWidget(q->viewport());
    emptyIcon = new QLabel(emptyState);
    emptyLabel = new QLabel(emptyState);
    emptyButton = new QPushButton(emptyState);
    emptyButton->setObjectName(QStringLiteral("emptyWeekPushButton"));
    emptyIcon->setAlignment(Qt::AlignCenter);
    emptyLabel->setAlignment(Qt::AlignCenter);
    auto *column = new QVBoxLayout(emptyState);
    column->setSpacing(metrics::space3);
    column->addWidget(emptyIcon, 0, Qt::AlignHCenter);
    column->addWidget(emptyLabel, 0, Qt::AlignHCenter);
    column->addWidget(emptyButton, 0, Qt::AlignHCenter);
    emptyState->hide();
    connect(emptyButton, &QPushButton::clicked, q, [this] {
        if (window.firstDay().addDays(7) <= today())
            q->setWeek(today());
        else
            emit q->chooseImagesWanted(firstFreeHour());
    });
}

void WeekView::Private::updateEmptyState()
{
    const bool empty = !dirty && window.rows().isEmpty() && !editingSlots;
    if (dirty)
        return; // decided once the rows are there
    if (!empty) {
        if (emptyState)
            emptyState->hide();
        return;
    }
    if (!emptyState)
        makeEmptyState();
    const Theme &theme = themeManager.theme();
    const bool past = window.firstDay().addDays(pageDays) <= today();
    emptyIcon->setPixmap(themeIcon(QStringLiteral("images"), theme.secondary)
                             .pixmap(QSize(48, 48), q->devicePixelRatioF()));
    emptyLabel->setFont(themeFont(TextStyle::Section));
    emptyLabel->setText(past ? tr("Nothing was planned in this week")
                             : tr("Drop images anywhere on this week"));
    emptyButton->setText(past ? tr("Go to today") : tr("Choose images or videos…"));
    emptyState->setAutoFillBackground(false);
    emptyState->adjustSize();
    const QRect body = bodyRect();
    emptyState->move(body.center().x() - emptyState->width() / 2,
                     body.top() + (body.height() - emptyState->height()) * 2 / 5);
    emptyState->show();
}

// --- events

void WeekView::paintEvent(QPaintEvent *event)
{
    d->ensureReady();
    QPainter painter(viewport());
    d->paint(painter, event->region());
    if (!std::exchange(d->painted, true) || !d->prefetchTimer.isActive())
        d->prefetchTimer.start();
}

void WeekView::showEvent(QShowEvent *event)
{
    CalendarView::showEvent(event);
    if (!std::exchange(d->scrolledOnce, true) && d->window.firstDay() == firstOfWeek(d->today()))
        scrollToNowSoon();
}

/** The rows are read while the window system brings the window up, unless somebody goes elsewhere
 * meanwhile. */
void WeekView::scrollToNowSoon()
{
    d->scrollPending = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (d->scrollPending)
                scrollToNow();
        },
        Qt::QueuedConnection);
}

void WeekView::hideEvent(QHideEvent *event)
{
    d->spinTimer.stop();
    d->prefetchTimer.stop();
    d->cards.clear();
    d->texts.clear();
    CalendarView::hideEvent(event);
}

void WeekView::scrollContentsBy(int dx, int dy)
{
    Q_UNUSED(dx)
    Q_UNUSED(dy)
    viewport()->update();
    if (d->drag.active)
        d->replan();
}

} // namespace pinweek
