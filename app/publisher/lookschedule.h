// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/id.h"
#include "store/checkstore.h"

#include <QHash>

#include <chrono>

namespace pinweek {

/** The second look comes this long after the first (protocols.md 1.C). */
constexpr std::chrono::seconds lookGap{60};
/** Looks that count before anything but finding the pin follows. */
constexpr int neededLooks = 2;

/** When pins are looked for. Nothing here is stored: what has to survive a restart is in PinToFind.
 */
class LookSchedule
{
public:
    explicit LookSchedule(const Clock &clock) : m_clock(clock) {}

    /** From when on a look for the pin counts. By the clock that nobody sets, as long as the
     * program runs: a wall clock that is put forward does not make the two looks one. */
    [[nodiscard]] UtcTime dueAt(const PinToFind &find);
    /** A look for the pin has just ended, and counted. */
    void noteLook(PinId pin);
    /** The board can't be looked at for now. `failed`: there was no way to Pinterest, or none
     * that worked; else the board changed meanwhile. @param wait  this long, whatever happens; 0:
     * longer each time */
    void holdUp(BoardId board, bool failed, std::chrono::seconds wait = std::chrono::seconds(0));
    void goOn(BoardId board);
    /** Tries again at once wherever a look failed and no wait was set. */
    void goOn();
    /** The past: it is not held up. */
    [[nodiscard]] UtcTime heldUntil(BoardId board) const;
    [[nodiscard]] bool hasFailed(BoardId board) const;

private:
    struct HeldUp
    {
        UtcTime until{};
        int times = 0;
        bool failed = false;
        bool isSet = false;
    };
    const Clock &m_clock;
    QHash<PinId, std::chrono::milliseconds> m_lookedAt; // Clock::steady()
    QHash<BoardId, HeldUp> m_heldUp;
};

} // namespace pinweek
