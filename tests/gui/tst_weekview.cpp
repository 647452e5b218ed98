// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekview.h"
#include "core/settings.h"
#include "gui/weekscene.h"
#include "pins/pinmime.h"

#include <QAccessible>
#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QFile>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <optional>

using namespace pinweek;
using namespace pinweek::test;

class TestWeekView : public QObject
{
    Q_OBJECT

private:
    struct Answer
    {
        bool accepted = false;
        Qt::DropAction action = Qt::IgnoreAction;
    };

    QWidget *port() const { return m_view->viewport(); }
    QPoint at(int day, int hour, int minute = 0) const
    {
        return m_view->pointOf(m_scene->at(day, QTime(hour, minute)));
    }
    PinId add(int day, int hour, int minute = 0, PinStatus status = PinStatus::Scheduled)
    {
        return m_scene->addContent(
            m_scene->content(day, QTime(hour, minute), QStringLiteral("Lemon cake")), status);
    }
    /** Moves over the viewport as a drag does; the last move's answer. */
    Answer drag(const QMimeData &data, QPoint pos, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QDragEnterEvent enter(pos, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton,
                              modifiers);
        QApplication::sendEvent(port(), &enter);
        return dragOn(data, pos, modifiers);
    }
    Answer dragOn(const QMimeData &data, QPoint pos,
                  Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QDragMoveEvent move(pos, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, modifiers);
        QApplication::sendEvent(port(), &move);
        return {move.isAccepted(), move.dropAction()};
    }
    Answer drop(const QMimeData &data, QPoint pos, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        drag(data, pos, modifiers);
        QDropEvent event(pos, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, modifiers);
        QApplication::sendEvent(port(), &event);
        return {event.isAccepted(), event.dropAction()};
    }
    std::unique_ptr<QMimeData> files(const QStringList &paths) const
    {
        QList<QUrl> urls;
        for (const QString &path : paths)
            urls.append(QUrl::fromLocalFile(path));
        auto data = std::make_unique<QMimeData>();
        data->setUrls(urls);
        return data;
    }
    std::unique_ptr<QMimeData> cards(const QList<PinId> &pins, PinId grabbed, int offset = 0) const
    {
        return pinmime::encode(pins, grabbed, offset, m_scene->workspace().directory());
    }
    static DroppedContent contentIn(const QSignalSpy &spy)
    {
        return spy.last().at(0).value<DroppedContent>();
    }
    static WallTime timeIn(const QSignalSpy &spy, int argument)
    {
        return spy.last().at(argument).value<WallTime>();
    }
    static QList<WallTime> timesIn(const QSignalSpy &spy)
    {
        return spy.last().at(1).value<QList<WallTime>>();
    }
    void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_view.get(), Qt::Key(key), modifiers);
    }
    void show()
    {
        m_view->show();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_view->setFocus();
        QTRY_VERIFY(m_view->isComplete());
    }

    std::unique_ptr<WeekScene> m_scene;
    std::unique_ptr<WeekView> m_view;

