// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/signinrenewal.h"

#include "core/filelock.h"
#include "core/settings.h"
#include "oauth/tokenkeeper.h"
#include "publisher/publisher.h"
#include "sandbox/server.h"
#include "support/planfixture.h"
#include "support/testworkspace.h"
#include "text/texts.h"
#include "workspace/accountconnections.h"
#include "workspace/sessionvault.h"

#include <QDir>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

namespace {
using days = std::chrono::duration<qint64, std::ratio<86400>>;
const QString tokenPath = QStringLiteral("/v5/oauth/token");
} // namespace

/** Source: pinterest-api.md 2.4. */
class TestSignInRenewal : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void nothingIsAskedWhileTheTokenIsFresh();
    void aTokenOfLessThanADayIsRenewedAtTheStart();
    void aTokenOfLessThanSevenDaysIsRenewedALittleAfterTheStart();
    void theTimerRenewsWhenSevenDaysRemain();
    void aProgramThatOnlyRunsKeepsItsSignIn();
    void oneRefreshAtATime();
    void whatAnotherProgramRenewedIsNotRenewedAgain();
    void aFailedRenewalWaitsLongerAndLonger();
    void theNetworksReturnEndsTheWait();
    void aSignInThatLapsesSoonIsRenewedBeforeTheToken();
    void anEndThatRenewingDoesNotMoveIsSaid();
    void aRefusedRenewalIsSaidAndKeepsAWorkingToken();
    void aRefusedRenewalOfADeadTokenNeedsAReconnect();
    void aPastedTokenIsLeftAlone();
    void aNewSignInIsLookedAt();
    void theNetworksReturnEndsNoWaitOfAnotherKind();
    void whatCannotBeReadIsLookedAtAgain();
    void accountsThatCannotBeReadStayAsTheyWere();
    void aWorkspaceThatPublishesRenews();
    void aWorkspaceThatWaitsForTheLockLeavesTheSignInAlone();
    void aRenewalThatAnythingElseAskedForIsWaitedFor();

private:
    /** Signs in with what is left of the tokens' lives. */
    void signIn(days accessLeft, days refreshLeft = days(60));
    void begin();
    /** Time passes while the event loop runs: timers are armed by a clock that stands still. */
    void pass(std::chrono::seconds by);
    [[nodiscard]] Account account() const { return *m_space->store().accounts().account(m_id); }
    [[nodiscard]] int refreshes() const { return m_pinterest->postCount(tokenPath); }
    /** Until what is under way, and what waits in the event loop, is done. */
    void settle();

    std::unique_ptr<pinweek::test::TestWorkspace> m_space;
    std::unique_ptr<SandboxServer> m_pinterest;
    std::unique_ptr<SessionVault> m_vault;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<AccountConnections> m_connections;
    std::unique_ptr<SignInRenewal> m_renewal;
    AccountId m_id;
};

void TestSignInRenewal::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".?")));
    m_space = std::make_unique<pinweek::test::TestWorkspace>();
    m_pinterest = std::make_unique<SandboxServer>(nullptr, &m_space->clock);
    QVERIFY(m_pinterest->start());
    m_vault = std::make_unique<SessionVault>(std::make_unique<MemoryVault>());
    m_settings =
        std::make_unique<Settings>(QDir(m_space->path()).filePath(QStringLiteral("settings.ini")));
    m_connections = std::make_unique<AccountConnections>(
        m_space->store(), *m_vault, *m_settings, m_space->clock, m_space->path(), QString());
}

void TestSignInRenewal::cleanup()
{
    m_renewal.reset();
    m_connections.reset();
    m_pinterest.reset();
    m_space.reset();
}

