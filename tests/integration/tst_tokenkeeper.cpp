// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filelock.h"
#include "core/network.h"
#include "oauth/tokenkeeper.h"
#include "pinterest/client.h"
#include "sandbox/server.h"
#include "support/await.h"
#include "support/manualclock.h"
#include "support/openapi.h"

#include <QCryptographicHash>
#include <QDir>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>

using namespace pinweek;
using namespace pinweek::pinterest;
using namespace pinweek::test;

namespace {

const QString tokenPath = QStringLiteral("/v5/oauth/token");

/** A vault that can be made to fail. */
class MoodyVault final : public TokenVault
{
public:
    bool readable = true;
    bool writable = true;
    int reads = 0;
    MemoryVault memory;

    void read(const QString &key, QObject *context,
              Done<std::optional<AccountSecrets>> done) override
    {
        ++reads;
        if (readable)
            memory.read(key, context, std::move(done));
        else
            deliver<std::optional<AccountSecrets>>(
                context, std::move(done), fail(ErrorKind::Keychain, QStringLiteral("locked")));
    }
    void write(const QString &key, const AccountSecrets &secrets, QObject *context,
               Done<void> done) override
    {
        if (writable)
            memory.write(key, secrets, context, std::move(done));
        else
            deliver<void>(context, std::move(done),
                          fail(ErrorKind::Keychain, QStringLiteral("locked")));
    }
    void remove(const QString &key, QObject *context, Done<void> done) override
    {
        memory.remove(key, context, std::move(done));
    }
    void probe(QObject *context, Done<void> done) override
    {
        memory.probe(context, std::move(done));
    }
};

} // namespace

/** Source: pinterest-api.md 2.3, 2.4; protocols.md 2.4. */
class TestTokenKeeper : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void freshTokenIsGivenWithoutARequest();
    void tokenIsRenewedWhenLessThanSevenDaysRemain();
    void refreshFitsPinterestsDescription();
    void refusedTokenIsRenewedOnceForTenCallers();
    void tenRequestsThatAreRefusedShareOneRefresh();
    void renewedTokenIsStoredBeforeAnyoneIsTold();
    void rotatedRefreshTokenReplacesTheOld();
    void oldRefreshTokenIsKeptWhenNoneComes();
    void otherProcessesTokenIsTakenOver();
    void refreshWaitsForTheLockWithoutBlocking();
    void refusedRefreshNeedsAReconnect_data();
    void refusedRefreshNeedsAReconnect();
    void passingFailureNeedsNoReconnect_data();
    void passingFailureNeedsNoReconnect();
    void passingFailureKeepsAWorkingToken();
    void deadTokenIsAskedForOnlyOnceUntilTheVaultHasAnother();
    void pastedTokenIsNotRenewed();
    void unreadableVaultIsWaitingNotSignedOut();
    void newTokenIsNotLostWhenTheVaultRefusesIt();
    void missingItemNeedsAReconnect();
    void shortLivedTokenIsNotRenewedAtEveryCall();
    void receiverMayBeGone();
    void renewalIsReadFromTheVaultAndRenewsNothing();
    void aLookAtTheVaultSignalsNothing();
    void aRenewalIsOneWhoeverAskedForIt();
    void aRetiredKeeperIsNotWaitedFor();
    void aRenewalThatFailsSaysWhyAndIsTriedAgainAtOnce();
    void fixedTokenIsNeverRenewed();
    void lockExcludesAndIsFreedWithItsOwner();
    void lockThatCannotBeMadeIsAStorageError();

private:
    void store(std::chrono::seconds accessLeft, const QString &refresh);
    [[nodiscard]] AccountSecrets stored();
    [[nodiscard]] int refreshes() const { return m_pinterest->postCount(tokenPath); }
    [[nodiscard]] QString lockFile() const;

    ManualClock m_clock;
    std::unique_ptr<SandboxServer> m_pinterest;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<MoodyVault> m_vault;
    Account m_account;
    std::unique_ptr<TokenKeeper> m_keeper;
};

