// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/workspace.h"

#include "core/filelock.h"
#include "core/networkwatch.h"
#include "core/settings.h"
#include "links/linkchecks.h"
#include "media/leftovers.h"
#include "media/libraryfile.h"
#include "media/thumbnailcache.h"
#include "oauth/keychainvault.h"
#include "pinterest/client.h"
#include "planner/imageintake.h"
#include "planner/lookalikes.h"
#include "planner/pinchecks.h"
#include "planner/pineditor.h"
#include "planner/planeditor.h"
#include "planner/sloteditor.h"
#include "publisher/publisher.h"
#include "store/copycheck.h"
#include "store/importstore.h"
#include "store/librarystore.h"
#include "store/pausestore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "workspace/accountconnections.h"
#include "workspace/accountsignin.h"
#include "workspace/boardactions.h"
#include "workspace/offhours.h"
#include "workspace/sessionvault.h"
#include "workspace/signinrenewal.h"

#include <QDir>
#include <QStandardPaths>

namespace pinweek {

QString defaultWorkspaceDirectory()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
        .filePath(QStringLiteral("pinweek"));
}

namespace {
constexpr std::chrono::seconds leftoversDelay{2};
/** As above; the keychain is asked then. */
constexpr std::chrono::seconds renewalDelay{2};
} // namespace

struct Workspace::Private
{
    QString directory;
    SystemClock systemClock;
    const Clock *clock = nullptr;

    std::unique_ptr<Settings> settings;
    std::unique_ptr<SessionVault> vault;
    std::unique_ptr<Store> store;
    std::unique_ptr<AccountConnections> connections;
    std::unique_ptr<AccountSignIn> signIn;
    std::unique_ptr<BoardActions> boards;
    std::unique_ptr<Leftovers> leftovers;
    std::unique_ptr<ThumbnailCache> thumbnails;
    std::unique_ptr<LookAlikes> lookAlikes;
    std::unique_ptr<PinEditor> editor;
    std::unique_ptr<SlotEditor> slotEditor;
    std::unique_ptr<PlanEditor> planEditor;
    std::unique_ptr<PinChecks> checks;
    std::unique_ptr<LinkChecks> linkChecks;
    std::unique_ptr<Publisher> publisher;
    std::unique_ptr<SignInRenewal> renewal;
    QTimer renewalStart;
    NetworkWatch network;
};

namespace {

bool isCopy(Store &store)
{
    const Result<std::optional<UtcTime>> found = store.copies().foundAt();
    return found && *found;
}

/** It holds the lock, whether it may send or not. */
bool isPublishing(const Publisher &publisher)
{
    switch (publisher.state()) {
    case PublisherState::Stopped:
    case PublisherState::Waiting:
    case PublisherState::Failed:
        return false;
    case PublisherState::Idle:
    case PublisherState::Sending:
    case PublisherState::Paused:
    case PublisherState::Offline:
    case PublisherState::ClockWrong:
        break;
    }
    return true;
}

/** What a crash left of an import; not while another program imports. */
void mendImports(Store &store, QObject *context)
{
    ImportStore &imports = store.imports();
    if (!imports.hasUnfinished().value_or(false)) {
        ImageIntake::mend(store, context, {});
        return;
    }
    Result<std::unique_ptr<FileLock>> lock = FileLock::tryLock(imports.lockPath());
    if (lock && *lock) {
        const std::shared_ptr<FileLock> held(std::move(*lock));
        imports.mend(context, [&store, context, held](const Result<void> &mended) {
            if (mended)
                ImageIntake::mend(store, context, {});
        });
    }
}

} // namespace

Workspace::Workspace(std::unique_ptr<Private> priv) : d(std::move(priv)) {}

Result<std::unique_ptr<Workspace>> Workspace::open(WorkspaceOptions options)
{
    Result<std::unique_ptr<Workspace>> workspace = begin(std::move(options));
    if (workspace) {
        if (const Result<void> opened = (*workspace)->finishOpening(); !opened)
            return fail(opened.error());
    }
    return workspace;
}

Result<void> Workspace::finishOpening()
{
    const Result<void> opened = d->store->finishOpening();
    if (!opened)
        return opened;
    // Until a person says that it is this one that publishes (protocols.md 1.H).
    if (isCopy(*d->store))
        d->settings->setPublisherPaused(true);
    // It reads at once what holds it up.
    d->publisher = std::make_unique<Publisher>(
        *d->store, *d->settings, *d->clock, [this](AccountId account) { return client(account); },
        d->linkChecks.get());
    wire();
    // Not while a window is starting, and not for a command that ends at once.
    QTimer::singleShot(leftoversDelay, this, [this] {
        d->leftovers = std::make_unique<Leftovers>(d->directory);
        eraseRemovedPictures();
        mendImports(*d->store, this);
    });
    return {};
}