void TestSignInRenewal::signIn(days accessLeft, days refreshLeft)
{
    Account account;
    account.environment = Environment::Custom;
    account.endpoints = {m_pinterest->apiBase(), m_pinterest->authorizeUrl(),
                         m_pinterest->tokenUrl()};
    account.remoteId = m_pinterest->userId();
    account.username = QStringLiteral("anna");
    account.appId = m_pinterest->appId();
    account.zone = "UTC";
    account.signInEndsAt = m_space->clock.now() + refreshLeft;
    AccountSecrets secrets;
    secrets.tokens.accessToken = m_pinterest->accessToken();
    secrets.tokens.refreshToken = m_pinterest->refreshToken();
    secrets.tokens.accessEndsAt = m_space->clock.now() + accessLeft;
    secrets.tokens.refreshEndsAt = account.signInEndsAt;
    secrets.appSecret = m_pinterest->appSecret();
    must(await<void>([&](QObject *context, auto done) {
        m_vault->write(account.vaultKey(), secrets, context, done);
    }));
    m_id = must(await<Account>([&](QObject *context, auto done) {
               m_space->store().accounts().save(account, context, done);
           })).id;
}

void TestSignInRenewal::begin()
{
    m_renewal = std::make_unique<SignInRenewal>(
        m_space->store(), m_space->clock,
        [this](AccountId account) { return m_connections->keeper(account); });
    connect(&m_space->store(), &Store::changed, m_renewal.get(), &SignInRenewal::accountsChanged);
    m_renewal->start();
    settle();
}

void TestSignInRenewal::pass(std::chrono::seconds by)
{
    m_space->clock.advance(by);
    m_renewal->accountsChanged();
    settle();
}

void TestSignInRenewal::settle()
{
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QTRY_VERIFY(!m_renewal->isRenewing());
    // What the renewal stored is stored after this.
    must(await<void>([&](QObject *context, auto done) {
        m_space->store().accounts().setState(m_id, AccountState::Connected, context, done);
    }));
}

void TestSignInRenewal::nothingIsAskedWhileTheTokenIsFresh()
{
    signIn(days(30));
    begin();
    pass(days(22));
    QVERIFY(m_pinterest->requests().isEmpty());
}

void TestSignInRenewal::aTokenOfLessThanADayIsRenewedAtTheStart()
{
    signIn(days(0));
    begin();
    QCOMPARE(refreshes(), 1);
    QCOMPARE(account().signInEndsAt, std::optional(m_space->clock.now() + days(60)));
    pass(days(1));
    QCOMPARE(refreshes(), 1);
}

void TestSignInRenewal::aTokenOfLessThanSevenDaysIsRenewedALittleAfterTheStart()
{
    signIn(days(3));
    begin();
    QCOMPARE(refreshes(), 0);
    pass(11min);
    QCOMPARE(refreshes(), 1);
}

void TestSignInRenewal::theTimerRenewsWhenSevenDaysRemain()
{
    signIn(days(30));
    m_space->clock.advance(days(23) - 300ms);
    begin();
    QCOMPARE(refreshes(), 0);
    m_space->clock.advance(2s); // the timer was armed for less than that
    QTRY_COMPARE(refreshes(), 1);
}

void TestSignInRenewal::aProgramThatOnlyRunsKeepsItsSignIn()
{
    signIn(days(30));
    begin();
    for (int day = 0; day < 60; ++day) {
        pass(days(1));
        QVERIFY(!account().signInEndsSoon(m_space->clock.now()));
    }
    QCOMPARE(refreshes(), 2);
    QCOMPARE(account().state, AccountState::Connected);
    Awaited<QString> token;
    m_connections->keeper(m_id)->token(this, token.done());
    QVERIFY(token.wait());
    QVERIFY(m_pinterest->state().tokenByAccess(*token.wait()));
}

void TestSignInRenewal::oneRefreshAtATime()
{
    signIn(days(0));
    m_pinterest->delayNext(100, "POST", tokenPath);
    m_renewal = std::make_unique<SignInRenewal>(
        m_space->store(), m_space->clock,
        [this](AccountId account) { return m_connections->keeper(account); });
    m_renewal->start();
    QTRY_VERIFY(m_renewal->isRenewing());
    QSignalSpy ended(m_renewal.get(), &SignInRenewal::ended);
    Awaited<QString> token;
    m_connections->keeper(m_id)->token(this, token.done());
    m_renewal->accountsChanged();
    m_renewal->tryAgain();
    QVERIFY(token.wait());
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(refreshes(), 1);
}