void TestTokenKeeper::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".?")));
    m_pinterest = std::make_unique<SandboxServer>(nullptr, &m_clock);
    QVERIFY(m_pinterest->start());
    m_network = std::make_unique<QNetworkAccessManager>();
    hardenNetwork(*m_network);
    m_directory = std::make_unique<QTemporaryDir>();
    m_vault = std::make_unique<MoodyVault>();
    m_account = {};
    m_account.environment = Environment::Custom;
    m_account.endpoints = {m_pinterest->apiBase(), m_pinterest->authorizeUrl(),
                           m_pinterest->tokenUrl()};
    m_account.remoteId = m_pinterest->userId();
    m_account.appId = m_pinterest->appId();
    m_keeper = std::make_unique<TokenKeeper>(m_account, *m_vault, m_clock, *m_network,
                                             m_directory->filePath(QStringLiteral("locks")));
    store(std::chrono::days(30), m_pinterest->refreshToken());
}

void TestTokenKeeper::cleanup()
{
    m_keeper.reset();
    m_network.reset();
}

void TestTokenKeeper::store(std::chrono::seconds accessLeft, const QString &refresh)
{
    AccountSecrets secrets;
    secrets.tokens.accessToken = m_pinterest->accessToken();
    secrets.tokens.refreshToken = refresh;
    secrets.tokens.accessEndsAt = m_clock.now() + accessLeft;
    secrets.tokens.scopes = sandbox::usualScopes();
    secrets.appSecret = m_pinterest->appSecret();
    Awaited<void> written;
    m_vault->memory.write(m_account.vaultKey(), secrets, this, written.done());
    QVERIFY(written.wait());
}

AccountSecrets TestTokenKeeper::stored()
{
    Awaited<std::optional<AccountSecrets>> read;
    m_vault->memory.read(m_account.vaultKey(), this, read.done());
    return read.wait()->value();
}

QString TestTokenKeeper::lockFile() const
{
    const QByteArray hash =
        QCryptographicHash::hash(m_account.vaultKey().toUtf8(), QCryptographicHash::Sha256);
    return m_directory->filePath(QStringLiteral("locks/") +
                                 QString::fromLatin1(hash.toHex().left(32)) +
                                 QStringLiteral(".lock"));
}

void TestTokenKeeper::freshTokenIsGivenWithoutARequest()
{
    for (int i = 0; i < 3; ++i) {
        Awaited<QString> token;
        m_keeper->token(this, token.done());
        QVERIFY(!token.isThere());
        QCOMPARE(token.wait(), Result<QString>(m_pinterest->accessToken()));
    }
    QCOMPARE(m_vault->reads, 1);
    QVERIFY(m_pinterest->requests().isEmpty());
}

void TestTokenKeeper::tokenIsRenewedWhenLessThanSevenDaysRemain()
{
    m_clock.advance(std::chrono::days(23) - std::chrono::seconds(1));
    Awaited<QString> before;
    m_keeper->token(this, before.done());
    QVERIFY(before.wait());
    QCOMPARE(refreshes(), 0);
    m_clock.advance(std::chrono::seconds(2));
    QSignalSpy refreshed(m_keeper.get(), &TokenKeeper::refreshed);
    Awaited<QString> after;
    m_keeper->token(this, after.done());
    QVERIFY(after.wait());
    QVERIFY(*after.wait() != *before.wait());
    QCOMPARE(refreshes(), 1);
    QCOMPARE(refreshed.size(), 1);
    QVERIFY(m_pinterest->state().tokenByAccess(*after.wait()));
    QCOMPARE(stored().tokens.accessEndsAt, std::optional(m_clock.now() + std::chrono::days(30)));
    QCOMPARE(stored().appSecret, m_pinterest->appSecret());
}

