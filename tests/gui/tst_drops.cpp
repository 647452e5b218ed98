// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "guiworkspace.h"
#include "planner/pineditor.h"
#include "planner/sloteditor.h"
#include "store/boardstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/rawpeer.h"
#include "support/testimages.h"
#include "text/englishplurals.h"
#include "ui/actions.h"
#include "ui/boards/boardpanel.h"
#include "ui/boards/boardpicker.h"
#include "ui/boards/boardtree.h"
#include "ui/calendar/monthview.h"
#include "ui/calendar/weekview.h"
#include "ui/drops/popoverplace.h"
#include "ui/drops/severalimages.h"
#include "ui/drops/severalpopover.h"
#include "ui/list/listview.h"
#include "ui/mainwindow.h"
#include "ui/pins/thumbnaillist.h"
#include "ui/pins/unscheduledpanel.h"
#include "ui/pinverbs.h"
#include "ui/statusline.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDirIterator>
#include <QDropEvent>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

using namespace pinweek;
using namespace pinweek::test;

/** What is dropped and pasted, from the pointer or key to the rows, and back by undo. */
class TestDrops : public QObject
{
    Q_OBJECT

private:
    WeekView *week() const { return m_window->findChild<WeekView *>(); }
    SeveralPopover *popover() const { return m_window->findChild<SeveralPopover *>(); }
    template<typename T>
    T *part(const char *name) const
    {
        return m_window->findChild<T *>(QString::fromLatin1(name));
    }
    QString message() const { return m_window->findChild<StatusLine *>()->message(); }
    WallTime at(int day, int hour, int minute = 0) const
    {
        return {QDate(2026, 11, day), QTime(hour, minute), "Etc/UTC"};
    }
    /** Every pin without what each change counts. */
    QList<Pin> rows() const
    {
        QList<Pin> pins = m_gui->workspace->store()
                              .pins()
                              .list({}, std::nullopt, std::nullopt, std::nullopt, {}, 1000, 0)
                              .value_or(QList<Pin>());
        for (Pin &pin : pins) {
            pin.revision = 0;
            pin.updatedAt = {};
        }
        return pins;
    }
    static bool same(const QList<Pin> &a, const QList<Pin> &b)
    {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Pin &x, const Pin &y) {
            return x.id == y.id && x.content == y.content && x.status == y.status &&
                   x.dueAt == y.dueAt && x.nextAttemptAt == y.nextAttemptAt &&
                   x.lateCause == y.lateCause && x.attempts == y.attempts &&
                   x.remoteId == y.remoteId && x.publishedAt == y.publishedAt &&
                   x.createdAt == y.createdAt;
        });
    }
    /** The step is one: undone there is what was before, and done again what is there now. */
    void undoAndRedo(const QList<Pin> &before)
    {
        const QList<Pin> after = rows();
        QVERIFY(!same(before, after));
        m_window->verbs().undo();
        QTRY_VERIFY(same(rows(), before));
        m_window->verbs().redo();
        QTRY_VERIFY(same(rows(), after));
    }
    /** In the library on disk, with a row or without. */
    [[nodiscard]] int filesOfPictures() const
    {
        int count = 0;
        QDirIterator below(m_gui->workspace->directory() + QStringLiteral("/media"), QDir::Files,
                           QDirIterator::Subdirectories);
        for (; below.hasNext(); below.next())
            ++count;
        return count;
    }
    QStringList files(int count, QSize size = {40, 60})
    {
        QStringList paths;
        for (int i = count; i >= 1; --i) // not in their order
            paths.append(
                m_gui->imageFile(QStringLiteral("IMG_%1 lemon-cake %2.jpg").arg(2040 + i).arg(i),
                                 size, QColor::fromHsv(i * 7 % 360, 200, 200)));
        return paths;
    }
    static std::unique_ptr<QMimeData> urls(const QStringList &paths)
    {
        QList<QUrl> list;
        for (const QString &path : paths)
            list.append(QUrl::fromLocalFile(path));
        auto data = std::make_unique<QMimeData>();
        data->setUrls(list);
        return data;
    }
    bool drop(const QMimeData &data, const WallTime &when,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QScrollBar *bar = week()->verticalScrollBar();
        bar->setValue(bar->value() + week()->pointOf(when).y() - week()->viewport()->height() / 2);
        return dropAt(week()->viewport(), week()->pointOf(when) + QPoint(20, 0), data, modifiers);
    }
    static bool dropAt(QWidget *target, QPoint place, const QMimeData &data,
                       Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        const Qt::DropActions offered = Qt::CopyAction | Qt::MoveAction;
        QDragEnterEvent enter(place, offered, &data, Qt::LeftButton, modifiers);
        QCoreApplication::sendEvent(target, &enter);
        QDragMoveEvent move(place, offered, &data, Qt::LeftButton, modifiers);
        QCoreApplication::sendEvent(target, &move);
        QDropEvent event(place, offered, &data, Qt::LeftButton, modifiers);
        QCoreApplication::sendEvent(target, &event);
        return event.isAccepted();
    }
    void dropSeveral(int count, const WallTime &when)
    {
        QVERIFY(drop(*urls(files(count)), when));
        QTRY_VERIFY(popover() && popover()->isVisible());
    }
    void waitUntilRead()
    {
        QTRY_VERIFY(part<QLabel>("newImagesProgressLabel")->text().isEmpty());
        m_gui->waitForStore();
    }
    void chooseBoardAndLink()
    {
        auto *board = popover()->findChild<BoardPicker *>(QStringLiteral("newImagesBoardPicker"));
        QTest::mouseClick(board, Qt::LeftButton);
        QWidget *list = QApplication::activePopupWidget();
        QVERIFY(list);
        QTest::keyClicks(list->findChild<QLineEdit *>(), QStringLiteral("Recipes"));
        QTest::keyClick(list->findChild<QLineEdit *>(), Qt::Key_Return);
        QCOMPARE(board->board(), m_board.id);
        QTest::keyClicks(part<QLineEdit>("newImagesLinkLineEdit"),
                         QStringLiteral("kitchen.example/cake"));
    }
    PinId addScheduled(const QString &title, const WallTime &when)
    {
        PinContent content = m_gui->readyContent(m_board, title);
        content.planned = when;
        return m_gui->addScheduled(content);
    }
    void addSlots(const QList<Qt::DayOfWeek> &days, const QList<QTime> &times)
    {
        QList<TimeSlot> week;
        for (const Qt::DayOfWeek day : days) {
            for (const QTime time : times)
                week.append({{}, m_gui->account.id, {}, day, time, "Etc/UTC"});
        }
        QVERIFY(await<QList<SlotId>>([&](QObject *context, auto done) {
            m_gui->workspace->slotEditor().add(week, context, done);
        }));
    }
    QList<WallTime> plannedTimes() const
    {
        QList<WallTime> times;
        for (const Pin &pin : rows()) {
            if (pin.content.planned)
                times.append(*pin.content.planned);
        }
        std::sort(times.begin(), times.end(), [](const WallTime &a, const WallTime &b) {
            return a.resolve().utc < b.resolve().utc;
        });
        return times;
    }
    void key(QWidget *widget, Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        widget->setFocus();
        QTest::keyClick(widget, key, modifiers);
    }
    void clickOn(const WallTime &when)
    {
        QTest::mouseClick(week()->viewport(), Qt::LeftButton, Qt::NoModifier,
                          week()->pointOf(when) + QPoint(30, 2));
    }

    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<MainWindow> m_window;
    Board m_board;

    EnglishPlurals m_plurals;

