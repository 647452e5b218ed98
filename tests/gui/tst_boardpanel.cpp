// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "oauth/tokenset.h"
#include "sandbox/server.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/store.h"
#include "ui/boards/boardchoices.h"
#include "ui/boards/boardmodel.h"
#include "ui/boards/boardpanel.h"
#include "ui/boards/boardtree.h"
#include "ui/boards/deleteboarddialog.h"
#include "ui/boards/editboarddialog.h"
#include "ui/boards/newboarddialog.h"
#include "ui/pins/pinmime.h"
#include "ui/widgets/drophint.h"
#include "ui/widgets/namedialog.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace pinweek;
using namespace pinweek::test;

class TestBoardPanel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void listsBoardsWithSectionsCountsAndMarks();
    void aClickFiltersAndAllClearsIt();
    void searchKeepsBoardsThatHoldTheText();
    void aBoardThatIsGoneNoLongerFilters();
    void pinsAndFilesDroppedOnARowNameItsBoard();
    void aPublishedPinIsOnlyCopiedToAnotherBoard();
    void theHintSaysWhatADropDoes();
    void allBoardsAndEmptyGroundTakeNoDrop();
    void withoutAnAccountItOffersToConnect();
    void newBoardIsMadeAtPinterest();
    void aRefusedNameIsSaidInTheDialog();
    void localBoardCanBeCreatedAtPinterest();
    void offlineKeepsTheListAndSaysFromWhen();
    void defaultBoardIsChosenInTheMenu();
    void aBoardIsRenamedWithF2AndItsPrivacyHasTheApisTwoValues();
    void deletingABoardAsksForItsName();
    void whatWasNotDeletedIsSaidInTheDialog();
    void aSectionIsRenamedAndDeleted();
    void anothersBoardCannotBeEditedOrDeleted();
    void theStripeGetsAnotherColour();
    void rowsTellTheNextSevenDaysAndTheLastPin();
    void pickerOffersRecentBoardsFirstAndCreatesOnlyNewNames();
    void pickerAnswersAtOnceWithTwoThousandBoards();
    void everyControlHasItsName();

private:
    template<typename T>
    T *part(const char *name) const
    {
        return partOf<T>(*m_panel, name);
    }
    BoardTree *tree() const { return part<BoardTree>("boardTree"); }
    QModelIndex row(const QString &name) const;
    void click(const QModelIndex &index);
    QAction *menuAction(const QModelIndex &index, const char *name);
    bool drop(const QModelIndex &index, const QMimeData &mime, Qt::DropAction *answer,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    /** Connects the stand-in's user with its own boards. */
    void connectPinterest();

    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<SandboxServer> m_pinterest;
    std::unique_ptr<BoardPanel> m_panel;
};

void TestBoardPanel::init()
{
    failOnWarnings();
    m_gui = std::make_unique<GuiWorkspace>();
    m_panel = std::make_unique<BoardPanel>(*m_gui->workspace, *m_gui->theme);
    m_panel->setAccount(m_gui->account.id);
    m_panel->resize(240, 400);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void TestBoardPanel::cleanup()
{
    m_panel.reset();
    m_gui.reset();
    m_pinterest.reset();
}

void TestBoardPanel::connectPinterest()
{
    m_pinterest = std::make_unique<SandboxServer>();
    QVERIFY(m_pinterest->start());
    m_pinterest->addSection(m_pinterest->addBoard(QStringLiteral("Recipes")),
                            QStringLiteral("Soups"));
    const QStringList scopes =
        sandbox::usualScopes() +
        QStringList{QStringLiteral("boards:read_secret"), QStringLiteral("boards:write_secret")};
    std::optional<Result<Account>> connected;
    m_gui->workspace->addToken(Environment::Custom, endpointsOfBase(m_pinterest->apiBase()),
                               m_pinterest->addToken(scopes), SecretStorage::ThisRunOnly, this,
                               [&](const Result<Account> &result) { connected = result; });
    QTRY_VERIFY(connected.has_value());
    QVERIFY2(*connected, qPrintable(*connected ? QString() : (*connected).error().detail));
    m_gui->account = **connected;
    m_panel->setAccount(m_gui->account.id);
    QTRY_VERIFY(row(QStringLiteral("Recipes")).isValid());
    QTRY_VERIFY(part<QToolButton>("refreshBoardsToolButton")->isEnabled());
}

QModelIndex TestBoardPanel::row(const QString &name) const
{
    const auto found = tree()->model()->match(tree()->model()->index(0, 0), Qt::DisplayRole, name,
                                              1, Qt::MatchExactly | Qt::MatchRecursive);
    return found.value(0);
}

void TestBoardPanel::click(const QModelIndex &index)
{
    tree()->scrollTo(index);
    QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, tree()->visualRect(index).center());
}

