// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "model/account.h"
#include "oauth/tokensource.h"
#include "oauth/tokenvault.h"

#include <QObject>

#include <memory>

class QNetworkAccessManager;

namespace pinweek {

/**
 * Keeps the token of one account fresh: reads it from the vault when first asked, refreshes when
 * less than 7 days remain, once on a refusal, while other callers wait; across processes under a
 * file lock `locks/<hash of key>.lock`, with the vault read again first. A new token is in the
 * vault before anyone is told. A refresh answer without a refresh token keeps the old one. Source:
 * pinterest-api.md 2.3, 2.4; protocols.md 2.4. Main thread.
 */
class TokenKeeper : public QObject, public TokenSource
{
    Q_OBJECT

public:
    TokenKeeper(const Account &account, TokenVault &vault, const Clock &clock,
                QNetworkAccessManager &network, const QString &lockDirectory,
                QObject *parent = nullptr);
    ~TokenKeeper() override;

    void token(QObject *context, Done<QString> done) override;
    void tokenRefused(const QString &refused, QObject *context, Done<QString> done) override;
    /** The account has other tokens now, or none: who waits still gets an answer, but nothing is
     * written to the vault nor signalled any more. */
    void retire();

signals:
    /** The refresh token was refused for good: the user has to connect again. */
    void reconnectNeeded();
    /** The keychain could not be read: waiting, not signed out. */
    void keychainUnavailable(const QString &detail);
    /** New tokens are stored. `signInEndsAt` is when the sign-in itself lapses, if known. */
    void refreshed(std::optional<pinweek::UtcTime> signInEndsAt);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/** A token from outside that is never stored nor refreshed (`PINWEEK_ACCESS_TOKEN`). */
class FixedToken final : public TokenSource
{
public:
    explicit FixedToken(QString token);
    void token(QObject *context, Done<QString> done) override;
    void tokenRefused(const QString &refused, QObject *context, Done<QString> done) override;

private:
    QString m_token;
};

} // namespace pinweek
