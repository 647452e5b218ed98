// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/offhours.h"

#include "planner/readiness.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/awakestore.h"
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

/** The publisher notes when it was at work, and pins for hours at which it never is are told. */
class TestOffHours : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PlanFixture> m_plan;

    Publisher &publisher() { return m_plan->workspace->publisher(); }
    UtcTime now() { return m_plan->clock.now(); }
    QList<AwakeSpan> spans()
    {
        QList<AwakeSpan> all =
            m_plan->workspace->store().awake().spans().value_or(QList<AwakeSpan>());
        std::sort(all.begin(), all.end(),
                  [](const AwakeSpan &a, const AwakeSpan &b) { return a.from < b.from; });
        return all;
    }
    void startIdle()
    {
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().start();
        QVERIFY(idle.wait());
    }
    void stop()
    {
        QSignalSpy stopped(&publisher(), &Publisher::stopped);
        publisher().stop();
        QVERIFY(!stopped.isEmpty() || stopped.wait());
    }
    void waitForRound()
    {
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().wake();
        QVERIFY(idle.wait());
    }
    /** Seconds until that time of a day, at nine in the morning. */
    static int at(int days, std::chrono::hours time)
    {
        return int(std::chrono::seconds(days * 24h + time - 9h).count());
    }
    /** Nine to five of each day, with restarts in between. */
    void live(int days)
    {
        const qsizetype before = spans().size();
        for (int day = 0; day < days; ++day) {
            startIdle();
            m_plan->clock.advance(8h);
            stop();
            m_plan->clock.advance(16h);
        }
        QTRY_COMPARE(spans().size(), before + days);
        QTRY_COMPARE(spans().last().to, now() - 16h);
    }

private slots:
    void initTestCase() { qputenv("TZ", "UTC"); }
    void init() { m_plan = std::make_unique<PlanFixture>(); } // on a Tuesday at 9
    void cleanup() { m_plan.reset(); }

    void startAndEndAreNoted()
    {
        const UtcTime began = now();
        startIdle();
        QTRY_COMPARE(spans(), (QList<AwakeSpan>{{began, began}}));
        m_plan->clock.advance(20min);
        stop();
        QTRY_COMPARE(spans(), (QList<AwakeSpan>{{began, began + 20min}}));
        m_plan->clock.advance(1h);
        startIdle();
        QTRY_COMPARE(spans(), (QList<AwakeSpan>{{began, began + 20min}, {now(), now()}}));
    }

    void aProgramThatIsGoneWithoutAnEndKeepsWhatItNotedAtItsRounds()
    {
        const UtcTime began = now();
        startIdle();
        m_plan->clock.advance(90min);
        waitForRound();
        QTRY_COMPARE(spans(), (QList<AwakeSpan>{{began, began + 90min}}));
        m_plan->clock.advance(59min); // not at every round
        waitForRound();
        QCOMPARE(spans(), (QList<AwakeSpan>{{began, began + 90min}}));
    }

    void aSleepIsNoTimeAtWork()
    {
        const UtcTime began = now();
        startIdle();
        m_plan->clock.advance(2h);
        m_plan->clock.sleep(7h);
        waitForRound();
        QTRY_COMPARE(spans(), (QList<AwakeSpan>{{began, began + 2h}, {began + 9h, began + 9h}}));
        m_plan->clock.advance(1h);
        stop();
        QTRY_COMPARE(spans(), (QList<AwakeSpan>{{began, began + 2h}, {began + 9h, began + 10h}}));
    }

    void aClockThatIsSetBackBeginsAnew()
    {
        const UtcTime began = now();
        startIdle();
        m_plan->clock.set(m_plan->clock.nowMillis() - 3h);
        waitForRound();
        m_plan->clock.advance(1h);
        stop();
        QTRY_COMPARE(spans(), (QList<AwakeSpan>{{began - 3h, began - 2h}, {began, began}}));
    }

    void whatIsTooOldIsForgotten()
    {
        startIdle();
        stop();
        m_plan->clock.advance(50 * 24h);
        startIdle();
        QTRY_COMPARE(spans(), (QList<AwakeSpan>{{now(), now()}}));
    }

    void pinsForHoursAtWhichItIsOffAreTold()
    {
        const PinContent evening = m_plan->content(QStringLiteral("Evening"), at(17, 20h));
        live(13);
        QVERIFY(!isPlannedForOffHours(*m_plan->workspace, evening)); // not two weeks yet
        live(2);
        Workspace &workspace = *m_plan->workspace;
        QVERIFY(isPlannedForOffHours(workspace, evening));
        QVERIFY(
            !isPlannedForOffHours(workspace, m_plan->content(QStringLiteral("Noon"), at(2, 12h))));
        PinContent unplanned = evening;
        unplanned.planned.reset();
        QVERIFY(!isPlannedForOffHours(workspace, unplanned));

        m_plan->scheduled(QStringLiteral("At night"), at(2, 23h));
        m_plan->scheduled(QStringLiteral("In the morning"), at(3, 10h));
        m_plan->draft(evening); // nobody sends it
        const QList<Pin> week =
            must(workspace.store().pins().due({}, now(), now() + std::chrono::hours(24 * 7)));
        QCOMPARE(week.size(), 3);
        QCOMPARE(countForOffHours(workspace, week), 1);
        QVERIFY(offHoursText(1).contains(QStringLiteral("usually off")));
        QVERIFY(checkText(PinCheck::ComputerOff).contains(QStringLiteral("usually off")));

        // Somebody is there now, though at this hour nobody was before.
        m_plan->clock.advance(10h + 30min);
        QVERIFY(!isPlannedForOffHours(workspace, m_plan->content(QStringLiteral("Soon"), 1800)));
        QVERIFY(isPlannedForOffHours(workspace, m_plan->content(QStringLiteral("Later"), 7200)));
    }

    void whatIsNotSentFromHereIsNot_data()
    {
        QTest::addColumn<DeliveryMode>("delivery");
        QTest::newRow("by hand") << DeliveryMode::RemindMe;
        QTest::newRow("handed over") << DeliveryMode::HandOver;
    }
    void whatIsNotSentFromHereIsNot()
    {
        QFETCH(DeliveryMode, delivery);
        live(15);
        const PinContent evening = m_plan->content(QStringLiteral("Evening"), at(2, 20h));
        QVERIFY(isPlannedForOffHours(*m_plan->workspace, evening));
        must(await<void>([&](QObject *context, Done<void> done) {
            m_plan->workspace->store().accounts().setDelivery(m_plan->account.id, delivery, context,
                                                              std::move(done));
        }));
        QVERIFY(!isPlannedForOffHours(*m_plan->workspace, evening));
    }

    void anotherComputerBeginsAnew()
    {
        live(2);
        m_plan->workspace.reset();
        m_plan->writeBehind(
            {QStringLiteral("UPDATE workspace SET value = 'another' WHERE key = 'machine'")});
        m_plan->restart();
        QVERIFY(spans().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestOffHours)
#include "tst_offhours.moc"
