// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/clockstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/planfixture.h"
#include "text/texts.h"

#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;
using std::chrono::seconds;

/** Rule H of protocols.md 1: nothing is sent, or settled as late, by a clock that is wrong or that
 * nobody compared since it jumped. */
class TestClock : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PlanFixture> m_plan;

    Publisher &publisher() { return m_plan->workspace->publisher(); }
    UtcTime now() { return m_plan->clock.now(); }
    Pin pin(PinId id) { return m_plan->pin(id); }
    int questions()
    {
        return int(m_plan->pinterest.requests("GET", QStringLiteral("/v5/user_account")).size());
    }
    QStringList historyOf(PinId id)
    {
        QStringList lines;
        for (const PinEvent &event :
             m_plan->workspace->store().pins().history(id).value_or(QList<PinEvent>()))
            lines += event.detail;
        return lines;
    }
    void startIdle()
    {
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().start();
        QVERIFY(idle.wait());
    }
    /** Somebody sets this computer's clock; Pinterest's goes on. */
    void setClock(seconds by)
    {
        m_pinterestAhead -= by;
        m_plan->pinterest.setClockSkew(m_pinterestAhead);
        m_plan->clock.set(m_plan->clock.nowMillis() + by);
        publisher().wake();
    }
    void advance(seconds by)
    {
        m_plan->clock.advance(by);
        publisher().wake();
    }
    void waitForRound()
    {
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().wake();
        QVERIFY(idle.wait());
    }
    seconds m_pinterestAhead{0};

