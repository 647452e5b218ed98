// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/workspace.h"

#include "core/logging.h"
#include "core/network.h"
#include "core/settings.h"
#include "media/leftovers.h"
#include "media/thumbnailcache.h"
#include "oauth/keychainvault.h"
#include "oauth/tokenkeeper.h"
#include "pinterest/client.h"
#include "planner/pineditor.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "workspace/boardsync.h"
#include "workspace/sessionvault.h"

#include <QDir>
#include <QNetworkAccessManager>
#include <QPointer>
#include <QStandardPaths>
#include <QTimer>

#include <unordered_map>
#include <vector>

namespace pinweek {

namespace {
// A locked keychain is asked again this often, and only while an account waits for it.
constexpr std::chrono::seconds keychainRetry{60};
} // namespace

QString defaultWorkspaceDirectory()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
        .filePath(QStringLiteral("pinweek"));
}

/** What it takes to speak for one account. */
struct Connection
{
    std::unique_ptr<TokenSource> tokens;
    TokenKeeper *keeper = nullptr; // `tokens`, unless they are from outside
    std::unique_ptr<pinterest::Client> client;
};

struct Workspace::Private
{
    Workspace *q = nullptr;
    QString directory;
    SystemClock systemClock;
    const Clock *clock = nullptr;
    QString fixedToken;
    QUrl fixedBase;
    AccountId fixedAccount;

    std::unique_ptr<Settings> settings;
    std::unique_ptr<SessionVault> vault;
    std::unique_ptr<Store> store;
    std::unique_ptr<QNetworkAccessManager> network;
    std::unordered_map<qint64, Connection> connections;
    /** Clients with old tokens: a request under way on one of them must still end with an answer.
     */
    std::vector<Connection> retired;
    std::unique_ptr<Leftovers> leftovers;
    std::unique_ptr<ThumbnailCache> thumbnails;
    std::unique_ptr<PinEditor> editor;
    std::unique_ptr<Publisher> publisher;
    QTimer keychainTimer;

    Result<Account> account(AccountId id) const { return store->accounts().account(id); }

    Connection *connection(AccountId id);
    std::unique_ptr<TokenKeeper> keeperFor(const Account &account);
    void setState(AccountId id, AccountState state);
    void retryKeychain();
    /** Asks Pinterest whose token this is. */
    void identify(const Endpoints &endpoints, const QString &accessToken, QObject *context,
                  Done<pinterest::RemoteAccount> done);
    Account accountOf(const pinterest::RemoteAccount &remote, Environment environment,
                      const Endpoints &endpoints) const;
    void keepAccount(const Account &account, const AccountSecrets &secrets, SecretStorage storage,
                     QObject *context, Done<Account> done);
    void saveAccount(const Account &account, QObject *context, Done<Account> done);
    /** The next use of the account makes a client with the tokens as they are now. */
    void retire(AccountId id);
};

void Workspace::Private::retire(AccountId id)
{
    const auto known = connections.find(id.value);
    if (known == connections.end())
        return;
    if (known->second.keeper)
        known->second.keeper->retire();
    retired.push_back(std::move(known->second));
    connections.erase(known);
}

std::unique_ptr<TokenKeeper> Workspace::Private::keeperFor(const Account &account)
{
    auto keeper = std::make_unique<TokenKeeper>(account, *vault, *clock, *network,
                                                QDir(directory).filePath(QStringLiteral("locks")),
                                                settings->continuousRefresh());
    const AccountId id = account.id;
    QObject::connect(keeper.get(), &TokenKeeper::reconnectNeeded, q,
                     [this, id] { setState(id, AccountState::ReconnectNeeded); });
    QObject::connect(keeper.get(), &TokenKeeper::keychainUnavailable, q,
                     [this, id](const QString &detail) {
                         qCWarning(logWorkspace) << "the keychain can't be read:" << detail;
                         setState(id, AccountState::WaitingForKeychain);
                         keychainTimer.start(keychainRetry);
                     });
    QObject::connect(keeper.get(), &TokenKeeper::refreshed, q,
                     [this, id](std::optional<UtcTime> endsAt) {
                         Result<Account> current = this->account(id);
                         if (!current)
                             return;
                         current->signInEndsAt = endsAt;
                         store->accounts().save(*current, q, {});
                     });
    return keeper;
}

