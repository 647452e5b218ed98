// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiworkspace.h"
#include "media/libraryfile.h"
#include "planner/imageintake.h"
#include "planner/pineditor.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "support/await.h"
#include "text/englishplurals.h"
#include "ui/actions.h"
#include "ui/calendar/weekview.h"
#include "ui/drops/severalpopover.h"
#include "ui/library/librarylist.h"
#include "ui/library/librarymodel.h"
#include "ui/library/librarypanel.h"
#include "ui/library/pictureuses.h"
#include "ui/mainwindow.h"
#include "ui/pins/pinform.h"
#include "ui/pins/unscheduledpanel.h"
#include "ui/pinverbs.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QToolButton>

using namespace pinweek;
using namespace pinweek::test;

/** The media library with real clicks and keys; at the end in its window. */
class TestLibraryPanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QCoreApplication::installTranslator(new EnglishPlurals(this)); }
    void init();
    void cleanup();
    void itIsEmptyAtFirstAndSaysWhatToDo();
    void itShowsNewestFirstWithTheirUse();
    void itFollowsWhatIsBroughtInAndUsed();
    void searchAndChoiceNarrowIt();
    void itIsSorted();
    void aSelectedPictureSaysWhereItIsUsedAndOpensIt();
    void severalSayTheirSize();
    void enterMakesPinsOfTheSelected();
    void ctrlCCopiesItsFiles();
    void deleteTakesOutWhatIsUnusedAndUndoBringsItBack();
    void whatIsUsedStays();
    void cleaningUpAsksFirst();
    void missingFilesAreFoundAndMended();
    void theSelectionStaysWithItsPicture();
    void whatIsKeptForADeletedPinSaysSo();
    void aFileThatIsBroughtInAgainIsFaultyNoMore();
    void aFirstEscEmptiesTheSearch();
    void escClosesIt();
    void everyControlHasItsName();
    void theWindowOpensItInPlaceOfItsPanels();
    void aPictureIsPastedOntoTheWeek();
    void titlesComeFromTheNamesThatWereBrought();
    void enterMakesAPinWithoutATime();
    void ofAMissingFileNoPinIsMadeAndNoOtherOpened();

private:
    template<typename T>
    T *part(const char *name) const
    {
        return partOf<T>(*m_panel, name);
    }
    LibraryList *list() const { return part<LibraryList>("mediaLibraryList"); }
    [[nodiscard]] QString shown() const
    {
        QStringList names;
        for (int row = 0; row < list()->model()->rowCount(); ++row)
            names.append(list()->model()->index(row, 0).data().toString());
        return names.join(QLatin1Char(' '));
    }
    /** Another colour, another picture. */
    MediaAsset bring(const QString &name, const QColor &colour = Qt::red)
    {
        const QString path = m_gui->imageFile(name, {200, 300}, colour);
        const auto taken = await<IntakeResult>([&](QObject *context, Done<IntakeResult> done) {
            m_gui->workspace->editor().takeImages({{path, {}, {}}}, context, std::move(done));
        });
        return taken->assets.constFirst();
    }
    PinId use(const MediaAsset &asset, const QString &title)
    {
        PinContent content;
        content.account = m_gui->account.id;
        content.board = m_board.id;
        content.media = asset.id;
        content.title = title;
        content.link = QStringLiteral("https://example.com/cake");
        content.planned = WallTime{QDate(2026, 11, 18), QTime(10, 15), "Etc/UTC"};
        return m_gui->addScheduled(content);
    }
    void click(int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        const QRect cell = list()->visualRect(list()->model()->index(row, 0));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, modifiers, cell.center());
    }
    void openWindow();

    std::unique_ptr<GuiWorkspace> m_gui;
    std::unique_ptr<LibraryPanel> m_panel;
    std::unique_ptr<MainWindow> m_window;
    Board m_board;
};

void TestLibraryPanel::init()
{
    failOnWarnings();
    m_gui = std::make_unique<GuiWorkspace>();
    m_board = m_gui->addBoard(QStringLiteral("Recipes"));
    m_panel = std::make_unique<LibraryPanel>(*m_gui->workspace, *m_gui->theme);
    m_panel->resize(332, 700);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    new QAbstractItemModelTester(list()->model(), this);
}

