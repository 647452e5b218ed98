// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/imageimport.h"
#include "media/libraryfile.h"
#include "media/thumbnail.h"
#include "planner/libraryfiles.h"
#include "store/librarysearch.h"
#include "store/librarystore.h"
#include "support/storetest.h"

#include <QBuffer>
#include <QDir>
#include <QImage>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

/** What of the media library is used, what leaves it, and when files go. */
class TestLibrary : public StoreTest
{
    Q_OBJECT

private slots:
    void itListsPicturesWithTheirUse();
    void itIsSearchedByNameAndByTitlesOfPins();
    void itIsSortedAndRead_data();
    void itIsSortedAndRead();
    void aNewerQuestionDropsTheOlder();
    void pinsOfAPictureComeInTheOrderOfTheirTime();
    void unusedPicturesLeaveAndComeBackByUndo();
    void aPictureOfAPinDeletedLatelyStays();
    void bringingItInAgainPutsItBack();
    void filesGoThirtyDaysLater();
    void filesStayWhileAStepNamesThem();
    void filesStayThatAreBroughtInJustNow();
    void aVideoIsListedOnceAndShownByItsPoster();
    void aCoverIsAPictureOfTheLibraryAndAStepToUndo();
    void aFrameGoesWithItsVideoAndAPictureStays();
    void aVideoIsNoPictureOfACarousel();
    void anUnusedVideoTakesItsStillsAlong();
    void theFileOfAPosterStaysAsLongAsItsVideo();
    void aFileThatIsACoverIsUsed();
    void missingAndDamagedFilesAreFound();
    void aMissingFileIsPutBackFromACopy();
    void checkingIsCancelled();

private:
    [[nodiscard]] LibraryStore &library() const { return m_space->store().library(); }
    LibraryPage find(const LibraryQuery &query = {}, int limit = 100) const
    {
        LibrarySearch search(m_space->store());
        LibraryPage page;
        bool found = false;
        connect(&search, &LibrarySearch::found, this, [&](const LibraryPage &answer) {
            page = answer;
            found = true;
        });
        search.find(query, limit);
        [&] { QTRY_VERIFY(found); }();
        return page;
    }
    QStringList names(const LibraryQuery &query = {}) const
    {
        QStringList found;
        for (const LibraryPicture &picture : find(query).pictures)
            found.append(picture.asset.fileName);
        return found;
    }
    /** A picture with its files; another grey, another picture. */
    MediaAsset bring(int grey, const QString &name) const
    {
        return insert(*importImageBytes(bytes(grey), name, m_space->path()));
    }
    MediaAsset insert(const MediaAsset &asset) const
    {
        return *await<MediaAsset>([&](QObject *context, Done<MediaAsset> done) {
            m_space->store().media().insert(asset, context, std::move(done));
        });
    }
    /** A video's row with its poster; of the video there is no file. */
    MediaAsset bringVideo(int grey, const QString &name) const
    {
        MediaAsset still = *importImageBytes(bytes(grey), name, m_space->path());
        still.kind = MediaKind::Still;
        MediaAsset video;
        video.sha256 = still.sha256.mid(1) + QLatin1Char('0');
        video.format = QStringLiteral("mp4");
        video.fileName = name;
        video.size = {1080, 1920};
        video.bytes = 1'000'000;
        video.kind = MediaKind::Video;
        video.duration = 42s;
        video.codec = QStringLiteral("h264");
        video.poster = insert(still).id;
        return insert(video);
    }
    MediaAsset bringStill(int grey) const
    {
        MediaAsset still = *importImageBytes(bytes(grey), QStringLiteral("still"), m_space->path());
        still.kind = MediaKind::Still;
        return insert(still);
    }
    Result<StepOutcome> setCover(PinId pin, const MediaAsset &cover) const
    {
        PinChange change = m_space->change(pin);
        change.content.cover = cover.id;
        return m_space->apply({QStringLiteral("Choose cover"), {change}, {}});
    }
    std::optional<MediaAsset> shownBy(PinId pin) const
    {
        return m_space->store().media().picture(m_space->pin(pin).content);
    }
    /** Stills are not listed, so the row itself is looked at. */
    [[nodiscard]] bool isThere(MediaId id) const
    {
        bool there = false;
        const QString name = QStringLiteral("look");
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
            db.setDatabaseName(m_space->path() + QStringLiteral("/pinweek.db"));
            QSqlQuery query(db);
            there = db.open() &&
                    query.exec(QStringLiteral("SELECT 1 FROM media_asset WHERE id = %1 AND "
                                              "removed_at IS NULL AND erased = 0")
                                   .arg(id.value)) &&
                    query.next();
        }
        QSqlDatabase::removeDatabase(name);
        return there;
    }
    static QByteArray bytes(int grey)
    {
        QImage image(40, 60, QImage::Format_RGB32);
        image.fill(qRgb(grey, grey, grey));
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        return png;
    }
    PinId use(const MediaAsset &asset, const QString &title, std::optional<UtcTime> at = {}) const
    {
        return m_space->addPin(m_space->content(m_space->plan(), {}, asset.id, at, title));
    }
    LibraryRemoval removeUnused(const QList<MediaId> &among = {}) const
    {
        return *await<LibraryRemoval>([&](QObject *context, Done<LibraryRemoval> done) {
            library().removeUnused(among, QStringLiteral("Clean up"), context, std::move(done));
        });
    }
    void removePin(PinId pin) const
    {
        PinChange change = m_space->change(pin);
        change.removed = true;
        QVERIFY(m_space->apply({QStringLiteral("Delete"), {change}, {}}));
    }
    /** As the program does some time after its start. */
    int erase() const
    {
        // Another write behind it: nothing is answered where there is nothing to erase.
        int erased = 0;
        library().eraseRemoved(
            [this](const MediaAsset &asset) { return eraseLibraryFile(asset, m_space->path()); },
            &m_space->store(),
            [&erased](const Result<int> &count) { erased = count.value_or(-1); });
        insert(*importImageBytes(bytes(255), QStringLiteral("other.png"), m_space->path()));
        return erased;
    }
    [[nodiscard]] QString fileOf(const MediaAsset &asset) const
    {
        return libraryPath(asset, m_space->path());
    }
    /** Files are asked for their age by the system's clock. */
    void makeOld(const MediaAsset &asset) const
    {
        QFile file(fileOf(asset));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-40),
                                 QFileDevice::FileModificationTime));
    }
};

