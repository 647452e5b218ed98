// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/embeddedtitle.h"
#include "media/videotool.h"
#include "planner/folderscan.h"
#include "planner/folderwatch.h"
#include "store/folderstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "support/await.h"
#include "support/planfixture.h"
#include "support/testimages.h"
#include "ui/boards/boardpicker.h"
#include "ui/folders/folderdesk.h"
#include "ui/needsyou.h"
#include "ui/theme/theme.h"
#include "workspace/workspace.h"

#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace pinweek;
using namespace pinweek::test;

using namespace std::chrono_literals;

namespace {

template<typename T>
T *part(const QWidget &window, const char *name)
{
    return window.findChild<T *>(QString::fromLatin1(name));
}

} // namespace

/** Watched folders: what comes into them becomes drafts, once. */
class TestFolders : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aNewFileBecomesADraftOnce();
    void whatCameWhilePinweekWasOffComesInAtTheStart();
    void whatIsCopiedTogetherIsOneStep();
    void aFileThatIsStillWrittenWaits();
    void theSameContentNeverComesTwice();
    void whatIsNoPictureStaysOutside_data();
    void whatIsNoPictureStaysOutside();
    void aFileThatCannotBeUsedIsSaidOnce();
    void aFolderThatIsGoneIsSaidAndComesBack();
    void anotherFolderOfItsNameIsWatchedFromThenOn();
    void filesThatWereThereBeforeStayOut();
    void whatMayPassIsTriedAgain();
    void goodAndBadFilesTogetherAreBothSaid();
    void theTitleThatIsWrittenIntoAFileIsTaken();
    void aFileInThePlaceOfAnotherIsNoticed();
    void watchingIsUndoneAndRedone();
    void onlyOneProgramWatches();
    void theDialogsAddAndRemoveAFolder();
    void aFolderThatIsGoneNeedsSomebody();

