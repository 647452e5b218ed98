// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of all the odd kinds that phones, printers and design tools give, made by independent
// tools (support/make-odd-images) and held against what those tools make of them.
#include "media/heifimage.h"
#include "media/imageimport.h"
#include "media/preparedimage.h"
#include "media/thumbnail.h"
#include "support/photos.h"

#include <QColorSpace>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtEndian>
#include <QTest>

#include <lcms2.h>
#include <libheif/heif.h>

#include <cmath>
#include <memory>

using namespace pinweek;
using namespace pinweek::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 target = 8'000'000; // bytes
const QSize upright(403, 607);
const QSize lying(607, 403);

QByteArray displayP3()
{
    return QColorSpace(QColorSpace::DisplayP3).iccProfile();
}

/** The colours of Display P3 as a profile with a table, as scanners and printers have them: one
 * that Qt can't read. */
QByteArray tableProfile()
{
    const QByteArray p3 = displayP3();
    cmsHPROFILE from = cmsOpenProfileFromMem(p3.constData(), cmsUInt32Number(p3.size()));
    cmsHPROFILE lab = cmsCreateLab4Profile(nullptr);
    cmsHTRANSFORM look = cmsCreateTransform(from, TYPE_RGB_16, lab, TYPE_Lab_16,
                                            INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOOPTIMIZE);
    cmsStage *table = cmsStageAllocCLut16bit(nullptr, 33, 3, 3, nullptr);
    const auto sample = [](const cmsUInt16Number *in, cmsUInt16Number *out, void *transform) {
        cmsDoTransform(transform, in, out, 1);
        return TRUE;
    };
    cmsStageSampleCLut16bit(table, sample, look, 0);
    cmsPipeline *pipeline = cmsPipelineAlloc(nullptr, 3, 3);
    // The form of it wants curves on both sides.
    for (cmsStage *stage : {cmsStageAllocToneCurves(nullptr, 3, nullptr), table,
                            cmsStageAllocToneCurves(nullptr, 3, nullptr)})
        cmsPipelineInsertStage(pipeline, cmsAT_END, stage);
    cmsHPROFILE made = cmsCreateProfilePlaceholder(nullptr);
    cmsSetProfileVersion(made, 4.2);
    cmsSetDeviceClass(made, cmsSigDisplayClass);
    cmsSetColorSpace(made, cmsSigRgbData);
    cmsSetPCS(made, cmsSigLabData);
    cmsMLU *name = cmsMLUalloc(nullptr, 1);
    cmsMLUsetASCII(name, "en", "US", "P3 by a table");
    cmsWriteTag(made, cmsSigProfileDescriptionTag, name);
    cmsWriteTag(made, cmsSigMediaWhitePointTag, cmsD50_XYZ());
    cmsWriteTag(made, cmsSigAToB0Tag, pipeline);
    cmsUInt32Number bytes = 0;
    cmsSaveProfileToMem(made, nullptr, &bytes);
    QByteArray profile(qsizetype(bytes), Qt::Uninitialized);
    cmsSaveProfileToMem(made, profile.data(), &bytes);
    cmsMLUfree(name);
    cmsPipelineFree(pipeline);
    cmsDeleteTransform(look);
    for (cmsHPROFILE opened : {from, lab, made})
        cmsCloseProfile(opened);
    return profile;
}

/** What a phone writes: HEIC, turned by the container and once more, for others to ignore, by
 * EXIF. */