void TestLibraryPanel::cleanup()
{
    m_window.reset();
    m_panel.reset();
    m_gui.reset();
}

void TestLibraryPanel::openWindow()
{
    m_panel->hide();
    m_window = std::make_unique<MainWindow>(*m_gui->workspace, *m_gui->theme);
    m_window->resize(1400, 900);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_window->complete();
}

void TestLibraryPanel::itIsEmptyAtFirstAndSaysWhatToDo()
{
    QTRY_COMPARE(part<QStackedWidget>("libraryStackedWidget")->currentIndex(), 1);
    QSignalSpy wanted(m_panel.get(), &LibraryPanel::chooseImagesWanted);
    part<QPushButton>("libraryEmptyPushButton")->click();
    QCOMPARE(wanted.count(), 1);
}

void TestLibraryPanel::itShowsNewestFirstWithTheirUse()
{
    const MediaAsset cake = bring(QStringLiteral("cake.jpg"));
    m_gui->clock.advance(std::chrono::seconds(1));
    bring(QStringLiteral("soup.jpg"), Qt::green);
    use(cake, QStringLiteral("Lemon cake"));
    QTRY_COMPARE(shown(), QStringLiteral("soup.jpg cake.jpg"));
    QTRY_COMPARE(list()->model()->index(1, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("cake.jpg, used in 1 pin"));
    QCOMPARE(list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("soup.jpg, not used"));
    QVERIFY(part<QLabel>("libraryCountLabel")->text().startsWith(QStringLiteral("2, ")));
}

void TestLibraryPanel::itFollowsWhatIsBroughtInAndUsed()
{
    QTRY_COMPARE(part<QStackedWidget>("libraryStackedWidget")->currentIndex(), 1);
    const MediaAsset cake = bring(QStringLiteral("cake.jpg"));
    QTRY_COMPARE(shown(), QStringLiteral("cake.jpg"));
    QCOMPARE(part<QStackedWidget>("libraryStackedWidget")->currentIndex(), 0);
    use(cake, QStringLiteral("Lemon cake"));
    QTRY_VERIFY(list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(
        QStringLiteral("used in 1 pin")));
}

void TestLibraryPanel::searchAndChoiceNarrowIt()
{
    const MediaAsset cake = bring(QStringLiteral("IMG_1.jpg"));
    bring(QStringLiteral("soup.jpg"), Qt::green);
    use(cake, QStringLiteral("Lemon cake"));
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    part<QLineEdit>("librarySearchField")->setFocus();
    QTest::keyClicks(part<QLineEdit>("librarySearchField"), QStringLiteral("lemon"));
    QTRY_COMPARE(shown(), QStringLiteral("IMG_1.jpg"));
    QTest::keyClicks(part<QLineEdit>("librarySearchField"), QStringLiteral(" pie"));
    QTRY_COMPARE(part<QStackedWidget>("libraryStackedWidget")->currentIndex(), 1);
    QVERIFY(partOf<QLabel>(*m_panel, "libraryEmptyTextLabel")->text().contains(QStringLiteral("lemon pie")));
    part<QPushButton>("libraryEmptyPushButton")->click();
    QTRY_COMPARE(list()->model()->rowCount(), 2);

    auto *choice = part<QComboBox>("libraryShownComboBox");
    const auto choose = [choice](int row) {
        choice->setCurrentIndex(row);
        emit choice->activated(row);
    };
    choose(2);
    QTRY_COMPARE(shown(), QStringLiteral("soup.jpg"));
    choose(1);
    QTRY_COMPARE(shown(), QStringLiteral("IMG_1.jpg"));
    choose(0);
    QTRY_COMPARE(list()->model()->rowCount(), 2);
}

void TestLibraryPanel::itIsSorted()
{
    bring(QStringLiteral("b.jpg"));
    m_gui->clock.advance(std::chrono::seconds(1));
    bring(QStringLiteral("a.jpg"), Qt::green);
    QTRY_COMPARE(shown(), QStringLiteral("a.jpg b.jpg"));
    part<QToolButton>("libraryMenuToolButton")->click();
    auto *menu = part<QMenu>("libraryMenu");
    partOf<QAction>(*menu, "libraryOrder1Action")->trigger(); // oldest first
    QTRY_COMPARE(shown(), QStringLiteral("b.jpg a.jpg"));
    menu->close();
}

void TestLibraryPanel::aSelectedPictureSaysWhereItIsUsedAndOpensIt()
{
    const MediaAsset cake = bring(QStringLiteral("cake.jpg"));
    const PinId pin = use(cake, QStringLiteral("Lemon cake"));
    QTRY_COMPARE(shown(), QStringLiteral("cake.jpg"));
    QVERIFY(!part<PictureUses>("pictureUses")->isVisible());
    click(0);
    QTRY_VERIFY(part<PictureUses>("pictureUses")->isVisible());
    QCOMPARE(part<QLabel>("pictureNameLabel")->text(), QStringLiteral("cake.jpg"));
    QVERIFY(part<QLabel>("pictureSizeLabel")->text().startsWith(QStringLiteral("200 × 300 px, ")));
    QTRY_COMPARE(part<QLabel>("pictureUsesLabel")->text(), QStringLiteral("Used in 1 pin:"));
    auto *row = part<QPushButton>("pinOfPicturePushButton");
    QVERIFY(row->accessibleName().startsWith(QStringLiteral("Lemon cake, Scheduled, ")));
    QSignalSpy opened(m_panel.get(), &LibraryPanel::pinOpened);
    row->click();
    QCOMPARE(opened.constFirst().constFirst().value<PinId>(), pin);
}

void TestLibraryPanel::severalSayTheirSize()
{
    const MediaAsset cake = bring(QStringLiteral("cake.jpg"));
    bring(QStringLiteral("soup.jpg"), Qt::green);
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    click(0);
    click(1, Qt::ControlModifier);
    QCOMPARE(part<QLabel>("pictureNameLabel")->text(), QStringLiteral("2 pictures"));
    QVERIFY(part<QPushButton>("makePinsPushButton")->text().contains(QStringLiteral("2 pins")));
}

void TestLibraryPanel::enterMakesPinsOfTheSelected()
{
    const MediaAsset cake = bring(QStringLiteral("cake.jpg"));
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    QSignalSpy wanted(m_panel.get(), &LibraryPanel::pinsWanted);
    click(0);
    QTest::keyClick(list(), Qt::Key_Return);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.constFirst().constFirst().toStringList(),
             QStringList{libraryPath(cake, m_gui->workspace->directory())});
    part<QPushButton>("makePinsPushButton")->click();
    QCOMPARE(wanted.count(), 2);
}