private:
    [[nodiscard]] Store &store() const { return m_plan->workspace->store(); }
    [[nodiscard]] QString inFolder(const QString &name) const { return m_folder + u'/' + name; }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(inFolder(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    void watch()
    {
        m_watch = std::make_unique<FolderWatch>(store(), nullptr, 40ms);
        m_watch->start();
    }
    WatchedFolder add(const QList<FolderFile> &present = {}) const
    {
        return must(await<WatchedFolder>([&](QObject *context, auto done) {
            store().folders().add({{}, m_folder, m_plan->account.id, board(), {}}, present,
                                  foldersteps::watched(m_folder), context, done);
        }));
    }
    [[nodiscard]] BoardId board() const { return m_plan->board(QStringLiteral("Recipes")).id; }
    [[nodiscard]] QList<Pin> drafts() const { return must(store().pins().unscheduled({})); }
    [[nodiscard]] int draftCount() const { return int(drafts().size()); }

    std::unique_ptr<PlanFixture> m_plan;
    std::unique_ptr<FolderWatch> m_watch;
    QString m_folder;
};

void TestFolders::init()
{
    m_plan = std::make_unique<PlanFixture>();
    m_folder = m_plan->directory.filePath(QStringLiteral("Photos"));
    QVERIFY(QDir().mkpath(m_folder));
}

void TestFolders::cleanup()
{
    m_watch.reset();
    m_plan.reset();
}

void TestFolders::aNewFileBecomesADraftOnce()
{
    write(QStringLiteral("old.jpg"), jpegFile({400, 600}, Qt::red));
    add(must(lookIntoFolder(m_folder)));
    watch();
    QSignalSpy broughtIn(m_watch.get(), &FolderWatch::broughtIn);
    write(QStringLiteral("IMG_2041_lemon-cake.jpg"), jpegFile({400, 600}, Qt::yellow));
    QTRY_COMPARE(broughtIn.size(), 1);
    QCOMPARE(draftCount(), 1);
    const Pin draft = drafts().constFirst();
    QCOMPARE(draft.content.title, QStringLiteral("Lemon cake"));
    QCOMPARE(draft.content.board, board());
    QCOMPARE(draft.status, PinStatus::Draft);
    QVERIFY(QFile::exists(inFolder(QStringLiteral("IMG_2041_lemon-cake.jpg"))));

    // Undone it stays away, also after a restart.
    must(await<UndoOutcome>(
        [&](QObject *context, auto done) { store().undo().undo(context, done); }));
    QCOMPARE(draftCount(), 0);
    m_watch.reset();
    watch();
    broughtIn.clear();
    QSignalSpy again(m_watch.get(), &FolderWatch::broughtIn);
    write(QStringLiteral("soup.jpg"), jpegFile({400, 600}, Qt::green));
    QTRY_COMPARE(again.size(), 1);
    QCOMPARE(draftCount(), 1);
}

void TestFolders::whatCameWhilePinweekWasOffComesInAtTheStart()
{
    add();
    write(QStringLiteral("one.jpg"), jpegFile({400, 600}, Qt::red));
    watch();
    QTRY_COMPARE(draftCount(), 1);
    m_watch.reset();
    write(QStringLiteral("two.png"), pngFile());
    watch();
    QTRY_COMPARE(draftCount(), 2);
}

void TestFolders::whatIsCopiedTogetherIsOneStep()
{
    add();
    for (int i = 0; i < 5; ++i)
        write(QStringLiteral("photo %1.jpg").arg(i), jpegFile({400, 600}, QColor(20 * i, 90, 50)));
    watch();
    QSignalSpy broughtIn(m_watch.get(), &FolderWatch::broughtIn);
    QTRY_COMPARE(broughtIn.size(), 1);
    QCOMPARE(broughtIn.at(0).at(0).toInt(), 5);
    QCOMPARE(broughtIn.at(0).at(1).toString(), QStringLiteral("Photos"));
    must(await<UndoOutcome>(
        [&](QObject *context, auto done) { store().undo().undo(context, done); }));
    QCOMPARE(draftCount(), 0);
}

void TestFolders::aFileThatIsStillWrittenWaits()
{
    add();
    watch();
    QSignalSpy states(m_watch.get(), &FolderWatch::statesChanged);
    QSignalSpy refused(m_watch.get(), &FolderWatch::refused);
    const QByteArray bytes = jpegFile({1200, 1800}, Qt::blue);
    QFile file(inFolder(QStringLiteral("slow.jpg")));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    // As often as it is looked at, it has grown.
    for (qsizetype part = 1; part <= 4; ++part) {
        file.write(bytes.mid((part - 1) * 1000, part < 4 ? 1000 : -1));
        if (part < 4) {
            states.clear();
            QTRY_VERIFY(!states.isEmpty());
            QCOMPARE(draftCount(), 0);
        }
    }
    file.close();
    QTRY_COMPARE(draftCount(), 1);
    QCOMPARE(refused.size(), 0);
}

void TestFolders::theSameContentNeverComesTwice()
{
    add();
    const QByteArray bytes = jpegFile({400, 600}, Qt::red);
    write(QStringLiteral("one.jpg"), bytes);
    write(QStringLiteral("the same.jpg"), bytes);
    watch();
    QTRY_COMPARE(draftCount(), 1);
    QVERIFY(QFile::rename(inFolder(QStringLiteral("one.jpg")), inFolder(QStringLiteral("b.jpg"))));
    write(QStringLiteral("c.jpg"), bytes);
    write(QStringLiteral("new.jpg"), jpegFile({400, 600}, Qt::green));
    QTRY_COMPARE(draftCount(), 2);
    // Another picture under a name that is known is another one.
    write(QStringLiteral("c.jpg"), jpegFile({500, 700}, Qt::blue));
    m_watch->look();
    QTRY_COMPARE(draftCount(), 3);
}

void TestFolders::whatIsNoPictureStaysOutside_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("comes");
    QTest::newRow("picture") << QStringLiteral("a.JPG") << true;
    QTest::newRow("video") << QStringLiteral("a.mp4") << true;
    QTest::newRow("phone") << QStringLiteral("IMG_1.HEIC") << true;
    QTest::newRow("hidden") << QStringLiteral(".a.jpg") << false;
    QTest::newRow("browser") << QStringLiteral("a.jpg.crdownload") << false;
    QTest::newRow("part") << QStringLiteral("a.jpg.part") << false;
    QTest::newRow("backup") << QStringLiteral("a.jpg~") << false;
    QTest::newRow("office") << QStringLiteral("~$a.jpg") << false;
    QTest::newRow("text") << QStringLiteral("notes.txt") << false;
}