QByteArray phoneHeic(const QImage &picture, int orientation)
{
    const QImage pixels = picture.convertToFormat(QImage::Format_RGB888);
    heif_image *image = nullptr;
    heif_image_create(pixels.width(), pixels.height(), heif_colorspace_RGB,
                      heif_chroma_interleaved_RGB, &image);
    heif_image_add_plane(image, heif_channel_interleaved, pixels.width(), pixels.height(), 8);
    int stride = 0;
    uint8_t *plane = heif_image_get_plane(image, heif_channel_interleaved, &stride);
    for (int y = 0; y < pixels.height(); ++y)
        std::memcpy(plane + qsizetype(y) * stride, pixels.constScanLine(y),
                    size_t(pixels.width()) * 3);
    heif_context *context = heif_context_alloc();
    heif_encoder *encoder = nullptr;
    heif_context_get_encoder_for_format(context, heif_compression_HEVC, &encoder);
    heif_encoder_set_lossy_quality(encoder, 95);
    heif_encoder_set_parameter_string(encoder, "chroma", "444");
    heif_encoding_options *options = heif_encoding_options_alloc();
    options->image_orientation = heif_orientation(orientation);
    heif_image_handle *handle = nullptr;
    heif_context_encode_image(context, image, encoder, options, &handle);
    QByteArray exif("Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0?\0\0\0\0\0\0\0", 32);
    exif[24] = char(orientation);
    heif_context_add_exif_metadata(context, handle, exif.constData(), int(exif.size()));
    QByteArray bytes;
    heif_writer writer{1, [](heif_context *, const void *data, size_t size, void *to) {
                           static_cast<QByteArray *>(to)->append(static_cast<const char *>(data),
                                                                 qsizetype(size));
                           return heif_error{heif_error_Ok, heif_suberror_Unspecified, ""};
                       }};
    heif_context_write(context, &writer, &bytes);
    heif_image_handle_release(handle);
    heif_encoding_options_free(options);
    heif_encoder_release(encoder);
    heif_context_free(context);
    heif_image_release(image);
    return bytes;
}

/** How alike two pictures are, in dB; where a pixel can't be seen its colour counts for nothing. */
double psnr(const QImage &first, const QImage &second)
{
    if (first.size() != second.size() || first.isNull())
        return 0;
    const QImage a = first.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    const QImage b = second.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    double sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        const uchar *lineA = a.constScanLine(y);
        const uchar *lineB = b.constScanLine(y);
        for (int x = 0; x < a.width() * 4; ++x)
            sum += (lineA[x] - lineB[x]) * (lineA[x] - lineB[x]);
    }
    const double error = sum / (4.0 * a.width() * a.height());
    return error == 0 ? 99 : 10 * std::log10(255.0 * 255.0 / error);
}

QImage reference(const QString &path)
{
    QImage image(path);
    image.setColorSpace({}); // already sRGB
    return image;
}

bool run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(program, arguments);
    return process.waitForFinished(-1) && process.exitStatus() == QProcess::NormalExit &&
           process.exitCode() == 0;
}

/** All that exiftool finds in a file beside what it says of the picture itself. */
QByteArray privateTags(const QString &path)
{
    QProcess process;
    process.start(u"exiftool"_s, {u"-a"_s, u"-G1"_s, u"-s"_s, u"--ExifTool:all"_s,
                                  u"--System:all"_s, u"--File:all"_s, u"--JFIF:all"_s,
                                  u"--PNG:all"_s, u"--PNG-pHYs:all"_s, u"--Composite:all"_s, path});
    process.waitForFinished();
    return process.readAllStandardOutput().trimmed();
}

