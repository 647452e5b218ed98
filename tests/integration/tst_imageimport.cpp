// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/imageimport.h"
#include "media/libraryfile.h"
#include "media/thumbnail.h"
#include "support/photos.h"

#include <QElapsedTimer>
#include <QLocalServer>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtEndian>
#include <QTest>
#include <QThreadPool>

#include <array>
#include <sched.h>
#include <sys/fsuid.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace pinweek;
using namespace pinweek::test;

Q_DECLARE_METATYPE(pinweek::MediaAsset)

namespace {

quint32 pngChecksum(const QByteArray &bytes)
{
    quint32 sum = 0xFFFFFFFF;
    for (const char c : bytes) {
        sum ^= uchar(c);
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum >> 1) ^ (sum & 1 ? 0xEDB88320 : 0);
    }
    return ~sum;
}

/** A valid PNG file whose first chunk claims another size. */
QByteArray pngClaiming(quint32 width, quint32 height)
{
    QByteArray png = encode(photo({8, 8}), "png");
    qToBigEndian(width, png.data() + 16);
    qToBigEndian(height, png.data() + 20);
    qToBigEndian(pngChecksum(png.mid(12, 17)), png.data() + 29);
    return png;
}

/** A PNG that says that it has so many frames; the others would come behind the first. */
QByteArray animatedPng(quint32 frames)
{
    constexpr qsizetype afterHead = 33;
    QByteArray control("acTL\0\0\0\0\0\0\0\0", 12);
    qToBigEndian(frames, control.data() + 4);
    QByteArray chunk(4, '\0');
    qToBigEndian<quint32>(8, chunk.data());
    chunk += control + QByteArray(4, '\0');
    qToBigEndian(pngChecksum(control), chunk.data() + 16);
    return encode(photo({64, 96}), "png").insert(afterHead, chunk);
}

/** A JPEG whose frame header claims another size. */
QByteArray jpegClaiming(quint16 width, quint16 height, bool progressive)
{
    QByteArray jpeg = encode(photo({64, 64}), "jpeg", 85, progressive);
    const qsizetype frame = jpeg.indexOf(progressive ? "\xFF\xC2" : "\xFF\xC0");
    qToBigEndian(height, jpeg.data() + frame + 5);
    qToBigEndian(width, jpeg.data() + frame + 7);
    return jpeg;
}

qint64 peakMemoryBytes()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return qint64(usage.ru_maxrss) * 1024;
}

} // namespace

