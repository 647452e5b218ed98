// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/storetest.h"

#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

/** Accounts, boards, sections and media rows. */
class TestStoreBoards : public StoreTest
{
    Q_OBJECT

private slots:
    void aNewWorkspaceHasTheLocalPlan();
    void anAccountIsKnownByItsApiAndId();
    void anAccountComesBackAsItWasSaved();
    void changesOfAnAccountMadeAtOnceBothStay();
    void theStateOfAnAccountIsKept();
    void boardsAreSortedByNameAndColouredInOrder();
    void boardsSaveByRemoteIdThenById();
    void sectionsAreSavedAndRenamed();
    void pinterestsListTakesLocalBoardsOver();
    void boardsGoneAtPinterestStayWhilePinsUseThem();
    void anUnchangedListChangesNothing();
    void twoBoardsOfOneNameStayTwo();
    void aBoardInUseIsNotRemoved();
    void plannedCountsFollowThePins();
    void adoptingThePlanMatchesBoardsByExactName();
    void adoptingClearsUndoOfTheMovedPins();
    void disconnectingBringsPinsHomeAsDrafts();
    void disconnectingAnEmptyAccountLeavesNothing();
    void disconnectingWaitsForARequestUnderWay();
    void oneImageIsOneRow();

private:
    [[nodiscard]] BoardStore &boards() const { return m_space->store().boards(); }
    [[nodiscard]] AccountStore &accounts() const { return m_space->store().accounts(); }
    Result<void> replace(AccountId account, const QList<Board> &list)
    {
        return await<void>([&](QObject *context, auto done) {
            boards().replaceRemote(account, list, context, done);
        });
    }
    Result<void> adopt(AccountId by)
    {
        return await<void>(
            [&](QObject *context, auto done) { accounts().adoptPlan(by, context, done); });
    }
    Result<void> disconnectFrom(AccountId id)
    {
        return await<void>(
            [&](QObject *context, auto done) { accounts().remove(id, context, done); });
    }
    static Board remoteBoard(const QString &remoteId, const QString &name,
                             const QList<BoardSection> &sections = {})
    {
        Board board;
        board.remoteId = remoteId;
        board.name = name;
        board.sections = sections;
        return board;
    }
    [[nodiscard]] QStringList names(AccountId account) const
    {
        QStringList names;
        const QList<Board> list = *boards().boards(account);
        for (const Board &board : list)
            names += board.name;
        return names;
    }
};

void TestStoreBoards::aNewWorkspaceHasTheLocalPlan()
{
    const QList<Account> list = *accounts().accounts();
    QCOMPARE(list.size(), 1);
    QCOMPARE(list.constFirst().environment, Environment::Local);
    QVERIFY(!list.constFirst().zone.isEmpty());
    m_space->reopen();
    QCOMPARE(*accounts().accounts(), list);
}

void TestStoreBoards::anAccountIsKnownByItsApiAndId()
{
    const AccountId anna =
        m_space->addAccount(QStringLiteral("anna"), QStringLiteral("http://127.0.0.1:1/v5"));
    QCOMPARE(m_space->addAccount(QStringLiteral("anna"), QStringLiteral("http://127.0.0.1:1/v5")),
             anna);
    QVERIFY(m_space->addAccount(QStringLiteral("anna"), QStringLiteral("http://127.0.0.1:2/v5")) !=
            anna);
    QVERIFY(m_space->addAccount(QStringLiteral("bob"), QStringLiteral("http://127.0.0.1:1/v5")) !=
            anna);
    const QList<Account> list = *accounts().accounts();
    QCOMPARE(list.size(), 4);
    QCOMPARE(list.at(0).environment, Environment::Local);
    QCOMPARE(list.at(1).id, anna);
    QCOMPARE(accounts().account(AccountId{99}).error().kind, ErrorKind::NotFound);
}

