// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sha256.h"
#include "media/imagedecode.h"
#include "media/imageimport.h"
#include "media/libraryfile.h"
#include "media/preparedimage.h"
#include "support/photos.h"

#include <QColorSpace>
#include <QColorTransform>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cstdio>

#include <jpeglib.h>

using namespace pinweek;
using namespace pinweek::test;

namespace {

constexpr qint64 roomy = 20'000'000; // bytes

QColor middleOf(const QImage &image)
{
    return image.pixelColor(image.width() / 2, image.height() / 2);
}

/** A JPEG of lines that are all alike, coded as `settle` wishes. */
template<typename Settle>
QByteArray jpegOf(QSize size, std::vector<JSAMPLE> line, int components, J_COLOR_SPACE space,
                  Settle settle)
{
    jpeg_compress_struct encoder{};
    jpeg_error_mgr errors{};
    encoder.err = jpeg_std_error(&errors);
    jpeg_create_compress(&encoder);
    unsigned char *data = nullptr;
    unsigned long bytes = 0;
    jpeg_mem_dest(&encoder, &data, &bytes);
    encoder.image_width = JDIMENSION(size.width());
    encoder.image_height = JDIMENSION(size.height());
    encoder.input_components = components;
    encoder.in_color_space = space;
    jpeg_set_defaults(&encoder);
    settle(encoder);
    jpeg_start_compress(&encoder, TRUE);
    JSAMPROW row = line.data();
    for (int y = 0; y < size.height(); ++y)
        jpeg_write_scanlines(&encoder, &row, 1);
    jpeg_finish_compress(&encoder);
    jpeg_destroy_compress(&encoder);
    QByteArray result(reinterpret_cast<const char *>(data), qsizetype(bytes));
    std::free(data);
    return result;
}

/** A JPEG in the printer's four inks, all of one colour: as picture editors write it, inverted with
 * Adobe's mark, or plain. */
QByteArray cmykJpeg(QSize size, std::array<JSAMPLE, 4> ink, bool adobe)
{
    std::vector<JSAMPLE> line;
    for (int x = 0; x < size.width(); ++x) {
        for (const JSAMPLE value : ink)
            line.push_back(adobe ? JSAMPLE(255 - value) : value);
    }
    return jpegOf(size, line, 4, JCS_CMYK, [adobe](jpeg_compress_struct &encoder) {
        encoder.write_Adobe_marker = adobe ? TRUE : FALSE;
    });
}

/** A JPEG of three colours that run from left to right. */
template<typename Settle>
QByteArray colourJpeg(Settle settle)
{
    const QSize size(180, 270);
    std::vector<JSAMPLE> line;
    for (int x = 0; x < size.width(); ++x) {
        line.push_back(JSAMPLE(x));
        line.push_back(JSAMPLE(255 - x));
        line.push_back(JSAMPLE(x * 7 % 256));
    }
    return jpegOf(size, line, 3, JCS_RGB, settle);
}

/** One more segment right after the first mark. */
QByteArray withSegment(QByteArray jpeg, char marker, const QByteArray &content)
{
    const auto length = quint16(content.size() + 2);
    const std::array head{'\xFF', marker, char(length >> 8), char(length & 0xFF)};
    return jpeg.insert(2, QByteArray(head.data(), head.size()) + content);
}

} // namespace

