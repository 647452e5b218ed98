// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/embeddedtitle.h"
#include "support/photos.h"
#include "support/testimages.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtEndian>
#include <QTest>

#include <memory>

using namespace pinweek;
using namespace pinweek::test;

/** Titles that people and programs write into pictures, with exiv2 as the program. */
class TestEmbeddedTitle : public QObject
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
    }
    void aTitleIsFound_data();
    void aTitleIsFound();
    void whatMakersWriteIsNone_data();
    void whatMakersWriteIsNone();
    void aTitleBehindThePictureIsFound_data();
    void aTitleBehindThePictureIsFound();
    void aTitleAtTheEndOfALargeFileIsFound();
    void brokenMetadataIsNoTitle();
    void hugeMetadataTakesNoTime();

private:
    /** A picture with what exiv2 is told to write into it; its path. */
    QString written(const QByteArray &picture, const QString &suffix, const QStringList &commands)
    {
        const QString path = m_folder->filePath(QStringLiteral("picture.") + suffix);
        QStringList arguments;
        for (const QString &command : commands)
            arguments += QStringLiteral("-M") + command;
        if (!writeFile(path, picture) ||
            (!commands.isEmpty() &&
             QProcess::execute(QStringLiteral("exiv2"), arguments + QStringList{path}) != 0))
            return {};
        return path;
    }
    static QString xp(const QString &text)
    {
        QString bytes;
        for (const QChar c : text)
            bytes += QStringLiteral(" %1 %2").arg(c.unicode() & 0xFF).arg(c.unicode() >> 8);
        return QStringLiteral("set Exif.Image.XPTitle Byte%1 0 0").arg(bytes);
    }
    static QByteArray packet(const QByteArray &title)
    {
        return "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
               "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
               "xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title><rdf:Alt>"
               "<rdf:li xml:lang='x-default'>" +
               title + "</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>";
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

const QString xmp = QStringLiteral("set Xmp.dc.title lang=x-default By XMP");
const QString iptc = QStringLiteral("set Iptc.Application2.ObjectName String By IPTC");
const QString exif = QStringLiteral("set Exif.Image.ImageDescription By EXIF");

} // namespace

void TestEmbeddedTitle::aTitleIsFound_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QStringList>("commands");
    QTest::addColumn<QString>("title");
    const QString windows = xp(QStringLiteral("By Windows"));
    for (const char *suffix : {"jpg", "png", "webp"}) {
        const QString as = QString::fromLatin1(suffix);
        QTest::addRow("XMP, %s", suffix) << as << QStringList{xmp} << QStringLiteral("By XMP");
        QTest::addRow("XMP first, %s", suffix)
            << as << QStringList{exif, xmp} << QStringLiteral("By XMP");
        if (as == QLatin1String("png"))
            continue; // exiv2 writes no EXIF as the PNG standard has it
        QTest::addRow("EXIF, %s", suffix) << as << QStringList{exif} << QStringLiteral("By EXIF");
        QTest::addRow("EXIF of Windows, %s", suffix)
            << as << QStringList{windows, exif} << QStringLiteral("By Windows");
    }
    const QString jpg = QStringLiteral("jpg");
    QTest::newRow("none") << jpg << QStringList() << QString();
    QTest::newRow("IPTC") << jpg << QStringList{iptc} << QStringLiteral("By IPTC");
    QTest::newRow("IPTC before EXIF")
        << jpg << QStringList{exif, windows, iptc} << QStringLiteral("By IPTC");
    QTest::newRow("all") << jpg << QStringList{exif, windows, iptc, xmp}
                         << QStringLiteral("By XMP");
    QTest::newRow("other letters")
        << jpg << QStringList{QStringLiteral("set Iptc.Application2.ObjectName String 柠檬蛋糕")}
        << QStringLiteral("柠檬蛋糕");
    QTest::newRow("Windows, other letters")
        << jpg << QStringList{xp(QStringLiteral("Käsekuchen 🍋"))} << QStringLiteral("Käsekuchen 🍋");
    QTest::newRow("several lines")
        << jpg
        << QStringList{QStringLiteral("set Exif.Image.ImageDescription Lemon\ncake  \t here")}
        << QStringLiteral("Lemon cake here");
}

void TestEmbeddedTitle::aTitleIsFound()
{
    QFETCH(QString, suffix);
    QFETCH(QStringList, commands);
    QFETCH(QString, title);
    const QByteArray format = suffix == QLatin1String("jpg") ? "jpeg" : suffix.toLatin1();
    const QString path = written(encode(photo({60, 90}), format.constData()), suffix, commands);
    QVERIFY(!path.isEmpty());
    QCOMPARE(embeddedTitle(path), title);
}

void TestEmbeddedTitle::whatMakersWriteIsNone_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("title");
    for (const char *text :
         {"OLYMPUS DIGITAL CAMERA", "SONY DSC", "Screenshot", "Screenshot 2026-11-30 at 10.20.30",
          "SAMSUNG", "KONICA MINOLTA DIGITAL CAMERA", "DCIM", "Created by dji camera", "Untitled",
          "           ", "---"})
        QTest::newRow(text) << QString::fromLatin1(text) << QString();
    QTest::newRow("a title") << QStringLiteral("Untitled love songs")
                             << QStringLiteral("Untitled love songs");
    QTest::newRow("about a camera") << QStringLiteral("My first digital camera bag")
                                    << QStringLiteral("My first digital camera bag");
}

