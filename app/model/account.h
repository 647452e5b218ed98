// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "core/walltime.h"

#include <QUrl>

namespace pinweek {

enum class Environment {
    Local,      // "My plan": no Pinterest account yet; never sent
    Production,
    Sandbox,    // Pinterest's own test system
    Custom,     // any other API base: the demo's stand-in, tests
};

QString environmentName(Environment environment);
Environment environmentFromName(const QString &name);

/** The three addresses of one Pinterest. */
struct Endpoints
{
    QUrl apiBase;   // "https://api.pinterest.com/v5", no slash at the end
    QUrl authorize; // "https://www.pinterest.com/oauth/"
    QUrl token;     // "https://api.pinterest.com/v5/oauth/token"
    friend bool operator==(const Endpoints &, const Endpoints &) = default;
};

/** The addresses of Production and Sandbox. Source: pinterest-api.md section 1. Empty for the others. */
Endpoints endpointsOf(Environment environment);
/** Custom addresses that follow from an API base: `<base>/oauth/token` and `<scheme://host>/oauth/`. */
Endpoints endpointsOfBase(const QUrl &apiBase);
/** True if requests may go there: https, or http to a loopback host only (protocols.md 2.2). */
bool isAllowedApiBase(const QUrl &apiBase);

enum class AccountState {
    Connected,
    WaitingForKeychain, // the keychain is locked or missing: waits, not signed out
    ReconnectNeeded,    // the token is refused for good
};

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
    /** When the sign-in itself ends (refresh token); nullopt: not known. */
    std::optional<UtcTime> signInEndsAt;
    /** The text that names the account's item in the keychain; holds no secret. */
    [[nodiscard]] QString vaultKey() const;
    friend bool operator==(const Account &, const Account &) = default;
};

} // namespace pinweek
