// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/pineditor.h"
#include "sandbox/server.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/planfixture.h"
#include "text/texts.h"

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

/** Boards and sections that are there are changed and deleted, at Pinterest and here. */
class TestBoardActions : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void nameDescriptionAndPrivacyAreSetAtPinterestAndHere();
    void onlyWhatIsDifferentIsSent();
    void aProtectedBoardKeepsItsPrivacyUnderAnotherName();
    void whatPinterestCannotSetIsNotAskedFor();
    void aDeletedBoardLeavesItsPinsAsDraftsWithTheirTime();
    void aBoardThatIsGoneAtPinterestIsDeletedHereToo();
    void offlineNothingIsDeletedAnywhere();
    void aBoardWithAPinUnderWayIsNotDeleted();
    void anothersBoardIsNotTouched();
    void sectionsAreRenamedAndDeletedAtBoth();
    void boardsOfThePlanAreChangedWithoutPinterest();
    void pacesCountTheNextSevenDaysAndTellTheLastPin();
    void coloursAreKeptOverASync();

private:
    Result<Board> change(BoardId board, const BoardChange &change)
    {
        return await<Board>([&](QObject *c, Done<Board> done) {
            m_plan->workspace->changeBoard(board, change, c, std::move(done));
        });
    }
    Result<int> remove(BoardId board)
    {
        return await<int>([&](QObject *c, Done<int> done) {
            m_plan->workspace->deleteBoard(board, c, std::move(done));
        });
    }
    Result<int> sync()
    {
        return await<int>([&](QObject *c, Done<int> done) {
            m_plan->workspace->syncBoards(m_plan->account.id, c, std::move(done));
        });
    }
    [[nodiscard]] BoardStore &boards() const { return m_plan->workspace->store().boards(); }
    [[nodiscard]] std::optional<sandbox::Board> remote(const QString &id) const
    {
        for (const sandbox::Board &board : m_plan->pinterest.boards()) {
            if (board.id == id)
                return board;
        }
        return std::nullopt;
    }
    [[nodiscard]] qsizetype sent(const QByteArray &verb) const
    {
        return m_plan->pinterest.requests(verb, QStringLiteral("/v5/boards")).size();
    }

    std::unique_ptr<PlanFixture> m_plan;
    Board m_board;
};

void TestBoardActions::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_plan = std::make_unique<PlanFixture>();
    m_board = m_plan->board(QStringLiteral("Recipes"));
}

void TestBoardActions::nameDescriptionAndPrivacyAreSetAtPinterestAndHere()
{
    BoardChange wanted;
    wanted.name = QStringLiteral("Easy recipes");
    wanted.description = QStringLiteral("Half an hour at most");
    const Result<Board> changed = change(m_board.id, wanted);
    QVERIFY2(changed, changed ? "" : qPrintable(changed.error().detail));
    QCOMPARE(changed->id, m_board.id);
    QCOMPARE(boards().board(m_board.id)->name, QStringLiteral("Easy recipes"));
    QCOMPARE(remote(m_board.remoteId)->name, QStringLiteral("Easy recipes"));
    QCOMPARE(remote(m_board.remoteId)->description, QStringLiteral("Half an hour at most"));
}

void TestBoardActions::onlyWhatIsDifferentIsSent()
{
    BoardChange wanted;
    wanted.name = QStringLiteral("Soups");
    QVERIFY(change(m_board.id, wanted));
    const auto requests = m_plan->pinterest.requests("PATCH", QStringLiteral("/v5/boards"));
    QCOMPARE(requests.size(), 1);
    QCOMPARE(requests.constFirst().body, QByteArray(R"({"name":"Soups"})"));
}

void TestBoardActions::aProtectedBoardKeepsItsPrivacyUnderAnotherName()
{
    const auto made = await<Board>([&](QObject *c, Done<Board> done) {
        m_plan->workspace->createBoard(m_plan->account.id, QStringLiteral("Hidden"),
                                       BoardPrivacy::Protected, c, std::move(done));
    });
    QVERIFY(made);
    BoardChange wanted;
    wanted.name = QStringLiteral("Still hidden");
    const Result<Board> changed = change(made->id, wanted);
    QVERIFY(changed);
    QCOMPARE(changed->privacy, BoardPrivacy::Protected);
}

void TestBoardActions::whatPinterestCannotSetIsNotAskedFor()
{
    BoardChange wanted;
    wanted.privacy = BoardPrivacy::Protected;
    const Result<Board> changed = change(m_board.id, wanted);
    QVERIFY(!changed);
    QCOMPARE(changed.error().kind, ErrorKind::Rejected);
    QCOMPARE(sent("PATCH"), 0);
}