/** A few at a time, so that other writes come in between. */
void Workspace::eraseRemovedPictures()
{
    d->store->library().eraseRemoved(
        [directory = d->directory](const MediaAsset &asset) {
            return eraseLibraryFile(asset, directory);
        },
        this,
        [this](const Result<int> &erased) {
            if (erased && *erased > 0)
                eraseRemovedPictures();
        });
}

bool Workspace::isOpen() const
{
    return d->store->isOpen();
}

Result<std::unique_ptr<Workspace>> Workspace::begin(WorkspaceOptions options)
{
    auto d = std::make_unique<Private>();
    d->clock = options.clock ? options.clock : &d->systemClock;
    Result<std::unique_ptr<Store>> store =
        Store::begin(options.directory, *d->clock, options.origin);
    if (!store)
        return fail(store.error());
    d->directory = options.directory;
    d->store = std::move(*store);
    const QDir directory(options.directory);
    directory.mkpath(QStringLiteral("locks"));
    d->settings = std::make_unique<Settings>(directory.filePath(QStringLiteral("settings.ini")));
    d->vault = std::make_unique<SessionVault>(options.vault ? std::move(options.vault)
                                                            : std::make_unique<KeychainVault>());
    d->connections = std::make_unique<AccountConnections>(
        *d->store, *d->vault, *d->settings, *d->clock, options.directory, options.fixedToken);
    d->signIn = std::make_unique<AccountSignIn>(*d->store, *d->vault, *d->connections, *d->clock,
                                                options.fixedToken, options.apiBase);
    d->boards = std::make_unique<BoardActions>(
        *d->store, [connections = d->connections.get()](AccountId account) {
            return connections->client(account);
        });
    d->linkChecks = std::make_unique<LinkChecks>(*d->store, *d->clock, options.links);
    d->thumbnails = std::make_unique<ThumbnailCache>(options.directory);
    d->lookAlikes = std::make_unique<LookAlikes>(*d->store, options.directory);
    d->editor = std::make_unique<PinEditor>(*d->store, *d->settings, *d->clock);
    d->editor->setCheckText(checkText);
    d->slotEditor = std::make_unique<SlotEditor>(*d->store, *d->settings);
    d->planEditor = std::make_unique<PlanEditor>(*d->store, *d->settings, *d->clock, *d->editor);
    d->checks =
        std::make_unique<PinChecks>(*d->store, *d->settings, *d->clock, *d->editor, *d->planEditor);

    return std::unique_ptr<Workspace>(new Workspace(std::move(d)));
}

/** For as long as this program is the one that publishes: another one's view of the keychain may be
 * worse. */
void Workspace::keepSignIns()
{
    d->renewal = std::make_unique<SignInRenewal>(*d->store, *d->clock, [this](AccountId account) {
        return d->connections->keeper(account);
    });
    connect(d->renewal.get(), &SignInRenewal::failed, &d->network, [this](const Error &error) {
        if (error.kind == ErrorKind::Offline)
            d->network.start();
    });
    connect(&d->network, &NetworkWatch::changed, d->renewal.get(), [this](bool down) {
        if (!down)
            d->renewal->tryAgain();
    });
    d->renewalStart.setSingleShot(true);
    d->renewalStart.setInterval(renewalDelay);
    connect(&d->renewalStart, &QTimer::timeout, d->renewal.get(), &SignInRenewal::start);
    connect(d->publisher.get(), &Publisher::stateChanged, d->renewal.get(), [this] {
        if (!isPublishing(*d->publisher)) {
            d->renewalStart.stop();
            d->renewal->stop();
        } else if (!d->renewal->isStarted() && !d->renewalStart.isActive()) {
            d->renewalStart.start();
        }
    });
}

bool Workspace::isRenewing() const
{
    return d->connections->isRenewing();
}