void TestTokenKeeper::refreshFitsPinterestsDescription()
{
    store(std::chrono::days(1), m_pinterest->refreshToken());
    Awaited<QString> token;
    m_keeper->token(this, token.done());
    QVERIFY(token.wait());
    const RecordedRequest request = m_pinterest->requests("POST", tokenPath).first();
    QCOMPARE(request.body, "grant_type=refresh_token&refresh_token=" +
                               QUrl::toPercentEncoding(m_pinterest->refreshToken()));
    if (const auto api = OpenApi::pinterest())
        QCOMPARE(api->checkRequest("POST", QStringLiteral("/oauth/token"), {},
                                   request.header("Content-Type"), request.body),
                 QStringList());
}

void TestTokenKeeper::refusedTokenIsRenewedOnceForTenCallers()
{
    QList<Awaited<QString>> tokens(10);
    for (auto &token : tokens)
        m_keeper->tokenRefused(m_pinterest->accessToken(), this, token.done());
    Awaited<QString> other;
    m_keeper->token(this, other.done());
    for (auto &token : tokens) {
        QVERIFY(token.wait());
        QCOMPARE(*token.wait(), *tokens.first().wait());
        QVERIFY(*token.wait() != m_pinterest->accessToken());
        QCOMPARE(token.count(), 1);
    }
    QCOMPARE(*other.wait(), *tokens.first().wait());
    QCOMPARE(refreshes(), 1);
}

void TestTokenKeeper::tenRequestsThatAreRefusedShareOneRefresh()
{
    m_pinterest->addBoard(QStringLiteral("Soups"));
    m_pinterest->expireAccessTokens();
    Client client(m_pinterest->apiBase(), *m_keeper, m_clock);
    QList<Awaited<QList<RemoteBoard>>> boards(10);
    for (auto &board : boards)
        client.boards(this, board.done());
    for (auto &board : boards) {
        QVERIFY(board.wait());
        QCOMPARE(board.wait()->size(), 1);
    }
    QCOMPARE(refreshes(), 1);
}

void TestTokenKeeper::renewedTokenIsStoredBeforeAnyoneIsTold()
{
    QString inVault;
    bool told = false;
    m_keeper->tokenRefused(m_pinterest->accessToken(), this, [&](const Result<QString> &token) {
        m_vault->memory.read(m_account.vaultKey(), this, [&, token](const auto &read) {
            inVault = (*read)->tokens.accessToken;
            told = token && *token == inVault;
        });
    });
    QTRY_VERIFY(!inVault.isEmpty());
    QVERIFY(told);
}

void TestTokenKeeper::rotatedRefreshTokenReplacesTheOld()
{
    Awaited<QString> first;
    m_keeper->tokenRefused(m_pinterest->accessToken(), this, first.done());
    QVERIFY(first.wait());
    QVERIFY(stored().tokens.refreshToken != m_pinterest->refreshToken());
    QCOMPARE(stored().tokens.accessToken, *first.wait());
    // The old one would be refused by now.
    Awaited<QString> second;
    m_keeper->tokenRefused(*first.wait(), this, second.done());
    QVERIFY(second.wait());
    QCOMPARE(refreshes(), 2);
}

void TestTokenKeeper::oldRefreshTokenIsKeptWhenNoneComes()
{
    m_pinterest->setRotatesRefreshTokens(false);
    Awaited<QString> first;
    m_keeper->tokenRefused(m_pinterest->accessToken(), this, first.done());
    QVERIFY(first.wait());
    QCOMPARE(stored().tokens.refreshToken, m_pinterest->refreshToken());
    Awaited<QString> second;
    m_keeper->tokenRefused(*first.wait(), this, second.done());
    QVERIFY(second.wait());
}

