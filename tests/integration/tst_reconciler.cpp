// SPDX-License-Identifier: GPL-3.0-or-later
// Answers that get lost, and lists that do not show what they should: protocols.md 1.C and 1.D.
#include "core/settings.h"
#include "pinterest/client.h"
#include "planner/pineditor.h"
#include "publisher/lookschedule.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/checkstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/planfixture.h"
#include "text/texts.h"

#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <array>
#include <functional>

using namespace pinweek;
using namespace pinweek::test;
using sandbox::Fault;
using sandbox::Habits;
using std::chrono::minutes;
using std::chrono::seconds;

Q_DECLARE_METATYPE(pinweek::sandbox::Fault)
Q_DECLARE_METATYPE(pinweek::sandbox::Habits)

namespace {

QString postPath()
{
    return QStringLiteral("/v5/pins");
}

Fault lost(bool commits)
{
    Fault fault;
    fault.kind = Fault::Kind::Drop;
    fault.commits = commits;
    fault.method = "POST";
    fault.pathPrefix = postPath();
    return fault;
}

Fault answered(int status, bool commits, const QByteArray &body = {})
{
    Fault fault = lost(commits);
    fault.kind = Fault::Kind::Answer;
    fault.status = status;
    fault.body = body;
    return fault;
}

Fault endless()
{
    Fault fault = lost(true);
    fault.kind = Fault::Kind::NeverEnding;
    return fault;
}

Fault cutAfter(qint64 bytes, bool commits)
{
    Fault fault = lost(commits);
    fault.kind = Fault::Kind::Cut;
    fault.bytes = bytes;
    return fault;
}

} // namespace

class TestReconciler : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PlanFixture> m_plan;
    QList<PublisherEvent> m_told;

    Publisher &publisher() { return m_plan->workspace->publisher(); }
    PinStatus statusOf(PinId id) { return m_plan->pin(id).status; }
    int posts() { return m_plan->pinterest.postCount(); }
    qsizetype atPeer() { return m_plan->pinterest.pins().size(); }

    void start()
    {
        m_told.clear();
        connect(&publisher(), &Publisher::happened, this,
                [this](const PublisherEvent &event) { m_told.append(event); });
        publisher().start();
    }
    QString toldOf(PublisherEvent::Kind kind) const
    {
        for (const PublisherEvent &event : m_told) {
            if (event.kind == kind)
                return eventText(event);
        }
        return {};
    }
    int timesTold(PublisherEvent::Kind kind) const
    {
        return int(std::count_if(m_told.begin(), m_told.end(),
                                 [kind](const auto &event) { return event.kind == kind; }));
    }
    void advance(seconds by)
    {
        m_plan->clock.advance(by);
        publisher().wake();
    }
    /** Looks that counted for an unconfirmed pin; -1: it is none. */
    int looksOf(PinId id)
    {
        const auto pins = m_plan->workspace->store().checks().toFind();
        for (const PinToFind &find : must(pins)) {
            if (find.pin.id == id)
                return find.looks;
        }
        return -1;
    }
    /** A first look counted and was stored, and the second is planned. */
    bool isLookedForOnce(PinId id)
    {
        return looksOf(id) == 1 && publisher().nextLook(id) == m_plan->clock.now() + lookGap;
    }
    /** A round has passed in which nothing was begun. */
    void waitForRest()
    {
        QSignalSpy idle(&publisher(), &Publisher::idle);
        publisher().wake();
        QVERIFY(idle.wait());
    }
    /** The peer hangs, and nobody wants to wait two minutes for it. */
    void beImpatient()
    {
        pinterest::ClientLimits limits;
        limits.writeTimeout = std::chrono::milliseconds(300);
        m_plan->workspace->client(m_plan->account.id)->setLimits(limits);
    }
    /** A pin that somebody else made. */
    sandbox::Pin foreignPin(const QString &title)
    {
        sandbox::Pin pin;
        pin.boardId = m_plan->board(QStringLiteral("Recipes")).remoteId;
        pin.ownerId = m_plan->pinterest.userId();
        pin.title = title;
        return m_plan->pinterest.state().addPin(pin);
    }
    /** As a publisher leaves it that was killed in the middle of the request. */
    void claim(PinId id, const QByteArray &fingerprint)
    {
        Claim claim;
        claim.pin = id;
        claim.expectedRevision = m_plan->pin(id).revision;
        claim.fingerprint = fingerprint;
        QVERIFY(await<AttemptId>([&](QObject *c, Done<AttemptId> done) {
            m_plan->workspace->store().pins().claim(claim, c, std::move(done));
        }));
    }
    PinId scheduledWith(const PinContent &content)
    {
        PinStep step;
        step.name = QStringLiteral("test");
        PinChange change;
        change.content = content;
        change.status = PinStatus::Scheduled;
        step.changes = {change};
        return must(await<StepOutcome>([&](QObject *c, Done<StepOutcome> done) {
                   m_plan->workspace->store().pins().apply(step, c, std::move(done));
               }))
            .pins.first();
    }
    /** Two pins that differ in their pictures only. */
    std::pair<PinId, PinId> twins()
    {
        PinContent content = m_plan->content(QStringLiteral("Twin"), -1);
        content.media = m_plan->media(picture(0));
        const PinId first = scheduledWith(content);
        content.media = m_plan->media(picture(1));
        return {first, scheduledWith(content)};
    }
    static QString picture(int twin)
    {
        return twin == 0 ? QStringLiteral("first picture") : QStringLiteral("the other picture");
    }
    /** What the request of this pin makes at Pinterest, with this picture; gives its id. */
    QString create(PinId id, const QString &picture)
    {
        const PinContent content = m_plan->pin(id).content;
        QFile file(m_plan->imageFile(picture));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("can't read %s", qPrintable(file.fileName()));
        sandbox::PinterestState &state = m_plan->pinterest.state();
        sandbox::Pin pin;
        pin.boardId = m_plan->board(QStringLiteral("Recipes")).remoteId;
        pin.ownerId = m_plan->pinterest.userId();
        pin.title = content.title;
        pin.description = content.description;
        pin.link = content.link;
        pin.altText = content.altText;
        pin.imageSha256 =
            state.addImage(file.readAll(), QStringLiteral("image/jpeg"), {600, 900}).sha256;
        pin.contentType = QStringLiteral("image/jpeg");
        pin.imageSize = {600, 900};
        return state.addPin(pin).id;
    }

