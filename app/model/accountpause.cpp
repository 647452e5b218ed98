// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/accountpause.h"

#include <algorithm>
#include <array>

namespace pinweek {

namespace {

// In the order of PauseReason.
constexpr std::array<const char *, 4> reasonNames{"rate_limit", "spam", "access_tier",
                                                  "permission"};

} // namespace

bool AccountPause::holds(UtcTime now) const
{
    return !until || (*until > now && *until - now <= longestPause);
}

QString pauseReasonName(PauseReason reason)
{
    return QString::fromLatin1(reasonNames.at(size_t(reason)));
}

std::optional<PauseReason> pauseReasonFromName(const QString &name)
{
    const auto *found =
        std::find_if(reasonNames.begin(), reasonNames.end(),
                     [&name](const char *known) { return name == QLatin1String(known); });
    if (found == reasonNames.end())
        return std::nullopt;
    return PauseReason(found - reasonNames.begin());
}

} // namespace pinweek