void TestLibrary::itListsPicturesWithTheirUse()
{
    QCOMPARE(find().total, 0);
    const MediaAsset cake = bring(10, QStringLiteral("cake.png"));
    const MediaAsset soup = bring(20, QStringLiteral("soup.png"));
    use(cake, QStringLiteral("Lemon cake"));
    use(cake, QStringLiteral("Lemon cake again"), m_now + 24h);
    PinContent carousel =
        m_space->content(m_space->plan(), {}, soup.id, {}, QStringLiteral("Menu"));
    setPictures(carousel, {{soup.id, {}, {}, {}}, {cake.id, {}, {}, {}}});
    m_space->addPin(carousel);

    const LibraryPage page = find();
    QCOMPARE(page.total, 2);
    QCOMPARE(page.bytes, cake.bytes + soup.bytes);
    QCOMPARE(page.pictures.at(0).asset, soup);
    QCOMPARE(page.pictures.at(0).pins, 1);
    QCOMPARE(page.pictures.at(1).asset, cake);
    QCOMPARE(page.pictures.at(1).pins, 3);
    bring(30, QStringLiteral("salad.png"));
    QCOMPARE(names({{}, PictureUse::Unused}), QStringList{QStringLiteral("salad.png")});
    QCOMPARE(names({{}, PictureUse::Used}).size(), 2);
    QCOMPARE(find({{}, PictureUse::Any, LibraryOrder::NewestFirst, {cake.id}}).total, 1);
}

