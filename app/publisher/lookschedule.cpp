// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/lookschedule.h"

#include <algorithm>

namespace pinweek {

namespace {

using std::chrono::seconds;

constexpr seconds firstAfterFailure{15};
constexpr seconds mostAfterFailure{600};
constexpr seconds firstAfterChange{5};
constexpr seconds mostAfterChange{120};

seconds doubled(seconds first, seconds most, int times)
{
    return std::min(most, seconds(first.count() << std::clamp(times, 0, 10)));
}

} // namespace

UtcTime LookSchedule::dueAt(const PinToFind &find)
{
    const UtcTime now = m_clock.now();
    if (find.looks == 0 || !find.lookedAt)
        return std::min(find.quietSince, now);
    if (const auto looked = m_lookedAt.constFind(find.pin.id); looked != m_lookedAt.constEnd()) {
        const auto passed = std::chrono::floor<seconds>(m_clock.steady() - *looked);
        return now + (lookGap - passed);
    }
    if (*find.lookedAt <= now)
        return *find.lookedAt + lookGap;
    // The clock was set back while the program did not run: the whole time from now on is safe.
    m_lookedAt.insert(find.pin.id, m_clock.steady());
    return now + lookGap;
}

void LookSchedule::noteLook(PinId pin)
{
    m_lookedAt.insert(pin, m_clock.steady());
}

void LookSchedule::holdUp(BoardId board, bool failed, seconds wait)
{
    HeldUp &held = m_heldUp[board];
    if (held.failed != failed)
        held.times = 0;
    held.failed = failed;
    held.isSet = wait.count() > 0;
    if (wait.count() == 0)
        wait = failed ? doubled(firstAfterFailure, mostAfterFailure, held.times)
                      : doubled(firstAfterChange, mostAfterChange, held.times);
    ++held.times;
    held.until = m_clock.now() + wait;
}

void LookSchedule::goOn(BoardId board)
{
    m_heldUp.remove(board);
}

void LookSchedule::goOn()
{
    m_heldUp.removeIf(
        [](const auto &entry) { return entry.value().failed && !entry.value().isSet; });
}

UtcTime LookSchedule::heldUntil(BoardId board) const
{
    return m_heldUp.value(board).until;
}

bool LookSchedule::hasFailed(BoardId board) const
{
    return m_heldUp.value(board).failed;
}

} // namespace pinweek