QAction *TestBoardPanel::menuAction(const QModelIndex &index, const char *name)
{
    const QPoint at = tree()->visualRect(index).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, tree()->viewport()->mapToGlobal(at));
    QCoreApplication::sendEvent(tree()->viewport(), &event);
    return m_panel->findChild<QAction *>(QString::fromLatin1(name));
}

bool TestBoardPanel::drop(const QModelIndex &index, const QMimeData &mime, Qt::DropAction *answer, Qt::KeyboardModifiers modifiers)
{
    const QPoint at = index.isValid() ? tree()->visualRect(index).center()
                                      : QPoint(20, tree()->viewport()->height() - 5);
    const Qt::DropActions offered = Qt::CopyAction | Qt::MoveAction;
    QDragEnterEvent enter(at, offered, &mime, Qt::LeftButton, modifiers);
    QCoreApplication::sendEvent(tree()->viewport(), &enter);
    QDragMoveEvent move(at, offered, &mime, Qt::LeftButton, modifiers);
    QCoreApplication::sendEvent(tree()->viewport(), &move);
    if (!move.isAccepted())
        return false;
    QDropEvent event(QPointF(at), offered, &mime, Qt::LeftButton, modifiers);
    event.setDropAction(Qt::MoveAction);
    QCoreApplication::sendEvent(tree()->viewport(), &event);
    *answer = event.dropAction();
    return event.isAccepted();
}

void TestBoardPanel::listsBoardsWithSectionsCountsAndMarks()
{
    const Board recipes = m_gui->addBoard(QStringLiteral("Recipes"));
    m_gui->addSection(recipes, QStringLiteral("Soups"));
    m_gui->addBoard(QStringLiteral("Gifts"), BoardPrivacy::Secret, false);
    m_gui->addDraft(m_gui->readyContent(recipes, QStringLiteral("Cake")));
    QTRY_COMPARE(row(QStringLiteral("All boards")).data(BoardModel::CountRole).toInt(), 1);
    QCOMPARE(row(QStringLiteral("Recipes")).data(BoardModel::CountRole).toInt(), 1);
    QCOMPARE(row(QStringLiteral("Soups")).parent(), row(QStringLiteral("Recipes")));
    QCOMPARE(row(QStringLiteral("Gifts")).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Gifts, 0 pin(s), secret, not at Pinterest yet"));
    auto *model = tree()->model();
    QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model->rowCount(), 3);
}

void TestBoardPanel::aClickFiltersAndAllClearsIt()
{
    const Board recipes = m_gui->addBoard(QStringLiteral("Recipes"));
    const BoardSection soups = m_gui->addSection(recipes, QStringLiteral("Soups"));
    QTRY_VERIFY(row(QStringLiteral("Soups")).isValid());
    QSignalSpy filter(m_panel.get(), &BoardPanel::filterChanged);
    click(row(QStringLiteral("Recipes")));
    QCOMPARE(filter.count(), 1);
    QCOMPARE(m_panel->board(), recipes.id);
    tree()->expandAll();
    click(row(QStringLiteral("Soups")));
    QCOMPARE(m_panel->section(), soups.id);
    QCOMPARE(filter.last().at(1).value<SectionId>(), soups.id);
    m_panel->clearFilter();
    QVERIFY(!m_panel->board().isValid());
    QCOMPARE(filter.count(), 3);
}

