// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/videopolicy.h"

#include <algorithm>
#include <array>

namespace pinweek {

namespace {

constexpr std::chrono::minutes leastAhead{30};
constexpr std::chrono::minutes preparation{2};
constexpr qint64 slowBytesPerSecond = 250'000;

constexpr std::array<std::chrono::seconds, 3> firstPolls{
    std::chrono::seconds(2), std::chrono::seconds(4), std::chrono::seconds(8)};
constexpr std::chrono::seconds laterPolls{15};
constexpr std::chrono::minutes longestPolling{15};

} // namespace

std::chrono::seconds uploadAhead(qint64 bytes)
{
    const std::chrono::seconds ahead =
        leastAhead + std::chrono::seconds(std::max<qint64>(0, bytes) / slowBytesPerSecond);
    return std::min<std::chrono::seconds>(ahead, uploadMostAhead);
}

std::chrono::seconds uploadNeeds(qint64 bytes)
{
    return preparation + std::chrono::seconds(std::max<qint64>(0, bytes) / slowBytesPerSecond);
}

std::optional<std::chrono::seconds> pollAfter(int polls)
{
    if (polls < int(firstPolls.size()))
        return firstPolls.at(size_t(std::max(0, polls)));
    std::chrono::seconds asked{0};
    for (const std::chrono::seconds wait : firstPolls)
        asked += wait;
    asked += laterPolls * (polls - int(firstPolls.size()));
    return asked + laterPolls <= longestPolling ? std::optional(laterPolls) : std::nullopt;
}

} // namespace pinweek