Connection *Workspace::Private::connection(AccountId id)
{
    const auto known = connections.find(id.value);
    if (known != connections.end())
        return &known->second;
    const Result<Account> owner = account(id);
    if (!owner || owner->environment == Environment::Local ||
        !isAllowedApiBase(owner->endpoints.apiBase))
        return nullptr;
    Connection made;
    if (!fixedToken.isEmpty()) {
        // The token from outside goes to its own account only.
        if (id != fixedAccount)
            return nullptr;
        made.tokens = std::make_unique<FixedToken>(fixedToken);
    } else {
        std::unique_ptr<TokenKeeper> keeper = keeperFor(*owner);
        made.keeper = keeper.get();
        made.tokens = std::move(keeper);
    }
    made.client =
        std::make_unique<pinterest::Client>(owner->endpoints.apiBase, *made.tokens, *clock);
    return &connections.emplace(id.value, std::move(made)).first->second;
}

void Workspace::Private::setState(AccountId id, AccountState state)
{
    const Result<Account> current = account(id);
    if (current && current->state != state)
        store->accounts().setState(id, state, q, {});
}

void Workspace::Private::retryKeychain()
{
    const Result<QList<Account>> accounts = store->accounts().accounts();
    if (!accounts)
        return;
    for (const Account &waiting : *accounts) {
        if (waiting.state != AccountState::WaitingForKeychain)
            continue;
        Connection *way = connection(waiting.id);
        if (!way)
            continue;
        way->tokens->token(q, [this, id = waiting.id](const Result<QString> &token) {
            if (token)
                setState(id, AccountState::Connected);
        });
    }
}

void Workspace::Private::identify(const Endpoints &endpoints, const QString &accessToken,
                                  QObject *context, Done<pinterest::RemoteAccount> done)
{
    if (!isAllowedApiBase(endpoints.apiBase)) {
        deliver<pinterest::RemoteAccount>(
            context, std::move(done),
            fail(ErrorKind::Rejected,
                 QObject::tr(
                     "The API address must start with https:// (http:// only on this computer).")));
        return;
    }
    // Both live until the answer; the client is the context's child so that a closed dialog ends
    // the request.
    auto tokens = std::make_shared<FixedToken>(accessToken);
    auto *client = new pinterest::Client(endpoints.apiBase, *tokens, *clock, {}, context);
    client->account(
        context, [tokens, client, done = std::move(done)](Result<pinterest::RemoteAccount> remote) {
            client->deleteLater();
            if (remote && remote->key().isEmpty())
                remote = fail(ErrorKind::Server,
                              QStringLiteral("The answer names neither an id nor a user name."));
            done(std::move(remote));
        });
}