void TestLibrary::itIsSearchedByNameAndByTitlesOfPins()
{
    const MediaAsset cake = bring(10, QStringLiteral("IMG_0001.png"));
    bring(20, QStringLiteral("Äpfel.png"));
    use(cake, QStringLiteral("Zitronenkuchen für Gäste"));
    QCOMPARE(names({QStringLiteral("kuchen GÄSTE")}), QStringList{QStringLiteral("IMG_0001.png")});
    QCOMPARE(names({QStringLiteral("img gäste")}).size(), 1);
    QCOMPARE(names({QStringLiteral("äpfel")}), QStringList{QStringLiteral("Äpfel.png")});
    QCOMPARE(names({QStringLiteral("äpfel kuchen")}), QStringList());
    QCOMPARE(names({QStringLiteral("100%_")}), QStringList());
}

void TestLibrary::itIsSortedAndRead_data()
{
    QTest::addColumn<LibraryOrder>("order");
    QTest::addColumn<QString>("expected");
    QTest::newRow("newest") << LibraryOrder::NewestFirst << QStringLiteral("C b a");
    QTest::newRow("oldest") << LibraryOrder::OldestFirst << QStringLiteral("a b C");
    QTest::newRow("name") << LibraryOrder::ByName << QStringLiteral("a b C");
    QTest::newRow("largest") << LibraryOrder::LargestFirst << QStringLiteral("b C a");
    QTest::newRow("most used") << LibraryOrder::MostUsed << QStringLiteral("b C a");
}

void TestLibrary::itIsSortedAndRead()
{
    QFETCH(LibraryOrder, order);
    QFETCH(QString, expected);
    const QStringList all{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("C")};
    for (int i = 0; i < all.size(); ++i) {
        MediaAsset asset = *importImageBytes(bytes(i), all.at(i), m_space->path());
        asset.bytes = QList<qint64>{100, 300, 200}.at(i);
        const MediaAsset stored = insert(asset);
        if (i == 1)
            use(stored, QStringLiteral("Used"));
        m_space->clock.advance(1s);
    }
    QCOMPARE(names({{}, PictureUse::Any, order}).join(QLatin1Char(' ')), expected);
    const LibraryPage page = find({{}, PictureUse::Any, order}, 2);
    QCOMPARE(page.pictures.size(), 2);
    QCOMPARE(page.total, 3);
    QCOMPARE(page.bytes, qint64(600));
}

void TestLibrary::aNewerQuestionDropsTheOlder()
{
    bring(10, QStringLiteral("cake.png"));
    bring(20, QStringLiteral("soup.png"));
    LibrarySearch search(m_space->store());
    QList<LibraryPage> found;
    connect(&search, &LibrarySearch::found, this,
            [&found](const LibraryPage &page) { found.append(page); });
    search.find({}, 10);
    search.find({QStringLiteral("cake")}, 10);
    QTRY_VERIFY(!found.isEmpty());
    QCOMPARE(find().total, 2); // behind both
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().total, 1);
}

void TestLibrary::pinsOfAPictureComeInTheOrderOfTheirTime()
{
    const MediaAsset cake = bring(10, QStringLiteral("cake.png"));
    const PinId idea = use(cake, QStringLiteral("Idea"));
    const PinId later = use(cake, QStringLiteral("Later"), m_now + 48h);
    const PinId soon = use(cake, QStringLiteral("Soon"), m_now + 24h);
    removePin(use(cake, QStringLiteral("Deleted")));
    QList<PinId> pins;
    const QList<Pin> found = *library().pinsWith(cake.id, 10);
    for (const Pin &pin : found)
        pins.append(pin.id);
    QCOMPARE(pins, (QList<PinId>{soon, later, idea}));
    QCOMPARE(library().pinsWith(cake.id, 2)->size(), 2);
}

