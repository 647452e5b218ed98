// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "planner/pineditor.h"
#include "store/pinstore.h"
#include "support/await.h"
#include "ui/actions.h"
#include "ui/calendar/calendarviews.h"
#include "ui/calendar/monthview.h"
#include "ui/calendar/weekview.h"
#include "ui/filterrow.h"
#include "ui/mainwindow.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace pinweek;
using namespace pinweek::test;

/** How often a widget was painted. */
class PaintCounter : public QObject
{
public:
    explicit PaintCounter(QWidget *widget) { widget->installEventFilter(this); }
    [[nodiscard]] int count() const { return m_count; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            ++m_count;
        return QObject::eventFilter(watched, event);
    }

private:
    int m_count = 0;
};

/** The window's views of one plan: switching between them, and search and filters over them. */
class TestCalendarViews : public QObject
{
    Q_OBJECT

private:
    template<typename T>
    T *child(const char *name) const
    {
        return partOf<T>(*m_window, name);
    }
    ActionCollection &actions() const { return m_window->actions(); }
    CalendarViews *views() const { return m_window->findChild<CalendarViews *>(); }
    WeekView *week() const { return m_window->findChild<WeekView *>(); }
    MonthView *month() const { return m_window->findChild<MonthView *>(); }
    PinId add(const QString &title, int day, int hour, bool scheduled = true)
    {
        PinContent content = m_gui->readyContent(m_board, title);
        content.link = QStringLiteral("https://example.com/");
        content.planned = WallTime{QDate(2026, 11, 1).addDays(day - 1), QTime(hour, 0), "Etc/UTC"};
        return scheduled ? m_gui->addScheduled(content) : m_gui->addDraft(content);
    }
    void keys(Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        QTest::keyClick(m_window->focusWidget() ? m_window->focusWidget() : m_window.get(), key,
                        modifiers);
    }
    void open()
    {
        m_window = std::make_unique<MainWindow>(*m_gui->workspace, *m_gui->theme);
        show();
    }
    void show()
    {
        m_window->resize(1440, 900);
        QSignalSpy completed(m_window.get(), &MainWindow::completed);
        m_window->show();
        QVERIFY(completed.wait());
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<MainWindow> m_window;
    Board m_board;

private slots:
    void init()
    {
        failOnWarnings();
        m_gui = std::make_unique<GuiWorkspace>();
        m_board = m_gui->addBoard(QStringLiteral("Recipes"));
        open();
    }

    void cleanup()
    {
        m_window.reset();
        m_gui.reset();
    }

    void keysSwitchWithTheSelectionAndTheDay()
    {
        const PinId pin = add(QStringLiteral("Soup"), 26, 10);
        views()->showPin(pin);
        keys(Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(views()->kind(), CalendarKind::Month);
        QVERIFY(month()->isVisible() && !week()->isVisible());
        QCOMPARE(views()->selection(), QList<PinId>{pin});
        QCOMPARE(month()->focusDay(), QDate(2026, 11, 26));
        QCOMPARE(child<QLabel>("weekTitleLabel")->text(), QStringLiteral("November 2026"));
        QVERIFY(actions().showMonth->isChecked() && !actions().showWeek->isChecked());

        actions().nextWeek->trigger();
        QCOMPARE(child<QLabel>("weekTitleLabel")->text(), QStringLiteral("December 2026"));
        QTest::mouseClick(child<QToolButton>("showWeekToolButton"), Qt::LeftButton);
        QCOMPARE(views()->kind(), CalendarKind::Week);
        QCOMPARE(views()->selection(), QList<PinId>{pin});
        QVERIFY(week()->firstDay().daysTo(QDate(2026, 12, 26)) < 7);
        actions().today->trigger();
        QVERIFY(week()->firstDay().daysTo(QDate(2026, 11, 17)) < 7);
    }

    void theViewIsRememberedAndComesWithoutTheWeekBefore_data()
    {
        QTest::addColumn<CalendarKind>("kind");
        QTest::newRow("month") << CalendarKind::Month;
        QTest::newRow("list") << CalendarKind::List;
    }

    void theViewIsRememberedAndComesWithoutTheWeekBefore()
    {
        QFETCH(CalendarKind, kind);
        (kind == CalendarKind::Month ? actions().showMonth : actions().showList)->trigger();
        m_window.reset();
        m_window = std::make_unique<MainWindow>(*m_gui->workspace, *m_gui->theme);
        PaintCounter ofWeek(week()->viewport());
        PaintCounter ofView(views()->canvas());
        show();
        QCOMPARE(views()->kind(), kind);
        QVERIFY(ofView.count() > 0);
        QCOMPARE(ofWeek.count(), 0);
        // The rest of the window knows which one it is.
        QVERIFY((kind == CalendarKind::Month ? actions().showMonth : actions().showList)
                    ->isChecked());
        QCOMPARE(child<QLabel>("weekTitleLabel")->text(), views()->title());
        QVERIFY(views()->isAncestorOf(m_window->focusWidget()));
        actions().showWeek->trigger();
        QTRY_VERIFY(ofWeek.count() > 0);
    }

    void movingInTheMonthIsUndone()
    {
        const PinId pin = add(QStringLiteral("Soup"), 26, 10);
        actions().showMonth->trigger();
        views()->showPin(pin);
        month()->setFocus();
        QTest::keyClick(month(), Qt::Key_Right, Qt::AltModifier);
        QTRY_COMPARE(m_gui->pin(pin).content.planned->date, QDate(2026, 11, 27));
        QTRY_VERIFY(actions().undo->isEnabled());
        actions().undo->trigger();
        QTRY_COMPARE(m_gui->pin(pin).content.planned->date, QDate(2026, 11, 26));
        QTRY_VERIFY(month()->rectOf(QDate(2026, 11, 26)).contains(month()->rectOf(pin)));
    }

    void aDropOnTheMonthBecomesAPinOfThatDay()
    {
        actions().showMonth->trigger();
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(m_gui->imageFile(QStringLiteral("cake.jpg")))});
        const QPoint place = month()->rectOf(QDate(2026, 11, 20)).center();
        QDragEnterEvent enter(place, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(month()->viewport(), &enter);
        QDropEvent drop(place, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(month()->viewport(), &drop);
        QTRY_COMPARE(m_gui->pinCount(), 1);
        QTRY_COMPARE(views()->selection().size(), 1);
        QCOMPARE(m_gui->pin(views()->selection().first()).content.planned->date,
                 QDate(2026, 11, 20));
    }

    void ctrlFSearchesEnterGoesOnAndEscEndsIt()
    {
        const PinId first = add(QStringLiteral("Pumpkin soup"), 18, 10);
        const PinId cake = add(QStringLiteral("Lemon cake"), 19, 10);
        const PinId later = add(QStringLiteral("Tomato soup"), 61, 10);
        auto *search = child<QLineEdit>("searchLineEdit");
        auto *place = child<QLabel>("searchPlaceLabel");
        QVERIFY(!search->isVisible());
        keys(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(search->isVisible() && search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("SOUP"));
        QTRY_VERIFY(actions().findNext->isEnabled());
        week()->viewport()->repaint();
        // What does not fit stays as an outline that can't be clicked.
        QTest::mouseClick(week()->viewport(), Qt::LeftButton, Qt::NoModifier,
                          week()->rectOf(cake).center());
        QVERIFY(views()->selection().isEmpty());

        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(views()->selection(), QList<PinId>{first});
        QCOMPARE(place->text(), QStringLiteral("1 of 2"));
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(views()->selection(), QList<PinId>{later});
        QCOMPARE(week()->firstDay().daysTo(QDate(2026, 12, 31)) / 7, 0);
        actions().findNext->trigger(); // F3: on from the start
        QTRY_COMPARE(views()->selection(), QList<PinId>{first});
        actions().findPrevious->trigger();
        QTRY_COMPARE(views()->selection(), QList<PinId>{later});
        QCOMPARE(place->text(), QStringLiteral("2 of 2"));

        search->setFocus();
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(!search->isVisible());
        QVERIFY(!actions().findNext->isEnabled());
        QVERIFY(week()->hasFocus());
    }

    void whatIsNotFoundSaysSo()
    {
        add(QStringLiteral("Pumpkin soup"), 18, 10);
        actions().find->trigger();
        auto *search = child<QLineEdit>("searchLineEdit");
        QTest::keyClicks(search, QStringLiteral("bread"));
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(child<QLabel>("searchPlaceLabel")->text(),
                     QStringLiteral("No pin with a time fits"));
        QVERIFY(views()->selection().isEmpty());
    }

    void statesAreChosenInAMenuAndTakenAwayByTheirChips()
    {
        const PinId draft = add(QStringLiteral("A draft"), 18, 10, false);
        const PinId scheduled = add(QStringLiteral("Scheduled"), 18, 14);
        actions().find->trigger();
        auto *menu = child<QMenu>("stateFilterMenu");
        for (QAction *action : menu->actions()) {
            if (action->text() == QStringLiteral("Draft"))
                action->trigger();
        }
        QTRY_VERIFY(actions().clearFilter->isEnabled());
        week()->viewport()->repaint();
        QTest::mouseClick(week()->viewport(), Qt::LeftButton, Qt::NoModifier,
                          week()->rectOf(scheduled).center());
        QVERIFY(views()->selection().isEmpty());
        QTest::mouseClick(week()->viewport(), Qt::LeftButton, Qt::NoModifier,
                          week()->rectOf(draft).center());
        QCOMPARE(views()->selection(), QList<PinId>{draft});
        QTest::mouseClick(child<QPushButton>("draftChipPushButton"), Qt::LeftButton);
        QVERIFY(!actions().clearFilter->isEnabled());
        QTest::mouseClick(child<QPushButton>("clearSearchPushButton"), Qt::LeftButton);
        QVERIFY(!child<QLineEdit>("searchLineEdit")->isVisible());
    }
};

QTEST_MAIN(TestCalendarViews)
#include "tst_calendarviews.moc"
