// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekview.h"
#include "gui/weekscene.h"
#include "pins/pinmime.h"
#include "planner/pineditor.h"
#include "planner/sloteditor.h"
#include "planning/slotmode.h"
#include "store/slotstore.h"
#include "store/store.h"
#include "support/await.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace pinweek;
using namespace pinweek::test;

namespace {

/** Plain words as a list. */
QStringList words(std::initializer_list<const char *> list)
{
    QStringList found;
    for (const char *each : list)
        found += QString::fromUtf8(each);
    return found;
}

} // namespace

/** Time slots on the week: free ones to click, snap to and hear; the mode in which they are edited
 * (interaction.md 1.4 to 1.7 and 2). */
class TestWeekSlots : public QObject
{
    Q_OBJECT

private:
    QWidget *port() const { return m_view->viewport(); }
    QPoint at(int day, int hour, int minute = 0) const
    {
        return m_view->pointOf(m_scene->at(day, QTime(hour, minute)));
    }
    /** Inside the column, below the line of the time. */
    QPoint in(int day, int hour, int minute = 0) const
    {
        return at(day, hour, minute) + QPoint(40, 8);
    }
    [[nodiscard]] QList<TimeSlot> all() const
    {
        return must(m_scene->workspace().store().timeSlots().slotsOf(m_scene->account));
    }
    [[nodiscard]] QStringList times() const
    {
        QStringList found;
        for (const TimeSlot &slot : all())
            found += QStringLiteral("%1 %2").arg(slot.day).arg(slot.time.toString(u"HH:mm"));
        return found;
    }
    SlotId add(int day, QTime time, BoardId board = {})
    {
        const TimeSlot slot{{}, m_scene->account, board, day + 1, time, "Etc/UTC"};
        return must(await<QList<SlotId>>([&](QObject *context, auto done) {
                   m_scene->workspace().slotEditor().add({slot}, context, done);
               }))
            .constFirst();
    }
    void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_view, Qt::Key(key), modifiers);
    }
    void undo()
    {
        must(await<UndoOutcome>([&](QObject *context, auto done) {
            m_scene->workspace().editor().undo(context, done);
        }));
    }
    void edit() { m_toggle->setChecked(true); }
    void drop(const QMimeData &data, QPoint pos, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QDragEnterEvent enter(pos, Qt::CopyAction, &data, Qt::LeftButton, modifiers);
        QApplication::sendEvent(port(), &enter);
        QDropEvent event(pos, Qt::CopyAction, &data, Qt::LeftButton, modifiers);
        QApplication::sendEvent(port(), &event);
    }
    [[nodiscard]] QStringList spokenSlots() const
    {
        QStringList names;
        QAccessibleInterface *week = QAccessible::queryAccessibleInterface(m_view);
        for (int i = 0; i < week->childCount(); ++i) {
            const QString name = week->child(i)->text(QAccessible::Name);
            if (name.contains(QLatin1String("slot")))
                names += name;
        }
        return names;
    }

    std::unique_ptr<WeekScene> m_scene;
    std::unique_ptr<QWidget> m_window;
    WeekView *m_view = nullptr;
    QAction *m_toggle = nullptr;
    SlotMode *m_mode = nullptr;
    QStringList m_messages;