void TestLibrary::unusedPicturesLeaveAndComeBackByUndo()
{
    const MediaAsset cake = bring(10, QStringLiteral("cake.png"));
    const MediaAsset soup = bring(20, QStringLiteral("soup.png"));
    const MediaAsset salad = bring(30, QStringLiteral("salad.png"));
    use(cake, QStringLiteral("Lemon cake"));
    QList<ChangeSet> told;
    connect(&m_space->store(), &Store::changed, this,
            [&told](const ChangeSet &changes) { told.append(changes); });

    LibraryRemoval removed = removeUnused({cake.id, soup.id});
    QCOMPARE(removed.pictures, 1);
    QCOMPARE(removed.bytes, soup.bytes);
    QVERIFY(told.constLast().media);
    QCOMPARE(names(), (QStringList{QStringLiteral("salad.png"), QStringLiteral("cake.png")}));
    removed = removeUnused();
    QCOMPARE(removed.pictures, 1);
    QCOMPARE(names(), QStringList{QStringLiteral("cake.png")});
    QCOMPARE(removeUnused().pictures, 0);
    QVERIFY(QFile::exists(fileOf(salad)));

    QCOMPARE(m_space->undo()->name, QStringLiteral("Clean up"));
    QVERIFY(names().contains(QStringLiteral("salad.png")));
    QCOMPARE(m_space->undo()->rows, 1);
    QCOMPARE(names().size(), 3);
    QCOMPARE(m_space->redo()->rows, 1);
    QVERIFY(!names().contains(QStringLiteral("soup.png")));
}

void TestLibrary::aPictureOfAPinDeletedLatelyStays()
{
    const MediaAsset cake = bring(10, QStringLiteral("cake.png"));
    removePin(use(cake, QStringLiteral("Lemon cake")));
    QCOMPARE(find().pictures.constFirst().pins, 0);
    QCOMPARE(find().pictures.constFirst().keptUntil, m_now + 24h * 30);
    QCOMPARE(find({{}, PictureUse::Unused}).total, 0);
    QCOMPARE(removeUnused().pictures, 0);
    m_space->clock.advance(24h * 31);
    QVERIFY(!find().pictures.constFirst().keptUntil);
    QCOMPARE(find({{}, PictureUse::Unused}).total, 1);
    QCOMPARE(removeUnused().pictures, 1);
}

void TestLibrary::bringingItInAgainPutsItBack()
{
    const MediaAsset cake = bring(10, QStringLiteral("cake.png"));
    QCOMPARE(removeUnused().pictures, 1);
    QCOMPARE(find().total, 0);
    QCOMPARE(bring(10, QStringLiteral("other name.png")).id, cake.id);
    QCOMPARE(names(), QStringList{QStringLiteral("cake.png")});
    // What undo would do is done already.
    QCOMPARE(m_space->undo()->rows, 0);
    QCOMPARE(find().total, 1);
}

void TestLibrary::filesGoThirtyDaysLater()
{
    const MediaAsset cake = bring(10, QStringLiteral("cake.png"));
    const MediaAsset soup = bring(20, QStringLiteral("soup.png"));
    makeOld(cake);
    makeOld(soup);
    removeUnused({cake.id});
    m_space->clock.advance(24h * 29);
    QCOMPARE(erase(), 0);
    QVERIFY(QFile::exists(fileOf(cake)));
    m_space->clock.advance(24h * 2);
    QCOMPARE(erase(), 1);
    QVERIFY(!QFile::exists(fileOf(cake)));
    QVERIFY(!hasThumbnail(cake.sha256, m_space->path()));
    QVERIFY(QFile::exists(fileOf(soup)));
    QVERIFY(
        QDir(QFileInfo(fileOf(cake)).path()).entryList({QStringLiteral("*.leaving")}).isEmpty());
    QCOMPARE(erase(), 0);
    // Too late for undo: it says so by doing nothing, and does not list what is not there.
    QCOMPARE(m_space->undo()->rows, 0);
    QVERIFY(!names().contains(QStringLiteral("cake.png")));
    // Brought in again it is there again, and whole.
    QCOMPARE(bring(10, QStringLiteral("cake.png")).id, cake.id);
    QVERIFY(readLibraryFile(cake, m_space->path()));
    QVERIFY(names().contains(QStringLiteral("cake.png")));
}

