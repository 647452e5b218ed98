// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "planner/pineditor.h"
#include "planner/sloteditor.h"
#include "publisher/publisher.h"
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

/** What happens to pins whose time passed while nothing could be published. */
class TestLatePins : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PlanFixture> m_plan;

    Publisher &publisher() { return m_plan->workspace->publisher(); }
    PinStore &pins() { return m_plan->workspace->store().pins(); }
    UtcTime now() { return m_plan->clock.now(); }
    PinStatus statusOf(PinId id) { return m_plan->pin(id).status; }
    void advance(seconds s)
    {
        m_plan->clock.advance(s);
        publisher().wake();
    }
    void sleepFor(seconds s)
    {
        m_plan->clock.sleep(s);
        publisher().wake();
    }
    /** Runs the publisher until it has looked at everything that is due. */
    void startIdle()
    {
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().start();
        QVERIFY(idle.wait());
    }
    QStringList historyOf(PinId id)
    {
        QStringList lines;
        for (const PinEvent &event : pins().history(id).value_or(QList<PinEvent>()))
            lines += event.detail;
        return lines;
    }

private slots:
    void init() { m_plan = std::make_unique<PlanFixture>(); }
    void cleanup() { m_plan.reset(); }

    void aSleepOfAWeekWithSixtyPinsDueMakesNoBurst()
    {
        startIdle();
        QList<PinId> ids;
        for (int i = 0; i < 60; ++i) // one each 2 h 48 min
            ids += m_plan->scheduled(QStringLiteral("Pin %1").arg(i), (i + 1) * 10080);
        const PinId exact = m_plan->scheduled(QStringLiteral("Exact"), 7 * 86400 + 61);
        sleepFor(7 * 24h - 6h); // wakes at 03:00, outside the daily window
        const UtcTime woke = now();
        const auto isSettled = [&](PinId id) {
            const Pin pin = m_plan->pin(id);
            return *pin.dueAt > woke || pin.status == PinStatus::Blocked || pin.nextAttemptAt;
        };
        QTRY_VERIFY(std::all_of(ids.begin(), ids.end(), isSettled));
        QCOMPARE(m_plan->pinterest.postCount(), 0);

        int asked = 0;
        QList<UtcTime> times;
        for (const PinId id : std::as_const(ids)) {
            const Pin pin = m_plan->pin(id);
            if (pin.status == PinStatus::Blocked) {
                QCOMPARE(pin.lastError->kind, ErrorKind::Late);
                ++asked;
                continue;
            }
            QCOMPARE(pin.status, PinStatus::Scheduled);
            times += *pin.sendAt();
            if (*pin.dueAt > woke) {
                QVERIFY(!pin.nextAttemptAt); // not touched by the rule
                continue;
            }
            QCOMPARE(pin.lateCause, LateCause::Away);
            QVERIFY(*pin.nextAttemptAt - *pin.dueAt <= 24h);
            QVERIFY(WallTime::fromUtc(*pin.nextAttemptAt, m_plan->account.zone).time >=
                    QTime(8, 0));
        }
        times += *m_plan->pin(exact).sendAt();
        QCOMPARE(asked + int(times.size()), 61);
        QVERIFY(times.size() >= 8);
        std::sort(times.begin(), times.end());
        for (int i = 1; i < times.size(); ++i)
            QVERIFY(times[i] - times[i - 1] >= 1min); // only exact times are nearer than the gap
        // One after the other they follow, and all is settled in the end.
        for (int i = 0; i < times.size(); ++i) {
            advance(times[i] - now());
            QTRY_COMPARE(m_plan->pinterest.postCount(), i + 1);
            QTRY_COMPARE(publisher().state(), PublisherState::Idle);
        }
        QCOMPARE(m_plan->pin(exact).publishedAt, m_plan->pin(exact).dueAt);
        QCOMPARE(m_plan->pin(exact).lateCause, LateCause::None);
        QCOMPARE(m_plan->pinterest.pins().size(), 61 - asked);
    }

    void eachLatePinSaysPlannedTimeRealTimeAndWhy()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Late"), 60);
        const UtcTime planned = *m_plan->pin(id).dueAt;
        m_plan->clock.sleep(3h);
        startIdle();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        const Pin pin = m_plan->pin(id);
        QCOMPARE(pin.dueAt, std::optional(planned));
        QCOMPARE(pin.publishedAt, std::optional(now()));
        QCOMPARE(pin.lateCause, LateCause::Away);
        QVERIFY(historyOf(id).contains(
            QStringLiteral("planned for 2026-11-17T09:01:00Z, 2 h 59 min late: the computer was "
                           "asleep, off or offline; goes out at 2026-11-17T12:00:00Z")));
        QCOMPARE(lateText(pin, "Etc/UTC"),
                 QStringLiteral("Planned for 2026-11-17 09:01, published 2026-11-17 12:00: the "
                                "computer was asleep, off or offline."));
    }

    /** It was on time when it was taken, and hours late when it could be claimed. */
    void aSleepWhileTheTokenIsFetchedMakesItLate()
    {
        startIdle();
        const PinId id = m_plan->scheduled(QStringLiteral("Late"), 60);
        bool slept = false;
        connect(&publisher(), &Publisher::stateChanged, this, [this, &slept] {
            if (publisher().state() == PublisherState::Sending && !std::exchange(slept, true))
                m_plan->clock.sleep(3h);
        });
        advance(60s);
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QVERIFY(slept);
        QCOMPARE(m_plan->pin(id).lateCause, LateCause::Away);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    void aFewMinutesAreNotLate()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Nearly"), 0);
        m_plan->clock.sleep(4min);
        startIdle();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pin(id).lateCause, LateCause::None);
    }

    void whatComesDueWhileItIsAtWorkIsNeverLateHoweverSlowTheQueue()
    {
        startIdle();
        QList<PinId> ids;
        for (int i = 0; i < 5; ++i)
            ids += m_plan->scheduled(QStringLiteral("Pin %1").arg(i), 60);
        advance(20min); // as when each upload takes minutes
        for (const PinId id : std::as_const(ids))
            QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pin(ids.last()).lateCause, LateCause::None);
    }

    void aClockThatLeapsToNextYearAndBackMakesNothingLate()
    {
        startIdle();
        const UtcMillis real = m_plan->clock.nowMillis();
        for (const std::chrono::hours leap : {365 * 24h, 0h}) {
            QSignalSpy idle(&publisher(), &Publisher::idle);
            m_plan->clock.set(real + leap);
            publisher().wake();
            QVERIFY(idle.wait());
        }
        const PinId id = m_plan->scheduled(QStringLiteral("Tomorrow"), 86400);
        advance(24h);
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pin(id).publishedAt, m_plan->pin(id).dueAt);
        QCOMPARE(m_plan->pin(id).lateCause, LateCause::None);
    }

    void aClockThatIsSetBackSendsNothingEarlyAndNothingTwice()
    {
        startIdle();
        const PinId sent = m_plan->scheduled(QStringLiteral("Sent"), 60);
        const PinId next = m_plan->scheduled(QStringLiteral("Next"), 3600);
        advance(61s);
        QTRY_COMPARE(statusOf(sent), PinStatus::Published);
        m_plan->clock.set(m_plan->clock.nowMillis() - 2h);
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().wake();
        QVERIFY(idle.wait());
        QCOMPARE(m_plan->pinterest.postCount(), 1);
        QCOMPARE(statusOf(next), PinStatus::Scheduled);
        advance(*m_plan->pin(next).dueAt - now());
        QTRY_COMPARE(statusOf(next), PinStatus::Published);
        QCOMPARE(m_plan->pin(next).lateCause, LateCause::None);
        QCOMPARE(m_plan->pinterest.postCount(), 2);
    }

    void afterAPauseItIsTheSame()
    {
        m_plan->workspace->settings().setPublisherPaused(true);
        startIdle();
        const PinId first = m_plan->scheduled(QStringLiteral("First"), 60);
        const PinId second = m_plan->scheduled(QStringLiteral("Second"), 61);
        advance(1h);
        m_plan->workspace->settings().setPublisherPaused(false);
        QTRY_COMPARE(statusOf(first), PinStatus::Published);
        QTRY_VERIFY(m_plan->pin(second).nextAttemptAt);
        QVERIFY(*m_plan->pin(second).nextAttemptAt >= now() + 2min);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
        QCOMPARE(m_plan->pin(first).lateCause, LateCause::Paused);
    }

    void withTheRuleAskEachWaitsForAPerson()
    {
        m_plan->workspace->settings().setLatePolicy(LatePolicy::Ask);
        const PinId id = m_plan->scheduled(QStringLiteral("Ask"), 60);
        m_plan->clock.sleep(1h);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
        QCOMPARE(m_plan->pin(id).lastError->kind, ErrorKind::Late);
        QCOMPARE(m_plan->pinterest.postCount(), 0);
        // Trying again means now: the rule does not ask twice.
        must(await<EditOutcome>([&](QObject *context, Done<EditOutcome> done) {
            m_plan->workspace->editor().schedule({id}, context, std::move(done));
        }));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
    }

    void withTheRuleSkipItBecomesAMissedDraft()
    {
        m_plan->workspace->settings().setLatePolicy(LatePolicy::Skip);
        const PinId id = m_plan->scheduled(QStringLiteral("Skip"), 60);
        m_plan->clock.sleep(1h);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Draft);
        QVERIFY(m_plan->pin(id).isMissed(now()));
        QCOMPARE(m_plan->pinterest.postCount(), 0);
    }

    void withTheRuleNextFreeItIsPlannedAnewButALockedOneIsNotMoved()
    {
        m_plan->workspace->settings().setLatePolicy(LatePolicy::NextFree);
        const PinId id = m_plan->scheduled(QStringLiteral("Move"), 60);
        const PinId locked = m_plan->scheduled(QStringLiteral("Locked"), 61);
        must(await<EditOutcome>([&](QObject *context, Done<EditOutcome> done) {
            m_plan->workspace->editor().setLocked({locked}, true, context, std::move(done));
        }));
        const UtcTime planned = *m_plan->pin(locked).dueAt;
        m_plan->clock.sleep(1h);
        publisher().start();
        QTRY_VERIFY(m_plan->pin(id).dueAt > now());
        QCOMPARE(statusOf(id), PinStatus::Scheduled);
        QVERIFY(!m_plan->pin(id).nextAttemptAt);
        QTRY_COMPARE(statusOf(locked), PinStatus::Blocked);
        QCOMPARE(m_plan->pin(locked).dueAt, std::optional(planned));
        QCOMPARE(m_plan->pinterest.postCount(), 0);
    }

    void withTheRuleNextFreeItTakesTheNextTimeSlot()
    {
        m_plan->workspace->settings().setLatePolicy(LatePolicy::NextFree);
        QList<TimeSlot> week;
        for (int day = Qt::Monday; day <= Qt::Sunday; ++day)
            week += TimeSlot{{}, m_plan->account.id, {}, day, QTime(13, 7), m_plan->account.zone};
        must(await<QList<SlotId>>([&](QObject *context, Done<QList<SlotId>> done) {
            m_plan->workspace->slotEditor().add(week, context, std::move(done));
        }));
        const PinId id = m_plan->scheduled(QStringLiteral("Move"), 60);
        m_plan->clock.sleep(1h);
        publisher().start();
        QTRY_VERIFY(m_plan->pin(id).dueAt > now());
        QCOMPARE(m_plan->pin(id).content.planned->time, QTime(13, 7));
        QCOMPARE(statusOf(id), PinStatus::Scheduled);
    }

    void catchingUpSendsAllAtOnce()
    {
        QList<PinId> ids;
        for (int i = 0; i < 4; ++i)
            ids += m_plan->scheduled(QStringLiteral("Pin %1").arg(i), 60 + i);
        m_plan->clock.sleep(48h);
        publisher().catchUpAtOnce();
        publisher().start();
        for (const PinId id : std::as_const(ids))
            QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pin(ids.first()).lateCause, LateCause::Away);
    }

    void catchingUpPullsInWhatWaitsForAnotherTime()
    {
        const PinId first = m_plan->scheduled(QStringLiteral("First"), 60);
        const PinId second = m_plan->scheduled(QStringLiteral("Second"), 61);
        m_plan->clock.sleep(1h);
        publisher().start();
        QTRY_COMPARE(statusOf(first), PinStatus::Published);
        QCOMPARE(statusOf(second), PinStatus::Scheduled);
        m_plan->reopen();
        publisher().catchUpAtOnce();
        publisher().start();
        QTRY_COMPARE(statusOf(second), PinStatus::Published);
    }

    void aNewTimeMakesALatePinOnTimeAgain()
    {
        const PinId first = m_plan->scheduled(QStringLiteral("First"), 60);
        const PinId second = m_plan->scheduled(QStringLiteral("Second"), 61);
        m_plan->clock.sleep(1h);
        publisher().start();
        QTRY_COMPARE(statusOf(first), PinStatus::Published);
        const WallTime later = WallTime::fromUtc(now() + 5h, m_plan->account.zone);
        must(await<EditOutcome>([&](QObject *context, Done<EditOutcome> done) {
            m_plan->workspace->editor().move({second}, {later}, context, std::move(done));
        }));
        const Pin pin = m_plan->pin(second);
        QCOMPARE(pin.sendAt(), std::optional(now() + 5h));
        QCOMPARE(pin.lateCause, LateCause::None);
    }
};

QTEST_GUILESS_MAIN(TestLatePins)
#include "tst_latepins.moc"
