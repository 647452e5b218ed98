// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "model/account.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

#include <memory>
#include <unordered_map>
#include <vector>

namespace pinweek {

class Settings;
class SessionVault;
class Store;
class TokenKeeper;
class TokenSource;

namespace pinterest {
class Client;
}

/**
 * What it takes to speak to Pinterest for each account: its token and its client, made when first
 * asked for. Keeps the stored state of the accounts' sign-ins true to what the tokens do; a locked
 * keychain is asked again while an account waits for it. Main thread.
 */
class AccountConnections : public QObject
{
    Q_OBJECT

public:
    /** @param fixedToken  a token from outside, for the one account of setFixedAccount(); empty:
     * the vault's */
    AccountConnections(Store &store, SessionVault &vault, Settings &settings, const Clock &clock,
                       const QString &directory, const QString &fixedToken);
    ~AccountConnections() override;

    /** The client of a connected account; null for My plan and for accounts without a token. */
    pinterest::Client *client(AccountId account);
    /** What keeps the account's token; null where client() is, and with a token from outside. */
    TokenKeeper *keeper(AccountId account);
    /** The next use of the account makes a client with the tokens as they are now. */
    void retire(AccountId account);
    /** True while the tokens of any account are renewed. */
    [[nodiscard]] bool isRenewing() const;
    void setFixedAccount(AccountId account);
    /** Asks the keychain again for the accounts that wait for it. */
    void retryKeychain();
    /** For requests that need no account yet. */
    QNetworkAccessManager &network();

signals:
    /** isRenewing() is false again. */
    void renewed();

private:
    struct Connection;
    Connection *connection(AccountId id);
    std::unique_ptr<TokenKeeper> keeperFor(const Account &account);
    void setState(AccountId id, AccountState state);

    Store &m_store;
    SessionVault &m_vault;
    Settings &m_settings;
    const Clock &m_clock;
    QString m_directory;
    QString m_fixedToken;
    AccountId m_fixedAccount;
    /** Made when it is first needed: weeks may pass in the tray with nothing to send. */
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unordered_map<qint64, Connection> m_connections;
    /** Clients with old tokens: a request under way on one of them must still end with an answer.
     */
    std::vector<Connection> m_retired;
    QTimer m_keychainTimer;
};

} // namespace pinweek
