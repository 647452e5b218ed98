// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "planner/pineditor.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/planfixture.h"
#include "text/texts.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using std::chrono::seconds;

class TestPublisher : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PlanFixture> m_plan;

    Publisher &publisher() { return m_plan->workspace->publisher(); }
    PinStatus statusOf(PinId id) { return m_plan->pin(id).status; }
    void advance(int s)
    {
        m_plan->clock.advance(seconds(s));
        publisher().wake();
    }

    /** Signs in with a token that can be renewed. */
    void connectWithRefresh()
    {
        LoginRequest request;
        request.endpoints = endpointsOfBase(m_plan->pinterest.apiBase());
        request.appId = QStringLiteral("1500001");
        request.appSecret = QStringLiteral("app-secret");
        m_plan->pinterest.setApp(request.appId, request.appSecret,
                                 QStringLiteral("http://localhost:8085/"));
        TokenSet tokens;
        tokens.accessToken = m_plan->pinterest.accessToken();
        tokens.refreshToken = m_plan->pinterest.refreshToken();
        QSignalSpy synced(m_plan->workspace.get(), &Workspace::syncFinished);
        const Result<Account> again = await<Account>([&](QObject *c, Done<Account> done) {
            m_plan->workspace->connectAccount(request, Environment::Custom, tokens,
                                              SecretStorage::ThisRunOnly, c, std::move(done));
        });
        QVERIFY(again);
        QTRY_COMPARE(synced.size(), 1);
    }

