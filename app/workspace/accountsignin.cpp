// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/accountsignin.h"

#include "core/logging.h"
#include "oauth/oauthflow.h"
#include "oauth/tokenkeeper.h"
#include "pinterest/client.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "workspace/accountconnections.h"
#include "workspace/sessionvault.h"

#include <QPointer>

namespace pinweek {

AccountSignIn::AccountSignIn(Store &store, SessionVault &vault, AccountConnections &connections,
                             const Clock &clock, const QString &fixedToken, const QUrl &fixedBase)
    : m_store(store)
    , m_vault(vault)
    , m_connections(connections)
    , m_clock(clock)
    , m_fixedToken(fixedToken)
    , m_fixedBase(fixedBase)
{
}

void AccountSignIn::identify(const Endpoints &endpoints, const QString &accessToken,
                             QObject *context, Done<pinterest::RemoteAccount> done)
{
    if (!isAllowedApiBase(endpoints.apiBase)) {
        deliver<pinterest::RemoteAccount>(
            context, std::move(done),
            fail(ErrorKind::Rejected,
                 tr("The API address must start with https:// (http:// only on this computer).")));
        return;
    }
    // Both live until the answer; the client is the context's child so that a closed dialog ends
    // the request.
    auto tokens = std::make_shared<FixedToken>(accessToken);
    auto *client = new pinterest::Client(endpoints.apiBase, *tokens, m_clock, {}, context);
    client->account(
        context, [tokens, client, done = std::move(done)](Result<pinterest::RemoteAccount> remote) {
            client->deleteLater();
            if (remote && remote->key().isEmpty())
                remote = fail(ErrorKind::Server,
                              QStringLiteral("The answer names neither an id nor a user name."));
            done(std::move(remote));
        });
}

Account AccountSignIn::accountOf(const pinterest::RemoteAccount &remote, Environment environment,
                                 const Endpoints &endpoints) const
{
    Account account;
    const Result<QList<Account>> known = m_store.accounts().accounts();
    if (known) {
        for (const Account &candidate : *known) {
            if (candidate.endpoints.apiBase == endpoints.apiBase &&
                candidate.remoteId == remote.key())
                account = candidate;
        }
    }
    account.environment = environment;
    account.endpoints = endpoints;
    account.remoteId = remote.key();
    account.username = remote.username.isEmpty() ? remote.key() : remote.username;
    if (account.zone.isEmpty())
        account.zone = systemZone();
    account.state = AccountState::Connected;
    return account;
}

void AccountSignIn::keepAccount(const Account &account, const AccountSecrets &secrets,
                                SecretStorage storage, QObject *context, Done<Account> done)
{
    if (storage == SecretStorage::ThisRunOnly)
        m_vault.keepForThisRun(account.vaultKey());
    else
        m_vault.keepForGood(account.vaultKey());
    // From here on it runs to its end, whether someone waits or not: no secret stays behind alone.
    m_vault.write(account.vaultKey(), secrets, this,
                  [this, account, guard = QPointer<QObject>(context),
                   done = std::move(done)](const Result<void> &written) mutable {
                      if (!written) {
                          if (guard)
                              done(fail(written.error()));
                          return;
                      }
                      saveAccount(account, guard, std::move(done));
                  });
}

void AccountSignIn::saveAccount(const Account &account, QObject *context, Done<Account> done)
{
    QPointer<QObject> guard(context);
    m_store.accounts().save(
        account, this,
        [this, account, guard, done = std::move(done)](const Result<Account> &saved) mutable {
            if (!saved) {
                if (!account.id.isValid())
                    m_vault.remove(account.vaultKey(), this, {});
                if (guard)
                    done(fail(saved.error()));
                return;
            }
            m_connections.retire(saved->id);
            m_store.accounts().adoptPlan(
                saved->id, this,
                [this, guard, done = std::move(done), saved = *saved](const Result<void> &adopted) {
                    if (!adopted)
                        qCWarning(logWorkspace)
                            << "My plan was not taken over:" << adopted.error().detail;
                    emit connected(saved.id);
                    if (guard)
                        done(saved);
                });
        });
}

void AccountSignIn::connectAccount(const LoginRequest &request, Environment environment,
                                   const TokenSet &tokens, SecretStorage storage, QObject *context,
                                   Done<Account> done)
{
    identify(
        request.endpoints, tokens.accessToken, context,
        [this, request, environment, tokens, storage, context,
         done = std::move(done)](const Result<pinterest::RemoteAccount> &remote) mutable {
            if (!remote) {
                done(fail(remote.error()));
                return;
            }
            Account account = accountOf(*remote, environment, request.endpoints);
            account.appId = request.appId;
            account.signInEndsAt = tokens.refreshEndsAt;
            account.signInRenews = true;
            keepAccount(account, {tokens, request.appSecret}, storage, context, std::move(done));
        });
}

void AccountSignIn::addToken(Environment environment, const Endpoints &endpoints,
                             const QString &accessToken, SecretStorage storage, QObject *context,
                             Done<Account> done)
{
    // The address alone may have been given.
    const Environment known = environmentAt(endpoints.apiBase);
    LoginRequest request;
    request.endpoints = known == Environment::Custom ? endpoints : endpointsOf(known);
    TokenSet tokens;
    tokens.accessToken = accessToken;
    connectAccount(request, known == Environment::Custom ? environment : known, tokens, storage,
                   context, std::move(done));
}

void AccountSignIn::useFixedToken(QObject *context, Done<Account> done)
{
    const Environment environment = environmentAt(m_fixedBase);
    const Endpoints endpoints = environment == Environment::Custom ? endpointsOfBase(m_fixedBase)
                                                                   : endpointsOf(environment);
    const auto settle = [this, done](const Account &account) {
        m_connections.setFixedAccount(account.id);
        emit restricted(account.id);
        done(account);
    };
    identify(endpoints, m_fixedToken, context,
             [this, environment, endpoints, settle, done,
              context](const Result<pinterest::RemoteAccount> &remote) {
                 if (!remote) {
                     const std::optional<Account> only = onlyAccountOf(endpoints.apiBase);
                     if (remote.error().kind == ErrorKind::Offline && only)
                         settle(*only);
                     else
                         done(fail(remote.error()));
                     return;
                 }
                 const Account account = accountOf(*remote, environment, endpoints);
                 // An account that is connected here keeps its own sign-in, and what is known of
                 // it.
                 if (account.id.isValid()) {
                     settle(account);
                     return;
                 }
                 m_store.accounts().save(account, context,
                                         [settle, done](const Result<Account> &saved) {
                                             if (saved)
                                                 settle(*saved);
                                             else
                                                 done(fail(saved.error()));
                                         });
             });
}

std::optional<Account> AccountSignIn::onlyAccountOf(const QUrl &apiBase) const
{
    const Result<QList<Account>> accounts = m_store.accounts().accounts();
    std::optional<Account> only;
    for (const Account &account : accounts.value_or(QList<Account>())) {
        if (account.endpoints.apiBase != apiBase)
            continue;
        if (only)
            return std::nullopt;
        only = account;
    }
    return only;
}

void AccountSignIn::disconnectAccount(AccountId account, QObject *context, Done<void> done)
{
    const Result<Account> known = m_store.accounts().account(account);
    if (!known) {
        deliver<void>(context, std::move(done), fail(known.error()));
        return;
    }
    // Before the secrets go: the store would not let go of it either.
    PinFilter own;
    own.account = account;
    const Result<QList<Pin>> underWay =
        m_store.pins().list(own, PinStatus::Publishing, {}, {}, {}, 1, 0);
    if (underWay && !underWay->isEmpty()) {
        deliver<void>(context, std::move(done),
                      fail(ErrorKind::Conflict,
                           tr("A pin of “%1” is being published just now. Try again in a minute.")
                               .arg(known->username)));
        return;
    }
    m_vault.remove(known->vaultKey(), this,
                   [this, account, guard = QPointer<QObject>(context),
                    done = std::move(done)](const Result<void> &removed) mutable {
                       if (!removed) {
                           if (guard)
                               done(removed);
                           return;
                       }
                       m_connections.retire(account);
                       m_store.accounts().remove(account, this,
                                                 [guard, done](const Result<void> &gone) {
                                                     if (guard)
                                                         done(gone);
                                                 });
                   });
}

} // namespace pinweek