private slots:
    void init() { m_plan = std::make_unique<PlanFixture>(); }
    void cleanup() { m_plan.reset(); }

    void aPinWhoseAnswerGotLostIsAtPinterestOnceInTheEnd_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<bool>("commits");
        const auto rows = [](const QByteArray &name, const std::function<Fault(bool)> &fault) {
            QTest::newRow((name + ", made").constData()) << fault(true) << true;
            QTest::newRow((name + ", not made").constData()) << fault(false) << false;
        };
        rows("no answer", lost);
        for (const int status : {500, 502, 503, 504, 408, 307})
            rows(QByteArray::number(status), [status](bool commits) {
                return answered(status, commits, status == 503 ? "<html>" : "{}");
            });
        rows("201 without an id", [](bool commits) { return answered(201, commits, "{}"); });
        rows("200 with a web page", [](bool commits) { return answered(200, commits, "<html>"); });
        rows("no answer within the time", [](bool commits) {
            Fault hanging = lost(commits);
            hanging.kind = Fault::Kind::Hang;
            return hanging;
        });
        QTest::newRow("an answer without end, made") << endless() << true;
        QTest::newRow("cut in the status line, made") << cutAfter(7, true) << true;
        QTest::newRow("cut in the headers, made") << cutAfter(40, true) << true;
    }

    void aPinWhoseAnswerGotLostIsAtPinterestOnceInTheEnd()
    {
        QFETCH(Fault, fault);
        QFETCH(bool, commits);
        const PinId id = m_plan->scheduled(QStringLiteral("Lost"), 0);
        const UtcTime due = m_plan->clock.now();
        m_plan->pinterest.addFault(fault);
        if (fault.kind == Fault::Kind::Hang || fault.kind == Fault::Kind::NeverEnding)
            beImpatient();
        start();
        if (commits) {
            QTRY_COMPARE(statusOf(id), PinStatus::Published);
            QCOMPARE(m_plan->pin(id).attempts, 1);
            QCOMPARE(timesTold(PublisherEvent::Kind::Unconfirmed), 1);
            QTRY_COMPARE(timesTold(PublisherEvent::Kind::Adopted), 1);
            QCOMPARE(posts(), 1);
        } else {
            QTRY_VERIFY(isLookedForOnce(id));
            QCOMPARE(statusOf(id), PinStatus::Unconfirmed);
            QVERIFY(problemText(m_plan->pin(id)).startsWith(statusText(PinStatus::Unconfirmed)));
            QTRY_COMPARE(publisher().nextLook(id), std::optional(due + seconds(60)));
            advance(seconds(59));
            waitForRest();
            QCOMPARE(looksOf(id), 1);
            QCOMPARE(posts(), 1);
            advance(seconds(1));
            QTRY_COMPARE(statusOf(id), PinStatus::Published);
            QCOMPARE(m_plan->pin(id).attempts, 2);
            QCOMPARE(timesTold(PublisherEvent::Kind::Retry), 1);
            QVERIFY(toldOf(PublisherEvent::Kind::Retry).contains(QStringLiteral("sent again")));
            QCOMPARE(posts(), 2);
        }
        const Pin pin = m_plan->pin(id);
        QCOMPARE(atPeer(), 1);
        QCOMPARE(pin.remoteId, m_plan->pinterest.pins().first().id);
        QCOMPARE(pin.dueAt, std::optional(due));
        QVERIFY(!pin.nextAttemptAt);
        QVERIFY(!pin.lastError);
        QCOMPARE(looksOf(id), -1);
    }

    void withAskMeFirstItIsNeverSentASecondTime_data()
    {
        QTest::addColumn<bool>("commits");
        QTest::newRow("made") << true;
        QTest::newRow("not made") << false;
    }

    void withAskMeFirstItIsNeverSentASecondTime()
    {
        QFETCH(bool, commits);
        m_plan->workspace->settings().setWhenNotFound(WhenNotFound::AskFirst);
        const PinId id = m_plan->scheduled(QStringLiteral("Lost"), 0);
        m_plan->pinterest.addFault(lost(commits));
        start();
        if (!commits) {
            QTRY_VERIFY(isLookedForOnce(id));
            advance(seconds(60));
        }
        QTRY_COMPARE(statusOf(id), commits ? PinStatus::Published : PinStatus::Blocked);
        if (!commits) {
            QVERIFY(problemText(m_plan->pin(id)).contains(QStringLiteral("two looks")));
            QCOMPARE(m_plan->pin(id).lastError->kind, ErrorKind::Unclear);
        }
        QCOMPARE(posts(), 1);
        QCOMPARE(m_plan->pin(id).attempts, 1);
    }

    void itIsFoundWhateverTheServerMakesOfIt_data()
    {
        QTest::addColumn<Habits>("habits");
        QTest::addColumn<int>("looks"); // until it is found
        Habits habits;
        QTest::newRow("as sent") << habits << 1;
        habits.listLag = seconds(30);
        QTest::newRow("lists lag by 30 s") << habits << 2;
        habits = {};
        habits.withoutCreatedAt = true;
        QTest::newRow("created_at missing") << habits << 1;
        habits = {};
        habits.withoutPinCount = true;
        QTest::newRow("pin_count missing") << habits << 1;
        habits = {};
        habits.createdAtOff = minutes(5);
        QTest::newRow("created_at 5 min ahead") << habits << 1;
        habits.createdAtOff = -minutes(5);
        QTest::newRow("created_at 5 min behind") << habits << 1;
        habits = {};
        habits.rewritesTexts = true;
        QTest::newRow("entities, line ends, spaces, letters' forms, the link's slash")
            << habits << 1;
        habits = {};
        habits.mostItems = 1;
        QTest::newRow("on its fourth page") << habits << 1;
        habits.listLag = seconds(30);
        habits.rewritesTexts = true;
        habits.createdAtOff = -minutes(4);
        QTest::newRow("all of it") << habits << 2;
    }

    void itIsFoundWhateverTheServerMakesOfIt()
    {
        QFETCH(Habits, habits);
        QFETCH(int, looks);
        m_plan->pinterest.setHabits(habits);
        PinContent content = m_plan->content(QStringLiteral("Crème & “thyme” it's"), -1);
        content.description = QStringLiteral("One line\nand a second one & more");
        const PinId id = scheduledWith(content);
        for (int i = 0; i < 2; ++i)
            foreignPin(QStringLiteral("Before %1").arg(i));
        m_plan->pinterest.addFault(lost(true));
        connect(&m_plan->pinterest, &SandboxServer::requestHandled, this,
                [this](const RecordedRequest &request) {
                    if (request.method == "POST" && request.path == postPath()) {
                        for (int i = 0; i < 3; ++i)
                            foreignPin(QStringLiteral("After %1").arg(i));
                    }
                });
        start();
        if (looks == 2) {
            QTRY_VERIFY(isLookedForOnce(id));
            advance(seconds(60));
        }
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(posts(), 1);
        QCOMPARE(m_plan->pin(id).attempts, 1);
        const QString remoteId = m_plan->pin(id).remoteId;
        QCOMPARE(m_plan->pinterest.state().pins.at(remoteId).title, content.title);
    }

    void aTextThatTheServerCutIsAPersonsToTell_data()
    {
        QTest::addColumn<QString>("field");
        QTest::newRow("title") << QStringLiteral("title");
        QTest::newRow("description") << QStringLiteral("description");
        QTest::newRow("link") << QStringLiteral("link");
    }

    void aTextThatTheServerCutIsAPersonsToTell()
    {
        QFETCH(QString, field);
        const PinId id = m_plan->scheduled(QStringLiteral("Lemon cake"), 0);
        m_plan->pinterest.addFault(lost(true));
        connect(&m_plan->pinterest, &SandboxServer::requestHandled, this,
                [this, field](const RecordedRequest &request) {
                    if (request.method != "POST" || request.path != postPath())
                        return;
                    sandbox::Pin &pin = m_plan->pinterest.state().pins.rbegin()->second;
                    QString &text = field == QLatin1String("title")  ? pin.title
                                    : field == QLatin1String("link") ? pin.link
                                                                     : pin.description;
                    text.chop(3);
                });
        start();
        QTRY_VERIFY(isLookedForOnce(id));
        advance(seconds(60));
        QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
        QCOMPARE(m_plan->pin(id).attempts, 1);
        QCOMPARE(posts(), 1);
        QVERIFY(problemText(m_plan->pin(id)).contains(QStringLiteral("Compare the pictures")));
        const QList<Candidate> candidates =
            must(m_plan->workspace->store().checks().candidates(id));
        QCOMPARE(candidates.size(), 1);
        QCOMPARE(candidates.first().remoteId, m_plan->pinterest.pins().first().id);
        QVERIFY(!QImage::fromData(candidates.first().picture).isNull());
        // Neither option is taken by itself, whatever time passes.
        advance(seconds(86400));
        waitForRest();
        QCOMPARE(statusOf(id), PinStatus::Blocked);
        QCOMPARE(posts(), 1);
    }

    /** What was not sent is no difference: nothing but the title is left to tell it by. */
    void aPinWithoutALinkWhoseTitleTheServerCutIsAPersonsToTell()
    {
        Account account = m_plan->account;
        account.linkRequired = false;
        must(await<Account>([&](QObject *c, Done<Account> done) {
            m_plan->workspace->store().accounts().save(account, c, std::move(done));
        }));
        PinContent content = m_plan->content(QStringLiteral("Lemon cake with thyme"), -1);
        content.link.clear();
        content.description.clear();
        content.altText.clear();
        const PinId id = scheduledWith(content);
        m_plan->pinterest.addFault(lost(true));
        connect(&m_plan->pinterest, &SandboxServer::requestHandled, this,
                [this](const RecordedRequest &request) {
                    if (request.method == "POST" && request.path == postPath())
                        m_plan->pinterest.state().pins.rbegin()->second.title.truncate(10);
                });
        start();
        QTRY_VERIFY(isLookedForOnce(id));
        advance(seconds(60));
        QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
        QCOMPARE(posts(), 1);
        QCOMPARE(atPeer(), 1);
        const QList<Candidate> candidates =
            must(m_plan->workspace->store().checks().candidates(id));
        QCOMPARE(candidates.size(), 1);
        QCOMPARE(candidates.first().remoteId, m_plan->pinterest.pins().first().id);
    }

    void aPageThatShiftsDuringALookDoesNotCount_data()
    {
        QTest::addColumn<bool>("counted");
        QTest::newRow("by the board's pin count") << true;
        QTest::newRow("by a second reading, where there is no count") << false;
    }

    void aPageThatShiftsDuringALookDoesNotCount()
    {
        QFETCH(bool, counted);
        Habits habits;
        habits.withoutPinCount = !counted;
        habits.pagesShift = true;
        habits.mostItems = 1;
        m_plan->pinterest.setHabits(habits);
        const PinId id = m_plan->scheduled(QStringLiteral("Shifted"), 0);
        m_plan->pinterest.addFault(lost(true));
        bool isShifted = false;
        connect(&m_plan->pinterest, &SandboxServer::requestHandled, this,
                [this, &isShifted](const RecordedRequest &request) {
                    if (request.method == "POST" && request.path == postPath()) {
                        foreignPin(QStringLiteral("Newer"));
                    } else if (request.path.endsWith(QLatin1String("/pins")) && !isShifted) {
                        // The first page is out; now ours is on it, and the second is empty.
                        isShifted = true;
                        m_plan->pinterest.state().removePin(m_plan->pinterest.pins().last().id);
                    }
                });
        start();
        QTRY_VERIFY(isShifted);
        QTRY_COMPARE(publisher().nextLook(id), std::optional(m_plan->clock.now() + seconds(5)));
        QCOMPARE(looksOf(id), 0);
        QCOMPARE(statusOf(id), PinStatus::Unconfirmed);
        advance(seconds(5));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(posts(), 1);
        QCOMPARE(atPeer(), 1);
    }

    void aPinSentToTheBoardMeanwhileMakesTheLookNotCount()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("First"), 0);
        m_plan->pinterest.addFault(lost(false));
        start();
        QTRY_VERIFY(isLookedForOnce(id));
        m_plan->pinterest.clearRequests();
        m_plan->pinterest.setLatency(400); // so that it comes in the middle of the look
        advance(seconds(60));
        QTRY_VERIFY(!m_plan->pinterest.requests("GET", QStringLiteral("/v5/boards/")).isEmpty());
        const PinId other = m_plan->scheduled(QStringLiteral("Second"), 0);
        QTRY_COMPARE(statusOf(other), PinStatus::Published);
        QTRY_COMPARE(publisher().nextLook(id), std::optional(m_plan->clock.now() + seconds(5)));
        QCOMPARE(looksOf(id), 1);
        QCOMPARE(statusOf(id), PinStatus::Unconfirmed);
        advance(seconds(5));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(atPeer(), 2);
        QCOMPARE(posts(), 2); // since the first
    }

    void looksOutliveARestartAndAreNeverCountedTwice()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Lost"), 0);
        m_plan->pinterest.addFault(lost(false));
        start();
        QTRY_VERIFY(isLookedForOnce(id));
        m_plan->reopen();
        QCOMPARE(looksOf(id), 1);
        start();
        m_plan->clock.advance(seconds(59));
        waitForRest();
        QCOMPARE(looksOf(id), 1);
        QCOMPARE(posts(), 1);
        advance(seconds(1));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(posts(), 2);
        QCOMPARE(atPeer(), 1);
    }

    void aClockThatIsPutForwardDoesNotMakeTwoLooksOfOne()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Lost"), 0);
        m_plan->pinterest.addFault(lost(false));
        start();
        QTRY_VERIFY(isLookedForOnce(id));
        m_plan->clock.set(m_plan->clock.nowMillis() + minutes(2));
        waitForRest();
        QCOMPARE(looksOf(id), 1);
        QCOMPARE(posts(), 1);
        advance(seconds(60));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(posts(), 2);
    }

    void withoutTheNetworkItWaits()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Lost"), 0);
        m_plan->pinterest.addFault(lost(true));
        Fault down;
        down.kind = Fault::Kind::Drop;
        down.times = -1;
        down.method = "GET";
        m_plan->pinterest.addFault(down);
        start();
        QTRY_VERIFY(publisher().isLookHeldUp(id));
        for (int i = 0; i < 5; ++i) {
            advance(minutes(10));
            waitForRest();
        }
        QCOMPARE(statusOf(id), PinStatus::Unconfirmed);
        QCOMPARE(looksOf(id), 0);
        QCOMPARE(posts(), 1);
        m_plan->pinterest.clearFaults();
        publisher().wake();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pin(id).attempts, 1);
        QCOMPARE(posts(), 1);
    }

    void aLookThatIsRefusedForItsRateWaitsAsLongAsTheServerSays()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Lost"), 0);
        m_plan->pinterest.addFault(lost(true));
        Fault limit;
        limit.kind = Fault::Kind::Answer;
        limit.method = "GET";
        limit.pathPrefix = QStringLiteral("/v5/boards/");
        limit.status = 429;
        limit.headers = {{"Retry-After", "300"}};
        m_plan->pinterest.addFault(limit);
        start();
        QTRY_COMPARE(publisher().nextLook(id), std::optional(m_plan->clock.now() + seconds(300)));
        QCOMPARE(looksOf(id), 0);
        advance(seconds(299));
        waitForRest();
        QCOMPARE(statusOf(id), PinStatus::Unconfirmed);
        advance(seconds(1));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(posts(), 1);
    }

    void anAccountThatIsSignedOutKeepsItsPinsUnconfirmed()
    {
        const PinId id = m_plan->scheduled(QStringLiteral("Lost"), 0);
        m_plan->pinterest.addFault(lost(true));
        Fault refused;
        refused.kind = Fault::Kind::Answer;
        refused.times = -1;
        refused.method = "GET";
        refused.status = 401;
        refused.body = R"({"code":2,"message":"Authentication failed."})";
        m_plan->pinterest.addFault(refused);
        start();
        QTRY_COMPARE(m_plan->workspace->store().accounts().account(m_plan->account.id)->state,
                     AccountState::ReconnectNeeded);
        advance(seconds(3600));
        waitForRest();
        QCOMPARE(statusOf(id), PinStatus::Unconfirmed);
        QCOMPARE(posts(), 1);
        m_plan->pinterest.clearFaults();
        m_plan->reopen();
        start();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(posts(), 1);
    }

    void aBoardThatCannotBeSeenOrReadWholeIsAPersonsToLookAt_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("text");
        QTest::newRow("gone") << 404 << QStringLiteral("can't be seen");
        QTest::newRow("secret now") << 403 << QStringLiteral("can't be seen");
        QTest::newRow("too big") << 0 << QStringLiteral("too big");
    }

    void aBoardThatCannotBeSeenOrReadWholeIsAPersonsToLookAt()
    {
        QFETCH(int, status);
        QFETCH(QString, text);
        const PinId id = m_plan->scheduled(QStringLiteral("Lost"), 0);
        m_plan->pinterest.addFault(lost(false));
        if (status > 0) {
            Fault fault;
            fault.kind = Fault::Kind::Answer;
            fault.method = "GET";
            fault.pathPrefix = QStringLiteral("/v5/boards/");
            fault.status = status;
            m_plan->pinterest.addFault(fault);
        } else {
            Habits habits;
            habits.mostItems = 1;
            m_plan->pinterest.setHabits(habits);
            m_plan->workspace->settings().setMostLookPages(2);
            for (int i = 0; i < 3; ++i)
                foreignPin(QStringLiteral("Other %1").arg(i));
        }
        start();
        QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
        QVERIFY(problemText(m_plan->pin(id)).contains(text));
        QCOMPARE(posts(), 1);
    }

    void aRequestThatAKillInterruptedIsLookedForToo_data()
    {
        QTest::addColumn<bool>("made");
        QTest::newRow("made") << true;
        QTest::newRow("not made") << false;
    }

    void aRequestThatAKillInterruptedIsLookedForToo()
    {
        QFETCH(bool, made);
        const PinId id = m_plan->scheduled(QStringLiteral("Killed"), 0);
        claim(id, "killed");
        if (made)
            create(id, QStringLiteral("photo"));
        // Only the next day is it found out.
        m_plan->clock.advance(std::chrono::hours(20));
        m_plan->reopen();
        start();
        if (!made) {
            QTRY_VERIFY(isLookedForOnce(id));
            QCOMPARE(posts(), 0);
            advance(seconds(60));
        }
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(posts(), made ? 0 : 1);
        QCOMPARE(m_plan->pin(id).attempts, made ? 1 : 2);
        QCOMPARE(atPeer(), 1);
    }

    void aTwinGoesOutOnlyWhenTheOtherIsFoundAndEachIsThereOnceWithItsPicture()
    {
        const auto [first, second] = twins();
        m_plan->pinterest.addFault(lost(true));
        start();
        QTRY_COMPARE(statusOf(first), PinStatus::Published);
        QTRY_COMPARE(statusOf(second), PinStatus::Published);
        QCOMPARE(posts(), 2);
        QCOMPARE(atPeer(), 2);
        QVERIFY(m_plan->pinterest.pins().first().imageSha256 !=
                m_plan->pinterest.pins().last().imageSha256);
        QVERIFY(m_plan->pin(first).remoteId != m_plan->pin(second).remoteId);
    }

    void twinsThatAreBothUnclearAreToldApartByTheirPictures_data()
    {
        QTest::addColumn<QList<int>>("made"); // which of the two, in this order
        QTest::newRow("both") << QList<int>{0, 1};
        QTest::newRow("both, the other way round") << QList<int>{1, 0};
        QTest::newRow("the first") << QList<int>{0};
        QTest::newRow("the second") << QList<int>{1};
        QTest::newRow("none") << QList<int>{};
    }

    void twinsThatAreBothUnclearAreToldApartByTheirPictures()
    {
        QFETCH(QList<int>, made);
        const auto [first, second] = twins();
        const std::array ids{first, second};
        // As in a workspace that was put back from a copy.
        claim(first, "first");
        claim(second, "second");
        std::array<QString, 2> remote;
        for (const int twin : made)
            remote.at(twin) = create(ids.at(twin), picture(twin));
        m_plan->reopen();
        start();
        for (const int twin : made) {
            QTRY_COMPARE(statusOf(ids.at(twin)), PinStatus::Published);
            QCOMPARE(m_plan->pin(ids.at(twin)).remoteId, remote.at(twin));
        }
        if (made.size() < 2) {
            QTRY_VERIFY(isLookedForOnce(made.contains(0) ? second : first));
            advance(seconds(60));
        }
        QTRY_COMPARE(statusOf(first), PinStatus::Published);
        QTRY_COMPARE(statusOf(second), PinStatus::Published);
        QCOMPARE(posts(), 2 - made.size());
        QCOMPARE(atPeer(), 2);
    }

    void twinsWhosePicturesCannotBeHadAreAPersonsToTell()
    {
        const auto [first, second] = twins();
        claim(first, "first");
        claim(second, "second");
        const QString remote = create(second, picture(1));
        Fault none;
        none.kind = Fault::Kind::Answer;
        none.times = -1;
        none.method = "GET";
        none.pathPrefix = QStringLiteral("/media/");
        none.status = 404;
        m_plan->pinterest.addFault(none);
        m_plan->reopen();
        start();
        QTRY_VERIFY(isLookedForOnce(first));
        QTRY_VERIFY(isLookedForOnce(second));
        advance(seconds(60));
        for (const PinId id : {first, second}) {
            QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
            const auto candidates = must(m_plan->workspace->store().checks().candidates(id));
            QCOMPARE(candidates.size(), 1);
            QCOMPARE(candidates.first().remoteId, remote);
            QVERIFY(candidates.first().picture.isEmpty());
        }
        QCOMPARE(posts(), 0);
    }

    void picturesAreFetchedWithoutTheToken()
    {
        const auto [first, second] = twins();
        claim(first, "first");
        claim(second, "second");
        create(first, picture(0));
        m_plan->reopen();
        start();
        QTRY_COMPARE(statusOf(first), PinStatus::Published);
        const auto fetched = m_plan->pinterest.requests("GET", QStringLiteral("/media/"));
        QCOMPARE(fetched.size(), 1);
        QVERIFY(fetched.first().header("authorization").isEmpty());
    }

    void aPinInASectionIsFoundThere()
    {
        const QString boardId = m_plan->board(QStringLiteral("Recipes")).remoteId;
        m_plan->pinterest.addSection(boardId, QStringLiteral("Cakes"));
        QVERIFY(await<int>([&](QObject *c, Done<int> done) {
            m_plan->workspace->syncBoards(m_plan->account.id, c, std::move(done));
        }));
        PinContent content = m_plan->content(QStringLiteral("In a section"), -1);
        content.section = m_plan->board(QStringLiteral("Recipes")).sections.first().id;
        const PinId id = scheduledWith(content);
        m_plan->pinterest.addFault(lost(true));
        start();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(posts(), 1);
    }

    void withoutAPinCountTwoReadingsThatAreAlikeAreALook()
    {
        Habits habits;
        habits.withoutPinCount = true;
        m_plan->pinterest.setHabits(habits);
        const PinId id = m_plan->scheduled(QStringLiteral("Lost"), 0);
        m_plan->pinterest.addFault(lost(false));
        m_plan->pinterest.clearRequests();
        start();
        QTRY_VERIFY(isLookedForOnce(id));
        QCOMPARE(m_plan->pinterest.requests("GET", QStringLiteral("/v5/boards/")).size(), 5);
        advance(seconds(60));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(posts(), 2);
        QCOMPARE(atPeer(), 1);
    }

    void aPinWhoseSectionCannotBeSeenIsAPersonsToLookFor_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isOnBoard");
        QTest::newRow("gone, the pin is still on the board") << 404 << true;
        QTest::newRow("gone with the pin") << 404 << false;
        QTest::newRow("hidden") << 403 << false;
    }

    void aPinWhoseSectionCannotBeSeenIsAPersonsToLookFor()
    {
        QFETCH(int, status);
        QFETCH(bool, isOnBoard);
        const QString boardId = m_plan->board(QStringLiteral("Recipes")).remoteId;
        m_plan->pinterest.addSection(boardId, QStringLiteral("Cakes"));
        QVERIFY(await<int>([&](QObject *c, Done<int> done) {
            m_plan->workspace->syncBoards(m_plan->account.id, c, std::move(done));
        }));
        PinContent content = m_plan->content(QStringLiteral("In a section"), -1);
        const BoardSection section = m_plan->board(QStringLiteral("Recipes")).sections.first();
        content.section = section.id;
        const PinId id = scheduledWith(content);
        const PinId other = m_plan->scheduled(QStringLiteral("On the board"), 0);
        m_plan->pinterest.addFault(lost(isOnBoard));
        Fault unseen = answered(status, false);
        unseen.method = "GET";
        unseen.times = -1;
        unseen.pathPrefix =
            QStringLiteral("/v5/boards/%1/sections/%2/pins").arg(boardId, section.remoteId);
        m_plan->pinterest.addFault(unseen);
        start();
        QTRY_COMPARE(statusOf(other), PinStatus::Published);
        advance(seconds(5)); // it was sent in the middle of a look
        if (isOnBoard) {
            QTRY_COMPARE(statusOf(id), PinStatus::Published);
        } else {
            QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
            QVERIFY(problemText(m_plan->pin(id)).contains(QStringLiteral("section can't be seen")));
        }
        advance(seconds(3600));
        waitForRest();
        QCOMPARE(posts(), 2);
        QCOMPARE(m_plan->pin(id).attempts, 1);
    }

    void oneLookServesAllPinsOfABoard()
    {
        QList<PinId> ids;
        for (int i = 0; i < 5; ++i) {
            PinContent content = m_plan->content(QStringLiteral("Part %1").arg(i), -1);
            content.link = QStringLiteral("https://example.com/one");
            ids.append(scheduledWith(content));
            claim(ids.last(), "part " + QByteArray::number(i));
        }
        for (const PinId id : ids)
            create(id, QStringLiteral("photo"));
        m_plan->reopen();
        m_plan->pinterest.clearRequests();
        start();
        for (const PinId id : ids)
            QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.requests("GET", QStringLiteral("/v5/boards/")).size(), 3);
        QCOMPARE(posts(), 0);
    }
};

QTEST_GUILESS_MAIN(TestReconciler)
#include "tst_reconciler.moc"