void TestStoreBoards::anAccountComesBackAsItWasSaved()
{
    Account account = *accounts().account(m_space->addAccount());
    account.defaultBoard = m_space->addBoard(account.id, QStringLiteral("Recipes"));
    account.appId = QStringLiteral("12345");
    account.zone = "Asia/Tokyo";
    account.titleRequired = false;
    account.state = AccountState::WaitingForKeychain;
    account.signInEndsAt = m_now + 24h * 60;
    account.signInRenews = false;
    QVERIFY(await<Account>(
        [&](QObject *context, auto done) { accounts().save(account, context, done); }));
    QCOMPARE(*accounts().account(account.id), account);
    account.id = AccountId{99};
    const auto missing = await<Account>(
        [&](QObject *context, auto done) { accounts().save(account, context, done); });
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
}

void TestStoreBoards::changesOfAnAccountMadeAtOnceBothStay()
{
    const AccountId id = m_space->addAccount();
    const UtcTime endsAt = m_now + 24h * 60;
    QVERIFY(accounts().account(id)); // read before the first of them is stored
    accounts().change(id, [endsAt](Account &account) { account.signInEndsAt = endsAt; }, nullptr,
                      {});
    const auto changed = await<Account>([&](QObject *context, auto done) {
        accounts().change(
            id, [](Account &account) { account.zone = "Asia/Tokyo"; }, context, done);
    });
    QCOMPARE(changed->signInEndsAt, endsAt);
    QCOMPARE(changed->zone, QByteArray("Asia/Tokyo"));
    QCOMPARE(*accounts().account(id), *changed);
    const auto missing = await<Account>([&](QObject *context, auto done) {
        accounts().change(
            AccountId{99}, [](Account &) {}, context, done);
    });
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
}

void TestStoreBoards::theStateOfAnAccountIsKept()
{
    const AccountId id = m_space->addAccount();
    QSignalSpy changes(&m_space->store(), &Store::changed);
    const auto set = [&](AccountId account) {
        return await<void>([&](QObject *context, auto done) {
            accounts().setState(account, AccountState::ReconnectNeeded, context, done);
        });
    };
    QVERIFY(set(id));
    QCOMPARE(accounts().account(id)->state, AccountState::ReconnectNeeded);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.constFirst().constFirst().value<ChangeSet>().accounts, QSet<AccountId>{id});
    QVERIFY(set(id)); // no news
    QCOMPARE(changes.size(), 1);
    QCOMPARE(set(AccountId{99}).error().kind, ErrorKind::NotFound);
}

void TestStoreBoards::boardsAreSortedByNameAndColouredInOrder()
{
    const AccountId account = m_space->addAccount();
    for (const char *name : {"pasta", "Zucchini", "apple pie", "Lemon"})
        m_space->addBoard(account, QString::fromLatin1(name));
    for (int i = 0; i < 6; ++i)
        m_space->addBoard(account, QStringLiteral("zz%1").arg(i));
    QCOMPARE(names(account).first(4),
             (QStringList{QStringLiteral("apple pie"), QStringLiteral("Lemon"),
                          QStringLiteral("pasta"), QStringLiteral("Zucchini")}));
    const QList<Board> list = *boards().boards(account);
    for (const Board &board : list)
        QCOMPARE(board.colourIndex, int(board.id.value - 1) % 8);
    QCOMPARE(boards().boards({})->size(), 10);
    QVERIFY(boards().boards(m_space->plan())->isEmpty());
}

void TestStoreBoards::boardsSaveByRemoteIdThenById()
{
    const AccountId account = m_space->addAccount();
    const BoardId local = m_space->addBoard(account, QStringLiteral("Recipes"));
    Board board = *boards().board(local);
    board.remoteId = QStringLiteral("77"); // made at Pinterest
    const auto save = [&](const Board &b) {
        return await<Board>([&](QObject *context, auto done) { boards().save(b, context, done); });
    };
    QCOMPARE(save(board)->id, local);
    Board again;
    again.account = account;
    again.remoteId = QStringLiteral("77");
    again.name = QStringLiteral("New name");
    QCOMPARE(save(again)->id, local);
    QCOMPARE(boards().board(local)->name, QStringLiteral("New name"));
    board.id = BoardId{99};
    board.remoteId.clear();
    QCOMPARE(save(board).error().kind, ErrorKind::NotFound);
    board.id = {};
    board.account = AccountId{99};
    QCOMPARE(save(board).error().kind, ErrorKind::NotFound);
}