private slots:
    void init() { m_plan = std::make_unique<PlanFixture>(); }
    void cleanup() { m_plan.reset(); }

    void aDuePinIsPublishedOnceWithAllItsFields()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Lemon cake"), 0);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
        const auto pins = m_plan->pinterest.pins();
        QCOMPARE(pins.size(), 1);
        QCOMPARE(pins.first().title, QStringLiteral("Lemon cake"));
        QCOMPARE(pins.first().description, QStringLiteral("About Lemon cake"));
        QCOMPARE(pins.first().link, QStringLiteral("https://example.com/Lemon-cake"));
        QCOMPARE(pins.first().altText, QStringLiteral("A picture of Lemon cake"));
        QCOMPARE(pins.first().boardId, m_plan->board(QStringLiteral("Recipes")).remoteId);
        const Pin pin = m_plan->pin(id);
        QCOMPARE(pin.remoteId, pins.first().id);
        QCOMPARE(pin.attempts, 1);
        QVERIFY(pin.publishedAt);
    }

    void aPinIsNotSentBeforeItsTime()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Later"), 20);
        publisher().start();
        QSignalSpy idle(&publisher(), &Publisher::idle);
        QVERIFY(idle.wait());
        QCOMPARE(m_plan->pinterest.postCount(), 0);
        advance(19);
        QVERIFY(idle.wait());
        QCOMPARE(m_plan->pinterest.postCount(), 0);
        advance(1);
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
    }

    void theConnectionIsOpenSomeSecondsBeforeTheTime()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Soon"), 20);
        publisher().start();
        QSignalSpy idle(&publisher(), &Publisher::idle);
        QVERIFY(idle.wait());
        advance(14);
        QVERIFY(idle.wait());
        const int before = m_plan->pinterest.connectionCount();
        advance(1);
        QTRY_COMPARE(m_plan->pinterest.connectionCount(), before + 1);
        QCOMPARE(m_plan->pinterest.postCount(), 0);
        advance(5);
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.connectionCount(), before + 1);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    void aPinGoesOutOnceThoughTheOpenConnectionWasClosedBeforeItsTime()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Soon"), 3);
        publisher().start();
        const int before = m_plan->pinterest.connectionCount();
        QTRY_COMPARE(m_plan->pinterest.connectionCount(), before + 1);
        const quint16 port = m_plan->pinterest.port();
        m_plan->pinterest.stop();
        QVERIFY(m_plan->pinterest.start(port));
        advance(3);
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pin(id).attempts, 1);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    void whatTheOpenConnectionDroppedIsUnconfirmedAndLookedFor()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Soon"), 3);
        publisher().start();
        const int before = m_plan->pinterest.connectionCount();
        QTRY_COMPARE(m_plan->pinterest.connectionCount(), before + 1);
        m_plan->pinterest.dropNextBeforeCommit("POST", QStringLiteral("/v5/pins"));
        advance(3);
        QTRY_COMPARE(statusOf(id), PinStatus::Unconfirmed);
        QTRY_COMPARE(publisher().nextLook(id), std::optional(m_plan->clock.now() + seconds(60)));
        QCOMPARE(m_plan->pinterest.postCount(), 1);
        advance(60);
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.postCount(), 2);
        QCOMPARE(m_plan->pinterest.pins().size(), 1);
    }

    void duePinsGoOutInOrder()
    {
        QStringList titles;
        for (int i = 0; i < 12; ++i) {
            titles.append(QStringLiteral("Pin %1").arg(i, 2, 10, QLatin1Char('0')));
            m_plan->scheduled(titles.last(), i - 60);
        }
        publisher().start();
        QTRY_COMPARE_WITH_TIMEOUT(m_plan->pinterest.pins().size(), 12, 20'000);
        QStringList sent;
        for (const auto &pin : m_plan->pinterest.pins())
            sent.append(pin.title);
        QCOMPARE(sent, titles);
        QCOMPARE(m_plan->pinterest.postCount(), 12);
    }

    void draftsAreNeverSent()
    {
        const PinId draft = m_plan->draft(m_plan->content(QStringLiteral("Draft"), -5));
        const PinId ready = m_plan->scheduled(QStringLiteral("Ready"), 0);
        publisher().start();
        QTRY_COMPARE(statusOf(ready), PinStatus::Published);
        QCOMPARE(statusOf(draft), PinStatus::Draft);
        QVERIFY(m_plan->pin(draft).isMissed(m_plan->clock.now()));
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    void aLostAnswerIsSettledByALookNotByASecondRequest()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Lost"), 0);
        m_plan->pinterest.dropNextAfterCommit("POST", QStringLiteral("/v5/pins"));
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pin(id).remoteId, m_plan->pinterest.pins().first().id);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    void answersLeadToStates_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<PinStatus>("expected");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("400") << 400 << QByteArray(R"({"code":1,"message":"bad image"})")
                             << PinStatus::Blocked << ErrorKind::Rejected;
        QTest::newRow("403 trial") << 403 << QByteArray(R"({"code":29,"message":"Trial access"})")
                                   << PinStatus::Blocked << ErrorKind::AccessTier;
        QTest::newRow("404 board")
            << 404 << QByteArray(R"({"code":40,"message":"Board not found."})")
            << PinStatus::Blocked << ErrorKind::NotFound;
        QTest::newRow("429") << 429 << QByteArray(R"({"code":8,"message":"slow down"})")
                             << PinStatus::Failed << ErrorKind::RateLimited;
        QTest::newRow("429 spam") << 429 << QByteArray(R"({"code":8,"message":"blocked for spam"})")
                                  << PinStatus::Blocked << ErrorKind::Spam;
        QTest::newRow("500") << 500 << QByteArray(R"({"code":500,"message":"oops"})")
                             << PinStatus::Unconfirmed << ErrorKind::Server;
        QTest::newRow("409") << 409 << QByteArray(R"({"code":409,"message":"busy"})")
                             << PinStatus::Failed << ErrorKind::Conflict;
        QTest::newRow("201 without id")
            << 201 << QByteArray("{}") << PinStatus::Unconfirmed << ErrorKind::Server;
    }

    void answersLeadToStates()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(PinStatus, expected);
        QFETCH(ErrorKind, kind);
        const PinId id = m_plan->scheduled(QStringLiteral("Answered"), 0);
        m_plan->pinterest.answerNextWith("POST", QStringLiteral("/v5/pins"), status, {}, body);
        publisher().start();
        QTRY_COMPARE(statusOf(id), expected);
        const Pin pin = m_plan->pin(id);
        QVERIFY(pin.lastError);
        QCOMPARE(pin.lastError->kind, kind);
        QCOMPARE(pin.attempts, 1);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
        QCOMPARE(pin.dueAt, std::optional(m_plan->clock.now()));
        QCOMPARE(pin.nextAttemptAt.has_value(), expected == PinStatus::Failed);
        QVERIFY(!m_plan->workspace->store().pins().history(id)->isEmpty());
    }

    void aRateLimitedPinWaitsAsLongAsTheServerSays()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Limited"), 0);
        m_plan->pinterest.answerNextWith("POST", QStringLiteral("/v5/pins"), 429,
                                         {{"Retry-After", "600"}});
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Failed);
        QCOMPARE(m_plan->pin(id).nextAttemptAt, std::optional(m_plan->clock.now() + seconds(600)));
        advance(599);
        QSignalSpy idle(&publisher(), &Publisher::idle);
        QVERIFY(idle.wait());
        QCOMPARE(m_plan->pinterest.postCount(), 1);
        advance(1);
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pin(id).attempts, 2);
    }

    void oneBadPinDoesNotHoldUpTheNext()
    {
        const PinId bad = m_plan->scheduled(QStringLiteral("Bad"), -10);
        const PinId good = m_plan->scheduled(QStringLiteral("Good"), -5);
        m_plan->pinterest.answerNextWith("POST", QStringLiteral("/v5/pins"), 400);
        publisher().start();
        QTRY_COMPARE(statusOf(good), PinStatus::Published);
        QCOMPARE(statusOf(bad), PinStatus::Blocked);
    }

    void anUnreachablePinterestUsesUpNothingAndIsTriedAgain()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Offline"), 0);
        const quint16 port = m_plan->pinterest.port();
        m_plan->pinterest.stop();
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Failed);
        QCOMPARE(m_plan->pin(id).lastError->kind, ErrorKind::Offline);
        QTRY_COMPARE(publisher().state(), PublisherState::Offline);
        QVERIFY(m_plan->pinterest.start(port));
        advance(3600);
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    void aPinWhoseImageIsGoneIsBlockedUnsent()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("No image"), 0);
        QVERIFY(
            QDir(m_plan->workspace->directory() + QStringLiteral("/media")).removeRecursively());
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
        QCOMPARE(m_plan->pin(id).lastError->kind, ErrorKind::Media);
        QCOMPARE(m_plan->pinterest.postCount(), 0);
    }

    void aRefusedTokenStopsTheAccountUntilItIsConnectedAgain()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Token"), 0);
        m_plan->pinterest.state().tokens.clear();
        publisher().start();
        QTRY_COMPARE(m_plan->workspace->store().accounts().account(m_plan->account.id)->state,
                     AccountState::ReconnectNeeded);
        QTRY_COMPARE(statusOf(id), PinStatus::Failed);
        m_plan->pinterest.setAccessToken(m_plan->pinterest.accessToken());
        const Result<Account> again = await<Account>([this](QObject *c, Done<Account> done) {
            m_plan->workspace->addToken(
                Environment::Custom, endpointsOfBase(m_plan->pinterest.apiBase()),
                m_plan->pinterest.accessToken(), SecretStorage::ThisRunOnly, c, std::move(done));
        });
        QVERIFY(again);
        advance(120);
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
    }

    void whatWasInterruptedIsNotSentAgainAfterARestart()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Interrupted"), 0);
        m_plan->pinterest.hangNext("POST", QStringLiteral("/v5/pins"));
        publisher().start();
        QTRY_COMPARE(m_plan->pinterest.postCount(), 1);
        QCOMPARE(statusOf(id), PinStatus::Publishing);
        m_plan->reopen();
        QSignalSpy happened(&publisher(), &Publisher::happened);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Unconfirmed);
        QTRY_COMPARE(happened.size(), 1);
        QCOMPARE(happened.first().first().value<PublisherEvent>().kind,
                 PublisherEvent::Kind::Unconfirmed);
        const PinId other = m_plan->scheduled(QStringLiteral("Other"), 0);
        QTRY_COMPARE(statusOf(other), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.postCount(), 2);
    }

    void pausedItSendsNothing()
    {
        m_plan->workspace->settings().setPublisherPaused(true);
        const PinId id = m_plan->scheduled(QStringLiteral("Paused"), 0);
        publisher().start();
        QTRY_COMPARE(publisher().state(), PublisherState::Paused);
        QSignalSpy happened(&publisher(), &Publisher::happened);
        QVERIFY(!happened.wait(150));
        QCOMPARE(m_plan->pinterest.postCount(), 0);
        m_plan->workspace->settings().setPublisherPaused(false);
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
    }

    void onlyOneProcessPublishes()
    {
        const QString lock = m_plan->workspace->directory() + QStringLiteral("/publisher.lock");
        QProcess other;
        other.start(QStringLiteral("flock"), {lock, QStringLiteral("sh"), QStringLiteral("-c"),
                                              QStringLiteral("echo held; cat")});
        QVERIFY(other.waitForReadyRead());
        const PinId id = m_plan->scheduled(QStringLiteral("Once"), 0);
        publisher().start();
        QCOMPARE(publisher().state(), PublisherState::Waiting);
        QSignalSpy state(&publisher(), &Publisher::stateChanged);
        QVERIFY(!state.wait(100));
        QCOMPARE(m_plan->pinterest.postCount(), 0);
        // A crash frees the lock.
        other.kill();
        QVERIFY(other.waitForFinished());
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
    }

    void theRequestHasNoFieldButThoseOfTheApi()
    {
        m_plan->scheduled(QStringLiteral("Fields"), 0);
        publisher().start();
        QTRY_COMPARE(m_plan->pinterest.postCount(), 1);
        QTRY_COMPARE(m_plan->pinterest.pins().size(), 1);
        const QJsonObject body =
            QJsonDocument::fromJson(
                m_plan->pinterest.requests("POST", QStringLiteral("/v5/pins")).first().body)
                .object();
        const QStringList expected{QStringLiteral("alt_text"),     QStringLiteral("board_id"),
                                   QStringLiteral("description"),  QStringLiteral("link"),
                                   QStringLiteral("media_source"), QStringLiteral("title")};
        QCOMPARE(body.keys(), expected);
    }

    void twinsAreNotSentWhileOneIsUnclear()
    {
        const PinId first = m_plan->scheduled(QStringLiteral("Twin"), -2);
        const PinId second = m_plan->scheduled(QStringLiteral("Twin"), -1);
        m_plan->pinterest.dropNextBeforeCommit("POST", QStringLiteral("/v5/pins"));
        publisher().start();
        QTRY_COMPARE(statusOf(first), PinStatus::Unconfirmed);
        advance(30);
        QSignalSpy idle(&publisher(), &Publisher::idle);
        QVERIFY(idle.wait());
        QCOMPARE(statusOf(second), PinStatus::Scheduled);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
        QTRY_VERIFY(publisher().waitsForTwin(second));
        // Nothing is asked again and again: only a change, here the person's word, makes it go on.
        const Result<void> settled = await<void>([&](QObject *c, Done<void> done) {
            m_plan->workspace->store().pins().settleAsPublished(first, m_plan->pin(first).revision,
                                                                {}, c, std::move(done));
        });
        QVERIFY(settled);
        QTRY_COMPARE(statusOf(second), PinStatus::Published);
    }

    void aSecondTryIsMadeByItselfAfterARestartToo()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Busy board"), 0);
        m_plan->pinterest.answerNextWith("POST", QStringLiteral("/v5/pins"), 409);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Failed);
        const UtcTime again = *m_plan->pin(id).nextAttemptAt;
        m_plan->reopen();
        // Too far ahead to be prepared, so it is the timer that has to bring it up.
        m_plan->clock.advance(again - seconds(31) - m_plan->clock.now());
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().start();
        QVERIFY(idle.wait());
        QVERIFY(!idle.wait(100));
        m_plan->clock.advance(seconds(31));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
    }

    void everyRequestHasItsAttemptWhenATokenIsRenewedInBetween()
    {
        connectWithRefresh();
        const PinId id = m_plan->scheduled(QStringLiteral("Renewed"), 0);
        m_plan->pinterest.expireAccessTokens();
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.postCount(), 2);
        QCOMPARE(m_plan->pin(id).attempts, 2);
        QCOMPARE(m_plan->workspace->store().accounts().account(m_plan->account.id)->state,
                 AccountState::Connected);
    }

    void aTokenThatIsRefusedThoughJustRenewedEndsTheSignIn()
    {
        connectWithRefresh();
        const PinId id = m_plan->scheduled(QStringLiteral("Refused"), 0);
        for (int i = 0; i < 3; ++i)
            m_plan->pinterest.answerNextWith("POST", QStringLiteral("/v5/pins"), 401, {},
                                             R"({"code":2,"message":"Authentication failed."})");
        publisher().start();
        QTRY_COMPARE(m_plan->workspace->store().accounts().account(m_plan->account.id)->state,
                     AccountState::ReconnectNeeded);
        QTRY_COMPARE(statusOf(id), PinStatus::Failed);
        QCOMPARE(m_plan->pinterest.postCount(), 2);
        QCOMPARE(m_plan->pin(id).attempts, 2);
    }

    void withoutATokenNothingIsClaimed()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("No token"), 0);
        m_plan->reopen(false);
        publisher().start();
        QTRY_COMPARE(m_plan->workspace->store().accounts().account(m_plan->account.id)->state,
                     AccountState::ReconnectNeeded);
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().wake();
        QVERIFY(idle.wait());
        QCOMPARE(statusOf(id), PinStatus::Scheduled);
        QCOMPARE(m_plan->pin(id).attempts, 0);
        QCOMPARE(m_plan->pinterest.postCount(), 0);
    }

    void anAnswerStillCountsWhenTheAccountIsConnectedAgainMeanwhile()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("In between"), 0);
        m_plan->pinterest.setLatency(300);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Publishing);
        QTRY_COMPARE(m_plan->pinterest.postCount(), 1);
        connectWithRefresh();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    void startedAndStoppedAtOnceItTouchesNothing()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Another's"), 0);
        Claim claim;
        claim.pin = id;
        claim.expectedRevision = m_plan->pin(id).revision;
        claim.fingerprint = "another's";
        const Result<AttemptId> attempt = await<AttemptId>([&](QObject *c, Done<AttemptId> done) {
            m_plan->workspace->store().pins().claim(claim, c, std::move(done));
        });
        QVERIFY(attempt);
        QSignalSpy stopped(&publisher(), &Publisher::stopped);
        publisher().start();
        publisher().stop();
        QCOMPARE(stopped.size(), 1);
        QVERIFY(!stopped.wait(150));
        QCOMPARE(statusOf(id), PinStatus::Publishing);
    }

    void stoppedItEndsWhatItBeganAndOnlyThenFreesTheLock()
    {
        const PinId first = m_plan->scheduled(QStringLiteral("First"), -2);
        const PinId second = m_plan->scheduled(QStringLiteral("Second"), -1);
        m_plan->pinterest.setLatency(200);
        publisher().start();
        QTRY_COMPARE(statusOf(first), PinStatus::Publishing);
        QSignalSpy stopped(&publisher(), &Publisher::stopped);
        publisher().stop();
        QCOMPARE(stopped.size(), 0);
        QVERIFY(stopped.wait());
        QCOMPARE(statusOf(first), PinStatus::Published);
        QCOMPARE(statusOf(second), PinStatus::Scheduled);
        QCOMPARE(publisher().state(), PublisherState::Stopped);
    }

    void anIdThatIsAnotherPinsHereIsLookedIntoBeforeAnythingElse()
    {
        const PinId first = m_plan->scheduled(QStringLiteral("First"), -2);
        publisher().start();
        QTRY_COMPARE(statusOf(first), PinStatus::Published);
        const QByteArray same = "{\"id\":\"" + m_plan->pin(first).remoteId.toUtf8() + "\"}";
        m_plan->pinterest.answerNextWith("POST", QStringLiteral("/v5/pins"), 201, {}, same);
        const PinId second = m_plan->scheduled(QStringLiteral("Second"), -1);
        QTRY_COMPARE(statusOf(second), PinStatus::Unconfirmed);
        const PinId third = m_plan->scheduled(QStringLiteral("Third"), -1);
        QTRY_COMPARE(statusOf(third), PinStatus::Published);
    }

    void ownWordsAreNotPutIntoPinterestsMouth()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Garbage"), 0);
        m_plan->pinterest.answerNextWith("POST", QStringLiteral("/v5/pins"), 201, {}, "<html>");
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Unconfirmed);
        QCOMPARE(m_plan->pin(id).lastError->message, QString());
    }

    void oneAccountThatHangsDoesNotHoldUpTheOther()
    {
        SandboxServer other(nullptr, &m_plan->clock);
        QVERIFY(other.start());
        other.addBoard(QStringLiteral("Elsewhere"));
        const Result<Account> second = await<Account>([&](QObject *c, Done<Account> done) {
            m_plan->workspace->addToken(Environment::Custom, endpointsOfBase(other.apiBase()),
                                        other.accessToken(), SecretStorage::ThisRunOnly, c,
                                        std::move(done));
        });
        QVERIFY(second);
        QVERIFY(await<int>([&](QObject *c, Done<int> done) {
            m_plan->workspace->syncBoards(second->id, c, std::move(done));
        }));
        const PinId stuck = m_plan->scheduled(QStringLiteral("Stuck"), -2);
        PinChange change;
        change.content = m_plan->content(QStringLiteral("Goes on"), -1);
        change.content.account = second->id;
        change.content.board =
            m_plan->workspace->store().boards().boards(second->id)->constFirst().id;
        change.status = PinStatus::Scheduled;
        const Result<StepOutcome> added =
            await<StepOutcome>([&](QObject *c, Done<StepOutcome> done) {
                m_plan->workspace->store().pins().apply({QStringLiteral("test"), {change}, {}}, c,
                                                        std::move(done));
            });
        QVERIFY(added);
        m_plan->pinterest.hangNext("POST", QStringLiteral("/v5/pins"));
        publisher().start();
        QTRY_COMPARE(statusOf(added->pins.constFirst()), PinStatus::Published);
        QCOMPARE(statusOf(stuck), PinStatus::Publishing);
    }

    void aThousandPinsOfAHeldAccountDoNotStarveTheOther()
    {
        m_plan->heldAccount(1100, -3600);
        const PinId id = m_plan->scheduled(QStringLiteral("Goes on"), -1);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    /** Nor do as many that are looked for, or have another time and are to be caught up with. */
    void norDoAThousandThatCannotBeLookedFor()
    {
        const Account held = m_plan->heldAccount(1100, -3600);
        m_plan->writeBehind(
            {QStringLiteral("UPDATE pin SET status = 'unconfirmed' WHERE account_id = %1")
                 .arg(held.id.toString())});
        m_plan->pinterest.dropNextAfterCommit("POST", QStringLiteral("/v5/pins"));
        const PinId id = m_plan->scheduled(QStringLiteral("Goes on"), -1);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    void norDoAThousandThatAreToBeCaughtUpWith()
    {
        m_plan->heldAccount(1100, -7200);
        const PinId id = m_plan->scheduled(QStringLiteral("Goes on"), -1);
        m_plan->writeBehind({QStringLiteral("UPDATE pin SET next_attempt_at = %1, late_cause = "
                                            "'away', revision = revision + 1")
                                 .arg(toEpoch(m_plan->clock.now()) + 3600)});
        publisher().catchUpAtOnce();
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    void aLockThatCannotBeOpenedIsSaidAndTriedAgain()
    {
        const QString lock = m_plan->workspace->directory() + QStringLiteral("/publisher.lock");
        // A folder of that name refuses root too.
        QFile::remove(lock);
        QVERIFY(QDir().mkdir(lock));
        const PinId id = m_plan->scheduled(QStringLiteral("Locked out"), 0);
        QVERIFY(!publisher().checkLock());
        publisher().start();
        QCOMPARE(publisher().state(), PublisherState::Failed);
        QVERIFY(publisher().problem());
        QCOMPARE(publisher().problem()->kind, ErrorKind::Storage);
        QVERIFY(errorText(*publisher().problem()).contains(lock));
        QVERIFY(publisherStateText(publisher().state()) !=
                publisherStateText(PublisherState::Waiting));
        QVERIFY(QDir().rmdir(lock));
        QVERIFY(publisher().checkLock());
        publisher().wake();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QVERIFY(!publisher().problem());
    }

    void anUnconfirmedPinReadsAsBeingCheckedWhateverTheAnswerWas()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Unclear"), 0);
        m_plan->pinterest.answerNextWith("POST", QStringLiteral("/v5/pins"), 500, {},
                                         R"({"code":500,"message":"oops"})");
        QStringList told;
        connect(&publisher(), &Publisher::happened, this,
                [&told](const PublisherEvent &event) { told += eventText(event); });
        publisher().start();
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(statusOf(id), PinStatus::Unconfirmed);
        for (const QString &text : {told.constFirst(), problemText(m_plan->pin(id))}) {
            QVERIFY2(text.startsWith(statusText(PinStatus::Unconfirmed)), qPrintable(text));
            QVERIFY2(!text.contains(QStringLiteral("ry again")), qPrintable(text));
            QVERIFY2(text.contains(QStringLiteral("not sent again")), qPrintable(text));
        }
    }

    void aPinHeldBackIsNotSentUntilItIsReleased()
    {
        const PinId held = m_plan->scheduled(QStringLiteral("Being written"), 20);
        const PinId other = m_plan->scheduled(QStringLiteral("Other"), 21);
        publisher().start();
        publisher().holdBack(held, m_plan->clock.now() + seconds(80));
        advance(40); // wakes it too: that must not end the hold
        QTRY_COMPARE(statusOf(other), PinStatus::Published);
        QCOMPARE(statusOf(held), PinStatus::Scheduled);
        // Typing goes on being stored, and the last text is what goes out.
        const Pin seen = m_plan->pin(held);
        PinContent content = seen.content;
        content.title = QStringLiteral("Written");
        QVERIFY(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            m_plan->workspace->editor().edit(seen, content, QStringLiteral("Edit title"), {}, c,
                                             std::move(done));
        }));
        QSignalSpy idle(&publisher(), &Publisher::idle);
        QVERIFY(idle.wait());
        QCOMPARE(m_plan->pinterest.postCount(), 1);
        publisher().release(held);
        QTRY_COMPARE(statusOf(held), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.pins().last().title, QStringLiteral("Written"));
        QCOMPARE(m_plan->pinterest.postCount(), 2);
    }

    void aPinHeldBackIsSentWhenThatTimeIsOver()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Forgotten"), 20);
        publisher().start();
        publisher().holdBack(id, m_plan->clock.now() + seconds(80));
        advance(79);
        QSignalSpy idle(&publisher(), &Publisher::idle);
        QVERIFY(idle.wait());
        QCOMPARE(m_plan->pinterest.postCount(), 0);
        m_plan->clock.advance(seconds(1));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
    }
};

QTEST_GUILESS_MAIN(TestPublisher)
#include "tst_publisher.moc"
