// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "planner/pineditor.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "ui/pins/pinmime.h"
#include "ui/pins/thumbnaillist.h"
#include "ui/pins/unscheduledmodel.h"
#include "ui/pins/unscheduledpanel.h"
#include "ui/widgets/drophint.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QToolButton>

using namespace pinweek;
using namespace pinweek::test;

class TestUnscheduledPanel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsDraftsWithoutATimeOnlyNewestFirst();
    void isEmptyAtFirstAndSaysWhatToDo();
    void aPinThatGetsATimeLeaves();
    void selectionGoesByPinWhenRowsMove();
    void aClickSelectsEnterAndDoubleClickOpenAPin();
    void moreThanAPageIsReadOnDemand();
    void filesAreTakenAsACopy_data();
    void filesAreTakenAsACopy();
    void pinsOfTheCalendarAreTaken();
    void ctrlCopiesAlsoWhatIsPublished();
    void theHintSaysWhatADropDoesOrWhyItCanNotBe();
    void dropsThatMeanNothingAreRefused();
    void everyRowSpeaks();
    void theyAreSortedAsWished();
    void selectAllTakesThoseThatAreNotReadYet();
    void itsButtonMakesItWideAndNarrow();
    void itsOwnSearchGoesOnWithWhatTheWindowShows();
    void whatFitsNothingSaysSoAndLeadsBack();
    void severalAreSentToTheNextSlots();

private:
    PinContent timeless(const QString &title)
    {
        PinContent content = m_gui->readyContent(m_board, title);
        content.planned.reset();
        return content;
    }
    ThumbnailList *list() const { return m_panel->findChild<ThumbnailList *>(); }
    bool onList() const { return m_panel->findChild<QStackedWidget *>()->currentIndex() == 0; }
    bool drop(QWidget *target, const QMimeData &mime, Qt::DropAction *answer,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier);

    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<UnscheduledPanel> m_panel;
    Board m_board;
};

