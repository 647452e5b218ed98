// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/guiworkspace.h"
#include "planner/planeditor.h"
#include "planner/sloteditor.h"
#include "store/boardgroupstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "support/await.h"
#include "ui/actions.h"
#include "ui/calendar/weekview.h"
#include "ui/mainwindow.h"
#include "ui/pins/pinform.h"
#include "ui/pins/whenedit.h"
#include "ui/planning/manyboardsdialog.h"
#include "ui/planning/respacedialog.h"
#include "ui/settings/linkdaysedit.h"

#include <QAction>
#include <QComboBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace pinweek;
using namespace pinweek::test;

/** The verbs that choose times, as the window offers them. */
class TestPlanning : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<GuiWorkspace> m_space;
    std::unique_ptr<MainWindow> m_window;

    void showWindow()
    {
        m_window = std::make_unique<MainWindow>(*m_space->workspace, *m_space->theme);
        m_window->resize(1500, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_window->complete();
    }
    void slotsADay(int count)
    {
        must(await<int>([&](QObject *context, auto done) {
            m_space->workspace->slotEditor().makeWeek(m_space->account.id, {}, count, context,
                                                      done);
        }));
    }
    PinId unscheduled(const QString &title, const Board &board)
    {
        PinContent content = m_space->readyContent(board, title);
        content.planned.reset();
        content.link = QStringLiteral("https://example.com/") + title;
        content.media = m_space->addImage(title + QStringLiteral(".jpg"));
        return m_space->addDraft(content);
    }
    template<typename Dialog>
    Dialog *dialog() const
    {
        Dialog *found = nullptr;
        if (!waitUntil([&] {
                found = m_window->findChild<Dialog *>();
                return found && found->isVisible();
            }))
            qFatal("no dialog came");
        return found;
    }
    [[nodiscard]] PinStore &pins() const { return m_space->workspace->store().pins(); }
    void undo()
    {
        must(await<UndoOutcome>([&](QObject *context, auto done) {
            m_space->workspace->editor().undo(context, done);
        }));
    }

private slots:
    void init()
    {
        failOnWarnings();
        m_space = std::make_unique<GuiWorkspace>();
    }
    void cleanup()
    {
        m_window.reset();
        m_space.reset();
    }

    void ctrlJPutsTheSelectedPinsOnTheNextSlots()
    {
        const Board board = m_space->addBoard(QStringLiteral("Recipes"));
        slotsADay(3);
        const QList<PinId> drafts{unscheduled(QStringLiteral("a"), board),
                                  unscheduled(QStringLiteral("b"), board)};
        showWindow();
        m_window->showPin(drafts.first());
        QTRY_VERIFY(m_window->actions().toNextSlots->isEnabled());
        QTest::keyClick(m_window.get(), Qt::Key_J, Qt::ControlModifier);
        // It is Tuesday, 9:00: the day's first slot.
        QTRY_COMPARE(m_space->pin(drafts.first()).status, PinStatus::Scheduled);
        QCOMPARE(m_space->pin(drafts.first()).content.planned->time, QTime(10, 0));
        undo();
        QTRY_VERIFY(!m_space->pin(drafts.first()).content.planned);
    }

    void theVerbsAreInTheMenuAndInTheContextMenu()
    {
        showWindow();
        const auto *menu = m_window->findChild<QMenu *>(QStringLiteral("planMenu"));
        QVERIFY(menu);
        const ActionCollection &actions = m_window->actions();
        QMenu context;
        actions.fillPinMenu(&context);
        for (QAction *action :
             {actions.toNextSlots, actions.toManyBoards, actions.shuffle, actions.respace}) {
            QVERIFY(menu->actions().contains(action));
            QVERIFY(context.actions().contains(action));
            QVERIFY(!action->shortcut().isEmpty());
        }
        QVERIFY(menu->actions().contains(actions.editSlots));
    }

    void shuffleWithoutASelectionTakesTheVisibleWeek()
    {
        const Board board = m_space->addBoard(QStringLiteral("Recipes"));
        QList<PinId> made;
        QList<UtcTime> before;
        for (int i = 0; i < 6; ++i) {
            PinContent content = m_space->readyContent(board, QString::number(i));
            content.link = QStringLiteral("https://example.com/%1").arg(i);
            content.planned =
                WallTime{QDate(2026, 11, 18).addDays(i % 3), QTime(10 + i, 0), "Etc/UTC"};
            made += m_space->addScheduled(content);
            before += *m_space->pin(made.last()).dueAt;
        }
        showWindow();
        m_window->actions().shuffle->trigger();
        const auto times = [&] {
            QList<UtcTime> now;
            for (const PinId pin : made)
                now += *m_space->pin(pin).dueAt;
            return now;
        };
        QTRY_VERIFY(times() != before);
        undo();
        QTRY_COMPARE(times(), before);
    }

    void respaceShowsItsListBeforeAnythingMoves()
    {
        const Board board = m_space->addBoard(QStringLiteral("Recipes"));
        PinContent content = m_space->readyContent(board, QStringLiteral("Soup"));
        const PinId first = m_space->addScheduled(content);
        content.planned->time = QTime(16, 0);
        const PinId second = m_space->addScheduled(content);
        const Pin before = m_space->pin(second);
        showWindow();
        m_window->actions().respace->trigger();
        auto *shown = dialog<RespaceDialog>();
        QCOMPARE(partOf<QTreeWidget>(*shown, "respaceTreeWidget")->topLevelItemCount(), 1);
        QCOMPARE(namelessControls(shown), QStringList());
        QCOMPARE(m_space->pin(second).revision, before.revision);
        QTest::mouseClick(partOf<QPushButton>(*shown, "respacePushButton"), Qt::LeftButton);
        QTRY_VERIFY(*m_space->pin(second).dueAt > *before.dueAt + std::chrono::hours(24));
        QCOMPARE(m_space->pin(first).content.planned->time, QTime(10, 15));
        undo();
        QTRY_COMPARE(m_space->pin(second).dueAt, before.dueAt);
    }

    void manyBoardsListsTheDatesAndMakesThePinsInOneStep()
    {
        const Board recipes = m_space->addBoard(QStringLiteral("Recipes"));
        m_space->addBoard(QStringLiteral("Garden"));
        m_space->addBoard(QStringLiteral("Travel"));
        const PinId pin = unscheduled(QStringLiteral("cake"), recipes);
        showWindow();
        m_window->showPin(pin);
        QTRY_VERIFY(m_window->actions().toManyBoards->isEnabled());
        m_window->actions().toManyBoards->trigger();
        auto *shown = dialog<ManyBoardsDialog>();
        QCOMPARE(namelessControls(shown).join(QLatin1Char('\n')), QString());
        auto *boards = partOf<QListWidget>(*shown, "boardListWidget");
        auto *dates = partOf<QListWidget>(*shown, "datesListWidget");
        auto *make = partOf<QPushButton>(*shown, "makePinsPushButton");
        QVERIFY(!make->isEnabled());
        QCOMPARE(boards->count(), 3);
        boards->item(2)->setCheckState(Qt::Checked); // Travel first: that order counts
        boards->item(0)->setCheckState(Qt::Checked);
        QCOMPARE(dates->count(), 2);
        QVERIFY(dates->item(0)->text().contains(QLatin1String("Travel")));
        QCOMPARE(shown->dates().at(0).at.date.daysTo(shown->dates().at(1).at.date), qint64(7));
        partOf<QSpinBox>(*shown, "daysApartSpinBox")->setValue(3);
        QCOMPARE(shown->dates().at(0).at.date.daysTo(shown->dates().at(1).at.date), qint64(3));
        QVERIFY(partOf<QLabel>(*shown, "daysAdviceLabel")->text().contains(QLatin1Char('7')));
        const QList<BoardDate> wished = shown->dates();
        QTest::mouseClick(make, Qt::LeftButton);
        QTRY_COMPARE(m_space->pin(pin).content.planned, std::optional(wished.at(0).at));
        QCOMPARE(m_space->pin(pin).content.board, wished.at(0).board);
        QCOMPARE(m_space->pinCount(), 2);
        undo();
        QTRY_COMPARE(m_space->pinCount(), 1);
        QVERIFY(!m_space->pin(pin).content.planned);
    }

    void aBoardGroupIsMadeChosenAndDeleted()
    {
        const Board recipes = m_space->addBoard(QStringLiteral("Recipes"));
        m_space->addBoard(QStringLiteral("Garden"));
        const PinId pin = unscheduled(QStringLiteral("cake"), recipes);
        ManyBoardsDialog dialog(*m_space->workspace, m_space->pin(pin));
        dialog.show();
        auto *boards = partOf<QListWidget>(dialog, "boardListWidget");
        auto *groups = partOf<QComboBox>(dialog, "boardGroupComboBox");
        QVERIFY(!groups->isEnabled());
        boards->item(0)->setCheckState(Qt::Checked);
        boards->item(1)->setCheckState(Qt::Checked);
        partOf<QAction>(dialog, "saveGroupAction")->trigger();
        auto *name = partOf<QInputDialog>(dialog, "groupNameDialog");
        name->setTextValue(QStringLiteral("Summer"));
        name->accept();
        QTRY_COMPARE(groups->currentText(), QStringLiteral("Summer"));
        boards->item(0)->setCheckState(Qt::Unchecked);
        QCOMPARE(partOf<QListWidget>(dialog, "datesListWidget")->count(), 1);
        groups->setCurrentIndex(1);
        emit groups->activated(1);
        QCOMPARE(partOf<QListWidget>(dialog, "datesListWidget")->count(), 2);
        partOf<QAction>(dialog, "deleteGroupAction")->trigger();
        QTRY_COMPARE(groups->count(), 1);
        undo();
        QCOMPARE(must(m_space->workspace->store().boardGroups().groups(m_space->account.id))
                     .constFirst()
                     .name,
                 QStringLiteral("Summer"));
    }

    void theComposersNextSlotMovesThePinAndArmsNoDraft()
    {
        const Board board = m_space->addBoard(QStringLiteral("Recipes"));
        slotsADay(3);
        const PinId pin = unscheduled(QStringLiteral("a"), board);
        PinForm form(*m_space->workspace, *m_space->theme);
        form.resize(340, 900);
        form.show();
        form.showPin(pin);
        auto *next = partOf<QPushButton>(form, "nextSlotPushButton");
        QVERIFY(next->isVisible());
        QTest::mouseClick(next, Qt::LeftButton);
        QTRY_VERIFY(m_space->pin(pin).content.planned.has_value());
        QCOMPARE(m_space->pin(pin).content.planned->time, QTime(10, 0));
        QCOMPARE(m_space->pin(pin).status, PinStatus::Draft);
        QTRY_COMPARE(partOf<WhenEdit>(form, "pinWhenEdit")->value()->time, QTime(10, 0));
        QTest::mouseClick(next, Qt::LeftButton);
        QTRY_COMPARE(m_space->pin(pin).content.planned->time, QTime(14, 0));
    }

    void aPinTooNearToAnotherOneSaysSoInItsChecks()
    {
        const Board board = m_space->addBoard(QStringLiteral("Recipes"));
        PinContent content = m_space->readyContent(board, QStringLiteral("Soup"));
        m_space->addScheduled(content);
        content.planned->time = QTime(16, 0);
        content.media = m_space->addImage(QStringLiteral("other.jpg"));
        const PinId second = m_space->addScheduled(content);
        PinForm form(*m_space->workspace, *m_space->theme);
        form.resize(340, 900);
        form.show();
        form.showPin(second);
        const auto says = [&form] {
            QStringList words;
            for (const QLabel *label : form.findChildren<QLabel *>())
                words += label->text();
            return words.join(QLatin1Char('\n'))
                .contains(QLatin1String("with this link is too "
                                        "near"));
        };
        QTRY_VERIFY(says());
        partOf<QLineEdit>(form, "linkLineEdit")->setText(QStringLiteral("https://example.com/x"));
        QTRY_VERIFY(!says());
    }

    void linksGetDaysOfTheirOwnInTheSettings()
    {
        Settings &settings = m_space->workspace->settings();
        settings.setLinkDays({{QStringLiteral("https://example.com/soup"), 14}});
        LinkDaysEdit edit(settings);
        edit.show();
        auto *list = partOf<QTreeWidget>(edit, "linkDaysTreeWidget");
        QCOMPARE(list->topLevelItemCount(), 1);
        QTest::mouseClick(partOf<QPushButton>(edit, "addLinkDaysPushButton"), Qt::LeftButton);
        QCOMPARE(settings.linkDays().size(), 1); // "https://" alone is no rule
        list->topLevelItem(1)->setText(0, QStringLiteral("https://example.com/cake"));
        list->topLevelItem(1)->setData(1, Qt::EditRole, 5);
        QCOMPARE(settings.linkDays().size(), 2);
        QCOMPARE(settings.linkDays().last().days, 5);
        list->topLevelItem(1)->setText(0, QStringLiteral("http://www.example.com/soup/"));
        QCOMPARE(settings.linkDays().size(), 1); // the same page twice
        list->clearSelection();
        list->topLevelItem(0)->setSelected(true);
        QTest::mouseClick(partOf<QPushButton>(edit, "removeLinkDaysPushButton"), Qt::LeftButton);
        QCOMPARE(settings.linkDays().size(), 1);
        QCOMPARE(settings.linkDays().constFirst().link,
                 QStringLiteral("http://www.example.com/soup/"));
    }
};

QTEST_MAIN(TestPlanning)
#include "tst_planning.moc"
