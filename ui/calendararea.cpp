// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/calendararea.h"

#include "ui/theme/theme.h"

#include <QGuiApplication>
#include <QStyle>

namespace pinweek {

namespace {
constexpr int line = 1; // the hairline at the composer's edge
// While a button is down: the release may go to another window, or to a drag, so it is asked for.
constexpr std::chrono::milliseconds releaseCheck{40};
} // namespace

CalendarArea::CalendarArea(QWidget *parent) : QWidget(parent), m_edge(new QWidget(this))
{
    m_edge->setAutoFillBackground(true);
    m_edge->setBackgroundRole(QPalette::Mid);
    m_edge->hide();
    m_whenReleased.setSingleShot(true);
    m_whenReleased.setInterval(releaseCheck);
    connect(&m_whenReleased, &QTimer::timeout, this, &CalendarArea::showWanted);
}

void CalendarArea::setCalendar(QWidget *calendar)
{
    m_calendar = calendar;
    place();
}

void CalendarArea::setComposer(QWidget *composer)
{
    m_composer = composer;
    composer->setAutoFillBackground(true);
    composer->hide();
    setTabOrder(m_calendar, composer);
    place();
}

bool CalendarArea::isOverlay() const
{
    return m_visible && window()->width() < metrics::composerOverlayBelow;
}

void CalendarArea::setComposerVisible(bool visible)
{
    m_wanted = visible;
    showWanted();
}

void CalendarArea::showWanted()
{
    if (m_wanted == m_visible)
        return m_whenReleased.stop();
    if (QGuiApplication::mouseButtons() != Qt::NoButton)
        return m_whenReleased.start();
    m_whenReleased.stop();
    const bool visible = m_wanted;
    // Focus in a hidden form would leave the keyboard nowhere.
    const bool hadFocus = !visible && m_composer->isAncestorOf(focusWidget());
    m_visible = visible;
    m_composer->setVisible(visible);
    place();
    if (hadFocus)
        m_calendar->setFocus();
}

void CalendarArea::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void CalendarArea::place()
{
    const int composerWidth = qMin(metrics::composerWidth, width());
    const int beside = m_visible && !isOverlay() ? composerWidth + line : 0;
    QRect calendar(0, 0, width() - beside, height());
    QRect composer(width() - composerWidth, 0, composerWidth, height());
    if (m_calendar)
        m_calendar->setGeometry(QStyle::visualRect(layoutDirection(), rect(), calendar));
    if (!m_composer)
        return;
    m_composer->setGeometry(QStyle::visualRect(layoutDirection(), rect(), composer));
    const QRect edge(width() - composerWidth - line, 0, line, height());
    m_edge->setGeometry(QStyle::visualRect(layoutDirection(), rect(), edge));
    m_edge->setVisible(m_visible);
    // Above the calendar where the composer lies over it.
    m_edge->raise();
    m_composer->raise();
}

} // namespace pinweek