void TestFolders::whatIsNoPictureStaysOutside()
{
    QFETCH(QString, name);
    QFETCH(bool, comes);
    write(name, "bytes");
    QVERIFY(QDir().mkpath(inFolder(QStringLiteral("within.jpg"))));
    QCOMPARE(must(lookIntoFolder(m_folder)).size(), comes ? 1 : 0);
}

void TestFolders::aFileThatCannotBeUsedIsSaidOnce()
{
    add();
    write(QStringLiteral("broken.jpg"), jpegFile().left(jpegFile().size() / 2));
    write(QStringLiteral("whole.jpg"), jpegFile());
    watch();
    QSignalSpy refused(m_watch.get(), &FolderWatch::refused);
    QTRY_COMPARE(draftCount(), 1);
    QTRY_COMPARE(refused.size(), 1);
    QVERIFY(refused.at(0).at(0).toStringList().constFirst().contains(QStringLiteral("broken.jpg")));
    // Made whole it comes in.
    write(QStringLiteral("broken.jpg"), jpegFile({400, 600}, Qt::red));
    QTRY_COMPARE(draftCount(), 2);
    QCOMPARE(refused.size(), 1);
}

void TestFolders::aFolderThatIsGoneIsSaidAndComesBack()
{
    add();
    watch();
    QTRY_COMPARE(m_watch->states().size(), 1);
    QSignalSpy failed(m_watch.get(), &FolderWatch::failed);
    QVERIFY(QDir().rename(m_folder, m_folder + QStringLiteral(" away")));
    m_watch->look();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.at(0).at(0).toString().contains(m_folder));
    QVERIFY(!m_watch->states().constFirst().problem.isEmpty());
    // The system tells that it is there again.
    QVERIFY(QDir().rename(m_folder + QStringLiteral(" away"), m_folder));
    QTRY_VERIFY(m_watch->states().constFirst().problem.isEmpty());
    write(QStringLiteral("a.jpg"), jpegFile());
    QTRY_COMPARE(draftCount(), 1);
    QCOMPARE(failed.size(), 1);
}

void TestFolders::anotherFolderOfItsNameIsWatchedFromThenOn()
{
    add();
    watch();
    QTRY_COMPARE(m_watch->states().size(), 1);
    write(QStringLiteral("a.jpg"), jpegFile());
    QTRY_COMPARE(draftCount(), 1);
    // Nobody asks it to look: the system tells.
    QVERIFY(QDir().rename(m_folder, m_folder + QStringLiteral(" old")));
    QTRY_VERIFY(!m_watch->states().constFirst().problem.isEmpty());
    QVERIFY(QDir().mkdir(m_folder));
    QTRY_VERIFY(m_watch->states().constFirst().problem.isEmpty());
    QVERIFY(QDir().rename(m_folder, m_folder + QStringLiteral(" older")));
    QVERIFY(QDir().mkdir(m_folder));
    write(QStringLiteral("b.jpg"), jpegFile({60, 90}));
    QTRY_COMPARE(draftCount(), 2);
}