void TestSignInRenewal::whatAnotherProgramRenewedIsNotRenewedAgain()
{
    signIn(days(30));
    begin();
    m_space->clock.advance(days(24));
    AccountSecrets theirs = *must(await<std::optional<AccountSecrets>>(
        [&](QObject *context, auto done) { m_vault->read(account().vaultKey(), context, done); }));
    theirs.tokens.accessToken = QStringLiteral("theirs");
    theirs.tokens.accessEndsAt = m_space->clock.now() + days(30);
    theirs.tokens.refreshEndsAt = m_space->clock.now() + days(60);
    must(await<void>([&](QObject *context, auto done) {
        m_vault->write(account().vaultKey(), theirs, context, done);
    }));
    pass(0s);
    QCOMPARE(refreshes(), 0);
    pass(days(24));
    QCOMPARE(refreshes(), 1);
}

void TestSignInRenewal::aFailedRenewalWaitsLongerAndLonger()
{
    signIn(days(0) + days(1));
    m_space->clock.advance(12h);
    m_pinterest->setTokenEndpointDown(true);
    begin();
    QCOMPARE(refreshes(), 1);
    pass(9min);
    QCOMPARE(refreshes(), 1);
    pass(1min);
    QCOMPARE(refreshes(), 2);
    pass(10min);
    QCOMPARE(refreshes(), 2);
    pass(10min);
    QCOMPARE(refreshes(), 3);
    QCOMPARE(account().state, AccountState::Connected);
    QVERIFY(!account().signInEndsSoon(m_space->clock.now()));
    m_pinterest->setTokenEndpointDown(false);
    pass(40min);
    QCOMPARE(refreshes(), 4);
    pass(days(1));
    QCOMPARE(refreshes(), 4);
}

void TestSignInRenewal::theNetworksReturnEndsTheWait()
{
    signIn(days(0), days(20));
    m_pinterest->dropNextBeforeCommit("POST", tokenPath);
    m_renewal = std::make_unique<SignInRenewal>(
        m_space->store(), m_space->clock,
        [this](AccountId account) { return m_connections->keeper(account); });
    std::optional<Error> why;
    connect(m_renewal.get(), &SignInRenewal::failed, this,
            [&why](const Error &error) { why = error; });
    m_renewal->start();
    QTRY_VERIFY(why);
    QCOMPARE(why->kind, ErrorKind::Offline);
    QCOMPARE(refreshes(), 1);
    m_renewal->tryAgain();
    QTRY_COMPARE(account().signInEndsAt, std::optional(m_space->clock.now() + days(60)));
    QCOMPARE(refreshes(), 2);
    m_renewal->tryAgain(); // nothing failed since
    settle();
    QCOMPARE(refreshes(), 2);
}

void TestSignInRenewal::theNetworksReturnEndsNoWaitOfAnotherKind()
{
    signIn(days(1) + days(0));
    m_space->clock.advance(12h);
    m_pinterest->setTokenEndpointDown(true);
    begin();
    QCOMPARE(refreshes(), 1);
    m_renewal->tryAgain();
    settle();
    QCOMPARE(refreshes(), 1);
    pass(10min);
    QCOMPARE(refreshes(), 2);
}

