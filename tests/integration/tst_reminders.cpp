// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/reminders.h"

#include "planner/pineditor.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/pausestore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/planfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using std::chrono::minutes;
using std::chrono::seconds;

/** interaction.md 17. */
class TestReminders : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PlanFixture> m_plan;

    Store &store() { return m_plan->workspace->store(); }
    Publisher &publisher() { return m_plan->workspace->publisher(); }
    void deliverBy(DeliveryMode mode)
    {
        must(await<void>([&](QObject *c, Done<void> done) {
            store().accounts().setDelivery(m_plan->account.id, mode, c, std::move(done));
        }));
    }
    Result<void> markPosted(const Pin &pin, const QString &remoteId)
    {
        return await<void>([&](QObject *c, Done<void> done) {
            store().pins().markPosted(pin.id, pin.revision, remoteId, c, std::move(done));
        });
    }
    /** Lets the publisher work through a round. */
    void round()
    {
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().wake();
        QVERIFY(idle.wait());
    }
    QList<Pin> waiting()
    {
        return must(store().pins().toPostByHand(UtcTime(), m_plan->clock.now() + seconds(1)));
    }

private slots:
    void init() { m_plan = std::make_unique<PlanFixture>(); }
    void cleanup() { m_plan.reset(); }

    void atTheDueTimeTheUserIsToldAndNoRequestGoesOut()
    {
        deliverBy(DeliveryMode::RemindMe);
        const PinId id = m_plan->scheduled(QStringLiteral("By hand"), 60);
        publisher().start();
        Reminders reminders(store(), m_plan->clock);
        QSignalSpy due(&reminders, &Reminders::due);
        reminders.start();
        round();
        QCOMPARE(due.size(), 0);
        QVERIFY(waiting().isEmpty());
        m_plan->clock.advance(seconds(61));
        reminders.wake();
        QTRY_COMPARE(due.size(), 1);
        QCOMPARE(due.first().first().value<PinId>(), id);
        round();
        QCOMPARE(m_plan->pinterest.postCount(), 0);
        QCOMPARE(m_plan->pin(id).status, PinStatus::Scheduled);
        QCOMPARE(waiting().size(), 1);
    }

    void theStoreItselfRefusesToClaimSuchAPin()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("By hand"), 0);
        deliverBy(DeliveryMode::RemindMe);
        Claim claim;
        claim.pin = id;
        claim.expectedRevision = m_plan->pin(id).revision;
        claim.fingerprint = "one";
        claim.bodySha256 = "00";
        claim.bootId = "boot";
        const Result<AttemptId> claimed = await<AttemptId>([&](QObject *c, Done<AttemptId> done) {
            store().pins().claim(claim, c, std::move(done));
        });
        QVERIFY(!claimed);
        QCOMPARE(claimed.error().kind, ErrorKind::Rejected);
        QCOMPARE(m_plan->pin(id).attempts, 0);
    }

    void whatCameDueWhileOffIsToldAsOne()
    {
        deliverBy(DeliveryMode::RemindMe);
        for (int i = 0; i < 3; ++i)
            m_plan->scheduled(QStringLiteral("Pin %1").arg(i), i - 600);
        m_plan->scheduled(QStringLiteral("Later"), 600);
        Reminders reminders(store(), m_plan->clock);
        QSignalSpy due(&reminders, &Reminders::due);
        QSignalSpy missed(&reminders, &Reminders::missed);
        reminders.start();
        QCOMPARE(missed.size(), 1);
        QCOMPARE(missed.first().first().value<QList<PinId>>().size(), 3);
        QCOMPARE(due.size(), 0);
        QCOMPARE(waiting().size(), 3);
    }

    void laterSpeaksOfItAgainAndTheDueTimeStays()
    {
        deliverBy(DeliveryMode::RemindMe);
        const PinId id = m_plan->scheduled(QStringLiteral("By hand"), -5);
        const Pin before = m_plan->pin(id);
        Reminders reminders(store(), m_plan->clock);
        reminders.start();
        QSignalSpy due(&reminders, &Reminders::due);
        must(await<void>([&](QObject *c, Done<void> done) {
            store().pins().remindAgain(id, before.revision, m_plan->clock.now() + minutes(15), c,
                                       std::move(done));
        }));
        m_plan->clock.advance(minutes(14));
        must(await<void>([&](QObject *c, Done<void> done) {
            store().accounts().setState(m_plan->account.id, AccountState::WaitingForKeychain, c,
                                        std::move(done));
        }));
        QTRY_COMPARE(must(store().accounts().account(m_plan->account.id)).state,
                     AccountState::WaitingForKeychain);
        QCOMPARE(due.size(), 0);
        QCOMPARE(waiting().size(), 1); // it still needs the user
        m_plan->clock.advance(minutes(1));
        reminders.wake();
        reminders.wake();
        QTRY_COMPARE(due.size(), 1);
        QCOMPARE(m_plan->pin(id).dueAt, before.dueAt);
    }

    void postedByHandIsPublishedOnceAndTheHistorySaysSo()
    {
        deliverBy(DeliveryMode::RemindMe);
        const PinId id = m_plan->scheduled(QStringLiteral("By hand"), -5);
        const PinId other = m_plan->scheduled(QStringLiteral("Other"), -4);
        const Pin seen = m_plan->pin(id);
        must(markPosted(seen, QStringLiteral("4711")));
        const Pin posted = m_plan->pin(id);
        QCOMPARE(posted.status, PinStatus::Published);
        QCOMPARE(posted.remoteId, QStringLiteral("4711"));
        QCOMPARE(posted.publishedAt, std::optional(m_plan->clock.now()));
        QCOMPARE(must(store().pins().history(id)).last().detail, QStringLiteral("posted by hand"));
        QCOMPARE(waiting().size(), 1);
        // A second click, and the same link for another pin, change nothing.
        QVERIFY(!markPosted(seen, QStringLiteral("4711")));
        QVERIFY(!markPosted(m_plan->pin(other), QStringLiteral("4711")));
        QCOMPARE(m_plan->pin(other).status, PinStatus::Scheduled);
        // Without a link it is published as well.
        must(markPosted(m_plan->pin(other), {}));
        QCOMPARE(m_plan->pin(other).status, PinStatus::Published);
        publisher().start();
        deliverBy(DeliveryMode::Automatic);
        round();
        QCOMPARE(m_plan->pinterest.postCount(), 0);
    }

    void backToAutomaticWhatWaitsGoesOut()
    {
        deliverBy(DeliveryMode::RemindMe);
        const PinId id = m_plan->scheduled(QStringLiteral("By hand"), -5);
        publisher().start();
        round();
        QCOMPARE(m_plan->pin(id).status, PinStatus::Scheduled);
        deliverBy(DeliveryMode::Automatic);
        QTRY_COMPARE(m_plan->pin(id).status, PinStatus::Published);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    void theModeIsKeptWithTheAccount()
    {
        deliverBy(DeliveryMode::RemindMe);
        m_plan->reopen();
        QCOMPARE(must(store().accounts().account(m_plan->account.id)).delivery,
                 DeliveryMode::RemindMe);
    }
};

QTEST_GUILESS_MAIN(TestReminders)
#include "tst_reminders.moc"
