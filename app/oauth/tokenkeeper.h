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

/** When tokens have to be renewed. */
struct Renewal
{
    /** Less than 7 days of the access token remain from here on, or less than 15 of a sign-in that
     * a renewal makes longer; nullopt: these can't be renewed. */
    std::optional<UtcTime> dueAt;
    std::optional<UtcTime> accessEndsAt;
};

/**
 * Keeps the token of one account fresh: reads it from the vault when first asked, refreshes when
 * it is time for that (Renewal), once on a refusal, while other callers wait; across processes
 * under a file lock `locks/<hash of key>.lock`, with the vault read again first. A new token is in
 * the vault before anyone is told. A refresh answer without a refresh token keeps the old one.
 * Source: pinterest-api.md 2.3, 2.4; protocols.md 2.4. Main thread.
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
    /** Reads what the vault has now; renews nothing and signals nothing: only who needs the token
     * finds out that there is none. Errors: Keychain, Unauthorized (there are no tokens). */
    void renewal(QObject *context, Done<Renewal> done);
    /** Renews if it is time for that, also soon after a try that failed, and gives the next time.
     * Errors: why it could not be renewed, though the token may still work; Keychain. */
    void renew(QObject *context, Done<Renewal> done);
    /** The account has other tokens now, or none: who waits still gets an answer, but nothing is
     * written to the vault nor signalled any more. */
    void retire();
    /** True while a renewal is under way, whoever asked for it, whose answer holds the only tokens
     * that go on; and while those are stored. */
    [[nodiscard]] bool isRenewing() const;

signals:
    /** isRenewing() is false again. */
    void renewalEnded();
    /** The token works no more and can't be renewed: the user has to connect again. */
    void reconnectNeeded();
    /** The token works until then, and Pinterest refused to renew it. */
    void renewalRefused(std::optional<pinweek::UtcTime> accessEndsAt);
    /** The keychain could not be read: waiting, not signed out. */
    void keychainUnavailable(const QString &detail);
    /** New tokens are stored. `signInEndsAt` is when the sign-in itself lapses, if known;
     * `endIsFixed`: that is soon, and renewing does not make it later. */
    void refreshed(std::optional<pinweek::UtcTime> signInEndsAt, bool endIsFixed);

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