void TestLibrary::filesStayWhileAStepNamesThem()
{
    const MediaAsset cake = bring(10, QStringLiteral("cake.png"));
    const MediaAsset soup = bring(20, QStringLiteral("soup.png"));
    makeOld(cake);
    const PinId pin = use(cake, QStringLiteral("Lemon cake"));
    PinChange change = m_space->change(pin);
    setPictures(change.content, {{soup.id, {}, {}, {}}});
    QVERIFY(m_space->apply({QStringLiteral("Replace image"), {change}, {}}));
    QCOMPARE(removeUnused().pictures, 1);
    m_space->clock.advance(24h * 31);
    QCOMPARE(erase(), 0);
    QVERIFY(m_space->undo()); // the cleaning
    QVERIFY(m_space->undo()); // the replacement
    QCOMPARE(m_space->pin(pin).content.media, cake.id);
    QVERIFY(readLibraryFile(cake, m_space->path()));
}

void TestLibrary::filesStayThatAreBroughtInJustNow()
{
    const MediaAsset cake = bring(10, QStringLiteral("cake.png"));
    makeOld(cake);
    removeUnused();
    m_space->clock.advance(24h * 31);
    // Another process is between its look at the file and its row.
    QVERIFY(importImageBytes(bytes(10), QStringLiteral("cake.png"), m_space->path()));
    QCOMPARE(erase(), 0);
    QVERIFY(readLibraryFile(cake, m_space->path()));
}

void TestLibrary::aVideoIsListedOnceAndShownByItsPoster()
{
    const MediaAsset video = bringVideo(10, QStringLiteral("cake.mp4"));
    QCOMPARE(video.duration, 42000ms);
    QCOMPARE(video.codec, QStringLiteral("h264"));
    QCOMPARE(*m_space->store().media().asset(video.id), video);
    const PinId pin = use(video, QStringLiteral("Lemon cake"));
    QCOMPARE(find().total, 1);
    QCOMPARE(find().pictures.constFirst().asset, video);
    QCOMPARE(find().pictures.constFirst().picture()->id, video.poster);
    QCOMPARE(find().pictures.constFirst().pins, 1);
    bring(50, QStringLiteral("soup.png"));
    LibraryQuery videos;
    videos.videosOnly = true;
    QCOMPARE(names(videos), QStringList{QStringLiteral("cake.mp4")});
    QCOMPARE(shownBy(pin)->id, video.poster);
    QCOMPARE(shownBy(pin)->kind, MediaKind::Still);
    // The same file once more, after its poster was lost: the new poster is taken.
    MediaAsset again = video;
    again.poster = bringStill(11).id;
    QCOMPARE(insert(again).id, video.id);
    QCOMPARE(shownBy(pin)->id, again.poster);
    // A still that somebody brings in as a picture is one from then on.
    QCOMPARE(bring(11, QStringLiteral("frame.png")).kind, MediaKind::Image);
    QCOMPARE(find().total, 3);
}

void TestLibrary::aCoverIsAPictureOfTheLibraryAndAStepToUndo()
{
    const MediaAsset video = bringVideo(10, QStringLiteral("cake.mp4"));
    const MediaAsset picture = bring(20, QStringLiteral("cake.png"));
    const PinId pin = use(video, QStringLiteral("Lemon cake"));
    QVERIFY(setCover(pin, picture));
    QCOMPARE(shownBy(pin)->id, picture.id);
    QCOMPARE(m_space->undo()->name, QStringLiteral("Choose cover"));
    QCOMPARE(shownBy(pin)->id, video.poster);
    QVERIFY(m_space->redo());
    QCOMPARE(shownBy(pin)->id, picture.id);
    m_space->reopen();
    QCOMPARE(m_space->pin(pin).content.cover, picture.id);
    // A copy has it too.
    const PinId copy = m_space->addPin(m_space->pin(pin).content);
    QCOMPARE(shownBy(copy)->id, picture.id);
    // A video covers nothing.
    QVERIFY(setCover(pin, bringVideo(30, QStringLiteral("other.mp4"))));
    QCOMPARE(shownBy(pin)->id, video.poster);
}

