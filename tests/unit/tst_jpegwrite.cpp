// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/jpegwrite.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QTest>

#include <cmath>

using namespace pinweek;

namespace {

/** dB; what is the same has 99. */
double psnr(const QImage &a, const QImage &b)
{
    const QImage x = a.convertToFormat(QImage::Format_RGB32);
    const QImage y = b.convertToFormat(QImage::Format_RGB32);
    double sum = 0;
    for (int row = 0; row < x.height(); ++row) {
        for (int column = 0; column < x.width(); ++column) {
            const QRgb p = x.pixel(column, row);
            const QRgb q = y.pixel(column, row);
            sum += std::pow(qRed(p) - qRed(q), 2) + std::pow(qGreen(p) - qGreen(q), 2) +
                   std::pow(qBlue(p) - qBlue(q), 2);
        }
    }
    const double mean = sum / (3.0 * x.width() * x.height());
    return mean > 0 ? 10 * std::log10(255.0 * 255.0 / mean) : 99;
}

QImage photograph()
{
    QImage image(301, 203, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            image.setPixel(x, y, qRgb(x * 255 / 301, y * 255 / 203, (x + y) / 2));
    }
    return image;
}

/** The plugins of Qt for images that this process has loaded. */
QStringList loadedPlugins()
{
    QFile maps(QStringLiteral("/proc/self/maps"));
    QStringList found;
    if (!maps.open(QIODevice::ReadOnly))
        return found;
    const QList<QByteArray> lines = maps.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.contains("/imageformats/"))
            found.append(QString::fromUtf8(line.mid(line.lastIndexOf('/') + 1)));
    }
    found.removeDuplicates();
    return found;
}

} // namespace

class TestJpegWrite : public QObject
{
    Q_OBJECT

private slots:
    /** First, before this test asks Qt for anything. */
    void noPluginIsLoadedForIt()
    {
        QVERIFY(!jpegBytes(photograph(), 85).isEmpty());
        QCOMPARE(loadedPlugins(), QStringList());
    }

    void everyFormatComesBackAsItWas_data()
    {
        QTest::addColumn<QImage::Format>("format");
        QTest::newRow("RGB32") << QImage::Format_RGB32;
        QTest::newRow("RGB888") << QImage::Format_RGB888;
        QTest::newRow("ARGB32, opaque") << QImage::Format_ARGB32;
        QTest::newRow("premultiplied") << QImage::Format_ARGB32_Premultiplied;
        QTest::newRow("16 bits") << QImage::Format_RGBX64;
        QTest::newRow("grey") << QImage::Format_Grayscale8;
    }

    void everyFormatComesBackAsItWas()
    {
        QFETCH(QImage::Format, format);
        const QImage image = photograph().convertToFormat(format);
        const QImage back = QImage::fromData(jpegBytes(image, 95), "jpeg");
        QCOMPARE(back.size(), image.size());
        QCOMPARE(back.isGrayscale(), format == QImage::Format_Grayscale8);
        const double same = psnr(image, back);
        QVERIFY2(same > 38, qPrintable(QString::number(same)));
    }

    void itIsWhatQtWrites()
    {
        QByteArray qts;
        QBuffer buffer(&qts);
        QVERIFY(buffer.open(QIODevice::WriteOnly));
        QVERIFY(photograph().save(&buffer, "jpeg", 85));
        const QByteArray ours = jpegBytes(photograph(), 85);
        QCOMPARE(QImage::fromData(ours, "jpeg"), QImage::fromData(qts, "jpeg"));
        QVERIFY(ours.size() <= qts.size());
    }

    void lessQualityIsFewerBytes()
    {
        QVERIFY(jpegBytes(photograph(), 40).size() < jpegBytes(photograph(), 80).size());
    }

    void whatCanBeNoJpegIsEmpty()
    {
        QCOMPARE(jpegBytes({}, 85), QByteArray());
        QCOMPARE(jpegBytes(QImage(65'501, 1, QImage::Format_Grayscale8), 85), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestJpegWrite)
#include "tst_jpegwrite.moc"
