// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/duetimer.h"

#include <QSocketNotifier>

#include <algorithm>

#ifdef Q_OS_LINUX
#include <cerrno>
#include <sys/timerfd.h>
#include <unistd.h>
#endif

namespace pinweek {

namespace {
constexpr std::chrono::milliseconds longestWait = std::chrono::hours(6);
}

DueTimer::DueTimer(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &DueTimer::onTimeout);
#ifdef Q_OS_LINUX
    m_kernelTimer = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    if (m_kernelTimer >= 0) {
        m_notifier = new QSocketNotifier(m_kernelTimer, QSocketNotifier::Read, this);
        connect(m_notifier, &QSocketNotifier::activated, this, &DueTimer::onKernelTimer);
    }
#endif
}

DueTimer::~DueTimer()
{
#ifdef Q_OS_LINUX
    delete m_notifier;
    if (m_kernelTimer >= 0)
        close(m_kernelTimer);
#endif
}

void DueTimer::arm(UtcMillis at)
{
    m_at = at;
    restart();
    armKernelTimer();
}

void DueTimer::disarm()
{
    m_at.reset();
    m_timer.stop();
    armKernelTimer();
}

void DueTimer::restart()
{
    const std::chrono::milliseconds wait = *m_at - m_clock.nowMillis();
    m_timer.start(std::clamp(wait, std::chrono::milliseconds(0), longestWait));
}

void DueTimer::onTimeout()
{
    if (!m_at)
        return;
    if (m_clock.nowMillis() < *m_at) {
        restart();
        return;
    }
    disarm();
    emit due();
}

void DueTimer::armKernelTimer()
{
#ifdef Q_OS_LINUX
    if (m_kernelTimer < 0)
        return;
    itimerspec spec{};
    if (m_at) {
        const auto at = m_at->time_since_epoch();
        const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
        spec.it_value.tv_sec = std::max<time_t>(1, seconds.count());
        spec.it_value.tv_nsec = std::chrono::nanoseconds(at - seconds).count();
    }
    timerfd_settime(m_kernelTimer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &spec, nullptr);
#endif
}

void DueTimer::onKernelTimer()
{
#ifdef Q_OS_LINUX
    quint64 expirations = 0;
    const ssize_t got = read(m_kernelTimer, &expirations, sizeof expirations);
    if (got < 0 && errno == ECANCELED) {
        armKernelTimer();
        emit clockJumped();
        return;
    }
    if (got > 0)
        onTimeout();
#endif
}

} // namespace pinweek