private slots:
    void initTestCase()
    {
        qRegisterMetaType<WallTime>();
        qRegisterMetaType<QList<PinId>>();
        qRegisterMetaType<QList<WallTime>>();
    }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_scene = std::make_unique<WeekScene>();
        m_view = std::make_unique<WeekView>(m_scene->workspace(), m_scene->theme());
        m_view->setZone("Etc/UTC");
        m_view->setWeek(m_scene->monday);
        m_view->resize(1100, 800);
        show();
    }

    void cleanup()
    {
        m_view.reset();
        m_scene.reset();
        QApplication::setLayoutDirection(Qt::LeftToRight);
        QLocale::setDefault(QLocale::c());
    }

    void aDroppedFileWishesAPinAtTheTimeUnderThePointerAndIsCopied()
    {
        const QSignalSpy dropped(m_view.get(), &WeekView::imagesDropped);
        const QString path = m_scene->jpeg(QStringLiteral("lemon 🍋.jpg"));
        const auto data = files({path});
        const Answer over = drag(*data, at(3, 10, 15));
        QVERIFY(over.accepted);
        QCOMPARE(over.action, Qt::CopyAction);
        const Answer answer = drop(*data, at(3, 10, 15) + QPoint(0, 4));
        QVERIFY(answer.accepted);
        QCOMPARE(answer.action, Qt::CopyAction);
        QCOMPARE(dropped.size(), 1);
        QCOMPARE(contentIn(dropped).paths, QStringList{path});
        QCOMPARE(timeIn(dropped, 1), m_scene->at(3, QTime(10, 15)));
    }

    void severalFilesComeTogetherInTheirOrder()
    {
        const QSignalSpy dropped(m_view.get(), &WeekView::imagesDropped);
        const QStringList paths{m_scene->jpeg(QStringLiteral("b.jpg")),
                                m_scene->jpeg(QStringLiteral("a.jpg"))};
        drop(*files(paths), at(4, 12));
        QCOMPARE(dropped.size(), 1);
        QCOMPARE(contentIn(dropped).paths, paths);
    }

    void shiftDropsOnTheMinute()
    {
        m_view->setHourHeight(176);
        const QSignalSpy dropped(m_view.get(), &WeekView::imagesDropped);
        m_view->verticalScrollBar()->setValue(176);
        drop(*files({m_scene->jpeg(QStringLiteral("a.jpg"))}), at(3, 10, 7), Qt::ShiftModifier);
        QCOMPARE(timeIn(dropped, 1).time, QTime(10, 7));
    }

    void imageDataComesWithItsBytes()
    {
        const QSignalSpy dropped(m_view.get(), &WeekView::imagesDropped);
        QMimeData data;
        data.setData(QStringLiteral("image/png"), "bytes of a picture");
        QCOMPARE(drop(data, at(3, 9)).action, Qt::CopyAction);
        QCOMPARE(dropped.size(), 1);
        QCOMPARE(contentIn(dropped).image, QByteArray("bytes of a picture"));
        QCOMPARE(timeIn(dropped, 1), m_scene->at(3, QTime(9, 0)));
    }

    void anAddressOfAnImageComesWithItsPage()
    {
        const QSignalSpy dropped(m_view.get(), &WeekView::imagesDropped);
        QMimeData data;
        data.setHtml(QStringLiteral("<a href=\"https://kitchen.example/soup\">"
                                    "<img src=\"https://cdn.example/soup.jpg\"></a>"));
        QCOMPARE(drop(data, at(3, 9)).action, Qt::CopyAction);
        QCOMPARE(contentIn(dropped).address, QUrl(QStringLiteral("https://cdn.example/soup.jpg")));
        QCOMPARE(contentIn(dropped).page, QUrl(QStringLiteral("https://kitchen.example/soup")));
    }

    void aFolderMayHoldImages()
    {
        const QSignalSpy dropped(m_view.get(), &WeekView::imagesDropped);
        const QString folder = m_scene->workspace().directory();
        QVERIFY(drop(*files({folder}), at(3, 9)).accepted);
        QCOMPARE(contentIn(dropped).paths, QStringList{folder});
    }

    void ofTenThousandFilesTheGhostComesAtOnce()
    {
        QStringList paths;
        for (int i = 0; i < 10000; ++i)
            paths.append(QStringLiteral("/nowhere/photo %1.jpg").arg(i));
        const QSignalSpy dropped(m_view.get(), &WeekView::imagesDropped);
        const auto data = files(paths);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(drag(*data, at(3, 9)).accepted);
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
        drop(*data, at(3, 9));
        QCOMPARE(contentIn(dropped).paths.size(), 10000);
    }

    void whileADragWaitsAtTheSideItIsSeenWhereTheWeekTurns()
    {
        const auto data = files({m_scene->jpeg(QStringLiteral("a.jpg"))});
        drag(*data, at(3, 10));
        const QRect edge(port()->width() - 20, port()->height() - 60, 20, 40);
        const QImage before = port()->grab(edge).toImage();
        dragOn(*data, {port()->width() - 5, at(3, 10).y()});
        QVERIFY(port()->grab(edge).toImage() != before);
        dragOn(*data, at(3, 10));
        QCOMPARE(port()->grab(edge).toImage(), before);
        QDragLeaveEvent leave;
        QApplication::sendEvent(port(), &leave);
    }

    void ghostsOfPlannedPinsAreDrawnWhereTheyWouldBe()
    {
        const QRect place(at(3, 10) + QPoint(2, 0), QSize(60, 20));
        const QImage before = port()->grab(place).toImage();
        m_view->setGhosts({{m_scene->at(3, QTime(10, 0)), QStringLiteral("Soup")},
                           {m_scene->at(3, QTime(10, 0)), QStringLiteral("Cake")},
                           {m_scene->at(12, QTime(10, 0)), QStringLiteral("Next week")}});
        QVERIFY(port()->grab(place).toImage() != before);
        m_view->setGhosts({});
        QCOMPARE(port()->grab(place).toImage(), before);
    }

    void whatCannotBeDroppedIsRefusedWithItsReason_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("day");
        QTest::addColumn<QString>("why");
        QTest::newRow("a time in the past") << "image" << 0 << "past";
        QTest::newRow("no image") << "text file" << 3 << "“notes.txt” is not an image or a video.";
        QTest::newRow("a file that is gone") << "gone" << 3 << "can't be found";
        QTest::newRow("pins of another workspace") << "foreign" << 3 << "another workspace";
        QTest::newRow("plain text") << "text" << 3 << "Only images";
    }
    void whatCannotBeDroppedIsRefusedWithItsReason()
    {
        QFETCH(QString, what);
        QFETCH(int, day);
        QFETCH(QString, why);
        std::unique_ptr<QMimeData> data;
        if (what == QLatin1String("image"))
            data = files({m_scene->jpeg(QStringLiteral("a.jpg"))});
        else if (what == QLatin1String("gone"))
            data = files({m_scene->file(QStringLiteral("gone.jpg"))});
        else if (what == QLatin1String("foreign"))
            data = pinmime::encode({{1}}, PinId{1}, 0, QStringLiteral("/elsewhere"));
        else
            data = std::make_unique<QMimeData>();
        if (what == QLatin1String("text"))
            data->setText(QStringLiteral("hello"));
        if (what == QLatin1String("text file")) {
            QFile file(m_scene->file(QStringLiteral("notes.txt")));
            QVERIFY(file.open(QIODevice::WriteOnly));
            data = files({file.fileName()});
        }
        const QSignalSpy refused(m_view.get(), &WeekView::refused);
        const QSignalSpy images(m_view.get(), &WeekView::imagesDropped);
        const QSignalSpy moved(m_view.get(), &WeekView::pinsMoved);
        QVERIFY(!drag(*data, at(day, 12)).accepted);
        QVERIFY(!drop(*data, at(day, 12)).accepted);
        QCOMPARE(refused.size(), 1);
        QVERIFY2(refused.last().at(0).toString().contains(why),
                 qPrintable(refused.last().at(0).toString()));
        QVERIFY(images.isEmpty());
        QVERIFY(moved.isEmpty());
    }

    void aCardDroppedElsewhereKeepsItsGrabOffset()
    {
        const PinId pin = add(2, 12);
        const QSignalSpy moved(m_view.get(), &WeekView::pinsMoved);
        const Answer answer = drop(*cards({pin}, pin, 30), at(4, 15, 30) + QPoint(0, 30));
        QVERIFY(answer.accepted);
        QCOMPARE(answer.action, Qt::MoveAction);
        QCOMPARE(moved.size(), 1);
        QCOMPARE(moved.last().at(0).value<QList<PinId>>(), QList<PinId>{pin});
        QCOMPARE(timesIn(moved), QList<WallTime>{m_scene->at(4, QTime(15, 30))});
        QCOMPARE(moved.last().at(2).toBool(), false);
    }

    void ctrlCopiesACard()
    {
        const PinId pin = add(2, 12);
        const QSignalSpy moved(m_view.get(), &WeekView::pinsMoved);
        QCOMPARE(drop(*cards({pin}, pin), at(4, 15), Qt::ControlModifier).action, Qt::CopyAction);
        QCOMPARE(moved.last().at(2).toBool(), true);
    }

    void aDropWhereItIsChangesNothing()
    {
        const PinId pin = add(2, 12);
        const QSignalSpy moved(m_view.get(), &WeekView::pinsMoved);
        const QSignalSpy refused(m_view.get(), &WeekView::refused);
        QVERIFY(drop(*cards({pin}, pin, 10), at(2, 12) + QPoint(0, 12)).accepted);
        QVERIFY(moved.isEmpty());
        QVERIFY(refused.isEmpty());
    }

    void aPublishedCardDoesNotMove()
    {
        const PinId pin = add(2, 12, 0, PinStatus::Published);
        const QSignalSpy refused(m_view.get(), &WeekView::refused);
        QVERIFY(!drop(*cards({pin}, pin), at(4, 15)).accepted);
        QVERIFY(refused.last().at(0).toString().contains(QStringLiteral("published")));
    }

    void severalCardsKeepTheirIntervals()
    {
        const PinId first = add(2, 10);
        const PinId second = add(2, 12, 20);
        const QSignalSpy moved(m_view.get(), &WeekView::pinsMoved);
        drop(*cards({first, second}, first), at(3, 14));
        QCOMPARE(timesIn(moved),
                 (QList<WallTime>{m_scene->at(3, QTime(14, 0)), m_scene->at(3, QTime(16, 20))}));
    }

    void leavingEndsTheDragWithoutAWish()
    {
        const QSignalSpy dropped(m_view.get(), &WeekView::imagesDropped);
        const QImage before = port()->grab().toImage();
        drag(*files({m_scene->jpeg(QStringLiteral("a.jpg"))}), at(3, 10));
        QVERIFY(port()->grab().toImage() != before); // the ghost
        QDragLeaveEvent leave;
        QApplication::sendEvent(port(), &leave);
        QCOMPARE(port()->grab().toImage(), before);
        QVERIFY(dropped.isEmpty());
    }

    void aDayOverItsCapIsMarkedInItsHeader()
    {
        m_scene->workspace().settings().setDayCap(1);
        add(3, 9);
        add(3, 11);
        add(4, 9);
        const auto marks = [this](int day) {
            const QImage picture = port()->grab().toImage();
            int count = 0;
            for (int x = at(day, 12).x() - 60; x < at(day, 12).x() + 60; ++x) {
                for (int y = 0; y < 50; ++y)
                    count += picture.pixelColor(x, y) == m_scene->theme().theme().retrying ? 1 : 0;
            }
            return count;
        };
        QTRY_VERIFY(marks(3) > 10);
        QCOMPARE(marks(4), 0);
    }

    void aCardShownAgainLooksAsTheFirstTime()
    {
        m_view->setHourHeight(88);
        const PinId pin =
            m_scene->add(3, QTime(10, 0), QStringLiteral("Lemon cake in one bowl"),
                         PinStatus::Scheduled, m_scene->jpeg(QStringLiteral("cake.jpg")));
        m_scene->add(3, QTime(12, 0), QStringLiteral("Draft"), PinStatus::Draft);
        QTRY_VERIFY(!m_view->rectOf(pin).isNull());
        m_view->setHourHeight(176);
        port()->repaint(); // asks for the picture at this size
        QTRY_VERIFY(m_view->isComplete());
        m_view->setHourHeight(40);
        port()->repaint();
        m_view->setHourHeight(176);
        const QImage first = port()->grab().toImage();
        for (int round = 0; round < 2; ++round) {
            const QImage again = port()->grab().toImage();
            int most = 0;
            for (int y = 0; y < first.height(); ++y) {
                for (int x = 0; x < first.width(); ++x) {
                    const QColor a = first.pixelColor(x, y);
                    const QColor b = again.pixelColor(x, y);
                    most =
                        std::max({most, std::abs(a.red() - b.red()),
                                  std::abs(a.green() - b.green()), std::abs(a.blue() - b.blue())});
                }
            }
            QVERIFY2(most <= 3, qPrintable(QString::number(most))); // rounding
        }
    }

    void theNowLineLeavesTheWordsOfFoldedHoursReadable()
    {
        m_scene->add(1, QTime(2, 0));
        m_scene->clock.set(m_scene->at(1, QTime(4, 0)).resolve().utc);
        m_view->verticalScrollBar()->setValue(0);
        m_view->viewport()->update();
        const QImage picture = port()->grab().toImage();
        const QPoint words = at(1, 4);
        const auto isLine = [&](int x) {
            return picture.pixelColor(x, words.y()) == m_scene->theme().theme().accent;
        };
        for (int x = words.x() - 20; x <= words.x() + 20; ++x)
            QVERIFY2(!isLine(x), qPrintable(QString::number(x - words.x())));
        QVERIFY(isLine(words.x() - 50));
        QVERIFY(isLine(words.x() + 50));
    }

    void foldedHoursOpenUnderADrag()
    {
        const QSignalSpy dropped(m_view.get(), &WeekView::imagesDropped);
        const auto data = files({m_scene->jpeg(QStringLiteral("a.jpg"))});
        m_view->verticalScrollBar()->setValue(0);
        const int eight = at(3, 8).y();
        drag(*data, {at(3, 8).x(), eight - 12});
        QCOMPARE(at(3, 8).y(), eight); // what was visible stays where it was
        drop(*data, at(3, 7, 45));
        QCOMPARE(timeIn(dropped, 1), m_scene->at(3, QTime(7, 45)));
    }

    void holdingAtTheSideTurnsTheWeek()
    {
        const QSignalSpy turned(m_view.get(), &WeekView::weekChanged);
        drag(*files({m_scene->jpeg(QStringLiteral("a.jpg"))}), {port()->width() - 5, 400});
        QTRY_COMPARE(turned.size(), 1);
        QCOMPARE(m_view->firstDay(), m_scene->monday.addDays(7));
        QDragLeaveEvent leave;
        QApplication::sendEvent(port(), &leave);
    }

    void theViewScrollsUnderADragAtItsLowerEdge()
    {
        m_view->resize(1100, 400);
        m_view->verticalScrollBar()->setValue(0);
        drag(*files({m_scene->jpeg(QStringLiteral("a.jpg"))}), {500, port()->height() - 4});
        QTRY_VERIFY(m_view->verticalScrollBar()->value() > 60);
        QDragLeaveEvent leave;
        QApplication::sendEvent(port(), &leave);
    }

    void aClickSelectsCtrlAddsAndAClickBesideClears()
    {
        const PinId first = add(2, 10);
        const PinId second = add(3, 10);
        const QSignalSpy opened(m_view.get(), &WeekView::pinOpened);
        QTest::mouseClick(port(), Qt::LeftButton, Qt::NoModifier, m_view->rectOf(first).center());
        QCOMPARE(m_view->selection(), QList<PinId>{first});
        QVERIFY(opened.isEmpty()); // the keyboard stays with the cards
        QTest::mouseClick(port(), Qt::LeftButton, Qt::ControlModifier,
                          m_view->rectOf(second).center());
        QCOMPARE(m_view->selection(), (QList<PinId>{first, second}));
        QTest::mouseClick(port(), Qt::LeftButton, Qt::ControlModifier,
                          m_view->rectOf(first).center());
        QCOMPARE(m_view->selection(), QList<PinId>{second});
        QTest::mouseClick(port(), Qt::LeftButton, Qt::NoModifier, at(5, 15));
        QVERIFY(m_view->selection().isEmpty());
        QVERIFY(opened.isEmpty());
        QTest::mouseClick(port(), Qt::LeftButton, Qt::NoModifier, m_view->rectOf(second).center());
        QTest::mouseDClick(port(), Qt::LeftButton, Qt::NoModifier, m_view->rectOf(second).center());
        QCOMPARE(opened.size(), 1);
    }

    void shiftClickSelectsARangeInTime()
    {
        const QList<PinId> pins{add(2, 10), add(3, 10), add(4, 10)};
        QTest::mouseClick(port(), Qt::LeftButton, Qt::NoModifier, m_view->rectOf(pins[0]).center());
        QTest::mouseClick(port(), Qt::LeftButton, Qt::ShiftModifier,
                          m_view->rectOf(pins[2]).center());
        QCOMPARE(m_view->selection(), pins);
    }

    void anEmptyPlaceOpensTheComposerByDoubleClickPillEnterAndN()
    {
        add(0, 12);
        const QSignalSpy wanted(m_view.get(), &WeekView::newPinWanted);
        const WallTime time = m_scene->at(4, QTime(11, 15));
        QTest::mouseDClick(port(), Qt::LeftButton, Qt::NoModifier, m_view->pointOf(time));
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(timeIn(wanted, 0), time);
        const QPoint pill(m_view->pointOf(time).x() - 55, m_view->pointOf(time).y());
        QTest::mouseMove(port(), pill);
        QTest::mouseClick(port(), Qt::LeftButton, Qt::NoModifier, pill);
        QCOMPARE(wanted.size(), 2);
        QCOMPARE(timeIn(wanted, 0), time);
        QTest::mouseClick(port(), Qt::LeftButton, Qt::NoModifier,
                          m_view->pointOf(time) + QPoint(40, 0));
        QCOMPARE(wanted.size(), 2); // a single click beside it only moves the focus
        key(Qt::Key_Return);
        key(Qt::Key_N);
        QCOMPARE(wanted.size(), 4);
        QCOMPARE(timeIn(wanted, 0), time);
    }

    void arrowsWalkOverCardsAndPlaces()
    {
        const PinId first = add(2, 10);
        const PinId second = add(3, 10, 10);
        m_view->showPin(first);
        key(Qt::Key_Right);
        QCOMPARE(m_view->selection(), QList<PinId>{second});
        key(Qt::Key_Down);
        QVERIFY(m_view->selection().isEmpty());
        key(Qt::Key_Up);
        QCOMPARE(m_view->selection(), QList<PinId>{second});
        key(Qt::Key_Left);
        QCOMPARE(m_view->selection(), QList<PinId>{first});
        const QSignalSpy opened(m_view.get(), &WeekView::pinOpened);
        key(Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
    }

    void altArrowsMoveByAQuarterHourOrADay()
    {
        const PinId pin = add(2, 10);
        m_view->showPin(pin);
        const QSignalSpy moved(m_view.get(), &WeekView::pinsMoved);
        key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(timesIn(moved), QList<WallTime>{m_scene->at(2, QTime(10, 15))});
        key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(timesIn(moved), QList<WallTime>{m_scene->at(2, QTime(9, 45))});
        key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(timesIn(moved), QList<WallTime>{m_scene->at(3, QTime(10, 0))});
        const QSignalSpy refused(m_view.get(), &WeekView::refused);
        m_scene->clock.advance(std::chrono::hours(24));
        key(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(refused.size(), 1);
        QCOMPARE(moved.size(), 3);
    }

    void keysForTheSelectedPin()
    {
        const PinId pin = add(2, 10);
        m_view->showPin(pin);
        const QSignalSpy time(m_view.get(), &WeekView::editTimeWanted);
        const QSignalSpy gone(m_view.get(), &WeekView::deleteWanted);
        const QSignalSpy menu(m_view.get(), &WeekView::menuWanted);
        key(Qt::Key_F2);
        key(Qt::Key_Delete);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(m_view.get(), &event);
        QCOMPARE(time.size(), 1);
        QCOMPARE(gone.size(), 1);
        QCOMPARE(menu.size(), 1);
        QVERIFY(
            QRect(port()->mapToGlobal(m_view->rectOf(pin).topLeft()), m_view->rectOf(pin).size())
                .contains(menu.last().at(0).toPoint()));
        key(Qt::Key_Escape);
        QVERIFY(m_view->selection().isEmpty());
        key(Qt::Key_Delete);
        QCOMPARE(gone.size(), 1);
    }

    void pagesTurnWeeksAndHomeAndEndGoAlongTheWeek()
    {
        add(2, 10);
        QTest::mouseClick(port(), Qt::LeftButton, Qt::NoModifier, at(3, 11));
        const QSignalSpy wanted(m_view.get(), &WeekView::newPinWanted);
        key(Qt::Key_End);
        key(Qt::Key_Return);
        QCOMPARE(timeIn(wanted, 0).date, m_scene->monday.addDays(6));
        key(Qt::Key_Home);
        key(Qt::Key_Return);
        QCOMPARE(timeIn(wanted, 0).date, m_scene->monday);
        key(Qt::Key_PageDown);
        QCOMPARE(m_view->firstDay(), m_scene->monday.addDays(7));
        key(Qt::Key_PageUp);
        key(Qt::Key_Left);
        QCOMPARE(m_view->firstDay(), m_scene->monday.addDays(-7));
    }

    void ctrlWheelZoomsAndKeepsTheTimeUnderThePointer()
    {
        add(2, 10);
        const QPoint pos = at(3, 13);
        const auto wheel = [&](int delta) {
            QWheelEvent event(pos, port()->mapToGlobal(pos), {}, {0, delta}, Qt::NoButton,
                              Qt::ControlModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(port(), &event);
        };
        const QSignalSpy zoomed(m_view.get(), &WeekView::hourHeightChanged);
        wheel(120);
        QCOMPARE(m_view->hourHeight(), 176);
        QVERIFY(qAbs(at(3, 13).y() - pos.y()) <= 1);
        wheel(120);
        QCOMPARE(m_view->hourHeight(), 176);
        wheel(-120);
        QCOMPARE(m_view->hourHeight(), 88);
        QVERIFY(qAbs(at(3, 13).y() - pos.y()) <= 1);
        wheel(-120);
        QCOMPARE(m_view->hourHeight(), 40);
        QCOMPARE(zoomed.size(), 3);
    }

    void rightToLeftIsMirroredForDropsAndKeys()
    {
        const PinId pin = add(2, 10);
        QApplication::setLayoutDirection(Qt::RightToLeft);
        QTRY_VERIFY(at(0, 10).x() > at(6, 10).x());
        QVERIFY(m_view->rectOf(pin).contains(at(2, 10) + QPoint(0, 4)));
        const QSignalSpy dropped(m_view.get(), &WeekView::imagesDropped);
        drop(*files({m_scene->jpeg(QStringLiteral("a.jpg"))}), at(5, 11));
        QCOMPARE(timeIn(dropped, 1), m_scene->at(5, QTime(11, 0)));
        m_view->showPin(pin);
        const QSignalSpy moved(m_view.get(), &WeekView::pinsMoved);
        key(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(timesIn(moved), QList<WallTime>{m_scene->at(3, QTime(10, 0))});
    }

    void theWeekStartsOnTheLocalesFirstDay()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::Sudan));
        QCOMPARE(QLocale().firstDayOfWeek(), Qt::Saturday);
        m_view->setWeek(m_scene->monday);
        const QDate saturday = m_scene->monday.addDays(-2);
        QCOMPARE(m_view->firstDay(), saturday);
        QTRY_VERIFY(m_view->isComplete());
        QVERIFY(at(-2, 10).x() < at(0, 10).x());
        QVERIFY(at(0, 10).x() < at(4, 10).x());
        // To Friday, its last day.
        const QSignalSpy dropped(m_view.get(), &WeekView::imagesDropped);
        drop(*files({m_scene->jpeg(QStringLiteral("a.jpg"))}), at(4, 11));
        QCOMPARE(timeIn(dropped, 1), m_scene->at(4, QTime(11, 0)));
        const QSignalSpy wanted(m_view.get(), &WeekView::newPinWanted);
        key(Qt::Key_Home);
        key(Qt::Key_Return);
        QCOMPARE(timeIn(wanted, 0).date, saturday);
        key(Qt::Key_End);
        key(Qt::Key_Return);
        QCOMPARE(timeIn(wanted, 0).date, saturday.addDays(6));
        // A card of Friday goes on to the next week's Saturday.
        const PinId pin = add(4, 12);
        QTRY_VERIFY(m_view->rectOf(pin).isValid());
        m_view->showPin(pin);
        const QSignalSpy moved(m_view.get(), &WeekView::pinsMoved);
        key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(timesIn(moved), QList<WallTime>{m_scene->at(5, QTime(12, 0))});
    }

    void cardsFollowTheStore()
    {
        const PinId pin = add(2, 10);
        QTRY_VERIFY(m_view->rectOf(pin).isValid());
        QCOMPARE(m_view->rectOf(pin).top(), at(2, 10).y());
        m_scene->move(pin, 4, QTime(13, 0));
        QTRY_COMPARE(m_view->rectOf(pin).top(), at(4, 13).y());
        m_view->setSelection({pin});
        m_scene->remove(pin);
        QTRY_VERIFY(!m_view->rectOf(pin).isValid());
        QVERIFY(m_view->selection().isEmpty());
    }

    void whatTheFilterLeavesOutCanNotBeClicked()
    {
        const PinId pin = add(2, 10); // board of Wednesday: Home
        const PinId other = add(3, 10);
        PinFilter filter;
        filter.board = m_scene->pin(pin).content.board;
        m_view->setFilter(filter);
        port()->grab();
        QTest::mouseClick(port(), Qt::LeftButton, Qt::NoModifier, m_view->rectOf(other).center());
        QVERIFY(m_view->selection().isEmpty());
        QTest::mouseClick(port(), Qt::LeftButton, Qt::NoModifier, m_view->rectOf(pin).center());
        QCOMPARE(m_view->selection(), QList<PinId>{pin});
    }

    void aPinThatIsShownWhileTheWindowComesUpStaysInSight()
    {
        const PinId pin = add(9, 3);
        WeekView view(m_scene->workspace(), m_scene->theme());
        view.setZone("Etc/UTC");
        view.resize(1100, 800);
        view.show();
        const QDate now = view.firstDay();
        view.showPin(pin);
        QVERIFY(view.firstDay() != now);
        const QDate shown = view.firstDay();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QCoreApplication::processEvents();
        QCOMPARE(view.firstDay(), shown);
        QCOMPARE(view.selection(), QList<PinId>{pin});
    }

    void showPinTurnsTheWeekOpensFoldedHoursAndSelects()
    {
        const PinId pin = add(9, 3);
        m_view->showPin(pin);
        QCOMPARE(m_view->firstDay(), m_scene->monday.addDays(7));
        QVERIFY(port()->rect().contains(m_view->rectOf(pin)));
        QCOMPARE(m_view->selection(), QList<PinId>{pin});
    }

    void anEmptyWeekSaysWhatToDo()
    {
        auto *button = m_view->findChild<QPushButton *>(QStringLiteral("emptyWeekPushButton"));
        QTRY_VERIFY(button->isVisible());
        const QSignalSpy wanted(m_view.get(), &WeekView::chooseImagesWanted);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(timeIn(wanted, 0), m_scene->at(1, QTime(10, 0)));
        add(2, 10);
        QTRY_VERIFY(!button->isVisible());
    }

    void screenReadersFindATableOfDaysWithSpokenCards()
    {
        const PinId pin = add(1, 14);
        PinContent draft = m_scene->content(3, QTime(9, 0), {});
        draft.board = {};
        m_scene->addContent(draft, PinStatus::Draft);
        for (int i = 0; i < 5; ++i)
            add(5, 11, i);
        QTRY_VERIFY(m_view->rectOf(pin).isValid());
        QAccessibleInterface *table = QAccessible::queryAccessibleInterface(m_view.get());
        QVERIFY(table);
        QCOMPARE(table->role(), QAccessible::Table);
        QCOMPARE(table->tableInterface()->columnCount(), 7);
        QCOMPARE(table->tableInterface()->columnDescription(5),
                 QStringLiteral("Saturday 21 November, 5 of 10 pins"));
        QCOMPARE(table->childCount(), 5);
        QCOMPARE(table->child(0)->text(QAccessible::Name),
                 QStringLiteral("Tuesday 14:00, scheduled, Lemon cake"));
        QVERIFY(table->child(1)
                    ->text(QAccessible::Name)
                    .startsWith(QStringLiteral("Thursday 09:00, draft, Needs")));
        QCOMPARE(table->child(4)->text(QAccessible::Name),
                 QStringLiteral("Saturday 11:02, 3 more"));
        QVERIFY(table->child(4)->state().hasPopup);
        QCOMPARE(table->child(0)->rect().topLeft(),
                 port()->mapToGlobal(m_view->rectOf(pin).topLeft()));
        QCOMPARE(table->tableInterface()->cellAt(0, 1), table->child(0));
        QCOMPARE(table->indexOfChild(table->child(3)), 3);
        QCOMPARE(table->childAt(table->child(0)->rect().center().x(),
                                table->child(0)->rect().center().y()),
                 table->child(0));
        const QSignalSpy opened(m_view.get(), &WeekView::pinOpened);
        table->child(0)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(opened.size(), 1);
        QVERIFY(table->child(0)->state().selected);
        QCOMPARE(table->focusChild(), table->child(0));
        m_scene->remove(pin);
        QTRY_COMPARE(table->childCount(), 4);
    }

    void picturesAreCompleteBeforeItSaysSo()
    {
        const PinId pin = m_scene->add(2, QTime(10, 0));
        QTRY_VERIFY(m_view->isComplete());
        const QImage shown = port()->grab(m_view->rectOf(pin)).toImage();
        const QColor ground = m_scene->theme().theme().past;
        QVERIFY(shown.pixelColor(20, 30).rgb() != ground.rgb());
    }

    void turningAwayAndBackShowsTheSameWeek()
    {
        const PinId pin = add(2, 10);
        QTRY_VERIFY(m_view->rectOf(pin).isValid());
        m_view->setWeek(m_scene->monday.addDays(7));
        QVERIFY(!m_view->rectOf(pin).isValid());
        m_view->setWeek(m_scene->monday);
        QVERIFY(m_view->rectOf(pin).isValid());
    }
};

QTEST_MAIN(TestWeekView)
#include "tst_weekview.moc"