private slots:
    void init()
    {
        // But for the offscreen plugin's own complaint.
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not)")));
        qRegisterMetaType<WallTime>();
        m_scene = std::make_unique<WeekScene>();
        m_window = std::make_unique<QWidget>();
        auto *column = new QVBoxLayout(m_window.get());
        column->setContentsMargins(0, 0, 0, 0);
        m_view = new WeekView(m_scene->workspace(), m_scene->theme(), m_window.get());
        m_view->setZone("Etc/UTC");
        m_view->setWeek(m_scene->monday);
        m_view->setSlotAccount(m_scene->account);
        column->addWidget(m_view, 1);
        m_toggle = new QAction(m_window.get());
        m_toggle->setCheckable(true);
        m_mode = new SlotMode(m_scene->workspace(), m_scene->theme(), *m_view, m_toggle, column, 0,
                              m_window.get());
        m_mode->setAccount(m_scene->account);
        m_messages.clear();
        connect(m_mode, &SlotMode::message, this,
                [this](const QString &text) { m_messages += text; });
        m_window->resize(1100, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_view->setFocus();
        QTRY_VERIFY(m_view->isComplete());
    }

    void cleanup()
    {
        m_window.reset();
        m_scene.reset();
        QApplication::setLayoutDirection(Qt::LeftToRight);
    }

    // --- free slots

    void aClickOnAFreeSlotWishesAPinThere()
    {
        const SlotId slot = add(3, {10, 7});
        QTRY_VERIFY(!m_view->rectOf(slot).isNull());
        QCOMPARE(m_view->rectOf(slot).top(), at(3, 10, 7).y());
        const QSignalSpy wanted(m_view, &WeekView::newPinWanted);
        QTest::mouseClick(port(), Qt::LeftButton, {}, m_view->rectOf(slot).center());
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.last().at(0).value<WallTime>(), m_scene->at(3, {10, 7}));
        QTest::mouseDClick(port(), Qt::LeftButton, {}, m_view->rectOf(slot).center());
        QCOMPARE(wanted.size(), 1); // not once more for the second click
    }

    void aTakenOrPassedSlotIsNotOffered()
    {
        const SlotId free = add(3, {10, 0});
        const SlotId taken = add(3, {14, 0});
        const SlotId passed = add(0, {10, 0}); // it is Tuesday, 9:00
        QTRY_VERIFY(!m_view->rectOf(free).isNull());
        QVERIFY(m_view->rectOf(passed).isNull());
        QVERIFY(!m_view->rectOf(taken).isNull());
        m_scene->add(3, {14, 0});
        QTRY_VERIFY(m_view->rectOf(taken).isNull());
        QVERIFY(!m_view->rectOf(free).isNull());
    }

    void aFileNearAFreeSlotTakesItsTime()
    {
        add(3, {10, 7});
        QTRY_COMPARE(spokenSlots().size(), 1);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(m_scene->jpeg(QStringLiteral("lemon.jpg")))});
        const QSignalSpy dropped(m_view, &WeekView::imagesDropped);
        const auto dropAt = [&](int dy, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
            drop(data, at(3, 10, 7) + QPoint(40, dy), modifiers);
            return dropped.last().at(1).value<WallTime>().time;
        };
        QCOMPARE(dropAt(5), QTime(10, 7));
        QCOMPARE(dropAt(-5), QTime(10, 7));
        QCOMPARE(dropAt(-7), QTime(10, 0));                    // the grid again
        QVERIFY(dropAt(3, Qt::ShiftModifier) != QTime(10, 7)); // to the minute
    }

    void aCardNearAFreeSlotTakesItsTime()
    {
        const PinId pin = m_scene->add(3, {15, 0});
        add(4, {10, 7});
        QTRY_COMPARE(spokenSlots().size(), 1);
        const auto data = pinmime::encode({pin}, pin, 10, m_scene->workspace().directory());
        const QSignalSpy moved(m_view, &WeekView::pinsMoved);
        // The card's upper edge counts, not the pointer.
        drop(*data, at(4, 10, 7) + QPoint(40, 14));
        QCOMPARE(moved.size(), 1);
        QCOMPARE(moved.last().at(1).value<QList<WallTime>>(),
                 QList<WallTime>{m_scene->at(4, {10, 7})});
    }

    void theKeyboardStopsAtFreeSlots()
    {
        add(3, {10, 7});
        QTRY_COMPARE(spokenSlots().size(), 1);
        QTest::mouseClick(port(), Qt::LeftButton, {}, in(3, 9, 30));
        const QSignalSpy wanted(m_view, &WeekView::newPinWanted);
        key(Qt::Key_Down); // 10:00
        key(Qt::Key_Down); // the slot
        key(Qt::Key_Return);
        QCOMPARE(wanted.last().at(0).value<WallTime>(), m_scene->at(3, {10, 7}));
    }

    void freeSlotsAreSpoken()
    {
        add(3, {10, 0});
        QTRY_COMPARE(spokenSlots(), words({"Thursday 10:00, free time slot"}));
        QAccessibleInterface *week = QAccessible::queryAccessibleInterface(m_view);
        QAccessibleInterface *cell = week->child(0);
        QCOMPARE(cell->role(), QAccessible::Cell);
        QVERIFY(!cell->state().invalid && !cell->state().selectable);
        const QSignalSpy wanted(m_view, &WeekView::newPinWanted);
        cell->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(wanted.last().at(0).value<WallTime>(), m_scene->at(3, {10, 0}));
        QCOMPARE(week->focusChild()->text(QAccessible::Name),
                 QStringLiteral("Thursday 10:00, free time slot"));
    }

    void aFilterByBoardShowsThatBoardsSlots()
    {
        const BoardId board = m_scene->boards.first();
        const SlotId general = add(3, {10, 0});
        const SlotId own = add(3, {12, 0}, board);
        QTRY_VERIFY(!m_view->rectOf(general).isNull());
        QVERIFY(m_view->rectOf(own).isNull());
        PinFilter filter;
        filter.board = board;
        m_view->setFilter(filter);
        QTRY_VERIFY(!m_view->rectOf(own).isNull());
        QVERIFY(m_view->rectOf(general).isNull());
    }

    // --- the mode for slots

    void aClickAddsASlotOfEveryWeek()
    {
        edit();
        const QSignalSpy pins(m_view, &WeekView::newPinWanted);
        QTest::mouseClick(port(), Qt::LeftButton, {}, in(3, 10, 15));
        QTRY_COMPARE(times(), words({"4 10:15"}));
        QVERIFY(pins.isEmpty());
        QTRY_VERIFY(!m_messages.isEmpty() && m_messages.last().contains(QLatin1String("Thursday 10:15")));
        QTRY_COMPARE(spokenSlots(), words({"Thursday 10:15, free time slot"}));
        m_view->setWeek(m_scene->monday.addDays(7));
        QTRY_COMPARE(spokenSlots(), words({"Thursday 10:15, free time slot"}));
        undo();
        QTRY_VERIFY(times().isEmpty());
    }

    void aPassedDayCanHaveSlotsToo()
    {
        edit();
        QTest::mouseClick(port(), Qt::LeftButton, {}, in(0, 10));
        QTRY_COMPARE(times(), words({"1 10:00"}));
    }

    void aDragMovesASlotAndNoPin()
    {
        const SlotId slot = add(3, {10, 0});
        const PinId pin = m_scene->add(3, {10, 0});
        edit();
        QTRY_VERIFY(!m_view->rectOf(slot).isNull());
        const QPoint from = m_view->rectOf(slot).topLeft() + QPoint(30, 8);
        const QPoint to = from + (at(5, 14, 30) - at(3, 10));
        QTest::mousePress(port(), Qt::LeftButton, {}, from);
        QTest::mouseMove(port(), (from + to) / 2);
        QTest::mouseMove(port(), to);
        QTest::mouseRelease(port(), Qt::LeftButton, {}, to);
        QTRY_COMPARE(times(), words({"6 14:30"}));
        QCOMPARE(all().constFirst().id, slot);
        QCOMPARE(m_scene->pin(pin).content.planned, m_scene->at(3, {10, 0}));
        undo();
        QTRY_COMPARE(times(), words({"4 10:00"}));
    }

    void escLetsADraggedSlotGoAndThenEndsTheMode()
    {
        const SlotId slot = add(3, {10, 0});
        edit();
        QTRY_VERIFY(!m_view->rectOf(slot).isNull());
        const QPoint from = m_view->rectOf(slot).topLeft() + QPoint(30, 8);
        QTest::mousePress(port(), Qt::LeftButton, {}, from);
        QTest::mouseMove(port(), from + QPoint(0, 120));
        key(Qt::Key_Escape);
        QTest::mouseRelease(port(), Qt::LeftButton, {}, from + QPoint(0, 120));
        QVERIFY(m_view->isSlotEditing());
        key(Qt::Key_Escape);
        QVERIFY(!m_view->isSlotEditing());
        QVERIFY(!m_toggle->isChecked());
        QCOMPARE(times(), words({"4 10:00"}));
    }

    void aSecondSlotAtTheSameTimeIsRefusedInOneSentence()
    {
        add(3, {10, 0});
        const SlotId other = add(4, {10, 0});
        edit();
        QTRY_VERIFY(!m_view->rectOf(other).isNull());
        const QPoint from = m_view->rectOf(other).topLeft() + QPoint(30, 8);
        const QPoint to = from + (at(3, 10) - at(4, 10));
        QTest::mousePress(port(), Qt::LeftButton, {}, from);
        QTest::mouseMove(port(), to);
        QTest::mouseRelease(port(), Qt::LeftButton, {}, to);
        QTRY_VERIFY(!m_messages.isEmpty());
        QTRY_VERIFY(!m_messages.isEmpty() && m_messages.last().contains(QLatin1String("already")));
        QCOMPARE(times(), words({"4 10:00", "5 10:00"}));
    }

    void outsideTheDailyHoursASlotIsRefusedWithTheWayOut()
    {
        edit();
        m_view->setFocus();
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
        QTest::mouseClick(port(), Qt::LeftButton, {}, in(3, 19, 45));
        QTRY_COMPARE(spokenSlots(), words({"Thursday 19:45, free time slot"}));
        key(Qt::Key_Down, Qt::AltModifier); // 20:00, the end itself
        QTRY_COMPARE(spokenSlots(), words({"Thursday 20:00, free time slot"}));
        m_messages.clear();
        key(Qt::Key_Down, Qt::AltModifier);
        QTRY_VERIFY(!m_messages.isEmpty() &&
                    m_messages.last().contains(QStringLiteral("Settings → Planning")));
        QCOMPARE(times(), words({"4 20:00"}));
    }

    void theKeyboardAddsMovesAndRemoves()
    {
        edit();
        QTest::mouseMove(port(), in(0, 8));
        // The focus cell is on today, 9:00.
        key(Qt::Key_Return);
        QTRY_COMPARE(spokenSlots(), words({"Tuesday 09:00, free time slot"}));
        key(Qt::Key_Down, Qt::AltModifier);
        QTRY_COMPARE(spokenSlots(), words({"Tuesday 09:15, free time slot"}));
        key(Qt::Key_Right, Qt::AltModifier);
        QTRY_COMPARE(spokenSlots(), words({"Wednesday 09:15, free time slot"}));
        QCOMPARE(times(), words({"3 09:15"}));
        key(Qt::Key_Delete);
        QTRY_VERIFY(times().isEmpty());
        undo();
        QTRY_COMPARE(times(), words({"3 09:15"}));
        undo();
        undo();
        undo();
        QTRY_VERIFY(times().isEmpty());
    }

    void theMenuRemovesASlot()
    {
        const SlotId slot = add(3, {10, 0});
        edit();
        QTRY_VERIFY(!m_view->rectOf(slot).isNull());
        const QPoint pos = m_view->rectOf(slot).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, pos, port()->mapToGlobal(pos));
        QApplication::sendEvent(port(), &event);
        auto *menu = m_window->findChild<QMenu *>(QStringLiteral("slotContextMenu"));
        QVERIFY(menu);
        menu->findChild<QAction *>(QStringLiteral("removeSlotAction"))->trigger();
        menu->close();
        QTRY_VERIFY(times().isEmpty());
    }

    void howManyADayMakesASetInOneStep()
    {
        add(3, {11, 11});
        edit();
        auto *five = m_window->findChild<QPushButton *>(QStringLiteral("slotsADay5PushButton"));
        QVERIFY(five && five->isVisible());
        QTest::mouseClick(five, Qt::LeftButton);
        QTRY_COMPARE(all().size(), 35);
        undo();
        QTRY_COMPARE(times(), words({"4 11:11"}));
        QTest::mouseClick(m_window->findChild<QPushButton *>(QStringLiteral("slotsDonePushButton")),
                          Qt::LeftButton);
        QVERIFY(!m_view->isSlotEditing());
        QVERIFY(!five->isVisible());
    }

    void underAFilterTheSlotsAreThatBoards()
    {
        const BoardId board = m_scene->boards.first();
        PinFilter filter;
        filter.board = board;
        edit();
        m_view->setFilter(filter);
        QTRY_VERIFY(m_window->findChild<QLabel *>(QStringLiteral("slotBarLabel"))
                        ->text()
                        .startsWith(QStringLiteral("Time slots of “")));
        QTest::mouseClick(port(), Qt::LeftButton, {}, in(3, 10));
        QTRY_COMPARE(all().size(), 1);
        QCOMPARE(all().constFirst().board, board);
    }

    void cardsRestWhileSlotsAreEdited()
    {
        const PinId pin = m_scene->add(3, {12, 0});
        QTRY_VERIFY(!m_view->rectOf(pin).isNull());
        m_view->setSelection({pin});
        edit();
        QVERIFY(m_view->selection().isEmpty());
        const QSignalSpy opened(m_view, &WeekView::pinOpened);
        QTest::mouseClick(port(), Qt::LeftButton, {}, m_view->rectOf(pin).center());
        QVERIFY(opened.isEmpty());
        QVERIFY(m_view->selection().isEmpty());
    }

    void rightToLeftSlotsAreInTheirDays()
    {
        QApplication::setLayoutDirection(Qt::RightToLeft);
        const SlotId slot = add(3, {10, 0});
        QTRY_VERIFY(!m_view->rectOf(slot).isNull());
        QVERIFY(m_view->rectOf(slot).contains(
            QPoint(m_view->rectOf(slot).center().x(), at(3, 10).y())));
        const QSignalSpy wanted(m_view, &WeekView::newPinWanted);
        QTest::mouseClick(port(), Qt::LeftButton, {}, m_view->rectOf(slot).center());
        QCOMPARE(wanted.last().at(0).value<WallTime>(), m_scene->at(3, {10, 0}));
    }
};

QTEST_MAIN(TestWeekSlots)
#include "tst_weekslots.moc"
