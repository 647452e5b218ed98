// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace pinweek::bench {

/** The longest that the event loop was away: what would keep a window from answering. */
class AwayClock : public QObject
{
public:
    AwayClock()
    {
        m_tick.setTimerType(Qt::PreciseTimer);
        m_tick.setInterval(std::chrono::milliseconds(1));
        connect(&m_tick, &QTimer::timeout, this, [this] {
            m_longest = std::max(m_longest, double(m_since.nsecsElapsed()) / 1e6);
            m_since.start();
        });
    }
    void start()
    {
        m_since.start();
        m_tick.start();
    }
    /** From now on. */
    void restart()
    {
        m_longest = 0;
        m_since.start();
    }
    [[nodiscard]] double longestMs() const { return m_longest; }

private:
    QTimer m_tick;
    QElapsedTimer m_since;
    double m_longest = 0;
};

} // namespace pinweek::bench
