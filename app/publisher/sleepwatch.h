// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QObject>

namespace pinweek {

/** From this much on, the clock counts as set, or the machine as having slept (protocols.md 1.H).
 */
constexpr std::chrono::milliseconds clockJump = std::chrono::minutes(2);

/**
 * Notices that the machine slept or that its clock was set. Where logind is on the system bus it
 * tells of the end of a sleep at once; everywhere look() compares the wall clock with the one that
 * stands still in sleep. Nothing is polled. Main thread.
 */
class SleepWatch : public QObject
{
    Q_OBJECT

public:
    explicit SleepWatch(const Clock &clock, QObject *parent = nullptr);

    /** Listens to logind, if there is one. */
    void start();
    /** Compares the clocks since the last look; `jumped` comes before it returns. */
    void look();

signals:
    /** The wall clock went another way than time itself: asleep or set forward (positive), set back
     * (negative). */
    void jumped(std::chrono::milliseconds by);
    /** The system says that a sleep is over. */
    void awoke();

private slots:
    void prepareForSleep(bool begins);

private:
    const Clock &m_clock;
    UtcMillis m_wall;
    std::chrono::milliseconds m_steady;
    bool m_listening = false;
};

} // namespace pinweek
