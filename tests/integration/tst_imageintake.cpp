// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/imageimport.h"
#include "media/incomingfiles.h"
#include "media/libraryfile.h"
#include "planner/imageintake.h"
#include "store/librarysearch.h"
#include "support/storetest.h"
#include "support/testimages.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSignalSpy>

using namespace pinweek;
using namespace pinweek::test;

/** A batch comes into the library whole, or leaves nothing there. */
class TestImageIntake : public StoreTest
{
    Q_OBJECT

private slots:
    void aCancelledBatchLeavesNothing_data();
    void aCancelledBatchLeavesNothing();
    void aPictureThatWasThereStaysWhenItIsCancelled();
    void aBatchThatCameToItsEndLeavesNoNotes();
    void whatAnEndedProcessLeftIsTakenBack();
    void rowsThatAnEndedProcessLeftAreTakenBack();
    void whatIsUsedByNowStays();
    void whatAnotherProcessBringsInIsNotTouched();
    void whatTwoBringInGoesWithTheLastOfThem();
    void whatAnotherBroughtInToItsEndStays();
    void aFileWithoutRowThatNobodyNotedStays();

private:
    [[nodiscard]] QString workspace() const { return m_space->path(); }
    /** What is in folders of pictures and of notes. */
    [[nodiscard]] QStringList files() const
    {
        QStringList found;
        for (const auto &folder : {"media", "thumbnails", "incoming"}) {
            QDirIterator below(workspace() + QLatin1Char('/') + QLatin1String(folder),
                               QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            while (below.hasNext())
                found.append(below.next());
        }
        return found;
    }
    [[nodiscard]] int rows() const
    {
        LibrarySearch search(m_space->store());
        QSignalSpy found(&search, &LibrarySearch::found);
        search.find({}, 1000);
        return found.wait() ? found.at(0).at(0).value<LibraryPage>().total : -1;
    }
    static QList<IntakeItem> items(int count, QSize size = {400, 600})
    {
        QList<IntakeItem> all;
        for (int i = 0; i < count; ++i)
            all.append({{}, picture(i, size), QStringLiteral("%1.jpg").arg(i)});
        return all;
    }
    static QByteArray picture(int seed, QSize size = {400, 600})
    {
        return jpegFile(size, QColor::fromHsv(seed % 360, 200, 200));
    }
    Result<IntakeResult> take(const QList<IntakeItem> &items) const
    {
        ImageIntake intake(m_space->store());
        return await<IntakeResult>([&](QObject *context, Done<IntakeResult> done) {
            intake.take(items, context, std::move(done));
        });
    }
    /** As by a process that was killed: its files are there, and its notes. */
    MediaAsset leave(int seed) const
    {
        IncomingFiles incoming(workspace(), m_space->store().now());
        return *importImageBytes(picture(seed), QStringLiteral("left.jpg"), workspace(), &incoming);
    }
    MediaAsset insert(const MediaAsset &asset) const
    {
        return *await<MediaAsset>([&](QObject *context, Done<MediaAsset> done) {
            m_space->store().media().insert(asset, context, std::move(done));
        });
    }
    void mend() const
    {
        QVERIFY(await<void>([&](QObject *context, Done<void> done) {
            ImageIntake::mend(m_space->store(), context, std::move(done));
        }));
    }
    [[nodiscard]] bool hasFile(const MediaAsset &asset) const
    {
        return QFile::exists(libraryPath(asset, workspace()));
    }
};

void TestImageIntake::aCancelledBatchLeavesNothing_data()
{
    QTest::addColumn<int>("after");
    QTest::newRow("before the first file") << 0;
    QTest::newRow("amid the files") << 7;
    QTest::newRow("amid the rows") << 20;
}

void TestImageIntake::aCancelledBatchLeavesNothing()
{
    QFETCH(int, after);
    ImageIntake intake(m_space->store());
    Awaited<IntakeResult> answer;
    connect(&intake, &ImageIntake::progress, &intake, [&](int done, int) {
        // After the last file the first rows are on their way.
        if (done == after)
            QMetaObject::invokeMethod(&intake, &ImageIntake::cancel, Qt::QueuedConnection);
    });
    intake.take(items(20, {1200, 1800}), this, answer.done());
    QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
    QTRY_COMPARE(files(), QStringList());
    QTRY_COMPARE(rows(), 0);
    QVERIFY(QDir(workspace() + QStringLiteral("/incoming")).isEmpty());
}

void TestImageIntake::aPictureThatWasThereStaysWhenItIsCancelled()
{
    const MediaAsset there = take(items(1))->assets.constFirst();
    ImageIntake intake(m_space->store());
    Awaited<IntakeResult> answer;
    connect(&intake, &ImageIntake::progress, &intake, [&](int done, int) {
        if (done == 6)
            intake.cancel();
    });
    intake.take(items(6), this, answer.done());
    QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
    QTRY_COMPARE(files().size(), 2); // with its thumbnail
    QVERIFY(hasFile(there));
    QCOMPARE(rows(), 1);
}

void TestImageIntake::aBatchThatCameToItsEndLeavesNoNotes()
{
    const Result<IntakeResult> taken = take(items(5));
    QVERIFY(taken);
    QVERIFY(QDir(workspace() + QStringLiteral("/incoming")).isEmpty());
    mend();
    QCOMPARE(rows(), 5);
    QCOMPARE(files().size(), 10);
}

void TestImageIntake::whatAnEndedProcessLeftIsTakenBack()
{
    leave(1);
    leave(2);
    QCOMPARE(files().size(), 6);
    mend();
    QCOMPARE(files(), QStringList());
}

void TestImageIntake::rowsThatAnEndedProcessLeftAreTakenBack()
{
    insert(leave(1));
    QCOMPARE(rows(), 1);
    mend();
    QCOMPARE(rows(), 0);
    QCOMPARE(files(), QStringList());
    // And the same picture comes again.
    QVERIFY(take({{{}, picture(1), QStringLiteral("again.jpg")}}));
    QCOMPARE(rows(), 1);
}

void TestImageIntake::whatIsUsedByNowStays()
{
    const MediaAsset used = insert(leave(1));
    const MediaAsset undone = insert(leave(2));
    m_space->addPin(m_space->content(m_space->plan(), {}, used.id, {}));
    const PinId pin = m_space->addPin(m_space->content(m_space->plan(), {}, used.id, {}));
    PinChange change = m_space->change(pin);
    change.content.media = undone.id;
    QVERIFY(m_space->apply({QStringLiteral("Replace image"), {change}, {}}));
    QVERIFY(m_space->undo());
    mend();
    QVERIFY(hasFile(used));
    QVERIFY(hasFile(undone));
    QCOMPARE(rows(), 2);
    QVERIFY(m_space->redo());
}

void TestImageIntake::whatAnotherProcessBringsInIsNotTouched()
{
    IncomingFiles other(workspace(), m_space->store().now());
    const MediaAsset theirs =
        *importImageBytes(picture(1), QStringLiteral("theirs.jpg"), workspace(), &other);
    leave(2);
    mend();
    QVERIFY(hasFile(theirs));
    QCOMPARE(files().size(), 3);
    insert(theirs);
    other.keep();
    mend();
    QCOMPARE(rows(), 1);
    QCOMPARE(files().size(), 2);
}

void TestImageIntake::whatTwoBringInGoesWithTheLastOfThem()
{
    auto other = std::make_unique<IncomingFiles>(workspace(), m_space->store().now());
    const MediaAsset both =
        *importImageBytes(picture(1), QStringLiteral("both.jpg"), workspace(), other.get());
    leave(1);
    mend();
    QVERIFY(hasFile(both));
    other.reset();
    mend();
    QCOMPARE(files(), QStringList());
}

void TestImageIntake::whatAnotherBroughtInToItsEndStays()
{
    const MediaAsset left = leave(1);
    QVERIFY(take({{{}, picture(1), QStringLiteral("mine.jpg")}}));
    mend();
    QVERIFY(hasFile(left));
    QCOMPARE(rows(), 1);
}

/** A plan that was put back, or begun anew after damage, may lack rows of pictures that a backup of
 * the plan needs again. */
void TestImageIntake::aFileWithoutRowThatNobodyNotedStays()
{
    const MediaAsset old = *importImageBytes(picture(1), QStringLiteral("old.jpg"), workspace());
    ImageIntake intake(m_space->store());
    Awaited<IntakeResult> answer;
    connect(&intake, &ImageIntake::progress, &intake, [&](int done, int) {
        if (done == 3)
            intake.cancel();
    });
    intake.take(items(3), this, answer.done());
    QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
    QTRY_COMPARE(files().size(), 2);
    mend();
    QVERIFY(hasFile(old));
}

QTEST_GUILESS_MAIN(TestImageIntake)
#include "tst_imageintake.moc"
