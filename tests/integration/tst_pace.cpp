// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "pinterest/client.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "store/requeststore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/planfixture.h"
#include "text/texts.h"

#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

/** protocols.md 1.G: limits of requests are never gone beyond; but for them, exact times are kept.
 */
class TestPace : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PlanFixture> m_plan;

    Publisher &publisher() { return m_plan->workspace->publisher(); }
    Store &store() { return m_plan->workspace->store(); }
    UtcTime now() { return m_plan->clock.now(); }
    int posts() { return m_plan->pinterest.postCount(); }
    void allowWrites(int perMinute, int perDay = 0)
    {
        RequestLimits limits;
        limits.write = {perMinute, perDay};
        m_plan->workspace->settings().setRequestLimits(m_plan->account.id, limits);
    }
    void advance(std::chrono::seconds by)
    {
        m_plan->clock.advance(by);
        publisher().wake();
    }
    QList<PinId> scheduled(int count, int secondsFromNow)
    {
        QList<PinId> ids;
        for (int i = 0; i < count; ++i)
            ids += m_plan->scheduled(QStringLiteral("Pin %1").arg(i), secondsFromNow);
        return ids;
    }
    int countOf(const QList<PinId> &ids, const std::function<bool(const Pin &)> &fits)
    {
        return int(
            std::count_if(ids.begin(), ids.end(), [&](PinId id) { return fits(m_plan->pin(id)); }));
    }
    static bool isPublished(const Pin &pin) { return pin.status == PinStatus::Published; }
    static bool waitsForLimit(const Pin &pin)
    {
        return pin.status == PinStatus::Scheduled && pin.lateCause == LateCause::Limit;
    }

