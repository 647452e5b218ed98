// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/calendarview.h"

#include "calendar/calendarview_p.h"
#include "core/settings.h"
#include "media/thumbnailcache.h"
#include "store/pinstore.h"

#include <QEvent>
#include <QFocusEvent>
#include <QLocale>

#include <chrono>

namespace pinweek {

namespace {

constexpr int turnAfter = 700; // ms that a drag is held at a side

} // namespace

// --- construction

CalendarView::Shared::Shared(CalendarView *calendar, Workspace &space, ThemeManager &manager)
    : owner(calendar)
    , workspace(space)
    , themeManager(manager)
    , window(space.store())
    , slotPreview(space.editor())
{
}

CalendarView::Shared::~Shared() = default;

CalendarView::CalendarView(std::unique_ptr<Shared> shared, QWidget *parent)
    : QAbstractScrollArea(parent), m_shared(std::move(shared))
{
    CalendarAccessible::installFactory();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    viewport()->setAcceptDrops(true);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);

    Shared &d = *m_shared;
    d.applyTheme();
    connect(&d.workspace.thumbnails(), &ThumbnailCache::ready, this, [this](const QString &sha256) {
        m_shared->pictureReady(sha256);
    });
    connect(&d.workspace.settings(), &Settings::changed, this, [this] { m_shared->invalidate(); });
    connect(&d.themeManager, &ThemeManager::themeChanged, this, [this] {
        m_shared->applyTheme();
        viewport()->update();
    });
    connect(&d.slotPreview, &SlotPreview::changed, viewport(), qOverload<>(&QWidget::update));
    d.sideTimer.setInterval(turnAfter);
    connect(&d.sideTimer, &QTimer::timeout, this, [this] { m_shared->holdAtSide(); });
    d.prefetchTimer.setSingleShot(true);
    d.prefetchTimer.setInterval(0);
    d.minuteTimer.setSingleShot(true);
    connect(&d.minuteTimer, &QTimer::timeout, this, [this] {
        m_shared->tick();
        viewport()->update();
        CalendarAccessible::announceChanges(this);
        m_shared->scheduleTick();
    });
}

CalendarView::~CalendarView() = default;

// --- the view's questions and wishes

void CalendarView::setZone(const QByteArray &zone)
{
    m_shared->window.setZone(zone);
}

QByteArray CalendarView::zone() const
{
    return m_shared->window.zone();
}

QList<PinId> CalendarView::selection() const
{
    return m_shared->selection;
}

void CalendarView::setSelection(const QList<PinId> &pins)
{
    m_shared->select(pins);
}

void CalendarView::clearSelection()
{
    m_shared->select({});
}

void CalendarView::focusPin(PinId pin)
{
    if (m_shared->window.row(pin))
        m_shared->setFocusPin(pin);
    setFocus();
}

void CalendarView::setGhosts(const QList<PlannedGhost> &ghosts)
{
    m_shared->ghosts = ghosts;
    viewport()->update();
}

void CalendarView::setCutPins(const QList<PinId> &pins)
{
    m_shared->cutPins = QSet<PinId>(pins.begin(), pins.end());
    viewport()->update();
}

// --- state

void CalendarView::Shared::ensureReady()
{
    if (dirty)
        rebuild();
}

void CalendarView::Shared::invalidate()
{
    dirty = true;
    owner->viewport()->update();
}

void CalendarView::Shared::scheduleTick()
{
    using namespace std::chrono;
    const auto now = workspace.clock().nowMillis();
    const auto next = floor<minutes>(now) + minutes(1);
    minuteTimer.start(duration_cast<milliseconds>(next - now) + milliseconds(20));
}

QDate CalendarView::Shared::today() const
{
    return nowLocal().date;
}

WallTime CalendarView::Shared::nowLocal() const
{
    return WallTime::fromUtc(workspace.clock().now(), window.zone());
}