void TestFolders::filesThatWereThereBeforeStayOut()
{
    const QByteArray copied = jpegFile({300, 300}, Qt::darkRed);
    write(QStringLiteral("touched.jpg"), jpegFile({400, 600}, Qt::red));
    write(QStringLiteral("named.jpg"), jpegFile({410, 600}, Qt::red));
    write(QStringLiteral("copied.jpg"), copied);
    write(QStringLiteral("changed.jpg"), jpegFile({420, 600}, Qt::red));
    constexpr int many = 200; // names only: nothing reads them
    for (int i = 0; i < many; ++i)
        write(QStringLiteral("synced %1.jpg").arg(i), QByteArray(1000 + i, 'x'));
    add(must(lookIntoFolder(m_folder)));
    watch();
    QTRY_COMPARE(m_watch->states().size(), 1);
    QSignalSpy broughtIn(m_watch.get(), &FolderWatch::broughtIn);
    QSignalSpy refused(m_watch.get(), &FolderWatch::refused);
    const auto touch = [this](const QString &name) {
        QFile file(inFolder(name));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-60),
                                 QFileDevice::FileModificationTime));
    };
    touch(QStringLiteral("touched.jpg"));
    for (int i = 0; i < many; ++i)
        touch(QStringLiteral("synced %1.jpg").arg(i));
    QVERIFY(
        QFile::rename(inFolder(QStringLiteral("named.jpg")), inFolder(QStringLiteral("n.jpg"))));
    write(QStringLiteral("a copy.jpg"), copied);
    write(QStringLiteral("changed.jpg"), jpegFile({800, 900}, Qt::green));
    write(QStringLiteral("new.jpg"), jpegFile({500, 700}, Qt::blue));
    m_watch->look();
    QTRY_COMPARE(broughtIn.size(), 1);
    QStringList titles;
    for (const Pin &pin : drafts())
        titles.append(pin.content.title);
    titles.sort();
    QCOMPARE(titles, (QStringList{QStringLiteral("Changed"), QStringLiteral("New")}));
    QCOMPARE(refused.size(), 0);

    // Nor after a restart.
    m_watch.reset();
    touch(QStringLiteral("n.jpg"));
    watch();
    QSignalSpy again(m_watch.get(), &FolderWatch::broughtIn);
    write(QStringLiteral("newer.jpg"), jpegFile({510, 700}, Qt::blue));
    QTRY_COMPARE(again.size(), 1);
    QCOMPARE(draftCount(), 3);
}

void TestFolders::whatMayPassIsTriedAgain()
{
    const QByteArray path = qgetenv("PATH");
    const auto back = qScopeGuard([&path] { qputenv("PATH", path); });
    qputenv("PATH", m_plan->directory.path().toLocal8Bit()); // no ffmpeg there
    QVERIFY(!hasVideoTools());
    add();
    write(QStringLiteral("clip.mp4"), "no video, but nobody can tell without ffmpeg");
    write(QStringLiteral("no image.jpg"), "text");
    watch();
    QSignalSpy refused(m_watch.get(), &FolderWatch::refused);
    QTRY_COMPARE(refused.size(), 1);
    QCOMPARE(refused.at(0).at(0).toStringList().size(), 2);
    const auto remembered = [this] {
        QStringList names;
        const auto files = must(await<QList<RememberedFile>>([this](QObject *context, auto done) {
            store().folders().known(m_watch->states().constFirst().folder.id, context, done);
        }));
        for (const RememberedFile &one : files)
            names += one.file.name;
        return names;
    };
    QCOMPARE(remembered(), {QStringLiteral("no image.jpg")}); // only that stays one
    qputenv("PATH", path);
    QTRY_COMPARE_WITH_TIMEOUT(remembered().size(), 2, 20'000);
    QCOMPARE(refused.size(), 2); // now it is said that it is no video
}

void TestFolders::goodAndBadFilesTogetherAreBothSaid()
{
    QWidget window;
    ThemeManager theme(m_plan->workspace->settings());
    FolderDesk desk(*m_plan->workspace, theme, &window);
    QSignalSpy refused(&desk, &FolderDesk::refused);
    add();
    write(QStringLiteral("good.jpg"), jpegFile());
    write(QStringLiteral("bad.jpg"), "text");
    desk.open(m_plan->account.id);
    QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, 20'000); // two looks, as they are in earnest
    const QString said = refused.at(0).at(0).toString();
    QVERIFY2(said.contains(QStringLiteral("1 new draft")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("left out")), qPrintable(said));
    QCOMPARE(draftCount(), 1);
}

void TestFolders::theTitleThatIsWrittenIntoAFileIsTaken()
{
    const QByteArray packet =
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
        "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
        "xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title><rdf:Alt>"
        "<rdf:li xml:lang='de'>Zitronenkuchen</rdf:li>"
        "<rdf:li xml:lang='x-default'>Lemon &amp; lime\ncake</rdf:li></rdf:Alt></dc:title>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>";
    QCOMPARE(xmpTitle("\xff\xd8 anything" + packet + "more"), QStringLiteral("Lemon & lime cake"));
    QCOMPARE(xmpTitle(packet.left(packet.size() - 20)), QString());
    QCOMPARE(xmpTitle("<x:xmpmeta><dc:title>unbound</x:xmpmeta>"), QString());
    QByteArray jpeg = jpegFile();
    const QByteArray body = QByteArray("http://ns.adobe.com/xap/1.0/") + '\0' + packet;
    const int size = int(body.size()) + 2;
    jpeg.insert(2, QByteArray("\xff\xe1") + char(size >> 8) + char(size & 0xff) + body);
    add();
    write(QStringLiteral("DSC_0001.jpg"), jpeg);
    watch();
    QTRY_COMPARE(draftCount(), 1);
    QCOMPARE(drafts().constFirst().content.title, QStringLiteral("Lemon & lime cake"));
}

/** Of the same size and older than the last look, as a file that was moved there is. */
void TestFolders::aFileInThePlaceOfAnotherIsNoticed()
{
    const auto write = [this](const QColor &colour, int secondsAgo) {
        QByteArray bytes = jpegFile({400, 600}, colour);
        bytes.resize(20'000, '\0'); // behind the picture
        const QString aside = m_plan->directory.filePath(QStringLiteral("aside.jpg"));
        QFile file(aside);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QCOMPARE(file.write(bytes), bytes.size());
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-secondsAgo),
                                 QFileDevice::FileModificationTime));
        file.close();
        QFile::remove(inFolder(QStringLiteral("a.jpg")));
        QVERIFY(QFile::rename(aside, inFolder(QStringLiteral("a.jpg"))));
    };
    write(Qt::red, 1000);
    add();
    watch();
    QTRY_COMPARE(draftCount(), 1);
    write(Qt::blue, 5000);
    QTRY_COMPARE(draftCount(), 2);
    const QList<Pin> made = drafts();
    QVERIFY(made.at(0).content.media != made.at(1).content.media);
}

