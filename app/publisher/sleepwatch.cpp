// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/sleepwatch.h"

#include "core/logging.h"

#include <QDBusConnection>

namespace pinweek {

SleepWatch::SleepWatch(const Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_wall(clock.nowMillis()), m_steady(clock.steady())
{
}

void SleepWatch::start()
{
    if (m_listening)
        return;
    QDBusConnection bus = QDBusConnection::systemBus();
    // Without a system bus the comparison of the clocks has to do.
    m_listening = bus.isConnected() &&
                  bus.connect(QStringLiteral("org.freedesktop.login1"),
                              QStringLiteral("/org/freedesktop/login1"),
                              QStringLiteral("org.freedesktop.login1.Manager"),
                              QStringLiteral("PrepareForSleep"), this, SLOT(prepareForSleep(bool)));
}

void SleepWatch::look()
{
    const UtcMillis wall = m_clock.nowMillis();
    const std::chrono::milliseconds steady = m_clock.steady();
    const std::chrono::milliseconds by = (wall - m_wall) - (steady - m_steady);
    m_wall = wall;
    m_steady = steady;
    if (by < clockJump && by > -clockJump)
        return;
    qCInfo(logPublisher) << "the clock went on by" << by.count() / 1000
                         << "s more than time itself: asleep, or set";
    emit jumped(by);
}

void SleepWatch::prepareForSleep(bool begins)
{
    if (begins)
        return;
    look();
    emit awoke();
}

} // namespace pinweek