void Workspace::wire()
{
    connect(d->connections.get(), &AccountConnections::renewed, this, &Workspace::renewed);
    keepSignIns();
    d->checks->setOffHours(
        [this](const PinContent &content) { return isPlannedForOffHours(*this, content); });
    connect(d->store.get(), &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.accounts.isEmpty() && !changes.everything)
            return;
        emit accountsChanged();
        if (d->renewal)
            d->renewal->accountsChanged();
    });
    connect(d->settings.get(), &Settings::changed, this, [this] {
        if (!d->settings->publisherPaused() && isCopy(*d->store))
            d->store->copies().accept(this, [this](const Result<void> &) {
                // No notice tells of it, and what shows the copy has read already.
                emit accountsChanged();
            });
    });
    connect(d->boards.get(), &BoardActions::syncStarted, this, &Workspace::syncStarted);
    connect(d->boards.get(), &BoardActions::sectionsUnread, this, &Workspace::sectionsUnread);
    connect(d->boards.get(), &BoardActions::syncFinished, this, &Workspace::syncFinished);
    connect(d->signIn.get(), &AccountSignIn::connected, this, [this](AccountId account) {
        emit accountsChanged();
        // Another sign-in may have what the former one lacked, and a person looked at the account.
        d->store->pauses().goOn(account, {}, this, {});
        d->publisher->wake();
        syncBoards(account, this, {});
    });
    connect(d->publisher.get(), &Publisher::boardsOutdated, this,
            [this](AccountId account) { syncBoards(account, this, {}); });
    connect(&d->network, &NetworkWatch::changed, d->publisher.get(), &Publisher::setNetworkDown);
    // Asked only once Pinterest could not be reached: to know how the system sees its network takes
    // libraries that would else be loaded for nothing, for weeks in the tray.
    connect(d->publisher.get(), &Publisher::stateChanged, &d->network, [this] {
        if (d->publisher->state() == PublisherState::Offline)
            d->network.start();
    });
    connect(d->signIn.get(), &AccountSignIn::restricted, this,
            [this](AccountId account) { d->publisher->restrictTo(account); });
}

Workspace::~Workspace()
{
    // What uses the store goes before it; what uses the clients goes before them.
    d->renewal.reset();
    d->publisher.reset();
    d->linkChecks.reset();
    d->checks.reset();
    d->planEditor.reset();
    d->editor.reset();
    d->slotEditor.reset();
    d->boards.reset();
    d->signIn.reset();
    d->connections.reset();
    d->lookAlikes.reset();
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

PlanEditor &Workspace::planEditor()
{
    return *d->planEditor;
}

PinChecks &Workspace::checks()
{
    return *d->checks;
}

SlotEditor &Workspace::slotEditor()
{
    return *d->slotEditor;
}

PinEditor &Workspace::editor()
{
    return *d->editor;
}

Publisher &Workspace::publisher()
{
    return *d->publisher;
}

LinkChecks &Workspace::linkChecks()
{
    return *d->linkChecks;
}

ThumbnailCache &Workspace::thumbnails()
{
    return *d->thumbnails;
}

LookAlikes &Workspace::lookAlikes()
{
    return *d->lookAlikes;
}

TokenVault &Workspace::vault()
{
    return *d->vault;
}

pinterest::Client *Workspace::client(AccountId account)
{
    return d->connections->client(account);
}

OAuthFlow *Workspace::newLogin(const LoginRequest &request, QObject *parent)
{
    return new OAuthFlow(request, *d->clock, d->connections->network(), parent);
}

void Workspace::connectAccount(const LoginRequest &request, Environment environment,
                               const TokenSet &tokens, SecretStorage storage, QObject *context,
                               Done<Account> done)
{
    d->signIn->connectAccount(request, environment, tokens, storage, context, std::move(done));
}

void Workspace::addToken(Environment environment, const Endpoints &endpoints,
                         const QString &accessToken, SecretStorage storage, QObject *context,
                         Done<Account> done)
{
    d->signIn->addToken(environment, endpoints, accessToken, storage, context, std::move(done));
}

void Workspace::useFixedToken(QObject *context, Done<Account> done)
{
    d->signIn->useFixedToken(context, std::move(done));
}

void Workspace::disconnectAccount(AccountId account, QObject *context, Done<void> done)
{
    d->signIn->disconnectAccount(account, context, std::move(done));
}

void Workspace::syncBoards(AccountId account, QObject *context, Done<int> done)
{
    d->boards->sync(account, context, std::move(done));
}

void Workspace::createBoard(AccountId account, const QString &name, BoardPrivacy privacy,
                            QObject *context, Done<Board> done)
{
    d->boards->createBoard(account, name, privacy, context, std::move(done));
}

void Workspace::createSection(BoardId board, const QString &name, QObject *context,
                              Done<BoardSection> done)
{
    d->boards->createSection(board, name, context, std::move(done));
}

void Workspace::changeBoard(BoardId board, const BoardChange &change, QObject *context,
                            Done<Board> done)
{
    d->boards->changeBoard(board, change, context, std::move(done));
}

void Workspace::deleteBoard(BoardId board, QObject *context, Done<int> done)
{
    d->boards->deleteBoard(board, context, std::move(done));
}

void Workspace::renameSection(SectionId section, BoardId board, const QString &name,
                              QObject *context, Done<BoardSection> done)
{
    d->boards->renameSection(section, board, name, context, std::move(done));
}

void Workspace::deleteSection(SectionId section, BoardId board, QObject *context, Done<int> done)
{
    d->boards->deleteSection(section, board, context, std::move(done));
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
