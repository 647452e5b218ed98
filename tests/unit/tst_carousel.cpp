// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/carouselimages.h"
#include "model/carousel.h"
#include "model/pin.h"
#include "planner/readiness.h"
#include "text/texts.h"

#include <QTest>

using namespace pinweek;

Q_DECLARE_METATYPE(pinweek::CarouselShape)
Q_DECLARE_METATYPE(pinweek::CarouselCut)

/** Pins of two to five pictures, as values. */
class TestCarousel : public QObject
{
    Q_OBJECT

private:
    static QList<CarouselPicture> pictures(int count)
    {
        QList<CarouselPicture> list;
        for (int i = 0; i < count; ++i)
            list.append({MediaId{i + 1}, QStringLiteral("picture %1").arg(i + 1)});
        return list;
    }

    static PinContent carousel(int count)
    {
        PinContent content;
        content.title = QStringLiteral("Three soups");
        content.description = QStringLiteral("Warm.");
        content.link = QStringLiteral("https://example.com/soups");
        content.altText = QStringLiteral("Bowls of soup");
        setPictures(content, pictures(count));
        return content;
    }

    static CheckContext contextOf(const QList<QSize> &sizes)
    {
        CheckContext context;
        Account account;
        account.environment = Environment::Production;
        context.account = account;
        Board board;
        board.remoteId = QStringLiteral("123");
        context.board = board;
        for (const QSize size : sizes) {
            MediaAsset media;
            media.size = size;
            context.pictures.append(media);
        }
        context.media = context.pictures.value(0);
        context.now = fromEpoch(1'800'000'000);
        return context;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theFirstPictureIsThePinsImage()
    {
        const PinContent content = carousel(3);
        QVERIFY(content.isCarousel());
        QCOMPARE(content.media, MediaId{1});
        QCOMPARE(picturesOf(content), pictures(3));
    }

    void onePictureIsNoCarousel()
    {
        const PinContent content = carousel(1);
        QVERIFY(!content.isCarousel());
        QCOMPARE(content.media, MediaId{1});
        QCOMPARE(picturesOf(content), QList<CarouselPicture>{CarouselPicture{MediaId{1}}});
        PinContent none = content;
        setPictures(none, {});
        QVERIFY(!none.media.isValid());
        QVERIFY(picturesOf(none).isEmpty());
    }

    void noMoreThanFiveAreKept() { QCOMPARE(carousel(7).pictures, pictures(5)); }

    void anotherImageOfThePinIsItsFirstPicture()
    {
        PinContent content = carousel(3);
        content.media = MediaId{9};
        settlePictures(content);
        QCOMPARE(content.pictures.size(), 3);
        QCOMPARE(content.pictures.first().media, MediaId{9});
        QCOMPARE(content.pictures.first().title, QStringLiteral("picture 1"));
        content.media = {};
        settlePictures(content);
        QCOMPARE(content.media, MediaId{2});
        QCOMPARE(content.pictures.size(), 2);
    }

    void theFirstPictureDecidesTheShape_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<CarouselShape>("shape");
        QTest::newRow("2:3") << QSize(1000, 1500) << CarouselShape::Tall;
        QTest::newRow("phone, upright") << QSize(3000, 4000) << CarouselShape::Tall;
        QTest::newRow("4:5") << QSize(1080, 1350) << CarouselShape::Tall;
        QTest::newRow("square") << QSize(800, 800) << CarouselShape::Square;
        QTest::newRow("nearly square") << QSize(1000, 1200) << CarouselShape::Square;
        QTest::newRow("wide") << QSize(1600, 900) << CarouselShape::Square;
        QTest::newRow("very tall") << QSize(500, 3000) << CarouselShape::Tall;
        QTest::newRow("unknown") << QSize() << CarouselShape::Tall;
    }

    void theFirstPictureDecidesTheShape()
    {
        QFETCH(QSize, size);
        QTEST(carouselShape(size), "shape");
    }

    void whatIsCutIsNamed_data()
    {
        QTest::addColumn<CarouselShape>("shape");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QSize>("left");
        QTest::addColumn<CarouselCut>("cut");
        QTest::newRow("fits") << CarouselShape::Tall << QSize(1000, 1500) << QSize(1000, 1500)
                              << CarouselCut::None;
        QTest::newRow("a pixel too many")
            << CarouselShape::Tall << QSize(1001, 1500) << QSize(1000, 1500) << CarouselCut::None;
        QTest::newRow("wide in tall")
            << CarouselShape::Tall << QSize(1600, 900) << QSize(600, 900) << CarouselCut::Sides;
        QTest::newRow("too tall") << CarouselShape::Tall << QSize(500, 1000) << QSize(500, 750)
                                  << CarouselCut::Ends;
        QTest::newRow("tall in square")
            << CarouselShape::Square << QSize(1000, 1500) << QSize(1000, 1000) << CarouselCut::Ends;
        QTest::newRow("one pixel")
            << CarouselShape::Tall << QSize(1, 1) << QSize(1, 1) << CarouselCut::None;
    }

    void whatIsCutIsNamed()
    {
        QFETCH(CarouselShape, shape);
        QFETCH(QSize, size);
        QTEST(cutTo(shape, size), "left");
        QTEST(carouselCut(shape, size), "cut");
    }

    void allAreSentInTheSizeOfTheSmallest()
    {
        QCOMPARE(carouselSize({{3000, 4000}, {1000, 1500}, {1200, 4000}}), QSize(1000, 1500));
        // One small picture doesn't make all of them small, and none is sent needlessly large.
        QCOMPARE(carouselSize({{3000, 4500}, {200, 300}}), QSize(600, 900));
        QCOMPARE(carouselSize({{4000, 6000}, {5000, 5000}}), QSize(1500, 2250));
        QCOMPARE(carouselSize({{901, 901}, {1200, 1000}}), QSize(900, 900));
    }

    void aCompleteCarouselHasNothingToMend()
    {
        QVERIFY(
            checkPin(carousel(3), contextOf({{1000, 1500}, {1000, 1500}, {1000, 1500}})).isEmpty());
        // A square one is not told that tall images do better: it is what its pictures are.
        QVERIFY(checkPin(carousel(2), contextOf({{900, 900}, {900, 900}})).isEmpty());
    }

    void picturesThatAreCutOrSmallAreHints()
    {
        const CheckContext context = contextOf({{1000, 1500}, {1600, 900}, {300, 450}});
        QCOMPARE(checkPin(carousel(3), context),
                 (QList<PinCheck>{PinCheck::ImageSmall, PinCheck::PicturesCut}));
        QVERIFY(missingForReady(carousel(3), context).isEmpty());
    }

    void aPictureThatIsGoneIsAnError()
    {
        CheckContext context = contextOf({{1000, 1500}, {1000, 1500}});
        context.pictures[1].reset();
        QCOMPARE(missingForReady(carousel(2), context), QList<PinCheck>{PinCheck::MediaMissing});
    }

    void textsOfPicturesAreCheckedToo()
    {
        const CheckContext context = contextOf({{1000, 1500}, {1000, 1500}});
        PinContent content = carousel(2);
        content.pictures[1].title = QString(101, QLatin1Char('x'));
        content.pictures[1].link = QStringLiteral("javascript:alert(1)");
        QCOMPARE(missingForReady(content, context),
                 (QList<PinCheck>{PinCheck::PictureTextTooLong, PinCheck::PictureLinkInvalid}));
        QCOMPARE(needsText(missingForReady(content, context)),
                 QStringLiteral("Needs a shorter picture text, a valid picture link"));
        content.pictures[1].title = QStringLiteral("Short");
        content.pictures[1].link = QStringLiteral("https://example.com/2");
        QVERIFY(missingForReady(content, context).isEmpty());
    }

    void whileCarouselsAreOffOneNeedsAPerson()
    {
        CheckContext context = contextOf({{1000, 1500}, {1000, 1500}});
        context.carouselsOn = false;
        QCOMPARE(missingForReady(carousel(2), context), QList<PinCheck>{PinCheck::CarouselOff});
        QVERIFY(checkText(PinCheck::CarouselOff).contains(QStringLiteral("Settings")));
        // A pin of one image is not touched by it.
        context.pictures.clear();
        QVERIFY(missingForReady(carousel(1), context).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCarousel)
#include "tst_carousel.moc"
