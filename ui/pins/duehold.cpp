// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/duehold.h"

#include "publisher/publisher.h"

#include <QApplication>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace pinweek {

namespace {

using std::chrono::milliseconds;

constexpr std::chrono::seconds heldFor{60};
constexpr milliseconds ahead{2000};
constexpr milliseconds lastMoment{1500};
// Between two windows of ours the focus is nowhere for a moment.
constexpr milliseconds focusGrace{300};
// A longer QTimer can overflow (protocols.md 3.6).
constexpr milliseconds longestTimer = std::chrono::hours(6);

} // namespace

DueHold::DueHold(Publisher &publisher, const Clock &clock, QWidget *form)
    : m_publisher(publisher), m_clock(clock), m_form(form)
{
    for (QTimer *timer : {&m_timer, &m_focusLost})
        timer->setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_focusLost.setInterval(focusGrace);
    connect(&m_timer, &QTimer::timeout, this, &DueHold::look);
    connect(&m_focusLost, &QTimer::timeout, this, [this] {
        if (!formHasFocus())
            end();
    });
    connect(qApp, &QApplication::focusChanged, this, &DueHold::focusMoved);
    connect(&publisher, &Publisher::stateChanged, this, &DueHold::look);
}

DueHold::~DueHold()
{
    if (m_held)
        m_publisher.release(m_held->pin);
}

void DueHold::watch(const std::optional<Pin> &pin)
{
    m_shown.reset();
    if (pin && pin->id.isValid() && pin->status == PinStatus::Scheduled && pin->dueAt)
        m_shown = DuePin{pin->id, *pin->dueAt};
    // Another pin, another time, a draft now, or on its way: nothing to keep back any more.
    if (m_held && m_held != m_shown)
        end();
    look();
}

bool DueHold::isHolding() const
{
    return m_held.has_value();
}

std::chrono::seconds DueHold::left() const
{
    if (!m_held)
        return std::chrono::seconds(0);
    const auto left =
        std::chrono::ceil<std::chrono::seconds>(m_held->due + heldFor - m_clock.nowMillis());
    return std::max(left, std::chrono::seconds(0));
}

void DueHold::letGo()
{
    m_letGo = m_held;
    end();
}

void DueHold::look()
{
    if (m_held) {
        // Paused or stopped meanwhile: the bar would promise what does not happen.
        if (isPublishing())
            tick();
        else
            end();
        return;
    }
    m_timer.stop();
    if (!m_shown || m_shown == m_letGo)
        return;
    const auto left = std::chrono::duration_cast<milliseconds>(m_shown->due - m_clock.nowMillis());
    // What is due already is the publisher's: holding starts before, or "Publish now" never ends.
    if (left <= milliseconds(0))
        return;
    if (left > ahead)
        m_timer.start(std::min(left - ahead, longestTimer));
    else if (formHasFocus() && isPublishing())
        begin();
}

void DueHold::begin()
{
    m_held = m_shown;
    m_saidNearlyOver = false;
    m_publisher.holdBack(m_held->pin, m_held->due + heldFor);
    emit began();
    tick();
}

void DueHold::tick()
{
    const auto left =
        std::chrono::duration_cast<milliseconds>(m_held->due + heldFor - m_clock.nowMillis());
    if (left <= milliseconds(0)) {
        end();
        return;
    }
    const bool over = left <= lastMoment;
    // To the next whole second that is shown, or to the last moment before the end.
    const auto second = left % 1000 == milliseconds(0) ? milliseconds(1000) : left % 1000;
    m_timer.start(left > lastMoment ? std::min(second, left - lastMoment) : second);
    emit changed();
    if (over && !std::exchange(m_saidNearlyOver, true))
        emit nearlyOver();
}

void DueHold::end()
{
    m_timer.stop();
    m_focusLost.stop();
    if (!m_held)
        return;
    m_publisher.release(m_held->pin);
    m_held.reset();
    emit changed();
}

void DueHold::focusMoved()
{
    if (m_held && !formHasFocus())
        m_focusLost.start();
    else if (!m_held && m_shown && formHasFocus())
        look();
}

/** Through windows too: a popup or a dialog of the form is part of it. */
bool DueHold::formHasFocus() const
{
    for (const QWidget *widget = QApplication::focusWidget(); widget;
         widget = widget->parentWidget()) {
        if (widget == m_form)
            return true;
    }
    return false;
}

bool DueHold::isPublishing() const
{
    switch (m_publisher.state()) {
    case PublisherState::Idle:
    case PublisherState::Sending:
    case PublisherState::Offline:
        return true;
    default:
        return false;
    }
}

} // namespace pinweek
