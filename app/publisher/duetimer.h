// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QSocketNotifier;

namespace pinweek {

/**
 * Fires once at or shortly after a wall-clock moment, however far away, and `clockJumped` when the
 * machine's clock was set or it woke from sleep. Main thread. A QTimer alone overflows after 24.8
 * days and stands still in suspend, so it is clamped to 6 h, and on Linux an absolute timerfd that
 * a clock change cancels runs beside it (protocols.md 3.6). Nothing is polled.
 */
class DueTimer : public QObject
{
    Q_OBJECT

public:
    explicit DueTimer(const Clock &clock, QObject *parent = nullptr);
    ~DueTimer() override;

    void arm(UtcMillis at);
    void disarm();
    [[nodiscard]] bool isArmed() const { return m_at.has_value(); }

signals:
    void due();
    void clockJumped();

private:
    void restart();
    void onTimeout();
    void armKernelTimer();
    void onKernelTimer();

    const Clock &m_clock;
    QTimer m_timer;
    std::optional<UtcMillis> m_at;
    int m_kernelTimer = -1;
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace pinweek
