// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

namespace pinweek::test {

/** A clock that stands still until a test turns it. */
class ManualClock final : public Clock
{
public:
    /** Starts on 2026-11-17, 09:00:00 UTC, a Tuesday. */
    ManualClock() = default;
    explicit ManualClock(UtcTime start) : m_now(start) {}

    [[nodiscard]] UtcMillis nowMillis() const override { return m_now; }
    [[nodiscard]] std::chrono::milliseconds steady() const override { return m_steady; }

    /** Jumps, as when somebody sets the wall clock: steady() stays. */
    void set(UtcMillis now) { m_now = now; }
    /** The machine sleeps: only the wall clock goes on. */
    void sleep(std::chrono::milliseconds by) { m_now += by; }
    /** Lets time pass: both clocks go on. */
    void advance(std::chrono::milliseconds by)
    {
        m_now += by;
        m_steady += by;
    }

private:
    UtcMillis m_now = fromEpoch(1794906000);
    std::chrono::milliseconds m_steady{0};
};

} // namespace pinweek::test