void TestBoardPanel::searchKeepsBoardsThatHoldTheText()
{
    const Board recipes = m_gui->addBoard(QStringLiteral("Recipes"));
    m_gui->addSection(recipes, QStringLiteral("Soups"));
    m_gui->addSection(recipes, QStringLiteral("Cakes"));
    m_gui->addBoard(QStringLiteral("Garden"));
    QTRY_VERIFY(row(QStringLiteral("Cakes")).isValid());
    QTest::keyClicks(part<QLineEdit>("searchBoardsLineEdit"), QStringLiteral("soup"));
    QVERIFY(!row(QStringLiteral("Garden")).isValid());
    QVERIFY(!row(QStringLiteral("Cakes")).isValid());
    QVERIFY(tree()->isExpanded(row(QStringLiteral("Recipes"))));
    part<QLineEdit>("searchBoardsLineEdit")->clear();
    QVERIFY(row(QStringLiteral("Garden")).isValid());
}

void TestBoardPanel::aBoardThatIsGoneNoLongerFilters()
{
    m_gui->addBoard(QStringLiteral("Recipes"));
    const Board other = m_gui->addBoard(QStringLiteral("Garden"));
    QTRY_VERIFY(row(QStringLiteral("Garden")).isValid());
    click(row(QStringLiteral("Garden")));
    QCOMPARE(m_panel->board(), other.id);
    QSignalSpy filter(m_panel.get(), &BoardPanel::filterChanged);
    m_gui->workspace->store().boards().remove(other.id, this, [](const Result<void> &) {});
    QTRY_COMPARE(filter.count(), 1);
    QVERIFY(!m_panel->board().isValid());
}

void TestBoardPanel::pinsAndFilesDroppedOnARowNameItsBoard()
{
    const Board recipes = m_gui->addBoard(QStringLiteral("Recipes"));
    const BoardSection soups = m_gui->addSection(recipes, QStringLiteral("Soups"));
    QTRY_VERIFY(row(QStringLiteral("Soups")).isValid());
    tree()->expandAll();
    QSignalSpy pins(m_panel.get(), &BoardPanel::pinsDropped);
    QSignalSpy files(m_panel.get(), &BoardPanel::imagesDropped);
    Qt::DropAction answer = Qt::IgnoreAction;
    const QList<PinId> both{m_gui->addDraft(m_gui->readyContent(recipes, QStringLiteral("One"))),
                            m_gui->addDraft(m_gui->readyContent(recipes, QStringLiteral("Two")))};
    const auto mime = pinmime::encode(both, both.first(), 0, m_gui->workspace->directory());
    QVERIFY(drop(row(QStringLiteral("Soups")), *mime, &answer));
    QCOMPARE(answer, Qt::MoveAction);
    QCOMPARE(pins.count(), 1);
    QCOMPARE(pins.first().at(0).value<QList<PinId>>(), both);
    QCOMPARE(pins.first().at(3).toBool(), false);
    QCOMPARE(pins.first().at(1).value<BoardId>(), recipes.id);
    QCOMPARE(pins.first().at(2).value<SectionId>(), soups.id);
    QMimeData urls;
    urls.setUrls({QUrl::fromLocalFile(m_gui->imageFile(QStringLiteral("a.jpg")))});
    QVERIFY(drop(row(QStringLiteral("Recipes")), urls, &answer));
    QCOMPARE(answer, Qt::CopyAction);
    QCOMPARE(files.first().at(1).value<BoardId>(), recipes.id);
    QVERIFY(!files.first().at(2).value<SectionId>().isValid());
}