void TestStoreBoards::sectionsAreSavedAndRenamed()
{
    const BoardId board = m_space->addBoard(m_space->plan(), QStringLiteral("Recipes"));
    const SectionId id = m_space->addSection(board, QStringLiteral("Cakes"));
    const auto save = [&](const BoardSection &section) {
        return await<BoardSection>(
            [&](QObject *context, auto done) { boards().saveSection(section, context, done); });
    };
    QCOMPARE(save({id, board, QStringLiteral("5"), QStringLiteral("Tarts")})->id, id);
    QCOMPARE(save({{}, board, QStringLiteral("5"), QStringLiteral("Pies")})->id, id);
    const QList<BoardSection> expected{{id, board, QStringLiteral("5"), QStringLiteral("Pies")}};
    QCOMPARE(boards().board(board)->sections, expected);
    QCOMPARE(save({{}, BoardId{99}, {}, QStringLiteral("x")}).error().kind, ErrorKind::NotFound);
    QCOMPARE(save({SectionId{99}, board, {}, QStringLiteral("x")}).error().kind,
             ErrorKind::NotFound);
}

void TestStoreBoards::pinterestsListTakesLocalBoardsOver()
{
    const AccountId account = m_space->addAccount();
    const BoardId local = m_space->addBoard(account, QStringLiteral("Recipes"));
    const SectionId section = m_space->addSection(local, QStringLiteral("Cakes"));
    const BoardId otherCase = m_space->addBoard(account, QStringLiteral("garden"));
    Board recipes = remoteBoard(QStringLiteral("1"), QStringLiteral("Recipes"),
                                {{{}, {}, QStringLiteral("11"), QStringLiteral("Cakes")},
                                 {{}, {}, QStringLiteral("12"), QStringLiteral("Soups")}});
    recipes.privacy = BoardPrivacy::Secret;
    recipes.remotePinCount = 12;
    QVERIFY(
        replace(account, {recipes, remoteBoard(QStringLiteral("2"), QStringLiteral("Garden"))}));
    const Board taken = *boards().board(local);
    QCOMPARE(taken.remoteId, QStringLiteral("1"));
    QCOMPARE(taken.privacy, BoardPrivacy::Secret);
    QCOMPARE(taken.remotePinCount, 12);
    QCOMPARE(taken.sections.size(), 2);
    QCOMPARE(taken.sections.at(0).id, section);
    QCOMPARE(taken.sections.at(0).remoteId, QStringLiteral("11"));
    QVERIFY(boards().board(otherCase)->remoteId.isEmpty()); // exact names only
    QCOMPARE(names(account).size(), 3);
    // Renamed there: the same row here.
    QVERIFY(replace(account, {remoteBoard(QStringLiteral("1"), QStringLiteral("Food"))}));
    QCOMPARE(boards().board(local)->name, QStringLiteral("Food"));
    QVERIFY(boards().board(local)->sections.isEmpty());
}

void TestStoreBoards::boardsGoneAtPinterestStayWhilePinsUseThem()
{
    const AccountId account = m_space->addAccount();
    QVERIFY(replace(account,
                    {remoteBoard(QStringLiteral("1"), QStringLiteral("Used"),
                                 {{{}, {}, QStringLiteral("11"), QStringLiteral("Used section")},
                                  {{}, {}, QStringLiteral("12"), QStringLiteral("Empty section")}}),
                     remoteBoard(QStringLiteral("2"), QStringLiteral("Empty"))}));
    const Board used = boards().boards(account)->at(1);
    QCOMPARE(used.name, QStringLiteral("Used"));
    PinContent content = m_space->content(account, used.id, {}, {});
    content.section = used.sections.at(0).id;
    const PinId pin = m_space->addPin(content);
    // First its sections go, then the boards.
    QVERIFY(replace(account, {remoteBoard(QStringLiteral("1"), QStringLiteral("Used")),
                              remoteBoard(QStringLiteral("2"), QStringLiteral("Empty"))}));
    QCOMPARE(boards().board(used.id)->sections,
             (QList<BoardSection>{
                 {used.sections.at(0).id, used.id, {}, QStringLiteral("Used section")}}));
    QVERIFY(replace(account, {}));
    QCOMPARE(names(account), QStringList{QStringLiteral("Used")});
    QVERIFY(boards().board(used.id)->remoteId.isEmpty());
    QCOMPARE(m_space->pin(pin).content.board, used.id);
    QCOMPARE(replace(AccountId{99}, {}).error().kind, ErrorKind::NotFound);
}