private slots:
    void init()
    {
        m_pinterestAhead = 0s;
        m_plan = std::make_unique<PlanFixture>();
    }
    void cleanup() { m_plan.reset(); }

    void aLeapAheadHoldsSaysSoAndGoesOnByItself()
    {
        const PinId pinOfTomorrow = m_plan->scheduled(QStringLiteral("Tomorrow"), 86400);
        startIdle();
        const int before = questions();
        setClock(365 * 24h);
        QTRY_COMPARE(publisher().state(), PublisherState::ClockWrong);
        QCOMPARE(questions(), before + 1);
        QCOMPARE(publisher().clockAhead(), std::optional<seconds>(365 * 24h));
        QVERIFY2(publisherProblemText(publisher()).contains(QStringLiteral("365 day")),
                 qPrintable(publisherProblemText(publisher())));
        QTRY_COMPARE(m_plan->workspace->store().clock().ahead().value_or(std::nullopt),
                     std::optional<seconds>(365 * 24h));
        waitForRound();
        // Neither sent nor settled as late.
        QCOMPARE(m_plan->pinterest.postCount(), 0);
        QCOMPARE(pin(pinOfTomorrow).status, PinStatus::Scheduled);
        QVERIFY(!pin(pinOfTomorrow).nextAttemptAt);
        QCOMPARE(pin(pinOfTomorrow).lateCause, LateCause::None);

        setClock(-365 * 24h);
        QTRY_COMPARE(publisher().state(), PublisherState::Idle);
        QVERIFY(!publisher().clockAhead());
        QTRY_COMPARE(m_plan->workspace->store().clock().ahead().value_or(seconds(1)),
                     std::optional<seconds>());
        advance(24h);
        QTRY_COMPARE(pin(pinOfTomorrow).status, PinStatus::Published);
        QCOMPARE(pin(pinOfTomorrow).publishedAt, pin(pinOfTomorrow).dueAt);
        QCOMPARE(pin(pinOfTomorrow).lateCause, LateCause::None);
    }

    void whatComesDueWhileItIsWrongIsSettledOnceItIsRight()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Meanwhile"), 600);
        startIdle();
        setClock(2h);
        QTRY_COMPARE(publisher().state(), PublisherState::ClockWrong);
        advance(30min);
        waitForRound();
        QCOMPARE(m_plan->pinterest.postCount(), 0);
        QCOMPARE(pin(id).status, PinStatus::Scheduled);
        setClock(-2h);
        QTRY_COMPARE(pin(id).status, PinStatus::Published);
        QCOMPARE(pin(id).publishedAt, std::optional(now()));
        // Twenty minutes late, and it says why.
        QCOMPARE(pin(id).lateCause, LateCause::Clock);
        QVERIFY2(historyOf(id).contains(
                     QStringLiteral("planned for 2026-11-17T09:10:00Z, 20 min late: this "
                                    "computer's clock was wrong; goes out at "
                                    "2026-11-17T09:30:00Z")),
                 qPrintable(historyOf(id).join(QLatin1Char('\n'))));
        QCOMPARE(lateText(pin(id), "Etc/UTC"),
                 QStringLiteral("Planned for 2026-11-17 09:10, published 2026-11-17 09:30: this "
                                "computer's clock was wrong."));
    }

    void soItIsWhenTheClockIsPutRightLittleByLittle()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Meanwhile"), 60);
        m_plan->restart();
        m_plan->pinterest.setClockSkew(-6min);
        publisher().start();
        advance(1min);
        QTRY_COMPARE(publisher().state(), PublisherState::ClockWrong);
        m_plan->pinterest.setClockSkew(0s);
        advance(20min);
        QTRY_COMPARE(pin(id).status, PinStatus::Published);
        QCOMPARE(pin(id).lateCause, LateCause::Clock);
    }

    void soItIsWhenTheProgramEndedWhileItWasWrong()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Meanwhile"), 60);
        startIdle();
        setClock(2h);
        QTRY_COMPARE(publisher().state(), PublisherState::ClockWrong);
        QTRY_VERIFY(m_plan->workspace->store().clock().ahead().value_or(std::nullopt));
        m_plan->restart();
        setClock(-2h);
        m_plan->clock.advance(20min);
        publisher().start();
        QTRY_COMPARE(pin(id).status, PinStatus::Published);
        QCOMPARE(pin(id).lateCause, LateCause::Clock);
    }

    void aClockThatIsSetBackIsHeldTooBeforeAnythingIsDueByIt()
    {
        m_plan->scheduled(QStringLiteral("In an hour"), 3600);
        startIdle();
        setClock(-2h);
        QTRY_COMPARE(publisher().state(), PublisherState::ClockWrong);
        QCOMPARE(publisher().clockAhead(), std::optional<seconds>(-2h));
        QVERIFY(publisherProblemText(publisher()).contains(QStringLiteral("2 h behind")));
    }

    void aFewMinutesAreBorne_data()
    {
        QTest::addColumn<int>("by");
        QTest::addColumn<bool>("held");
        QTest::newRow("4 min ahead") << 240 << false;
        QTest::newRow("4 min behind") << -240 << false;
        QTest::newRow("6 min ahead") << 360 << true;
        QTest::newRow("6 min behind") << -360 << true;
    }
    void aFewMinutesAreBorne()
    {
        QFETCH(int, by);
        QFETCH(bool, held);
        m_plan->scheduled(QStringLiteral("Later"), 86400);
        startIdle();
        const int before = questions();
        setClock(seconds(by));
        QTRY_COMPARE(questions(), before + 1);
        waitForRound();
        QCOMPARE(publisher().state(), held ? PublisherState::ClockWrong : PublisherState::Idle);
    }

    void afterASleepTheClockIsComparedBeforeAnythingGoesOut()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("On time"), 3600);
        startIdle();
        const int before = questions();
        m_plan->clock.sleep(1h);
        publisher().wake();
        QTRY_COMPARE(pin(id).status, PinStatus::Published);
        QCOMPARE(questions(), before + 1);
        QCOMPARE(pin(id).lateCause, LateCause::None);
    }

    void afterASleepAnAccountThatCannotBeReadHoldsUpNoOther_data()
    {
        QTest::addColumn<QString>("trouble");
        QTest::newRow("its Pinterest does not answer") << QStringLiteral("away");
        QTest::newRow("its token is refused") << QStringLiteral("refused");
        QTest::newRow("its token is gone") << QStringLiteral("no token");
        QTest::newRow("it is gone from the database") << QStringLiteral("no row");
    }

    void afterASleepAnAccountThatCannotBeReadHoldsUpNoOther()
    {
        QFETCH(QString, trouble);
        SandboxServer elsewhere(nullptr, &m_plan->clock);
        must(elsewhere.start());
        elsewhere.addBoard(QStringLiteral("Other"));
        const quint16 port = elsewhere.port();
        const Account other = m_plan->connectAlso(elsewhere.apiBase(), elsewhere.accessToken());
        PinChange change;
        change.content = m_plan->content(QStringLiteral("Of the other"), 3600 - 1);
        change.content.account = other.id;
        change.content.board =
            must(m_plan->workspace->store().boards().boards(other.id)).first().id;
        change.status = PinStatus::Scheduled;
        const PinId othersPin = must(await<StepOutcome>([&](QObject *c, Done<StepOutcome> done) {
                                    m_plan->workspace->store().pins().apply(
                                        {QStringLiteral("test"), {change}, {}}, c, std::move(done));
                                })).pins.first();
        const PinId mine = m_plan->scheduled(QStringLiteral("Mine"), 3600);
        startIdle();

        if (trouble == QLatin1String("away"))
            elsewhere.stop();
        else if (trouble == QLatin1String("refused"))
            elsewhere.state().tokens.clear();
        else if (trouble == QLatin1String("no token"))
            must(await<void>([&](QObject *c, Done<void> done) {
                m_plan->keychain.remove(other.vaultKey(), c, std::move(done));
            }));
        else
            m_plan->writeBehind(
                {QStringLiteral("PRAGMA foreign_keys = OFF"),
                 QStringLiteral("DELETE FROM account WHERE id = %1").arg(other.id.toString())});
        m_plan->clock.sleep(3h);
        publisher().wake();
        QTRY_COMPARE_WITH_TIMEOUT(pin(mine).status, PinStatus::Published, 20'000);
        QCOMPARE(pin(mine).lateCause, LateCause::Away);
        if (trouble != QLatin1String("away"))
            return;
        QCOMPARE(pin(othersPin).status, PinStatus::Scheduled);
        must(elsewhere.start(port));
        publisher().wake();
        QTRY_COMPARE_WITH_TIMEOUT(pin(othersPin).status, PinStatus::Published, 20'000);
    }

    void withoutALeapNobodyIsAsked()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("On time"), 3600);
        startIdle();
        const int before = questions();
        advance(1h);
        QTRY_COMPARE(pin(id).status, PinStatus::Published);
        QCOMPARE(questions(), before);
    }

    void aStartedProgramComparesOnceAndNotBeforeThereIsNeedTo()
    {
        m_plan->restart();
        const int before = questions();
        startIdle();
        QCOMPARE(questions(), before);
        const PinId id = m_plan->scheduled(QStringLiteral("Soon"), 60);
        waitForRound();
        QCOMPARE(questions(), before); // it need not be known yet
        advance(30s);
        QTRY_COMPARE(questions(), before + 1);
        advance(30s);
        QTRY_COMPARE(pin(id).status, PinStatus::Published);
        QCOMPARE(questions(), before + 1);
    }

    void aProgramThatStartsWithAWrongClockSettlesNothingAsLate()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Due next week"), 7 * 86400);
        m_plan->restart();
        setClock(30 * 24h);
        publisher().start();
        QTRY_COMPARE(publisher().state(), PublisherState::ClockWrong);
        waitForRound();
        QCOMPARE(pin(id).status, PinStatus::Scheduled);
        QCOMPARE(pin(id).lateCause, LateCause::None);
        QCOMPARE(m_plan->pinterest.postCount(), 0);
    }

    void withoutAnAnswerNothingIsSentOrSettledUntilThereIsOne()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Late"), 60);
        m_plan->restart();
        const quint16 port = m_plan->pinterest.port();
        m_plan->pinterest.stop();
        m_plan->clock.sleep(3h);
        QSignalSpy told(&publisher(), &Publisher::happened);
        publisher().start();
        QTRY_COMPARE_WITH_TIMEOUT(publisher().state(), PublisherState::Offline, 20'000);
        QCOMPARE(pin(id).status, PinStatus::Scheduled);
        QCOMPARE(pin(id).lateCause, LateCause::None);
        QVERIFY(!told.isEmpty());
        const auto event = told.first().first().value<PublisherEvent>();
        QCOMPARE(event.kind, PublisherEvent::Kind::Waiting);
        QCOMPARE(event.pin, id);
        must(m_plan->pinterest.start(port));
        publisher().wake();
        QTRY_COMPARE(pin(id).status, PinStatus::Published);
        QCOMPARE(pin(id).lateCause, LateCause::Away);
    }

    void aClockThatIsPutRightLittleByLittleIsSeenToo()
    {
        m_plan->scheduled(QStringLiteral("Soon"), 20);
        m_plan->restart();
        m_plan->pinterest.setClockSkew(-6min);
        publisher().start();
        QTRY_COMPARE(publisher().state(), PublisherState::ClockWrong);
        // Slewed: no jump of two minutes, and no one tells.
        m_plan->pinterest.setClockSkew(0s);
        m_plan->clock.advance(5min);
        QSignalSpy state(&publisher(), &Publisher::stateChanged);
        m_plan->scheduled(QStringLiteral("Any change begins a round"), 90000);
        QTRY_COMPARE(publisher().state(), PublisherState::Idle);
    }

    void whatAnEarlierPublisherLeftThereIsTakenAway()
    {
        must(await<void>([&](QObject *context, Done<void> done) {
            m_plan->workspace->store().clock().setAhead(seconds(7200), context, std::move(done));
        }));
        QCOMPARE(publisher().clockAhead(), std::optional<seconds>(7200));
        m_plan->scheduled(QStringLiteral("Tomorrow"), 86400);
        startIdle();
        QTRY_COMPARE(m_plan->workspace->store().clock().ahead().value_or(seconds(1)),
                     std::optional<seconds>());
        QVERIFY(!publisher().clockAhead());
    }
};

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