void TestEmbeddedTitle::whatMakersWriteIsNone()
{
    QFETCH(QString, text);
    QFETCH(QString, title);
    const QByteArray picture = encode(photo({60, 90}), "jpeg");
    const QString described = QStringLiteral("set Exif.Image.ImageDescription ") + text;
    QCOMPARE(embeddedTitle(written(picture, QStringLiteral("jpg"), {described})), title);
    // What somebody wrote elsewhere counts then.
    const QString camera = QStringLiteral("set Xmp.dc.title lang=x-default ") + text;
    QCOMPARE(embeddedTitle(written(picture, QStringLiteral("jpg"), {camera, exif})),
             title.isEmpty() ? QStringLiteral("By EXIF") : title);
}

void TestEmbeddedTitle::aTitleBehindThePictureIsFound_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("PNG, XMP") << QByteArray("png") << QByteArray("iTXt")
                              << "XML:com.adobe.xmp" + QByteArray(5, '\0') + packet("Behind it");
    const QByteArray description("II*\0\x08\0\0\0\x01\0\x0E\x01\x02\0\x0A\0\0\0\x1A\0\0\0\0\0\0\0"
                                 "Behind it\0",
                                 36);
    QTest::newRow("PNG, EXIF") << QByteArray("png") << QByteArray("eXIf") << description;
    QTest::newRow("WebP") << QByteArray("webp") << QByteArray() << QByteArray();
}

void TestEmbeddedTitle::aTitleBehindThePictureIsFound()
{
    QFETCH(QByteArray, format);
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, content);
    QByteArray picture = encode(photo({1800, 2700}), format.constData(), 100);
    QVERIFY(picture.size() > 1024 * 1024);
    QString path;
    if (format == "png") {
        QByteArray chunk(4, '\0');
        qToBigEndian(quint32(content.size()), chunk.data());
        // Nobody of ours looks at its checksum.
        picture.insert(picture.size() - 12, chunk + kind + content + QByteArray(4, '\0'));
        path = written(picture, QStringLiteral("png"), {});
    } else {
        path = written(picture, QStringLiteral("webp"),
                       {QStringLiteral("set Exif.Image.ImageDescription Behind it")});
    }
    QVERIFY(!path.isEmpty());
    QCOMPARE(embeddedTitle(path), QStringLiteral("Behind it"));
}

void TestEmbeddedTitle::aTitleAtTheEndOfALargeFileIsFound()
{
    const QString path = m_folder->filePath(QStringLiteral("film.mp4"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.resize(200LL * 1024 * 1024)); // takes no room
    QVERIFY(file.seek(file.size() - 100'000));
    QVERIFY(file.write(packet("A film")) > 0);
    file.close();
    QCOMPARE(embeddedTitle(path), QStringLiteral("A film"));
}

void TestEmbeddedTitle::brokenMetadataIsNoTitle()
{
    QFile file(written(encode(photo({60, 90}), "jpeg"), QStringLiteral("jpg"),
                       {exif, iptc, xp(QStringLiteral("By Windows"))}));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    for (qsizetype size = 0; size < std::min<qsizetype>(whole.size(), 700); ++size) {
        const QString title = titleIn(whole.first(size));
        QVERIFY(title.isEmpty() || title.startsWith(QLatin1String("By ")));
        QByteArray bent = whole;
        bent[size] = char(0xFF);
        QVERIFY(titleIn(bent).size() <= 500);
    }
    QVERIFY(titleIn({}).isEmpty());
    QVERIFY(embeddedTitle(m_folder->filePath(QStringLiteral("none.jpg"))).isEmpty());
    QVERIFY(embeddedTitle(m_folder->path()).isEmpty());
}

void TestEmbeddedTitle::hugeMetadataTakesNoTime()
{
    // A directory of as many entries as there can be, each of all of the file.
    constexpr int entries = 65535;
    QByteArray exifBlock("II*\0\x08\0\0\0\xFF\xFF", 10);
    const qsizetype size = 10 + entries * 12 + 20'000'000;
    for (int i = 0; i < entries; ++i) {
        QByteArray entry("\x0E\x01\x02\0", 4);
        entry.resize(12);
        qToLittleEndian(quint32(size - 8), entry.data() + 4);
        qToLittleEndian(quint32(8), entry.data() + 8);
        exifBlock += entry;
    }
    exifBlock.append(size - exifBlock.size(), ' ');
    QByteArray webp("RIFF\0\0\0\0WEBPEXIF", 16);
    webp.resize(20);
    qToLittleEndian(quint32(size), webp.data() + 16);
    webp += exifBlock;
    QElapsedTimer timer;
    timer.start();
    QVERIFY(titleIn(webp).size() <= 500);
    // A packet without end, and one of a title without end.
    QVERIFY(titleIn("<x:xmpmeta" + QByteArray(20'000'000, 'x')).isEmpty());
    QVERIFY(titleIn(packet(QByteArray(20'000'000, 'x'))).isEmpty());
    QVERIFY(titleIn(packet(QByteArray(500'000, 'x'))).size() <= 500);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestEmbeddedTitle)
#include "tst_embeddedtitle.moc"