void TestBoardActions::aDeletedBoardLeavesItsPinsAsDraftsWithTheirTime()
{
    const PinId scheduled = m_plan->scheduled(QStringLiteral("Lemon cake"), 3600);
    const PinId draft = m_plan->draft(m_plan->content(QStringLiteral("Tart"), 7200));
    const auto due = m_plan->pin(scheduled).dueAt;
    const Result<int> removed = remove(m_board.id);
    QVERIFY2(removed, removed ? "" : qPrintable(removed.error().detail));
    QCOMPARE(*removed, 2);
    QCOMPARE(boards().board(m_board.id).error().kind, ErrorKind::NotFound);
    QVERIFY(!remote(m_board.remoteId));
    for (const PinId pin : {scheduled, draft}) {
        QCOMPARE(m_plan->pin(pin).status, PinStatus::Draft);
        QVERIFY(!m_plan->pin(pin).content.board.isValid());
    }
    QCOMPARE(m_plan->pin(scheduled).dueAt, due);
    const QList<PinEvent> history = *m_plan->workspace->store().pins().history(scheduled);
    QCOMPARE(history.constLast().detail, QStringLiteral("its board was deleted"));
    // What was done to the pin before is not brought back over it.
    const auto undone = await<UndoOutcome>([&](QObject *c, Done<UndoOutcome> done) {
        m_plan->workspace->editor().undo(c, std::move(done));
    });
    QVERIFY(undone);
    QVERIFY(!m_plan->pin(scheduled).content.board.isValid());
}

void TestBoardActions::aBoardThatIsGoneAtPinterestIsDeletedHereToo()
{
    m_plan->pinterest.state().removeBoard(m_board.remoteId);
    BoardChange wanted;
    wanted.name = QStringLiteral("Soups");
    const Result<Board> changed = change(m_board.id, wanted);
    QVERIFY(!changed);
    QVERIFY2(errorText(changed.error()).contains(QStringLiteral("no longer at Pinterest")),
             qPrintable(errorText(changed.error())));
    QVERIFY(remove(m_board.id));
    QVERIFY(!boards().board(m_board.id));
}

void TestBoardActions::offlineNothingIsDeletedAnywhere()
{
    const PinId scheduled = m_plan->scheduled(QStringLiteral("Lemon cake"), 3600);
    m_plan->pinterest.stop();
    const Result<int> removed = remove(m_board.id);
    QCOMPARE(removed.error().kind, ErrorKind::Offline);
    QVERIFY(boards().board(m_board.id));
    QCOMPARE(m_plan->pin(scheduled).status, PinStatus::Scheduled);
    QCOMPARE(m_plan->pin(scheduled).content.board, m_board.id);
}

void TestBoardActions::aBoardWithAPinUnderWayIsNotDeleted()
{
    const PinId pin = m_plan->scheduled(QStringLiteral("Lemon cake"), 60);
    Claim claim;
    claim.pin = pin;
    claim.expectedRevision = m_plan->pin(pin).revision;
    claim.fingerprint = "print";
    QVERIFY(await<AttemptId>([&](QObject *c, Done<AttemptId> done) {
        m_plan->workspace->store().pins().claim(claim, c, std::move(done));
    }));
    const Result<int> removed = remove(m_board.id);
    QCOMPARE(removed.error().kind, ErrorKind::Rejected);
    QCOMPARE(sent("DELETE"), 0);
    // The store itself refuses it too: a pin may be claimed while Pinterest is asked.
    const auto discarded = await<int>(
        [&](QObject *c, Done<int> done) { boards().discard(m_board.id, c, std::move(done)); });
    QCOMPARE(discarded.error().kind, ErrorKind::Conflict);
    QCOMPARE(m_plan->pin(pin).content.board, m_board.id);
}

void TestBoardActions::anothersBoardIsNotTouched()
{
    Board group = m_board;
    group.owner = QStringLiteral("berta");
    QVERIFY(await<Board>(
        [&](QObject *c, Done<Board> done) { boards().save(group, c, std::move(done)); }));
    BoardChange wanted;
    wanted.name = QStringLiteral("Mine");
    for (const Error &error : {change(group.id, wanted).error(), remove(group.id).error()}) {
        QCOMPARE(error.kind, ErrorKind::Rejected);
        QVERIFY(errorText(error).contains(QStringLiteral("berta")));
    }
    QCOMPARE(sent("PATCH") + sent("DELETE"), 0);
}

