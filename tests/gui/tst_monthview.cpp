// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/monthview.h"
#include "core/settings.h"
#include "gui/weekscene.h"
#include "pins/pinmime.h"
#include "publisher/publisherlock.h"
#include "store/store.h"
#include "support/await.h"

#include <QAccessible>
#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QHelpEvent>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

using namespace pinweek;
using namespace pinweek::test;

/** The month with real mouse, keys and drops. */
class TestMonthView : public QObject
{
    Q_OBJECT

private:
    QWidget *port() const { return m_view->viewport(); }
    QDate date(int day) const { return m_scene->monday.addDays(day); }
    /** Below the number, beside all pictures. */
    QPoint emptyPlace(int day) const
    {
        const QRect cell = m_view->rectOf(date(day));
        return {cell.center().x(), cell.bottom() - 2};
    }
    PinId add(int day, int hour, const QString &title = QStringLiteral("Lemon cake"),
              PinStatus status = PinStatus::Scheduled)
    {
        return m_scene->addContent(m_scene->content(day, QTime(hour, 0), title), status);
    }
    static QImage iconOf(const QListWidgetItem *item)
    {
        return item->icon().pixmap(QSize(16, 16)).toImage();
    }
    bool drop(const QMimeData &data, QPoint pos, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        const Qt::DropActions offered = Qt::CopyAction | Qt::MoveAction;
        QDragEnterEvent enter(pos, offered, &data, Qt::LeftButton, modifiers);
        QApplication::sendEvent(port(), &enter);
        QDragMoveEvent move(pos, offered, &data, Qt::LeftButton, modifiers);
        QApplication::sendEvent(port(), &move);
        QDropEvent event(pos, offered, &data, Qt::LeftButton, modifiers);
        QApplication::sendEvent(port(), &event);
        m_action = event.dropAction();
        return event.isAccepted();
    }
    std::unique_ptr<QMimeData> cards(const QList<PinId> &pins) const
    {
        return pinmime::encode(pins, pins.first(), 0, m_scene->workspace().directory());
    }
    std::unique_ptr<QMimeData> file(const QString &path) const
    {
        auto data = std::make_unique<QMimeData>();
        data->setUrls({QUrl::fromLocalFile(path)});
        return data;
    }
    void click(PinId pin, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseClick(port(), Qt::LeftButton, modifiers, m_view->rectOf(pin).center());
    }
    void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_view.get(), Qt::Key(key), modifiers);
    }
    static QList<WallTime> timesIn(const QSignalSpy &spy)
    {
        return spy.last().at(1).value<QList<WallTime>>();
    }

    std::unique_ptr<WeekScene> m_scene;
    std::unique_ptr<MonthView> m_view;
    Qt::DropAction m_action = Qt::IgnoreAction;