void TestBoardPanel::aPublishedPinIsOnlyCopiedToAnotherBoard()
{
    const Board recipes = m_gui->addBoard(QStringLiteral("Recipes"));
    QTRY_VERIFY(row(QStringLiteral("Recipes")).isValid());
    const PinId pin = m_gui->addPublished(m_gui->readyContent(recipes, QStringLiteral("Cake")),
                                          QStringLiteral("81"));
    QSignalSpy pins(m_panel.get(), &BoardPanel::pinsDropped);
    const auto mime = pinmime::encode({pin}, pin, 0, m_gui->workspace->directory());
    Qt::DropAction answer = Qt::IgnoreAction;
    QVERIFY(!drop(row(QStringLiteral("Recipes")), *mime, &answer));
    QVERIFY(pins.isEmpty());
    QVERIFY(drop(row(QStringLiteral("Recipes")), *mime, &answer, Qt::ControlModifier));
    QCOMPARE(answer, Qt::CopyAction);
    QCOMPARE(pins.first().at(3).toBool(), true);
}

void TestBoardPanel::theHintSaysWhatADropDoes()
{
    const Board recipes = m_gui->addBoard(QStringLiteral("Recipes"));
    QTRY_VERIFY(row(QStringLiteral("Recipes")).isValid());
    const PinId pin = m_gui->addDraft(m_gui->readyContent(recipes, QStringLiteral("Cake")));
    const auto mime = pinmime::encode({pin}, pin, 0, m_gui->workspace->directory());
    const QPoint place = tree()->visualRect(row(QStringLiteral("Recipes"))).center();
    QDragEnterEvent enter(place, Qt::CopyAction | Qt::MoveAction, mime.get(), Qt::LeftButton,
                          Qt::NoModifier);
    QCoreApplication::sendEvent(tree()->viewport(), &enter);
    auto *hint = m_panel->window()->findChild<DropHint *>();
    QVERIFY(hint && hint->isVisible());
    QCOMPARE(hint->text(), QStringLiteral("Put 1 pin(s) on Recipes"));
    QDragMoveEvent move(place, Qt::CopyAction | Qt::MoveAction, mime.get(), Qt::LeftButton,
                        Qt::ControlModifier);
    QCoreApplication::sendEvent(tree()->viewport(), &move);
    QCOMPARE(hint->text(), QStringLiteral("Copy 1 pin(s) for Recipes"));
    QDragLeaveEvent leave;
    QCoreApplication::sendEvent(tree()->viewport(), &leave);
    QVERIFY(!hint->isVisible());
}

void TestBoardPanel::allBoardsAndEmptyGroundTakeNoDrop()
{
    m_gui->addBoard(QStringLiteral("Recipes"));
    QTRY_VERIFY(row(QStringLiteral("Recipes")).isValid());
    QMimeData urls;
    urls.setUrls({QUrl::fromLocalFile(QStringLiteral("/pictures/a.jpg"))});
    Qt::DropAction answer = Qt::IgnoreAction;
    QVERIFY(!drop(row(QStringLiteral("All boards")), urls, &answer));
    QVERIFY(!drop({}, urls, &answer));
    QMimeData words;
    words.setText(QStringLiteral("words"));
    QVERIFY(!drop(row(QStringLiteral("Recipes")), words, &answer));
}

void TestBoardPanel::withoutAnAccountItOffersToConnect()
{
    m_panel->setAccount(m_gui->plan().id);
    auto *button = part<QPushButton>("boardsEmptyPushButton");
    QVERIFY(button->isVisible());
    QSignalSpy wanted(m_panel.get(), &BoardPanel::connectWanted);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    // Planning goes on without Pinterest: a board of one's own.
    QTest::mouseClick(part<QPushButton>("boardsEmptySecondPushButton"), Qt::LeftButton);
    QTest::keyClicks(part<QLineEdit>("nameLineEdit"), QStringLiteral("Ideas"));
    QTest::mouseClick(part<QPushButton>("createPushButton"), Qt::LeftButton);
    QTRY_VERIFY(row(QStringLiteral("Ideas")).isValid());
}