void TestLibraryPanel::ctrlCCopiesItsFiles()
{
    const MediaAsset cake = bring(QStringLiteral("cake.jpg"));
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    click(0);
    QTest::keyClick(list(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->mimeData()->urls(),
             QList<QUrl>{QUrl::fromLocalFile(libraryPath(cake, m_gui->workspace->directory()))});
}

void TestLibraryPanel::deleteTakesOutWhatIsUnusedAndUndoBringsItBack()
{
    bring(QStringLiteral("cake.jpg"));
    bring(QStringLiteral("soup.jpg"), Qt::green);
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    QSignalSpy said(m_panel.get(), &LibraryPanel::message);
    click(0);
    const QString gone = list()->model()->index(0, 0).data().toString();
    QTest::keyClick(list(), Qt::Key_Delete);
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    QVERIFY(shown() != gone);
    QTRY_COMPARE(said.count(), 1);
    QVERIFY(said.constFirst().at(1).toBool()); // can be undone
    await<UndoOutcome>([&](QObject *context, Done<UndoOutcome> done) {
        m_gui->workspace->store().undo().undo(context, std::move(done));
    });
    QTRY_COMPARE(list()->model()->rowCount(), 2);
}

void TestLibraryPanel::whatIsUsedStays()
{
    const MediaAsset cake = bring(QStringLiteral("cake.jpg"));
    use(cake, QStringLiteral("Lemon cake"));
    QTRY_VERIFY(list()->model()->rowCount() == 1 &&
                list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(
                    QStringLiteral("used in")));
    click(0);
    QVERIFY(!part<QPushButton>("removePicturesPushButton")->isEnabled());
    QSignalSpy said(m_panel.get(), &LibraryPanel::message);
    QTest::keyClick(list(), Qt::Key_Delete);
    QTRY_COMPARE(said.count(), 1);
    QVERIFY(!said.constFirst().at(1).toBool());
    QCOMPARE(list()->model()->rowCount(), 1);
}

void TestLibraryPanel::cleaningUpAsksFirst()
{
    const MediaAsset cake = bring(QStringLiteral("cake.jpg"));
    bring(QStringLiteral("soup.jpg"), Qt::green);
    bring(QStringLiteral("salad.jpg"), Qt::blue);
    use(cake, QStringLiteral("Lemon cake"));
    QTRY_COMPARE(list()->model()->rowCount(), 3);
    const auto cleanUp = [this] {
        part<QToolButton>("libraryMenuToolButton")->click();
        auto *menu = part<QMenu>("libraryMenu");
        partOf<QAction>(*menu, "cleanUpLibraryAction")->trigger();
        menu->close();
    };
    cleanUp();
    QTRY_VERIFY(m_panel->findChild<QMessageBox *>(QStringLiteral("cleanUpMessageBox")));
    auto *box = part<QMessageBox>("cleanUpMessageBox");
    QVERIFY(box->text().contains(QStringLiteral("2 pictures")));
    box->defaultButton()->click();
    QTRY_COMPARE(shown(), QStringLiteral("cake.jpg"));

    QTRY_VERIFY(!m_panel->findChild<QMessageBox *>(QStringLiteral("cleanUpMessageBox")));
    QSignalSpy said(m_panel.get(), &LibraryPanel::message);
    cleanUp();
    QTRY_COMPARE(said.count(), 1);
    QVERIFY(!m_panel->findChild<QMessageBox *>(QStringLiteral("cleanUpMessageBox")));
}

void TestLibraryPanel::missingFilesAreFoundAndMended()
{
    const MediaAsset cake = bring(QStringLiteral("cake.jpg"));
    bring(QStringLiteral("soup.jpg"), Qt::green);
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    QVERIFY(QFile::remove(libraryPath(cake, m_gui->workspace->directory())));

    auto *choice = part<QComboBox>("libraryShownComboBox");
    choice->setCurrentIndex(3);
    emit choice->activated(3);
    QTRY_COMPARE(shown(), QStringLiteral("cake.jpg"));
    QVERIFY(list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(
        QStringLiteral("its file is missing")));
    click(0);
    QVERIFY(part<QLabel>("pictureFaultLabel")->isVisible());

    QSignalSpy said(m_panel.get(), &LibraryPanel::message);
    const auto show = [this](const QString &path) {
        part<QPushButton>("mendPicturePushButton")->click();
        auto *dialog = part<QFileDialog>("mendDialog");
        emit dialog->fileSelected(path);
        dialog->close();
    };
    show(m_gui->directory.filePath(QStringLiteral("soup.jpg")));
    QTRY_COMPARE(said.count(), 1);
    QVERIFY(said.takeFirst().constFirst().toString().contains(QStringLiteral("another picture")));
    show(m_gui->directory.filePath(QStringLiteral("cake.jpg")));
    QTRY_VERIFY(QFile::exists(libraryPath(cake, m_gui->workspace->directory())));
    QTRY_COMPARE(part<QStackedWidget>("libraryStackedWidget")->currentIndex(), 1);
    QTRY_COMPARE(partOf<QLabel>(*m_panel, "libraryEmptyTextLabel")->text(),
                 QStringLiteral("Every file is there and whole"));
}

void TestLibraryPanel::theSelectionStaysWithItsPicture()
{
    bring(QStringLiteral("cake.jpg"));
    m_gui->clock.advance(std::chrono::seconds(1));
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    click(0);
    bring(QStringLiteral("soup.jpg"), Qt::green);
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    QCOMPARE(list()->selectedPictures().constFirst().fileName, QStringLiteral("cake.jpg"));
    QCOMPARE(part<QLabel>("pictureNameLabel")->text(), QStringLiteral("cake.jpg"));
}

void TestLibraryPanel::whatIsKeptForADeletedPinSaysSo()
{
    const MediaAsset cake = bring(QStringLiteral("cake.jpg"));
    const PinId pin = use(cake, QStringLiteral("Lemon cake"));
    await<EditOutcome>([&](QObject *context, Done<EditOutcome> done) {
        m_gui->workspace->editor().remove({pin}, context, std::move(done));
    });
    QTRY_VERIFY(list()->model()->rowCount() == 1 && list()
                                                        ->model()
                                                        ->index(0, 0)
                                                        .data(Qt::AccessibleTextRole)
                                                        .toString()
                                                        .contains(QStringLiteral("not used")));
    click(0);
    QTRY_VERIFY(part<QLabel>("pictureUsesLabel")->text().contains(QStringLiteral("kept until")));
    QVERIFY(!part<QPushButton>("removePicturesPushButton")->isEnabled());
}

void TestLibraryPanel::aFileThatIsBroughtInAgainIsFaultyNoMore()
{
    const MediaAsset cake = bring(QStringLiteral("cake.jpg"));
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    QVERIFY(QFile::remove(libraryPath(cake, m_gui->workspace->directory())));
    auto *choice = part<QComboBox>("libraryShownComboBox");
    choice->setCurrentIndex(3);
    emit choice->activated(3);
    QTRY_COMPARE(shown(), QStringLiteral("cake.jpg"));
    bring(QStringLiteral("cake.jpg"));
    QTRY_COMPARE(part<QStackedWidget>("libraryStackedWidget")->currentIndex(), 1);
}

void TestLibraryPanel::aFirstEscEmptiesTheSearch()
{
    QSignalSpy closed(m_panel.get(), &LibraryPanel::closeWanted);
    auto *search = part<QLineEdit>("librarySearchField");
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("cake"));
    QTest::keyClick(search, Qt::Key_Escape);
    QCOMPARE(search->text(), QString());
    QCOMPARE(closed.count(), 0);
    QTest::keyClick(search, Qt::Key_Escape);
    QCOMPARE(closed.count(), 1);
}