Account Workspace::Private::accountOf(const pinterest::RemoteAccount &remote,
                                      Environment environment, const Endpoints &endpoints) const
{
    Account account;
    const Result<QList<Account>> known = store->accounts().accounts();
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

void Workspace::Private::keepAccount(const Account &account, const AccountSecrets &secrets,
                                     SecretStorage storage, QObject *context, Done<Account> done)
{
    if (storage == SecretStorage::ThisRunOnly)
        vault->keepForThisRun(account.vaultKey());
    else
        vault->keepForGood(account.vaultKey());
    // From here on it runs to its end, whether someone waits or not: no secret stays behind alone.
    vault->write(account.vaultKey(), secrets, q,
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

void Workspace::Private::saveAccount(const Account &account, QObject *context, Done<Account> done)
{
    QPointer<QObject> guard(context);
    store->accounts().save(
        account, q,
        [this, account, guard, done = std::move(done)](const Result<Account> &saved) mutable {
            if (!saved) {
                if (!account.id.isValid())
                    vault->remove(account.vaultKey(), q, {});
                if (guard)
                    done(fail(saved.error()));
                return;
            }
            retire(saved->id);
            store->accounts().adoptPlan(
                saved->id, q,
                [this, guard, done = std::move(done), saved = *saved](const Result<void> &adopted) {
                    if (!adopted)
                        qCWarning(logWorkspace)
                            << "My plan was not taken over:" << adopted.error().detail;
                    emit q->accountsChanged();
                    publisher->wake();
                    q->syncBoards(saved.id, q, {});
                    if (guard)
                        done(saved);
                });
        });
}

Workspace::Workspace(std::unique_ptr<Private> priv) : d(std::move(priv))
{
    d->q = this;
}

Result<std::unique_ptr<Workspace>> Workspace::open(WorkspaceOptions options)
{
    auto d = std::make_unique<Private>();
    d->clock = options.clock ? options.clock : &d->systemClock;
    Result<std::unique_ptr<Store>> store =
        Store::open(options.directory, *d->clock, options.origin);
    if (!store)
        return fail(store.error());
    d->directory = options.directory;
    d->fixedToken = options.fixedToken;
    d->fixedBase = options.apiBase;
    d->store = std::move(*store);
    const QDir directory(options.directory);
    directory.mkpath(QStringLiteral("locks"));
    d->settings = std::make_unique<Settings>(directory.filePath(QStringLiteral("settings.ini")));
    d->vault = std::make_unique<SessionVault>(options.vault ? std::move(options.vault)
                                                            : std::make_unique<KeychainVault>());
    d->network = std::make_unique<QNetworkAccessManager>();
    hardenNetwork(*d->network);
    d->leftovers = std::make_unique<Leftovers>(options.directory);
    d->thumbnails = std::make_unique<ThumbnailCache>(options.directory);
    d->editor = std::make_unique<PinEditor>(*d->store, *d->settings, *d->clock);
    d->editor->setCheckText(checkText);

    std::unique_ptr<Workspace> workspace(new Workspace(std::move(d)));
    workspace->d->publisher = std::make_unique<Publisher>(
        *workspace->d->store, *workspace->d->settings, *workspace->d->clock,
        [w = workspace.get()](AccountId account) { return w->client(account); });
    workspace->wire();
    return workspace;
}

void Workspace::wire()
{
    d->keychainTimer.setSingleShot(true);
    connect(&d->keychainTimer, &QTimer::timeout, this, [this] { d->retryKeychain(); });
    connect(d->store.get(), &Store::changed, this, [this](const ChangeSet &changes) {
        if (!changes.accounts.isEmpty() || changes.everything)
            emit accountsChanged();
    });
    // An account that waited when the program ended is asked for at once.
    QTimer::singleShot(0, this, [this] { d->retryKeychain(); });
}

Workspace::~Workspace()
{
    // What uses the store goes before it; what uses the clients goes before them.
    d->publisher.reset();
    d->editor.reset();
    d->connections.clear();
    d->retired.clear();
    d->thumbnails.reset();
    d->store.reset();
}

QString Workspace::directory() const
{
    return d->directory;
}

const Clock &Workspace::clock() const
{
    return *d->clock;
}

Settings &Workspace::settings()
{
    return *d->settings;
}

Store &Workspace::store()
{
    return *d->store;
}

PinEditor &Workspace::editor()
{
    return *d->editor;
}

Publisher &Workspace::publisher()
{
    return *d->publisher;
}

ThumbnailCache &Workspace::thumbnails()
{
    return *d->thumbnails;
}

TokenVault &Workspace::vault()
{
    return *d->vault;
}

pinterest::Client *Workspace::client(AccountId account)
{
    Connection *way = d->connection(account);
    return way ? way->client.get() : nullptr;
}

OAuthFlow *Workspace::newLogin(const LoginRequest &request, QObject *parent)
{
    return new OAuthFlow(request, *d->clock, *d->network, parent);
}

void Workspace::connectAccount(const LoginRequest &request, Environment environment,
                               const TokenSet &tokens, SecretStorage storage, QObject *context,
                               Done<Account> done)
{
    d->identify(
        request.endpoints, tokens.accessToken, context,
        [this, request, environment, tokens, storage, context,
         done = std::move(done)](const Result<pinterest::RemoteAccount> &remote) mutable {
            if (!remote) {
                done(fail(remote.error()));
                return;
            }
            Account account = d->accountOf(*remote, environment, request.endpoints);
            account.appId = request.appId;
            account.signInEndsAt = tokens.refreshEndsAt;
            d->keepAccount(account, {tokens, request.appSecret}, storage, context, std::move(done));
        });
}

void Workspace::addToken(Environment environment, const Endpoints &endpoints,
                         const QString &accessToken, SecretStorage storage, QObject *context,
                         Done<Account> done)
{
    LoginRequest request;
    request.endpoints = endpoints;
    TokenSet tokens;
    tokens.accessToken = accessToken;
    connectAccount(request, environment, tokens, storage, context, std::move(done));
}

void Workspace::useFixedToken(QObject *context, Done<Account> done)
{
    const Endpoints endpoints = endpointsOfBase(d->fixedBase);
    const auto settle = [this, done](const Account &account) {
        d->fixedAccount = account.id;
        d->publisher->restrictTo(account.id);
        done(account);
    };
    d->identify(
        endpoints, d->fixedToken, context,
        [this, endpoints, settle, done, context](const Result<pinterest::RemoteAccount> &remote) {
            if (!remote) {
                const std::optional<Account> only = onlyAccountOf(endpoints.apiBase);
                if (remote.error().kind == ErrorKind::Offline && only)
                    settle(*only);
                else
                    done(fail(remote.error()));
                return;
            }
            const Environment environment =
                endpoints == endpointsOf(Environment::Production) ? Environment::Production
                : endpoints.apiBase == endpointsOf(Environment::Sandbox).apiBase
                    ? Environment::Sandbox
                    : Environment::Custom;
            const Account account = d->accountOf(*remote, environment, endpoints);
            // An account that is connected here keeps its own sign-in, and what is known of it.
            if (account.id.isValid()) {
                settle(account);
                return;
            }
            d->store->accounts().save(account, context,
                                      [settle, done](const Result<Account> &saved) {
                                          if (saved)
                                              settle(*saved);
                                          else
                                              done(fail(saved.error()));
                                      });
        });
}

std::optional<Account> Workspace::onlyAccountOf(const QUrl &apiBase) const
{
    const Result<QList<Account>> accounts = d->store->accounts().accounts();
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

void Workspace::disconnectAccount(AccountId account, QObject *context, Done<void> done)
{
    const Result<Account> known = d->account(account);
    if (!known) {
        deliver<void>(context, std::move(done), fail(known.error()));
        return;
    }
    // Before the secrets go: the store would not let go of it either.
    PinFilter own;
    own.account = account;
    const Result<QList<Pin>> underWay =
        d->store->pins().list(own, PinStatus::Publishing, {}, {}, {}, 1, 0);
    if (underWay && !underWay->isEmpty()) {
        deliver<void>(context, std::move(done),
                      fail(ErrorKind::Conflict,
                           tr("A pin of “%1” is being published just now. Try again in a minute.")
                               .arg(known->username)));
        return;
    }
    d->vault->remove(known->vaultKey(), this,
                     [this, account, guard = QPointer<QObject>(context),
                      done = std::move(done)](const Result<void> &removed) mutable {
                         if (!removed) {
                             if (guard)
                                 done(removed);
                             return;
                         }
                         d->retire(account);
                         d->store->accounts().remove(account, this,
                                                     [guard, done](const Result<void> &gone) {
                                                         if (guard)
                                                             done(gone);
                                                     });
                     });
}

void Workspace::syncBoards(AccountId account, QObject *context, Done<int> done)
{
    pinterest::Client *way = client(account);
    if (!way) {
        deliver<int>(
            context, std::move(done),
            fail(ErrorKind::Unauthorized, QStringLiteral("The account is not connected.")));
        return;
    }
    emit syncStarted(account);
    auto *sync = new BoardSync(*way, *d->store, account, this);
    sync->run([this, account, guard = QPointer<QObject>(context),
               done = std::move(done)](const Result<int> &count) {
        emit syncFinished(account, count ? QString() : errorText(count.error()));
        if (guard && done)
            done(count);
    });
}

void Workspace::createBoard(AccountId account, const QString &name, BoardPrivacy privacy,
                            QObject *context, Done<Board> done)
{
    const Result<Account> owner = d->account(account);
    if (!owner) {
        deliver<Board>(context, std::move(done), fail(owner.error()));
        return;
    }
    Board board = plannedBoard(account, name);
    board.privacy = privacy;
    if (owner->environment == Environment::Local) {
        d->store->boards().save(board, context, std::move(done));
        return;
    }
    pinterest::Client *way = client(account);
    if (!way) {
        deliver<Board>(
            context, std::move(done),
            fail(ErrorKind::Unauthorized, QStringLiteral("The account is not connected.")));
        return;
    }
    way->createBoard({name, {}, boardPrivacyName(privacy)}, context,
                     [this, account, planned = board.id, context,
                      done = std::move(done)](const Result<pinterest::RemoteBoard> &made) mutable {
                         if (!made) {
                             done(fail(made.error()));
                             return;
                         }
                         Board created = toBoard(*made, account);
                         created.id = planned;
                         d->store->boards().save(created, context, std::move(done));
                     });
}

Board Workspace::plannedBoard(AccountId account, const QString &name) const
{
    const Result<QList<Board>> boards = d->store->boards().boards(account);
    for (const Board &board : boards.value_or(QList<Board>())) {
        if (board.remoteId.isEmpty() && board.name == name)
            return board;
    }
    Board board;
    board.account = account;
    board.name = name;
    return board;
}

void Workspace::createSection(BoardId boardId, const QString &name, QObject *context,
                              Done<BoardSection> done)
{
    const Result<Board> board = d->store->boards().board(boardId);
    if (!board) {
        deliver<BoardSection>(context, std::move(done), fail(board.error()));
        return;
    }
    BoardSection planned{{}, boardId, {}, name};
    for (const BoardSection &section : board->sections) {
        if (section.name == name && section.remoteId.isEmpty())
            planned = section;
    }
    if (board->remoteId.isEmpty()) {
        d->store->boards().saveSection(planned, context, std::move(done));
        return;
    }
    pinterest::Client *way = client(board->account);
    if (!way) {
        deliver<BoardSection>(
            context, std::move(done),
            fail(ErrorKind::Unauthorized, QStringLiteral("The account is not connected.")));
        return;
    }
    way->createSection(board->remoteId, name, context,
                       [this, planned, context, done = std::move(done)](
                           const Result<pinterest::RemoteSection> &made) mutable {
                           if (!made) {
                               done(fail(made.error()));
                               return;
                           }
                           BoardSection created = planned;
                           created.remoteId = made->id;
                           created.name = made->name;
                           d->store->boards().saveSection(created, context, std::move(done));
                       });
}

void Workspace::deleteAtPinterest(PinId id, QObject *context, Done<void> done)
{
    const Result<Pin> pin = d->store->pins().pin(id);
    if (!pin || pin->remoteId.isEmpty()) {
        deliver<void>(context, std::move(done),
                      fail(ErrorKind::NotFound, QStringLiteral("The pin is not at Pinterest.")));
        return;
    }
    pinterest::Client *way = client(pin->content.account);
    if (!way) {
        deliver<void>(
            context, std::move(done),
            fail(ErrorKind::Unauthorized, QStringLiteral("The account is not connected.")));
        return;
    }
    way->deletePin(
        pin->remoteId, context,
        [this, id, context, done = std::move(done)](const Result<void> &deleted) mutable {
            // Gone already is as good as deleted.
            if (!deleted && deleted.error().kind != ErrorKind::NotFound) {
                done(deleted);
                return;
            }
            d->editor->remove(
                {id}, context, [done = std::move(done)](const Result<EditOutcome> &removed) {
                    done(removed ? Result<void>() : Result<void>(fail(removed.error())));
                });
        });
}

} // namespace pinweek