void TestBoardPanel::newBoardIsMadeAtPinterest()
{
    connectPinterest();
    QTest::mouseClick(part<QToolButton>("newBoardToolButton"), Qt::LeftButton);
    auto *name = part<QLineEdit>("nameLineEdit");
    QVERIFY(!part<QPushButton>("createPushButton")->isEnabled());
    QTest::keyClicks(name, QStringLiteral("Winter"));
    auto *privacy = part<QComboBox>("privacyComboBox");
    privacy->setCurrentIndex(privacy->findData(int(BoardPrivacy::Secret)));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(row(QStringLiteral("Winter")).isValid());
    QCOMPARE(m_pinterest->boards().last().name, QStringLiteral("Winter"));
    QVERIFY(row(QStringLiteral("Winter")).data(BoardModel::SecretRole).toBool());
    QTRY_VERIFY(m_panel->findChildren<NewBoardDialog *>().isEmpty());

    QAction *section = menuAction(row(QStringLiteral("Winter")), "newSectionAction");
    QVERIFY(section);
    section->trigger();
    QTest::keyClicks(part<QLineEdit>("nameLineEdit"), QStringLiteral("Snow"));
    QTest::mouseClick(part<QPushButton>("createPushButton"), Qt::LeftButton);
    QTRY_VERIFY(row(QStringLiteral("Snow")).isValid());
}

void TestBoardPanel::aRefusedNameIsSaidInTheDialog()
{
    connectPinterest();
    m_pinterest->answerNextWith(
        "POST", QStringLiteral("/v5/boards"), 400, {},
        R"({"code":58,"message":"You already have a board with that name."})");
    QTest::mouseClick(part<QToolButton>("newBoardToolButton"), Qt::LeftButton);
    QTest::keyClicks(part<QLineEdit>("nameLineEdit"), QStringLiteral("Recipes"));
    QTest::mouseClick(part<QPushButton>("createPushButton"), Qt::LeftButton);
    auto *problem = part<QLabel>("problemLabel");
    QTRY_VERIFY2(problem->text().contains(QStringLiteral("already have a board")),
                 qPrintable(problem->text()));
    QVERIFY(part<QLineEdit>("nameLineEdit")->isEnabled());
    part<NewBoardDialog>("newBoardDialog")->reject();
}

void TestBoardPanel::localBoardCanBeCreatedAtPinterest()
{
    connectPinterest();
    m_gui->addBoard(QStringLiteral("Planned"), BoardPrivacy::Public, false);
    QTRY_VERIFY(row(QStringLiteral("Planned")).isValid());
    QVERIFY(row(QStringLiteral("Planned")).data(BoardModel::LocalRole).toBool());
    QAction *create = menuAction(row(QStringLiteral("Planned")), "createAtPinterestAction");
    QVERIFY(create);
    create->trigger();
    QTRY_VERIFY(!row(QStringLiteral("Planned")).data(BoardModel::LocalRole).toBool());
    QCOMPARE(m_pinterest->boards().last().name, QStringLiteral("Planned"));
    QCOMPARE(tree()->model()->rowCount(), 3); // All, Recipes, Planned: not a second one
}

