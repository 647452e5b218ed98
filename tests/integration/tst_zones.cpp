// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/pineditor.h"
#include "publisher/publisher.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/planfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

/** Pins are planned by wall time: what clock changes and new rules of a zone make of it. */
class TestZones : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PlanFixture> m_plan;

    Publisher &publisher() { return m_plan->workspace->publisher(); }
    PinId plan(const WallTime &wall, const QString &title = QStringLiteral("Pin"))
    {
        const PinId id = m_plan->scheduled(title, 86400);
        must(await<EditOutcome>([&](QObject *context, Done<EditOutcome> done) {
            m_plan->workspace->editor().move({id}, {wall}, context, std::move(done));
        }));
        return id;
    }
    /** Lets the time pass up to the day before, when the account has another token, and publishes.
     */
    void startTheDayBefore(UtcTime due)
    {
        m_plan->clock.advance(due - 24h - m_plan->clock.now());
        m_plan->pinterest.setAccessToken(QStringLiteral("pina_another"));
        m_plan->reopen();
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().start();
        QVERIFY(idle.wait());
    }
    /** All rounds that were asked for are over. */
    void waitIdle(UtcTime at)
    {
        QSignalSpy idle(&publisher(), &Publisher::idle);
        m_plan->clock.advance(at - m_plan->clock.now());
        publisher().wake();
        QVERIFY(idle.wait());
    }