void TestSignInRenewal::accountsThatCannotBeReadStayAsTheyWere()
{
    signIn(days(30));
    begin();
    const auto rename = [this](const QString &from, const QString &to) {
        const QString name = QStringLiteral("behind");
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
            db.setDatabaseName(QDir(m_space->path()).filePath(QStringLiteral("pinweek.db")));
            QVERIFY(db.open());
            QVERIFY(QSqlQuery(db).exec(QStringLiteral("PRAGMA legacy_alter_table = ON")));
            QSqlQuery query(db);
            QVERIFY2(query.exec(QStringLiteral("ALTER TABLE %1 RENAME TO %2").arg(from, to)),
                     qPrintable(query.lastError().text()));
        }
        QSqlDatabase::removeDatabase(name);
    };
    rename(QStringLiteral("account"), QStringLiteral("away"));
    m_space->clock.advance(days(24));
    for (int reading = 0; reading < 2; ++reading)
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("no such table")));
    m_renewal->accountsChanged();
    QVERIFY(!m_space->store().accounts().accounts());
    QCoreApplication::processEvents();
    QCOMPARE(refreshes(), 0);
    rename(QStringLiteral("away"), QStringLiteral("account"));
    pass(10min);
    QCOMPARE(refreshes(), 1);
}

void TestSignInRenewal::aSignInThatLapsesSoonIsRenewedBeforeTheToken()
{
    signIn(days(30), days(16));
    begin();
    QCOMPARE(refreshes(), 0);
    pass(days(1) + 2s);
    QCOMPARE(refreshes(), 1);
    QCOMPARE(account().signInEndsAt, std::optional(m_space->clock.now() + days(60)));
    QVERIFY(account().signInRenews);
}

void TestSignInRenewal::anEndThatRenewingDoesNotMoveIsSaid()
{
    signIn(days(20), days(16));
    m_pinterest->setRotatesRefreshTokens(false);
    begin();
    const UtcTime end = m_space->clock.now() + days(16);
    pass(days(1) + 2s);
    QCOMPARE(refreshes(), 1);
    QCOMPARE(account().signInEndsAt, std::optional(end));
    QVERIFY(account().signInEndsSoon(m_space->clock.now()));
    QVERIFY(
        signInEndText(account(), m_space->clock.now()).contains(QStringLiteral("Connect again")));
    for (int day = 0; day < 10; ++day)
        pass(days(1));
    QCOMPARE(refreshes(), 1); // it would not help
}

void TestSignInRenewal::aRefusedRenewalIsSaidAndKeepsAWorkingToken()
{
    signIn(days(3));
    m_pinterest->revokeRefreshTokens();
    begin();
    pass(11min);
    QCOMPARE(refreshes(), 1);
    QCOMPARE(account().state, AccountState::Connected); // its pins go out
    QCOMPARE(account().signInEndsAt, std::optional(m_space->clock.now() + days(3) - 11min));
    QVERIFY(account().signInEndsSoon(m_space->clock.now()));
    pass(1h);
    QCOMPARE(refreshes(), 1);
}

void TestSignInRenewal::aRefusedRenewalOfADeadTokenNeedsAReconnect()
{
    signIn(days(0));
    m_pinterest->revokeRefreshTokens();
    m_renewal = std::make_unique<SignInRenewal>(
        m_space->store(), m_space->clock,
        [this](AccountId account) { return m_connections->keeper(account); });
    m_renewal->start();
    QTRY_COMPARE(account().state, AccountState::ReconnectNeeded);
    QCOMPARE(refreshes(), 1);
}

void TestSignInRenewal::aPastedTokenIsLeftAlone()
{
    signIn(days(3));
    must(await<Account>([&](QObject *context, auto done) {
        m_space->store().accounts().change(
            m_id, [](Account &account) { account.appId.clear(); }, context, done);
    }));
    begin();
    pass(days(1));
    QVERIFY(m_pinterest->requests().isEmpty());
}

void TestSignInRenewal::aNewSignInIsLookedAt()
{
    m_id = m_space->plan();
    begin();
    signIn(days(0));
    QTRY_COMPARE(refreshes(), 1);
}

