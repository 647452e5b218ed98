// SPDX-License-Identifier: GPL-3.0-or-later
#include "pinterest/client.h"
#include "planner/pineditor.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/planfixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using std::chrono::minutes;
using std::chrono::seconds;

/** pinterest-api.md 13 and design.md 4: every guard of handing over, against each of the three
 * answers that are possible. */
class TestHandOver : public QObject
{
    Q_OBJECT

private:
    static constexpr int hour = 3600;
    static constexpr int day = 24 * hour;
    std::unique_ptr<PlanFixture> m_plan;

    Publisher &publisher() { return m_plan->workspace->publisher(); }
    PinStore &pins() { return m_plan->workspace->store().pins(); }
    PinStatus statusOf(PinId id) { return m_plan->pin(id).status; }
    DeliveryMode mode()
    {
        return must(m_plan->workspace->store().accounts().account(m_plan->account.id)).delivery;
    }
    void deliverBy(DeliveryMode wanted)
    {
        must(await<void>([&](QObject *c, Done<void> done) {
            m_plan->workspace->store().accounts().setDelivery(m_plan->account.id, wanted, c,
                                                              std::move(done));
        }));
    }
    void advance(seconds by)
    {
        m_plan->clock.advance(by);
        publisher().wake();
    }
    /** Bodies of all POST /pins so far. */
    QList<QJsonObject> posted()
    {
        QList<QJsonObject> bodies;
        for (const RecordedRequest &request : m_plan->pinterest.requests()) {
            if (request.method == "POST" && request.path == QStringLiteral("/v5/pins"))
                bodies.append(QJsonDocument::fromJson(request.body).object());
        }
        return bodies;
    }
    /** The publisher has nothing to do any more at this moment. */
    void settle()
    {
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().wake();
        QVERIFY(idle.wait());
    }

private slots:
    void init() { m_plan = std::make_unique<PlanFixture>(); }
    void cleanup() { m_plan.reset(); }

    void byDefaultNoRequestCarriesASchedulingField()
    {
        const QStringList names{QStringLiteral("alt_text"),         QStringLiteral("board_id"),
                                QStringLiteral("board_section_id"), QStringLiteral("description"),
                                QStringLiteral("dominant_color"),   QStringLiteral("link"),
                                QStringLiteral("media_source"),     QStringLiteral("parent_pin_id"),
                                QStringLiteral("sponsor_id"),       QStringLiteral("title")};
        QCOMPARE(mode(), DeliveryMode::Automatic);
        const PinId due = m_plan->scheduled(QStringLiteral("Due"), 0);
        const PinId later = m_plan->scheduled(QStringLiteral("Later"), 2 * hour);
        publisher().start();
        QTRY_COMPARE(statusOf(due), PinStatus::Published);
        settle();
        QCOMPARE(posted().size(), 1); // nothing is sent ahead
        advance(seconds(2 * hour));
        QTRY_COMPARE(statusOf(later), PinStatus::Published);
        QCOMPARE(posted().size(), 2);
        for (const QJsonObject &body : posted()) {
            for (const QString &name : body.keys())
                QVERIFY2(names.contains(name), qPrintable(name));
        }
    }