private slots:
    void init() { m_plan = std::make_unique<PlanFixture>(); }
    void cleanup() { m_plan.reset(); }

    void aPinGoesOutAtItsWallTimeWhateverTheClocksDo_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QDateTime>("wall");
        QTest::addColumn<bool>("second");
        QTest::addColumn<QString>("utc");
        const auto row = [](const char *name, const char *zone, const char *wall, const char *utc,
                            bool second = false) {
            QTest::newRow(name) << QByteArray(zone)
                                << QDateTime::fromString(QString::fromLatin1(wall), Qt::ISODate)
                                << second << QString::fromLatin1(utc);
        };
        const char *berlin = "Europe/Berlin";
        row("Berlin, before the gap", berlin, "2027-03-28T01:59:00", "2027-03-28T00:59:00Z");
        row("Berlin, in the gap", berlin, "2027-03-28T02:30:00", "2027-03-28T01:00:00Z");
        row("Berlin, after the gap", berlin, "2027-03-28T03:00:00", "2027-03-28T01:00:00Z");
        row("Berlin, first", berlin, "2027-10-31T02:30:00", "2027-10-31T00:30:00Z");
        row("Berlin, second", berlin, "2027-10-31T02:30:00", "2027-10-31T01:30:00Z", true);
        const char *newYork = "America/New_York";
        row("New York, in the gap", newYork, "2027-03-14T02:15:00", "2027-03-14T07:00:00Z");
        row("New York, first", newYork, "2027-11-07T01:15:00", "2027-11-07T05:15:00Z");
        row("New York, second", newYork, "2027-11-07T01:15:00", "2027-11-07T06:15:00Z", true);
        const char *lordHowe = "Australia/Lord_Howe"; // half an hour
        row("Lord Howe, in the gap", lordHowe, "2027-10-03T02:10:00", "2027-10-02T15:30:00Z");
        row("Lord Howe, first", lordHowe, "2027-04-04T01:45:00", "2027-04-03T14:45:00Z");
        row("Lord Howe, second", lordHowe, "2027-04-04T01:45:00", "2027-04-03T15:15:00Z", true);
        row("Kolkata, no changes", "Asia/Kolkata", "2027-03-28T02:30:00", "2027-03-27T21:00:00Z");
    }

    void aPinGoesOutAtItsWallTimeWhateverTheClocksDo()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QDateTime, wall);
        QFETCH(bool, second);
        QFETCH(QString, utc);
        const UtcTime due = *fromIsoUtc(utc);
        const PinId id = plan(
            {wall.date(), wall.time(), zone, second ? RepeatedHour::Second : RepeatedHour::First});
        QCOMPARE(m_plan->pin(id).dueAt, std::optional(due));
        startTheDayBefore(due);
        waitIdle(due - 1s);
        QCOMPARE(m_plan->pinterest.postCount(), 0);
        waitIdle(due);
        QTRY_COMPARE(m_plan->pin(id).status, PinStatus::Published);
        const Pin pin = m_plan->pin(id);
        QCOMPARE(pin.publishedAt, std::optional(due));
        QCOMPARE(pin.lateCause, LateCause::None);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    void bothTimesOfARepeatedHourGoOutEachOnce()
    {
        const WallTime wall{QDate(2027, 10, 31), QTime(2, 30), "Europe/Berlin"};
        WallTime again = wall;
        again.repeated = RepeatedHour::Second;
        const PinId second = plan(again, QStringLiteral("Second"));
        const PinId first = plan(wall, QStringLiteral("First"));
        startTheDayBefore(*m_plan->pin(first).dueAt);
        waitIdle(*fromIsoUtc(QStringLiteral("2027-10-31T00:30:00Z")));
        QTRY_COMPARE(m_plan->pin(first).status, PinStatus::Published);
        QCOMPARE(m_plan->pin(second).status, PinStatus::Scheduled);
        waitIdle(*fromIsoUtc(QStringLiteral("2027-10-31T01:30:00Z")));
        QTRY_COMPARE(m_plan->pin(second).status, PinStatus::Published);
        QCOMPARE(m_plan->pinterest.postCount(), 2);
    }

    void newRulesOfAZoneMoveWhatIsToComeAndNothingElse()
    {
        const WallTime wall{QDate(2027, 6, 1), QTime(14, 30), "Europe/Berlin"};
        const PinId moved = plan(wall, QStringLiteral("Moved"));
        const PinId kept = plan({wall.date, wall.time, "Asia/Kolkata"}, QStringLiteral("Kept"));
        const UtcTime due = *m_plan->pin(moved).dueAt;
        const UtcTime keptDue = *m_plan->pin(kept).dueAt;
        m_plan->reopen(); // the rules of both zones are noted
        m_plan->workspace.reset();
        const QString byOldRules = QString::number(toEpoch(due) + 3600);
        m_plan->writeBehind(
            {QStringLiteral("UPDATE pin SET due_at = %1 WHERE id IN (%2, %3)")
                 .arg(byOldRules, moved.toString(), kept.toString()),
             QStringLiteral("UPDATE zone_rules SET rules = 'older' WHERE zone = 'Europe/Berlin'")});
        m_plan->reopen();
        QTRY_COMPARE(m_plan->pin(moved).dueAt, std::optional(due));
        QCOMPARE(m_plan->pin(moved).content.planned, std::optional(wall));
        const auto history =
            must(m_plan->workspace->store().pins().history(moved)).constLast().detail;
        QCOMPARE(history, QStringLiteral("Europe/Berlin has other rules now: 2027-06-01T12:30:00Z "
                                         "instead of 2027-06-01T13:30:00Z"));
        // Kolkata's rules are what they were: nobody asked for that pin.
        QCOMPARE(m_plan->pin(kept).dueAt, std::optional(fromEpoch(toEpoch(due) + 3600)));
        QVERIFY(keptDue != *m_plan->pin(kept).dueAt);
    }

    void oneOpeningIsEnoughToNoticeNewRules()
    {
        const PinId id = plan({QDate(2027, 6, 1), QTime(14, 30), "Australia/Lord_Howe"});
        m_plan->reopen();
        QTRY_VERIFY(m_plan->pin(id).dueAt);
        const qint64 revision = m_plan->pin(id).revision;
        m_plan->reopen();
        QCOMPARE(m_plan->pin(id).revision, revision); // and what did not move is not touched
    }
};

QTEST_GUILESS_MAIN(TestZones)
#include "tst_zones.moc"