/** A program that stands in for pinweek-heif. */
bool writeProgram(const QString &folder, const QByteArray &lines)
{
    const QString path = folder + u"/pinweek-heif"_s;
    return writeFile(path, "#!/bin/sh\n" + lines) &&
           QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

class TestOddImages : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_path = QByteArrayLiteral(PINWEEK_PROGRAMS ":") + qgetenv("PATH");
        qputenv("PATH", m_path);
        QVERIFY(QDir().mkpath(m_made.filePath(u"profiles"_s)));
        QVERIFY(writeFile(m_made.filePath(u"profiles/p3.icc"_s), displayP3()));
        const QByteArray tables = tableProfile();
        QVERIFY(tables.size() > 100'000);
        QVERIFY(!QColorSpace::fromIccProfile(tables).isValid());
        QVERIFY(writeFile(m_made.filePath(u"profiles/tables.icc"_s), tables));
        QVERIFY2(run(QStringLiteral(PINWEEK_MAKE_ODD_IMAGES),
                     {QStringLiteral(PINWEEK_DEMO_PICTURES "/yellow-daisy-macro.jpg"),
                      m_made.filePath(u"profiles"_s), m_made.filePath(u"odd"_s)}),
                 "these tests need the packages of packaging/packages");
    }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = m_folder->filePath(u"workspace"_s);
    }

    void cleanup() { qputenv("PATH", m_path); }

    void looksAsOtherToolsShowIt_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("least"); // dB
        const auto row = [](const char *name, const char *format, QSize size = upright,
                            double least = 36) {
            QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(format) << size
                                << least;
        };
        for (int way = 1; way <= 8; ++way)
            row(qPrintable(u"held-%1.jpg"_s.arg(way)), "jpeg", way < 5 ? upright : lying);
        row("progressive.jpg", "jpeg");
        row("arithmetic.jpg", "jpeg");
        row("grey.jpg", "jpeg");
        row("jpeg-by-name.heic", "jpeg");
        row("ycck-profile.jpg", "jpeg");
        row("cmyk-profile.jpg", "jpeg", lying);
        row("ycck-plain.jpg", "jpeg");
        row("adobe-rgb.jpg", "jpeg");
        row("grey-profile.jpg", "jpeg");
        row("grey-profile.png", "png");
        for (const char *colours : {"p3", "tables"}) {
            for (const char *format : {"jpg", "png", "webp", "heic"})
                row(qPrintable(QString::fromLatin1("%1.%2").arg(QString::fromLatin1(colours),
                                                                QString::fromLatin1(format))),
                    qstrcmp(format, "jpg") == 0 ? "jpeg" : format);
        }
        row("p3.avif", "avif");
        row("p3-codes.avif", "avif");
        row("deep.png", "png");
        row("deep.heic", "heic");
        row("interlaced.png", "png");
        row("palette.png", "png", upright, 40); // its gamma of 2.2 is taken for what it says
        row("two-bits.png", "png");
        row("held.png", "png", lying);
        row("lossy.webp", "webp");
        row("glass.webp", "webp", upright, 90);
        row("held.webp", "webp", lying);
        row("still.gif", "gif");
        row("moving.gif", "gif");
        row("moving.webp", "webp");
        row("plain.heic", "heic");
        row("glass.heic", "heic");
        row("heic-by-name.jpg", "heic");
        row("plain.avif", "avif");
        row("glass.avif", "avif");
        row("premultiplied.avif", "avif");
        row("twelve-bits.avif", "avif");
        row("turned.avif", "avif", lying);
        row("turned-twice.avif", "avif", lying);
        row("mirrored.avif", "avif");
        row("both.avif", "avif", lying);
        row("television.avif", "avif");
        row("grey.avif", "avif");
        row("moving.avif", "avif");
        row("strip.png", "png", QSize(1, 10000));
    }

    void looksAsOtherToolsShowIt()
    {
        QFETCH(QString, name);
        QFETCH(QString, format);
        QFETCH(QSize, size);
        QFETCH(double, least);
        const QImage peer = reference(m_made.filePath(u"odd/peers/%1.png"_s.arg(name)));
        QCOMPARE(peer.size(), size);

        const Result<MediaAsset> asset = importImageFile(odd(name), m_workspace);
        QVERIFY2(asset, asset ? "" : qUtf8Printable(asset.error().detail));
        QCOMPARE(asset->format, format);
        QCOMPARE(asset->size, size);
        QCOMPARE(asset->animated, name.startsWith(u"moving"_s));
        const Result<PreparedImage> sent = prepareImage(*asset, m_workspace, target);
        QVERIFY2(sent, sent ? "" : qUtf8Printable(sent.error().detail));
        QCOMPARE(sent->size, size);
        QCOMPARE(sent->contentType, QByteArray(hasTransparency(peer) ? "image/png" : "image/jpeg"));
        const QImage seen = QImage::fromData(sent->bytes);
        QVERIFY(!seen.colorSpace().isValid() ||
                seen.colorSpace() == QColorSpace(QColorSpace::SRgb));
        const double alike = psnr(seen, peer);
        QVERIFY2(alike >= least, qPrintable(QString::number(alike)));

        const QImage thumbnail = readThumbnail(asset->sha256, m_workspace);
        QCOMPARE(thumbnail.width(), qMin(thumbnailWidth, size.width()));
        const double small = psnr(thumbnail, peer.scaled(thumbnail.size(), Qt::IgnoreAspectRatio,
                                                         Qt::SmoothTransformation));
        QVERIFY2(small >= 30, qPrintable(QString::number(small)));
    }

    void aPhonesHeicIsTurnedOnceWhateverItsExifSays_data()
    {
        QTest::addColumn<int>("orientation");
        for (int orientation = 1; orientation <= 8; ++orientation)
            QTest::addRow("%d", orientation) << orientation;
    }

    void aPhonesHeicIsTurnedOnceWhateverItsExifSays()
    {
        QFETCH(int, orientation);
        const QImage held = reference(odd(u"interlaced.png"_s));
        // The JPEG that is held so is one that ImageMagick has turned.
        const QImage peer =
            reference(m_made.filePath(u"odd/peers/held-%1.jpg.png"_s.arg(orientation)));
        const Result<MediaAsset> asset =
            importImageBytes(phoneHeic(held, orientation), u"IMG_0001.HEIC"_s, m_workspace);
        QVERIFY2(asset, asset ? "" : qUtf8Printable(asset.error().detail));
        QCOMPARE(asset->size, peer.size());
        const Result<PreparedImage> sent = prepareImage(*asset, m_workspace, target);
        QVERIFY(sent);
        const double alike = psnr(QImage::fromData(sent->bytes), peer);
        QVERIFY2(alike >= 34, qPrintable(QString::number(alike)));
    }

    void nothingPrivateIsLeft_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *kind : {"jpg", "png", "webp", "gif", "heic", "avif"})
            QTest::newRow(kind) << u"private.%1"_s.arg(QString::fromLatin1(kind));
    }

    void nothingPrivateIsLeft()
    {
        QFETCH(QString, name);
        const QByteArray before = privateTags(odd(name));
        QVERIFY2(before.contains("planted-city") && before.contains("GPSLatitude"),
                 before.constData());
        const Result<MediaAsset> asset = importImageFile(odd(name), m_workspace);
        QVERIFY(asset);
        const Result<PreparedImage> sent = prepareImage(*asset, m_workspace, target);
        QVERIFY(sent);
        const QString path = m_folder->filePath(u"sent"_s);
        QVERIFY(writeFile(path, sent->bytes));
        QCOMPARE(privateTags(path), QByteArray());
        for (const char *trace : {"planted", "Exif", "GPS", "xmp", "8BIM"})
            QVERIFY2(!sent->bytes.contains(trace), trace);
    }

    void halfAFileIsRefusedInOneClearLine_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"progressive.jpg", "ycck-profile.jpg", "interlaced.png",
                                 "glass.webp", "moving.gif", "plain.heic", "glass.avif"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void halfAFileIsRefusedInOneClearLine()
    {
        QFETCH(QString, name);
        const QByteArray whole = readFile(odd(name));
        QVERIFY(!whole.isEmpty());
        for (const int percent : {2, 10, 50, 90, 99}) {
            const Result<MediaAsset> asset =
                importImageBytes(whole.first(whole.size() * percent / 100), name, m_workspace);
            QVERIFY2(!asset, qPrintable(QString::number(percent)));
            QCOMPARE(asset.error().kind, ErrorKind::Media);
            QCOMPARE(asset.error().detail,
                     u"“%1” is cut off: the file ends too early."_s.arg(name));
        }
        QCOMPARE(filesBelow(m_workspace), QStringList());
    }

    void bombsAndEmptyFilesAreRefusedByTheirHead()
    {
        expectRefused(odd(u"bomb.png"_s),
                      u"“bomb.png” is too large: 20000 × 20000 pixels are 400 megapixels, at most "
                      u"100 can be used."_s);
        expectRefused(odd(u"empty.jpg"_s), u"“empty.jpg” is empty."_s);
        for (QByteArray bytes : {phoneHeic(photo({64, 64}), 1), readFile(odd(u"plain.avif"_s))}) {
            const qsizetype at = bytes.indexOf("ispe");
            QVERIFY(at > 0);
            qToBigEndian<quint32>(30000, bytes.data() + at + 8);
            qToBigEndian<quint32>(30000, bytes.data() + at + 12);
            const QString path = m_folder->filePath(u"huge"_s);
            QVERIFY(writeFile(path, bytes));
            expectRefused(path, u"“huge” is too large: 30000 × 30000 pixels are 900 megapixels, "
                                u"at most 100 can be used."_s);
        }
    }

    void aDamagedHeifIsRefusedAndHarmsNobody_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("HEIC") << u"plain.heic"_s;
        QTest::newRow("AVIF") << u"glass.avif"_s;
    }

    void aDamagedHeifIsRefusedAndHarmsNobody()
    {
        QFETCH(QString, name);
        const QByteArray whole = readFile(odd(name));
        QRandomGenerator random(11);
        int refused = 0;
        for (int round = 0; round < 25; ++round) {
            QByteArray bytes = whole;
            for (int flips = 0; flips < 1 + round % 20; ++flips)
                bytes[random.bounded(qsizetype(round < 15 ? 600 : bytes.size()))] =
                    char(random.generate());
            // Some of these still are pictures; all others are refused in words that we know.
            const Result<MediaAsset> asset = importImageBytes(bytes, u"odd"_s, m_workspace);
            if (asset)
                continue;
            ++refused;
            QCOMPARE(asset.error().kind, ErrorKind::Media);
            QVERIFY2(QRegularExpression(u"^“odd” is (damaged|cut off|too large|no image|a video)"_s)
                         .match(asset.error().detail)
                         .hasMatch(),
                     qUtf8Printable(asset.error().detail));
        }
        QVERIFY(refused > 5);
    }

    void aDecoderThatIsAbsentCrashesLiesOrHangsIsSaidInOneLine_data()
    {
        QTest::addColumn<QByteArray>("program"); // empty: none
        QTest::addColumn<QString>("line");
        const QString damaged = u"“a.heic” is damaged: the picture in it cannot be read."_s;
        QTest::newRow("absent")
            << QByteArray()
            << u"“a.heic” cannot be read: the program pinweek-heif is not beside Pinweek."_s;
        QTest::newRow("crashes") << QByteArray("kill -SEGV $$\n") << damaged;
        QTest::newRow("says nothing") << QByteArray("exit 0\n") << damaged;
        QTest::newRow("says rubbish") << QByteArray("head -c 5000 /dev/zero\n") << damaged;
        QTest::newRow("promises more than it gives")
            << QByteArray("printf 'PHF1\\100\\0\\0\\0\\100\\0\\0\\0\\10\\0\\0\\0'; "
                          "head -c 48 /dev/zero\n")
            << damaged;
        QTest::newRow("hangs") << QByteArray("exec sleep 60\n")
                               << u"“a.heic” takes too long to read."_s;
    }

    void aDecoderThatIsAbsentCrashesLiesOrHangsIsSaidInOneLine()
    {
        QFETCH(QByteArray, program);
        QFETCH(QString, line);
        QTemporaryDir programs;
        if (!program.isEmpty())
            QVERIFY(writeProgram(programs.path(), program));
        const QByteArray system = program.isEmpty() ? QByteArray() : QByteArray(":/usr/bin:/bin");
        qputenv("PATH", programs.path().toUtf8() + system);
        if (program.contains("SEGV"))
            QTest::ignoreMessage(QtWarningMsg, "A picture has ended its decoder");
        QElapsedTimer timer;
        timer.start();
        const Result<MediaAsset> asset =
            importImageBytes(readFile(odd(u"plain.heic"_s)), u"a.heic"_s, m_workspace);
        QVERIFY(!asset);
        QCOMPARE(asset.error().detail, line);
        QVERIFY(timer.elapsed() < 20'000);
        QCOMPARE(filesBelow(m_workspace), QStringList());
    }

private:
    QString odd(const QString &name) const { return m_made.filePath(u"odd/"_s + name); }

    void expectRefused(const QString &path, const QString &line)
    {
        const Result<MediaAsset> asset = importImageFile(path, m_workspace);
        QVERIFY(!asset);
        QCOMPARE(asset.error().kind, ErrorKind::Media);
        QCOMPARE(asset.error().detail, line);
        QCOMPARE(filesBelow(m_workspace), QStringList());
    }

    QTemporaryDir m_made; // of all rows
    QByteArray m_path;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_workspace;
};

QTEST_GUILESS_MAIN(TestOddImages)
#include "tst_oddimages.moc"