void TestTokenKeeper::otherProcessesTokenIsTakenOver()
{
    Awaited<QString> cached;
    m_keeper->token(this, cached.done());
    QVERIFY(cached.wait());
    // Another process has the lock, refreshes, stores, and lets go.
    auto lock = FileLock::tryLock(lockFile());
    QVERIFY(lock && *lock);
    Awaited<QString> renewed;
    m_keeper->tokenRefused(*cached.wait(), this, renewed.done());
    AccountSecrets theirs = stored();
    theirs.tokens.accessToken = QStringLiteral("theirs");
    Awaited<void> written;
    m_vault->memory.write(m_account.vaultKey(), theirs, this, written.done());
    QVERIFY(written.wait());
    lock->reset();
    QCOMPARE(renewed.wait(), Result<QString>(QStringLiteral("theirs")));
    QCOMPARE(refreshes(), 0);
}

void TestTokenKeeper::refreshWaitsForTheLockWithoutBlocking()
{
    auto lock = FileLock::tryLock(lockFile());
    QVERIFY(lock && *lock);
    Awaited<QString> renewed;
    QElapsedTimer blocked;
    blocked.start();
    m_keeper->tokenRefused(m_pinterest->accessToken(), this, renewed.done());
    QVERIFY(blocked.elapsed() < 1000);
    int turns = 0;
    QTimer ticking;
    connect(&ticking, &QTimer::timeout, this, [&] { ++turns; });
    ticking.start(5);
    QTRY_VERIFY(turns >= 20);
    QVERIFY(!renewed.isThere());
    QCOMPARE(refreshes(), 0);
    lock->reset();
    QVERIFY(renewed.wait());
    QCOMPARE(refreshes(), 1);
}

void TestTokenKeeper::refusedRefreshNeedsAReconnect_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("400") << 400;
    QTest::newRow("401") << 401;
    QTest::newRow("revoked") << 0;
}

void TestTokenKeeper::refusedRefreshNeedsAReconnect()
{
    QFETCH(int, status);
    if (status > 0)
        m_pinterest->answerNextWith("POST", tokenPath, status, {}, {}, -1);
    else
        m_pinterest->revokeRefreshTokens();
    QSignalSpy reconnect(m_keeper.get(), &TokenKeeper::reconnectNeeded);
    QList<Awaited<QString>> tokens(3);
    for (auto &token : tokens)
        m_keeper->tokenRefused(m_pinterest->accessToken(), this, token.done());
    for (auto &token : tokens)
        QCOMPARE(token.error().kind, ErrorKind::Unauthorized);
    QCOMPARE(reconnect.size(), 1);
    QCOMPARE(refreshes(), 1);
}

void TestTokenKeeper::passingFailureNeedsNoReconnect_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("503") << 503 << ErrorKind::Server;
    QTest::newRow("429") << 429 << ErrorKind::RateLimited;
    QTest::newRow("offline") << 0 << ErrorKind::Offline;
}

void TestTokenKeeper::passingFailureNeedsNoReconnect()
{
    QFETCH(int, status);
    QFETCH(ErrorKind, kind);
    if (status > 0)
        m_pinterest->answerNextWith("POST", tokenPath, status);
    else
        m_pinterest->dropNextBeforeCommit("POST", tokenPath);
    QSignalSpy reconnect(m_keeper.get(), &TokenKeeper::reconnectNeeded);
    Awaited<QString> token;
    m_keeper->tokenRefused(m_pinterest->accessToken(), this, token.done());
    QCOMPARE(token.error().kind, kind);
    QVERIFY(reconnect.isEmpty());
    Awaited<QString> again;
    m_keeper->tokenRefused(m_pinterest->accessToken(), this, again.done());
    QVERIFY(again.wait());
}

void TestTokenKeeper::passingFailureKeepsAWorkingToken()
{
    store(std::chrono::days(3), m_pinterest->refreshToken());
    m_pinterest->setTokenEndpointDown(true);
    for (int i = 0; i < 3; ++i) {
        Awaited<QString> token;
        m_keeper->token(this, token.done());
        QCOMPARE(token.wait(), Result<QString>(m_pinterest->accessToken()));
    }
    QCOMPARE(refreshes(), 1); // not at every call
    m_pinterest->setTokenEndpointDown(false);
    m_clock.advance(std::chrono::minutes(11));
    Awaited<QString> later;
    m_keeper->token(this, later.done());
    QVERIFY(*later.wait() != m_pinterest->accessToken());
    QCOMPARE(refreshes(), 2);
}

