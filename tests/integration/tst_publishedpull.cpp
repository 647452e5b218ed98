// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/pineditor.h"
#include "planner/publishedpull.h"
#include "publisher/publisher.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/pullstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "support/await.h"
#include "support/planfixture.h"
#include "support/testimages.h"
#include "text/pulltext.h"

#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;

using namespace std::chrono_literals;
using sandbox::Fault;

/** Published pins of a board that are brought in, from a stand-in Pinterest. */
class TestPublishedPull : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_plan = std::make_unique<PlanFixture>(); }
    void cleanup() { m_plan.reset(); }
    void allPagesCome();
    void theyComeWithTextsAndPictures();
    void twiceItMakesNoDoublesAndOwnPinsAreKnown();
    void theyAreNeverSentNorPlannedButUsedAgain();
    void whilePinsAreCheckedNothingIsBroughtIn();
    void aPictureThatIsGoneIsLeftOut();
    void cancelledItGoesOnWhereItWas();
    void withoutPinterestItIsAnError();
    void theyCountInNoDay();
    void aPinThatWasPostedByHandIsFoundAgain();
    void pinsOfOtherPeopleAreLeftOut();
    void onlyPinsThatMayBeAtPinterestKeepItFromComing();
    void anEmptyBoardAndDeletedPinsAreSaid();

private:
    [[nodiscard]] Store &store() const { return m_plan->workspace->store(); }
    [[nodiscard]] Board board() const { return m_plan->board(QStringLiteral("Recipes")); }
    QString publish(const QString &title, std::chrono::hours ago = 240h, int seed = 0,
                    const QString &owner = {})
    {
        sandbox::PinterestState &state = m_plan->pinterest.state();
        sandbox::Pin pin;
        pin.boardId = board().remoteId;
        pin.ownerId = owner.isEmpty() ? m_plan->pinterest.userId() : owner;
        pin.title = title;
        pin.description = QStringLiteral("About ") + title;
        pin.link = QStringLiteral("https://example.com/") + QString(title).replace(u' ', u'-');
        pin.altText = QStringLiteral("A picture");
        pin.contentType = QStringLiteral("image/jpeg");
        pin.imageSize = {400, 600};
        pin.imageSha256 = state
                              .addImage(jpegFile({400, 600}, QColor(40 * seed, 120, 90)),
                                        pin.contentType, pin.imageSize)
                              .sha256;
        sandbox::Pin &added = state.addPin(pin);
        added.createdAt = m_plan->clock.now() - ago;
        return added.id;
    }
    Result<PullReport> pull()
    {
        PublishedPull pull(store(), *m_plan->workspace->client(m_plan->account.id), nullptr, 0ms);
        return await<PullReport>([&](QObject *context, auto done) {
            pull.run(m_plan->account, board(), context, done);
        });
    }
    [[nodiscard]] QList<Pin> published(const QString &text = {}) const
    {
        return must(store().pins().list({}, PinStatus::Published, std::nullopt, std::nullopt, text,
                                        1000, 0));
    }
    void refuseMedia(int status, int times)
    {
        Fault fault;
        fault.kind = Fault::Kind::Answer;
        fault.times = times;
        fault.method = "GET";
        fault.pathPrefix = QStringLiteral("/media/");
        fault.status = status;
        m_plan->pinterest.addFault(fault);
    }

    std::unique_ptr<PlanFixture> m_plan;
};

void TestPublishedPull::allPagesCome()
{
    constexpr int many = 260; // more than a page has
    for (int i = 0; i < many; ++i)
        publish(QStringLiteral("Old pin %1").arg(i), 24h * (i + 1));
    PublishedPull pull(store(), *m_plan->workspace->client(m_plan->account.id));
    const auto report = await<PullReport>([&](QObject *context, auto done) {
        connect(&pull, &PublishedPull::progress, &pull, [&](qint64, qint64 pictures) {
            if (pictures > 0) // all lists are read, and all pins are in
                pull.cancel();
        });
        pull.run(m_plan->account, board(), context, done);
    });
    QCOMPARE(report.error().kind, ErrorKind::Cancelled);
    QCOMPARE(published().size(), many);
    QCOMPARE(board().plannedCount, many);
}