void TestUnscheduledPanel::init()
{
    failOnWarnings();
    m_gui = std::make_unique<GuiWorkspace>();
    m_board = m_gui->addBoard(QStringLiteral("Recipes"));
    m_panel = std::make_unique<UnscheduledPanel>(*m_gui->workspace, *m_gui->theme);
    m_panel->setAccount(m_gui->account.id);
    m_panel->resize(240, 320);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void TestUnscheduledPanel::cleanup()
{
    m_panel.reset();
    m_gui.reset();
}

bool TestUnscheduledPanel::drop(QWidget *target, const QMimeData &mime, Qt::DropAction *answer, Qt::KeyboardModifiers modifiers)
{
    const QPoint at = target->rect().center();
    const Qt::DropActions offered = Qt::CopyAction | Qt::MoveAction;
    QDragEnterEvent enter(at, offered, &mime, Qt::LeftButton, modifiers);
    QCoreApplication::sendEvent(target, &enter);
    if (!enter.isAccepted())
        return false;
    QDragMoveEvent move(at, offered, &mime, Qt::LeftButton, modifiers);
    QCoreApplication::sendEvent(target, &move);
    QDropEvent event(QPointF(at), offered, &mime, Qt::LeftButton, modifiers);
    event.setDropAction(Qt::MoveAction);
    QCoreApplication::sendEvent(target, &event);
    *answer = event.dropAction();
    return event.isAccepted();
}

void TestUnscheduledPanel::showsDraftsWithoutATimeOnlyNewestFirst()
{
    const PinId older = m_gui->addDraft(timeless(QStringLiteral("Older")));
    const PinId newer = m_gui->addDraft(timeless(QStringLiteral("Newer")));
    m_gui->addDraft(m_gui->readyContent(m_board, QStringLiteral("With a time")));
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    QCOMPARE(list()->model()->index(0, 0).data(UnscheduledModel::PinIdRole).toLongLong(),
             newer.value);
    QCOMPARE(list()->model()->index(1, 0).data(UnscheduledModel::PinIdRole).toLongLong(),
             older.value);
    QCOMPARE(m_panel->findChild<QLabel *>(QStringLiteral("unscheduledCountLabel"))->text(),
             QStringLiteral("2"));
}

void TestUnscheduledPanel::isEmptyAtFirstAndSaysWhatToDo()
{
    QVERIFY(!onList());
    auto *text = m_panel->findChild<QLabel *>(QStringLiteral("unscheduledEmptyTextLabel"));
    QVERIFY(text->isVisible());
    QVERIFY(!text->text().isEmpty());
    m_gui->addDraft(timeless(QStringLiteral("Cake")));
    QTRY_VERIFY(onList());
}

void TestUnscheduledPanel::aPinThatGetsATimeLeaves()
{
    const PinId id = m_gui->addDraft(timeless(QStringLiteral("Cake")));
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    list()->setCurrentIndex(list()->model()->index(0, 0));
    QCOMPARE(m_panel->selection(), QList<PinId>{id});
    QSignalSpy changed(m_panel.get(), &UnscheduledPanel::selectionChanged);
    m_gui->workspace->editor().move({id}, {WallTime{QDate(2026, 11, 20), QTime(9, 0), "Etc/UTC"}},
                                    this, [](const Result<EditOutcome> &) {});
    QTRY_COMPARE(list()->model()->rowCount(), 0);
    QVERIFY(m_panel->selection().isEmpty());
    QCOMPARE(changed.count(), 1);
}

void TestUnscheduledPanel::selectionGoesByPinWhenRowsMove()
{
    const PinId id = m_gui->addDraft(timeless(QStringLiteral("Cake")));
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    list()->setCurrentIndex(list()->model()->index(0, 0));
    QSignalSpy changed(m_panel.get(), &UnscheduledPanel::selectionChanged);
    m_gui->addDraft(timeless(QStringLiteral("Newer")));
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    QCOMPARE(m_panel->selection(), QList<PinId>{id});
    QCOMPARE(list()->selectedPins(), QList<PinId>{id});
    QCOMPARE(changed.count(), 0);
    m_panel->clearSelection();
    QVERIFY(m_panel->selection().isEmpty());
}

void TestUnscheduledPanel::aClickSelectsEnterAndDoubleClickOpenAPin()
{
    const PinId id = m_gui->addDraft(timeless(QStringLiteral("Cake")));
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    QSignalSpy opened(m_panel.get(), &UnscheduledPanel::pinOpened);
    const QRect cell = list()->visualRect(list()->model()->index(0, 0));
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, cell.center());
    QCOMPARE(m_panel->selection(), QList<PinId>{id});
    QCOMPARE(opened.count(), 0); // the keyboard stays with the pictures
    QTest::keyClick(list(), Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().value<PinId>(), id);
    QTest::mouseDClick(list()->viewport(), Qt::LeftButton, {}, cell.center());
    QCOMPARE(opened.count(), 2);
    QSignalSpy menu(m_panel.get(), &UnscheduledPanel::menuWanted);
    QContextMenuEvent event(QContextMenuEvent::Mouse, cell.center(),
                            list()->viewport()->mapToGlobal(cell.center()));
    QCoreApplication::sendEvent(list()->viewport(), &event);
    QCOMPARE(menu.count(), 1);
}

