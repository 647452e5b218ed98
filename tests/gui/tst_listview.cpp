// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/weekscene.h"
#include "planner/pineditor.h"
#include "publisher/publisherlock.h"
#include "store/pinstore.h"
#include "store/undostore.h"
#include "support/await.h"
#include "ui/list/listdelegate.h"
#include "ui/list/listview.h"
#include "ui/list/pinlistmodel.h"
#include "ui/list/replacedialog.h"
#include "ui/list/shiftdialog.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QDateTimeEdit>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace pinweek;
using namespace pinweek::test;

/** The table of all pins: what it shows, and what its gestures wish. */
class TestListView : public QObject
{
    Q_OBJECT

private:
    template<typename T>
    T *child(const char *name) const
    {
        auto *found = m_view->findChild<T *>(QString::fromLatin1(name));
        if (!found)
            qFatal("there is no %s", name);
        return found;
    }
    QTableView *table() const { return child<QTableView>("pinTableView"); }
    PinListModel &model() const { return m_view->model(); }
    PinId add(int day, int hour, const QString &title, PinStatus status = PinStatus::Scheduled)
    {
        return m_scene->addContent(m_scene->content(day, QTime(hour, 0), title), status);
    }
    QModelIndex cell(PinId pin, PinColumn column) const
    {
        return model().index(model().rowOf(pin), int(column));
    }
    QStringList titles() const
    {
        QStringList list;
        for (int row = 0; row < model().rowCount(); ++row)
            list += model().index(row, int(PinColumn::Title)).data().toString();
        return list;
    }
    void select(const QModelIndexList &cells)
    {
        table()->clearSelection();
        for (const QModelIndex &index : cells)
            table()->selectionModel()->select(index, QItemSelectionModel::Select);
        table()->selectionModel()->setCurrentIndex(cells.first(), QItemSelectionModel::NoUpdate);
    }
    void dblClick(const QModelIndex &index)
    {
        table()->scrollTo(index);
        const QPoint at = table()->visualRect(index).center();
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, Qt::NoModifier, at);
        QTest::mouseDClick(table()->viewport(), Qt::LeftButton, Qt::NoModifier, at);
    }

    void show()
    {
        m_view->show();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        QTRY_VERIFY(model().isWhole());
    }

    std::unique_ptr<WeekScene> m_scene;
    std::unique_ptr<ListView> m_view;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