void TestStoreBoards::anUnchangedListChangesNothing()
{
    const AccountId account = m_space->addAccount();
    const QList<Board> list{remoteBoard(QStringLiteral("1"), QStringLiteral("A"),
                                        {{{}, {}, QStringLiteral("11"), QStringLiteral("S")}})};
    QVERIFY(replace(account, list));
    QSignalSpy changes(&m_space->store(), &Store::changed);
    QVERIFY(replace(account, list));
    QCOMPARE(changes.size(), 0);
}

void TestStoreBoards::twoBoardsOfOneNameStayTwo()
{
    const AccountId account = m_space->addAccount();
    m_space->addBoard(account, QStringLiteral("Same"));
    const QList<Board> list{remoteBoard(QStringLiteral("1"), QStringLiteral("Same")),
                            remoteBoard(QStringLiteral("2"), QStringLiteral("Same"))};
    QVERIFY(replace(account, list));
    QCOMPARE(names(account).size(), 2);
}

void TestStoreBoards::aBoardInUseIsNotRemoved()
{
    const AccountId account = m_space->addAccount();
    const BoardId board = m_space->addBoard(account, QStringLiteral("Recipes"));
    const PinId pin = m_space->addPin(m_space->content(account, board, {}, {}));
    const auto remove = [&] {
        return await<void>(
            [&](QObject *context, auto done) { boards().remove(board, context, done); });
    };
    QCOMPARE(remove().error().kind, ErrorKind::Conflict);
    PinChange change = m_space->change(pin);
    change.removed = true;
    QVERIFY(m_space->apply({QStringLiteral("Delete"), {change}, {}}));
    QVERIFY(remove());
    QCOMPARE(boards().board(board).error().kind, ErrorKind::NotFound);
    QCOMPARE(remove().error().kind, ErrorKind::NotFound);
    QVERIFY(m_space->undo());
    QVERIFY(!m_space->pin(pin).content.board.isValid());
}

void TestStoreBoards::plannedCountsFollowThePins()
{
    const AccountId account = m_space->addAccount();
    const BoardId a = m_space->addBoard(account, QStringLiteral("A"));
    const BoardId b = m_space->addBoard(account, QStringLiteral("B"));
    const auto counts = [&] {
        return QPair(boards().board(a)->plannedCount, boards().board(b)->plannedCount);
    };
    const PinId pin = m_space->addPin(m_space->content(account, a, {}, {}));
    m_space->addPin(m_space->content(account, a, {}, {}));
    QCOMPARE(counts(), qMakePair(2, 0));
    PinChange change = m_space->change(pin);
    change.content.board = b;
    QVERIFY(m_space->apply({QStringLiteral("Move"), {change}, {}}));
    QCOMPARE(counts(), qMakePair(1, 1));
    change = m_space->change(pin);
    change.removed = true;
    QVERIFY(m_space->apply({QStringLiteral("Delete"), {change}, {}}));
    QCOMPARE(counts(), qMakePair(1, 0));
    QVERIFY(m_space->undo());
    QVERIFY(m_space->undo());
    QCOMPARE(counts(), qMakePair(2, 0));
}

