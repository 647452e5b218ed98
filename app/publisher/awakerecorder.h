// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <optional>

namespace pinweek {

class Store;

/**
 * Notes when the publisher is at work, so that a plan for hours at which the computer is usually
 * off can be told from others (UsualHours). Writes at the start, the end and after a sleep, and at
 * most once an hour where something else wakes the program: a program at rest is not woken for it.
 * After a power cut the time since the last of these counts as off. Main thread.
 */
class AwakeRecorder
{
public:
    AwakeRecorder(Store &store, const Clock &clock);

    /** The publisher is at work from now on. */
    void begin();
    /** It still is. */
    void goOn();
    /** The machine slept so long, until now; below 0: its clock was set back. */
    void slept(std::chrono::milliseconds by);
    /** It is no longer at work. */
    void end();

private:
    void restart(UtcTime now);
    void noteUntil(UtcTime until);

    Store &m_store;
    const Clock &m_clock;
    std::optional<UtcTime> m_from; // nullopt: not at work
    UtcTime m_noted{};
};

} // namespace pinweek
