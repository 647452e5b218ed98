// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/retrypolicy.h"

#include <algorithm>

namespace pinweek {

namespace {

using std::chrono::seconds;

constexpr seconds offlineFirst{15};
constexpr seconds offlineMost{600};
constexpr seconds rateLeast{5};
constexpr seconds rateFirst{60};
constexpr seconds rateMost{24 * 3600};
constexpr int mostConflicts = 5;
constexpr int mostUnanswered = 5;
constexpr seconds unansweredMost{3600};

/** Full jitter: anything up to a wait that doubles with the tries, so that those who failed
 * together do not come back together. */
seconds backoff(seconds first, seconds most, int tries, double chance, seconds least = seconds(1))
{
    const int doublings = std::clamp(tries - 1, 0, 10);
    const auto full = std::min(most, seconds(first.count() << doublings));
    return std::max(least, std::chrono::round<seconds>(full * chance));
}

RetryDecision tryAgain(seconds wait, bool holdAccount = false)
{
    return {AfterError::TryAgain, wait, holdAccount, false, std::nullopt};
}

RetryDecision block(std::optional<PauseReason> pause = std::nullopt)
{
    return {AfterError::Block, seconds(0), false, false, pause};
}

RetryDecision slowDown(const Error &error, int tries, double chance)
{
    RetryDecision decision =
        tryAgain(error.retryAfter ? *error.retryAfter
                                  : backoff(rateFirst, rateMost, tries, chance, rateLeast));
    decision.pause = PauseReason::RateLimit;
    return decision;
}

RetryDecision signInRefused(const Error &error)
{
    if (error.retryAfter) // another token is at hand
        return tryAgain(*error.retryAfter);
    RetryDecision decision = tryAgain(seconds(60), true);
    decision.reconnect = true;
    return decision;
}

} // namespace

RetryDecision decideAfter(const Error &error, int tries, double chance)
{
    if (error.delivery == Delivery::MaybeSent)
        return {AfterError::Settle, seconds(0), false, false, std::nullopt};
    switch (error.kind) {
    case ErrorKind::Offline:
    case ErrorKind::Tls:
    case ErrorKind::Server:
    case ErrorKind::Storage:
    case ErrorKind::Interrupted:
    case ErrorKind::Cancelled:
    case ErrorKind::Late:
        // Certainly not done: the connection was never made, nothing left whole, or a renewal of
        // the token came to nothing.
        return tryAgain(backoff(offlineFirst, offlineMost, tries, chance), true);
    case ErrorKind::Keychain:
        return tryAgain(seconds(60), true);
    case ErrorKind::RateLimited:
        return slowDown(error, tries, chance);
    case ErrorKind::Unauthorized:
        return signInRefused(error);
    case ErrorKind::Conflict:
        return tries < mostConflicts
                   ? tryAgain(seconds(5) + backoff(seconds(10), seconds(60), tries, chance))
                   : block();
    case ErrorKind::AccessTier:
        return block(PauseReason::AccessTier);
    case ErrorKind::Spam:
        return block(PauseReason::Spam);
    case ErrorKind::Forbidden:
        // Without the scope every other pin would be refused in the same way.
        return error.apiCode == pinterestCodes::missingScope ? block(PauseReason::Permission)
                                                             : block();
    default:
        return block();
    }
}

std::optional<std::chrono::seconds> waitAfterAbsence(int attempts, double chance)
{
    if (attempts >= mostUnanswered)
        return std::nullopt;
    // The first time the looks were wait enough.
    return attempts <= 1 ? seconds(0) : backoff(rateFirst, unansweredMost, attempts - 1, chance);
}

} // namespace pinweek