void TestFolders::watchingIsUndoneAndRedone()
{
    const auto undo = [this] {
        return must(await<UndoOutcome>(
            [this](QObject *context, auto done) { store().undo().undo(context, done); }));
    };
    const auto redo = [this] {
        return must(await<UndoOutcome>(
            [this](QObject *context, auto done) { store().undo().redo(context, done); }));
    };
    const auto watched = [this] { return must(store().folders().folders()); };
    write(QStringLiteral("old.jpg"), jpegFile({300, 300}));
    const WatchedFolder folder = add(must(lookIntoFolder(m_folder)));
    must(await<void>([&](QObject *context, auto done) {
        store().folders().setBoard(folder.id, {}, {}, foldersteps::otherBoard(folder.path), context,
                                   done);
    }));
    must(await<void>([&](QObject *context, auto done) {
        store().folders().remove(folder.id, foldersteps::notWatched(folder.path), context, done);
    }));
    QVERIFY(watched().isEmpty());
    QCOMPARE(undo().name, QStringLiteral("Stop watching “Photos”"));
    QCOMPARE(watched().size(), 1);
    QCOMPARE(watched().constFirst().id, folder.id);
    QVERIFY(!watched().constFirst().board.isValid());
    QCOMPARE(undo().rows, 1);
    QCOMPARE(watched().constFirst().board, board());
    undo();
    QVERIFY(watched().isEmpty());
    redo();
    // It knows what was there before.
    watch();
    write(QStringLiteral("new.jpg"), jpegFile({400, 600}));
    QTRY_COMPARE(draftCount(), 1);
    QCOMPARE(drafts().constFirst().content.title, QStringLiteral("New"));
    QCOMPARE(drafts().constFirst().content.board, board());
    m_watch.reset();
    // Watched anew it is another thing: all that is there may come in.
    must(await<void>([&](QObject *context, auto done) {
        store().folders().remove(folder.id, foldersteps::notWatched(folder.path), context, done);
    }));
    QCOMPARE(add().path, folder.path);
    watch();
    QTRY_COMPARE(draftCount(), 3);
}

