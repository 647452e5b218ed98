// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/workspace.h"

#include "core/logging.h"
#include "planner/pineditor.h"
#include "publisher/publisher.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/planfixture.h"

#include <QDirIterator>
#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;

class TestWorkspace : public QObject
{
    Q_OBJECT

private:
    static std::unique_ptr<Workspace> openAt(const QString &directory, const Clock &clock)
    {
        WorkspaceOptions options;
        options.directory = directory;
        options.origin = QStringLiteral("test");
        options.vault = std::make_unique<MemoryVault>();
        options.clock = &clock;
        Result<std::unique_ptr<Workspace>> opened = Workspace::open(std::move(options));
        return opened ? std::move(*opened) : nullptr;
    }

    static Result<Account> connectTo(Workspace &workspace, SandboxServer &pinterest)
    {
        return await<Account>([&](QObject *c, Done<Account> done) {
            workspace.addToken(Environment::Custom, endpointsOfBase(pinterest.apiBase()),
                               pinterest.accessToken(), SecretStorage::ThisRunOnly, c,
                               std::move(done));
        });
    }

    static Result<int> sync(Workspace &workspace, AccountId account)
    {
        return await<int>(
            [&](QObject *c, Done<int> done) { workspace.syncBoards(account, c, std::move(done)); });
    }

    static QByteArrayList everyFileOf(const QString &directory)
    {
        QByteArrayList contents;
        QDirIterator files(directory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                contents.append(file.fileName().toUtf8() + '\n' + file.readAll());
        }
        return contents;
    }

private slots:
    void noSecretOfAConnectedAccountIsInTheWorkspace()
    {
        PlanFixture plan;
        logToDirectory(plan.workspace->directory() + QStringLiteral("/logs"), LogAlso::Nowhere);
        QLoggingCategory::setFilterRules(QStringLiteral("pinweek.*=true"));
        const QString token = QStringLiteral("pina_PLANTEDaccess0123456789abcdef");
        plan.pinterest.setAccessToken(token);
        LoginRequest request;
        request.endpoints = endpointsOfBase(plan.pinterest.apiBase());
        request.appId = QStringLiteral("1500001");
        request.appSecret = QStringLiteral("PLANTEDappSecret");
        TokenSet tokens;
        tokens.accessToken = token;
        tokens.refreshToken = QStringLiteral("pinr_PLANTEDrefresh0123456789");
        const Result<Account> account = await<Account>([&](QObject *c, Done<Account> done) {
            plan.workspace->connectAccount(request, Environment::Custom, tokens,
                                           SecretStorage::Keychain, c, std::move(done));
        });
        QVERIFY(account);
        const PinId id = plan.scheduled(QStringLiteral("Quiet"), 0);
        plan.workspace->publisher().start();
        QTRY_COMPARE(plan.pin(id).status, PinStatus::Published);
        // A refused token is renewed, in vain, which is logged too.
        plan.pinterest.expireAccessTokens();
        QVERIFY(!await<int>([&](QObject *c, Done<int> done) {
            plan.workspace->syncBoards(account->id, c, std::move(done));
        }));
        const QByteArrayList files = everyFileOf(plan.workspace->directory());
        QVERIFY(std::any_of(files.begin(), files.end(),
                            [](const QByteArray &file) { return file.contains("POST"); }));
        for (const QByteArray &file : files)
            QVERIFY2(!file.contains("PLANTED"), file.left(file.indexOf('\n')).constData());
        QLoggingCategory::setFilterRules({});
    }

    void aLoginThatIsGivenUpLeavesNothingBehind()
    {
        QTemporaryDir directory;
        ManualClock clock;
        SandboxServer pinterest(nullptr, &clock);
        QVERIFY(pinterest.start());
        const auto workspace = openAt(directory.filePath(QStringLiteral("w")), clock);
        pinterest.setLatency(100);
        auto dialog = std::make_unique<QObject>();
        bool told = false;
        workspace->addToken(Environment::Custom, endpointsOfBase(pinterest.apiBase()),
                            pinterest.accessToken(), SecretStorage::Keychain, dialog.get(),
                            [&told](const Result<Account> &) { told = true; });
        QTRY_COMPARE(pinterest.requests().size(), 1);
        dialog.reset();
        QSignalSpy changed(workspace.get(), &Workspace::accountsChanged);
        QVERIFY(!changed.wait(300));
        QVERIFY(!told);
        QCOMPARE(workspace->store().accounts().accounts()->constFirst().environment,
                 Environment::Local);
    }