void TestStoreBoards::adoptingThePlanMatchesBoardsByExactName()
{
    const AccountId plan = m_space->plan();
    const BoardId planned = m_space->addBoard(plan, QStringLiteral("Recipes"));
    const SectionId cakes = m_space->addSection(planned, QStringLiteral("Cakes"));
    const SectionId soups = m_space->addSection(planned, QStringLiteral("Soups"));
    const BoardId own = m_space->addBoard(plan, QStringLiteral("Only mine"));
    const auto pinIn = [&](BoardId board, SectionId section) {
        PinContent content = m_space->content(plan, board, {}, m_now + 1h);
        content.section = section;
        return m_space->addPin(content, PinStatus::Scheduled);
    };
    const PinId inCakes = pinIn(planned, cakes);
    const PinId inSoups = pinIn(planned, soups);
    const PinId onOwn = pinIn(own, {});
    const PinId removed = pinIn(planned, {});
    PinChange removal = m_space->change(removed);
    removal.removed = true;
    QVERIFY(m_space->apply({QStringLiteral("Delete"), {removal}, {}}));

    const AccountId anna = m_space->addAccount();
    const BoardId remote = m_space->addBoard(anna, QStringLiteral("Recipes"), QStringLiteral("1"));
    const SectionId remoteCakes =
        m_space->addSection(remote, QStringLiteral("Cakes"), QStringLiteral("11"));
    m_space->addBoard(anna, QStringLiteral("only mine"), QStringLiteral("2")); // not the same name
    const qint64 revision = m_space->pin(inCakes).revision;
    QVERIFY(adopt(anna));

    QCOMPARE(accounts().accounts()->size(), 1);
    QCOMPARE(m_space->pin(inCakes).content.account, anna);
    QCOMPARE(m_space->pin(inCakes).content.board, remote);
    QCOMPARE(m_space->pin(inCakes).content.section, remoteCakes);
    QVERIFY(m_space->pin(inCakes).revision > revision);
    QCOMPARE(m_space->pin(inCakes).status, PinStatus::Scheduled);
    QCOMPARE(m_space->pin(inSoups).content.section, soups);
    QCOMPARE(boards().board(remote)->sections.size(), 2);
    QCOMPARE(boards().board(remote)->plannedCount, 2);
    QCOMPARE(m_space->pin(onOwn).content.board, own);
    QCOMPARE(boards().board(own)->account, anna);
    QVERIFY(boards().board(own)->remoteId.isEmpty());
    QCOMPARE(boards().board(planned).error().kind, ErrorKind::NotFound);
    QVERIFY(adopt(anna)); // nothing left to adopt
    QCOMPARE(adopt(AccountId{99}).error().kind, ErrorKind::NotFound);
}

void TestStoreBoards::adoptingClearsUndoOfTheMovedPins()
{
    const PinId moved = m_space->addPin(m_space->content(m_space->plan(), {}, {}, m_now + 1h));
    const PinId hers = m_space->scheduledPin(m_now + 1h);
    QCOMPARE(adopt(m_space->plan()).error().kind, ErrorKind::Rejected);
    const AccountId adopter = m_space->pin(hers).content.account;
    QVERIFY(adopt(adopter));
    const Result<UndoOutcome> undone = m_space->undo();
    QCOMPARE(undone->changed, QList<PinId>{hers});
    QCOMPARE(m_space->undo().error().kind, ErrorKind::NotFound);
    QCOMPARE(m_space->pin(moved).content.account, adopter);
}

