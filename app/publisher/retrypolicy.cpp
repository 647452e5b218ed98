// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/retrypolicy.h"

#include <algorithm>

namespace pinweek {

namespace {

using std::chrono::seconds;

constexpr seconds offlineFirst{15};
constexpr seconds offlineMost{600};
constexpr seconds rateFirst{60};
constexpr seconds rateMost{24 * 3600};
constexpr int mostConflicts = 5;

/** Doubles with the attempts up to a limit; between half and all of it, by chance. */
seconds backoff(seconds first, seconds most, int attempts, double chance)
{
    const int doublings = std::clamp(attempts - 1, 0, 10);
    const auto full = std::min(most, seconds(first.count() << doublings));
    return seconds(std::max<long>(1, long(double(full.count()) * (0.5 + 0.5 * chance))));
}

RetryDecision tryAgain(seconds wait, bool holdAccount)
{
    return {AfterError::TryAgain, wait, holdAccount, false};
}

} // namespace

RetryDecision decideAfter(const Error &error, int attempts, double chance)
{
    if (error.delivery == Delivery::MaybeSent)
        return {AfterError::Settle, seconds(0), false, false};
    switch (error.kind) {
    case ErrorKind::Offline:
    case ErrorKind::Tls:
    case ErrorKind::Server:
    case ErrorKind::Storage:
    case ErrorKind::Interrupted:
    case ErrorKind::Cancelled:
    case ErrorKind::Late:
        // Certainly not sent: the connection was never made, or nothing left.
        return tryAgain(backoff(offlineFirst, offlineMost, attempts, chance), true);
    case ErrorKind::Keychain:
        return tryAgain(seconds(60), true);
    case ErrorKind::RateLimited:
        return tryAgain(error.retryAfter ? *error.retryAfter
                                         : backoff(rateFirst, rateMost, attempts, chance),
                        true);
    case ErrorKind::Unauthorized:
        if (error.retryAfter) // another token is at hand
            return tryAgain(*error.retryAfter, false);
        return {AfterError::TryAgain, seconds(60), true, true};
    case ErrorKind::Conflict:
        if (attempts < mostConflicts)
            return tryAgain(seconds(5) + backoff(seconds(10), seconds(60), attempts, chance),
                            false);
        return {};
    case ErrorKind::AccessTier:
    case ErrorKind::Spam:
        return {AfterError::Block, seconds(0), true, false};
    default:
        return {};
    }
}

} // namespace pinweek
