// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/accountconnections.h"

#include "core/logging.h"
#include "core/network.h"
#include "core/settings.h"
#include "oauth/tokenkeeper.h"
#include "pinterest/client.h"
#include "store/accountstore.h"
#include "store/requeststore.h"
#include "store/store.h"
#include "workspace/accountmeter.h"
#include "workspace/sessionvault.h"

#include <QDir>

#include <algorithm>

namespace pinweek {

namespace {

// A locked keychain is asked again this often, and only while an account waits for it.
constexpr std::chrono::seconds keychainRetry{60};

} // namespace

/** What it takes to speak for one account. */
struct AccountConnections::Connection
{
    std::unique_ptr<AccountMeter> meter;
    std::unique_ptr<TokenSource> tokens;
    TokenKeeper *keeper = nullptr; // `tokens`, unless they are from outside
    std::unique_ptr<pinterest::Client> client;
};

AccountConnections::AccountConnections(Store &store, SessionVault &vault, Settings &settings,
                                       const Clock &clock, const QString &directory,
                                       const QString &fixedToken)
    : m_store(store)
    , m_vault(vault)
    , m_settings(settings)
    , m_clock(clock)
    , m_directory(directory)
    , m_fixedToken(fixedToken)
{
    m_keychainTimer.setSingleShot(true);
    connect(&m_keychainTimer, &QTimer::timeout, this, &AccountConnections::retryKeychain);
    // An account that waited when the program ended is asked for at once.
    QTimer::singleShot(0, this, &AccountConnections::retryKeychain);
}

AccountConnections::~AccountConnections() = default;

pinterest::Client *AccountConnections::client(AccountId account)
{
    Connection *way = connection(account);
    return way ? way->client.get() : nullptr;
}

TokenKeeper *AccountConnections::keeper(AccountId account)
{
    Connection *way = connection(account);
    return way ? way->keeper : nullptr;
}

bool AccountConnections::isRenewing() const
{
    return std::any_of(m_connections.cbegin(), m_connections.cend(), [](const auto &entry) {
        return entry.second.keeper && entry.second.keeper->isRenewing();
    });
}

void AccountConnections::setFixedAccount(AccountId account)
{
    m_fixedAccount = account;
}

QNetworkAccessManager &AccountConnections::network()
{
    if (!m_network) {
        m_network = std::make_unique<QNetworkAccessManager>();
        hardenNetwork(*m_network);
    }
    return *m_network;
}

void AccountConnections::retire(AccountId id)
{
    const auto known = m_connections.find(id.value);
    if (known == m_connections.end())
        return;
    if (known->second.keeper)
        known->second.keeper->retire();
    m_retired.push_back(std::move(known->second));
    m_connections.erase(known);
}

std::unique_ptr<TokenKeeper> AccountConnections::keeperFor(const Account &account)
{
    auto keeper = std::make_unique<TokenKeeper>(
        account, m_vault, m_clock, network(), QDir(m_directory).filePath(QStringLiteral("locks")));
    const AccountId id = account.id;
    connect(keeper.get(), &TokenKeeper::reconnectNeeded, this,
            [this, id] { setState(id, AccountState::ReconnectNeeded); });
    connect(keeper.get(), &TokenKeeper::renewalEnded, this, [this] {
        if (!isRenewing())
            emit renewed();
    });
    connect(keeper.get(), &TokenKeeper::keychainUnavailable, this,
            [this, id](const QString &detail) {
                qCWarning(logWorkspace) << "the keychain can't be read:" << detail;
                setState(id, AccountState::WaitingForKeychain);
                m_keychainTimer.start(keychainRetry);
            });
    const auto keepEnd = [this, id](std::optional<UtcTime> endsAt, bool renews) {
        m_store.accounts().change(id,
                                  [endsAt, renews](Account &stored) {
                                      stored.signInEndsAt = endsAt;
                                      stored.signInRenews = renews;
                                  },
                                  this, {});
    };
    connect(keeper.get(), &TokenKeeper::renewalRefused, this,
            [keepEnd](std::optional<UtcTime> accessEndsAt) { keepEnd(accessEndsAt, false); });
    connect(keeper.get(), &TokenKeeper::refreshed, this,
            [this, id, keepEnd](std::optional<UtcTime> endsAt, bool endIsFixed) {
                keepEnd(endsAt, !endIsFixed);
                // The token endpoint belongs to the reads.
                m_store.requests().count(id, RequestCategory::Read, this, {});
            });
    return keeper;
}

AccountConnections::Connection *AccountConnections::connection(AccountId id)
{
    const auto known = m_connections.find(id.value);
    if (known != m_connections.end())
        return &known->second;
    const Result<Account> owner = m_store.accounts().account(id);
    if (!owner || owner->environment == Environment::Local ||
        !isAllowedApiBase(owner->endpoints.apiBase))
        return nullptr;
    Connection made;
    if (!m_fixedToken.isEmpty()) {
        // The token from outside goes to its own account only.
        if (id != m_fixedAccount)
            return nullptr;
        made.tokens = std::make_unique<FixedToken>(m_fixedToken);
    } else {
        std::unique_ptr<TokenKeeper> keeper = keeperFor(*owner);
        made.keeper = keeper.get();
        made.tokens = std::move(keeper);
    }
    made.client =
        std::make_unique<pinterest::Client>(owner->endpoints.apiBase, *made.tokens, m_clock);
    made.meter = std::make_unique<AccountMeter>(m_store, m_settings, m_clock, id);
    made.client->setMeter(made.meter.get());
    return &m_connections.emplace(id.value, std::move(made)).first->second;
}

void AccountConnections::setState(AccountId id, AccountState state)
{
    const Result<Account> current = m_store.accounts().account(id);
    if (current && current->state != state)
        m_store.accounts().setState(id, state, this, {});
}

void AccountConnections::retryKeychain()
{
    const Result<QList<Account>> accounts = m_store.accounts().accounts();
    if (!accounts)
        return;
    for (const Account &waiting : *accounts) {
        if (waiting.state != AccountState::WaitingForKeychain)
            continue;
        Connection *way = connection(waiting.id);
        if (!way)
            continue;
        way->tokens->token(this, [this, id = waiting.id](const Result<QString> &token) {
            if (token)
                setState(id, AccountState::Connected);
        });
    }
}

} // namespace pinweek