private slots:
    void init()
    {
        // But for what the offscreen plugin says of popups and dialogs.
        QTest::failOnWarning(
            QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
        m_scene = std::make_unique<WeekScene>();
        m_view = std::make_unique<MonthView>(m_scene->workspace(), m_scene->theme());
        m_view->setZone("Etc/UTC");
        m_view->setAccount(m_scene->account);
        m_view->setDay(m_scene->monday);
        m_view->resize(1000, 760);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_view->setFocus();
        QTRY_VERIFY(m_view->isComplete());
    }

    void cleanup()
    {
        m_view.reset();
        m_scene.reset();
        QApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void aDayShowsFourPinsAndHowManyMore()
    {
        QList<PinId> pins;
        for (int i = 0; i < 6; ++i)
            pins += add(2, 10 + i);
        for (int i = 0; i < 4; ++i)
            QVERIFY(m_view->rectOf(date(2)).contains(m_view->rectOf(pins[i])));
        QVERIFY(m_view->rectOf(pins[4]).isNull());
        QVERIFY(!m_view->moreRectOf(date(2)).isNull());
        QVERIFY(m_view->moreRectOf(date(3)).isNull());
        // "+n" lists the others; one of them is chosen.
        const QSignalSpy opened(m_view.get(), &MonthView::pinOpened);
        QTest::mouseClick(port(), Qt::LeftButton, Qt::NoModifier,
                          m_view->moreRectOf(date(2)).center());
        auto *list = m_view->findChild<QListWidget *>(QStringLiteral("moreListWidget"));
        QVERIFY(list);
        QCOMPARE(list->count(), 2);
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(m_view->selection(), QList<PinId>{pins[4]});
    }

    void theListOfMoreSaysWhoseVideoIsOnItsWay()
    {
        PublisherLock publishing(m_scene->workspace().directory());
        QVERIFY(publishing.acquire());
        QList<PinId> pins;
        for (int i = 0; i < 6; ++i)
            pins += m_scene->add(2, QTime(10 + i, 0), QStringLiteral("Cake"), PinStatus::Scheduled,
                                 m_scene->jpeg(QStringLiteral("%1.jpg").arg(i)));
        m_scene->tellUpload(pins[4], 42);
        QTest::mouseClick(port(), Qt::LeftButton, Qt::NoModifier,
                          m_view->moreRectOf(date(2)).center());
        auto *list = m_view->findChild<QListWidget *>(QStringLiteral("moreListWidget"));
        QVERIFY(list);
        QCOMPARE(list->item(0)->text(), QStringLiteral("14:00  Uploading 42 % · Cake"));
        QCOMPARE(list->item(1)->text(), QStringLiteral("15:00  Cake"));
        QVERIFY(iconOf(list->item(0)) != iconOf(list->item(1)));
        // It goes on while the list is open.
        m_scene->tellUpload(pins[4], 43);
        QTRY_COMPARE(list->item(0)->text(), QStringLiteral("14:00  Uploading 43 % · Cake"));
        QVERIFY(list->item(0)
                    ->data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(QStringLiteral("Uploading 43 %")));
        QCOMPARE(list->count(), 2);
        QTest::keyClick(list, Qt::Key_Escape);
    }

    void thePointerAndTheReaderAreToldOfATimeAtWhichTheComputerIsUsuallyOff()
    {
        keepOfficeHours(m_scene->workspace().store(), m_scene->clock.now(), 21);
        const QString said = QStringLiteral("this computer is usually off then");
        const auto toolTip = [this](PinId pin) {
            const QPoint place = m_view->rectOf(pin).center();
            QHelpEvent help(QEvent::ToolTip, place, port()->mapToGlobal(place));
            QApplication::sendEvent(port(), &help);
            return QToolTip::text();
        };
        const PinId noon = add(3, 12, QStringLiteral("Lemon cake"));
        const PinId night = add(3, 22, QStringLiteral("Plum jam"));
        QTRY_VERIFY(m_view->isComplete());
        QVERIFY2(toolTip(night).contains(QStringLiteral("Plum jam")), qPrintable(toolTip(night)));
        QVERIFY2(toolTip(night).contains(said), qPrintable(toolTip(night)));
        QVERIFY2(toolTip(noon).contains(QStringLiteral("Lemon cake")), qPrintable(toolTip(noon)));
        QVERIFY2(!toolTip(noon).contains(said), qPrintable(toolTip(noon)));
        QToolTip::hideText();
    }

    void aCardDroppedOnAnotherDayKeepsItsTime()
    {
        const PinId first = add(1, 10);
        const PinId second = add(2, 15);
        const QSignalSpy moved(m_view.get(), &MonthView::pinsMoved);
        QVERIFY(drop(*cards({first, second}), emptyPlace(4)));
        QCOMPARE(m_action, Qt::MoveAction);
        QCOMPARE(timesIn(moved),
                 (QList<WallTime>{m_scene->at(4, QTime(10, 0)), m_scene->at(5, QTime(15, 0))}));
        QVERIFY(!moved.last().at(2).toBool());
        drop(*cards({first}), emptyPlace(8), Qt::ControlModifier);
        QVERIFY(moved.last().at(2).toBool());
        QCOMPARE(m_action, Qt::CopyAction);
    }

    void aDropOnItsOwnDayChangesNothing()
    {
        const PinId pin = add(1, 10);
        const QSignalSpy moved(m_view.get(), &MonthView::pinsMoved);
        drop(*cards({pin}), emptyPlace(1));
        QVERIFY(moved.isEmpty());
    }

    void aDropInThePastIsRefusedWithItsReason()
    {
        const PinId pin = add(2, 10);
        const QSignalSpy moved(m_view.get(), &MonthView::pinsMoved);
        const QSignalSpy refused(m_view.get(), &MonthView::refused);
        QVERIFY(!drop(*cards({pin}), emptyPlace(0)));
        QCOMPARE(refused.size(), 1);
        QVERIFY(!drop(*file(m_scene->jpeg(QStringLiteral("a.jpg"))), emptyPlace(0)));
        QCOMPARE(refused.size(), 2);
        QVERIFY(moved.isEmpty());
    }

    void aFileTakesTheNextFreeTimeOfTheDayAndIsCopied()
    {
        m_scene->workspace().settings().setWindow(QTime(8, 0), QTime(20, 0));
        m_scene->workspace().settings().setDayCap(4);
        add(3, 8);
        const QSignalSpy dropped(m_view.get(), &MonthView::imagesDropped);
        QVERIFY(drop(*file(m_scene->jpeg(QStringLiteral("a.jpg"))), emptyPlace(3)));
        QCOMPARE(m_action, Qt::CopyAction);
        QCOMPARE(dropped.last().at(1).value<WallTime>(), m_scene->at(3, QTime(11, 0)));
    }

    void aClickSelectsAndOpensCtrlAddsShiftExtends()
    {
        const QList<PinId> pins{add(1, 10), add(2, 10), add(4, 10)};
        const QSignalSpy opened(m_view.get(), &MonthView::pinOpened);
        click(pins[0]);
        QCOMPARE(m_view->selection(), QList<PinId>{pins[0]});
        QCOMPARE(opened.size(), 1);
        click(pins[2], Qt::ShiftModifier);
        QCOMPARE(m_view->selection(), pins);
        click(pins[1], Qt::ControlModifier);
        QCOMPARE(m_view->selection(), (QList<PinId>{pins[0], pins[2]}));
        QTest::mouseClick(port(), Qt::LeftButton, Qt::NoModifier, emptyPlace(6));
        QVERIFY(m_view->selection().isEmpty());
        QCOMPARE(opened.size(), 1);
    }

    void aDoubleClickEnterAndNWishANewPinOnThatDay()
    {
        const QSignalSpy wanted(m_view.get(), &MonthView::newPinWanted);
        QTest::mouseClick(port(), Qt::LeftButton, Qt::NoModifier, emptyPlace(5));
        QTest::mouseDClick(port(), Qt::LeftButton, Qt::NoModifier, emptyPlace(5));
        QCOMPARE(wanted.size(), 1);
        QTest::mouseClick(port(), Qt::LeftButton, Qt::NoModifier, emptyPlace(6));
        QCOMPARE(m_view->focusDay(), date(6));
        key(Qt::Key_N);
        QCOMPARE(wanted.size(), 2);
        key(Qt::Key_Return);
        QCOMPARE(wanted.size(), 3);
        QCOMPARE(wanted.at(0).at(0).value<WallTime>().date, date(5));
        QCOMPARE(wanted.at(2).at(0).value<WallTime>().date, date(6));
    }

    void arrowsWalkOverPinsAndDays()
    {
        const PinId first = add(2, 10);
        const PinId second = add(2, 12);
        m_view->showPin(first);
        key(Qt::Key_Right);
        QCOMPARE(m_view->selection(), QList<PinId>{second});
        key(Qt::Key_Right);
        QVERIFY(m_view->selection().isEmpty());
        QCOMPARE(m_view->focusDay(), date(3));
        key(Qt::Key_Left);
        QCOMPARE(m_view->selection(), QList<PinId>{second});
        key(Qt::Key_Down);
        QCOMPARE(m_view->focusDay(), date(9));
        key(Qt::Key_PageDown);
        QCOMPARE(m_view->month(), QDate(2026, 12, 1));
        QCOMPARE(m_view->focusDay(), QDate(2026, 12, 25));
    }

    void altArrowsMoveByADayOrAWeek()
    {
        const PinId pin = add(2, 10);
        m_view->showPin(pin);
        const QSignalSpy moved(m_view.get(), &MonthView::pinsMoved);
        key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(timesIn(moved), QList<WallTime>{m_scene->at(3, QTime(10, 0))});
        key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(timesIn(moved), QList<WallTime>{m_scene->at(9, QTime(10, 0))});
        const QSignalSpy refused(m_view.get(), &MonthView::refused);
        key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(refused.size(), 1);
        QCOMPARE(moved.size(), 2);
    }

    void keysForTheSelectedPin()
    {
        const PinId pin = add(2, 10);
        m_view->showPin(pin);
        const QSignalSpy time(m_view.get(), &MonthView::editTimeWanted);
        const QSignalSpy gone(m_view.get(), &MonthView::deleteWanted);
        const QSignalSpy menu(m_view.get(), &MonthView::menuWanted);
        key(Qt::Key_F2);
        key(Qt::Key_Delete);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(m_view.get(), &event);
        QCOMPARE(time.size(), 1);
        QCOMPARE(gone.size(), 1);
        QCOMPARE(menu.size(), 1);
        key(Qt::Key_Escape);
        QVERIFY(m_view->selection().isEmpty());
    }

    void whatTheFilterKeepsComesBeforeTheRestOfItsDay()
    {
        QList<PinId> pins;
        for (int i = 0; i < 6; ++i)
            pins += add(2, 10 + i, i == 5 ? QStringLiteral("Soup") : QStringLiteral("Cake"));
        QVERIFY(m_view->rectOf(pins[5]).isNull());
        PinFilter filter;
        filter.account = m_scene->account;
        filter.text = QStringLiteral("soup");
        m_view->setFilter(filter);
        QVERIFY(!m_view->rectOf(pins[5]).isNull());
        QVERIFY(m_view->moreRectOf(date(2)).isNull());
        QTRY_VERIFY(m_view->isComplete());
        // The others are outlines: they can't be clicked.
        click(pins[0]);
        QVERIFY(m_view->selection().isEmpty());
        click(pins[5]);
        QCOMPARE(m_view->selection(), QList<PinId>{pins[5]});
        key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(m_view->selection(), QList<PinId>{pins[5]});
    }

    void theMonthFollowsTheStore()
    {
        const PinId pin = add(2, 10);
        QVERIFY(m_view->rectOf(date(2)).contains(m_view->rectOf(pin)));
        m_scene->move(pin, 5, QTime(9, 0));
        QTRY_VERIFY(m_view->rectOf(date(5)).contains(m_view->rectOf(pin)));
        m_view->setSelection({pin});
        m_scene->remove(pin);
        QTRY_VERIFY(m_view->rectOf(pin).isNull());
        QVERIFY(m_view->selection().isEmpty());
    }

    void aClickOnTheNumberWishesTheWeek()
    {
        const QSignalSpy week(m_view.get(), &MonthView::weekWanted);
        const QRect cell = m_view->rectOf(date(8));
        QTest::mouseClick(port(), Qt::LeftButton, Qt::NoModifier, cell.topLeft() + QPoint(14, 12));
        QCOMPARE(week.size(), 1);
        QCOMPARE(week.last().at(0).toDate(), date(8));
    }

    void rightToLeftIsMirrored()
    {
        const PinId pin = add(2, 10);
        QApplication::setLayoutDirection(Qt::RightToLeft);
        QTRY_VERIFY(m_view->rectOf(date(0)).left() > m_view->rectOf(date(1)).left());
        m_view->showPin(pin);
        const QSignalSpy moved(m_view.get(), &MonthView::pinsMoved);
        key(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(timesIn(moved), QList<WallTime>{m_scene->at(3, QTime(10, 0))});
    }

    void anEmptyMonthSaysWhatToDo()
    {
        auto *button = m_view->findChild<QPushButton *>(QStringLiteral("monthEmptyPushButton"));
        QVERIFY(button && button->isVisible());
        const QSignalSpy wanted(m_view.get(), &MonthView::chooseImagesWanted);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.last().at(0).value<WallTime>().date, QDate(2026, 11, 17));
        add(2, 10);
        QTRY_VERIFY(!button->isVisible());
    }

    void holdingADragAtTheSideTurnsTheMonth()
    {
        const auto data = file(m_scene->jpeg(QStringLiteral("a.jpg")));
        const QPoint side(port()->width() - 4, 300);
        QDragEnterEvent enter(side, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(port(), &enter);
        QTRY_COMPARE(m_view->month(), QDate(2026, 12, 1));
        QDragLeaveEvent leave;
        QApplication::sendEvent(port(), &leave);
    }

    void screenReadersFindDaysAndSpokenPins()
    {
        const PinId pin = add(2, 10);
        for (int i = 0; i < 5; ++i)
            add(3, 10 + i);
        m_view->showPin(pin);
        QAccessibleInterface *month = QAccessible::queryAccessibleInterface(m_view.get());
        QVERIFY(month);
        QCOMPARE(month->role(), QAccessible::Table);
        QCOMPARE(month->text(QAccessible::Name), QStringLiteral("November 2026"));
        QVERIFY(month->tableInterface());
        QCOMPARE(month->tableInterface()->columnCount(), 7);
        QAccessibleInterface *focused = month->focusChild();
        QVERIFY(focused);
        QCOMPARE(focused->text(QAccessible::Name),
                 QStringLiteral("Wednesday 10:00, scheduled, Lemon cake"));
        QVERIFY(focused->state().focused);
        QVERIFY(focused->state().selected);
        QStringList spoken;
        for (int i = 0; i < month->childCount(); ++i) {
            QAccessibleInterface *child = month->child(i);
            QCOMPARE(month->indexOfChild(child), i);
            spoken += child->text(QAccessible::Name);
        }
        QVERIFY(spoken.contains(QStringLiteral("Wednesday 18 November, 1 of 10 pins")));
        QVERIFY(spoken.contains(QStringLiteral("1 more")));
        const QSignalSpy opened(m_view.get(), &MonthView::pinOpened);
        focused->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(opened.size(), 1);
    }
};

QTEST_MAIN(TestMonthView)
#include "tst_monthview.moc"
