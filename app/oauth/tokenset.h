// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace pinweek {

/** Tokens of one account. Lives in memory and in the TokenVault, nowhere else; never logged. */
struct TokenSet
{
    QString accessToken;
    QString refreshToken; // empty: a pasted access token that can't be refreshed
    std::optional<UtcTime> accessEndsAt;
    std::optional<UtcTime> refreshEndsAt;
    QStringList scopes;
    friend bool operator==(const TokenSet &, const TokenSet &) = default;
};

/** Everything secret about one account: one item in the keychain. */
struct AccountSecrets
{
    TokenSet tokens;
    QString appSecret;
    friend bool operator==(const AccountSecrets &, const AccountSecrets &) = default;

    [[nodiscard]] QByteArray toJson() const;
    static std::optional<AccountSecrets> fromJson(const QByteArray &json);
};

} // namespace pinweek