private slots:
    void init()
    {
        // But for what the offscreen plugin says of popups and dialogs.
        QTest::failOnWarning(
            QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
        m_scene = std::make_unique<WeekScene>();
        m_view = std::make_unique<ListView>(m_scene->workspace(), m_scene->theme());
        m_tester = std::make_unique<QAbstractItemModelTester>(
            &m_view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_view->setZone("Etc/UTC");
        m_view->setAccount(m_scene->account);
        m_view->resize(1300, 600);
    }

    void cleanup()
    {
        m_tester.reset();
        m_view.reset();
        m_scene.reset();
    }

    void itListsAllPinsInOrderOfTime()
    {
        add(3, 10, QStringLiteral("Cake"));
        add(1, 10, QStringLiteral("Soup"));
        add(200, 9, QStringLiteral("Far"));
        show();
        QCOMPARE(titles(), (QStringList{QStringLiteral("Soup"), QStringLiteral("Cake"),
                                        QStringLiteral("Far")}));
        QCOMPARE(model().index(0, int(PinColumn::State)).data().toString(),
                 QStringLiteral("Scheduled"));
        QCOMPARE(model().index(0, int(PinColumn::Time)).data().toString(),
                 QStringLiteral("Tue 17 Nov 2026 10:00"));
        QCOMPARE(child<QLabel>("listCountLabel")->text(), QStringLiteral("3 pin(s)"));
    }

    void aClickOnAHeaderSorts()
    {
        add(3, 10, QStringLiteral("banana"));
        add(1, 10, QStringLiteral("cherry"));
        add(2, 10, QStringLiteral("Apple"));
        show();
        QHeaderView *header = table()->horizontalHeader();
        const QPoint at(header->sectionViewportPosition(int(PinColumn::Title)) + 30, 10);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::NoModifier, at);
        QTRY_COMPARE(titles().first(), QStringLiteral("Apple"));
        QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::NoModifier, at);
        QTRY_COMPARE(titles().first(), QStringLiteral("cherry"));
    }

    void theFilterLeavesTheRestOut()
    {
        add(3, 10, QStringLiteral("Cake"));
        add(1, 10, QStringLiteral("Soup"));
        show();
        PinFilter filter;
        filter.text = QStringLiteral("sou");
        m_view->setFilter(filter);
        QTRY_COMPARE(titles(), QStringList{QStringLiteral("Soup")});
        filter.text = QStringLiteral("bread");
        m_view->setFilter(filter);
        QTRY_COMPARE(model().rowCount(), 0);
        QTRY_VERIFY(!table()->isVisible());
        m_view->setFilter({});
        QTRY_COMPARE(model().rowCount(), 2);
        QTRY_VERIFY(table()->isVisible());
    }

    void pagesAreReadWhereTheyAreLookedAt()
    {
        PinStep step{QStringLiteral("Add"), {}, {}};
        for (int i = 0; i < 900; ++i) {
            PinChange change;
            change.content = m_scene->content(10, QTime(0, 0).addSecs(60 * i), QString::number(i));
            step.changes += change;
        }
        QVERIFY(await<StepOutcome>(
            [&](QObject *context, auto done) { m_scene->pins().apply(step, context, done); }));
        show();
        QTRY_COMPARE(model().rowCount(), 900);
        QCOMPARE(model().index(899, int(PinColumn::Title)).data().toString(),
                 QStringLiteral("899"));
        m_view->showDay(m_scene->monday.addDays(10));
        QCOMPARE(table()->rowAt(2), 0);
    }

    void aTextIsEditedInItsCell()
    {
        const PinId pin = add(1, 10, QStringLiteral("Soup"));
        show();
        const QSignalSpy edited(m_view.get(), &ListView::textsEdited);
        dblClick(cell(pin, PinColumn::Title));
        auto *edit = child<QLineEdit>("cellLineEdit");
        QCOMPARE(edit->text(), QStringLiteral("Soup"));
        QTest::keyClicks(edit, QStringLiteral("Stew"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(edited.size(), 1); // a cell is left in the next turn of the event loop
        QCOMPARE(edited.first().at(0).value<QList<TextEdit>>(),
                 (QList<TextEdit>{{pin, PinText::Title, QStringLiteral("Stew")}}));
    }

    void aTimeIsEditedInItsCell()
    {
        const PinId pin = add(1, 10, QStringLiteral("Soup"));
        show();
        const QSignalSpy moved(m_view.get(), &ListView::pinsMoved);
        dblClick(cell(pin, PinColumn::Time));
        auto *edit = child<QDateTimeEdit>("cellDateTimeEdit");
        QCOMPARE(edit->time(), QTime(10, 0));
        edit->setTime(QTime(11, 30));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(moved.size(), 1);
        QCOMPARE(moved.first().at(1).value<QList<WallTime>>(),
                 QList<WallTime>{m_scene->at(1, QTime(11, 30))});
    }

    void whatIsPublishedIsNotEdited()
    {
        const PinId pin = add(0, 10, QStringLiteral("Soup"), PinStatus::Published);
        show();
        QVERIFY(!model().flags(cell(pin, PinColumn::Title)).testFlag(Qt::ItemIsEditable));
        QVERIFY(!model().flags(cell(pin, PinColumn::Time)).testFlag(Qt::ItemIsEditable));
    }

    void aVideoOnItsWayHasAnIconOfItsOwn()
    {
        PublisherLock publishing(m_scene->workspace().directory());
        QVERIFY(publishing.acquire());
        const PinId pin = m_scene->add(1, QTime(10, 0), QStringLiteral("Soup"));
        show();
        const QModelIndex state = cell(pin, PinColumn::State);
        QCOMPARE(state.data(PinListModel::StateIconRole).toString(), QStringLiteral("clock"));
        m_scene->tellUpload(pin, 43);
        QTRY_COMPARE(cell(pin, PinColumn::State).data(PinListModel::StateIconRole).toString(),
                     QStringLiteral("upload"));
    }

    void fillDownTakesTheTopmostValue()
    {
        const QList<PinId> pins{add(1, 10, QStringLiteral("One")),
                                add(2, 10, QStringLiteral("Two")),
                                add(3, 10, QStringLiteral("Three"))};
        show();
        const QSignalSpy edited(m_view.get(), &ListView::textsEdited);
        select({cell(pins[0], PinColumn::Title), cell(pins[1], PinColumn::Title),
                cell(pins[2], PinColumn::Title)});
        QTest::mouseClick(child<QToolButton>("fillDownToolButton"), Qt::LeftButton);
        QCOMPARE(edited.size(), 1);
        QCOMPARE(edited.first().at(0).value<QList<TextEdit>>(),
                 (QList<TextEdit>{{pins[1], PinText::Title, QStringLiteral("One")},
                                  {pins[2], PinText::Title, QStringLiteral("One")}}));
        const QSignalSpy board(m_view.get(), &ListView::boardChosen);
        select({cell(pins[0], PinColumn::Board), cell(pins[2], PinColumn::Board)});
        QTest::mouseClick(child<QToolButton>("fillDownToolButton"), Qt::LeftButton);
        QCOMPARE(board.size(), 1);
        QCOMPARE(board.first().at(0).value<QList<PinId>>(), QList<PinId>{pins[2]});
        const QSignalSpy refused(m_view.get(), &ListView::refused);
        select({cell(pins[0], PinColumn::State)});
        QTest::mouseClick(child<QToolButton>("fillDownToolButton"), Qt::LeftButton);
        QCOMPARE(refused.size(), 1);
    }

    void cellsAreCopiedAndPastedLikeASpreadsheets()
    {
        const QList<PinId> pins{add(1, 10, QStringLiteral("One")),
                                add(2, 10, QStringLiteral("Two"))};
        show();
        table()->setFocus();
        select({cell(pins[0], PinColumn::Title), cell(pins[1], PinColumn::Title)});
        QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("One\nTwo"));

        const QSignalSpy edited(m_view.get(), &ListView::textsEdited);
        QApplication::clipboard()->setText(QStringLiteral("A\tAbout a\nB\tAbout b\r\nC\tc\n"));
        select({cell(pins[0], PinColumn::Title)});
        QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(edited.size(), 1);
        QCOMPARE(edited.first().at(0).value<QList<TextEdit>>(),
                 (QList<TextEdit>{
                     {pins[0], PinText::Title, QStringLiteral("A")},
                     {pins[0], PinText::Description, QStringLiteral("About a")},
                     {pins[1], PinText::Title, QStringLiteral("B")},
                     {pins[1], PinText::Description, QStringLiteral("About b")},
                 }));
        // One value into several selected cells.
        QApplication::clipboard()->setText(QStringLiteral("Same"));
        select({cell(pins[0], PinColumn::AltText), cell(pins[1], PinColumn::AltText)});
        QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(edited.last().at(0).value<QList<TextEdit>>().size(), 2);
    }

    void findAndReplaceCountsBeforeItChanges()
    {
        const PinId soup = add(1, 10, QStringLiteral("Soup of soups"));
        add(2, 10, QStringLiteral("Cake"));
        add(0, 10, QStringLiteral("Published soup"), PinStatus::Published);
        show();
        m_view->openReplace();
        auto *dialog = m_view->findChild<ReplaceDialog *>();
        QVERIFY(dialog);
        const QSignalSpy edited(m_view.get(), &ListView::textsEdited);
        auto *replace = child<QPushButton>("replacePushButton");
        QVERIFY(!replace->isEnabled());
        QTest::keyClicks(child<QLineEdit>("findLineEdit"), QStringLiteral("soup"));
        QTest::keyClicks(child<QLineEdit>("withLineEdit"), QStringLiteral("stew"));
        QTRY_COMPARE(child<QLabel>("previewLabel")->text(),
                     QStringLiteral("2 place(s) in 1 pin(s)."));
        QTest::mouseClick(replace, Qt::LeftButton);
        QCOMPARE(edited.size(), 1);
        QCOMPARE(edited.first().at(0).value<QList<TextEdit>>(),
                 (QList<TextEdit>{{soup, PinText::Title, QStringLiteral("stew of stews")}}));
        QCOMPARE(edited.first().at(1).toString(), QStringLiteral("Replace “soup”"));
    }

    void movingByDaysKeepsTheDistances()
    {
        const QList<PinId> pins{add(1, 10, QStringLiteral("One")),
                                add(2, 15, QStringLiteral("Two"))};
        show();
        m_view->setSelection(pins);
        QCOMPARE(m_view->selection(), pins);
        const QSignalSpy moved(m_view.get(), &ListView::shiftWanted);
        m_view->openShift();
        child<QSpinBox>("daysSpinBox")->setValue(7);
        child<QSpinBox>("hoursSpinBox")->setValue(2);
        QTest::mouseClick(child<QPushButton>("movePushButton"), Qt::LeftButton);
        QCOMPARE(moved.size(), 1);
        QCOMPARE(moved.first().at(0).value<QList<PinId>>(), pins);
        QCOMPARE(moved.first().at(1).toInt(), 7);
        QCOMPARE(moved.first().at(2).toInt(), 120);
    }

    void groupedByLinkAnAddressSaysWhatIsKnownOfIt()
    {
        const auto linked = [&](const char *link, int day, PinStatus status) {
            PinContent content =
                m_scene->content(day, QTime(10, 0), QString::fromLatin1(link).right(4));
            content.link = QString::fromLatin1(link);
            return m_scene->addContent(content, status);
        };
        linked("https://example.com/soup", 2, PinStatus::Scheduled);
        linked("https://example.com/cake", 3, PinStatus::Scheduled);
        const PinId twice = linked("https://example.com/soup/", 4, PinStatus::Scheduled);
        show();
        QTest::mouseClick(child<QToolButton>("groupByLinkToolButton"), Qt::LeftButton);
        QTRY_COMPARE(model().rowCount(), 5);
        QCOMPARE(model().groupLink(0), QStringLiteral("https://example.com/cake"));
        const QString words = model().index(2, 0).data().toString();
        QVERIFY2(words.startsWith(QStringLiteral("https://example.com/soup · 2 pin(s)")),
                 qPrintable(words));
        QVERIFY(words.contains(QStringLiteral("next planned")));
        QCOMPARE(model().rowOf(twice), 4);
        QCOMPARE(child<QLabel>("listCountLabel")->text(), QStringLiteral("3 pin(s)"));
        const QSignalSpy wanted(m_view.get(), &ListView::newPinForLinkWanted);
        table()->setCurrentIndex(model().index(2, 0));
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().at(0).toString(), QStringLiteral("https://example.com/soup"));
        // By the mouse only where it is offered.
        const QRect row = table()->visualRect(model().index(0, 0));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, Qt::NoModifier,
                          row.topLeft() + QPoint(20, 10));
        QCOMPARE(wanted.size(), 1);
        const QString said = model().index(0, 0).data().toString();
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, Qt::NoModifier,
                          ListDelegate::addPinRect(row, said, Qt::LeftToRight).center());
        QCOMPARE(wanted.size(), 2);
        QCOMPARE(wanted.last().at(0).toString(), QStringLiteral("https://example.com/cake"));
    }

    void theSelectionOutlivesChangesOfTheList()
    {
        const PinId cake = add(3, 10, QStringLiteral("Cake"));
        const PinId soup = add(1, 10, QStringLiteral("Soup"));
        show();
        m_view->setSelection({cake});
        m_scene->move(soup, 5, QTime(9, 0));
        QTRY_COMPARE(titles().first(), QStringLiteral("Cake"));
        QCOMPARE(m_view->selection(), QList<PinId>{cake});
        m_scene->remove(cake);
        QTRY_COMPARE(model().rowCount(), 1);
        QVERIFY(m_view->selection().isEmpty());
    }

    void keysOpenDeleteAndClear()
    {
        const PinId pin = add(1, 10, QStringLiteral("Soup"));
        show();
        m_view->showPin(pin);
        table()->setFocus();
        const QSignalSpy opened(m_view.get(), &ListView::pinOpened);
        const QSignalSpy gone(m_view.get(), &ListView::deleteWanted);
        QTest::keyClick(table(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QTest::keyClick(table(), Qt::Key_Delete);
        QCOMPARE(gone.size(), 1);
        QTest::keyClick(table(), Qt::Key_Escape);
        QVERIFY(m_view->selection().isEmpty());
    }

    void editsOfSeveralPinsAreOneStep()
    {
        const QList<PinId> pins{m_scene->add(1, QTime(10, 0), QStringLiteral("One")),
                                m_scene->add(2, QTime(10, 0), QStringLiteral("Two"))};
        PinEditor &editor = m_scene->workspace().editor();
        QVERIFY(await<EditOutcome>([&](QObject *context, auto done) {
            editor.editTexts({{pins[0], PinText::Title, QStringLiteral("A")},
                              {pins[1], PinText::Title, QStringLiteral("B")},
                              {pins[1], PinText::Link, QString()}},
                             QStringLiteral("Fill down"), context, done);
        }));
        QCOMPARE(m_scene->pin(pins[0]).content.title, QStringLiteral("A"));
        QCOMPARE(m_scene->pin(pins[0]).status, PinStatus::Scheduled);
        // What lacks something now is a draft with its time.
        QCOMPARE(m_scene->pin(pins[1]).status, PinStatus::Draft);
        QCOMPARE(m_scene->workspace().store().undo().state()->undoName,
                 QStringLiteral("Fill down"));
        QVERIFY(
            await<UndoOutcome>([&](QObject *context, auto done) { editor.undo(context, done); }));
        QCOMPARE(m_scene->pin(pins[0]).content.title, QStringLiteral("One"));
        QCOMPARE(m_scene->pin(pins[1]).content.title, QStringLiteral("Two"));
        QCOMPARE(m_scene->pin(pins[1]).status, PinStatus::Scheduled);
    }
};

QTEST_MAIN(TestListView)
#include "tst_listview.moc"
