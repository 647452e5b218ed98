// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "model/account.h"
#include "oauth/oauthflow.h"
#include "oauth/tokenvault.h"
#include "pinterest/wiretypes.h"
#include "workspace/secretstorage.h"

#include <QObject>
#include <QUrl>

namespace pinweek {

class AccountConnections;
class SessionVault;
class Store;

/** How accounts come into the workspace and leave it: secrets first, then the account, and the
 * other way round. Main thread. The calls are those of Workspace. */
class AccountSignIn : public QObject
{
    Q_OBJECT

public:
    AccountSignIn(Store &store, SessionVault &vault, AccountConnections &connections,
                  const Clock &clock, const QString &fixedToken, const QUrl &fixedBase);

    void connectAccount(const LoginRequest &request, Environment environment,
                        const TokenSet &tokens, SecretStorage storage, QObject *context,
                        Done<Account> done);
    void addToken(Environment environment, const Endpoints &endpoints, const QString &accessToken,
                  SecretStorage storage, QObject *context, Done<Account> done);
    void useFixedToken(QObject *context, Done<Account> done);
    void disconnectAccount(AccountId account, QObject *context, Done<void> done);

signals:
    /** Stored with its secrets; comes before the answer. */
    void connected(pinweek::AccountId account);
    /** The token from outside is this account's; comes before the answer. */
    void restricted(pinweek::AccountId account);

private:
    /** Asks Pinterest whose token this is. */
    void identify(const Endpoints &endpoints, const QString &accessToken, QObject *context,
                  Done<pinterest::RemoteAccount> done);
    [[nodiscard]] Account accountOf(const pinterest::RemoteAccount &remote, Environment environment,
                                    const Endpoints &endpoints) const;
    [[nodiscard]] std::optional<Account> onlyAccountOf(const QUrl &apiBase) const;
    void keepAccount(const Account &account, const AccountSecrets &secrets, SecretStorage storage,
                     QObject *context, Done<Account> done);
    void saveAccount(const Account &account, QObject *context, Done<Account> done);

    Store &m_store;
    SessionVault &m_vault;
    AccountConnections &m_connections;
    const Clock &m_clock;
    QString m_fixedToken;
    QUrl m_fixedBase;
};

} // namespace pinweek
