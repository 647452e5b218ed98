// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/fittedpicture.h"
#include "model/picturefit.h"
#include "model/pin.h"
#include "planner/pinpictures.h"
#include "planner/readiness.h"
#include "text/texts.h"

#include <QImage>
#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace pinweek;

Q_DECLARE_METATYPE(pinweek::FitShape)
Q_DECLARE_METATYPE(pinweek::PictureFit)

/** What is made of pictures, as values. */
class TestPictureFit : public QObject
{
    Q_OBJECT

private:
    static PictureFit cropOf(FitShape shape, const QRectF &part, QPointF focus = {0.5, 0.5})
    {
        PictureFit fit;
        fit.kind = FitKind::Crop;
        fit.shape = shape;
        fit.part = part;
        fit.focus = focus;
        return settledFit(fit);
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    // --- stored

    void whatIsStoredComesBackEqual_data()
    {
        QTest::addColumn<PictureFit>("fit");
        QTest::addColumn<QString>("text");
        PictureFit seen;
        seen.focus = {0.25, 1.0 / 3};
        QTest::newRow("as it is") << PictureFit() << QString();
        QTest::newRow("only a focus")
            << settledFit(seen) << QStringLiteral("original focus=0.25,0.333333");
        QTest::newRow("crop") << cropOf(FitShape::Tall, {1.0 / 7, 0, 2.0 / 3, 1})
                              << QStringLiteral("crop ratio=2:3 part=0.142857,0,0.666667,1");
        QTest::newRow("free, tiny part")
            << cropOf(FitShape::Free, {0.000001, 0.5, 0.00001, 0.25}, {0, 1})
            << QStringLiteral("crop ratio=free part=1e-06,0.5,1e-05,0.25 focus=0,1");
        QTest::newRow("colour") << padTo(FitShape::Story, 0x0A0B0C)
                                << QStringLiteral("pad ratio=9:16 ground=#0a0b0c");
        QTest::newRow("blur") << padTo(FitShape::Square, std::nullopt, {0.1, 0.9})
                              << QStringLiteral("pad ratio=1:1 ground=blur focus=0.1,0.9");
    }

    void whatIsStoredComesBackEqual()
    {
        QFETCH(PictureFit, fit);
        QFETCH(QString, text);
        QCOMPARE(fitToText(fit), text);
        const std::optional<PictureFit> back = fitFromText(text);
        QVERIFY(back);
        QCOMPARE(*back, fit);
    }

    void nonsenseIsNoFit_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"cut", "crop ratio=3:2", "crop ratio=2:3 part=0,0,1", "crop ratio=2:3 part=0,0,2,1",
              "crop ratio=2:3 part=0.5,0,0.6,1", "crop ratio=2:3 part=nan,0,1,1",
              "crop ratio=2:3 part=0,0,0,0", "crop ratio=2:3 part=-0.1,0,1,1", "pad ratio=free",
              "pad ratio=2:3 ground=#12345", "pad ratio=2:3 ground=#gggggg", "crop part",
              "original focus=0.5,1.5", "original focus=a,b", "crop colour=#ffffff"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void nonsenseIsNoFit()
    {
        QFETCH(QString, text);
        QVERIFY(!fitFromText(text));
    }

    void aFitThatCannotBeIsRefusedInOneSentence()
    {
        const auto refusal = [](const PictureFit &fit, QSize size) {
            const Result<void> can = checkFit(fit, size);
            return can ? QString() : can.error().detail;
        };
        QCOMPARE(refusal(cropOf(FitShape::Free, {0, 0, 0.01, 0.5}), {1000, 1000}),
                 QStringLiteral("The crop is too small: at least 16 pixels each way."));
        QCOMPARE(refusal(cropOf(FitShape::Free, {0, 0, 0.016, 0.5}), {1000, 1000}), QString());
        QCOMPARE(refusal(padTo(FitShape::Free, 0), {10, 10}),
                 QStringLiteral("Choose the shape to fill up to: 2:3, 1:1 or 9:16."));
        QCOMPARE(refusal(cropOf(FitShape::Free, {0.6, 0, 0.5, 1}), {}),
                 QStringLiteral("The crop must lie in the picture."));
        // A picture that is smaller itself can still be sent whole.
        QCOMPARE(refusal(cropAround(FitShape::Free, {8, 8}), {8, 8}), QString());
    }

    // --- cropped

    void aCropIsTheLargestOfItsShapeAroundTheFocus_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<FitShape>("shape");
        QTest::addColumn<QPointF>("focus");
        QTest::addColumn<QRect>("part");
        const QPointF middle(0.5, 0.5);
        QTest::newRow("wide, middle")
            << QSize(3000, 1500) << FitShape::Tall << middle << QRect(1000, 0, 1000, 1500);
        QTest::newRow("wide, left")
            << QSize(3000, 1500) << FitShape::Tall << QPointF(0, 0) << QRect(0, 0, 1000, 1500);
        QTest::newRow("wide, a quarter in") << QSize(3000, 1500) << FitShape::Tall
                                            << QPointF(0.25, 0.9) << QRect(250, 0, 1000, 1500);
        QTest::newRow("wide, right") << QSize(3000, 1500) << FitShape::Tall << QPointF(0.99, 0)
                                     << QRect(2000, 0, 1000, 1500);
        QTest::newRow("tall, top")
            << QSize(1000, 4000) << FitShape::Tall << QPointF(0.5, 0.1) << QRect(0, 0, 1000, 1500);
        QTest::newRow("already so")
            << QSize(1000, 1500) << FitShape::Tall << middle << QRect(0, 0, 1000, 1500);
        QTest::newRow("square") << QSize(1000, 1500) << FitShape::Square << middle
                                << QRect(0, 250, 1000, 1000);
        QTest::newRow("telephone")
            << QSize(900, 1600) << FitShape::Story << middle << QRect(0, 0, 900, 1600);
        QTest::newRow("free: all")
            << QSize(123, 77) << FitShape::Free << middle << QRect(0, 0, 123, 77);
        QTest::newRow("one px") << QSize(1, 1) << FitShape::Story << middle << QRect(0, 0, 1, 1);
    }

