// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/crop/cropframe.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>

using namespace pinweek::cropframe;

Q_DECLARE_METATYPE(pinweek::cropframe::Grip)

/** What hands and keys do with a crop's frame. */
class TestCropFrame : public QObject
{
    Q_OBJECT

private:
    static constexpr QSizeF picture{1000, 800};
    static constexpr double tall = 2.0 / 3;

private slots:
    void aPointHoldsWhatIsUnderIt_data()
    {
        QTest::addColumn<QPointF>("at");
        QTest::addColumn<Grip>("grip");
        QTest::newRow("corner") << QPointF(98, 103) << Grip::TopLeft;
        QTest::newRow("other corner") << QPointF(305, 395) << Grip::BottomRight;
        QTest::newRow("top right") << QPointF(300, 100) << Grip::TopRight;
        QTest::newRow("bottom left") << QPointF(100, 400) << Grip::BottomLeft;
        QTest::newRow("left edge") << QPointF(95, 250) << Grip::Left;
        QTest::newRow("bottom edge") << QPointF(200, 405) << Grip::Bottom;
        QTest::newRow("inside") << QPointF(200, 250) << Grip::Inside;
        QTest::newRow("beside") << QPointF(80, 250) << Grip::None;
    }

    void aPointHoldsWhatIsUnderIt()
    {
        QFETCH(QPointF, at);
        QFETCH(Grip, grip);
        QCOMPARE(gripAt({100, 100, 200, 300}, at, 10), grip);
    }

    void theMiddleOfASmallFrameStillMovesIt()
    {
        QCOMPARE(gripAt({100, 100, 20, 20}, {110, 110}, 12), Grip::Inside);
        QCOMPARE(gripAt({100, 100, 20, 20}, {101, 101}, 12), Grip::TopLeft);
    }

    void aFrameIsMovedAsFarAsThePictureGoes()
    {
        const QRectF frame(100, 100, 200, 300);
        QCOMPARE(moved(frame, {10, -20}, picture), QRectF(110, 80, 200, 300));
        QCOMPARE(moved(frame, {-500, 5000}, picture), QRectF(0, 500, 200, 300));
        QCOMPARE(centred(frame, {990, 400}, picture), QRectF(800, 250, 200, 300));
    }

    void whatLiesOppositeOfAGripStays_data()
    {
        QTest::addColumn<Grip>("grip");
        QTest::addColumn<double>("ratio");
        QTest::addColumn<QPointF>("by");
        QTest::addColumn<QRectF>("after");
        const QRectF frame(100, 100, 200, 300);
        QTest::newRow("free, corner")
            << Grip::BottomRight << 0.0 << QPointF(50, -100) << QRectF(100, 100, 250, 200);
        QTest::newRow("free, left edge")
            << Grip::Left << 0.0 << QPointF(-40, 70) << QRectF(60, 100, 240, 300);
        QTest::newRow("free, beyond the picture")
            << Grip::TopLeft << 0.0 << QPointF(-999, -999) << QRectF(0, 0, 300, 400);
        QTest::newRow("free, through itself")
            << Grip::Right << 0.0 << QPointF(-900, 0) << QRectF(100, 100, 16, 300);
        QTest::newRow("2:3, corner, by its width")
            << Grip::BottomRight << tall << QPointF(100, 0) << QRectF(100, 100, 300, 450);
        QTest::newRow("2:3, corner, by its height")
            << Grip::BottomRight << tall << QPointF(0, 150) << QRectF(100, 100, 300, 450);
        QTest::newRow("2:3, top left smaller")
            << Grip::TopLeft << tall << QPointF(100, 150) << QRectF(200, 250, 100, 150);
        QTest::newRow("2:3, right edge")
            << Grip::Right << tall << QPointF(20, 500) << QRectF(100, 85, 220, 330);
        QTest::newRow("2:3, bottom edge")
            << Grip::Bottom << tall << QPointF(500, 60) << QRectF(80, 100, 240, 360);
        // The height is used up first: 700 from its top down.
        QTest::newRow("2:3, as large as can be") << Grip::BottomRight << tall << QPointF(5000, 5000)
                                                 << QRectF(100, 100, 700 * tall, 700);
    }

    void whatLiesOppositeOfAGripStays()
    {
        QFETCH(Grip, grip);
        QFETCH(double, ratio);
        QFETCH(QPointF, by);
        QFETCH(QRectF, after);
        QCOMPARE(resized({100, 100, 200, 300}, grip, by, ratio, picture), after);
    }

    void keysGrowAFrameAboutItsMiddle()
    {
        const QRectF frame(400, 300, 200, 300);
        QCOMPARE(grown(frame, {0.1, 0}, 0, picture), QRectF(390, 300, 220, 300));
        QCOMPARE(grown(frame, {0.1, 0}, tall, picture), QRectF(390, 285, 220, 330));
        QCOMPARE(grown(frame, {0, -0.5}, tall, picture), QRectF(450, 375, 100, 150));
        QCOMPARE(grown(frame, {9, 9}, tall, picture).height(), 800.0);
    }

    void noHandBringsAFrameOutOfItsPictureOrShape()
    {
        QRandomGenerator random(7);
        const auto far = [&random] { return random.bounded(3000.0) - 1500; };
        for (const double ratio : {0.0, tall, 1.0, 9.0 / 16}) {
            QRectF frame(300, 200, 240, ratio > 0 ? 240 / ratio : 200);
            for (int i = 0; i < 20'000; ++i) {
                const auto grip = Grip(1 + random.bounded(9));
                frame = resized(frame, grip, {far(), far()}, ratio, picture);
                QVERIFY(frame.left() >= -1e-6 && frame.top() >= -1e-6);
                QVERIFY(frame.right() <= picture.width() + 1e-6);
                QVERIFY(frame.bottom() <= picture.height() + 1e-6);
                QVERIFY(frame.width() >= 16 - 1e-6 && frame.height() >= 16 - 1e-6);
                if (ratio > 0)
                    QVERIFY(std::abs(frame.width() / frame.height() / ratio - 1) < 1e-6);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestCropFrame)
#include "tst_cropframe.moc"