void TestPublishedPull::theyComeWithTextsAndPictures()
{
    constexpr int many = 4;
    for (int i = 0; i < many; ++i)
        publish(QStringLiteral("Old pin %1").arg(i), 24h * (i + 1), i % 3);
    const QString id = publish(QStringLiteral("Zwiebelkuchen"), 100h, 4);
    const Result<PullReport> report = pull();
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QCOMPARE(report->added, many + 1);
    QCOMPARE(report->pictures, many + 1);
    QCOMPARE(report->missing, 0);
    const QList<Pin> found = published(QStringLiteral("zwiebel"));
    QCOMPARE(found.size(), 1);
    const Pin &pin = found.constFirst();
    QCOMPARE(pin.remoteId, id);
    QCOMPARE(pin.content.board, board().id);
    QCOMPARE(pin.content.link, QStringLiteral("https://example.com/Zwiebelkuchen"));
    QCOMPARE(pin.content.altText, QStringLiteral("A picture"));
    QCOMPARE(pin.dueAt, std::optional(m_plan->clock.now() - 100h));
    QVERIFY(must(store().pulled().isPulled(pin.id)));
    const MediaAsset picture = must(store().media().asset(pin.content.media));
    QVERIFY(picture.pictureHash.has_value()); // look-alikes go by it
    QCOMPARE(board().plannedCount, many + 1);
    // Pictures come without the token, up to 1,200 px wide.
    const auto fetched = m_plan->pinterest.requests("GET", QStringLiteral("/media/"));
    QCOMPARE(fetched.size(), many + 1);
    for (const auto &request : fetched) {
        QVERIFY(request.header("authorization").isEmpty());
        QVERIFY(QString(request.path).contains(QStringLiteral("1200x")));
    }
}

void TestPublishedPull::twiceItMakesNoDoublesAndOwnPinsAreKnown()
{
    publish(QStringLiteral("Old pin"));
    const QString own = publish(QStringLiteral("Own pin"), 1h);
    Pin pin;
    pin.content = m_plan->content(QStringLiteral("Own pin"), -3600);
    pin.remoteId = own;
    must(await<void>([&](QObject *context, auto done) {
        store().pins().insertPublished({pin}, context, done);
    }));
    QCOMPARE(must(pull()).added, 1);
    const PullReport again = must(pull());
    QCOMPARE(again.added, 0);
    QCOMPARE(again.known, 2);
    QCOMPARE(again.pictures, 0);
    QCOMPARE(published().size(), 2);
}

void TestPublishedPull::theyAreNeverSentNorPlannedButUsedAgain()
{
    publish(QStringLiteral("Today's"), 2h);
    must(pull());
    const Pin pin = published().constFirst();
    const UtcTime now = m_plan->clock.now();
    QVERIFY(must(store().pins().takenTimes(m_plan->account.id, now - 24h, now + 24h)).isEmpty());
    PinEditor &editor = m_plan->workspace->editor();
    QVERIFY(!await<EditOutcome>(
        [&](QObject *context, auto done) { editor.schedule({pin.id}, context, done); }));
    PinContent changed = pin.content;
    changed.title = QStringLiteral("Another");
    QVERIFY(!await<EditOutcome>([&](QObject *context, auto done) {
        editor.edit(pin, changed, QStringLiteral("test"), {}, context, done);
    }));
    QSignalSpy idle(&m_plan->workspace->publisher(), &Publisher::idle);
    m_plan->workspace->publisher().start();
    QTRY_VERIFY(!idle.isEmpty());
    QCOMPARE(m_plan->pinterest.postCount(), 0);

    const EditOutcome copied = must(await<EditOutcome>([&](QObject *context, auto done) {
        editor.duplicate({pin.id}, std::nullopt, context, done);
    }));
    const Pin draft = m_plan->pin(copied.pins.constFirst());
    QCOMPARE(draft.status, PinStatus::Draft);
    QCOMPARE(draft.content.title, pin.content.title);
    QCOMPARE(draft.content.media, pin.content.media);
    QVERIFY(draft.remoteId.isEmpty());
    QVERIFY(!must(store().pulled().isPulled(draft.id)));
    QVERIFY(store().undo().state()->undoName.endsWith(QStringLiteral(" again")));
    must(await<UndoOutcome>(
        [&](QObject *context, auto done) { store().undo().undo(context, done); }));
    QVERIFY(must(store().pins().unscheduled({})).isEmpty());
}

