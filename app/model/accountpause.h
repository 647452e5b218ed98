// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/id.h"

#include <QString>

#include <optional>

namespace pinweek {

/** Which answer of Pinterest's makes an account's pins wait (pinterest-api.md 4, 14). */
enum class PauseReason
{
    RateLimit,  // 429: for a time
    Spam,       // 429 that speaks of spam: until a person says "go on"
    AccessTier, // 403 code 29, trial access: until a person goes another way
    Permission, // 401 code 3, the sign-in lacks a scope: until the account is connected again
};

/** An account's pins wait; its other work (reading boards) goes on. Stored, so that a restart
 * doesn't end it. */
struct AccountPause
{
    AccountId account;
    PauseReason reason = PauseReason::RateLimit;
    UtcTime since{};
    /** nullopt: until a person acts. */
    std::optional<UtcTime> until;
    /** Pinterest's own words, to be quoted; may be empty. */
    QString message;

    [[nodiscard]] bool needsPerson() const { return !until; }
    /** Whether the pins wait at this moment. A wait that is longer than Pinterest can ask for comes
     * from a clock that was set back, and is over. */
    [[nodiscard]] bool holds(UtcTime now) const;
    friend bool operator==(const AccountPause &, const AccountPause &) = default;
};

/** The longest wait that an answer can bring: longer ones are cut to it. */
constexpr std::chrono::seconds longestPause = std::chrono::hours(24);

/** Stable name, for the database and JSON: "rate_limit", "spam", "access_tier", "permission". */
QString pauseReasonName(PauseReason reason);
/** The inverse; nullopt for an unknown name. */
std::optional<PauseReason> pauseReasonFromName(const QString &name);

} // namespace pinweek
