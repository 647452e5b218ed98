// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "planner/pineditor.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "ui/accounts/accountscope.h"
#include "ui/actions.h"
#include "ui/boards/boardmodel.h"
#include "ui/boards/boardpanel.h"
#include "ui/boards/boardtree.h"
#include "ui/calendar/weekview.h"
#include "ui/mainwindow.h"
#include "ui/pinverbs.h"
#include "ui/toolrow.h"

#include <QAccessible>
#include <QComboBox>
#include <QSignalSpy>

using namespace pinweek;
using namespace pinweek::test;

/** Several accounts: one shown, or all at once (interaction.md 11). */
class TestAccounts : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void whatIsShownIsRememberedOverARestart();
    void allNeedsSeveralAccounts();
    void newPinsGoToTheChosenAccountOrTheOneShownLast();
    void aPinOfABoardBelongsToTheBoardsAccount();
    void theSwitcherNamesWhereNewPinsGo();
    void boardsOfAllAccountsAreToldApart();
    void cardsOfAllAccountsSayWhoseTheyAre();
    void aPinThatChangesItsAccountSaysSoAndIsUndone();
    void whenTheShownAccountGoesTheNextOnesPinsAreNotLeftOut();

private:
    std::unique_ptr<GuiWorkspace> m_gui;
    Account m_berta;
};

void TestAccounts::init()
{
    failOnWarnings();
    m_gui = std::make_unique<GuiWorkspace>();
    Account berta = m_gui->account;
    berta.id = {};
    berta.remoteId = QStringLiteral("77");
    berta.username = QStringLiteral("berta");
    m_berta = m_gui->saveAccount(berta);
}

void TestAccounts::cleanup()
{
    m_gui.reset();
}

void TestAccounts::whatIsShownIsRememberedOverARestart()
{
    {
        AccountScope scope(*m_gui->workspace);
        QCOMPARE(scope.target(), m_gui->account.id); // the first that is connected
        QVERIFY(!scope.showsAll());
        scope.show(m_berta.id);
        QCOMPARE(scope.shown(), m_berta.id);
    }
    {
        AccountScope scope(*m_gui->workspace);
        QCOMPARE(scope.shown(), m_berta.id);
        scope.show({});
    }
    AccountScope scope(*m_gui->workspace);
    QVERIFY(scope.showsAll());
    QVERIFY(!scope.shown().isValid());
    QVERIFY(scope.target().isValid());
}

void TestAccounts::allNeedsSeveralAccounts()
{
    AccountScope scope(*m_gui->workspace);
    scope.show({});
    QVERIFY(scope.showsAll());
    // "My plan" is one of them as long as it is there.
    for (const AccountId id : {m_berta.id, m_gui->account.id}) {
        QVERIFY(scope.showsAll());
        QVERIFY(await<void>([&](QObject *c, Done<void> done) {
            m_gui->workspace->store().accounts().remove(id, c, std::move(done));
        }));
        scope.refresh();
    }
    QCOMPARE(scope.accounts().size(), 1);
    QVERIFY(!scope.showsAll());
    QCOMPARE(scope.shown(), m_gui->plan().id);
}

void TestAccounts::newPinsGoToTheChosenAccountOrTheOneShownLast()
{
    AccountScope scope(*m_gui->workspace);
    scope.show(m_berta.id);
    scope.show({});
    QCOMPARE(scope.target(), m_berta.id);
    m_gui->workspace->settings().setAccountOfNewPins(m_gui->account.id);
    scope.refresh();
    QCOMPARE(scope.target(), m_gui->account.id);
    // To see a pin of another account, nothing has to be switched then.
    QVERIFY(!scope.reveal(m_berta.id));
    scope.show(m_gui->account.id);
    QVERIFY(scope.reveal(m_berta.id));
    QCOMPARE(scope.shown(), m_berta.id);
}

void TestAccounts::aPinOfABoardBelongsToTheBoardsAccount()
{
    const Board board = m_gui->addBoard(QStringLiteral("Recipes"));
    AccountScope scope(*m_gui->workspace);
    scope.show(m_berta.id);
    QCOMPARE(scope.targetFor(board.id), m_gui->account.id);
    QCOMPARE(scope.targetFor({}), m_berta.id);
}

void TestAccounts::theSwitcherNamesWhereNewPinsGo()
{
    ActionCollection actions;
    ToolRow row(actions, *m_gui->theme);
    const QList<Account> all = *m_gui->workspace->store().accounts().accounts();
    row.setAccounts(all, {}, m_berta.id);
    auto *box = row.findChild<QComboBox *>();
    QVERIFY(box);
    QCOMPARE(box->currentText(), QStringLiteral("All, new: berta"));
    QSignalSpy chosen(&row, &ToolRow::accountChosen);
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(chosen.size(), 1);
    QVERIFY(chosen.first().at(0).value<AccountId>().isValid());
    row.setAccounts(all, m_berta.id, m_berta.id);
    QCOMPARE(box->currentText(), QStringLiteral("berta"));
    // With one account there is nothing to choose.
    row.setAccounts({m_berta}, m_berta.id, m_berta.id);
    QCOMPARE(box->itemText(0), QStringLiteral("berta"));
}