void TestLibraryPanel::escClosesIt()
{
    QSignalSpy closed(m_panel.get(), &LibraryPanel::closeWanted);
    bring(QStringLiteral("cake.jpg"));
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    click(0);
    QTest::keyClick(list(), Qt::Key_Escape);
    QCOMPARE(closed.count(), 1);
}

void TestLibraryPanel::everyControlHasItsName()
{
    const MediaAsset cake = bring(QStringLiteral("cake.jpg"));
    use(cake, QStringLiteral("Lemon cake"));
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    click(0);
    QCOMPARE(namelessControls(m_panel.get()).join(QLatin1Char(' ')), QString());
}

void TestLibraryPanel::theWindowOpensItInPlaceOfItsPanels()
{
    openWindow();
    auto *unscheduled = partOf<UnscheduledPanel>(*m_window, "unscheduledPanel");
    QVERIFY(unscheduled->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_M, Qt::ControlModifier);
    auto *panel = partOf<LibraryPanel>(*m_window, "libraryPanel");
    QVERIFY(panel->isVisible());
    QVERIFY(!unscheduled->isVisible());
    QTRY_VERIFY(partOf<QLineEdit>(*panel, "librarySearchField")->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!panel->isVisible());
    QVERIFY(unscheduled->isVisible());
    QVERIFY(!m_window->actions().mediaLibrary->isChecked());

    m_window->actions().mediaLibrary->trigger();
    QVERIFY(panel->isVisible());
    m_window->actions().wideUnscheduled->trigger();
    QVERIFY(!panel->isVisible());
    QVERIFY(unscheduled->isVisible());
    QVERIFY(!m_window->actions().mediaLibrary->isChecked());
}