void TestTokenKeeper::deadTokenIsAskedForOnlyOnceUntilTheVaultHasAnother()
{
    m_pinterest->revokeRefreshTokens();
    QSignalSpy reconnect(m_keeper.get(), &TokenKeeper::reconnectNeeded);
    Awaited<QString> refused;
    m_keeper->tokenRefused(m_pinterest->accessToken(), this, refused.done());
    QCOMPARE(refused.error().kind, ErrorKind::Unauthorized);
    for (int i = 0; i < 3; ++i) {
        Awaited<QString> token;
        m_keeper->token(this, token.done());
        QCOMPARE(token.error().kind, ErrorKind::Unauthorized);
    }
    QCOMPARE(refreshes(), 1);
    QCOMPARE(reconnect.size(), 1);
    // The user connects again.
    AccountSecrets secrets = stored();
    secrets.tokens.accessToken = QStringLiteral("new login");
    Awaited<void> written;
    m_vault->memory.write(m_account.vaultKey(), secrets, this, written.done());
    QVERIFY(written.wait());
    Awaited<QString> token;
    m_keeper->token(this, token.done());
    QCOMPARE(token.wait(), Result<QString>(QStringLiteral("new login")));
}

void TestTokenKeeper::pastedTokenIsNotRenewed()
{
    store(std::chrono::hours(1), {});
    QSignalSpy reconnect(m_keeper.get(), &TokenKeeper::reconnectNeeded);
    Awaited<QString> token;
    m_keeper->token(this, token.done());
    QCOMPARE(token.wait(), Result<QString>(m_pinterest->accessToken()));
    QVERIFY(reconnect.isEmpty());
    Awaited<QString> refused;
    m_keeper->tokenRefused(m_pinterest->accessToken(), this, refused.done());
    QCOMPARE(refused.error().kind, ErrorKind::Unauthorized);
    QCOMPARE(reconnect.size(), 1);
    QCOMPARE(refreshes(), 0);
}

void TestTokenKeeper::unreadableVaultIsWaitingNotSignedOut()
{
    m_vault->readable = false;
    QSignalSpy unavailable(m_keeper.get(), &TokenKeeper::keychainUnavailable);
    QSignalSpy reconnect(m_keeper.get(), &TokenKeeper::reconnectNeeded);
    Awaited<QString> token;
    m_keeper->token(this, token.done());
    QCOMPARE(token.error().kind, ErrorKind::Keychain);
    QCOMPARE(unavailable.size(), 1);
    QVERIFY(reconnect.isEmpty());
    m_vault->readable = true;
    Awaited<QString> unlocked;
    m_keeper->token(this, unlocked.done());
    QVERIFY(unlocked.wait());
}

void TestTokenKeeper::newTokenIsNotLostWhenTheVaultRefusesIt()
{
    m_vault->writable = false;
    Awaited<QString> told;
    m_keeper->tokenRefused(m_pinterest->accessToken(), this, told.done());
    QCOMPARE(told.error().kind, ErrorKind::Keychain);
    QCOMPARE(refreshes(), 1);
    QCOMPARE(stored().tokens.accessToken, m_pinterest->accessToken());
    m_vault->writable = true;
    Awaited<QString> token;
    m_keeper->token(this, token.done());
    QVERIFY(token.wait());
    QVERIFY(m_pinterest->state().tokenByAccess(*token.wait()));
    QCOMPARE(stored().tokens.accessToken, *token.wait());
    QCOMPARE(refreshes(), 1);
}