void TestFolders::onlyOneProgramWatches()
{
    add();
    m_watch = std::make_unique<FolderWatch>(store(), nullptr, 40ms);
    m_watch->setResting(true);
    m_watch->start();
    QCOMPARE(m_watch->states().size(), 1);
    QVERIFY(m_watch->states().constFirst().isElsewhere);
    FolderWatch other(store(), nullptr, 40ms);
    QSignalSpy otherBroughtIn(&other, &FolderWatch::broughtIn);
    QSignalSpy broughtIn(m_watch.get(), &FolderWatch::broughtIn);
    other.start();
    write(QStringLiteral("a.jpg"), jpegFile({400, 600}));
    QTRY_COMPARE(otherBroughtIn.size(), 1);
    m_watch->look();
    other.setResting(true);
    m_watch->setResting(false);
    QVERIFY(!m_watch->states().constFirst().isElsewhere);
    write(QStringLiteral("b.jpg"), jpegFile({500, 600}));
    QTRY_COMPARE(broughtIn.size(), 1);
    QCOMPARE(broughtIn.constFirst().constFirst().toInt(), 1);
    QCOMPARE(otherBroughtIn.size(), 1);
    QCOMPARE(draftCount(), 2);
}

void TestFolders::aFolderThatIsGoneNeedsSomebody()
{
    const WatchedFolder folder = add();
    QWidget window;
    window.show();
    ThemeManager theme(m_plan->workspace->settings());
    NeedsYou needs(*m_plan->workspace, theme, &window);
    QSignalSpy counted(&needs, &NeedsYou::countChanged);
    needs.setFolders({{folder, {}, 2}});
    QCOMPARE(needs.count(), 0);
    needs.setFolders({{folder, QStringLiteral("It is not there."), 0}});
    QCOMPARE(needs.count(), 1);
    QCOMPARE(counted.size(), 1);
    needs.popUp(nullptr);
    QSignalSpy looked(&needs, &NeedsYou::folderLookWanted);
    QTest::mouseClick(part<QPushButton>(needs, "lookAgainPushButton"), Qt::LeftButton);
    QCOMPARE(looked.size(), 1);
    needs.popUp(nullptr);
    QSignalSpy stopped(&needs, &NeedsYou::stopWatchingWanted);
    QTest::mouseClick(part<QPushButton>(needs, "stopWatchingPushButton"), Qt::LeftButton);
    QCOMPARE(stopped.size(), 1);
    QCOMPARE(stopped.constFirst().constFirst().value<WatchedFolder>(), folder);
    needs.popUp(nullptr);
    needs.setFolders({{folder, {}, 0}}); // it is there again
    QVERIFY(!needs.isVisible());
    QCOMPARE(needs.count(), 0);
}

void TestFolders::theDialogsAddAndRemoveAFolder()
{
    write(QStringLiteral("old.jpg"), jpegFile());
    QWidget window;
    window.show();
    ThemeManager theme(m_plan->workspace->settings());
    FolderDesk desk(*m_plan->workspace, theme, &window);
    QSignalSpy said(&desk, &FolderDesk::message);
    desk.open(m_plan->account.id);
    QVERIFY(part<QPushButton>(window, "foldersEmptyPushButton"));
    desk.askAbout(m_plan->workspace->directory() + QStringLiteral("/media"));
    QCOMPARE(said.size(), 1); // its own files it does not watch
    desk.askAbout(m_folder + u'/');
    QTRY_VERIFY(part<QPushButton>(window, "watchPushButton"));
    QCheckBox *present = part<QCheckBox>(window, "presentCheckBox");
    QVERIFY(present->isVisible());
    QVERIFY(present->text().contains(u'1'));
    present->click();
    part<BoardPicker>(window, "folderBoardPicker")->setChoice(board(), {});
    QTest::mouseClick(part<QPushButton>(window, "watchPushButton"), Qt::LeftButton);
    QTRY_COMPARE(draftCount(), 1); // two looks, as they are in earnest
    QCOMPARE(drafts().constFirst().content.board, board());
    QTRY_VERIFY(part<QLabel>(window, "folderStateLabel"));
    QCOMPARE(part<QLabel>(window, "folderPathLabel")->text(), m_folder);

    QTest::mouseClick(part<QToolButton>(window, "removeFolderToolButton"), Qt::LeftButton);
    QTRY_VERIFY(must(store().folders().folders()).isEmpty());
    QCOMPARE(draftCount(), 1);
    QTRY_VERIFY(said.constLast().at(1).toBool()); // can be undone
}

QTEST_MAIN(TestFolders)
#include "tst_folders.moc"