    void aPinThatHonoursItsDateIsHandedOverOnceAndFoundWhenItIsThere()
    {
        m_plan->pinterest.setPublishDates(sandbox::PublishDates::Honoured);
        deliverBy(DeliveryMode::HandOver);
        const PinId id = m_plan->scheduled(QStringLiteral("Far"), day);
        QSignalSpy off(&publisher(), &Publisher::handOverStopped);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::HandedOver);
        QCOMPARE(posted().size(), 1);
        const Pin given = m_plan->pin(id);
        QCOMPARE(fromIsoUtc(posted().first().value(QLatin1String("publish_at")).toString()),
                 given.dueAt);
        QVERIFY(!given.remoteId.isEmpty());
        settle();
        advance(minutes(3)); // the second look
        settle();
        QCOMPARE(statusOf(id), PinStatus::HandedOver);
        advance(seconds(day));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pin(id).publishedAt, given.dueAt);
        QCOMPARE(posted().size(), 1); // it was never due here as well
        QCOMPARE(off.size(), 0);
        QCOMPARE(mode(), DeliveryMode::HandOver);
    }

    void aPinThatGoesLiveAtOnceIsToldAndTheModeSwitchesOff()
    {
        m_plan->pinterest.setPublishDates(sandbox::PublishDates::Ignored);
        deliverBy(DeliveryMode::HandOver);
        const PinId first = m_plan->scheduled(QStringLiteral("First"), day);
        const PinId second = m_plan->scheduled(QStringLiteral("Second"), 2 * day);
        QSignalSpy off(&publisher(), &Publisher::handOverStopped);
        publisher().start();
        QTRY_COMPARE(statusOf(first), PinStatus::Published);
        QTRY_COMPARE(mode(), DeliveryMode::Automatic);
        QCOMPARE(off.size(), 1);
        QCOMPARE(off.first().at(0).value<PinId>(), first);
        QCOMPARE(off.first().at(1).value<HandOverEnd>(), HandOverEnd::PublishedAtOnce);
        QVERIFY(must(pins().history(first)).last().detail.contains(QStringLiteral("at once")));
        settle();
        QCOMPARE(statusOf(second), PinStatus::Scheduled); // no other one is risked
        QCOMPARE(posted().size(), 1);
        advance(seconds(day));
        settle();
        QCOMPARE(posted().size(), 1); // not published a second time at its own time
    }

    void aPinThatIsRefusedGoesOutByItselfAtItsTime()
    {
        deliverBy(DeliveryMode::HandOver); // the stand-in refuses unknown fields
        const PinId id = m_plan->scheduled(QStringLiteral("Refused"), day);
        QSignalSpy off(&publisher(), &Publisher::handOverStopped);
        publisher().start();
        QTRY_COMPARE(off.size(), 1);
        QTRY_COMPARE(statusOf(id), PinStatus::Failed);
        QTRY_COMPARE(mode(), DeliveryMode::Automatic);
        const Pin back = m_plan->pin(id);
        QCOMPARE(back.nextAttemptAt, back.dueAt);
        settle();
        QCOMPARE(m_plan->pinterest.pins().size(), 0);
        advance(seconds(day));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.pins().size(), 1);
        QVERIFY(!posted().last().contains(QStringLiteral("publish_at")));
    }

    void onlyWhatIsTenMinutesToThirtyDaysAheadIsHandedOver()
    {
        m_plan->pinterest.setPublishDates(sandbox::PublishDates::Honoured);
        deliverBy(DeliveryMode::HandOver);
        const PinId near = m_plan->scheduled(QStringLiteral("Near"), 9 * 60);
        const PinId within = m_plan->scheduled(QStringLiteral("Within"), hour);
        const PinId far = m_plan->scheduled(QStringLiteral("Far"), 31 * day);
        publisher().start();
        QTRY_COMPARE(statusOf(within), PinStatus::HandedOver);
        settle();
        QCOMPARE(statusOf(near), PinStatus::Scheduled);
        QCOMPARE(statusOf(far), PinStatus::Scheduled);
        QCOMPARE(posted().size(), 1);
        advance(minutes(9));
        QTRY_COMPARE(statusOf(near), PinStatus::Published); // by the local queue
        QVERIFY(!posted().last().contains(QStringLiteral("publish_at")));
        advance(seconds(2 * day)); // now it has come within
        QTRY_COMPARE(statusOf(far), PinStatus::HandedOver);
    }

    void theStoreItselfRefusesADateThatMayNotBeSent()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Far"), day);
        const auto claim = [&](std::optional<UtcTime> date) {
            const Pin pin = m_plan->pin(id);
            Claim wanted;
            wanted.pin = id;
            wanted.expectedRevision = pin.revision;
            wanted.fingerprint = "one";
            wanted.bodySha256 = "00";
            wanted.bootId = "boot";
            wanted.publishAt = date;
            return await<AttemptId>([&](QObject *c, Done<AttemptId> done) {
                pins().claim(wanted, c, std::move(done));
            });
        };
        const std::optional<UtcTime> due = m_plan->pin(id).dueAt;
        QVERIFY(!claim(due)); // the account is not set to it
        deliverBy(DeliveryMode::HandOver);
        QVERIFY(!claim(*due + seconds(60)));
        m_plan->clock.advance(seconds(day) - minutes(9));
        QVERIFY(!claim(due));
        m_plan->clock.advance(-minutes(20));
        QVERIFY(claim(due));
    }

    void aLostAnswerWaitsForAPersonAndIsNeverSentAgain()
    {
        m_plan->pinterest.setPublishDates(sandbox::PublishDates::Honoured);
        deliverBy(DeliveryMode::HandOver);
        sandbox::Fault lost;
        lost.kind = sandbox::Fault::Kind::Drop;
        lost.commits = true;
        lost.method = "POST";
        lost.pathPrefix = QStringLiteral("/v5/pins");
        m_plan->pinterest.addFault(lost);
        const PinId id = m_plan->scheduled(QStringLiteral("Lost"), day);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
        QTRY_COMPARE(mode(), DeliveryMode::Automatic);
        advance(seconds(2 * day));
        settle();
        QCOMPARE(statusOf(id), PinStatus::Blocked);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    void anInterruptedHandOverWaitsForAPerson()
    {
        deliverBy(DeliveryMode::HandOver);
        const PinId id = m_plan->scheduled(QStringLiteral("Interrupted"), day);
        const Pin pin = m_plan->pin(id);
        Claim claim;
        claim.pin = id;
        claim.expectedRevision = pin.revision;
        claim.fingerprint = "one";
        claim.bodySha256 = "00";
        claim.bootId = "boot";
        claim.publishAt = pin.dueAt;
        must(await<AttemptId>(
            [&](QObject *c, Done<AttemptId> done) { pins().claim(claim, c, std::move(done)); }));
        m_plan->reopen();
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
        settle();
        QCOMPARE(m_plan->pinterest.postCount(), 0);
    }

    void anAccountThatIsSignedOutHoldsUpNoOther()
    {
        m_plan->pinterest.setPublishDates(sandbox::PublishDates::Honoured);
        deliverBy(DeliveryMode::HandOver);
        const Account held = m_plan->heldAccount(30, day / 2);
        m_plan->writeBehind(
            {QStringLiteral("UPDATE account SET delivery = 'hand_over' WHERE id = %1")
                 .arg(held.id.toString())});
        const PinId id = m_plan->scheduled(QStringLiteral("Goes on"), day);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::HandedOver);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    /** A person's word, and nothing else, sends what may be there. */
    void whatMayBeThereIsNotSimplyTriedAgain()
    {
        m_plan->pinterest.setPublishDates(sandbox::PublishDates::Honoured);
        deliverBy(DeliveryMode::HandOver);
        m_plan->pinterest.dropNextAfterCommit("POST", QStringLiteral("/v5/pins"));
        const PinId id = m_plan->scheduled(QStringLiteral("Lost"), day);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
        settle();
        QVERIFY(mayBeAtPinterest(m_plan->pin(id)));
        for (const auto verb : {&PinEditor::schedule, &PinEditor::unschedule}) {
            QVERIFY(!await<EditOutcome>([&](QObject *context, Done<EditOutcome> done) {
                (m_plan->workspace->editor().*verb)({id}, context, std::move(done));
            }));
            QCOMPARE(statusOf(id), PinStatus::Blocked);
        }
        must(await<void>([&](QObject *context, Done<void> done) {
            pins().settleAsUnsent(id, m_plan->pin(id).revision, context, std::move(done));
        }));
        QCOMPARE(statusOf(id), PinStatus::Scheduled);
    }

    void whatPinterestDoesNotPublishIsToldAfterItsTime()
    {
        m_plan->pinterest.setPublishDates(sandbox::PublishDates::Honoured);
        deliverBy(DeliveryMode::HandOver);
        const PinId id = m_plan->scheduled(QStringLiteral("Never"), day);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::HandedOver);
        settle();
        must(await<void>([&](QObject *c, Done<void> done) {
            m_plan->workspace->client(m_plan->account.id)
                ->deletePin(m_plan->pin(id).remoteId, c, std::move(done));
        }));
        advance(seconds(day) + minutes(31));
        QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
        QTRY_COMPARE(mode(), DeliveryMode::Automatic);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }
};

QTEST_GUILESS_MAIN(TestHandOver)
#include "tst_handover.moc"