void TestPublishedPull::whilePinsAreCheckedNothingIsBroughtIn()
{
    const PinId id = m_plan->scheduled(QStringLiteral("Lost answer"), 60);
    publish(QStringLiteral("Lost answer"), 0h); // it may be this one
    Claim claim;
    claim.pin = id;
    claim.expectedRevision = m_plan->pin(id).revision;
    claim.fingerprint = "lost";
    must(await<AttemptId>(
        [&](QObject *context, auto done) { store().pins().claim(claim, context, done); }));
    const Result<PullReport> report = pull();
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Conflict);
    QVERIFY(published().isEmpty());
}

void TestPublishedPull::aPictureThatIsGoneIsLeftOut()
{
    publish(QStringLiteral("One"), 24h, 1);
    publish(QStringLiteral("Two"), 48h, 2);
    refuseMedia(404, 1);
    const PullReport report = must(pull());
    QCOMPARE(report.added, 2);
    QCOMPARE(report.pictures, 1);
    QCOMPARE(report.missing, 1);
    QCOMPARE(must(pull()).pictures, 0); // it is not asked for again
}

void TestPublishedPull::cancelledItGoesOnWhereItWas()
{
    for (int i = 0; i < 5; ++i)
        publish(QStringLiteral("Old pin %1").arg(i), 24h * (i + 1), i);
    {
        PublishedPull pull(store(), *m_plan->workspace->client(m_plan->account.id), nullptr, 0ms);
        const auto report = await<PullReport>([&](QObject *context, auto done) {
            connect(&pull, &PublishedPull::progress, &pull, [&](qint64 came) {
                if (came == 2)
                    pull.cancel();
            });
            pull.run(m_plan->account, board(), context, done);
        });
        QVERIFY(!report);
        QCOMPARE(report.error().kind, ErrorKind::Cancelled);
    }
    QCOMPARE(published().size(), 5);
    QCOMPARE(must(store().pulled().awaited(board().id)).size(), 3);
    const PullReport rest = must(pull());
    QCOMPARE(rest.added, 0);
    QCOMPARE(rest.pictures, 3);
}

void TestPublishedPull::withoutPinterestItIsAnError()
{
    publish(QStringLiteral("Old pin"));
    Board local = board();
    local.remoteId.clear();
    PublishedPull pull(store(), *m_plan->workspace->client(m_plan->account.id));
    const auto report = await<PullReport>(
        [&](QObject *context, auto done) { pull.run(m_plan->account, local, context, done); });
    QCOMPARE(report.error().kind, ErrorKind::Rejected);
    Fault fault;
    fault.kind = Fault::Kind::Answer;
    fault.times = -1;
    fault.method = "GET";
    fault.pathPrefix = QStringLiteral("/v5/boards/");
    fault.status = 404;
    m_plan->pinterest.addFault(fault);
    QCOMPARE(this->pull().error().kind, ErrorKind::NotFound);
    QVERIFY(published().isEmpty());
}

void TestPublishedPull::theyCountInNoDay()
{
    const UtcTime now = m_plan->clock.now();
    publish(QStringLiteral("Out"), 2h);
    Pin own;
    own.content = m_plan->content(QStringLiteral("Own"), -3600);
    must(await<void>([&](QObject *context, auto done) {
        store().pins().insertPublished({own}, context, done);
    }));
    QCOMPARE(must(pull()).added, 1);
    QCOMPARE(must(store().pins().counts({}, now - 24h, now)).published, 1);
    const QList<UtcTime> bounds{now - 48h, now - 24h, now, now + 24h};
    QCOMPARE(must(store().pulled().countBetween({}, bounds)), (QList<int>{0, 1, 0}));
    QCOMPARE(must(store().pulled().countBetween(m_plan->account.id, bounds)),
             (QList<int>{0, 1, 0}));
    QCOMPARE(must(store().pulled().countBetween(AccountId{999}, bounds)), (QList<int>{0, 0, 0}));
}