void TestTokenKeeper::missingItemNeedsAReconnect()
{
    Awaited<void> removed;
    m_vault->memory.remove(m_account.vaultKey(), this, removed.done());
    QVERIFY(removed.wait());
    QSignalSpy reconnect(m_keeper.get(), &TokenKeeper::reconnectNeeded);
    Awaited<QString> token;
    m_keeper->token(this, token.done());
    QCOMPARE(token.error().kind, ErrorKind::Unauthorized);
    QCOMPARE(reconnect.size(), 1);
}

void TestTokenKeeper::shortLivedTokenIsNotRenewedAtEveryCall()
{
    m_pinterest->state().accessLife = std::chrono::hours(1);
    store(std::chrono::hours(1), m_pinterest->refreshToken());
    for (int i = 0; i < 5; ++i) {
        Awaited<QString> token;
        m_keeper->token(this, token.done());
        QVERIFY(token.wait());
    }
    QCOMPARE(refreshes(), 1);
    m_clock.advance(std::chrono::minutes(31));
    Awaited<QString> token;
    m_keeper->token(this, token.done());
    QVERIFY(token.wait());
    QCOMPARE(refreshes(), 2);
}

void TestTokenKeeper::receiverMayBeGone()
{
    Awaited<QString> dropped;
    Awaited<QString> kept;
    auto receiver = std::make_unique<QObject>();
    m_keeper->tokenRefused(m_pinterest->accessToken(), receiver.get(), dropped.done());
    m_keeper->tokenRefused(m_pinterest->accessToken(), this, kept.done());
    receiver.reset();
    QVERIFY(kept.wait());
    QCOMPARE(dropped.count(), 0);
}

void TestTokenKeeper::renewalIsReadFromTheVaultAndRenewsNothing()
{
    Awaited<Renewal> first;
    m_keeper->renewal(this, first.done());
    QCOMPARE(first.wait()->dueAt, std::optional(m_clock.now() + std::chrono::days(23)));
    QCOMPARE(first.wait()->accessEndsAt, std::optional(m_clock.now() + std::chrono::days(30)));
    store(std::chrono::days(10), m_pinterest->refreshToken()); // by another program
    Awaited<Renewal> second;
    m_keeper->renewal(this, second.done());
    QCOMPARE(second.wait()->dueAt, std::optional(m_clock.now() + std::chrono::days(3)));
    store(std::chrono::days(1), {});
    Awaited<Renewal> pasted;
    m_keeper->renewal(this, pasted.done());
    QCOMPARE(pasted.wait()->dueAt, std::nullopt);
    QVERIFY(m_pinterest->requests().isEmpty());
}

/** Another program may well be able to read it. */
void TestTokenKeeper::aLookAtTheVaultSignalsNothing()
{
    QSignalSpy unavailable(m_keeper.get(), &TokenKeeper::keychainUnavailable);
    QSignalSpy reconnect(m_keeper.get(), &TokenKeeper::reconnectNeeded);
    m_vault->readable = false;
    Awaited<Renewal> locked;
    m_keeper->renewal(this, locked.done());
    QCOMPARE(locked.error().kind, ErrorKind::Keychain);
    m_vault->readable = true;
    Awaited<void> removed;
    m_vault->remove(m_account.vaultKey(), this, removed.done());
    QVERIFY(removed.wait());
    Awaited<Renewal> gone;
    m_keeper->renewal(this, gone.done());
    QCOMPARE(gone.error().kind, ErrorKind::Unauthorized);
    QVERIFY(unavailable.isEmpty());
    QVERIFY(reconnect.isEmpty());
}