    void aCropIsTheLargestOfItsShapeAroundTheFocus()
    {
        QFETCH(QSize, size);
        QFETCH(FitShape, shape);
        QFETCH(QPointF, focus);
        QFETCH(QRect, part);
        const PictureFit fit = cropAround(shape, size, focus);
        QCOMPARE(croppedRect(fit, size), part);
        QCOMPARE(fittedSize(fit, size), part.size());
        QVERIFY(checkFit(fit, size));
    }

    void aCropHasItsShapeToThePixelAndLiesInThePictureWhateverItsNumbers()
    {
        for (int width = 40; width < 6000; width += 97) {
            for (int height = 40; height < 6000; height += 131) {
                const QSize size(width, height);
                for (const FitShape shape : {FitShape::Tall, FitShape::Square, FitShape::Story}) {
                    const QRect part = croppedRect(cropOf(shape, {0.37, 0.21, 0.6131, 0.71}), size);
                    QVERIFY(QRect({0, 0}, size).contains(part));
                    QVERIFY(std::abs(part.height() - part.width() / fitRatio(shape)) <= 1);
                }
            }
        }
    }

    // --- on a background

    void aBackgroundIsJustAsLargeAsThePictureNeeds_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<FitShape>("shape");
        QTest::addColumn<QSize>("fitted");
        QTest::newRow("wide into 2:3") << QSize(1000, 500) << FitShape::Tall << QSize(1000, 1500);
        QTest::newRow("tall into 2:3") << QSize(300, 900) << FitShape::Tall << QSize(600, 900);
        QTest::newRow("into 1:1") << QSize(300, 900) << FitShape::Square << QSize(900, 900);
        QTest::newRow("into 9:16") << QSize(900, 900) << FitShape::Story << QSize(900, 1600);
        // 24 megapixels at most.
        QTest::newRow("huge") << QSize(10'000, 10'000) << FitShape::Tall << QSize(4000, 6000);
    }

    void aBackgroundIsJustAsLargeAsThePictureNeeds()
    {
        QFETCH(QSize, size);
        QFETCH(FitShape, shape);
        QFETCH(QSize, fitted);
        QCOMPARE(fittedSize(padTo(shape, 0), size), fitted);
    }

    void thePictureStandsInTheMiddleOfItsBackground()
    {
        QImage picture(30, 10, QImage::Format_RGB32);
        picture.fill(Qt::red);
        const QImage padded = fittedPicture(picture, padTo(FitShape::Square, 0x102030));
        QCOMPARE(padded.size(), QSize(30, 30));
        QCOMPARE(padded.pixelColor(0, 9), QColor(0x10, 0x20, 0x30));
        QCOMPARE(padded.pixelColor(0, 10), QColor(Qt::red));
        QCOMPARE(padded.pixelColor(29, 19), QColor(Qt::red));
        QCOMPARE(padded.pixelColor(29, 20), QColor(0x10, 0x20, 0x30));
    }

    void transparencyShowsTheBackground()
    {
        QImage picture(30, 10, QImage::Format_ARGB32);
        picture.fill(Qt::transparent);
        const QImage padded = fittedPicture(picture, padTo(FitShape::Square, 0x102030));
        QCOMPARE(padded.pixelColor(15, 15), QColor(0x10, 0x20, 0x30));
        QVERIFY(!padded.hasAlphaChannel());
    }

    void aBlurredBackgroundHasThePicturesColoursAndNoEdges()
    {
        QImage picture(400, 100, QImage::Format_RGB32);
        for (int y = 0; y < 100; ++y) {
            for (int x = 0; x < 400; ++x)
                picture.setPixelColor(x, y, x < 200 ? Qt::red : Qt::blue);
        }
        const QImage padded = fittedPicture(picture, padTo(FitShape::Square, std::nullopt));
        QCOMPARE(padded.size(), QSize(400, 400));
        QCOMPARE(padded.pixelColor(10, 200), QColor(Qt::red));
        QVERIFY(padded.pixelColor(5, 20).red() > 240);
        QVERIFY(padded.pixelColor(395, 20).blue() > 240);
        int most = 0;
        for (int x = 1; x < 400; ++x)
            most = std::max(most, std::abs(padded.pixelColor(x, 20).red() -
                                           padded.pixelColor(x - 1, 20).red()));
        QVERIFY2(most < 24, qPrintable(QString::number(most)));
        // Even colours stay what they are.
        picture.fill(QColor(200, 100, 50));
        QCOMPARE(fittedPicture(picture, padTo(FitShape::Tall, std::nullopt)).pixelColor(7, 7),
                 QColor(200, 100, 50));
    }

    void thePaletteHasWhatIsSeenMost()
    {
        QImage picture(100, 100, QImage::Format_RGB32);
        picture.fill(QColor(250, 240, 230));
        for (int y = 0; y < 40; ++y) {
            for (int x = 0; x < 100; ++x)
                picture.setPixelColor(x, y, QColor(20, 120, 60));
        }
        const QList<QRgb> palette = paletteOf(picture, 5);
        QVERIFY(palette.size() >= 2);
        QVERIFY(std::abs(qRed(palette.at(0)) - 250) < 8);
        QVERIFY(std::abs(qGreen(palette.at(1)) - 120) < 8);
        QCOMPARE(paletteOf(QImage(), 5), QList<QRgb>());
    }

    // --- wishes

    void manyPicturesAreCroppedEachAroundItsOwnFocus()
    {
        PictureFit left;
        left.focus = {0, 0.5};
        const FitWish wish{FitKind::Crop, FitShape::Tall};
        const QSize wide(3000, 1500);
        QCOMPARE(croppedRect(wishedFit(wish, left, wide), wide).left(), 0);
        QCOMPARE(croppedRect(wishedFit(wish, {}, wide), wide).left(), 1000);
        FitWish given = wish;
        given.focus = QPointF(1, 0);
        QCOMPARE(croppedRect(wishedFit(given, left, wide), wide).left(), 2000);
        // Back and forth keeps what has to be seen.
        const PictureFit padded = wishedFit({FitKind::Pad, FitShape::Square, 0xFFFFFF}, left, wide);
        QCOMPARE(wishedFit(wish, padded, wide).focus, left.focus);
        QCOMPARE(wishedFit({FitKind::Original}, padded, wide), left);
    }

    void theFocusIsFoundInWhatIsLeft()
    {
        QCOMPARE(focusWithin({}), QPointF(0.5, 0.5));
        QCOMPARE(focusWithin(cropOf(FitShape::Free, {0.5, 0, 0.5, 1}, {0.75, 0.1})),
                 QPointF(0.5, 0.1));
        QCOMPARE(focusWithin(cropOf(FitShape::Free, {0.5, 0, 0.5, 1}, {0.1, 0.1})),
                 QPointF(0, 0.1));
        QCOMPARE(focusWithin(padTo(FitShape::Tall, 0, {0.1, 0.1})), QPointF(0.5, 0.5));
    }

    // --- pins

    void theFirstPicturesFitIsThePins()
    {
        PinContent content;
        content.media = MediaId{1};
        content.fit = padTo(FitShape::Tall, 0);
        QList<CarouselPicture> pictures = picturesOf(content);
        QCOMPARE(pictures.first().fit, content.fit);
        pictures.append({MediaId{2}, {}, {}, {}, padTo(FitShape::Square, 0)});
        pictures.move(1, 0);
        setPictures(content, pictures);
        QCOMPARE(content.fit, padTo(FitShape::Square, 0));
        // Another image in the first one's place starts afresh; the second keeps its own.
        content.media = MediaId{3};
        settlePictures(content);
        QCOMPARE(content.fit, PictureFit());
        QCOMPARE(content.pictures.at(1).fit, padTo(FitShape::Tall, 0));
    }

    void checksLookAtWhatIsSent()
    {
        CheckContext context;
        context.media = MediaAsset();
        context.media->size = {3000, 1500};
        PinContent content;
        QVERIFY(checkPin(content, context).contains(PinCheck::ImageNotTall));
        content.fit = cropAround(FitShape::Tall, context.media->size);
        QVERIFY(!checkPin(content, context).contains(PinCheck::ImageNotTall));
        QVERIFY(!checkPin(content, context).contains(PinCheck::ImageSmall));
        content.fit = cropOf(FitShape::Tall, {0, 0, 0.1, 0.3});
        QVERIFY(checkPin(content, context).contains(PinCheck::ImageSmall));
        QCOMPARE(mendText(PinCheck::ImageNotTall), QStringLiteral("Crop to 2:3"));
    }

    void carouselsGetTheShapeOfWhatIsLeftOfTheFirst()
    {
        CheckContext context;
        for (const QSize size : {QSize(3000, 1500), QSize(1000, 1500)}) {
            MediaAsset media;
            media.size = size;
            context.pictures.append(media);
        }
        context.media = context.pictures.first();
        PinContent content;
        setPictures(content, {{MediaId{1}}, {MediaId{2}}});
        QVERIFY(checkPin(content, context).contains(PinCheck::PicturesCut));
        QList<CarouselPicture> pictures = content.pictures;
        pictures[0].fit = cropAround(FitShape::Tall, {3000, 1500});
        setPictures(content, pictures);
        QVERIFY(!checkPin(content, context).contains(PinCheck::PicturesCut));
    }

    void aFitIsSaidInWords()
    {
        QCOMPARE(fitText({}), QString());
        QCOMPARE(fitText(cropAround(FitShape::Tall, {10, 10})), QStringLiteral("cropped to 2:3"));
        QCOMPARE(fitText(cropAround(FitShape::Free, {10, 10})), QStringLiteral("cropped"));
        QCOMPARE(fitText(padTo(FitShape::Square, 0xFFFFFF)),
                 QStringLiteral("all of it in 1:1, background #ffffff"));
        QCOMPARE(fitText(padTo(FitShape::Story, std::nullopt)),
                 QStringLiteral("all of it in 9:16, blurred background"));
    }
};

QTEST_GUILESS_MAIN(TestPictureFit)
#include "tst_picturefit.moc"