void TestPublishedPull::aPinThatWasPostedByHandIsFoundAgain()
{
    const QString old = publish(QStringLiteral("Lemon  cake"), 24h * 200);
    const QString remote = publish(QStringLiteral("Lemon cake "), 3h);
    Pin own;
    own.content = m_plan->content(QStringLiteral("Lemon cake"), -3600);
    own.content.link = QStringLiteral("HTTPS://Example.com/Lemon-cake-/");
    Pin other = own;
    other.content.title = QStringLiteral("Another cake");
    must(await<void>([&](QObject *context, auto done) {
        store().pins().insertPublished({own, other}, context, done);
    }));
    const PullReport report = must(pull());
    QCOMPARE(report.added, 1);
    QCOMPARE(report.known, 1);
    QCOMPARE(published().size(), 3);
    QSet<QString> ids;
    for (const Pin &pin : published()) {
        ids.insert(pin.remoteId);
        if (pin.remoteId == remote)
            QVERIFY(!must(store().pulled().isPulled(pin.id)));
    }
    QCOMPARE(ids, (QSet<QString>{old, remote, QString()}));
    QCOMPARE(must(pull()).known, 2);
}

void TestPublishedPull::pinsOfOtherPeopleAreLeftOut()
{
    publish(QStringLiteral("Ours"), 2h);
    publish(QStringLiteral("Theirs"), 3h, 1, QStringLiteral("987654"));
    const PullReport report = must(pull());
    QCOMPARE(report.added, 1);
    QCOMPARE(report.others, 1);
    QCOMPARE(published().constFirst().content.title, QStringLiteral("Ours"));
    QVERIFY(pullText(report, QStringLiteral("Recipes")).contains(QStringLiteral("1 pin")));
}

void TestPublishedPull::onlyPinsThatMayBeAtPinterestKeepItFromComing()
{
    publish(QStringLiteral("Old pin"));
    const auto block = [this](const QString &title, ErrorKind kind) {
        const PinId id = m_plan->scheduled(title, 60);
        Claim claim;
        claim.pin = id;
        claim.expectedRevision = m_plan->pin(id).revision;
        claim.fingerprint = title.toUtf8();
        const AttemptId attempt = must(await<AttemptId>(
            [&](QObject *context, auto done) { store().pins().claim(claim, context, done); }));
        must(await<void>([&](QObject *context, auto done) {
            store().pins().markBlocked(attempt, {kind, QStringLiteral("no"), 400, 0}, context,
                                       done);
        }));
        QCOMPARE(m_plan->pin(id).status, PinStatus::Blocked);
    };
    block(QStringLiteral("Refused"), ErrorKind::Rejected);
    QCOMPARE(must(pull()).added, 1);
    block(QStringLiteral("Lost"), ErrorKind::Unclear);
    QCOMPARE(pull().error().kind, ErrorKind::Conflict);
}

void TestPublishedPull::anEmptyBoardAndDeletedPinsAreSaid()
{
    const QString name = QStringLiteral("Recipes");
    QVERIFY(pullText(must(pull()), name).contains(QStringLiteral("no published pins")));
    publish(QStringLiteral("Old pin"));
    must(pull());
    QVERIFY(pullText(must(pull()), name).contains(QStringLiteral("here already")));
    must(await<EditOutcome>([&](QObject *context, auto done) {
        m_plan->workspace->editor().remove({published().constFirst().id}, context, done);
    }));
    const PullReport report = must(pull());
    QCOMPARE(report.deleted, 1);
    QVERIFY(pullText(report, name).contains(QStringLiteral("deleted in Pinweek")));
}

QTEST_GUILESS_MAIN(TestPublishedPull)
#include "tst_publishedpull.moc"