void TestBoardActions::sectionsAreRenamedAndDeletedAtBoth()
{
    const auto made = await<BoardSection>([&](QObject *c, Done<BoardSection> done) {
        m_plan->workspace->createSection(m_board.id, QStringLiteral("Soups"), c, std::move(done));
    });
    QVERIFY(made);
    PinContent content = m_plan->content(QStringLiteral("Pumpkin"), 3600);
    content.section = made->id;
    const PinId pin = m_plan->draft(content);
    const auto renamed = await<BoardSection>([&](QObject *c, Done<BoardSection> done) {
        m_plan->workspace->renameSection(made->id, m_board.id, QStringLiteral("Stews"), c,
                                         std::move(done));
    });
    QVERIFY(renamed);
    QCOMPARE(renamed->id, made->id);
    QVERIFY(sync());
    QCOMPARE(boards().board(m_board.id)->sections.size(), 1);
    QCOMPARE(boards().board(m_board.id)->sections.constFirst().name, QStringLiteral("Stews"));
    const auto removeIt = [&] {
        return await<int>([&](QObject *c, Done<int> done) {
            m_plan->workspace->deleteSection(made->id, m_board.id, c, std::move(done));
        });
    };
    const qint64 revision = m_plan->pin(pin).revision;
    const Result<int> removed = removeIt();
    QVERIFY2(removed, removed ? "" : qPrintable(removed.error().detail));
    QCOMPARE(*removed, 1);
    QVERIFY(!m_plan->pin(pin).content.section.isValid());
    QCOMPARE(m_plan->pin(pin).content.board, m_board.id);
    QVERIFY(m_plan->pin(pin).revision > revision);
    QVERIFY(sync());
    QVERIFY(boards().board(m_board.id)->sections.isEmpty());
    QCOMPARE(removeIt().error().kind, ErrorKind::NotFound);
}

void TestBoardActions::boardsOfThePlanAreChangedWithoutPinterest()
{
    const AccountId account = m_plan->account.id;
    Board local;
    local.account = account;
    local.name = QStringLiteral("Ideas");
    const auto saved = await<Board>(
        [&](QObject *c, Done<Board> done) { boards().save(local, c, std::move(done)); });
    QVERIFY(saved);
    BoardChange wanted;
    wanted.name = QStringLiteral("More ideas");
    wanted.privacy = BoardPrivacy::Protected; // it may be made so yet
    const Result<Board> changed = change(saved->id, wanted);
    QVERIFY(changed);
    QCOMPARE(changed->privacy, BoardPrivacy::Protected);
    QVERIFY(remove(saved->id));
    QVERIFY(!boards().board(saved->id));
    QCOMPARE(sent("PATCH") + sent("DELETE"), 0);
}

void TestBoardActions::pacesCountTheNextSevenDaysAndTellTheLastPin()
{
    constexpr int day = 24 * 3600;
    m_plan->scheduled(QStringLiteral("Today"), 3600);
    m_plan->draft(m_plan->content(QStringLiteral("In six days"), 6 * day));
    m_plan->scheduled(QStringLiteral("In seven days"), 7 * day);
    const UtcTime now = m_plan->clock.now();
    auto paces = *boards().paces(m_plan->account.id, now);
    QCOMPARE(paces.value(m_board.id).nextDays, 2);
    // In two days the first is past, and another has come near.
    paces = *boards().paces({}, now + std::chrono::hours(48));
    QCOMPARE(paces.value(m_board.id).nextDays, 2);
    Pin published;
    published.content = m_plan->content(QStringLiteral("Was there"), -3 * day);
    published.remoteId = QStringLiteral("4711");
    published.publishedAt = now + std::chrono::hours(5);
    published.status = PinStatus::Published;
    QVERIFY(await<void>([&](QObject *c, Done<void> done) {
        m_plan->workspace->store().pins().insertPublished({published}, c, std::move(done));
    }));
    QCOMPARE(boards().paces(m_plan->account.id, now)->value(m_board.id).lastPinAt,
             published.publishedAt);
}

void TestBoardActions::coloursAreKeptOverASync()
{
    const int other = (m_board.colourIndex + 3) % 8;
    QVERIFY(await<void>([&](QObject *c, Done<void> done) {
        boards().setColour(m_board.id, other, c, std::move(done));
    }));
    QVERIFY(sync());
    QCOMPARE(boards().board(m_board.id)->colourIndex, other);
    const auto none = await<void>([&](QObject *c, Done<void> done) {
        boards().setColour(m_board.id, 8, c, std::move(done));
    });
    QCOMPARE(none.error().kind, ErrorKind::Rejected);
}

QTEST_GUILESS_MAIN(TestBoardActions)
#include "tst_boardactions.moc"