void TestLibrary::aFrameGoesWithItsVideoAndAPictureStays()
{
    const MediaAsset video = bringVideo(10, QStringLiteral("cake.mp4"));
    const MediaAsset other = bringVideo(20, QStringLiteral("soup.mp4"));
    const MediaAsset picture = bring(30, QStringLiteral("cake.png"));
    const PinId pin = use(video, QStringLiteral("Lemon cake"));
    const MediaAsset frame = *m_space->store().media().asset(video.poster);
    QVERIFY(setCover(pin, frame));
    PinChange change = m_space->change(pin);
    change.content.media = other.id;
    QVERIFY(m_space->apply({QStringLiteral("Replace video"), {change}, {}}));
    QVERIFY(!m_space->pin(pin).content.cover.isValid());
    QCOMPARE(shownBy(pin)->id, other.poster);
    QVERIFY(m_space->undo());
    QCOMPARE(m_space->pin(pin).content.cover, frame.id);
    // A picture of the user's own fits the next video as well.
    QVERIFY(setCover(pin, picture));
    change = m_space->change(pin);
    change.content.media = other.id;
    QVERIFY(m_space->apply({QStringLiteral("Replace video"), {change}, {}}));
    QCOMPARE(shownBy(pin)->id, picture.id);
    // A picture has none.
    change = m_space->change(pin);
    change.content.media = picture.id;
    change.content.cover = picture.id;
    QVERIFY(m_space->apply({QStringLiteral("Replace video"), {change}, {}}));
    QVERIFY(!m_space->pin(pin).content.cover.isValid());
}

void TestLibrary::aVideoIsNoPictureOfACarousel()
{
    const MediaAsset video = bringVideo(10, QStringLiteral("cake.mp4"));
    const MediaAsset picture = bring(20, QStringLiteral("cake.png"));
    const PinId pin = use(picture, QStringLiteral("Lemon cake"));
    PinChange change = m_space->change(pin);
    setPictures(change.content, {{picture.id}, {video.id}});
    const Result<StepOutcome> applied =
        m_space->apply({QStringLiteral("Add pictures"), {change}, {}});
    QVERIFY(!applied);
    QCOMPARE(applied.error().kind, ErrorKind::Rejected);
    QVERIFY(!m_space->pin(pin).content.isCarousel());
}

void TestLibrary::anUnusedVideoTakesItsStillsAlong()
{
    const MediaAsset video = bringVideo(10, QStringLiteral("cake.mp4"));
    const MediaAsset kept = bringVideo(20, QStringLiteral("soup.mp4"));
    const MediaAsset still = bringStill(30); // of a cover that nobody wanted
    const MediaAsset cover = bringStill(40);
    const PinId pin = use(kept, QStringLiteral("Soup"));
    QVERIFY(setCover(pin, cover));
    const LibraryRemoval removed = removeUnused();
    QCOMPARE(removed.pictures, 1);
    QCOMPARE(removed.bytes, video.bytes);
    QCOMPARE(names(), QStringList{QStringLiteral("soup.mp4")});
    QVERIFY(!isThere(video.poster));
    QVERIFY(!isThere(still.id));
    QVERIFY(isThere(kept.poster));
    QVERIFY(isThere(cover.id));
    QVERIFY(m_space->undo());
    QVERIFY(isThere(video.poster));
    QCOMPARE(names().size(), 2);
}

void TestLibrary::theFileOfAPosterStaysAsLongAsItsVideo()
{
    const MediaAsset video = bringVideo(10, QStringLiteral("cake.mp4"));
    const MediaAsset poster = *m_space->store().media().asset(video.poster);
    makeOld(poster);
    const PinId pin = use(video, QStringLiteral("Lemon cake"));
    removePin(pin);
    m_space->clock.advance(24h * 31);
    QCOMPARE(removeUnused().pictures, 1);
    m_space->clock.advance(24h * 31);
    QCOMPARE(erase(), 0); // the steps name the video
    QVERIFY(QFile::exists(fileOf(poster)));
    QVERIFY(m_space->undo()); // the cleaning
    QVERIFY(isThere(video.id));
    QVERIFY(isThere(poster.id));
}