void TestBoardPanel::offlineKeepsTheListAndSaysFromWhen()
{
    connectPinterest();
    auto *state = part<QLabel>("boardsStateLabel");
    QVERIFY(!state->isVisible());
    m_pinterest->stop();
    QTest::mouseClick(part<QToolButton>("refreshBoardsToolButton"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(state->isVisible(), 20'000);
    QVERIFY2(state->text().contains(QStringLiteral("This list is from")),
             qPrintable(state->text()));
    QVERIFY(row(QStringLiteral("Soups")).isValid());
    QVERIFY(part<QToolButton>("refreshBoardsToolButton")->isEnabled());
}

void TestBoardPanel::defaultBoardIsChosenInTheMenu()
{
    const Board recipes = m_gui->addBoard(QStringLiteral("Recipes"));
    QTRY_VERIFY(row(QStringLiteral("Recipes")).isValid());
    QAction *action = menuAction(row(QStringLiteral("Recipes")), "defaultBoardAction");
    QVERIFY(action);
    action->trigger();
    QTRY_VERIFY(row(QStringLiteral("Recipes")).data(BoardModel::DefaultRole).toBool());
    QCOMPARE(m_gui->workspace->store().accounts().account(m_gui->account.id)->defaultBoard,
             recipes.id);
}

void TestBoardPanel::aBoardIsRenamedWithF2AndItsPrivacyHasTheApisTwoValues()
{
    connectPinterest();
    click(row(QStringLiteral("Recipes")));
    QTest::keyClick(tree(), Qt::Key_F2);
    auto *dialog = part<EditBoardDialog>("editBoardDialog");
    auto *privacy = partOf<QComboBox>(*dialog, "privacyComboBox");
    QCOMPARE(privacy->count(), 2);
    QCOMPARE(privacy->findData(int(BoardPrivacy::Protected)), -1);
    QVERIFY(!partOf<QPushButton>(*dialog, "saveBoardPushButton")->isEnabled());
    auto *name = partOf<QLineEdit>(*dialog, "nameLineEdit");
    QTest::keyClicks(name, QStringLiteral("Easy recipes"));
    privacy->setCurrentIndex(privacy->findData(int(BoardPrivacy::Secret)));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(row(QStringLiteral("Easy recipes")).isValid());
    QVERIFY(row(QStringLiteral("Easy recipes")).data(BoardModel::SecretRole).toBool());
    QVERIFY(row(QStringLiteral("Soups")).isValid());
    QCOMPARE(m_pinterest->boards().first().name, QStringLiteral("Easy recipes"));
    QCOMPARE(m_pinterest->boards().first().privacy, QStringLiteral("SECRET"));
}

void TestBoardPanel::deletingABoardAsksForItsName()
{
    connectPinterest();
    const Board board = m_gui->workspace->store().boards().boards(m_gui->account.id)->first();
    const PinId pin = m_gui->addScheduled(m_gui->readyContent(board, QStringLiteral("Cake")));
    click(row(QStringLiteral("Recipes")));
    QTest::keyClick(tree(), Qt::Key_Delete);
    auto *dialog = part<DeleteBoardDialog>("deleteBoardDialog");
    auto *go = partOf<QPushButton>(*dialog, "deleteBoardPushButton");
    QVERIFY(!go->isEnabled());
    QStringList said;
    for (const QLabel *label : dialog->findChildren<QLabel *>(QStringLiteral("consequenceLabel")))
        said += label->text();
    QVERIFY2(
        said.join(QLatin1Char(' ')).contains(QStringLiteral("1 planned pin(s) will stay here")),
        qPrintable(said.join(QLatin1Char('\n'))));
    auto *name = partOf<QLineEdit>(*dialog, "confirmNameLineEdit");
    QTest::keyClicks(name, QStringLiteral("Recipe"));
    QVERIFY(!go->isEnabled());
    QTest::keyClicks(name, QStringLiteral("s"));
    QVERIFY(go->isEnabled());
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_VERIFY(!row(QStringLiteral("Recipes")).isValid());
    QVERIFY(m_pinterest->boards().isEmpty());
    QCOMPARE(m_gui->pin(pin).status, PinStatus::Draft);
    QVERIFY(!m_panel->board().isValid()); // it filtered, and is gone
}

void TestBoardPanel::whatWasNotDeletedIsSaidInTheDialog()
{
    connectPinterest();
    m_pinterest->answerNextWith("DELETE", QStringLiteral("/v5/boards"), 409, {},
                                R"({"code":409,"message":"Busy."})");
    QAction *action = menuAction(row(QStringLiteral("Recipes")), "deleteBoardAction");
    QVERIFY(action);
    action->trigger();
    auto *dialog = part<DeleteBoardDialog>("deleteBoardDialog");
    QTest::keyClicks(partOf<QLineEdit>(*dialog, "confirmNameLineEdit"), QStringLiteral("recipes"));
    QTest::mouseClick(partOf<QPushButton>(*dialog, "deleteBoardPushButton"), Qt::LeftButton);
    auto *problem = partOf<QLabel>(*dialog, "problemLabel");
    QTRY_VERIFY2(problem->text().contains(QStringLiteral("busy with another change")),
                 qPrintable(problem->text()));
    QVERIFY(row(QStringLiteral("Recipes")).isValid());
    dialog->reject();
}

void TestBoardPanel::aSectionIsRenamedAndDeleted()
{
    connectPinterest();
    tree()->expandAll();
    QAction *rename = menuAction(row(QStringLiteral("Soups")), "renameSectionAction");
    QVERIFY(rename);
    rename->trigger();
    auto *dialog = part<NameDialog>("nameDialog");
    QTest::keyClicks(partOf<QLineEdit>(*dialog, "nameLineEdit"), QStringLiteral("Stews"));
    QTest::mouseClick(partOf<QPushButton>(*dialog, "acceptNamePushButton"), Qt::LeftButton);
    QTRY_VERIFY(row(QStringLiteral("Stews")).isValid());
    const QString board = m_pinterest->boards().first().id;
    QCOMPARE(m_pinterest->sections(board).first().name, QStringLiteral("Stews"));
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    tree()->expandAll();
    click(row(QStringLiteral("Stews")));
    QTest::keyClick(tree(), Qt::Key_Delete);
    QTest::mouseClick(part<QPushButton>("confirmDeletePushButton"), Qt::LeftButton);
    QTRY_VERIFY(!row(QStringLiteral("Stews")).isValid());
    QVERIFY(m_pinterest->sections(board).isEmpty());
}

void TestBoardPanel::anothersBoardCannotBeEditedOrDeleted()
{
    Board group = m_gui->addBoard(QStringLiteral("Together"));
    group.owner = QStringLiteral("berta");
    m_gui->workspace->store().boards().save(group, this, [](const Result<Board> &) {});
    QTRY_VERIFY(row(QStringLiteral("Together")).data(BoardModel::GroupRole).toBool());
    QAction *edit = menuAction(row(QStringLiteral("Together")), "editBoardAction");
    QVERIFY(edit && !edit->isEnabled());
    QVERIFY(!m_panel->findChild<QAction *>(QStringLiteral("deleteBoardAction"))->isEnabled());
    delete m_panel->findChild<QMenu *>(QStringLiteral("boardMenu"));
    // The keys say why not.
    QSignalSpy said(m_panel.get(), &BoardPanel::message);
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    click(row(QStringLiteral("Together")));
    QTest::keyClick(tree(), Qt::Key_F2);
    QTest::keyClick(tree(), Qt::Key_Delete);
    QCOMPARE(said.size(), 2);
    QVERIFY(said.last().at(0).toString().contains(QStringLiteral("berta")));
    QVERIFY(m_panel->findChildren<QDialog *>().isEmpty());
}

void TestBoardPanel::theStripeGetsAnotherColour()
{
    m_gui->addBoard(QStringLiteral("Recipes"));
    QTRY_VERIFY(row(QStringLiteral("Recipes")).isValid());
    QAction *colour = menuAction(row(QStringLiteral("Recipes")), "colour6Action");
    QVERIFY(colour);
    colour->trigger();
    QTRY_COMPARE(row(QStringLiteral("Recipes")).data(BoardModel::ColourRole).toInt(), 6);
}

void TestBoardPanel::rowsTellTheNextSevenDaysAndTheLastPin()
{
    const Board board = m_gui->addBoard(QStringLiteral("Recipes"));
    m_gui->addScheduled(m_gui->readyContent(board, QStringLiteral("Tomorrow")));
    QTRY_COMPARE(row(QStringLiteral("Recipes")).data(BoardModel::NextDaysRole).toInt(), 1);
    QCOMPARE(row(QStringLiteral("All boards")).data(BoardModel::NextDaysRole).toInt(), 1);
    QCOMPARE(row(QStringLiteral("Recipes")).data(BoardModel::LastPinRole).toInt(), -1);
    Board told = board;
    told.remotePinsAt = m_gui->clock.now() - std::chrono::hours(24 * 5);
    m_gui->workspace->store().boards().save(told, this, [](const Result<Board> &) {});
    QTRY_COMPARE(row(QStringLiteral("Recipes")).data(BoardModel::LastPinRole).toInt(), 5);
    const QString spoken = row(QStringLiteral("Recipes")).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.contains(QStringLiteral("1 planned in the next 7 days")) &&
                 spoken.contains(QStringLiteral("last pin 5 day(s) ago")),
             qPrintable(spoken));
}

void TestBoardPanel::pickerOffersRecentBoardsFirstAndCreatesOnlyNewNames()
{
    QList<Board> boards;
    for (int i = 1; i <= 10; ++i) {
        Board board;
        board.id = {i};
        board.name = QStringLiteral("Board %1").arg(i);
        if (i == 3)
            board.sections.append({{30}, {3}, {}, QStringLiteral("Soups")});
        boards.append(board);
    }
    const QList<BoardChoice> all = boardChoices(boards, {{7}, {99}, {2}}, {});
    QCOMPARE(all.at(0).kind, BoardChoice::Kind::None);
    QCOMPARE(all.at(1).board, BoardId{7});
    QCOMPARE(all.at(2).board, BoardId{2}); // 99 is gone
    QVERIFY(all.at(2).endsRecent);
    QCOMPARE(all.size(), 1 + 2 + 10 + 1);
    const QList<BoardChoice> soups = boardChoices(boards, {}, QStringLiteral("soups"));
    QCOMPARE(soups.at(0).board, BoardId{3});
    QCOMPARE(soups.at(1).section, SectionId{30});
    QCOMPARE(soups.last().kind, BoardChoice::Kind::Create);
    const QList<BoardChoice> exact = boardChoices(boards, {}, QStringLiteral(" board  4 "));
    QCOMPARE(exact.size(), 1);
    QCOMPARE(exact.first().board, BoardId{4});
}

void TestBoardPanel::pickerAnswersAtOnceWithTwoThousandBoards()
{
    QList<Board> boards;
    for (int i = 1; i <= 2000; ++i) {
        Board board;
        board.id = {i};
        board.name = QStringLiteral("Board %1").arg(i);
        for (int s = 0; s < 3; ++s)
            board.sections.append({{i * 10 + s}, {i}, {}, QStringLiteral("Section %1").arg(s)});
        boards.append(board);
    }
    QElapsedTimer time;
    time.start();
    QCOMPARE(boardChoices(boards, {}, {}).size(), 1 + 2000 * 4);
    QCOMPARE(boardChoices(boards, {}, QStringLiteral("board 1999")).size(), 4);
    QVERIFY2(time.elapsed() < 250, qPrintable(QString::number(time.elapsed())));
}

void TestBoardPanel::everyControlHasItsName()
{
    m_gui->addBoard(QStringLiteral("Recipes"));
    QTRY_VERIFY(row(QStringLiteral("Recipes")).isValid());
    const QStringList nameless = namelessControls(m_panel.get());
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
}

QTEST_MAIN(TestBoardPanel)
#include "tst_boardpanel.moc"