void TestSignInRenewal::whatCannotBeReadIsLookedAtAgain()
{
    signIn(days(0));
    const AccountSecrets secrets = *must(await<std::optional<AccountSecrets>>(
        [&](QObject *context, auto done) { m_vault->read(account().vaultKey(), context, done); }));
    must(await<void>([&](QObject *context, auto done) {
        m_vault->remove(account().vaultKey(), context, done);
    }));
    begin();
    QCOMPARE(account().state, AccountState::Connected);
    must(await<void>([&](QObject *context, auto done) {
        m_vault->write(account().vaultKey(), secrets, context, done);
    }));
    pass(9min);
    QCOMPARE(refreshes(), 0);
    pass(1min);
    QCOMPARE(refreshes(), 1);
}

namespace {

/** A program that is signed in, with a token that is due, and not started yet. */
void signInForHours(PlanFixture &plan)
{
    LoginRequest request;
    request.endpoints = endpointsOfBase(plan.pinterest.apiBase());
    request.appId = plan.pinterest.appId();
    request.appSecret = plan.pinterest.appSecret();
    TokenSet tokens;
    tokens.accessToken = plan.pinterest.accessToken();
    tokens.refreshToken = plan.pinterest.refreshToken();
    tokens.accessEndsAt = plan.clock.now() + 11h;
    tokens.refreshEndsAt = plan.clock.now() + days(10);
    must(await<Account>([&](QObject *context, Done<Account> done) {
        plan.workspace->connectAccount(request, Environment::Custom, tokens,
                                       SecretStorage::Keychain, context, std::move(done));
    }));
    plan.restart();
    plan.pinterest.clearRequests();
}

} // namespace

/** The whole of it: started by the publisher, and not asked for by any pin. */
void TestSignInRenewal::aWorkspaceThatPublishesRenews()
{
    PlanFixture plan;
    signInForHours(plan);
    QSignalSpy renewed(plan.workspace.get(), &Workspace::renewed);
    plan.workspace->publisher().start();
    QTRY_COMPARE(renewed.size(), 1);
    QVERIFY(!plan.workspace->isRenewing());
    QCOMPARE(plan.pinterest.postCount(tokenPath), 1);
    QTRY_COMPARE(plan.workspace->store().accounts().account(plan.account.id)->signInEndsAt,
                 std::optional(plan.clock.now() + days(60)));
}

void TestSignInRenewal::aWorkspaceThatWaitsForTheLockLeavesTheSignInAlone()
{
    PlanFixture plan;
    signInForHours(plan);
    auto other = must(FileLock::tryLock(
        QDir(plan.workspace->directory()).filePath(QStringLiteral("publisher.lock"))));
    QVERIFY(other);
    QSignalSpy renewed(plan.workspace.get(), &Workspace::renewed);
    plan.workspace->publisher().start();
    QTRY_COMPARE(plan.workspace->publisher().state(), PublisherState::Waiting);
    QVERIFY(!renewed.wait(2500));
    QCOMPARE(plan.pinterest.postCount(tokenPath), 0);
    other.reset(); // it ends, and this one is the publisher
    QTRY_COMPARE_WITH_TIMEOUT(renewed.size(), 1, 20000);
    QCOMPARE(plan.pinterest.postCount(tokenPath), 1);
    plan.workspace->publisher().stop();
    QTRY_COMPARE(plan.workspace->publisher().state(), PublisherState::Stopped);
}

/** Here the reading of boards, in a program that does not publish. */
void TestSignInRenewal::aRenewalThatAnythingElseAskedForIsWaitedFor()
{
    PlanFixture plan;
    signInForHours(plan);
    plan.pinterest.delayNext(100, "POST", tokenPath);
    QSignalSpy renewed(plan.workspace.get(), &Workspace::renewed);
    Awaited<int> boards;
    plan.workspace->syncBoards(plan.account.id, this, boards.done());
    QTRY_VERIFY(plan.workspace->isRenewing());
    QVERIFY(renewed.isEmpty());
    QTRY_COMPARE(renewed.size(), 1);
    QVERIFY(!plan.workspace->isRenewing());
    QVERIFY(boards.wait());
}

QTEST_GUILESS_MAIN(TestSignInRenewal)
#include "tst_signinrenewal.moc"