void TestAccounts::boardsOfAllAccountsAreToldApart()
{
    m_gui->addBoard(QStringLiteral("Recipes"));
    Board other;
    other.account = m_berta.id;
    other.name = QStringLiteral("Travel");
    other.remoteId = QStringLiteral("990");
    other.owner = QStringLiteral("berta");
    m_gui->workspace->store().boards().save(other, this, [](const Result<Board> &) {});
    BoardPanel panel(*m_gui->workspace, *m_gui->theme);
    auto *tree = partOf<BoardTree>(panel, "boardTree");
    QTRY_COMPARE(tree->model()->rowCount(), 3);
    const QModelIndex travel = tree->model()->index(2, 0);
    QCOMPARE(travel.data().toString(), QStringLiteral("Travel"));
    QCOMPARE(travel.data(BoardModel::AccountRole).value<AccountMark>().letter, QStringLiteral("B"));
    QVERIFY(
        travel.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("account berta")));
    QVERIFY(!travel.data(BoardModel::GroupRole).toBool()); // her own
    panel.setAccount(m_berta.id);
    QCOMPARE(tree->model()->rowCount(), 2);
    QVERIFY(!tree->model()->index(1, 0).data(BoardModel::AccountRole).isValid());
}

void TestAccounts::cardsOfAllAccountsSayWhoseTheyAre()
{
    const Board board = m_gui->addBoard(QStringLiteral("Recipes"));
    m_gui->addScheduled(m_gui->readyContent(board, QStringLiteral("Cake")));
    WeekView week(*m_gui->workspace, *m_gui->theme);
    week.resize(1000, 800);
    week.setZone("UTC");
    week.setAccount({});
    week.setWeek(WallTime::fromUtc(m_gui->clock.now(), "UTC").date);
    week.show();
    QVERIFY(QTest::qWaitForWindowExposed(&week));
    const auto spoken = [&] {
        QStringList names;
        const std::function<void(QAccessibleInterface *)> walk = [&](QAccessibleInterface *node) {
            for (int i = 0; node && i < node->childCount(); ++i) {
                names += node->child(i)->text(QAccessible::Name);
                walk(node->child(i));
            }
        };
        walk(QAccessible::queryAccessibleInterface(&week));
        return names.join(QLatin1Char('\n'));
    };
    QTRY_VERIFY2(spoken().contains(QStringLiteral("account ") + m_gui->account.username),
                 qPrintable(spoken()));
    week.setAccount(m_gui->account.id);
    QTRY_VERIFY(!spoken().contains(QStringLiteral("account ")));
}

void TestAccounts::aPinThatChangesItsAccountSaysSoAndIsUndone()
{
    const Board recipes = m_gui->addBoard(QStringLiteral("Recipes"));
    const BoardSection soups = m_gui->addSection(recipes, QStringLiteral("Soups"));
    Board other;
    other.account = m_berta.id;
    other.name = QStringLiteral("Travel");
    other.remoteId = QStringLiteral("990");
    const Board travel = must(await<Board>([&](QObject *c, Done<Board> done) {
        m_gui->workspace->store().boards().save(other, c, std::move(done));
    }));
    PinContent content = m_gui->readyContent(recipes, QStringLiteral("Cake"));
    content.section = soups.id;
    const PinId pin = m_gui->addScheduled(content);
    QWidget window;
    PinVerbs verbs(*m_gui->workspace, &window);
    QSignalSpy messages(&verbs, &PinVerbs::message);
    verbs.assign({pin}, travel.id, {});
    QTRY_COMPARE(messages.size(), 1);
    const QString said = messages.first().at(0).toString();
    QVERIFY2(said.contains(QStringLiteral("berta")) && said.contains(QStringLiteral("section")),
             qPrintable(said));
    QCOMPARE(m_gui->pin(pin).content.account, m_berta.id);
    QCOMPARE(m_gui->pin(pin).content.board, travel.id);
    QVERIFY(!m_gui->pin(pin).content.section.isValid());
    QCOMPARE(m_gui->pin(pin).status, PinStatus::Scheduled);
    m_gui->workspace->editor().undo(this, [](const Result<UndoOutcome> &) {});
    QTRY_COMPARE(m_gui->pin(pin).content.account, m_gui->account.id);
    QCOMPARE(m_gui->pin(pin).content.section, soups.id);
}

/** As when "My plan" gives way to the account that was connected while the window is open. */
void TestAccounts::whenTheShownAccountGoesTheNextOnesPinsAreNotLeftOut()
{
    const Account anna = m_gui->account;
    const Board board = m_gui->addBoard(QStringLiteral("Recipes"));
    PinContent content = m_gui->readyContent(board, QStringLiteral("Cake"));
    content.account = m_berta.id;
    content.board = {};
    content.planned = WallTime::fromUtc(m_gui->clock.now() + std::chrono::hours(2), "UTC");
    const PinId pin = m_gui->addDraft(content);
    AccountScope(*m_gui->workspace).show(anna.id);
    MainWindow window(*m_gui->workspace, *m_gui->theme);
    window.resize(1440, 900);
    QSignalSpy completed(&window, &MainWindow::completed);
    window.show();
    QVERIFY(completed.wait());
    QCOMPARE(window.account(), anna.id);
    QVERIFY(await<void>([&](QObject *c, Done<void> done) {
        m_gui->workspace->store().accounts().remove(anna.id, c, std::move(done));
    }));
    QTRY_COMPARE(window.account(), m_berta.id);
    auto *week = window.findChild<WeekView *>();
    week->showPin(pin);
    week->clearSelection();
    QTRY_VERIFY(week->isComplete());
    week->viewport()->grab();
    QTest::mouseClick(week->viewport(), Qt::LeftButton, {}, week->rectOf(pin).center());
    QCOMPARE(week->selection(), QList<PinId>{pin});
}

QTEST_MAIN(TestAccounts)
#include "tst_accounts.moc"
