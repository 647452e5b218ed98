// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/calendarviews.h"

#include "calendar/monthview.h"
#include "calendar/weekview.h"
#include "list/listview.h"
#include "text/timetext.h"
#include "workspace/workspace.h"

#include <QStackedLayout>

namespace pinweek {

CalendarViews::CalendarViews(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_stack(new QStackedLayout(this))
    , m_week(new WeekView(workspace, theme, this))
{
    setObjectName(QStringLiteral("calendarViews"));
    m_stack->addWidget(m_week);
    setFocusProxy(m_week);
    relay(m_week);
    relayDrops(m_week);
    connect(m_week, &WeekView::weekChanged, this, &CalendarViews::rangeChanged);
}

template<typename View>
void CalendarViews::relay(View *view)
{
    connect(view, &View::selectionChanged, this, [this, view] {
        if (view == shown())
            emit selectionChanged();
    });
    connect(view, &View::pinOpened, this, &CalendarViews::pinOpened);
    connect(view, &View::newPinWanted, this, &CalendarViews::newPinWanted);
    connect(view, &View::pinsMoved, this, &CalendarViews::pinsMoved);
    connect(view, &View::menuWanted, this, &CalendarViews::menuWanted);
    connect(view, &View::refused, this, &CalendarViews::refused);
    connect(view, &View::deleteWanted, this, &CalendarViews::deleteWanted);
    connect(view, &View::editTimeWanted, this, &CalendarViews::editTimeWanted);
}

template<typename View>
void CalendarViews::relayDrops(View *view)
{
    connect(view, &View::imagesDropped, this, &CalendarViews::imagesDropped);
    connect(view, &View::nextFreeWanted, this, &CalendarViews::nextFreeWanted);
    connect(view, &View::chooseImagesWanted, this, &CalendarViews::chooseImagesWanted);
}

QWidget *CalendarViews::shown() const
{
    if (m_kind == CalendarKind::Month)
        return m_month;
    if (m_kind == CalendarKind::List)
        return m_list;
    return m_week;
}

QWidget *CalendarViews::canvas() const
{
    const auto *scrolled = qobject_cast<QAbstractScrollArea *>(shown());
    return scrolled ? scrolled->viewport() : shown();
}

MonthView &CalendarViews::month()
{
    if (!m_month) {
        m_month = new MonthView(m_workspace, m_theme, this);
        m_month->setZone(zone());
        m_month->setAccount(m_account);
        m_month->setTarget(m_target);
        m_month->setFilter(m_filter);
        m_month->setGhosts(m_ghosts);
        m_month->setCutPins(m_cutPins);
        m_stack->addWidget(m_month);
        relay(m_month);
        relayDrops(m_month);
        connect(m_month, &MonthView::monthChanged, this, &CalendarViews::rangeChanged);
        connect(m_month, &MonthView::weekWanted, this, [this](QDate day) {
            setKind(CalendarKind::Week);
            m_week->setWeek(day);
        });
    }
    return *m_month;
}

ListView &CalendarViews::list()
{
    if (!m_list) {
        m_list = new ListView(m_workspace, m_theme, this);
        m_list->setZone(zone());
        m_list->setAccount(m_account);
        m_list->setFilter(m_filter);
        m_list->setGhosts(m_ghosts);
        m_list->setCutPins(m_cutPins);
        m_stack->addWidget(m_list);
        relay(m_list);
        connect(m_list, &ListView::imagesDropped, this, &CalendarViews::imagesDropped);
        connect(m_list, &ListView::chooseImagesWanted, this, &CalendarViews::chooseImagesWanted);
        connect(m_list, &ListView::groupedByLink, this, &CalendarViews::groupedByLink);
        connect(m_list, &ListView::newPinForLinkWanted, this, &CalendarViews::newPinForLinkWanted);
        connect(m_list, &ListView::shiftWanted, this, &CalendarViews::shiftWanted);
        connect(m_list, &ListView::textsEdited, this, &CalendarViews::textsEdited);
        connect(m_list, &ListView::boardChosen, this, &CalendarViews::boardChosen);
    }
    return *m_list;
}

QDate CalendarViews::shownDay() const
{
    switch (m_kind) {
    case CalendarKind::Month:
        return m_month->focusDay();
    case CalendarKind::List:
        return m_list->focusDay();
    case CalendarKind::Week:
        break;
    }
    return m_week->focusDay();
}

void CalendarViews::setKind(CalendarKind kind)
{
    if (kind == m_kind)
        return;
    const QList<PinId> pins = selection();
    const bool hadFocus = shown()->hasFocus();
    const QDate day = shownDay();
    QWidget *former = shown();
    switch (kind) {
    case CalendarKind::Week:
        m_week->setWeek(day);
        break;
    case CalendarKind::Month:
        month().setDay(day);
        break;
    case CalendarKind::List:
        list().showDay(day);
        break;
    }
    m_kind = kind;
    setSelection(pins);
    m_stack->setCurrentWidget(shown());
    setFocusProxy(shown());
    if (hadFocus || former->isAncestorOf(focusWidget()))
        shown()->setFocus();
    emit kindChanged(kind);
    emit rangeChanged();
    emit selectionChanged();
}

void CalendarViews::setAccount(AccountId account, AccountId target)
{
    m_account = account;
    m_target = target;
    m_week->setAccount(account);
    if (m_month) {
        m_month->setAccount(account);
        m_month->setTarget(target);
    }
    if (m_list)
        m_list->setAccount(account);
}

void CalendarViews::setZone(const QByteArray &zone)
{
    m_week->setZone(zone);
    if (m_month)
        m_month->setZone(zone);
    if (m_list)
        m_list->setZone(zone);
}

QByteArray CalendarViews::zone() const
{
    return m_week->zone();
}

void CalendarViews::setFilter(const PinFilter &filter)
{
    m_filter = filter;
    m_week->setFilter(filter);
    if (m_month)
        m_month->setFilter(filter);
    if (m_list)
        m_list->setFilter(filter);
}

void CalendarViews::setGhosts(const QList<PlannedGhost> &ghosts)
{
    m_ghosts = ghosts;
    m_week->setGhosts(ghosts);
    if (m_month)
        m_month->setGhosts(ghosts);
    if (m_list)
        m_list->setGhosts(ghosts);
}

void CalendarViews::setCutPins(const QList<PinId> &pins)
{
    m_cutPins = pins;
    m_week->setCutPins(pins);
    if (m_month)
        m_month->setCutPins(pins);
    if (m_list)
        m_list->setCutPins(pins);
}

QRect CalendarViews::placeOf(const WallTime &time) const
{
    const auto inside = [this](const QAbstractScrollArea *view, const QRect &rect) {
        const QRect seen = rect & view->viewport()->rect();
        return seen.isEmpty() ? QRect()
                              : QRect(view->viewport()->mapTo(this, seen.topLeft()), seen.size());
    };
    switch (m_kind) {
    case CalendarKind::Week:
        return inside(m_week, m_week->placeOf(time));
    case CalendarKind::Month:
        return inside(m_month, m_month->rectOf(WallTime::fromUtc(time.resolve().utc, zone()).date));
    case CalendarKind::List:
        break;
    }
    return {};
}

QDate CalendarViews::firstDay() const
{
    switch (m_kind) {
    case CalendarKind::Month:
        return m_month->month();
    case CalendarKind::List:
        return m_list->focusDay();
    case CalendarKind::Week:
        break;
    }
    return m_week->firstDay();
}

void CalendarViews::turn(int by)
{
    switch (m_kind) {
    case CalendarKind::Week:
        return m_week->setWeek(m_week->firstDay().addDays(7 * by));
    case CalendarKind::Month:
        return m_month->setDay(m_month->focusDay().addMonths(by));
    case CalendarKind::List:
        return m_list->showDay(m_list->focusDay().addDays(7 * by));
    }
}

void CalendarViews::goToToday()
{
    if (m_kind == CalendarKind::Week)
        m_week->scrollToNow();
    else
        showDay(WallTime::fromUtc(m_workspace.clock().now(), zone()).date);
}

void CalendarViews::showDay(QDate day)
{
    switch (m_kind) {
    case CalendarKind::Week:
        return m_week->setWeek(day);
    case CalendarKind::Month:
        return m_month->setDay(day);
    case CalendarKind::List:
        return m_list->showDay(day);
    }
}

std::optional<WallTime> CalendarViews::focusTime() const
{
    switch (m_kind) {
    case CalendarKind::Week:
        return m_week->focusTime();
    case CalendarKind::Month:
        return m_month->focusTime();
    case CalendarKind::List:
        break;
    }
    return std::nullopt;
}

QString CalendarViews::title() const
{
    switch (m_kind) {
    case CalendarKind::Month:
        return monthTitle(m_month->month());
    case CalendarKind::List:
        return m_filter.narrows() ? tr("Found pins") : tr("All pins");
    case CalendarKind::Week:
        break;
    }
    return weekTitle(m_week->firstDay());
}

QList<PinId> CalendarViews::selection() const
{
    switch (m_kind) {
    case CalendarKind::Month:
        return m_month->selection();
    case CalendarKind::List:
        return m_list->selection();
    case CalendarKind::Week:
        break;
    }
    return m_week->selection();
}

void CalendarViews::setSelection(const QList<PinId> &pins)
{
    switch (m_kind) {
    case CalendarKind::Week:
        return m_week->setSelection(pins);
    case CalendarKind::Month:
        return m_month->setSelection(pins);
    case CalendarKind::List:
        return m_list->setSelection(pins);
    }
}

void CalendarViews::clearSelection()
{
    if (m_kind == CalendarKind::List)
        m_list->clearSelection();
    else
        setSelection({});
}

void CalendarViews::showPin(PinId pin)
{
    switch (m_kind) {
    case CalendarKind::Week:
        return m_week->showPin(pin);
    case CalendarKind::Month:
        return m_month->showPin(pin);
    case CalendarKind::List:
        return m_list->showPin(pin);
    }
}

void CalendarViews::focusPin(PinId pin)
{
    switch (m_kind) {
    case CalendarKind::Week:
        return m_week->focusPin(pin);
    case CalendarKind::Month:
        return m_month->focusPin(pin);
    case CalendarKind::List:
        return m_list->focusPin(pin);
    }
}

} // namespace pinweek