class TestPreparedImage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(!QStandardPaths::findExecutable(QStringLiteral("exiv2")).isEmpty(),
                 "these tests need exiv2");
    }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = m_folder->filePath(QStringLiteral("workspace"));
    }

    void nothingPrivateSurvives_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("JPEG") << QStringLiteral("a.jpg");
        QTest::newRow("PNG") << QStringLiteral("a.png");
        QTest::newRow("transparent PNG") << QStringLiteral("clear.png");
        QTest::newRow("WebP") << QStringLiteral("a.webp");
    }

    void nothingPrivateSurvives()
    {
        QFETCH(QString, name);
        const QString path = m_folder->filePath(name);
        QImage picture = photo({300, 450}).convertToFormat(QImage::Format_ARGB32);
        if (name.startsWith(QLatin1String("clear")))
            picture.setPixel(0, 0, qRgba(0, 0, 0, 0));
        picture.setText(QStringLiteral("Author"), QStringLiteral("planted-text"));
        picture.setText(QStringLiteral("GPS"), QStringLiteral("planted-position"));
        picture.setDotsPerMeterX(12345);
        QVERIFY(picture.save(path));
        const bool webp = name.endsWith(QLatin1String("webp"));
        QStringList commands{
            QStringLiteral("-Mset Exif.GPSInfo.GPSLatitude 52/1 31/1 0/1"),
            QStringLiteral("-Mset Exif.GPSInfo.GPSLatitudeRef N"),
            QStringLiteral("-Mset Exif.Image.Artist planted-artist"),
            QStringLiteral("-Mset Exif.Photo.BodySerialNumber planted-serial"),
            QStringLiteral("-Mset Xmp.dc.creator XmpBag planted-creator"),
            QStringLiteral("-Mset Xmp.photoshop.City planted-city"),
        };
        if (!webp)
            commands += QStringLiteral("-Mset Iptc.Application2.Byline planted-byline");
        QVERIFY(exiv2(commands + QStringList{path}));
        if (!webp)
            QVERIFY(exiv2({QStringLiteral("-c"), QStringLiteral("planted-comment"), path}));
        // The file really holds all that, else the rest proves nothing.
        const QByteArray before = metadataOf(path);
        for (const char *planted :
             {"GPSLatitude", "planted-artist", "planted-serial", "planted-creator"})
            QVERIFY2(before.contains(planted), planted);
        if (!webp)
            QVERIFY(before.contains("planted-byline"));
        QVERIFY(readFile(path).contains("planted"));

        const Result<PreparedImage> prepared = prepare(readFile(path), roomy);
        QVERIFY(prepared);
        for (const char *trace :
             {"planted", "Exif", "exif", "GPS", "xmp", "Photoshop", "8BIM", "tEXt", "iTXt", "zTXt"})
            QVERIFY2(!prepared->bytes.contains(trace), trace);
        const QString sent = m_folder->filePath(QStringLiteral("sent"));
        QVERIFY(writeFile(sent, prepared->bytes));
        QCOMPARE(metadataOf(sent), QByteArray());
        const QImage decoded = QImage::fromData(prepared->bytes);
        QVERIFY(decoded.textKeys().isEmpty());
        QVERIFY(decoded.dotsPerMeterX() != 12345);
    }

    void anUprightSrgbJpegKeepsItsPictureBitForBit_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto plain = [](jpeg_compress_struct &) {};
        QTest::newRow("plain") << colourJpeg(plain);
        QTest::newRow("grey") << jpegOf({64, 96}, std::vector<JSAMPLE>(64, 90), 1, JCS_GRAYSCALE,
                                        plain);
        QTest::newRow("progressive")
            << colourJpeg([](jpeg_compress_struct &encoder) { jpeg_simple_progression(&encoder); });
        QTest::newRow("with restarts")
            << colourJpeg([](jpeg_compress_struct &encoder) { encoder.restart_interval = 3; });
        QTest::newRow("coded as RGB by Adobe's mark")
            << colourJpeg([](jpeg_compress_struct &encoder) {
                   jpeg_set_colorspace(&encoder, JCS_RGB);
                   encoder.write_JFIF_header = FALSE;
                   encoder.write_Adobe_marker = TRUE;
               });
        QTest::newRow("coded as RGB by its components' names")
            << colourJpeg([](jpeg_compress_struct &encoder) {
                   jpeg_set_colorspace(&encoder, JCS_RGB);
                   encoder.write_JFIF_header = FALSE;
                   encoder.write_Adobe_marker = FALSE;
               });
        QTest::newRow("with an sRGB profile") << withSegment(
            colourJpeg(plain), '\xE2',
            QByteArray("ICC_PROFILE\0\x01\x01", 14) + QColorSpace(QColorSpace::SRgb).iccProfile());
        QTest::newRow("EXIF before JFIF")
            << withSegment(colourJpeg(plain), '\xE1', QByteArray("Exif\0\0planted", 13));
        QTest::newRow("a film after its end") << colourJpeg(plain) + "planted film \xFF\xD9";
        QTest::newRow("fill before a mark") << colourJpeg(plain).insert(2, QByteArray("\xFF\xFF"));
    }

    void anUprightSrgbJpegKeepsItsPictureBitForBit()
    {
        QFETCH(QByteArray, bytes);
        const Result<PreparedImage> prepared = prepare(bytes, roomy);
        QVERIFY(prepared);
        QCOMPARE(prepared->contentType, QByteArray("image/jpeg"));
        QVERIFY(prepared->bytes.size() <= bytes.size());
        QVERIFY(prepared->bytes.endsWith("\xFF\xD9"));
        for (const char *trace : {"planted", "ICC_PROFILE", "Exif"})
            QVERIFY2(!prepared->bytes.contains(trace), trace);
        const auto pixels = [](const QByteArray &jpeg) {
            QImage image = QImage::fromData(jpeg, "JPEG");
            image.setColorSpace({});
            return image;
        };
        QVERIFY(!pixels(bytes).isNull());
        QCOMPARE(pixels(prepared->bytes), pixels(bytes));
        QCOMPARE(prepared->size, pixels(bytes).size());
        // What the library knows of the file holds where nothing had to go.
        QCOMPARE(prepared->sha256, prepared->bytes == bytes ? sha256Hex(bytes) : QByteArray());
        const Result<PreparedImage> again = prepare(prepared->bytes, roomy);
        QVERIFY(again);
        QCOMPARE(again->bytes, prepared->bytes);
        QCOMPARE(again->sha256, sha256Hex(prepared->bytes));
    }

    void unknownSegmentsAndThumbnailsAreLeftOut()
    {
        QByteArray bytes = colourJpeg([](jpeg_compress_struct &) {});
        for (int marker = 0xE0; marker <= 0xEF; ++marker)
            bytes = withSegment(bytes, char(marker), "planted for anyone");
        // JFIF with a thumbnail of 1 × 2 pixels, Adobe with more than its colour mark.
        bytes = withSegment(bytes, '\xE0',
                            QByteArray("JFIF\0\x01\x01\x01\x30\x39\x30\x39\x01\x02planted", 21));
        bytes = withSegment(bytes, '\xEE', QByteArray("Adobe\0\x64\0\0\0\0\x01planted", 19));
        QVERIFY(!QImage::fromData(bytes, "JPEG").isNull());
        const Result<PreparedImage> prepared = prepare(bytes, roomy);
        QVERIFY(prepared);
        QVERIFY(!prepared->bytes.contains("planted"));
        QCOMPARE(QImage::fromData(prepared->bytes).pixelColor(20, 20),
                 QImage::fromData(bytes).pixelColor(20, 20));
    }

    void turnsThePictureAsTheCameraWasHeld_data()
    {
        QTest::addColumn<int>("orientation");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QPoint>(
            "corner"); // where the stored picture's red top left corner is seen
        QTest::newRow("1") << 1 << QSize(300, 200) << QPoint(10, 10);
        QTest::newRow("2, mirrored") << 2 << QSize(300, 200) << QPoint(290, 10);
        QTest::newRow("3, upside down") << 3 << QSize(300, 200) << QPoint(290, 190);
        QTest::newRow("5, mirrored and turned") << 5 << QSize(200, 300) << QPoint(10, 10);
        QTest::newRow("6, turned right") << 6 << QSize(200, 300) << QPoint(190, 10);
        QTest::newRow("8, turned left") << 8 << QSize(200, 300) << QPoint(10, 290);
    }

    void turnsThePictureAsTheCameraWasHeld()
    {
        QFETCH(int, orientation);
        QFETCH(QSize, size);
        QFETCH(QPoint, corner);
        QImage picture(300, 200, QImage::Format_RGB32);
        picture.fill(Qt::white);
        for (int y = 0; y < 40; ++y) {
            for (int x = 0; x < 40; ++x)
                picture.setPixelColor(x, y, Qt::red);
        }
        const QString path = m_folder->filePath(QStringLiteral("turned.jpg"));
        QVERIFY(picture.save(path, "jpeg", 95));
        QVERIFY(exiv2({QStringLiteral("-Mset Exif.Image.Orientation %1").arg(orientation), path}));

        const Result<MediaAsset> asset = importImageFile(path, m_workspace);
        QVERIFY(asset);
        QCOMPARE(asset->size, size);
        const Result<PreparedImage> prepared = prepareImage(*asset, m_workspace, roomy);
        QVERIFY(prepared);
        QCOMPARE(prepared->size, size);
        const QImage sent = QImage::fromData(prepared->bytes);
        QCOMPARE(sent.size(), size);
        QVERIFY(alike(sent.pixelColor(corner), Qt::red, 16));
        QVERIFY(alike(middleOf(sent), Qt::white));
    }

    void aPartIsDecodedAsInTheWhole_data()
    {
        QTest::addColumn<QByteArray>("jpeg");
        QTest::addColumn<int>("orientation");
        const QImage picture = photo({403, 607});
        const QByteArray usual = encode(picture, "jpeg", 90);
        for (int orientation = 1; orientation <= 8; ++orientation)
            QTest::addRow("orientation %d", orientation) << usual << orientation;
        QTest::newRow("progressive") << encode(picture, "jpeg", 90, true) << 1;
        QTest::newRow("grey") << encode(picture.convertToFormat(QImage::Format_Grayscale8), "jpeg")
                              << 1;
        QImage wide = picture;
        wide.setColorSpace(QColorSpace::DisplayP3);
        QTest::newRow("Display P3") << encode(wide, "jpeg", 90) << 6;
        const auto sampled = [](int across, int down) {
            return colourJpeg([=](jpeg_compress_struct &encoder) {
                encoder.comp_info[0].h_samp_factor = across;
                encoder.comp_info[0].v_samp_factor = down;
            });
        };
        QTest::newRow("4:4:4") << sampled(1, 1) << 1;
        QTest::newRow("4:2:2") << sampled(2, 1) << 3;
        QTest::newRow("4:4:0") << sampled(1, 2) << 1;
        QTest::newRow("4:1:1") << sampled(4, 1) << 1;
        QTest::newRow("PNG") << encode(picture, "png") << 1;
        QTest::newRow("inks") << cmykJpeg({180, 270}, {10, 200, 90, 30}, true) << 1;
    }

    void aPartIsDecodedAsInTheWhole()
    {
        QFETCH(QByteArray, jpeg);
        QFETCH(int, orientation);
        if (orientation != 1) {
            const QString path = m_folder->filePath(QStringLiteral("turned.jpg"));
            QVERIFY(writeFile(path, jpeg));
            QVERIFY(
                exiv2({QStringLiteral("-Mset Exif.Image.Orientation %1").arg(orientation), path}));
            jpeg = readFile(path);
        }
        const QString name = QStringLiteral("part");
        const Result<ImageHead> head = readImageHead(jpeg, name);
        QVERIFY(head);
        const Result<QImage> whole = decodeImage(jpeg, *head, name);
        QVERIFY(whole);
        QRandomGenerator random(7);
        QList<QRect> parts{whole->rect(), QRect(0, 0, 1, 1),
                           QRect(whole->width() - 1, whole->height() - 1, 1, 1)};
        for (int i = 0; i < 60; ++i) {
            const QPoint corner(random.bounded(whole->width()), random.bounded(whole->height()));
            parts += QRect(corner, QSize(1 + random.bounded(whole->width() - corner.x()),
                                         1 + random.bounded(whole->height() - corner.y())));
        }
        for (const QRect &part : std::as_const(parts)) {
            const Result<QImage> decoded = decodePart(jpeg, *head, name, part);
            QVERIFY(decoded);
            QCOMPARE(decoded->convertToFormat(QImage::Format_RGB32),
                     whole->copy(part).convertToFormat(QImage::Format_RGB32));
        }
    }

    void coloursOfOtherProfilesBecomeSrgb_data()
    {
        QTest::addColumn<QColorSpace>("space");
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QImage::Format>("depth");
        for (const char *format : {"jpeg", "png"}) {
            QTest::addRow("Display P3, %s", format) << QColorSpace(QColorSpace::DisplayP3)
                                                    << QByteArray(format) << QImage::Format_RGB32;
            QTest::addRow("Adobe RGB, %s", format)
                << QColorSpace(QColorSpace::AdobeRgb) << QByteArray(format) << QImage::Format_RGB32;
        }
        QTest::addRow("Display P3, 16-bit PNG")
            << QColorSpace(QColorSpace::DisplayP3) << QByteArray("png") << QImage::Format_RGBX64;
    }

    void coloursOfOtherProfilesBecomeSrgb()
    {
        QFETCH(QColorSpace, space);
        QFETCH(QByteArray, format);
        QFETCH(QImage::Format, depth);
        const QColor stored(150, 110, 60);
        QImage picture(64, 96, QImage::Format_RGB32);
        picture.fill(stored);
        picture.convertTo(depth);
        picture.setColorSpace(space);
        const QColor seen = space.transformationToColorSpace(QColorSpace::SRgb).map(stored);
        QVERIFY(!alike(seen, stored, 6));

        const Result<PreparedImage> prepared =
            prepare(encode(picture, format.constData(), 95), roomy);
        QVERIFY(prepared);
        QVERIFY(!prepared->bytes.contains("ICC_PROFILE"));
        const QColor sent = middleOf(QImage::fromData(prepared->bytes));
        QVERIFY2(alike(sent, seen, 3), qUtf8Printable(sent.name() + u' ' + seen.name()));
    }

    void printersInksBecomeTheirColours_data()
    {
        QTest::addColumn<int>("cyan");
        QTest::addColumn<int>("magenta");
        QTest::addColumn<int>("yellow");
        QTest::addColumn<int>("black");
        QTest::addColumn<QColor>("color");
        QTest::newRow("no ink is white") << 0 << 0 << 0 << 0 << QColor(255, 255, 255);
        QTest::newRow("all black") << 0 << 0 << 0 << 255 << QColor(0, 0, 0);
        QTest::newRow("magenta and yellow are red") << 0 << 255 << 255 << 0 << QColor(255, 0, 0);
        QTest::newRow("half cyan") << 128 << 0 << 0 << 0 << QColor(127, 255, 255);
    }

    void printersInksBecomeTheirColours()
    {
        QFETCH(int, cyan);
        QFETCH(int, magenta);
        QFETCH(int, yellow);
        QFETCH(int, black);
        QFETCH(QColor, color);
        for (const bool adobe : {true, false}) {
            const QByteArray bytes =
                cmykJpeg({64, 96},
                         {JSAMPLE(cyan), JSAMPLE(magenta), JSAMPLE(yellow), JSAMPLE(black)}, adobe);
            const Result<PreparedImage> prepared = prepare(bytes, roomy);
            QVERIFY(prepared);
            QCOMPARE(prepared->contentType, QByteArray("image/jpeg"));
            const QColor sent = middleOf(QImage::fromData(prepared->bytes));
            QVERIFY2(alike(sent, color), qUtf8Printable(sent.name()));
        }
    }

    void onlyRealTransparencyBecomesPng_data()
    {
        QTest::addColumn<int>("alpha"); // of one pixel
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QByteArray>("contentType");
        QTest::newRow("see-through PNG") << 120 << QByteArray("png") << QByteArray("image/png");
        QTest::newRow("one pixel nearly opaque")
            << 254 << QByteArray("png") << QByteArray("image/png");
        QTest::newRow("opaque PNG with an alpha channel")
            << 255 << QByteArray("png") << QByteArray("image/jpeg");
        QTest::newRow("see-through WebP") << 120 << QByteArray("webp") << QByteArray("image/png");
        QTest::newRow("opaque WebP") << 255 << QByteArray("webp") << QByteArray("image/jpeg");
    }

    void onlyRealTransparencyBecomesPng()
    {
        QFETCH(int, alpha);
        QFETCH(QByteArray, format);
        QFETCH(QByteArray, contentType);
        QImage picture(100, 150, QImage::Format_ARGB32);
        picture.fill(QColor(10, 160, 90));
        picture.setPixelColor(20, 30, QColor(10, 160, 90, alpha));
        const Result<PreparedImage> prepared =
            prepare(encode(picture, format.constData(), 100), roomy);
        QVERIFY(prepared);
        QCOMPARE(prepared->contentType, contentType);
        const QImage sent =
            QImage::fromData(prepared->bytes, contentType == "image/png" ? "PNG" : "JPEG");
        QCOMPARE(sent.size(), picture.size());
        QCOMPARE(sent.pixelColor(20, 30).alpha(), alpha);
        QVERIFY(alike(middleOf(sent), QColor(10, 160, 90)));
    }

    void aGifGivesItsFirstFrame()
    {
        const Result<PreparedImage> prepared =
            prepare(gif(100, {QColor(200, 30, 30), Qt::blue, Qt::green}), roomy);
        QVERIFY(prepared);
        QCOMPARE(prepared->contentType, QByteArray("image/jpeg"));
        QCOMPARE(prepared->size, QSize(100, 100));
        QVERIFY(alike(middleOf(QImage::fromData(prepared->bytes)), QColor(200, 30, 30)));
    }

    void qualityGivesWayBeforeSize()
    {
        const QByteArray original = encode(photo({1000, 1500}), "jpeg", 97);
        const Result<PreparedImage> best = prepare(original, roomy);
        QVERIFY(best);
        const Result<PreparedImage> tight = prepare(original, best->bytes.size() * 3 / 4);
        QVERIFY(tight);
        QVERIFY(tight->bytes.size() <= best->bytes.size() * 3 / 4);
        QVERIFY2(tight->bytes.size() > best->bytes.size() / 2,
                 "a better quality would have fitted");
        QCOMPARE(tight->size, QSize(1000, 1500));
    }

    void whereQualityIsNotEnoughThePictureGetsSmaller_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("contentType");
        QImage clear = photo({1000, 1500}).convertToFormat(QImage::Format_ARGB32);
        clear.setPixel(0, 0, 0);
        QTest::newRow("JPEG") << encode(photo({1000, 1500}), "jpeg", 97)
                              << QByteArray("image/jpeg");
        QTest::newRow("transparent PNG") << encode(clear, "png") << QByteArray("image/png");
    }

    void whereQualityIsNotEnoughThePictureGetsSmaller()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, contentType);
        const Result<PreparedImage> prepared = prepare(bytes, 60'000);
        QVERIFY(prepared);
        QCOMPARE(prepared->contentType, contentType);
        QVERIFY(prepared->bytes.size() <= 60'000);
        QVERIFY2(prepared->bytes.size() > 30'000, "smaller than it had to be");
        const QImage sent = QImage::fromData(prepared->bytes);
        QCOMPARE(sent.size(), prepared->size);
        QVERIFY(qAbs(sent.width() * 3 - sent.height() * 2) <= 3);
    }

    void fortyNoisyMegapixelsMeetTheTarget()
    {
        // Nothing compresses worse than noise.
        QImage noise(5200, 7800, QImage::Format_RGB32);
        QRandomGenerator random(3);
        for (int y = 0; y < noise.height(); ++y) {
            auto *line = reinterpret_cast<quint32 *>(noise.scanLine(y));
            random.fillRange(line, noise.width());
        }
        const QByteArray original = encode(noise, "jpeg", 80);
        QVERIFY(original.size() > roomy);
        const Result<MediaAsset> asset =
            importImageBytes(original, QStringLiteral("noise.jpg"), m_workspace);
        QVERIFY(asset);
        // Asked for more than Pinterest takes, no more is given.
        for (const qint64 target : {qint64(8'000'000), qint64(100'000'000)}) {
            const qint64 most = std::min(target, roomy);
            const Result<PreparedImage> prepared = prepareImage(*asset, m_workspace, target);
            QVERIFY(prepared);
            QVERIFY(prepared->bytes.size() <= most);
            QVERIFY2(prepared->bytes.size() > most / 2, "smaller than it had to be");
            QVERIFY(qAbs(prepared->size.width() * 3 - prepared->size.height() * 2) <= 3);
        }
    }

    void anImpossibleTargetIsAnErrorNotALoop()
    {
        for (const qint64 target : {qint64(-1), qint64(0), qint64(100)}) {
            const Result<PreparedImage> prepared =
                prepare(encode(photo({200, 300}), "jpeg"), target);
            QVERIFY(!prepared);
            QCOMPARE(prepared.error().kind, ErrorKind::Media);
        }
    }

    void aDamagedOrMissingLibraryFileIsNotSent()
    {
        const QByteArray bytes = encode(photo({200, 300}), "jpeg");
        const Result<MediaAsset> asset =
            importImageBytes(bytes, QStringLiteral("cat.jpg"), m_workspace);
        QVERIFY(asset);
        const QString path = libraryPath(*asset, m_workspace);

        // Another picture in its place: it would decode well, and be the wrong one.
        QVERIFY(writeFile(path, encode(photo({200, 300}, 2), "jpeg")));
        const Result<PreparedImage> damaged = prepareImage(*asset, m_workspace, roomy);
        QVERIFY(!damaged);
        QCOMPARE(damaged.error().kind, ErrorKind::Media);
        QCOMPARE(damaged.error().detail,
                 QStringLiteral("“cat.jpg” is damaged in the library: its content has changed."));

        QVERIFY(QFile::remove(path));
        const Result<PreparedImage> missing = prepareImage(*asset, m_workspace, roomy);
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, ErrorKind::Media);
        QCOMPARE(missing.error().detail, QStringLiteral("“cat.jpg” is missing from the library."));
    }

private:
    Result<PreparedImage> prepare(const QByteArray &bytes, qint64 target)
    {
        const Result<MediaAsset> asset =
            importImageBytes(bytes, QStringLiteral("picture"), m_workspace);
        if (!asset)
            return fail(asset.error());
        return prepareImage(*asset, m_workspace, target);
    }

    static bool exiv2(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral("exiv2"), arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }

    /** All that exiv2 finds in a file: EXIF, IPTC, XMP and the comment. */
    static QByteArray metadataOf(const QString &path)
    {
        QByteArray found;
        for (const char *what : {"-pa", "-pc"}) {
            QProcess process;
            process.start(QStringLiteral("exiv2"),
                          {QStringLiteral("-q"), QString::fromLatin1(what), path});
            process.waitForFinished();
            found += process.readAllStandardOutput().trimmed();
        }
        return found;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_workspace;
};

QTEST_GUILESS_MAIN(TestPreparedImage)
#include "tst_preparedimage.moc"
