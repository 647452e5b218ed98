// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "core/requestlimits.h"
#include "core/walltime.h"

#include <QUrl>

namespace pinweek {

enum class Environment
{
    Local, // "My plan": no Pinterest account yet; never sent
    Production,
    Sandbox, // Pinterest's own test system
    Custom,  // any other API base: the demo's stand-in, tests
};

QString environmentName(Environment environment);
Environment environmentFromName(const QString &name);
/** What an app may do there until a person says otherwise: who publishes at Pinterest itself has
 * standard access, the sandbox is where trial access is at home. */
RequestLimits usualLimits(Environment environment);

/** The three addresses of one Pinterest. */
struct Endpoints
{
    QUrl apiBase;   // "https://api.pinterest.com/v5", no slash at the end
    QUrl authorize; // "https://www.pinterest.com/oauth/"
    QUrl token;     // "https://api.pinterest.com/v5/oauth/token"
    friend bool operator==(const Endpoints &, const Endpoints &) = default;
};

/** The addresses of Production and Sandbox. Source: pinterest-api.md section 1. Empty for the
 * others. */
Endpoints endpointsOf(Environment environment);
/** Whose address that is: Production, Sandbox, else Custom. */
Environment environmentAt(const QUrl &apiBase);
/** Custom addresses that follow from an API base: `<base>/oauth/token` and
 * `<scheme://host>/oauth/`. */
Endpoints endpointsOfBase(const QUrl &apiBase);
/** True if requests may go there: https, or http to a loopback host only (protocols.md 2.2). */
bool isAllowedApiBase(const QUrl &apiBase);

/** So long before its end a sign-in counts as about to end (from day 45 of 60). */
constexpr std::chrono::hours signInWarning{24 * 15};

enum class AccountState
{
    Connected,
    WaitingForKeychain, // the keychain is locked or missing: waits, not signed out
    ReconnectNeeded,    // the token is refused for good
};

/** How an account's pins get to Pinterest (interaction.md 17, design.md 4). */
enum class DeliveryMode
{
    Automatic, // sent when due
    RemindMe,  // nothing is ever sent: at the due time the user is asked to post by hand
    HandOver,  // experimental: given to Pinterest ahead, with a date of its own
};

/** Stable name, for the database and JSON: "automatic", "remind_me", "hand_over". */
QString deliveryModeName(DeliveryMode mode);
/** The inverse; an unknown name is RemindMe, which sends nothing. */
DeliveryMode deliveryModeFromName(const QString &name);

/** Who is connected. Tokens are not here; they live in the TokenVault only. */
struct Account
{
    AccountId id;
    Environment environment = Environment::Local;
    Endpoints endpoints;
    /** Pinterest's id, or the username where it gives none; with the API base the account's key. */
    QString remoteId;
    QString username;
    QString appId;
    QByteArray zone; // IANA
    BoardId defaultBoard;
    bool titleRequired = true;
    bool linkRequired = true;
    AccountState state = AccountState::Connected;
    DeliveryMode delivery = DeliveryMode::Automatic;
    /** When the sign-in itself ends (refresh token); nullopt: not known. */
    std::optional<UtcTime> signInEndsAt;
    /** A renewal makes that end later; false: the last one did not, or was refused. */
    bool signInRenews = true;
    /** True in the last 15 days of a sign-in that only a person can renew, and after the end of
     * each. */
    [[nodiscard]] bool signInEndsSoon(UtcTime now) const;
    /** True in the last 15 days of a sign-in that is renewed by itself where the program runs. */
    [[nodiscard]] bool signInLapses(UtcTime now) const;
    /** The text that names the account's item in the keychain; holds no secret. */
    [[nodiscard]] QString vaultKey() const;
    friend bool operator==(const Account &, const Account &) = default;
};

} // namespace pinweek