class TestImageImport : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = m_folder->filePath(QStringLiteral("workspace"));
        QVERIFY(QDir().mkpath(m_workspace));
        QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("pictures"))));
    }

    void takesInWhatTheContentIsNotWhatTheNameSays_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QSize>("size");
        const QImage picture = photo({600, 900});
        QImage clear = picture.convertToFormat(QImage::Format_ARGB32);
        clear.setPixel(5, 5, qRgba(0, 0, 0, 0));
        const QSize size(600, 900);
        QTest::newRow("JPEG") << encode(picture, "jpeg") << QStringLiteral("jpeg") << size;
        QTest::newRow("progressive JPEG")
            << encode(picture, "jpeg", 85, true) << QStringLiteral("jpeg") << size;
        QTest::newRow("grey JPEG")
            << encode(picture.convertToFormat(QImage::Format_Grayscale8), "jpeg")
            << QStringLiteral("jpeg") << size;
        QTest::newRow("JPEG with bytes after its end")
            << encode(picture, "jpeg") + QByteArray(5000, 'x') << QStringLiteral("jpeg") << size;
        QTest::newRow("PNG") << encode(picture, "png") << QStringLiteral("png") << size;
        QTest::newRow("PNG with transparency")
            << encode(clear, "png") << QStringLiteral("png") << size;
        QTest::newRow("16-bit PNG") << encode(picture.convertToFormat(QImage::Format_RGBX64), "png")
                                    << QStringLiteral("png") << size;
        QTest::newRow("WebP") << encode(picture, "webp") << QStringLiteral("webp") << size;
        QTest::newRow("lossless WebP with transparency")
            << encode(clear, "webp", 100) << QStringLiteral("webp") << size;
        QTest::newRow("GIF") << gif(200, {Qt::red, Qt::blue}) << QStringLiteral("gif")
                             << QSize(200, 200);
        QTest::newRow("GIF without its last byte")
            << gif(200, {Qt::red, Qt::blue}).chopped(1) << QStringLiteral("gif") << QSize(200, 200);
        QTest::newRow("one pixel")
            << encode(photo({1, 1}), "png") << QStringLiteral("png") << QSize(1, 1);
    }

    void takesInWhatTheContentIsNotWhatTheNameSays()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, format);
        QFETCH(QSize, size);
        const QString path = file(QStringLiteral("holiday.txt"), bytes);

        const Result<MediaAsset> asset = importImageFile(path, m_workspace);
        QVERIFY2(asset, asset ? "" : qUtf8Printable(asset.error().detail));
        QCOMPARE(asset->format, format);
        QCOMPARE(asset->size, size);
        QCOMPARE(asset->bytes, bytes.size());
        QCOMPARE(asset->fileName, QStringLiteral("holiday.txt"));
        QCOMPARE(asset->sha256, sha256Of(bytes));
        QCOMPARE(readFile(libraryPath(*asset, m_workspace)), bytes);
        QCOMPARE(readFile(path), bytes);

        const QImage thumbnail = readThumbnail(asset->sha256, m_workspace);
        const int width = qMin(thumbnailWidth, size.width());
        QCOMPARE(thumbnail.size(), QSize(width, size.height() * width / size.width()));
        QCOMPARE(filesBelow(m_workspace).size(), 2);
    }

    void whatMovesIsKnown_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("moves");
        const QImage picture = photo({64, 96});
        QTest::newRow("GIF of two frames") << gif(40, {Qt::red, Qt::blue}) << true;
        QTest::newRow("GIF of one frame") << gif(40, {Qt::red}) << false;
        QTest::newRow("PNG") << encode(picture, "png") << false;
        QTest::newRow("PNG of three frames") << animatedPng(3) << true;
        QTest::newRow("PNG that says it has one frame") << animatedPng(1) << false;
        QTest::newRow("WebP") << encode(picture, "webp") << false;
        QTest::newRow("JPEG") << encode(picture, "jpeg") << false;
    }

    void whatMovesIsKnown()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, moves);
        const Result<MediaAsset> asset =
            importImageBytes(bytes, QStringLiteral("a.jpg"), m_workspace);
        QVERIFY2(asset, asset ? "" : qUtf8Printable(asset.error().detail));
        QCOMPARE(asset->animated, moves);
    }

    void theThumbnailOfATransparentPictureIsTransparent()
    {
        QImage picture(600, 600, QImage::Format_ARGB32);
        picture.fill(QColor(200, 0, 0, 100));
        const Result<MediaAsset> asset =
            importImageBytes(encode(picture, "png"), QStringLiteral("glass.png"), m_workspace);
        QVERIFY(asset);
        QVERIFY(QFile::exists(m_workspace + u'/' + thumbnailRelativePath(asset->sha256, true)));
        QCOMPARE(readThumbnail(asset->sha256, m_workspace).pixelColor(240, 240).alpha(), 100);
    }

    void refusesBadContentInOneClearLine_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("line");
        const QByteArray jpeg = encode(photo({200, 300}), "jpeg");
        const QByteArray png = encode(photo({200, 300}), "png");
        const auto row = [](const char *tag, const QString &name, const QByteArray &bytes,
                            const QString &line) { QTest::newRow(tag) << name << bytes << line; };
        const QString cutOff = QStringLiteral("“%1” is cut off: the file ends too early.");
        const QString noImage = QStringLiteral("“%1” is no image.");
        const QString damaged =
            QStringLiteral("“%1” is damaged: the picture in it cannot be read.");
        row("text named .jpg", QStringLiteral("notes.jpg"), "Dear diary,\nno picture today.\n",
            noImage);
        row("empty", QStringLiteral("empty.jpg"), {}, QStringLiteral("“%1” is empty."));
        row("one byte", QStringLiteral("one.png"), "\x89", noImage);
        row("HTML", QStringLiteral("saved.jpg"), "<!doctype html><img src='x.jpg'>", noImage);
        row("film", QStringLiteral("film.jpg"),
            QByteArray("\0\0\0\x18"
                       "ftypisom\0\0\0\0mif1avif",
                       24),
            QStringLiteral("“%1” is a video: JPEG, PNG, WebP, GIF, HEIC and AVIF can be used."));
        row("BMP", QStringLiteral("old.bmp"), encode(photo({20, 20}), "bmp"),
            QStringLiteral(
                "“%1” is a BMP image: JPEG, PNG, WebP, GIF, HEIC and AVIF can be used."));
        row("name with a line end", QStringLiteral("bad\nname\r\n.jpg"), "text",
            QStringLiteral("“bad name .jpg” is no image."));
        row("name that turns the text", QStringLiteral("cod\u202Egpj.exe"), "text",
            QStringLiteral("“cod gpj.exe” is no image."));
        row("name with emoji", QStringLiteral("🍋 cake 👩‍🍳.jpg"),
            jpeg.first(jpeg.size() / 2), cutOff);
        row("JPEG with its middle lost", QStringLiteral("hole.jpg"),
            jpeg.first(jpeg.size() / 2) + jpeg.last(jpeg.size() / 4), damaged);
        row("JPEG cut, but closed again", QStringLiteral("closed.jpg"),
            jpeg.first(jpeg.size() / 2) + "\xFF\xD9", damaged);
        row("JPEG that is a start only", QStringLiteral("start.jpg"), jpeg.first(3), cutOff);
        row("PNG of no size", QStringLiteral("zero.png"), pngClaiming(0, 10), damaged);
        row("WebP of no known kind", QStringLiteral("odd.webp"),
            QByteArray("RIFF\x30\0\0\0WEBPJUNK", 16) + QByteArray(60, 'j'), damaged);
        row("GIF with rubbish", QStringLiteral("junk.gif"),
            "GIF89a" + QByteArray("\x10\0\x10\0\0\0\0junkjunk", 15), damaged);
        row("PNG that is not complete", QStringLiteral("half.png"), png.first(png.size() / 2),
            cutOff);
    }

    void refusesBadContentInOneClearLine()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, line);
        if (line.contains(QLatin1String("%1")))
            line = line.arg(name);
        expectRefused(importImageFile(file(name, bytes), m_workspace), line);
        expectRefused(importImageBytes(bytes, name, m_workspace), line);
    }

    void aCutFileIsRefusedWhereverItIsCut_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("needed"); // bytes at the end that may be missing, + 1
        const QImage picture = photo({160, 240});
        QTest::newRow("JPEG") << encode(picture, "jpeg") << 1;
        QTest::newRow("progressive JPEG") << encode(picture, "jpeg", 85, true) << 1;
        QTest::newRow("PNG") << encode(picture, "png") << 1;
        QTest::newRow("WebP") << encode(picture, "webp") << 1;
        QTest::newRow("GIF") << gif(60, {Qt::red, Qt::green, Qt::blue}) << 2;
    }

    void aCutFileIsRefusedWhereverItIsCut()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, needed);
        QVERIFY(
            importImageBytes(bytes, QStringLiteral("whole"), m_workspace + QStringLiteral("2")));
        QList<qsizetype> cuts{12, 20, 30, 60, 100, 300};
        for (int part = 1; part < 40; ++part)
            cuts += bytes.size() * part / 40;
        for (int fromEnd = needed; fromEnd < 20; ++fromEnd)
            cuts += bytes.size() - fromEnd;
        for (const qsizetype cut : cuts) {
            const Result<MediaAsset> asset =
                importImageBytes(bytes.first(cut), QStringLiteral("cat.jpg"), m_workspace);
            QVERIFY2(!asset,
                     qPrintable(QStringLiteral("cut at %1 of %2").arg(cut).arg(bytes.size())));
            QCOMPARE(asset.error().detail,
                     QStringLiteral("“cat.jpg” is cut off: the file ends too early."));
        }
        QCOMPARE(filesBelow(m_workspace), QStringList());
    }

    void aPngWithAWrongByteIsRefused()
    {
        QByteArray png = encode(photo({200, 300}), "png");
        png[png.size() / 2] = char(png.at(png.size() / 2) ^ 0x55);
        expectRefused(
            importImageBytes(png, QStringLiteral("flipped.png"), m_workspace),
            QStringLiteral("“flipped.png” is damaged: the picture in it cannot be read."));
    }

    void refusesHugePicturesByTheirHeadAlone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("line");
        const QString pixels =
            QStringLiteral("is too large: %1 pixels are %2 megapixels, at most 100 can be used");
        const QString memory =
            QStringLiteral("is too large: %1 pixels take %2 MB of memory, at most 256 can be used");
        QByteArray webp = encode(photo({64, 64}), "webp");
        qToLittleEndian<quint16>(16383, webp.data() + 26);
        qToLittleEndian<quint16>(16383, webp.data() + 28);
        QByteArray gifBytes = gif(8, {Qt::red});
        qToLittleEndian<quint16>(65535, gifBytes.data() + 6);
        qToLittleEndian<quint16>(65535, gifBytes.data() + 8);
        QTest::newRow("PNG, 3.6 gigapixels")
            << pngClaiming(60000, 60000)
            << pixels.arg(QStringLiteral("60000 × 60000"), QStringLiteral("3600"));
        QTest::newRow("PNG, just over 100 megapixels")
            << pngClaiming(10001, 10000)
            << pixels.arg(QStringLiteral("10001 × 10000"), QStringLiteral("101"));
        QTest::newRow("PNG, 256 MB decoded")
            << pngClaiming(9000, 8000)
            << memory.arg(QStringLiteral("9000 × 8000"), QStringLiteral("275"));
        QTest::newRow("JPEG") << jpegClaiming(65500, 65500, false)
                              << pixels.arg(QStringLiteral("65500 × 65500"),
                                            QStringLiteral("4291"));
        QTest::newRow("progressive JPEG")
            << jpegClaiming(65500, 65500, true)
            << pixels.arg(QStringLiteral("65500 × 65500"), QStringLiteral("4291"));
        QTest::newRow("WebP") << webp
                              << pixels.arg(QStringLiteral("16383 × 16383"), QStringLiteral("269"));
        QTest::newRow("GIF") << gifBytes
                             << pixels.arg(QStringLiteral("65535 × 65535"), QStringLiteral("4295"));
    }

    void refusesHugePicturesByTheirHeadAlone()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, line);
        const qint64 before = peakMemoryBytes();
        QElapsedTimer timer;
        timer.start();
        expectRefused(importImageFile(file(QStringLiteral("bomb"), bytes), m_workspace),
                      QStringLiteral("“bomb” %1.").arg(line));
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(peakMemoryBytes() - before < 32 * 1024 * 1024);
    }

    void refusesWhatIsNoReadableFile()
    {
        const QString gone = m_folder->filePath(QStringLiteral("pictures/unplugged.jpg"));
        expectRefused(importImageFile(gone, m_workspace),
                      QStringLiteral("“unplugged.jpg” is not there any more."));

        expectRefused(importImageFile(m_folder->filePath(QStringLiteral("pictures")), m_workspace),
                      QStringLiteral("“pictures” is a folder."));

        const QString pipe = m_folder->filePath(QStringLiteral("pipe.jpg"));
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        expectRefused(importImageFile(pipe, m_workspace), QStringLiteral("“pipe.jpg” is no file."));

        QLocalServer server;
        QVERIFY(server.listen(m_folder->filePath(QStringLiteral("socket.jpg"))));
        expectRefused(importImageFile(server.fullServerName(), m_workspace),
                      QStringLiteral("“socket.jpg” is no file."));

        expectRefused(importImageFile(QStringLiteral("/dev/zero"), m_workspace),
                      QStringLiteral("“zero” is no file."));
    }

    void refusesAFileWithoutReadPermission()
    {
        const QString path = file(QStringLiteral("secret.jpg"), encode(photo({20, 20}), "jpeg"));
        QVERIFY(QFile::setPermissions(path, QFile::Permissions()));
        // Root may read everything, so this thread asks for the file as somebody else.
        const bool root = ::geteuid() == 0;
        if (root) {
            QCOMPARE(::chmod(QFile::encodeName(m_folder->path()).constData(), 0755), 0);
            ::setfsuid(65534);
        }
        const Result<MediaAsset> asset = importImageFile(path, m_workspace);
        if (root)
            ::setfsuid(0);
        expectRefused(asset, QStringLiteral("“secret.jpg” may not be read: permission denied."));
    }

    void aLargePhotoOfALegalSizeIsTaken()
    {
        // Over the 128 MB that Qt itself allows.
        QImage picture(6500, 6400, QImage::Format_RGB32);
        picture.fill(QColor(20, 90, 60));
        for (const char *format : {"jpeg", "png"}) {
            const Result<MediaAsset> asset =
                importImageBytes(encode(picture, format, 80), QStringLiteral("large"), m_workspace);
            QVERIFY2(asset, asset ? "" : qUtf8Printable(asset.error().detail));
            QCOMPARE(asset->size, picture.size());
        }
    }

    void theSameContentIsStoredOnce()
    {
        const QByteArray bytes = encode(photo({500, 700}), "jpeg");
        const Result<MediaAsset> first =
            importImageFile(file(QStringLiteral("a.jpg"), bytes), m_workspace);
        const Result<MediaAsset> second =
            importImageFile(file(QStringLiteral("b.jpeg"), bytes), m_workspace);
        QVERIFY(first && second);
        QCOMPARE(second->sha256, first->sha256);
        QCOMPARE(second->fileName, QStringLiteral("b.jpeg"));
        QCOMPARE(filesBelow(m_workspace).size(), 2);
    }

    void theSameContentFromManyThreadsAtOnceIsStoredOnce()
    {
        const QByteArray bytes = encode(photo({500, 700}), "jpeg");
        QThreadPool pool;
        QAtomicInt done;
        for (int i = 0; i < 16; ++i) {
            pool.start([&, this] {
                if (importImageBytes(bytes, QStringLiteral("a.jpg"), m_workspace))
                    done.ref();
            });
        }
        QVERIFY(pool.waitForDone(60'000));
        QCOMPARE(done.loadRelaxed(), 16);
        QCOMPARE(filesBelow(m_workspace).size(), 2);
    }

    void aDamagedLibraryFileIsReplacedByTheGoodContent()
    {
        const QByteArray bytes = encode(photo({500, 700}), "jpeg");
        const Result<MediaAsset> first =
            importImageBytes(bytes, QStringLiteral("a.jpg"), m_workspace);
        QVERIFY(first);
        QVERIFY(writeFile(libraryPath(*first, m_workspace), bytes.chopped(1) + 'x'));
        QVERIFY(!readLibraryFile(*first, m_workspace));

        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral(
                                               "damaged file of the library is replaced")));
        QVERIFY(importImageBytes(bytes, QStringLiteral("a.jpg"), m_workspace));
        QCOMPARE(readFile(libraryPath(*first, m_workspace)), bytes);
        QCOMPARE(filesBelow(m_workspace).size(), 2);
    }

    void aLostThumbnailComesBackWithTheNextImport()
    {
        const QByteArray bytes = encode(photo({500, 700}), "jpeg");
        const Result<MediaAsset> asset =
            importImageBytes(bytes, QStringLiteral("a.jpg"), m_workspace);
        QVERIFY(asset);
        removeThumbnail(asset->sha256, m_workspace);
        QVERIFY(importImageBytes(bytes, QStringLiteral("a.jpg"), m_workspace));
        QVERIFY(hasThumbnail(asset->sha256, m_workspace));
    }

    void aFullDiskIsAStorageErrorAndLeavesNothing()
    {
        // A small disk of our own, in a mount namespace that no other process sees.
        if (::unshare(CLONE_NEWNS) != 0 ||
            ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
            QSKIP("mounting a small disk needs root; tst_durablefile covers failed writes");
        const QByteArray disk = QFile::encodeName(m_workspace);
        QCOMPARE(::mount("tmpfs", disk.constData(), "tmpfs", 0, "size=256k"), 0);
        const QByteArray bytes = encode(photo({900, 1350}), "jpeg", 95);
        QVERIFY(bytes.size() > 300'000);
        const Result<MediaAsset> asset =
            importImageBytes(bytes, QStringLiteral("a.jpg"), m_workspace);
        const QStringList left = filesBelow(m_workspace);
        QCOMPARE(::umount(disk.constData()), 0);
        QVERIFY(!asset);
        QCOMPARE(asset.error().kind, ErrorKind::Storage);
        QVERIFY2(asset.error().detail.startsWith(QLatin1String("The disk is full")),
                 qUtf8Printable(asset.error().detail));
        QCOMPARE(left, QStringList());
    }

private:
    QString file(const QString &name, const QByteArray &bytes)
    {
        const QString path = m_folder->filePath(QStringLiteral("pictures/") + name);
        return writeFile(path, bytes) ? path : QString();
    }

    void expectRefused(const Result<MediaAsset> &asset, const QString &line)
    {
        QVERIFY(!asset);
        QCOMPARE(asset.error().kind, ErrorKind::Media);
        QCOMPARE(asset.error().detail, line);
        QCOMPARE(filesBelow(m_workspace), QStringList());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_workspace;
};

QTEST_GUILESS_MAIN(TestImageImport)
#include "tst_imageimport.moc"