private slots:
    void init() { m_plan = std::make_unique<PlanFixture>(); }
    void cleanup() { m_plan.reset(); }

    void noMinuteHasMoreRequestsThanTheLimit()
    {
        allowWrites(2);
        const QList<PinId> ids = scheduled(5, 0);
        publisher().start();
        QTRY_COMPARE(countOf(ids, isPublished), 2);
        QTRY_COMPARE(countOf(ids, waitsForLimit), 3);
        QTRY_COMPARE(publisher().state(), PublisherState::Idle);
        QCOMPARE(posts(), 2);
        advance(69s);
        QTRY_COMPARE(publisher().state(), PublisherState::Idle);
        QCOMPARE(posts(), 2);
        advance(1s);
        QTRY_COMPARE(countOf(ids, isPublished), 4);
        advance(70s);
        QTRY_COMPARE(countOf(ids, isPublished), 5);
        QCOMPARE(posts(), 5);
    }

    void aPinThatTheLimitDelaysSaysWhy()
    {
        allowWrites(1);
        const QList<PinId> ids = scheduled(2, 0);
        const UtcTime planned = now();
        QSignalSpy happened(&publisher(), &Publisher::happened);
        publisher().start();
        QTRY_COMPARE(countOf(ids, waitsForLimit), 1);
        const Pin pin = m_plan->pin(ids.last());
        QCOMPARE(pin.dueAt, std::optional(planned));
        QCOMPARE(pin.nextAttemptAt, std::optional(planned + 70s));
        QVERIFY(statusText(pin, "Etc/UTC").contains(QStringLiteral("09:01")));
        QVERIFY(lateText(pin, "Etc/UTC").contains(lateCauseText(LateCause::Limit)));
        const auto history = must(store().pins().history(pin.id));
        QVERIFY(history.last().detail.contains(QStringLiteral("the limit of requests")));
        const auto isTold = [&](const auto &signal) {
            const auto event = signal.first().template value<PublisherEvent>();
            return event.pin == pin.id && event.kind == PublisherEvent::Kind::Waiting &&
                   event.nextAttemptAt == pin.nextAttemptAt;
        };
        QTRY_VERIFY(std::any_of(happened.begin(), happened.end(), isTold));
    }

    void requestsAreCountedAcrossARestart()
    {
        allowWrites(0, 3);
        const QList<PinId> ids = scheduled(3, 0);
        publisher().start();
        QTRY_COMPARE(countOf(ids, isPublished), 3);
        m_plan->clock.advance(1h);
        m_plan->reopen();
        const PinId next = m_plan->scheduled(QStringLiteral("Next"), 0);
        publisher().start();
        QTRY_VERIFY(waitsForLimit(m_plan->pin(next)));
        QCOMPARE(posts(), 3);
        advance(23h + 10s);
        QTRY_VERIFY(isPublished(m_plan->pin(next)));
    }

    void aClaimBeyondTheLimitIsRefusedWhoeverAsks()
    {
        const QList<PinId> ids = scheduled(2, 0);
        const auto claimed = [&](PinId id) {
            Claim claim;
            claim.pin = id;
            claim.expectedRevision = m_plan->pin(id).revision;
            claim.fingerprint = id.toString().toLatin1();
            claim.limits.write = {1, 0};
            return await<AttemptId>([&](QObject *context, Done<AttemptId> done) {
                store().pins().claim(claim, context, std::move(done));
            });
        };
        QVERIFY(claimed(ids[0]));
        const Result<AttemptId> refused = claimed(ids[1]);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::RateLimited);
        QCOMPARE(refused.error().retryAfter, std::optional<std::chrono::seconds>(70s));
        QCOMPARE(m_plan->pin(ids[1]).status, PinStatus::Scheduled);
    }

    void oneAccountsRequestsAreNoOthers()
    {
        Account other = m_plan->account;
        other.id = {};
        other.remoteId = QStringLiteral("another");
        other = must(await<Account>([&](QObject *context, Done<Account> done) {
            store().accounts().save(other, context, std::move(done));
        }));
        for (int i = 0; i < 3; ++i) {
            must(await<void>([&](QObject *context, Done<void> done) {
                store().requests().count(other.id, RequestCategory::Write, context,
                                         std::move(done));
            }));
        }
        RequestLimits limits;
        limits.write = {3, 0};
        const auto next = [&](AccountId id) {
            return must(store().requests().budget(id, limits, now()))
                .next(RequestCategory::Write, now());
        };
        QVERIFY(next(other.id) > now());
        QCOMPARE(next(m_plan->account.id), now());
    }

    void accountsThatShareAnAppShareItsDay()
    {
        Account own = m_plan->account;
        own.appId = QStringLiteral("1500001");
        own = must(await<Account>([&](QObject *context, Done<Account> done) {
            store().accounts().save(own, context, std::move(done));
        }));
        Account other = own;
        other.id = {};
        other.remoteId = QStringLiteral("another");
        Account elsewhere = other;
        elsewhere.appId = QStringLiteral("1500002");
        elsewhere.remoteId = QStringLiteral("of another app");
        for (Account *each : {&other, &elsewhere})
            *each = must(await<Account>([&](QObject *context, Done<Account> done) {
                store().accounts().save(*each, context, std::move(done));
            }));
        for (int i = 0; i < 3; ++i) {
            must(await<void>([&](QObject *context, Done<void> done) {
                store().requests().count(other.id, RequestCategory::Write, context,
                                         std::move(done));
            }));
        }
        const auto next = [&](AccountId id, const RequestLimit &writes) {
            RequestLimits limits;
            limits.write = writes;
            return must(store().requests().budget(id, limits, now()))
                .next(RequestCategory::Write, now());
        };
        QVERIFY(next(own.id, {0, 3}) > now() + 23h); // as with trial access
        QCOMPARE(next(own.id, {3, 0}), now());       // as with standard access
        QCOMPARE(next(elsewhere.id, {0, 3}), now());
        // A due pin waits for it, and goes out a day later.
        allowWrites(0, 3);
        const PinId id = m_plan->scheduled(QStringLiteral("Waits"), 0);
        publisher().start();
        QTRY_VERIFY(waitsForLimit(m_plan->pin(id)));
        QCOMPARE(posts(), 0);
    }

    void anExactTimeIsKeptWhateverCapWindowAndGapSay()
    {
        m_plan->workspace->settings().setDayCap(1);
        m_plan->workspace->settings().setWindow(QTime(12, 0), QTime(13, 0));
        m_plan->workspace->settings().setLeastGap(60min);
        const QList<PinId> ids = scheduled(3, 60); // 09:01, three at once
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().start();
        QVERIFY(idle.wait());
        advance(60s);
        QTRY_COMPARE(countOf(ids, isPublished), 3);
        for (const PinId id : ids) {
            const Pin pin = m_plan->pin(id);
            QCOMPARE(pin.publishedAt, pin.dueAt);
            QCOMPARE(pin.lateCause, LateCause::None);
        }
    }

    void readsAreHeldBackToo()
    {
        RequestLimits limits;
        limits.read = {1, 0};
        m_plan->clock.advance(10min); // the first sync of the boards has passed
        m_plan->workspace->settings().setRequestLimits(m_plan->account.id, limits);
        const int before = int(m_plan->pinterest.requests().size());
        QSignalSpy unread(m_plan->workspace.get(), &Workspace::sectionsUnread);
        const auto synced = await<int>([this](QObject *context, Done<int> done) {
            m_plan->workspace->syncBoards(m_plan->account.id, context, std::move(done));
        });
        QVERIFY(synced); // the boards; their sections are for later
        QCOMPARE(unread.size(), 1);
        QVERIFY2(unread.first().at(1).toString().contains(QStringLiteral("sections")),
                 qPrintable(unread.first().at(1).toString()));
        QCOMPARE(int(m_plan->pinterest.requests().size()), before + 1);
        // Nothing more is asked for until then.
        const auto refused = await<int>([this](QObject *context, Done<int> done) {
            m_plan->workspace->syncBoards(m_plan->account.id, context, std::move(done));
        });
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::RateLimited);
        QVERIFY(refused.error().retryAfter);
        QCOMPARE(int(m_plan->pinterest.requests().size()), before + 1);
        m_plan->clock.advance(2min);
        m_plan->workspace->settings().setRequestLimits(m_plan->account.id, {});
        QVERIFY(await<int>([this](QObject *context, Done<int> done) {
            m_plan->workspace->syncBoards(m_plan->account.id, context, std::move(done));
        }));
    }

    void anAnswerThatSaysNothingIsLeftHoldsTheNextPin()
    {
        m_plan->pinterest.answerNextWith(
            "POST", QStringLiteral("/v5/pins"), 503,
            {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "300"}}, {}, 1);
        const PinId lost = m_plan->scheduled(QStringLiteral("Lost"), 0);
        publisher().start();
        QTRY_COMPARE(m_plan->pin(lost).status, PinStatus::Unconfirmed);
        const PinId next = m_plan->scheduled(QStringLiteral("Next"), 0);
        QTRY_VERIFY(waitsForLimit(m_plan->pin(next)));
        QCOMPARE(m_plan->pin(next).nextAttemptAt, std::optional(now() + 300s));
        QCOMPARE(posts(), 1);
    }
};

QTEST_GUILESS_MAIN(TestPace)
#include "tst_pace.moc"
