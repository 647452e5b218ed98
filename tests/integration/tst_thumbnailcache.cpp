// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/imageimport.h"
#include "media/libraryfile.h"
#include "media/thumbnail.h"
#include "media/thumbnailcache.h"
#include "support/await.h"
#include "support/photos.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;

class TestThumbnailCache : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = m_folder->path();
    }

    void givesExactlyTheDeviceSize_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("small card") << QSize(16, 24);
        QTest::newRow("card at 2x") << QSize(80, 112);
        QTest::newRow("wide") << QSize(301, 97);
        QTest::newRow("the thumbnail itself") << QSize(480, 720);
        QTest::newRow("larger than the thumbnail") << QSize(900, 1350);
    }

    void givesExactlyTheDeviceSize()
    {
        QFETCH(QSize, size);
        const MediaAsset asset = import(photo({1000, 1500}));
        ThumbnailCache cache(m_workspace);
        const QImage image = waitFor(cache, asset, size);
        QCOMPARE(image.size(), size);
        QCOMPARE(image.devicePixelRatio(), 1.0);
        QCOMPARE(image.format(), QImage::Format_RGB32);
        QVERIFY(!cache.isBroken(asset.sha256));
    }

    void aSizeOverTheGreatestIsCutToIt()
    {
        const MediaAsset asset = import(photo({1400, 2100}));
        ThumbnailCache cache(m_workspace);
        QCOMPARE(waitFor(cache, asset, {5000, 5000}).size(), QSize(1200, 1800));
    }

    void largeSizesHaveTheDetailOfTheOriginal()
    {
        // Lines of one pixel: a picture blown up from 480 px has lost them.
        QImage lines(960, 960, QImage::Format_RGB32);
        for (int x = 0; x < 960; ++x) {
            for (int y = 0; y < 960; ++y)
                lines.setPixelColor(x, y, x % 2 ? Qt::white : Qt::black);
        }
        const MediaAsset asset = import(lines);
        ThumbnailCache cache(m_workspace);
        const QImage image = waitFor(cache, asset, {960, 960});
        QVERIFY(alike(image.pixelColor(400, 400), Qt::black));
        QVERIFY(alike(image.pixelColor(401, 400), Qt::white));
    }

    void showsTheMiddleAndNeverDistorts()
    {
        // Red, green, blue from left to right: a square shows green alone.
        QImage picture(1200, 400, QImage::Format_RGB32);
        for (int x = 0; x < 1200; ++x) {
            for (int y = 0; y < 400; ++y)
                picture.setPixelColor(x, y, x < 400 ? Qt::red : x < 800 ? Qt::green : Qt::blue);
        }
        const MediaAsset asset = import(picture);
        ThumbnailCache cache(m_workspace);
        const QImage image = waitFor(cache, asset, {100, 100});
        for (const QPoint point : {QPoint(3, 50), QPoint(50, 50), QPoint(96, 50)})
            QVERIFY2(alike(image.pixelColor(point), Qt::green, 20),
                     qPrintable(image.pixelColor(point).name()));
    }

    void transparencyIsKept()
    {
        QImage picture(300, 300, QImage::Format_ARGB32);
        picture.fill(QColor(0, 0, 200, 100));
        const MediaAsset asset = import(picture);
        ThumbnailCache cache(m_workspace);
        const QImage image = waitFor(cache, asset, {40, 40});
        QCOMPARE(image.format(), QImage::Format_ARGB32_Premultiplied);
        QCOMPARE(image.pixelColor(20, 20).alpha(), 100);
    }

    void manyWishesForOnePictureAreMetOnce()
    {
        const MediaAsset asset = import(photo({600, 900}));
        ThumbnailCache cache(m_workspace);
        QSignalSpy ready(&cache, &ThumbnailCache::ready);
        for (int i = 0; i < 50; ++i)
            QVERIFY(cache.thumbnail(asset.sha256, asset.format, {40, 56}).isNull());
        // A second picture, wished for last, tells when the queue must have come to its end.
        const MediaAsset other = import(photo({600, 900}, 2));
        waitFor(cache, other, {40, 56});
        QTRY_VERIFY(!cache.thumbnail(asset.sha256, asset.format, {40, 56}).isNull());
        QCOMPARE(ready.count({asset.sha256}), 1);
        QCOMPARE(ready.count({other.sha256}), 1);
    }

    void answersComeOnTheThreadOfTheCache()
    {
        const MediaAsset asset = import(photo({600, 900}));
        ThumbnailCache cache(m_workspace);
        QThread *seen = nullptr;
        connect(
            &cache, &ThumbnailCache::ready, this, [&] { seen = QThread::currentThread(); },
            Qt::DirectConnection);
        waitFor(cache, asset, {40, 56});
        QCOMPARE(seen, QThread::currentThread());
    }

    void aLostOrTornThumbnailIsMadeAgain_data()
    {
        QTest::addColumn<bool>("torn");
        QTest::newRow("lost") << false;
        QTest::newRow("torn") << true;
    }

    void aLostOrTornThumbnailIsMadeAgain()
    {
        QFETCH(bool, torn);
        const MediaAsset asset = import(photo({600, 900}));
        const QString path = m_workspace + u'/' + thumbnailRelativePath(asset.sha256, false);
        QVERIFY(QFile::remove(path));
        if (torn)
            QVERIFY(writeFile(path, {}));
        ThumbnailCache cache(m_workspace);
        QCOMPARE(waitFor(cache, asset, {40, 56}).size(), QSize(40, 56));
        QCOMPARE(readThumbnail(asset.sha256, m_workspace).size(), QSize(480, 720));
    }

    void aPictureThatCannotBeReadIsBrokenAndTriedOnce()
    {
        const MediaAsset asset = import(photo({600, 900}));
        QVERIFY(QFile::remove(libraryPath(asset, m_workspace)));
        removeThumbnail(asset.sha256, m_workspace);
        ThumbnailCache cache(m_workspace);
        QSignalSpy ready(&cache, &ThumbnailCache::ready);
        // As a view does it: every `ready` paints, and painting wishes again.
        connect(&cache, &ThumbnailCache::ready, this, [&] {
            QVERIFY(cache.thumbnail(asset.sha256, asset.format, {40, 56}).isNull());
        });
        QVERIFY(cache.thumbnail(asset.sha256, asset.format, {40, 56}).isNull());
        QTRY_VERIFY(cache.isBroken(asset.sha256));
        const MediaAsset other = import(photo({600, 900}, 2));
        QVERIFY(cache.thumbnail(other.sha256, other.format, {40, 56}).isNull());
        QTRY_COMPARE(ready.count({other.sha256}), 1);
        QCOMPARE(ready.count({asset.sha256}), 1);

        // The file is back: the next wish after clear() finds it.
        cache.clear();
        QVERIFY(!cache.isBroken(asset.sha256));
    }

    void aMissingOriginalIsToldEvenWhereAThumbnailIsLeft()
    {
        const MediaAsset asset = import(photo({600, 900}));
        QVERIFY(QFile::remove(libraryPath(asset, m_workspace)));
        ThumbnailCache cache(m_workspace);
        QCOMPARE(waitFor(cache, asset, {40, 56}).size(), QSize(40, 56));
        QVERIFY(cache.isBroken(asset.sha256));
    }

    void theLeastUsedPicturesGoFirst()
    {
        const MediaAsset a = import(photo({600, 900}, 1));
        const MediaAsset b = import(photo({600, 900}, 2));
        const MediaAsset c = import(photo({600, 900}, 3));
        const QSize size(50, 50); // 10,000 bytes
        ThumbnailCache cache(m_workspace, nullptr, 25'000);
        waitFor(cache, a, size);
        waitFor(cache, b, size);
        QVERIFY(!cache.thumbnail(a.sha256, a.format, size).isNull());
        waitFor(cache, c, size);
        QVERIFY(!cache.thumbnail(a.sha256, a.format, size).isNull());
        QVERIFY(cache.thumbnail(b.sha256, b.format, size).isNull());
    }

    void mayBeDestroyedWithWorkUnderWay()
    {
        QList<MediaAsset> assets;
        for (quint32 seed = 1; seed <= 6; ++seed)
            assets += import(photo({900, 1350}, seed));
        for (int round = 0; round < 20; ++round) {
            ThumbnailCache cache(m_workspace);
            for (const MediaAsset &asset : std::as_const(assets))
                QVERIFY(cache.thumbnail(asset.sha256, asset.format, {700, 1050}).isNull());
        }
        QCoreApplication::processEvents();
    }

    void picturesFromBeforeClearAreNotShown()
    {
        const MediaAsset asset = import(photo({600, 900}));
        ThumbnailCache cache(m_workspace);
        QSignalSpy ready(&cache, &ThumbnailCache::ready);
        QVERIFY(cache.thumbnail(asset.sha256, asset.format, {40, 56}).isNull());
        cache.clear();
        QVERIFY(cache.thumbnail(asset.sha256, asset.format, {40, 57}).isNull());
        QTRY_VERIFY(!cache.thumbnail(asset.sha256, asset.format, {40, 57}).isNull());
        QCOMPARE(ready.count(), 1);
    }

private:
    MediaAsset import(const QImage &picture)
    {
        const Result<MediaAsset> asset =
            importImageBytes(encode(picture, "png"), QStringLiteral("a.png"), m_workspace);
        return asset ? *asset : MediaAsset();
    }

    static QImage waitFor(ThumbnailCache &cache, const MediaAsset &asset, QSize size)
    {
        QImage image;
        const bool came = waitUntil(
            [&] {
                image = cache.thumbnail(asset.sha256, asset.format, size);
                return !image.isNull();
            },
            20'000);
        return came ? image : QImage();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_workspace;
};

QTEST_GUILESS_MAIN(TestThumbnailCache)
#include "tst_thumbnailcache.moc"