void TestLibraryPanel::aPictureIsPastedOntoTheWeek()
{
    const MediaAsset cake = bring(QStringLiteral("cake.jpg"));
    openWindow();
    m_window->actions().mediaLibrary->trigger();
    auto *grid = partOf<LibraryList>(*m_window, "mediaLibraryList");
    QTRY_COMPARE(grid->model()->rowCount(), 1);
    QTest::mouseClick(grid->viewport(), Qt::LeftButton, {},
                      grid->visualRect(grid->model()->index(0, 0)).center());
    QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
    auto *week = m_window->findChild<WeekView *>();
    week->setFocus();
    m_window->actions().paste->trigger();
    QTRY_COMPARE(m_gui->pinCount(), 1);
    const QList<Pin> pins = *m_gui->workspace->store().pins().list(
        {}, std::nullopt, std::nullopt, std::nullopt, {}, 10, 0);
    QCOMPARE(pins.constFirst().content.media, cake.id);
    QVERIFY(pins.constFirst().content.planned);
}

void TestLibraryPanel::titlesComeFromTheNamesThatWereBrought()
{
    bring(QStringLiteral("lemon-cake.jpg"));
    bring(QStringLiteral("tomato-soup.jpg"), Qt::green);
    openWindow();
    m_window->actions().mediaLibrary->trigger();
    auto *grid = partOf<LibraryList>(*m_window, "mediaLibraryList");
    QTRY_COMPARE(grid->model()->rowCount(), 2);
    grid->selectAll();
    QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
    m_window->findChild<WeekView *>()->setFocus();
    m_window->actions().paste->trigger();
    QTRY_VERIFY(m_window->findChild<SeveralPopover *>());
    QTRY_VERIFY(m_window->findChild<SeveralPopover *>()->files().contains(
        QStringLiteral("lemon-cake.jpg")));
    QVERIFY(m_window->findChild<SeveralPopover *>()->files().contains(
        QStringLiteral("tomato-soup.jpg")));
}