void TestTokenKeeper::aRenewalIsOneWhoeverAskedForIt()
{
    QSignalSpy ended(m_keeper.get(), &TokenKeeper::renewalEnded);
    Awaited<QString> fresh;
    m_keeper->token(this, fresh.done());
    QVERIFY(fresh.wait());
    QVERIFY(!m_keeper->isRenewing()); // it was read, no more
    m_pinterest->delayNext(200, "POST", tokenPath);
    Awaited<QString> renewed;
    m_keeper->tokenRefused(*fresh.wait(), this, renewed.done());
    QTRY_VERIFY(m_keeper->isRenewing());
    QVERIFY(!renewed.isThere());
    QVERIFY(renewed.wait());
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(!m_keeper->isRenewing());
    // New tokens that the vault did not take are stored again.
    m_vault->writable = false;
    Awaited<QString> locked;
    m_keeper->tokenRefused(*renewed.wait(), this, locked.done());
    QVERIFY(!locked.wait());
    QTRY_COMPARE(ended.size(), 2);
    m_vault->writable = true;
    Awaited<QString> stored;
    m_keeper->token(this, stored.done());
    QVERIFY(m_keeper->isRenewing());
    QVERIFY(stored.wait());
    QTRY_COMPARE(ended.size(), 3);
    QCOMPARE(refreshes(), 2);
}

void TestTokenKeeper::aRetiredKeeperIsNotWaitedFor()
{
    m_pinterest->delayNext(200, "POST", tokenPath);
    Awaited<QString> renewed;
    m_keeper->tokenRefused(m_pinterest->accessToken(), this, renewed.done());
    QTRY_VERIFY(m_keeper->isRenewing());
    QSignalSpy ended(m_keeper.get(), &TokenKeeper::renewalEnded);
    m_keeper->retire();
    QCOMPARE(ended.size(), 1);
    QVERIFY(!m_keeper->isRenewing());
    QVERIFY(renewed.wait());
}

void TestTokenKeeper::aRenewalThatFailsSaysWhyAndIsTriedAgainAtOnce()
{
    store(std::chrono::days(3), m_pinterest->refreshToken());
    m_pinterest->setTokenEndpointDown(true);
    for (int i = 0; i < 2; ++i) {
        Awaited<Renewal> down;
        m_keeper->renew(this, down.done());
        QCOMPARE(down.error().kind, ErrorKind::Server);
    }
    QCOMPARE(refreshes(), 2);
    m_pinterest->setTokenEndpointDown(false);
    Awaited<Renewal> renewed;
    m_keeper->renew(this, renewed.done());
    QVERIFY(renewed.wait());
    QCOMPARE(renewed.wait()->dueAt, std::optional(m_clock.now() + std::chrono::days(23)));
    QCOMPARE(refreshes(), 3);
}

void TestTokenKeeper::fixedTokenIsNeverRenewed()
{
    FixedToken fixed(QStringLiteral("given"));
    Awaited<QString> token;
    fixed.token(this, token.done());
    QCOMPARE(token.wait(), Result<QString>(QStringLiteral("given")));
    Awaited<QString> refused;
    fixed.tokenRefused(QStringLiteral("given"), this, refused.done());
    QCOMPARE(refused.error().kind, ErrorKind::Unauthorized);
}

void TestTokenKeeper::lockExcludesAndIsFreedWithItsOwner()
{
    const QString path = m_directory->filePath(QStringLiteral("a/b/c.lock"));
    auto first = FileLock::tryLock(path);
    QVERIFY(first && *first);
    const auto second = FileLock::tryLock(path);
    QVERIFY(second);
    QVERIFY(!*second);
    Awaited<std::shared_ptr<FileLock>> late;
    FileLock::lock(path, std::chrono::milliseconds(120), this, late.done());
    QCOMPARE(late.error().kind, ErrorKind::Offline);
    first->reset();
    Awaited<std::shared_ptr<FileLock>> free;
    FileLock::lock(path, std::chrono::milliseconds(120), this, free.done());
    QVERIFY(free.wait());
    QVERIFY(QFile::exists(path));
}

void TestTokenKeeper::lockThatCannotBeMadeIsAStorageError()
{
    QFile file(m_directory->filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto lock = FileLock::tryLock(m_directory->filePath(QStringLiteral("file/x.lock")));
    QVERIFY(!lock);
    QCOMPARE(lock.error().kind, ErrorKind::Storage);
}

QTEST_GUILESS_MAIN(TestTokenKeeper)
#include "tst_tokenkeeper.moc"
