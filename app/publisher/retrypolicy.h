// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "model/accountpause.h"

#include <chrono>
#include <optional>

namespace pinweek {

/** What follows from an answer that is an error. */
enum class AfterError
{
    TryAgain, // Failed, tried again after `wait`
    Settle,   // Unconfirmed: never sent again before a look
    Block,    // Blocked: a person decides
};

struct RetryDecision
{
    AfterError what = AfterError::Block;
    std::chrono::seconds wait{0};
    /** The whole account rests for `wait`: what failed has nothing to do with the pin. */
    bool holdAccount = false;
    /** The sign-in is over: the account has to be connected again. */
    bool reconnect = false;
    /** The account's pins wait, also after a restart: a rate limit for `wait`, the others until a
     * person acts. */
    std::optional<PauseReason> pause = std::nullopt;
};

/**
 * The rules for answers to POST /pins. Source: protocols.md 1.B, pinterest-api.md section 14.
 *
 * @param tries  how often in a row it has come to this, this time included
 * @param chance    0 to 1, spreads the waits: full jitter, of at least a second
 */
RetryDecision decideAfter(const Error &error, int tries, double chance);

/**
 * How long a pin that was sent without a clear answer, and that two looks did not find at
 * Pinterest, waits before it is sent again; nullopt: it was sent often enough, a person decides.
 */
std::optional<std::chrono::seconds> waitAfterAbsence(int attempts, double chance);

} // namespace pinweek