    void anAddressSaysWhichPinterestItIs()
    {
        for (const char *slash : {"", "/"}) {
            const auto at = [slash](const char *base) {
                return environmentAt(QUrl(QLatin1String(base) + QLatin1String(slash)));
            };
            QCOMPARE(at("https://api.pinterest.com/v5"), Environment::Production);
            QCOMPARE(at("https://api-sandbox.pinterest.com/v5"), Environment::Sandbox);
            QCOMPARE(at("https://pinterest.example/v5"), Environment::Custom);
        }
        QCOMPARE(environmentAt(QUrl()), Environment::Custom);
    }

    void aDisconnectWhileAPinIsSentKeepsTheSecrets()
    {
        PlanFixture plan;
        const PinId id = plan.scheduled(QStringLiteral("Under way"), 0);
        plan.pinterest.setLatency(300);
        plan.workspace->publisher().start();
        QTRY_COMPARE(plan.pin(id).status, PinStatus::Publishing);
        const Result<void> gone = await<void>([&](QObject *c, Done<void> done) {
            plan.workspace->disconnectAccount(plan.account.id, c, std::move(done));
        });
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, ErrorKind::Conflict);
        QTRY_COMPARE(plan.pin(id).status, PinStatus::Published);
        const auto kept = await<std::optional<AccountSecrets>>([&](QObject *c, auto done) {
            plan.workspace->vault().read(plan.account.vaultKey(), c, std::move(done));
        });
        QVERIFY(kept && *kept);
    }

    void aTokenFromOutsideLeavesTheStoredSignInAlone()
    {
        PlanFixture plan;
        const QString directory = plan.workspace->directory();
        QVERIFY(await<void>([&](QObject *c, Done<void> done) {
            plan.workspace->store().accounts().setState(
                plan.account.id, AccountState::ReconnectNeeded, c, std::move(done));
        }));
        const PinId id = plan.scheduled(QStringLiteral("From outside"), 0);
        plan.workspace.reset();
        WorkspaceOptions options;
        options.directory = directory;
        options.origin = QStringLiteral("test");
        options.vault = std::make_unique<MemoryVault>();
        options.clock = &plan.clock;
        options.fixedToken = plan.pinterest.accessToken();
        options.apiBase = plan.pinterest.apiBase();
        plan.workspace = *Workspace::open(std::move(options));
        const Result<Account> account = await<Account>([&](QObject *c, Done<Account> done) {
            plan.workspace->useFixedToken(c, std::move(done));
        });
        QVERIFY(account);
        QCOMPARE(account->id, plan.account.id);
        plan.workspace->publisher().start();
        QTRY_COMPARE(plan.pin(id).status, PinStatus::Published);
        QCOMPARE(plan.workspace->store().accounts().account(account->id)->state,
                 AccountState::ReconnectNeeded);
    }

    void aNewWorkspaceHasMyPlan()
    {
        QTemporaryDir directory;
        ManualClock clock;
        const auto workspace = openAt(directory.filePath(QStringLiteral("w")), clock);
        QVERIFY(workspace);
        const Result<QList<Account>> accounts = workspace->store().accounts().accounts();
        QVERIFY(accounts);
        QCOMPARE(accounts->size(), 1);
        QCOMPARE(accounts->first().environment, Environment::Local);
    }

    void connectingTakesOverMyPlanAndMatchesBoardsByExactName()
    {
        QTemporaryDir directory;
        ManualClock clock;
        SandboxServer pinterest(nullptr, &clock);
        QVERIFY(pinterest.start());
        const QString recipes = pinterest.addBoard(QStringLiteral("Recipes"));
        const auto workspace = openAt(directory.filePath(QStringLiteral("w")), clock);
        const AccountId plan = workspace->store().accounts().accounts()->first().id;
        const auto planBoard = [&](const QString &name) {
            return *await<Board>([&](QObject *c, Done<Board> done) {
                workspace->createBoard(plan, name, BoardPrivacy::Public, c, std::move(done));
            });
        };
        const Board matched = planBoard(QStringLiteral("Recipes"));
        const Board unmatched = planBoard(QStringLiteral("recipes for later"));
        QVERIFY(matched.remoteId.isEmpty());
        const auto addPin = [&](BoardId board) {
            PinContent content;
            content.account = plan;
            content.board = board;
            content.title = QStringLiteral("Planned before connecting");
            return await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
                       workspace->editor().addPin(content, c, std::move(done));
                   })
                ->pins.first();
        };
        const PinId onMatched = addPin(matched.id);
        const PinId onUnmatched = addPin(unmatched.id);

        const Result<Account> account = connectTo(*workspace, pinterest);
        QVERIFY(account);
        QVERIFY(sync(*workspace, account->id));
        const auto boardOf = [&](PinId id) {
            const Pin pin = *workspace->store().pins().pin(id);
            return *workspace->store().boards().board(pin.content.board);
        };
        QCOMPARE(workspace->store().pins().pin(onMatched)->content.account, account->id);
        QCOMPARE(boardOf(onMatched).remoteId, recipes);
        QCOMPARE(boardOf(onUnmatched).remoteId, QString());
        QCOMPARE(boardOf(onUnmatched).name, QStringLiteral("recipes for later"));
        QCOMPARE(workspace->store().accounts().accounts()->size(), 1);

        const Result<Board> created = await<Board>([&](QObject *c, Done<Board> done) {
            workspace->createBoard(account->id, QStringLiteral("recipes for later"),
                                   BoardPrivacy::Public, c, std::move(done));
        });
        QVERIFY(created);
        QVERIFY(!boardOf(onUnmatched).remoteId.isEmpty());
        QCOMPARE(pinterest.boards().size(), 2);
    }

    void allBoardsAndSectionsAreReadAndStayWhenOffline()
    {
        PlanFixture plan(QStringList{});
        for (int i = 0; i < 260; ++i)
            plan.pinterest.addBoard(QStringLiteral("Board %1").arg(i));
        const QString first = plan.pinterest.boards().first().id;
        for (int i = 0; i < 30; ++i)
            plan.pinterest.addSection(first, QStringLiteral("Section %1").arg(i));
        const Result<int> count = sync(*plan.workspace, plan.account.id);
        QVERIFY(count);
        QCOMPARE(*count, 260);
        const QList<Board> boards = *plan.workspace->store().boards().boards(plan.account.id);
        QCOMPARE(boards.size(), 260);
        int sections = 0;
        for (const Board &board : boards)
            sections += int(board.sections.size());
        QCOMPARE(sections, 30);

        plan.pinterest.stop();
        QSignalSpy finished(plan.workspace.get(), &Workspace::syncFinished);
        const Result<int> offline = sync(*plan.workspace, plan.account.id);
        QVERIFY(!offline);
        QCOMPARE(offline.error().kind, ErrorKind::Offline);
        QVERIFY(!finished.last().at(1).toString().isEmpty());
        QCOMPARE(plan.workspace->store().boards().boards(plan.account.id)->size(), 260);
    }

    void sectionsThatCannotBeReadHideNoBoard_data()
    {
        QTest::addColumn<int>("status"); // 0: the connection breaks off
        QTest::newRow("forbidden") << 403;
        QTest::newRow("gone") << 404;
        QTest::newRow("server") << 503;
        QTest::newRow("too fast") << 429;
        QTest::newRow("cut") << 0;
    }

    void sectionsThatCannotBeReadHideNoBoard()
    {
        QFETCH(int, status);
        PlanFixture plan(
            {QStringLiteral("Recipes"), QStringLiteral("Garden"), QStringLiteral("Travel")});
        const QString garden = plan.board(QStringLiteral("Garden")).remoteId;
        plan.pinterest.addSection(garden, QStringLiteral("Herbs"));
        QVERIFY(sync(*plan.workspace, plan.account.id));
        plan.pinterest.addBoard(QStringLiteral("Soups"));
        plan.pinterest.addSection(garden, QStringLiteral("Roses"));
        sandbox::Fault fault;
        fault.kind = status > 0 ? sandbox::Fault::Kind::Answer : sandbox::Fault::Kind::Drop;
        fault.status = status;
        fault.method = "GET";
        fault.pathPrefix = QStringLiteral("/v5/boards/%1/sections").arg(garden);
        fault.times = -1;
        plan.pinterest.addFault(fault);
        QSignalSpy unread(plan.workspace.get(), &Workspace::sectionsUnread);
        QSignalSpy finished(plan.workspace.get(), &Workspace::syncFinished);

        const Result<int> count = sync(*plan.workspace, plan.account.id);
        QVERIFY(count);
        QCOMPARE(*count, 4);
        QVERIFY(plan.board(QStringLiteral("Soups")).id.isValid());
        const QList<BoardSection> sections = plan.board(QStringLiteral("Garden")).sections;
        QCOMPARE(sections.size(), 1); // as it was last read
        QCOMPARE(sections.first().name, QStringLiteral("Herbs"));
        QCOMPARE(unread.size(), 1);
        const QString said = unread.first().at(1).toString();
        QVERIFY2(said.contains(QStringLiteral("“Garden”")), qPrintable(said));
        QVERIFY(!finished.isEmpty());
        QCOMPARE(finished.last().at(1).toString(), QString());

        plan.pinterest.clearFaults();
        QVERIFY(sync(*plan.workspace, plan.account.id));
        QCOMPARE(plan.board(QStringLiteral("Garden")).sections.size(), 2);
        QCOMPARE(unread.size(), 1);
    }

    void sectionsStayWhereTheKnownOnesCannotBeRead()
    {
        PlanFixture plan({QStringLiteral("Recipes"), QStringLiteral("Garden")});
        const QString garden = plan.board(QStringLiteral("Garden")).remoteId;
        plan.pinterest.addSection(garden, QStringLiteral("Herbs"));
        QVERIFY(sync(*plan.workspace, plan.account.id));
        const auto sections = [](const QString &board) {
            return QStringLiteral("/v5/boards/%1/sections").arg(board);
        };
        // So that it could not be stored before the table is there again.
        plan.pinterest.delayNext(60000, "GET",
                                 sections(plan.board(QStringLiteral("Recipes")).remoteId));
        plan.pinterest.answerNextWith("GET", sections(garden), 403);
        const QString rename = QStringLiteral("ALTER TABLE %1 RENAME TO %2");
        const QString keepReferences = QStringLiteral("PRAGMA legacy_alter_table = ON");
        const QString table = QStringLiteral("board_section");
        const QString away = QStringLiteral("away");
        plan.writeBehind({keepReferences, rename.arg(table, away)});
        Awaited<int> count;
        plan.workspace->syncBoards(plan.account.id, this, count.done());
        QTRY_VERIFY(count.isThere());
        QCOMPARE(count.error().kind, ErrorKind::Storage);
        plan.writeBehind({keepReferences, rename.arg(away, table)});
        QCOMPARE(plan.board(QStringLiteral("Garden")).sections.size(), 1);
    }

    void aRefusedSignInStopsReadingBoards()
    {
        PlanFixture plan({QStringLiteral("Recipes"), QStringLiteral("Garden")});
        plan.pinterest.addBoard(QStringLiteral("Soups"));
        plan.pinterest.answerNextWith("GET", QStringLiteral("/v5/boards/"), 401, {},
                                      R"({"code":2,"message":"Authentication failed."})", -1);
        const Result<int> count = sync(*plan.workspace, plan.account.id);
        QVERIFY(!count);
        QCOMPARE(count.error().kind, ErrorKind::Unauthorized);
        QCOMPARE(plan.workspace->store().boards().boards(plan.account.id)->size(), 2);
    }

    void sectionsAreNotAskedForWhereNoneCanBeRead()
    {
        QStringList names;
        for (int i = 0; i < 30; ++i)
            names.append(QStringLiteral("Board %1").arg(i));
        PlanFixture plan(names);
        plan.pinterest.answerNextWith("GET", QStringLiteral("/v5/boards/"), 403, {},
                                      R"({"code":3,"message":"Missing scope"})", -1);
        plan.pinterest.clearRequests();
        QSignalSpy unread(plan.workspace.get(), &Workspace::sectionsUnread);
        QCOMPARE(sync(*plan.workspace, plan.account.id), Result<int>(30));
        QVERIFY(plan.pinterest.requests("GET", QStringLiteral("/v5/boards/")).size() <= 8);
        QVERIFY(unread.last().at(1).toString().contains(QStringLiteral("27 more")));
    }

    void boardsAndSectionsAreCreatedAtPinterestAndUsableAtOnce()
    {
        PlanFixture plan;
        const Result<Board> board = await<Board>([&](QObject *c, Done<Board> done) {
            plan.workspace->createBoard(plan.account.id, QStringLiteral("Garden"),
                                        BoardPrivacy::Public, c, std::move(done));
        });
        QVERIFY2(board,
                 qPrintable(board ? QString() : board.error().detail + board.error().apiMessage));
        QVERIFY(!board->remoteId.isEmpty());
        const Result<BoardSection> section = await<BoardSection>([&](QObject *c,
                                                                     Done<BoardSection> done) {
            plan.workspace->createSection(board->id, QStringLiteral("Herbs"), c, std::move(done));
        });
        QVERIFY(section);
        QCOMPARE(plan.pinterest.sections(board->remoteId).size(), 1);

        PinContent content = plan.content(QStringLiteral("Basil"), 0);
        content.board = board->id;
        content.section = section->id;
        const PinId id = plan.draft(content);
        QVERIFY(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            plan.workspace->editor().publishNow({id}, c, std::move(done));
        }));
        plan.workspace->publisher().start();
        QTRY_COMPARE(plan.pin(id).status, PinStatus::Published);
        QCOMPARE(plan.pinterest.pins().first().sectionId, section->remoteId);
    }

    void deletingAtPinterestTakesThePinAwayInBothPlaces()
    {
        PlanFixture plan;
        const PinId id = plan.scheduled(QStringLiteral("Short-lived"), 0);
        plan.workspace->publisher().start();
        QTRY_COMPARE(plan.pin(id).status, PinStatus::Published);
        QVERIFY(await<void>([&](QObject *c, Done<void> done) {
            plan.workspace->deleteAtPinterest(id, c, std::move(done));
        }));
        QVERIFY(plan.pinterest.pins().isEmpty());
        QVERIFY(!plan.workspace->store().pins().pin(id));
    }

    void disconnectingKeepsThePinsAsAPlan()
    {
        PlanFixture plan;
        const PinId id = plan.scheduled(QStringLiteral("Stays"), 3600);
        QVERIFY(await<void>([&](QObject *c, Done<void> done) {
            plan.workspace->disconnectAccount(plan.account.id, c, std::move(done));
        }));
        const Pin pin = plan.pin(id);
        QCOMPARE(pin.status, PinStatus::Draft);
        QVERIFY(pin.dueAt);
        QCOMPARE(plan.workspace->store().accounts().account(pin.content.account)->environment,
                 Environment::Local);
    }

    void aTokenOnlyGoesToAnAllowedAddress()
    {
        PlanFixture plan;
        const Result<Account> refused = await<Account>([&](QObject *c, Done<Account> done) {
            plan.workspace->addToken(
                Environment::Custom,
                endpointsOfBase(QUrl(QStringLiteral("http://pinterest.example/v5"))),
                QStringLiteral("pina_secret"), SecretStorage::ThisRunOnly, c, std::move(done));
        });
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Rejected);
    }
};

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