void TestLibrary::aFileThatIsACoverIsUsed()
{
    const MediaAsset video = bringVideo(10, QStringLiteral("cake.mp4"));
    const MediaAsset picture = bring(20, QStringLiteral("cake.png"));
    const PinId pin = use(video, QStringLiteral("Lemon cake"));
    QVERIFY(setCover(pin, picture));
    QCOMPARE(find({{}, PictureUse::Unused}).total, 0);
    QCOMPARE(removeUnused().pictures, 0);
    QCOMPARE(library().pinsWith(picture.id, 10)->size(), 1);
    QCOMPARE(find({{}, PictureUse::Any, LibraryOrder::NewestFirst, {picture.id}})
                 .pictures.constFirst()
                 .pins,
             1);
    // Without the cover the file is needed by the step that can bring it back.
    makeOld(picture);
    QVERIFY(setCover(pin, {}));
    QCOMPARE(removeUnused().pictures, 1);
    m_space->clock.advance(24h * 31);
    QCOMPARE(erase(), 0);
    QVERIFY(QFile::exists(fileOf(picture)));
}

void TestLibrary::missingAndDamagedFilesAreFound()
{
    const MediaAsset cake = bring(10, QStringLiteral("cake.png"));
    const MediaAsset soup = bring(20, QStringLiteral("soup.png"));
    bring(30, QStringLiteral("salad.png"));
    QVERIFY(QFile::remove(fileOf(cake)));
    QFile file(fileOf(soup));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(20));
    QVERIFY(file.putChar('x'));
    file.close();

    LibraryFiles files(m_space->store(), m_space->path());
    QHash<MediaId, LibraryFault> faults;
    bool checked = false;
    connect(&files, &LibraryFiles::checked, this, [&](const auto &found) {
        faults = found;
        checked = true;
    });
    files.check();
    QVERIFY(files.isChecking());
    QTRY_VERIFY(checked);
    QVERIFY(!files.isChecking());
    QCOMPARE(faults.size(), 2);
    QCOMPARE(faults.value(cake.id), LibraryFault::Missing);
    QCOMPARE(faults.value(soup.id), LibraryFault::Damaged);
}

void TestLibrary::aMissingFileIsPutBackFromACopy()
{
    const MediaAsset cake = bring(10, QStringLiteral("cake.png"));
    QVERIFY(QFile::remove(fileOf(cake)));
    const auto copyOf = [this](int grey) {
        const QString path = m_space->path() + QStringLiteral("/copy.png");
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes(grey)) < 0)
            qFatal("no copy");
        return path;
    };
    LibraryFiles files(m_space->store(), m_space->path());
    const auto mend = [&](const QString &path) {
        return await<void>([&](QObject *context, Done<void> done) {
            files.mend(cake, path, context, std::move(done));
        });
    };
    const Result<void> other = mend(copyOf(20));
    QCOMPARE(other.error().kind, ErrorKind::Media);
    QVERIFY(other.error().detail.contains(QStringLiteral("another picture")));
    QVERIFY(!QFile::exists(fileOf(cake)));
    QCOMPARE(mend(QStringLiteral("/nowhere/cake.png")).error().kind, ErrorKind::Media);
    QVERIFY(mend(copyOf(10)));
    QVERIFY(readLibraryFile(cake, m_space->path()));
}

void TestLibrary::checkingIsCancelled()
{
    bring(10, QStringLiteral("cake.png"));
    LibraryFiles files(m_space->store(), m_space->path());
    int told = 0;
    connect(&files, &LibraryFiles::checked, this, [&told] { ++told; });
    files.check();
    files.cancel();
    QVERIFY(!files.isChecking());
    files.check();
    QTRY_COMPARE(told, 1);
}

QTEST_GUILESS_MAIN(TestLibrary)
#include "tst_library.moc"
