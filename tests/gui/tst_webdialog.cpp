// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/testimages.h"
#include "support/website.h"
#include "text/englishplurals.h"
#include "ui/actions.h"
#include "ui/boards/boardpanel.h"
#include "ui/boards/boardpicker.h"
#include "ui/boards/boardtree.h"
#include "ui/calendar/weekview.h"
#include "ui/drops/severalpopover.h"
#include "ui/mainwindow.h"
#include "ui/pins/unscheduledpanel.h"
#include "ui/pinverbs.h"
#include "ui/statusline.h"
#include "ui/web/webdialog.h"
#include "ui/web/weblist.h"
#include "ui/web/webpreview.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>

using namespace pinweek;
using namespace pinweek::test;

/** Pictures of a page, from its address to pins, by mouse and by keyboard. */
class TestWebDialog : public QObject
{
    Q_OBJECT

    void servePage()
    {
        m_site->answerWith(
            "/soup", "Content-Type: text/html; charset=utf-8\r\n",
            "<html><head><title>Leek soup</title>"
            "<meta name=description content='Warm in half an hour.'>"
            "<link rel=canonical href='https://kitchen.example/soup'>"
            "<meta property=og:type content=product><meta property=og:title content='Leek soup'>"
            "<meta property=product:price:amount content=4>"
            "</head><body><img src=/small.jpg><img src=/wide.jpg alt='The table'>"
            "<img src=/tall.jpg alt='A bowl of soup'></body></html>");
        m_site->answerWith("/tall.jpg", "Content-Type: image/jpeg\r\n", jpegFile({600, 900}));
        m_site->answerWith("/wide.jpg", "Content-Type: image/jpeg\r\n",
                           jpegFile({1200, 900}, Qt::darkGreen));
        m_site->answerWith("/small.jpg", "Content-Type: image/jpeg\r\n",
                           jpegFile({200, 300}, Qt::darkBlue));
    }
    WebDialog *dialog() const { return m_window->findChild<WebDialog *>(); }
    template<typename T>
    T *part(const char *name) const
    {
        return dialog()->findChild<T *>(QString::fromLatin1(name));
    }
    WebList *list() const { return dialog()->findChild<WebList *>(); }
    WeekView *week() const { return m_window->findChild<WeekView *>(); }
    QString state() const { return part<QLabel>("webStateLabel")->text(); }
    /** Types the address and waits for the pictures. */
    void openPage(const char *path = "/soup")
    {
        m_window->actions().fromWebPage->trigger();
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        auto *address = part<QLineEdit>("pageAddressLineEdit");
        address->clear();
        QTest::keyClicks(address, m_site->address(QString::fromLatin1(path)));
        QTest::keyClick(address, Qt::Key_Return);
    }
    void openSoup()
    {
        openPage();
        QTRY_COMPARE(state(), QStringLiteral("3 pictures"));
    }
    QList<Pin> rows() const
    {
        return m_gui->workspace->store()
            .pins()
            .list({}, std::nullopt, std::nullopt, std::nullopt, {}, 100, 0)
            .value_or(QList<Pin>());
    }
    static bool dropAt(QWidget *target, QPoint place, const QMimeData &data)
    {
        QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &enter);
        QDragMoveEvent move(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &move);
        QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &event);
        return event.isAccepted();
    }
    bool dropOnWeek(const QMimeData &data, const WallTime &when)
    {
        QScrollBar *bar = week()->verticalScrollBar();
        bar->setValue(bar->value() + week()->pointOf(when).y() - week()->viewport()->height() / 2);
        return dropAt(week()->viewport(), week()->pointOf(when) + QPoint(20, 0), data);
    }
    static WallTime at(int day, int hour)
    {
        return {QDate(2026, 11, day), QTime(hour, 0), "Etc/UTC"};
    }

    std::unique_ptr<Website> m_site;
    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<MainWindow> m_window;
    EnglishPlurals m_plurals;

