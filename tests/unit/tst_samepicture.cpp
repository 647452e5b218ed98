// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/samepicture.h"
#include "support/photos.h"

#include <QPainter>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;

class TestSamePicture : public QObject
{
    Q_OBJECT

private slots:
    void itIsTheSameInAnotherSizeQualityAndFormat()
    {
        const QImage whole = photo({1000, 1500});
        for (const int width : {150, 236, 600, 1200}) {
            const QImage small = whole.scaledToWidth(width, Qt::SmoothTransformation);
            QVERIFY(isSamePicture(whole, QImage::fromData(encode(small, "JPEG", 60))));
            QVERIFY(isSamePicture(QImage::fromData(encode(small, "PNG")), whole));
        }
    }

    void anotherPictureIsNotTheSame_data()
    {
        QTest::addColumn<QImage>("other");
        const QImage whole = photo({600, 900});
        QTest::newRow("mirrored") << whole.mirrored(true, false);
        QTest::newRow("turned") << whole.mirrored(true, true);
        QTest::newRow("square") << whole.copy(0, 0, 600, 600);
        QImage headline = whole;
        QPainter painter(&headline);
        painter.fillRect(60, 100, 480, 120, Qt::white);
        painter.end();
        QTest::newRow("with a headline on it") << headline;
        QImage tint = whole;
        QPainter tinting(&tint);
        tinting.fillRect(tint.rect(), QColor(255, 0, 0, 60));
        tinting.end();
        QTest::newRow("other colours") << tint;
        QTest::newRow("none") << QImage();
    }

    void anotherPictureIsNotTheSame()
    {
        QFETCH(QImage, other);
        QVERIFY(!isSamePicture(photo({600, 900}), other));
        QVERIFY(!isSamePicture(other, photo({600, 900})));
    }

    void whatIsNoPictureReadsAsNone()
    {
        QVERIFY(decodeForeignPicture("<html>", 400).isNull());
        QVERIFY(decodeForeignPicture({}, 400).isNull());
        QVERIFY(smallJpeg({}, 240).isEmpty());
        const QByteArray bytes = encode(photo({600, 900}), "JPEG");
        QVERIFY(decodeForeignPicture(bytes.left(40), 400).isNull());
        const QImage shown = QImage::fromData(smallJpeg(decodeForeignPicture(bytes, 400), 240));
        QCOMPARE(shown.size(), QSize(240, 360));
    }
};

QTEST_GUILESS_MAIN(TestSamePicture)
#include "tst_samepicture.moc"