bool CalendarView::Shared::rightToLeft() const
{
    return owner->layoutDirection() == Qt::RightToLeft;
}

const CardContent &CalendarView::Shared::contentOf(const PinWindow::Row &row)
{
    const auto known = contents.constFind(row.pin.id);
    if (known != contents.constEnd() && known->revision == row.pin.revision &&
        known->generation == generation && known->upload == row.pin.video)
        return *known;
    CardContent content = cardContent(row, window, workspace, filter);
    content.generation = generation;
    return *contents.insert(row.pin.id, content);
}

QString CalendarView::Shared::spokenPin(PinId pin)
{
    const PinWindow::Row *row = window.row(pin);
    return row ? spokenCard(*row, contentOf(*row), window) : QString();
}

QString CalendarView::Shared::spokenDay(QDate date, int pins) const
{
    const QLocale locale;
    return tr("%1 %2 %3, %4 of %5 pins")
        .arg(locale.standaloneDayName(date.dayOfWeek()))
        .arg(date.day())
        .arg(locale.monthName(date.month()))
        .arg(pins)
        .arg(workspace.settings().dayCap());
}

void CalendarView::Shared::focusEntered()
{
    CalendarAccessible::announceFocus(owner);
}

bool CalendarView::Shared::isLeftOut(const Pin &pin) const
{
    return !filter.matches(pin);
}

// --- selection

void CalendarView::Shared::select(const QList<PinId> &pins)
{
    if (selection == pins)
        return;
    selection = pins;
    if (pins.size() == 1)
        anchor = pins.first();
    owner->viewport()->update();
    emit owner->selectionChanged();
    CalendarAccessible::announceSelection(owner, pins.isEmpty() ? PinId() : pins.last());
}

void CalendarView::Shared::toggle(PinId pin)
{
    QList<PinId> pins = selection;
    if (!pins.removeOne(pin))
        pins.append(pin);
    anchor = pin;
    select(pins);
}

void CalendarView::Shared::selectTo(PinId pin)
{
    const QList<PinId> all = pinsInOrder();
    const qsizetype here = all.indexOf(pin);
    const qsizetype there = all.indexOf(anchor);
    if (here < 0)
        return;
    const qsizetype first = there < 0 ? here : qMin(here, there);
    const qsizetype last = there < 0 ? here : qMax(here, there);
    const PinId kept = anchor;
    select(all.mid(first, last - first + 1));
    anchor = kept;
}

void CalendarView::Shared::prune(const QSet<PinId> &touched)
{
    QList<PinId> doubtful = selection;
    doubtful.removeIf([&](PinId pin) { return !touched.contains(pin) || window.row(pin); });
    if (doubtful.isEmpty())
        return;
    const auto stored = workspace.store().pins().pins(doubtful);
    if (!stored)
        return;
    QSet<PinId> gone(doubtful.begin(), doubtful.end());
    for (const Pin &pin : *stored) {
        if (pin.dueAt)
            gone.remove(pin.id);
    }
    QList<PinId> left = selection;
    left.removeIf([&gone](PinId pin) { return gone.contains(pin); });
    select(left);
}

// --- events

void CalendarView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::LocaleChange)
        m_shared->invalidate();
    if (event->type() == QEvent::FontChange) {
        m_shared->applyTheme();
        viewport()->update();
    }
}

void CalendarView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    m_shared->invalidate();
}

void CalendarView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    m_shared->scheduleTick();
}

void CalendarView::hideEvent(QHideEvent *event)
{
    QAbstractScrollArea::hideEvent(event);
    // In the tray nothing wakes us, and neither cards nor their rows need memory.
    m_shared->minuteTimer.stop();
    m_shared->contents = {};
    m_shared->window.release();
    m_shared->invalidate();
}

void CalendarView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
    // Who comes with the keyboard must see where it is.
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        m_shared->focusEntered();
    else
        CalendarAccessible::announceFocus(this);
}

void CalendarView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace pinweek