void TestStoreBoards::disconnectingBringsPinsHomeAsDrafts()
{
    const PinId scheduled = m_space->scheduledPin(m_now + 1h);
    const AccountId anna = m_space->pin(scheduled).content.account;
    const BoardId board = m_space->pin(scheduled).content.board;
    const PinError error{ErrorKind::Server, QStringLiteral("tired"), 503, 0};
    const auto sent = [&](auto &&end) {
        const PinId id = m_space->scheduledPin(m_now);
        const AttemptId attempt = *m_space->claim(id);
        [[maybe_unused]] const auto ended =
            await<void>([&](QObject *context, auto done) { end(attempt, context, done); });
        return id;
    };
    const PinId failed = sent([&](AttemptId a, QObject *c, auto done) {
        m_space->pins().markFailed(a, error, m_now + 1h, c, done);
    });
    const PinId unsure = sent([&](AttemptId a, QObject *c, auto done) {
        m_space->pins().markUnconfirmed(a, error, c, done);
    });
    const PinId published = sent([&](AttemptId a, QObject *c, auto done) {
        m_space->pins().markPublished(a, {QStringLiteral("42"), {}, {}}, c, done);
    });
    QVERIFY(adopt(anna)); // so that there is no plan: it has to be made again

    QVERIFY(disconnectFrom(anna));
    const AccountId plan = m_space->plan();
    QVERIFY(plan.isValid());
    QCOMPARE(accounts().accounts()->size(), 1);
    for (const PinId id : {scheduled, failed}) {
        const Pin pin = m_space->pin(id);
        QCOMPARE(pin.status, PinStatus::Draft);
        QCOMPARE(pin.content.account, plan);
        QCOMPARE(pin.content.board, board);
        QVERIFY(pin.dueAt);
        QVERIFY(!pin.lastError && !pin.nextAttemptAt);
    }
    QCOMPARE(m_space->pin(unsure).status, PinStatus::Blocked); // it may be at Pinterest
    QCOMPARE(m_space->pins().pin(published).error().kind, ErrorKind::NotFound);
    QCOMPARE(boards().board(board)->account, plan);
    QVERIFY(boards().board(board)->remoteId.isEmpty());
    QCOMPARE(disconnectFrom(plan).error().kind, ErrorKind::Rejected);
    QCOMPARE(disconnectFrom(anna).error().kind, ErrorKind::NotFound);
}

void TestStoreBoards::disconnectingAnEmptyAccountLeavesNothing()
{
    const AccountId anna = m_space->addAccount();
    const BoardId board = m_space->addBoard(anna, QStringLiteral("Recipes"), QStringLiteral("1"));
    QVERIFY(adopt(anna));
    QVERIFY(disconnectFrom(anna));
    QCOMPARE(boards().board(board).error().kind, ErrorKind::NotFound);
    QCOMPARE(accounts().accounts()->size(), 1);
    QVERIFY(m_space->plan().isValid()); // there is always something to plan in
}

void TestStoreBoards::disconnectingWaitsForARequestUnderWay()
{
    const PinId pin = m_space->scheduledPin(m_now);
    const AccountId anna = m_space->pin(pin).content.account;
    QVERIFY(m_space->claim(pin));
    QCOMPARE(disconnectFrom(anna).error().kind, ErrorKind::Conflict);
    QCOMPARE(m_space->pin(pin).status, PinStatus::Publishing);
}

void TestStoreBoards::oneImageIsOneRow()
{
    MediaStore &media = m_space->store().media();
    const MediaId first = m_space->addMedia(1);
    const MediaId second = m_space->addMedia(2);
    QVERIFY(first != second);
    QCOMPARE(m_space->addMedia(1), first);
    const MediaAsset asset = *media.asset(first);
    QCOMPARE(asset.size, QSize(1000, 1500));
    QCOMPARE(asset.createdAt, m_now);
    QCOMPARE(media.assets({second, MediaId{99}, first})->size(), 2);
    QCOMPARE(media.assets({second, first})->constFirst().id, second);
    QCOMPARE(media.asset(MediaId{99}).error().kind, ErrorKind::NotFound);
    // What an older version did not look for is learnt when the image comes again.
    QVERIFY(!asset.animated);
    MediaAsset moving = asset;
    moving.animated = true;
    const auto again = await<MediaAsset>(
        [&](QObject *context, auto done) { media.insert(moving, context, done); });
    QVERIFY(again && again->animated);
    QCOMPARE(again->id, first);
    QVERIFY(media.asset(first)->animated);
    MediaAsset broken;
    broken.sha256 = QStringLiteral("short");
    const auto refused = await<MediaAsset>(
        [&](QObject *context, auto done) { media.insert(broken, context, done); });
    QVERIFY(!refused);
}

QTEST_GUILESS_MAIN(TestStoreBoards)
#include "tst_storeboards.moc"