private slots:
    void initTestCase() { QVERIFY(QCoreApplication::installTranslator(&m_plurals)); }

    void init()
    {
        failOnWarnings();
        m_gui = std::make_unique<GuiWorkspace>();
        m_board = m_gui->addBoard(QStringLiteral("Recipes"));
        m_window = std::make_unique<MainWindow>(*m_gui->workspace, *m_gui->theme);
        m_window->resize(1440, 900);
        QSignalSpy completed(m_window.get(), &MainWindow::completed);
        m_window->show();
        QVERIFY(completed.wait());
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        week()->setWeek(QDate(2026, 11, 17));
        QApplication::clipboard()->clear();
    }

    void cleanup()
    {
        m_window.reset();
        m_gui.reset();
    }

    // --- several files

    void severalFilesAreAskedAboutAndBecomeOneStep()
    {
        const QList<Pin> before = rows();
        dropSeveral(12, at(18, 8));
        QTRY_VERIFY(popover()->isVisible());
        QTRY_COMPARE(part<QLabel>("newImagesSummaryLabel")->text(),
                     QStringLiteral("12 pins, Wed 18 – Thu 19, up to 10 a day"));
        QCOMPARE(m_gui->pinCount(), 0);
        chooseBoardAndLink();
        QCOMPARE(part<QPushButton>("scheduleSeveralPushButton")->text(),
                 QStringLiteral("Schedule 12 pins"));
        waitUntilRead();
        QTest::keyClick(part<QRadioButton>("nextFreeRadioButton"), Qt::Key_Return);
        QTRY_COMPARE(m_gui->pinCount(), 12);
        QTRY_VERIFY(!popover());
        QList<Pin> pins = rows();
        std::sort(pins.begin(), pins.end(),
                  [](const Pin &a, const Pin &b) { return a.dueAt < b.dueAt; });
        for (int i = 0; i < 12; ++i) {
            const PinContent &content = pins.at(i).content;
            QCOMPARE(content.title, QStringLiteral("Lemon cake %1").arg(i + 1));
            QCOMPARE(content.link, QStringLiteral("https://kitchen.example/cake"));
            QCOMPARE(content.board, m_board.id);
            QCOMPARE(pins.at(i).status, PinStatus::Scheduled);
        }
        QCOMPARE(*pins.first().content.planned, at(18, 8));
        QTRY_VERIFY2(message().contains(QStringLiteral("12 pins scheduled")),
                     qPrintable(message()));
        undoAndRedo(before);
    }

    void severalFilesBecomeOneCarouselInOneStep()
    {
        m_gui->workspace->settings().setCarousels(true);
        const QList<Pin> before = rows();
        dropSeveral(3, at(18, 8));
        auto *choice = part<QRadioButton>("carouselRadioButton");
        QVERIFY(choice->isVisible() && choice->isEnabled());
        QVERIFY(!part<QPushButton>("carouselsOnPushButton")->isVisible());
        QTest::mouseClick(choice, Qt::LeftButton);
        chooseBoardAndLink();
        QCOMPARE(part<QLabel>("newImagesSummaryLabel")->text(),
                 QStringLiteral("Carousel of 3, Wed 18 08:00"));
        QCOMPARE(part<QPushButton>("scheduleSeveralPushButton")->text(),
                 QStringLiteral("Schedule carousel"));
        QCOMPARE(popover()->times().size(), 1);
        waitUntilRead();
        QTest::keyClick(choice, Qt::Key_Return);
        QTRY_COMPARE(m_gui->pinCount(), 1);
        QTRY_VERIFY(!popover());
        const Pin pin = rows().first();
        QCOMPARE(pin.content.pictures.size(), 3);
        QCOMPARE(pin.content.title, QStringLiteral("Lemon cake 1"));
        QCOMPARE(pin.content.link, QStringLiteral("https://kitchen.example/cake"));
        QCOMPARE(*pin.content.planned, at(18, 8));
        QCOMPARE(pin.status, PinStatus::Scheduled);
        undoAndRedo(before);
    }

    void theCarouselIsSwitchedOnInThePopover()
    {
        dropSeveral(2, at(18, 8));
        QVERIFY(!part<QRadioButton>("carouselRadioButton")->isEnabled());
        QVERIFY(part<QLabel>("carouselHintLabel")->text().contains(QStringLiteral("experimental")));
        QTest::mouseClick(part<QPushButton>("carouselsOnPushButton"), Qt::LeftButton);
        QVERIFY(m_gui->workspace->settings().carousels());
        QVERIFY(part<QRadioButton>("carouselRadioButton")->isChecked());
        waitUntilRead();
        QTest::keyClick(popover(), Qt::Key_Return);
        QTRY_COMPARE(m_gui->pinCount(), 1);
        QCOMPARE(rows().first().content.pictures.size(), 2);
    }

    void aCarouselIsOfferedForTwoToFiveImagesThatCanBeRead()
    {
        m_gui->workspace->settings().setCarousels(true);
        dropSeveral(6, at(18, 8));
        QVERIFY(!part<QRadioButton>("carouselRadioButton")->isVisible());
        QTest::keyClick(popover(), Qt::Key_Escape);
        QTRY_VERIFY(!popover());
        QTRY_COMPARE(m_gui->pinCount(), 6);
        // One of two is no picture: what is left is no carousel.
        QStringList paths = files(1);
        const QString liar = m_gui->directory.filePath(QStringLiteral("liar.jpg"));
        QFile file(liar);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no picture");
        file.close();
        QVERIFY(drop(*urls(paths + QStringList{liar}), at(18, 8)));
        QTRY_VERIFY(popover() && popover()->isVisible());
        QTRY_COMPARE(popover()->files().size(), 1);
        QVERIFY(!part<QRadioButton>("carouselRadioButton")->isVisible());
        QVERIFY(part<QRadioButton>("nextFreeRadioButton")->isChecked());
    }

    void picturesThatACarouselWouldCutAreNamedBeforeItIsMade()
    {
        m_gui->workspace->settings().setCarousels(true);
        const QStringList paths{m_gui->imageFile(QStringLiteral("a.jpg"), {600, 900}),
                                m_gui->imageFile(QStringLiteral("b.jpg"), {900, 600})};
        QVERIFY(drop(*urls(paths), at(18, 8)));
        QTRY_VERIFY(popover() && popover()->isVisible());
        QTest::mouseClick(part<QRadioButton>("carouselRadioButton"), Qt::LeftButton);
        QTRY_COMPARE(part<QLabel>("carouselHintLabel")->text(),
                     QStringLiteral("Picture 2 is wide: its sides will be cut."));
        QTest::keyClick(popover(), Qt::Key_Escape);
        // Left in Unscheduled they are what was chosen: one pin.
        QTRY_COMPARE(m_gui->pinCount(), 1);
        QCOMPARE(rows().first().content.pictures.size(), 2);
        QVERIFY(!rows().first().content.planned);
    }

    void severalFilesTakeTheNextTimeSlots()
    {
        addSlots({Qt::Wednesday, Qt::Thursday}, {QTime(10, 30), QTime(16, 0)});
        dropSeveral(5, at(18, 12));
        QCOMPARE(part<QRadioButton>("nextFreeRadioButton")->text(),
                 QStringLiteral("In the next time slots"));
        const QList<WallTime> slotTimes{at(18, 16), at(19, 10, 30), at(19, 16), at(25, 10, 30),
                                        at(25, 16)};
        QTRY_COMPARE(popover()->times(), slotTimes);
        waitUntilRead();
        QTest::keyClick(part<QRadioButton>("nextFreeRadioButton"), Qt::Key_Return);
        QTRY_COMPARE(m_gui->pinCount(), 5);
        QCOMPARE(plannedTimes(), slotTimes);
    }

    void aBoardThatIsDeletedMeanwhileIsNotWaitedFor()
    {
        dropSeveral(2, at(18, 9));
        chooseBoardAndLink();
        waitUntilRead();
        QVERIFY(await<void>([this](QObject *context, Done<void> done) {
            m_gui->workspace->store().boards().remove(m_board.id, context, std::move(done));
        }));
        auto *board = popover()->findChild<BoardPicker *>(QStringLiteral("newImagesBoardPicker"));
        QTRY_VERIFY(!board->board().isValid());
        QVERIFY(part<QLabel>("newImagesReadyLabel")->text().contains(QStringLiteral("board")));
        QTest::keyClick(part<QRadioButton>("nextFreeRadioButton"), Qt::Key_Return);
        QTRY_COMPARE(m_gui->pinCount(), 2);
        for (const Pin &pin : rows())
            QCOMPARE(pin.status, PinStatus::Draft);
    }

    void aTimeSlotThatSomebodyElseTakesIsLeftToHim()
    {
        addSlots({Qt::Wednesday, Qt::Thursday}, {QTime(10, 30), QTime(16, 0)});
        dropSeveral(2, at(18, 8));
        QTRY_COMPARE(popover()->times(), (QList<WallTime>{at(18, 10, 30), at(18, 16)}));
        waitUntilRead();
        addScheduled(QStringLiteral("Another's"), at(18, 10, 30));
        QTRY_COMPARE(popover()->times(), (QList<WallTime>{at(18, 16), at(19, 10, 30)}));
        QTest::keyClick(part<QRadioButton>("nextFreeRadioButton"), Qt::Key_Return);
        QTRY_COMPARE(m_gui->pinCount(), 3);
        QCOMPARE(plannedTimes(), (QList<WallTime>{at(18, 10, 30), at(18, 16), at(19, 10, 30)}));
    }

    void pinsOfOneLinkKeepTheirDistanceAndThePopoverSaysSo()
    {
        addSlots({Qt::Wednesday, Qt::Thursday, Qt::Friday}, {QTime(10, 30)});
        dropSeveral(2, at(18, 8));
        QTRY_COMPARE(popover()->times(), (QList<WallTime>{at(18, 10, 30), at(19, 10, 30)}));
        QVERIFY(!part<QLabel>("newImagesSpacingLabel")->isVisible());
        chooseBoardAndLink();
        QTRY_COMPARE(popover()->times(), (QList<WallTime>{at(18, 10, 30), at(20, 10, 30)}));
        QVERIFY(part<QLabel>("newImagesSpacingLabel")->isVisible());
        QVERIFY(part<QLabel>("newImagesSpacingLabel")->text().contains(QStringLiteral("2 days")));
    }

    void whereNoTimeIsFreeItIsSaidAndNothingIsLost()
    {
        // Every slot lies outside the hours of publishing.
        addSlots({Qt::Wednesday}, {QTime(10, 30)});
        m_gui->workspace->settings().setWindow(QTime(12, 0), QTime(20, 0));
        dropSeveral(2, at(18, 12));
        QTRY_VERIFY(!part<QPushButton>("scheduleSeveralPushButton")->isEnabled());
        QVERIFY(part<QLabel>("newImagesReadyLabel")
                    ->text()
                    .contains(QStringLiteral("No free time was found")));
        QTest::keyClick(part<QRadioButton>("nextFreeRadioButton"), Qt::Key_Return);
        QVERIFY(popover());
        QTest::mouseClick(part<QRadioButton>("everyHoursRadioButton"), Qt::LeftButton);
        QVERIFY(part<QPushButton>("scheduleSeveralPushButton")->isEnabled());
        QTest::keyClick(part<QRadioButton>("everyHoursRadioButton"), Qt::Key_Escape);
        QTRY_COMPARE(m_gui->pinCount(), 2);
    }

    void severalUnscheduledCardsTakeTheNextTimeSlots()
    {
        addSlots({Qt::Wednesday, Qt::Thursday}, {QTime(10, 30), QTime(16, 0)});
        m_gui->workspace->settings().setSameImageDays(0);
        QList<PinId> ideas;
        for (const char *title : {"One", "Two", "Three"}) {
            PinContent content = m_gui->readyContent(m_board, QString::fromLatin1(title));
            content.link += QString::fromLatin1(title);
            content.planned.reset();
            content.media = m_gui->addImage(QString::fromLatin1(title) + QStringLiteral(".jpg"));
            content.locked = ideas.isEmpty(); // a hand moves it all the same
            ideas.append(m_gui->addDraft(content));
        }
        const QList<Pin> before = rows();
        const auto data = pinmime::encode(ideas, ideas.first(), 0, m_gui->workspace->directory());
        QVERIFY(drop(*data, at(18, 12)));
        QTRY_VERIFY2(message().contains(QStringLiteral("3 pins put on the next slots")),
                     qPrintable(message()));
        QCOMPARE(plannedTimes(), (QList<WallTime>{at(18, 16), at(19, 10, 30), at(19, 16)}));
        for (const PinId id : ideas)
            QCOMPARE(m_gui->pin(id).status, PinStatus::Scheduled);
        undoAndRedo(before);
        m_window->verbs().undo();
        QTRY_VERIFY(same(rows(), before));

        // The keyboard's way, and with Ctrl copies.
        QVERIFY(drop(*data, at(18, 12), Qt::ControlModifier));
        QTRY_COMPARE(m_gui->pinCount(), 6);
        QVERIFY(!m_gui->pin(ideas.first()).content.planned);
        m_window->verbs().undo();
        QTRY_COMPARE(m_gui->pinCount(), 3);
        auto *list = m_window->findChild<ThumbnailList *>();
        QTRY_COMPARE(list->model()->rowCount(), 3);
        list->setFocus();
        key(list, Qt::Key_A, Qt::ControlModifier);
        QTRY_COMPARE(m_window->findChild<UnscheduledPanel *>()->selection().size(), 3);
        key(list, Qt::Key_X, Qt::ControlModifier);
        clickOn(at(19, 9));
        key(week(), Qt::Key_V, Qt::ControlModifier);
        const QList<WallTime> later{at(19, 10, 30), at(19, 16), at(25, 10, 30)};
        QTRY_COMPARE(plannedTimes(), later);
    }

    void onTheMonthSeveralFilesAreAskedAboutWithTheirGhosts()
    {
        m_window->actions().showMonth->trigger();
        auto *month = m_window->findChild<MonthView *>();
        QVERIFY(month);
        QTRY_VERIFY(month->isComplete());
        const QRect day = month->rectOf(QDate(2026, 11, 19));
        const QRect next = month->rectOf(QDate(2026, 11, 20)).adjusted(2, 30, -4, -4);
        const QImage before = month->viewport()->grab(next).toImage();
        QVERIFY(dropAt(month->viewport(), day.center(), *urls(files(12))));
        QTRY_VERIFY(popover() && popover()->isVisible());
        QTRY_COMPARE(popover()->times().size(), 12);
        QCOMPARE(popover()->times().first().date, QDate(2026, 11, 19));
        // Beside the day, with the others' ghosts where they will be.
        const QRect place(month->viewport()->mapTo(m_window.get(), day.topLeft()), day.size());
        QVERIFY(!popover()->geometry().contains(place.center()));
        QVERIFY(month->viewport()->grab(next).toImage() != before);
        waitUntilRead();
        QTest::keyClick(part<QRadioButton>("nextFreeRadioButton"), Qt::Key_Escape);
        QTRY_COMPARE(m_gui->pinCount(), 12);
        QTRY_VERIFY(month->viewport()->grab(next).toImage() == before);
    }

    void severalUnscheduledCardsGoOnFromADayOfTheMonth()
    {
        m_gui->workspace->settings().setDayCap(1);
        QList<PinId> ideas;
        for (int i = 0; i < 3; ++i) {
            PinContent content = m_gui->readyContent(m_board, QStringLiteral("Idea"));
            content.planned.reset();
            content.media = {};
            content.link.clear();
            ideas.append(m_gui->addDraft(content));
        }
        m_window->actions().showMonth->trigger();
        auto *month = m_window->findChild<MonthView *>();
        const auto data = pinmime::encode(ideas, ideas.first(), 0, m_gui->workspace->directory());
        QVERIFY(dropAt(month->viewport(), month->rectOf(QDate(2026, 11, 19)).center(), *data));
        QTRY_COMPARE(plannedTimes().size(), 3);
        QCOMPARE(plannedTimes().first().date, QDate(2026, 11, 19));
        QCOMPARE(plannedTimes().last().date, QDate(2026, 11, 21));
    }

    void filesOnTheListGoToTheNextFreeTimes()
    {
        addSlots({Qt::Wednesday}, {QTime(10, 30), QTime(16, 0)});
        m_window->actions().showList->trigger();
        auto *list = m_window->findChild<ListView *>();
        QVERIFY(list);
        // Another image than those below: repeats keep their distance, once they are known as such.
        QVERIFY(dropAt(list, {200, 200}, *urls(files(1, {41, 60}))));
        QTRY_COMPARE(m_gui->pinCount(), 1);
        QCOMPARE(plannedTimes(), QList<WallTime>{at(18, 10, 30)});
        QVERIFY(!popover());

        auto *ghosts = m_window->findChild<QWidget *>(QStringLiteral("listGhosts"));
        QVERIFY(ghosts && !ghosts->isVisible());
        QVERIFY(dropAt(list, {200, 200}, *urls(files(3))));
        QTRY_VERIFY(popover());
        QTRY_COMPARE(popover()->times(), (QList<WallTime>{at(18, 16), at(25, 10, 30), at(25, 16)}));
        QVERIFY(ghosts->isVisible());
        waitUntilRead();
        QTest::keyClick(part<QRadioButton>("nextFreeRadioButton"), Qt::Key_Return);
        QTRY_COMPARE(m_gui->pinCount(), 4);
        QTRY_VERIFY(!ghosts->isVisible());
    }

    void imagesArePastedIntoTheListAndCardsAreRefusedThere()
    {
        addSlots({Qt::Wednesday}, {QTime(10, 30)});
        const PinId pin = addScheduled(QStringLiteral("One"), at(20, 10));
        m_window->actions().showList->trigger();
        auto *list = m_window->findChild<ListView *>();
        const auto cards = pinmime::encode({pin}, pin, 0, m_gui->workspace->directory());
        QVERIFY(!dropAt(list, {200, 200}, *cards));
        QTRY_VERIFY2(message().contains(QStringLiteral("Change the time in its cell")),
                     qPrintable(message()));
        auto *data = new QMimeData;
        data->setData(QStringLiteral("image/jpeg"), jpegFile());
        QApplication::clipboard()->setMimeData(data);
        auto *table = list->findChild<QTableView *>();
        QTRY_COMPARE(table->model()->rowCount(), 1);
        key(table, Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(m_gui->pinCount(), 2);
        QCOMPARE(plannedTimes().first(), at(18, 10, 30));
    }

    void cutCardsAreFaintInEveryView()
    {
        const PinId pin = addScheduled(QStringLiteral("One"), at(18, 10));
        m_window->actions().showMonth->trigger();
        auto *month = m_window->findChild<MonthView *>();
        QTRY_VERIFY(month->isComplete() && !month->rectOf(pin).isNull());
        month->setSelection({pin});
        const QRect tile = month->rectOf(pin);
        const QImage before = month->viewport()->grab(tile).toImage();
        m_window->actions().cut->trigger();
        QVERIFY(month->viewport()->grab(tile).toImage() != before);
        QApplication::clipboard()->setText(QStringLiteral("something else"));
        QTRY_VERIFY(month->viewport()->grab(tile).toImage() == before);
    }

    void titlesComeFromTheNamesOfNowThoughTheImageIsKnown()
    {
        const QStringList paths = files(2);
        QVERIFY(drop(*urls(paths), at(18, 9)));
        QTRY_VERIFY(popover());
        waitUntilRead();
        QTest::keyClick(part<QRadioButton>("nextFreeRadioButton"), Qt::Key_Escape);
        QTRY_COMPARE(m_gui->pinCount(), 2);
        QTRY_VERIFY(!popover() || !popover()->isVisible()); // the next one is another
        QStringList renamed;
        for (const QString &path : paths) {
            renamed.append(
                m_gui->directory.filePath(QStringLiteral("other %1.jpg").arg(renamed.size() + 1)));
            QVERIFY(QFile::rename(path, renamed.last()));
        }
        QVERIFY(drop(*urls(renamed), at(19, 9)));
        QTRY_VERIFY(popover() && popover()->isVisible());
        waitUntilRead();
        QTest::keyClick(part<QRadioButton>("nextFreeRadioButton"), Qt::Key_Return);
        QTRY_COMPARE(m_gui->pinCount(), 4);
        QStringList titles;
        for (const Pin &pin : rows()) {
            if (pin.content.planned)
                titles.append(pin.content.title);
        }
        QCOMPARE(titles, (QStringList{QStringLiteral("Other 1"), QStringLiteral("Other 2")}));
    }

    void escapeLeavesThemInUnscheduled()
    {
        const QList<Pin> before = rows();
        dropSeveral(3, at(18, 8));
        waitUntilRead();
        QTest::keyClick(part<QRadioButton>("nextFreeRadioButton"), Qt::Key_Escape);
        QTRY_COMPARE(m_gui->pinCount(), 3);
        for (const Pin &pin : rows())
            QVERIFY(!pin.content.planned);
        QTRY_COMPARE(message(), QStringLiteral("3 pins kept in Unscheduled."));
        QTRY_VERIFY(!popover());
        undoAndRedo(before);
    }

    void aClickElsewhereLeavesThemToo()
    {
        dropSeveral(2, at(18, 8));
        waitUntilRead();
        // In the popover and in its list of boards it is no click elsewhere.
        QTest::mouseClick(part<QLabel>("newImagesSummaryLabel"), Qt::LeftButton);
        QVERIFY(popover());
        QTest::mouseClick(week()->viewport(), Qt::LeftButton, Qt::NoModifier, {100, 60});
        QTRY_COMPARE(m_gui->pinCount(), 2);
        QVERIFY(!rows().first().content.planned);
    }

    void acceptedBeforeAllAreReadTheyComeWhenTheyAre()
    {
        dropSeveral(6, at(18, 9));
        QTest::keyClick(part<QRadioButton>("nextFreeRadioButton"), Qt::Key_Return);
        QTRY_VERIFY(!popover());
        QTRY_COMPARE(m_gui->pinCount(), 6);
        for (const Pin &pin : rows())
            QVERIFY(pin.content.planned);
    }

    void everyNHoursAndAllAtOneTime()
    {
        dropSeveral(3, at(18, 9, 15));
        QTest::mouseClick(part<QRadioButton>("everyHoursRadioButton"), Qt::LeftButton);
        part<QSpinBox>("everyHoursSpinBox")->setValue(2);
        QTest::mouseClick(part<QPushButton>("scheduleSeveralPushButton"), Qt::LeftButton);
        QTRY_COMPARE(m_gui->pinCount(), 3);
        QList<QTime> times;
        for (const Pin &pin : rows())
            times.append(pin.content.planned->time);
        QCOMPARE(times, (QList<QTime>{QTime(9, 15), QTime(11, 15), QTime(13, 15)}));

        dropSeveral(5, at(19, 10));
        QVERIFY(part<QRadioButton>("sameTimeRadioButton")->isVisible());
        QTest::mouseClick(part<QRadioButton>("sameTimeRadioButton"), Qt::LeftButton);
        QTest::mouseClick(part<QPushButton>("scheduleSeveralPushButton"), Qt::LeftButton);
        QTRY_COMPARE(m_gui->pinCount(), 8);
        int together = 0;
        for (const Pin &pin : rows())
            together += *pin.content.planned == at(19, 10);
        QCOMPARE(together, 5);
    }

    void thePopoverIsAsHighAsItsLinesAndStaysInTheWindow()
    {
        dropSeveral(3, at(22, 19));
        QTRY_VERIFY(popover()->isVisible());
        auto *titles = part<QComboBox>("newImagesTitlesComboBox");
        for (const TitleSource source :
             {TitleSource::Same, TitleSource::None, TitleSource::FileName}) {
            titles->setCurrentIndex(titles->findData(int(source)));
            QCOMPARE(popover()->height(),
                     popover()->layout()->totalHeightForWidth(popover()->width()));
            QVERIFY(m_window->rect().contains(popover()->geometry()));
        }
    }

    void thePopoverLeavesItsGhostsToBeSeen()
    {
        // A row of them after the drop and before it.
        addSlots({Qt::Tuesday, Qt::Wednesday, Qt::Thursday, Qt::Friday, Qt::Saturday},
                 {QTime(14, 0)});
        dropSeveral(5, at(17, 14));
        QCOMPARE(popover()->times().size(), 5);
        for (const WallTime &time : popover()->times()) {
            const QRect ghost = week()->placeOf(time);
            QVERIFY(!ghost.isEmpty());
            const QRect place(week()->viewport()->mapTo(m_window.get(), ghost.topLeft()),
                              ghost.size());
            QVERIFY(m_window->rect().contains(place));
            QVERIFY(!popover()->geometry().intersects(place));
        }
        QVERIFY(m_window->rect().contains(popover()->geometry()));
    }

    void aPopoverLiesWhereItCoversTheFewest()
    {
        const QRect room(0, 0, 1000, 800);
        const QSize size(300, 200);
        const QRect day(500, 300, 100, 50);
        const auto place = [&](const QList<QRect> &seen, bool rightToLeft = false) {
            return QRect(popoverPlace(size, day, room, seen, rightToLeft), size);
        };
        const QRect after(700, 310, 20, 20);
        const QRect before(300, 310, 20, 20);
        const QRect below(510, 400, 20, 20);
        const QRect above(510, 200, 20, 20);
        QVERIFY(place({}).left() > day.right());
        QVERIFY(place({}, true).right() < day.left());
        QVERIFY(place({after}).right() < day.left());
        QVERIFY(place({after, before}).top() > day.bottom());
        QVERIFY(place({after, before, below}).bottom() < day.top());
        QVERIFY(place({after, before, below, above, above, before, below}).left() > day.right());
        // Inside, where there is no room after it; and in the middle without a place.
        QCOMPARE(popoverPlace(size, QRect(950, 790, 40, 10), room, {}, false).y(), 600);
        QCOMPARE(popoverPlace(size, {}, room, {}, false), QPoint(349, 299));
    }

    void moreThanFiveAreNeverAllAtOneTime()
    {
        dropSeveral(6, at(18, 9));
        QVERIFY(!part<QRadioButton>("sameTimeRadioButton")->isVisible());
    }

    void titlesAreTheSameOrNoneOnWish()
    {
        dropSeveral(2, at(18, 9));
        auto *titles = part<QComboBox>("newImagesTitlesComboBox");
        titles->setCurrentIndex(titles->findData(int(TitleSource::Same)));
        QTest::keyClicks(part<QLineEdit>("newImagesTitleLineEdit"), QStringLiteral("Spring"));
        waitUntilRead();
        QTest::keyClick(part<QLineEdit>("newImagesTitleLineEdit"), Qt::Key_Return);
        QTRY_COMPARE(m_gui->pinCount(), 2);
        for (const Pin &pin : rows())
            QCOMPARE(pin.content.title, QStringLiteral("Spring"));
    }

    void badFilesMakeOneLineAndTheRestGoesOn()
    {
        QStringList paths = files(2);
        QFile liar(m_gui->directory.filePath(QStringLiteral("liar.jpg")));
        QVERIFY(liar.open(QIODevice::WriteOnly) && liar.write("no picture") > 0);
        QFile notes(m_gui->directory.filePath(QStringLiteral("notes.txt")));
        QVERIFY(notes.open(QIODevice::WriteOnly) && notes.write("words") > 0);
        liar.close();
        notes.close();
        paths += {liar.fileName(), notes.fileName(), QStringLiteral("/nowhere/gone.png")};
        QVERIFY(drop(*urls(paths), at(18, 9)));
        QTRY_VERIFY(popover());
        waitUntilRead();
        QCOMPARE(part<QLabel>("newImagesLeftOutLabel")->text(), QStringLiteral("3 files left out"));
        QTest::mouseClick(part<QPushButton>("scheduleSeveralPushButton"), Qt::LeftButton);
        QTRY_COMPARE(m_gui->pinCount(), 2);
        QTRY_VERIFY2(message().contains(QStringLiteral("3 files left out")), qPrintable(message()));
        QTest::mouseClick(part<QToolButton>("showRefusedToolButton"), Qt::LeftButton);
        QTRY_VERIFY(part<QListWidget>("refusedListWidget"));
        QCOMPARE(part<QListWidget>("refusedListWidget")->count(), 3);
    }

    void whenNoneCanBeReadItIsSaid()
    {
        QStringList paths;
        for (const char *name : {"a.jpg", "b.jpg"}) {
            QFile liar(m_gui->directory.filePath(QString::fromLatin1(name)));
            QVERIFY(liar.open(QIODevice::WriteOnly) && liar.write("no picture") > 0);
            paths.append(liar.fileName());
        }
        QVERIFY(drop(*urls(paths), at(18, 9)));
        QTRY_COMPARE(message(), QStringLiteral("None of these files could be read."));
        QTRY_VERIFY(!popover());
        QCOMPARE(m_gui->pinCount(), 0);
    }

    void cancelMakesNothing()
    {
        QVERIFY(drop(*urls(files(24, {1600, 2400})), at(18, 9))); // not read in a moment
        QTRY_VERIFY(popover() && part<QToolButton>("cancelImportToolButton")->isVisible());
        QTest::mouseClick(part<QToolButton>("cancelImportToolButton"), Qt::LeftButton);
        QTRY_COMPARE(message(), QStringLiteral("Cancelled: nothing was added."));
        QTRY_VERIFY(!popover());
        m_gui->waitForStore();
        QCOMPARE(m_gui->pinCount(), 0);
        QTRY_COMPARE(filesOfPictures(), 0);
    }

    void oneFileIsNotAskedAbout()
    {
        QVERIFY(drop(*urls(files(1)), at(18, 9)));
        QTRY_COMPARE(m_gui->pinCount(), 1);
        QVERIFY(!popover());
        QCOMPARE(*rows().first().content.planned, at(18, 9));
    }

    void anotherDropLeavesTheFirstOnesInUnscheduled()
    {
        dropSeveral(2, at(18, 9));
        waitUntilRead();
        QVERIFY(drop(*urls(files(1)), at(18, 10)));
        QTRY_COMPARE(m_gui->pinCount(), 3);
        int planned = 0;
        for (const Pin &pin : rows())
            planned += pin.content.planned.has_value();
        QCOMPARE(planned, 1);
    }

    void aClosedWindowLosesNothing()
    {
        dropSeveral(2, at(18, 9));
        waitUntilRead();
        m_window->commit();
        QTRY_COMPARE(m_gui->pinCount(), 2);
        QVERIFY(!popover());
    }

    void theKeyboardGoesRoundInThePopoverAndTurnsTheWeek()
    {
        dropSeveral(2, at(18, 9));
        QTRY_VERIFY(part<QRadioButton>("nextFreeRadioButton")->hasFocus());
        QSet<QWidget *> seen;
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(m_window->focusWidget(), Qt::Key_Tab);
            QVERIFY(popover()->isAncestorOf(m_window->focusWidget()));
            seen.insert(m_window->focusWidget());
        }
        QVERIFY(seen.size() >= 6);
        const QDate first = week()->firstDay();
        QTest::keyClick(part<QRadioButton>("nextFreeRadioButton"), Qt::Key_PageDown);
        QCOMPARE(week()->firstDay(), first.addDays(7));
        QVERIFY(popover());
        QCOMPARE(namelessControls(popover()), QStringList());
    }

    // --- folders and very many

    void aFolderGivesItsImages()
    {
        const QString folder = m_gui->directory.filePath(QStringLiteral("summer"));
        QVERIFY(QDir().mkpath(folder + QStringLiteral("/deep/er")));
        for (const char *name : {"a.jpg", "deep/b.jpg", "deep/er/c.jpg"}) {
            QFile file(folder + QLatin1Char('/') + QString::fromLatin1(name));
            QVERIFY(file.open(QIODevice::WriteOnly) &&
                    file.write(jpegFile({40, 60}, QColor(name[0], 9, 9))) > 0);
        }
        QVERIFY(drop(*urls({folder}), at(18, 9)));
        QTRY_VERIFY(popover());
        QCOMPARE(popover()->files().size(), 3);
        waitUntilRead();
        QTest::mouseClick(part<QPushButton>("scheduleSeveralPushButton"), Qt::LeftButton);
        QTRY_COMPARE(m_gui->pinCount(), 3);
    }

    void anEmptyFolderSaysSo()
    {
        const QString folder = m_gui->directory.filePath(QStringLiteral("empty"));
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(drop(*urls({folder}), at(18, 9)));
        QTRY_COMPARE(message(), QStringLiteral("There are no images or videos in this folder."));
    }

    void tenThousandFilesAreAskedAboutAndCancelled()
    {
        const QString image = files(1).first();
        QStringList paths;
        for (int i = 0; i < 10000; ++i)
            paths.append(m_gui->directory.filePath(QStringLiteral("many %1.jpg").arg(i)));
        for (int i = 0; i < 40; ++i)
            QVERIFY(QFile::copy(image, paths.at(i)));
        QVERIFY(drop(*urls(paths), at(18, 9)));
        QTRY_VERIFY(part<QMessageBox>("manyImagesMessageBox"));
        QVERIFY(
            part<QMessageBox>("manyImagesMessageBox")->text().contains(QStringLiteral("10,000")));
        QTest::mouseClick(part<QPushButton>("addAllPushButton"), Qt::LeftButton);
        QTRY_VERIFY(popover());
        QTest::mouseClick(part<QToolButton>("cancelImportToolButton"), Qt::LeftButton);
        QTRY_VERIFY(!popover());
        QTRY_COMPARE(message(), QStringLiteral("Cancelled: nothing was added."));
        m_gui->waitForStore();
        QCOMPARE(m_gui->pinCount(), 0);
    }

    // --- from a browser

    void anAddressIsLoadedAndItsPageBecomesTheLink()
    {
        const QByteArray image = jpegFile();
        RawPeer site;
        site.setAnswer("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: " +
                           QByteArray::number(image.size()) + "\r\n\r\n" + image,
                       RawPeer::ThenClose);
        QMimeData data;
        data.setHtml(QStringLiteral("<a href=\"https://kitchen.example/cake\">"
                                    "<img src=\"http://127.0.0.1:%1/lemon.jpg\"></a>")
                         .arg(site.port()));
        const QList<Pin> before = rows();
        QVERIFY(drop(data, at(18, 9)));
        QTRY_COMPARE(m_gui->pinCount(), 1);
        const Pin pin = rows().first();
        QCOMPARE(pin.content.link, QStringLiteral("https://kitchen.example/cake"));
        QCOMPARE(*pin.content.planned, at(18, 9));
        undoAndRedo(before);
    }

    void anAddressThatIsNoImageSaysWhy()
    {
        RawPeer site;
        site.setAnswer("HTTP/1.1 200 OK\r\nContent-Type: audio/ogg\r\nContent-Length: 2\r\n\r\nhi",
                       RawPeer::ThenClose);
        QMimeData data;
        data.setUrls({QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(site.port()))});
        QVERIFY(drop(data, at(18, 9)));
        QTRY_VERIFY2(message().contains(QStringLiteral("leads to no image")),
                     qPrintable(message()));
        QCOMPARE(m_gui->pinCount(), 0);
        QVERIFY(!part<QToolButton>("cancelImportToolButton")->isVisible());
    }

    void loadingCanBeCancelled()
    {
        RawPeer site;
        site.setAnswer("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 100\r\n\r\na",
                       RawPeer::ThenStay);
        QMimeData data;
        data.setUrls({QUrl(QStringLiteral("http://127.0.0.1:%1/a.png").arg(site.port()))});
        QVERIFY(drop(data, at(18, 9)));
        QTRY_VERIFY(part<QToolButton>("cancelImportToolButton")->isVisible());
        QTest::mouseClick(part<QToolButton>("cancelImportToolButton"), Qt::LeftButton);
        QTRY_COMPARE(message(), QStringLiteral("Cancelled: nothing was added."));
        QCOMPARE(m_gui->pinCount(), 0);
    }

    // --- cut, copy and paste

    void anImageIsPastedAtTheFocusedPlaceAndInUnscheduled()
    {
        auto *data = new QMimeData;
        data->setData(QStringLiteral("image/jpeg"), jpegFile());
        QApplication::clipboard()->setMimeData(data);
        const QList<Pin> before = rows();
        clickOn(at(19, 11));
        key(week(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(m_gui->pinCount(), 1);
        QCOMPARE(*rows().first().content.planned, at(19, 11));
        undoAndRedo(before);
        key(m_window->findChild<ThumbnailList *>(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(m_gui->pinCount(), 2);
        QVERIFY(!rows().last().content.planned);
    }

    void filesArePastedAsIfDropped()
    {
        QApplication::clipboard()->setMimeData(urls(files(3)).release());
        clickOn(at(19, 11));
        key(week(), Qt::Key_V, Qt::ControlModifier);
        QTRY_VERIFY(popover());
        QTRY_COMPARE(popover()->times().size(), 3);
        QCOMPARE(popover()->times().first().date, QDate(2026, 11, 19));
    }

    void anAddressIsPasted()
    {
        const QByteArray image = jpegFile();
        RawPeer site;
        site.setAnswer("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: " +
                           QByteArray::number(image.size()) + "\r\n\r\n" + image,
                       RawPeer::ThenClose);
        QApplication::clipboard()->setText(
            QStringLiteral("http://127.0.0.1:%1/lemon.jpg").arg(site.port()));
        clickOn(at(19, 11));
        key(week(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(m_gui->pinCount(), 1);
    }

    void cutCardsGoToAnotherWeekAndKeepTheirIntervals()
    {
        const PinId first = addScheduled(QStringLiteral("One"), at(18, 10));
        const PinId second = addScheduled(QStringLiteral("Two"), at(19, 12, 30));
        const QList<Pin> before = rows();
        week()->setSelection({first, second});
        key(week(), Qt::Key_X, Qt::ControlModifier);
        QVERIFY(same(rows(), before));
        week()->setWeek(QDate(2026, 11, 24));
        clickOn(at(24, 9));
        key(week(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(*m_gui->pin(first).content.planned, at(24, 9));
        QCOMPARE(*m_gui->pin(second).content.planned, at(25, 11, 30));
        QCOMPARE(m_gui->pin(second).status, PinStatus::Scheduled);
        undoAndRedo(before);
        // Cut is pasted once.
        key(week(), Qt::Key_V, Qt::ControlModifier);
        QTRY_VERIFY2(message().contains(QStringLiteral("Nothing on the clipboard")),
                     qPrintable(message()));
    }

    void copiedCardsAreDuplicatedAgainAndAgain()
    {
        const PinId pin = addScheduled(QStringLiteral("One"), at(18, 10));
        const QList<Pin> before = rows();
        week()->setSelection({pin});
        key(week(), Qt::Key_C, Qt::ControlModifier);
        clickOn(at(20, 9));
        key(week(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(m_gui->pinCount(), 2);
        undoAndRedo(before);
        key(m_window->findChild<ThumbnailList *>(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(m_gui->pinCount(), 3);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("One")));
    }

    void cutCardsGoToUnscheduledAndToABoard()
    {
        const Board garden = m_gui->addBoard(QStringLiteral("Garden"));
        const PinId pin = addScheduled(QStringLiteral("One"), at(18, 10));
        const QList<Pin> before = rows();
        week()->setSelection({pin});
        key(week(), Qt::Key_X, Qt::ControlModifier);
        key(m_window->findChild<ThumbnailList *>(), Qt::Key_V, Qt::ControlModifier);
        QTRY_VERIFY(!m_gui->pin(pin).content.planned);
        undoAndRedo(before);
        m_window->verbs().undo();
        QTRY_VERIFY(m_gui->pin(pin).content.planned);

        week()->setSelection({pin});
        key(week(), Qt::Key_X, Qt::ControlModifier);
        auto *tree = m_window->findChild<BoardTree *>();
        QModelIndex row;
        QTRY_VERIFY(
            !tree->model()
                 ->match(tree->model()->index(0, 0), Qt::DisplayRole, QStringLiteral("Garden"))
                 .isEmpty());
        row = tree->model()
                  ->match(tree->model()->index(0, 0), Qt::DisplayRole, QStringLiteral("Garden"))
                  .first();
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, Qt::NoModifier,
                          tree->visualRect(row).center());
        key(tree, Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(m_gui->pin(pin).content.board, garden.id);
        QCOMPARE(*m_gui->pin(pin).content.planned, at(18, 10));
    }

    void publishedCardsAreNotCut()
    {
        PinContent content = m_gui->readyContent(m_board, QStringLiteral("One"));
        content.planned = at(18, 10);
        const PinId pin = m_gui->addPublished(content, QStringLiteral("81"));
        week()->setSelection({pin});
        QTRY_VERIFY(m_window->actions().copy->isEnabled());
        QVERIFY(!m_window->actions().cut->isEnabled());
        m_window->actions().copy->trigger();
        clickOn(at(20, 9));
        key(week(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(m_gui->pinCount(), 2);
    }

    void inAFieldTheKeysAreForItsText()
    {
        const PinId pin = addScheduled(QStringLiteral("One"), at(18, 10));
        week()->setSelection({pin});
        auto *title = part<QLineEdit>("titleLineEdit");
        QVERIFY(title);
        QTRY_VERIFY(title->isVisible());
        title->setFocus();
        title->selectAll();
        QTest::keyClick(title, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("One"));
        QTest::keyClick(title, Qt::Key_End);
        QTest::keyClick(title, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(title->text(), QStringLiteral("OneOne"));
        QCOMPARE(m_gui->pinCount(), 1);
        // With no text marked it is the card's: a click on a card puts the cursor there.
        title->deselect();
        QTest::keyClick(title, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->mimeData()->hasFormat(
            QStringLiteral("application/x-pinweek-pins")));
    }

    void whatCanNotBePastedSaysWhy_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("why");
        QTest::newRow("words") << "words"
                               << "Nothing on the clipboard";
        QTest::newRow("pins of another workspace") << "foreign"
                                                   << "another workspace";
        QTest::newRow("a text file") << "notes"
                                     << "not an image";
        QTest::newRow("pins that are gone") << "gone"
                                            << "no longer there";
    }
    void whatCanNotBePastedSaysWhy()
    {
        QFETCH(QString, what);
        QFETCH(QString, why);
        std::unique_ptr<QMimeData> data;
        if (what == QLatin1String("foreign"))
            data = pinmime::encode({{1}}, PinId{1}, 0, QStringLiteral("/elsewhere"));
        else if (what == QLatin1String("gone"))
            data = pinmime::encode({{999}}, PinId{999}, 0, m_gui->workspace->directory(), true);
        else if (what == QLatin1String("notes"))
            data = urls({QStringLiteral("/nowhere/notes.txt")});
        else
            data = std::make_unique<QMimeData>();
        if (what == QLatin1String("words"))
            data->setText(QStringLiteral("hello"));
        QApplication::clipboard()->setMimeData(data.release());
        key(week(), Qt::Key_V, Qt::ControlModifier);
        QTRY_VERIFY2(message().contains(why), qPrintable(message()));
        QCOMPARE(m_gui->pinCount(), 0);
    }

    // --- cards

    void ctrlOnABoardCopiesForIt()
    {
        const Board garden = m_gui->addBoard(QStringLiteral("Garden"));
        const PinId pin = addScheduled(QStringLiteral("One"), at(18, 10));
        const QList<Pin> before = rows();
        emit m_window->findChild<BoardPanel *>()->pinsDropped({pin}, garden.id, {}, true);
        QTRY_COMPARE(m_gui->pinCount(), 2);
        QCOMPARE(m_gui->pin(pin).content.board, m_board.id);
        const Pin copy = rows().last();
        QCOMPARE(copy.content.board, garden.id);
        QVERIFY(!copy.content.planned);
        undoAndRedo(before);
    }

    void summariesReadWell_data()
    {
        QTest::addColumn<QList<WallTime>>("times");
        QTest::addColumn<QString>("summary");
        QTest::newRow("unscheduled") << QList<WallTime>() << QStringLiteral("2 pins");
        QTest::newRow("a day") << QList<WallTime>{at(17, 8), at(17, 9)}
                               << QStringLiteral("2 pins, Tue 17, from 08:00");
        QTest::newRow("two days") << QList<WallTime>{at(17, 8), at(18, 9)}
                                  << QStringLiteral("2 pins, Tue 17 – Wed 18, 1 a day");
        QTest::newRow("two months")
            << QList<WallTime>{at(30, 8), {QDate(2026, 12, 1), QTime(9, 0), "Etc/UTC"}}
            << QStringLiteral("2 pins, Mon 30 Nov – Tue 1 Dec, 1 a day");
    }
    void summariesReadWell()
    {
        QFETCH(QList<WallTime>, times);
        QFETCH(QString, summary);
        QCOMPARE(severalSummary(2, times), summary);
    }
};

QTEST_MAIN(TestDrops)
#include "tst_drops.moc"