void TestLibraryPanel::enterMakesAPinWithoutATime()
{
    const MediaAsset cake = bring(QStringLiteral("lemon-cake.jpg"));
    openWindow();
    m_window->actions().mediaLibrary->trigger();
    auto *grid = partOf<LibraryList>(*m_window, "mediaLibraryList");
    QTRY_COMPARE(grid->model()->rowCount(), 1);
    QTest::mouseClick(grid->viewport(), Qt::LeftButton, {},
                      grid->visualRect(grid->model()->index(0, 0)).center());
    QTest::keyClick(grid, Qt::Key_Return);
    QTRY_COMPARE(m_gui->pinCount(), 1);
    const Pin pin = m_gui->workspace->store().pins().unscheduled({}, 1, 0)->constFirst();
    QCOMPARE(pin.content.media, cake.id);
    QCOMPARE(m_gui->workspace->store().media().asset(cake.id)->fileName,
             QStringLiteral("lemon-cake.jpg"));
    // It is opened, as it lies behind the library.
    QTRY_VERIFY(m_window->findChild<PinForm *>());
    QTRY_COMPARE(m_window->findChild<PinForm *>()->pin(), pin.id);
}

void TestLibraryPanel::ofAMissingFileNoPinIsMadeAndNoOtherOpened()
{
    const MediaAsset cake = bring(QStringLiteral("cake.jpg"));
    openWindow();
    m_window->actions().mediaLibrary->trigger();
    auto *grid = partOf<LibraryList>(*m_window, "mediaLibraryList");
    QTRY_COMPARE(grid->model()->rowCount(), 1);
    QVERIFY(QFile::remove(libraryPath(cake, m_gui->workspace->directory())));
    QTest::mouseClick(grid->viewport(), Qt::LeftButton, {},
                      grid->visualRect(grid->model()->index(0, 0)).center());
    QSignalSpy added(&m_window->verbs(), &PinVerbs::added);
    QTest::keyClick(grid, Qt::Key_Return);
    QTRY_COMPARE(added.count(), 1);
    QCOMPARE(m_gui->pinCount(), 0);
    // What is brought in next is not what was asked for here.
    DropTarget target;
    target.account = m_gui->account.id;
    m_window->verbs().addImages({m_gui->imageFile(QStringLiteral("soup.jpg"))}, target);
    QTRY_COMPARE(m_gui->pinCount(), 1);
    QTRY_COMPARE(added.count(), 2);
    QVERIFY(!m_window->findChild<PinForm *>()); // it is made when a pin is opened first
}

QTEST_MAIN(TestLibraryPanel)
#include "tst_librarypanel.moc"