void TestUnscheduledPanel::moreThanAPageIsReadOnDemand()
{
    PinContent content = timeless(QStringLiteral("Cake"));
    int stored = 0;
    for (int i = 0; i < 230; ++i) {
        content.title = QString::number(i);
        m_gui->workspace->editor().addPin(
            content, this, [&stored](const Result<EditOutcome> &r) { stored += r ? 1 : 0; });
    }
    QTRY_COMPARE_WITH_TIMEOUT(stored, 230, 30'000);
    UnscheduledModel model(*m_gui->workspace);
    model.setFilter({m_gui->account.id, {}, {}});
    QCOMPARE(model.rowCount(), 200);
    QCOMPARE(model.total(), 230);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QCOMPARE(model.rowCount(), 230);
    QVERIFY(!model.canFetchMore({}));
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_gui->addDraft(timeless(QStringLiteral("One more")));
    QTRY_COMPARE(model.rowCount(), 231);
}

void TestUnscheduledPanel::filesAreTakenAsACopy_data()
{
    QTest::addColumn<bool>("empty");
    QTest::newRow("on the list") << false;
    QTest::newRow("on the empty page") << true;
}

void TestUnscheduledPanel::filesAreTakenAsACopy()
{
    QFETCH(bool, empty);
    if (!empty)
        m_gui->addDraft(timeless(QStringLiteral("Cake")));
    QTRY_COMPARE(onList(), !empty);
    auto *page = m_panel->findChild<QWidget *>(QStringLiteral("unscheduledEmptyState"));
    QSignalSpy dropped(m_panel.get(), &UnscheduledPanel::imagesDropped);
    QMimeData mime;
    const QString path = m_gui->imageFile(QStringLiteral("a.jpg"));
    mime.setUrls({QUrl::fromLocalFile(path)});
    Qt::DropAction answer = Qt::IgnoreAction;
    QVERIFY(drop(empty ? page : list()->viewport(), mime, &answer));
    QCOMPARE(answer, Qt::CopyAction);
    QCOMPARE(dropped.count(), 1);
    QCOMPARE(dropped.first().first().value<DroppedContent>().paths,
             QStringList{path});
}

void TestUnscheduledPanel::pinsOfTheCalendarAreTaken()
{
    const PinId id = m_gui->addScheduled(m_gui->readyContent(m_board, QStringLiteral("Cake")));
    m_gui->addDraft(timeless(QStringLiteral("Other")));
    QTRY_VERIFY(onList());
    QSignalSpy dropped(m_panel.get(), &UnscheduledPanel::pinsDropped);
    const auto mime = pinmime::encode({id}, id, 0, m_gui->workspace->directory());
    Qt::DropAction answer = Qt::IgnoreAction;
    QVERIFY(drop(list()->viewport(), *mime, &answer));
    QCOMPARE(answer, Qt::MoveAction);
    QCOMPARE(dropped.count(), 1);
    QCOMPARE(dropped.first().first().value<QList<PinId>>(), QList<PinId>{id});
    QCOMPARE(dropped.first().at(1).toBool(), false);
}

void TestUnscheduledPanel::ctrlCopiesAlsoWhatIsPublished()
{
    PinContent content = m_gui->readyContent(m_board, QStringLiteral("Cake"));
    const PinId id = m_gui->addPublished(content, QStringLiteral("81"));
    m_gui->addDraft(timeless(QStringLiteral("Other")));
    QTRY_VERIFY(onList());
    QSignalSpy dropped(m_panel.get(), &UnscheduledPanel::pinsDropped);
    const auto mime = pinmime::encode({id}, id, 0, m_gui->workspace->directory());
    Qt::DropAction answer = Qt::IgnoreAction;
    QVERIFY(!drop(list()->viewport(), *mime, &answer));
    QVERIFY(dropped.isEmpty());
    QVERIFY(drop(list()->viewport(), *mime, &answer, Qt::ControlModifier));
    QCOMPARE(answer, Qt::CopyAction);
    QCOMPARE(dropped.first().at(1).toBool(), true);
}

void TestUnscheduledPanel::theHintSaysWhatADropDoesOrWhyItCanNotBe()
{
    const PinId published = m_gui->addPublished(
        m_gui->readyContent(m_board, QStringLiteral("Cake")), QStringLiteral("81"));
    m_gui->addDraft(timeless(QStringLiteral("Other")));
    QTRY_VERIFY(onList());
    const auto hover = [this](const QMimeData &data, Qt::KeyboardModifiers modifiers) {
        QDragEnterEvent enter({30, 30}, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton,
                              modifiers);
        QCoreApplication::sendEvent(list()->viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDragMoveEvent move({30, 30}, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton,
                            modifiers);
        QCoreApplication::sendEvent(list()->viewport(), &move);
    };
    auto *hint = m_panel->window()->findChild<DropHint *>();
    QVERIFY(hint);
    const auto mime = pinmime::encode({published}, published, 0, m_gui->workspace->directory());
    hover(*mime, Qt::NoModifier);
    QVERIFY(hint->isVisible() && hint->isRefusal());
    QVERIFY2(hint->text().contains(QStringLiteral("published")), qPrintable(hint->text()));
    hover(*mime, Qt::ControlModifier);
    QVERIFY(!hint->isRefusal());
    const auto foreign =
        pinmime::encode({PinId{1}}, PinId{1}, 0, QStringLiteral("/another/workspace"));
    hover(*foreign, Qt::NoModifier);
    QVERIFY(hint->isRefusal());
    QVERIFY2(hint->text().contains(QStringLiteral("another workspace")), qPrintable(hint->text()));
    QDragLeaveEvent leave;
    QCoreApplication::sendEvent(list()->viewport(), &leave);
    QVERIFY(!hint->isVisible());
}

void TestUnscheduledPanel::dropsThatMeanNothingAreRefused()
{
    m_gui->addDraft(timeless(QStringLiteral("Cake")));
    QTRY_VERIFY(onList());
    Qt::DropAction answer = Qt::IgnoreAction;
    QMimeData text;
    text.setText(QStringLiteral("just words"));
    QVERIFY(!drop(list()->viewport(), text, &answer));
    const auto foreign =
        pinmime::encode({PinId{1}}, PinId{1}, 0, QStringLiteral("/another/workspace"));
    QVERIFY(!drop(list()->viewport(), *foreign, &answer));
}

void TestUnscheduledPanel::everyRowSpeaks()
{
    PinContent content = timeless(QStringLiteral("Lemon cake"));
    content.board = {};
    m_gui->addDraft(content);
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    QCOMPARE(list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Lemon cake, Draft, Needs board"));
    const QStringList nameless = namelessControls(m_panel.get());
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
}

void TestUnscheduledPanel::theyAreSortedAsWished()
{
    const Board garden = m_gui->addBoard(QStringLiteral("Garden"));
    m_gui->addDraft(timeless(QStringLiteral("b")));
    PinContent other = timeless(QStringLiteral("C"));
    other.board = garden.id;
    m_gui->addDraft(other);
    m_gui->addDraft(timeless(QStringLiteral("a")));
    QTRY_COMPARE(list()->model()->rowCount(), 3);
    const auto titles = [&] {
        QString all;
        for (int row = 0; row < list()->model()->rowCount(); ++row)
            all += list()->model()->index(row, 0).data().toString();
        return all;
    };
    QCOMPARE(titles(), QStringLiteral("aCb"));
    const auto choose = [&](UnscheduledOrder order) {
        QTest::mouseClick(partOf<QToolButton>(*m_panel, "orderUnscheduledToolButton"),
                          Qt::LeftButton);
        const QByteArray name = "order" + QByteArray::number(int(order)) + "Action";
        partOf<QAction>(*m_panel, name.constData())->trigger();
        delete m_panel->findChild<QMenu *>(QStringLiteral("unscheduledOrderMenu"));
    };
    choose(UnscheduledOrder::OldestFirst);
    QCOMPARE(titles(), QStringLiteral("bCa"));
    choose(UnscheduledOrder::ByTitle);
    QCOMPARE(titles(), QStringLiteral("abC"));
    choose(UnscheduledOrder::ByBoard);
    QCOMPARE(titles(), QStringLiteral("Cab"));
}

void TestUnscheduledPanel::selectAllTakesThoseThatAreNotReadYet()
{
    PinStep step;
    step.name = QStringLiteral("Add");
    for (int i = 0; i < 450; ++i) {
        PinChange change;
        change.content = timeless(QStringLiteral("Pin %1").arg(i));
        step.changes += change;
    }
    QVERIFY(await<StepOutcome>([&](QObject *c, Done<StepOutcome> done) {
        m_gui->workspace->store().pins().apply(step, c, std::move(done));
    }));
    QTRY_VERIFY(list()->model()->rowCount() >= 200);
    QVERIFY(list()->model()->rowCount() < 450);
    list()->setFocus();
    QTest::keySequence(list(), QKeySequence::SelectAll);
    QTRY_COMPARE(m_panel->selection().size(), 450);
    // No widget for a pin: the list and its parts, however many there are.
    QVERIFY(list()->findChildren<QWidget *>().size() < 20);
}

void TestUnscheduledPanel::itsButtonMakesItWideAndNarrow()
{
    m_gui->addDraft(timeless(QStringLiteral("One")));
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    QSignalSpy wide(m_panel.get(), &UnscheduledPanel::wideWanted);
    QTest::mouseClick(partOf<QToolButton>(*m_panel, "widenUnscheduledToolButton"), Qt::LeftButton);
    QCOMPARE(wide.size(), 1);
    QCOMPARE(wide.first().at(0).toBool(), true);
    m_panel->setWide(true);
    QVERIFY(partOf<QToolButton>(*m_panel, "widenUnscheduledToolButton")->isChecked());
    m_panel->setWide(false);
    QCOMPARE(namelessControls(m_panel.get()), QStringList());
}

void TestUnscheduledPanel::itsOwnSearchGoesOnWithWhatTheWindowShows()
{
    const Board garden = m_gui->addBoard(QStringLiteral("Garden"));
    m_gui->addDraft(timeless(QStringLiteral("Lemon cake")));
    m_gui->addDraft(timeless(QStringLiteral("Apple pie")));
    PinContent tree = timeless(QStringLiteral("Lemon tree"));
    tree.board = garden.id;
    m_gui->addDraft(tree);
    QTRY_COMPARE(list()->model()->rowCount(), 3);
    auto *field = partOf<QLineEdit>(*m_panel, "unscheduledSearchLineEdit");
    QVERIFY(!field->isVisible());
    QTest::mouseClick(partOf<QToolButton>(*m_panel, "searchUnscheduledToolButton"),
                      Qt::LeftButton);
    QVERIFY(field->hasFocus());
    QTest::keyClicks(field, QStringLiteral("lemon"));
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    PinFilter filter;
    filter.account = m_gui->account.id;
    filter.board = garden.id;
    m_panel->setFilter(filter);
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    m_panel->setFilter({m_gui->account.id});
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    // Down goes on in what was found, Esc shows all again.
    QTest::keyClick(field, Qt::Key_Down);
    QVERIFY(list()->hasFocus());
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(list()->model()->rowCount(), 3);
    QVERIFY(!field->isVisible());
    // Wide it is always there, and what it left out comes back with the narrow panel.
    m_panel->setWide(true);
    QVERIFY(field->isVisible());
    QTest::keyClicks(field, QStringLiteral("pie"));
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    m_panel->setWide(false);
    QCOMPARE(list()->model()->rowCount(), 3);
}

void TestUnscheduledPanel::whatFitsNothingSaysSoAndLeadsBack()
{
    m_gui->addDraft(timeless(QStringLiteral("Lemon cake")));
    QTRY_VERIFY(onList());
    auto *text = partOf<QLabel>(*m_panel, "unscheduledEmptyTextLabel");
    auto *button = partOf<QPushButton>(*m_panel, "unscheduledEmptyPushButton");
    QSignalSpy cleared(m_panel.get(), &UnscheduledPanel::clearFilterWanted);
    PinFilter filter;
    filter.account = m_gui->account.id;
    filter.states = {PinStatus::Published};
    m_panel->setFilter(filter);
    QVERIFY(!onList());
    QCOMPARE(text->text(), QStringLiteral("No unscheduled pin fits the filter"));
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(cleared.size(), 1);
    m_panel->setFilter({m_gui->account.id});
    QVERIFY(onList());

    QTest::mouseClick(partOf<QToolButton>(*m_panel, "searchUnscheduledToolButton"),
                      Qt::LeftButton);
    QTest::keyClicks(partOf<QLineEdit>(*m_panel, "unscheduledSearchLineEdit"),
                     QStringLiteral("soup"));
    QTRY_VERIFY(!onList());
    QCOMPARE(text->text(), QStringLiteral("No unscheduled pin has “soup”"));
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(onList());
    QCOMPARE(cleared.size(), 1);
}

void TestUnscheduledPanel::severalAreSentToTheNextSlots()
{
    const QList<PinId> pins{m_gui->addDraft(timeless(QStringLiteral("One"))),
                            m_gui->addDraft(timeless(QStringLiteral("Two")))};
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    auto *button = partOf<QPushButton>(*m_panel, "scheduleToSlotsPushButton");
    QVERIFY(!button->isVisible());
    m_panel->setWide(true);
    QVERIFY(button->isVisible() && !button->isEnabled());
    m_panel->setWide(false);
    list()->setFocus();
    QTest::keySequence(list(), QKeySequence::SelectAll);
    QTRY_VERIFY(button->isVisible() && button->isEnabled());
    QSignalSpy wanted(m_panel.get(), &UnscheduledPanel::scheduleToNextSlotsWanted);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    const auto asked = wanted.first().first().value<QList<PinId>>();
    QCOMPARE(QSet<PinId>(asked.begin(), asked.end()), QSet<PinId>(pins.begin(), pins.end()));
}

QTEST_MAIN(TestUnscheduledPanel)
#include "tst_unscheduledpanel.moc"