private slots:
    void initTestCase() { QVERIFY(QCoreApplication::installTranslator(&m_plurals)); }

    void init()
    {
        failOnWarnings();
        m_site = std::make_unique<Website>();
        servePage();
        m_gui = std::make_unique<GuiWorkspace>();
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
        m_site.reset();
    }

    void thePageFillsTheTextsAndItsPicturesAreSorted()
    {
        openSoup();
        QCOMPARE(list()->model()->rowCount(), 3);
        const auto spoken = [this](int row) {
            return list()->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
        };
        QVERIFY(spoken(0).startsWith(QStringLiteral("A bowl of soup, 600 × 900 px")));
        QVERIFY(spoken(1).startsWith(QStringLiteral("The table, 1200 × 900 px")));
        QVERIFY(spoken(2).startsWith(QStringLiteral("small.jpg, 200 × 300 px")));
        QCOMPARE(part<QLineEdit>("webTitleLineEdit")->text(), QStringLiteral("Leek soup"));
        QCOMPARE(part<QPlainTextEdit>("webDescriptionPlainTextEdit")->toPlainText(),
                 QStringLiteral("Warm in half an hour."));
        QCOMPARE(part<QLineEdit>("webLinkLineEdit")->text(),
                 QStringLiteral("https://kitchen.example/soup"));
        QCOMPARE(part<QLineEdit>("webAltTextLineEdit")->text(), QStringLiteral("A bowl of soup"));
        QCOMPARE(namelessControls(dialog()), QStringList());
    }

    void theMissingTagIsCopied()
    {
        openSoup();
        QVERIFY(part<QLabel>("richPinLabel")->text().contains(QStringLiteral("(product)")));
        QTest::mouseClick(part<QToolButton>("copyTagToolButton"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("<meta property=\"product:price:currency\" content=\"…\">"));
    }

    void severalGoToTheNextSlotsInOneStep()
    {
        openSoup();
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(list(), Qt::Key_A, Qt::ControlModifier);
        QVERIFY(!part<QLineEdit>("webAltTextLineEdit")->isEnabled());
        QTest::mouseClick(part<QPushButton>("toNextSlotsPushButton"), Qt::LeftButton);
        QTRY_COMPARE(m_gui->pinCount(), 3);
        for (const Pin &pin : rows()) {
            QVERIFY(pin.content.planned.has_value());
            QCOMPARE(pin.content.title, QStringLiteral("Leek soup"));
            QCOMPARE(pin.content.link, QStringLiteral("https://kitchen.example/soup"));
        }
        // Nobody has chosen a board: what they need is said, here and in the window.
        const QString need = QStringLiteral("3 drafts: they need a board.");
        QTRY_COMPARE(state(), need);
        QCOMPARE(m_window->findChild<StatusLine *>()->message(), need);
        m_window->verbs().undo();
        QTRY_COMPARE(m_gui->pinCount(), 0);
    }

    void withABoardTheyAreScheduled()
    {
        openSoup();
        const Board recipes = m_gui->addBoard(QStringLiteral("Recipes"));
        auto *board = part<BoardPicker>("webBoardPicker");
        QVERIFY(!board->board().isValid());
        emit board->picked(recipes.id, {});
        QCOMPARE(board->board(), recipes.id);
        QTest::mouseClick(part<QPushButton>("toNextSlotsPushButton"), Qt::LeftButton);
        QTRY_COMPARE(m_gui->pinCount(), 1);
        const Pin pin = rows().first();
        QCOMPARE(pin.content.board, recipes.id);
        QCOMPARE(pin.status, PinStatus::Scheduled);
        QTRY_VERIFY(state().startsWith(QStringLiteral("Scheduled for ")));
    }

    void enterAndADoubleClickShowThePictureLarge()
    {
        openSoup();
        const auto preview = [this] { return dialog()->findChild<WebPreview *>(); };
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Return);
        QTRY_VERIFY(preview() && preview()->isVisible());
        QVERIFY(preview()->accessibleName().startsWith(QStringLiteral("A bowl of soup")));
        QTest::keyClick(preview(), Qt::Key_Escape);
        QTRY_VERIFY(!preview());
        const QPoint second = list()->visualRect(list()->model()->index(1, 0)).center();
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, second);
        QTest::mouseDClick(list()->viewport(), Qt::LeftButton, {}, second);
        QTRY_VERIFY(preview() && preview()->isVisible());
        QVERIFY(preview()->accessibleName().startsWith(QStringLiteral("The table")));
        preview()->close();
        QTRY_VERIFY(!preview());
        QCOMPARE(m_gui->pinCount(), 0);
    }

    void twoDropsAreTwoSteps()
    {
        openSoup();
        const QList<QUrl> images{QUrl(m_site->address(QStringLiteral("/tall.jpg"))),
                                 QUrl(m_site->address(QStringLiteral("/wide.jpg")))};
        PagePins pins(*m_gui->workspace);
        QStringList ends;
        for (qsizetype i = 0; i < images.size(); ++i) {
            QList<PagePin> one = dialog()->pinsOf({images.at(i)});
            one.first().file.clear(); // both are loaded
            DropTarget target;
            target.account = m_gui->account.id;
            target.at = at(19, 14 + int(i));
            pins.add(one, dialog()->site(), target, [&ends](const Result<EditOutcome> &result) {
                ends.append(result ? QStringLiteral("good") : result.error().detail);
            });
        }
        QTRY_COMPARE(ends, QStringList({QStringLiteral("good"), QStringLiteral("good")}));
        QVERIFY(!pins.isBusy());
        QSet<QString> times;
        for (const Pin &pin : rows())
            times.insert(pin.content.planned->time.toString(QStringLiteral("hh:mm")));
        QCOMPARE(times, QSet<QString>({QStringLiteral("14:00"), QStringLiteral("15:00")}));
        m_window->verbs().undo();
        QTRY_COMPARE(m_gui->pinCount(), 1);
        m_window->verbs().undo();
        QTRY_COMPARE(m_gui->pinCount(), 0);
    }

    void cancelledAreAlsoThoseThatWait()
    {
        openSoup();
        m_site->hang("/tall.jpg");
        QList<PagePin> one = dialog()->pinsOf({QUrl(m_site->address(QStringLiteral("/tall.jpg")))});
        one.first().file.clear();
        PagePins pins(*m_gui->workspace);
        int cancelled = 0;
        for (int i = 0; i < 2; ++i)
            pins.add(one, dialog()->site(), {}, [&cancelled](const Result<EditOutcome> &result) {
                cancelled += !result && result.error().kind == ErrorKind::Cancelled;
            });
        pins.cancel();
        QCOMPARE(cancelled, 2);
        QVERIFY(!pins.isBusy());
    }

    void whatIsNoAddressIsSaidBeforeAnyRequest_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("words");
        QTest::newRow("words") << "not a page"
                               << "“not a page” is no web address.";
        QTest::newRow("file") << "file:///etc/passwd"
                              << "Only pages of the web";
        QTest::newRow("path") << "/home/me/soup.html"
                              << "is no web address.";
    }
    void whatIsNoAddressIsSaidBeforeAnyRequest()
    {
        QFETCH(QString, typed);
        QFETCH(QString, words);
        m_window->actions().fromWebPage->trigger();
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        auto *address = part<QLineEdit>("pageAddressLineEdit");
        QTest::keyClicks(address, typed);
        QTest::keyClick(address, Qt::Key_Return);
        QVERIFY(part<QLabel>("webEmptyTextLabel")->text().contains(words));
        QVERIFY(!part<QPushButton>("webEmptySecondPushButton")->isVisible());
        QVERIFY(!part<QPushButton>("browserPushButton")->isVisible());
        QCOMPARE(address->text(), typed);
    }

    void aFileHasNoUseForABrowser()
    {
        m_site->answerWith("/notes.txt", "Content-Type: text/plain\r\n", "Notes");
        openPage("/notes.txt");
        auto *words = part<QLabel>("webEmptyTextLabel");
        QTRY_VERIFY(words->text().contains(QStringLiteral("leads to no web page")));
        QVERIFY(!part<QPushButton>("webEmptySecondPushButton")->isVisible());
    }

    void anAddressOfAPictureIsThePicture()
    {
        openPage("/tall.jpg");
        QTRY_COMPARE(state(), QStringLiteral("1 picture"));
        QVERIFY(!part<QLabel>("richPinLabel")->isVisible());
        QVERIFY(!part<QPushButton>("browserPushButton")->isVisible());
    }

    void noTwoEntriesOfTheFileMenuHaveTheSameLetter()
    {
        QStringList letters;
        const QList<QAction *> entries =
            m_window->findChild<QMenu *>(QStringLiteral("fileMenu"))->actions();
        for (const QAction *entry : entries) {
            const QString key = QKeySequence::mnemonic(entry->text()).toString();
            QVERIFY2(entry->isSeparator() || !key.isEmpty(), qPrintable(entry->text()));
            QVERIFY2(key.isEmpty() || !letters.contains(key), qPrintable(entry->text()));
            letters.append(key);
        }
    }

    void whatIsTypedIsTaken()
    {
        openSoup();
        auto *title = part<QLineEdit>("webTitleLineEdit");
        title->selectAll();
        QTest::keyClicks(title, QStringLiteral("Soup of the day"));
        auto *alt = part<QLineEdit>("webAltTextLineEdit");
        alt->selectAll();
        QTest::keyClicks(alt, QStringLiteral("Steam over a bowl"));
        QTest::mouseClick(part<QPushButton>("toUnscheduledPushButton"), Qt::LeftButton);
        QTRY_COMPARE(m_gui->pinCount(), 1);
        const PinContent content = rows().first().content;
        QVERIFY(!content.planned);
        QCOMPARE(content.title, QStringLiteral("Soup of the day"));
        QCOMPARE(content.altText, QStringLiteral("Steam over a bowl"));
        QCOMPARE(content.description, QStringLiteral("Warm in half an hour."));
        m_window->verbs().undo();
        QTRY_COMPARE(m_gui->pinCount(), 0);
    }

    void picturesAreDraggedOntoTheWeekOrCopiedThere()
    {
        openSoup();
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_C, Qt::ControlModifier);
        const QMimeData *data = QApplication::clipboard()->mimeData();
        QVERIFY(data);
        QCOMPARE(data->urls(), QList<QUrl>{QUrl(m_site->address(QStringLiteral("/tall.jpg")))});
        QVERIFY(dropOnWeek(*data, at(19, 14)));
        QTRY_COMPARE(m_gui->pinCount(), 1);
        const Pin pin = rows().first();
        QCOMPARE(*pin.content.planned, at(19, 14));
        QCOMPARE(pin.content.altText, QStringLiteral("A bowl of soup"));
        QCOMPARE(pin.content.link, QStringLiteral("https://kitchen.example/soup"));
        m_window->verbs().undo();
        QTRY_COMPARE(m_gui->pinCount(), 0);
    }

    void severalOnTheWeekAreAskedAboutAsFilesAre()
    {
        openSoup();
        const Board recipes = m_gui->addBoard(QStringLiteral("Recipes"));
        list()->selectAll();
        list()->copySelected();
        QVERIFY(dropOnWeek(*QApplication::clipboard()->mimeData(), at(19, 14)));
        QTRY_VERIFY(m_window->findChild<SeveralPopover *>());
        auto *popover = m_window->findChild<SeveralPopover *>();
        QTRY_VERIFY(popover->isVisible());
        QCOMPARE(m_gui->pinCount(), 0);
        SeveralChoice choice = popover->choice();
        QCOMPARE(choice.titles, TitleSource::Same);
        QCOMPARE(choice.title, QStringLiteral("Leek soup"));
        QCOMPARE(choice.link, QStringLiteral("https://kitchen.example/soup"));
        emit popover->findChild<BoardPicker *>()->picked(recipes.id, {});
        popover->findChild<QRadioButton *>(QStringLiteral("everyHoursRadioButton"))->click();
        QTRY_COMPARE(popover->times().size(), 3);
        QTest::keyClick(popover, Qt::Key_Return);
        QTRY_COMPARE(m_gui->pinCount(), 3);
        QStringList altTexts;
        for (const Pin &each : rows()) {
            QVERIFY(each.content.planned->resolve().utc >= at(19, 14).resolve().utc);
            QCOMPARE(each.content.title, QStringLiteral("Leek soup"));
            QCOMPARE(each.content.description, QStringLiteral("Warm in half an hour."));
            QCOMPARE(each.content.board, recipes.id);
            altTexts.append(each.content.altText);
        }
        QVERIFY(altTexts.contains(QStringLiteral("A bowl of soup")));
        QVERIFY(altTexts.contains(QStringLiteral("The table")));
        m_window->verbs().undo();
        QTRY_COMPARE(m_gui->pinCount(), 0);

        // Esc keeps them in Unscheduled, with their texts.
        QVERIFY(dropOnWeek(*QApplication::clipboard()->mimeData(), at(19, 14)));
        QTRY_VERIFY(m_window->findChild<SeveralPopover *>() &&
                    m_window->findChild<SeveralPopover *>()->isVisible());
        QTest::keyClick(m_window->findChild<SeveralPopover *>(), Qt::Key_Escape);
        QTRY_COMPARE(m_gui->pinCount(), 3);
        for (const Pin &each : rows()) {
            QVERIFY(!each.content.planned);
            QCOMPARE(each.content.description, QStringLiteral("Warm in half an hour."));
        }
    }

    void theBoardFollowsTheFilterUntilOneIsChosen()
    {
        const Board recipes = m_gui->addBoard(QStringLiteral("Recipes"));
        const Board travel = m_gui->addBoard(QStringLiteral("Travel"));
        openSoup();
        auto *picker = part<BoardPicker>("webBoardPicker");
        auto *boards = m_window->findChild<BoardPanel *>();
        const auto click = [boards](const Board &board) {
            auto *tree = boards->findChild<BoardTree *>(QStringLiteral("boardTree"));
            QTRY_VERIFY(!tree->model()
                             ->match(tree->model()->index(0, 0), Qt::DisplayRole, board.name, 1,
                                     Qt::MatchStartsWith | Qt::MatchRecursive)
                             .isEmpty());
            const QModelIndex row =
                tree->model()
                    ->match(tree->model()->index(0, 0), Qt::DisplayRole, board.name, 1,
                            Qt::MatchStartsWith | Qt::MatchRecursive)
                    .constFirst();
            tree->scrollTo(row);
            QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(row).center());
            QTRY_COMPARE(boards->board(), board.id);
        };
        click(recipes);
        QTRY_COMPARE(picker->board(), recipes.id);
        click(travel);
        QTRY_COMPARE(picker->board(), travel.id);
        emit picker->picked(recipes.id, {});
        QCOMPARE(picker->board(), recipes.id);
        click(recipes);
        click(travel);
        QCOMPARE(picker->board(), recipes.id);
    }

    void anAddressOfAPageOpensIt()
    {
        QMimeData data;
        data.setUrls({QUrl(m_site->address(QStringLiteral("/soup")))});
        QVERIFY(dropOnWeek(data, at(18, 9)));
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        QTRY_COMPARE(state(), QStringLiteral("3 pictures"));
        QCOMPARE(m_gui->pinCount(), 0);
    }

    void whatCanNotBeReadSaysWhyAndCanBeTriedAgain()
    {
        openPage("/later");
        auto *words = part<QLabel>("webEmptyTextLabel");
        QTRY_VERIFY(words->text().contains(QStringLiteral("doesn't have it")));
        QVERIFY(!part<QPushButton>("toNextSlotsPushButton")->isEnabled());
        m_site->answerWith("/later", "Content-Type: text/html\r\n", "<p>No pictures yet");
        QTest::mouseClick(part<QPushButton>("webEmptyPushButton"), Qt::LeftButton);
        QTRY_VERIFY(words->text().contains(QStringLiteral("no pictures")));
        QVERIFY(part<QPushButton>("webEmptySecondPushButton")->isVisible());
        QVERIFY(!part<QPushButton>("browserPushButton")->isVisible()); // said once
    }

    void goBecomesStop()
    {
        m_site->hang("/slow");
        openPage("/slow");
        auto *go = part<QPushButton>("goPushButton");
        QCOMPARE(go->text(), QStringLiteral("&Stop"));
        QTest::mouseClick(go, Qt::LeftButton);
        QCOMPARE(go->text(), QStringLiteral("&Go"));
        QCOMPARE(part<QLabel>("webEmptyTextLabel")->text(), QStringLiteral("Stopped."));
    }

    void aPictureThatIsGoneMeanwhileIsLeftOutAndNamed()
    {
        // Too large to be kept by the first look.
        QByteArray large = jpegFile({700, 1050});
        large += QByteArray(200'000, 'x');
        m_site->answerWith("/tall.jpg", "Content-Type: image/jpeg\r\n", large);
        openSoup();
        QVERIFY(list()
                    ->model()
                    ->index(0, 0)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("700 × 1050")));
        list()->selectAll();
        m_site->answer("/tall.jpg", 404);
        const QList<QUrl> images = list()->selectedImages();
        QList<PagePin> pins = dialog()->pinsOf(images);
        for (PagePin &pin : pins) {
            if (pin.image.path() == QStringLiteral("/tall.jpg"))
                pin.file.clear(); // as if it had been forgotten for others
        }
        emit dialog()->toUnscheduledWanted(pins);
        QTRY_COMPARE(m_gui->pinCount(), 2);
        QTRY_VERIFY(state().contains(QStringLiteral("“tall.jpg”")));
    }
};

QTEST_MAIN(TestWebDialog)
#include "tst_webdialog.moc"
