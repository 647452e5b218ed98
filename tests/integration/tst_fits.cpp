// SPDX-License-Identifier: GPL-3.0-or-later
// What is made of pictures, from the store to Pinterest; held against ImageMagick.
#include "core/settings.h"
#include "media/carouselimages.h"
#include "media/fittedpicture.h"
#include "media/imageimport.h"
#include "media/libraryfile.h"
#include "media/preparedimage.h"
#include "media/thumbnailcache.h"
#include "planner/carousels.h"
#include "planner/imageintake.h"
#include "planner/pineditor.h"
#include "planner/planeditor.h"
#include "publisher/picturecheck.h"
#include "publisher/publisher.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "support/await.h"
#include "support/photos.h"
#include "support/planfixture.h"
#include "text/englishplurals.h"

#include <QImageReader>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include <cmath>

using namespace pinweek;
using namespace pinweek::test;
using sandbox::Fault;

namespace {

constexpr qint64 roomy = 20'000'000; // bytes
const QString demoPicture = QStringLiteral(PINWEEK_DEMO_PICTURES "/dandelion-seeds-macro.jpg");

/** How near two pictures are, dB; 99 for equal ones, 0 for those of other sizes. */
double psnr(const QImage &a, const QImage &b)
{
    if (a.size() != b.size() || a.isNull())
        return 0;
    const QImage one = a.convertToFormat(QImage::Format_RGB32);
    const QImage other = b.convertToFormat(QImage::Format_RGB32);
    double sum = 0;
    for (int y = 0; y < one.height(); ++y) {
        const auto *left = reinterpret_cast<const QRgb *>(one.constScanLine(y));
        const auto *right = reinterpret_cast<const QRgb *>(other.constScanLine(y));
        for (int x = 0; x < one.width(); ++x) {
            sum += std::pow(qRed(left[x]) - qRed(right[x]), 2) +
                   std::pow(qGreen(left[x]) - qGreen(right[x]), 2) +
                   std::pow(qBlue(left[x]) - qBlue(right[x]), 2);
        }
    }
    const double mean = sum / (3.0 * one.width() * one.height());
    return mean <= 0 ? 99 : 10 * std::log10(255 * 255 / mean);
}

PictureFit freeCrop(const QRectF &part)
{
    PictureFit fit;
    fit.kind = FitKind::Crop;
    fit.shape = FitShape::Free;
    fit.part = part;
    return settledFit(fit);
}

} // namespace

class TestFits : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PlanFixture> m_plan;

    PinEditor &editor() { return m_plan->workspace->editor(); }
    Store &store() { return m_plan->workspace->store(); }
    PinStatus statusOf(PinId id) { return m_plan->pin(id).status; }
    PictureFit fitOf(PinId id) { return m_plan->pin(id).content.fit; }
    MediaAsset assetOf(PinId id)
    {
        return must(store().media().asset(m_plan->pin(id).content.media));
    }

    /** ImageMagick's picture of it. */
    QImage peer(const QString &path, const QStringList &arguments)
    {
        const QString out = m_plan->directory.filePath(QStringLiteral("peer.png"));
        QProcess process;
        process.start(QStringLiteral("convert"), QStringList{path} + arguments + QStringList{out});
        if (!process.waitForFinished(60'000) || process.exitCode() != 0)
            qFatal("convert failed: %s", process.readAllStandardError().constData());
        return QImage(out);
    }

    MediaAsset taken(const QString &path)
    {
        return must(await<IntakeResult>([&](QObject *context, Done<IntakeResult> done) {
                   editor().takeImages({{path, {}, {}}}, context, std::move(done));
               }))
            .assets.first();
    }

    PinId pinWith(const QString &title, const MediaAsset &asset, int secondsFromNow = 3600)
    {
        PinContent content = m_plan->content(title, secondsFromNow);
        content.media = asset.id;
        return must(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
                   editor().addPins({content}, c, std::move(done));
               }))
            .pins.first();
    }

    Result<EditOutcome> fit(const QList<PlacedFit> &fits, const QString &step)
    {
        return await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().setFits(fits, step, c, std::move(done));
        });
    }
    Result<EditOutcome> fit(PinId id, const PictureFit &wanted)
    {
        return fit({{id, 0, m_plan->pin(id).content.media, wanted}},
                   QStringLiteral("Crop picture"));
    }
    QString undo()
    {
        return must(await<UndoOutcome>([&](QObject *c, Done<UndoOutcome> done) {
                   editor().undo(c, std::move(done));
               }))
            .name;
    }
    QString redo()
    {
        return must(await<UndoOutcome>([&](QObject *c, Done<UndoOutcome> done) {
                   editor().redo(c, std::move(done));
               }))
            .name;
    }
    QImage atPinterest(const QString &title)
    {
        for (const sandbox::Pin &pin : m_plan->pinterest.pins()) {
            if (pin.title == title)
                return QImage::fromData(
                    m_plan->pinterest.state().images.value(pin.imageSha256).bytes);
        }
        return {};
    }

private slots:
    void initTestCase()
    {
        QCoreApplication::installTranslator(new EnglishPlurals(this));
        QVERIFY2(!QStandardPaths::findExecutable(QStringLiteral("convert")).isEmpty(),
                 "these tests need ImageMagick");
    }
    void init() { m_plan = std::make_unique<PlanFixture>(); }
    void cleanup() { m_plan.reset(); }

    // --- the pixels

    void croppedAndPaddedPicturesAreThoseOfImageMagick_data()
    {
        QTest::addColumn<PictureFit>("fit");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<double>("least"); // dB
        const QSize size = QImageReader(demoPicture).size();
        const auto crop = [size](const PictureFit &fit) {
            const QRect part = croppedRect(fit, size);
            return QStringList{QStringLiteral("-crop"),
                               QStringLiteral("%1x%2+%3+%4")
                                   .arg(part.width())
                                   .arg(part.height())
                                   .arg(part.x())
                                   .arg(part.y()),
                               QStringLiteral("+repage")};
        };
        const auto extent = [size](const PictureFit &fit) {
            const QSize ground = fittedSize(fit, size);
            return QStringLiteral("%1x%2").arg(ground.width()).arg(ground.height());
        };
        const auto middle = QStringList{QStringLiteral("-gravity"), QStringLiteral("center")};
        const PictureFit story = cropAround(FitShape::Story, size, {0.2, 0.7});
        QTest::newRow("9:16 around a focus") << story << crop(story) << 60.0;
        const PictureFit square = cropAround(FitShape::Square, size);
        QTest::newRow("1:1") << square << crop(square) << 60.0;
        const PictureFit part = freeCrop({0.123456, 0.3, 0.41, 0.222222});
        QTest::newRow("free") << part << crop(part) << 60.0;
        const PictureFit padded = padTo(FitShape::Square, 0xF0E0D0);
        QTest::newRow("on a colour")
            << padded
            << QStringList{QStringLiteral("-background"), QStringLiteral("#f0e0d0")} + middle +
                   QStringList{QStringLiteral("-extent"), extent(padded)}
            << 60.0;
        // A soft background in the same three steps, but by a true Gaussian.
        const PictureFit blurred = padTo(FitShape::Square, std::nullopt);
        const QString ground = extent(blurred);
        QTest::newRow("on itself, blurred")
            << blurred
            << QStringList{QStringLiteral("("), QStringLiteral("-clone"), QStringLiteral("0"),
                           QStringLiteral("-resize"), ground + QLatin1Char('^')} +
                   middle + QStringList{QStringLiteral("-extent"), ground,
                                        QStringLiteral("-resize"), QStringLiteral("120x120"),
                                        QStringLiteral("-blur"),   QStringLiteral("0x4.47"),
                                        QStringLiteral("-resize"), ground + QLatin1Char('!'),
                                        QStringLiteral(")"),       QStringLiteral("+swap")} +
                   middle + QStringList{QStringLiteral("-composite")}
            << 36.0;
    }

    void croppedAndPaddedPicturesAreThoseOfImageMagick()
    {
        QFETCH(PictureFit, fit);
        QFETCH(QStringList, arguments);
        QFETCH(double, least);
        const MediaAsset asset = taken(demoPicture);
        const QImage theirs = peer(demoPicture, arguments);
        const Result<QImage> whole = readLibraryPicture(asset, store().workspace(), 0);
        QVERIFY(whole);
        const double made = psnr(fittedPicture(*whole, fit), theirs);
        QVERIFY2(made >= least, qPrintable(QString::number(made)));
        const Result<PreparedImage> sent = prepareImage(asset, store().workspace(), roomy, fit);
        QVERIFY(sent);
        QCOMPARE(sent->contentType, QByteArray("image/jpeg"));
        QCOMPARE(sent->size, theirs.size());
        const double encoded = psnr(QImage::fromData(sent->bytes), theirs);
        QVERIFY2(encoded >= std::min(least, 38.0) - 1, qPrintable(QString::number(encoded)));
        // The library file is as it was.
        QCOMPARE(sha256Of(readFile(libraryPath(asset, store().workspace()))), asset.sha256);
    }

    void aCropThatLeavesAllOfAPictureKeepsItBitForBit()
    {
        const MediaAsset asset = taken(demoPicture);
        const auto sent =
            prepareImage(asset, store().workspace(), roomy, cropAround(FitShape::Free, asset.size));
        QVERIFY(sent);
        QCOMPARE(sent->bytes, prepareImage(asset, store().workspace(), roomy)->bytes);
    }

    void theCropIsOfThePictureAsItIsSeen()
    {
        QVERIFY(!QStandardPaths::findExecutable(QStringLiteral("exiv2")).isEmpty());
        for (int orientation = 1; orientation <= 8; ++orientation) {
            const QString path =
                m_plan->directory.filePath(QStringLiteral("turned%1.jpg").arg(orientation));
            QVERIFY(writeFile(path, readFile(demoPicture)));
            QProcess exiv2;
            exiv2.start(QStringLiteral("exiv2"),
                        {QStringLiteral("-Mset Exif.Image.Orientation %1").arg(orientation), path});
            QVERIFY(exiv2.waitForFinished() && exiv2.exitCode() == 0);
            const MediaAsset asset = taken(path);
            const PictureFit fit = freeCrop({0.1, 0.2, 0.3, 0.4});
            const QRect part = croppedRect(fit, asset.size);
            const QImage theirs = peer(path, {QStringLiteral("-auto-orient"),
                                              QStringLiteral("+repage"), QStringLiteral("-crop"),
                                              QStringLiteral("%1x%2+%3+%4")
                                                  .arg(part.width())
                                                  .arg(part.height())
                                                  .arg(part.x())
                                                  .arg(part.y()),
                                              QStringLiteral("+repage")});
            const Result<PreparedImage> sent = prepareImage(asset, store().workspace(), roomy, fit);
            QVERIFY(sent);
            const double near = psnr(QImage::fromData(sent->bytes), theirs);
            QVERIFY2(near >= 36, qPrintable(QStringLiteral("%1: %2").arg(orientation).arg(near)));
        }
    }

    void transparencyIsKeptByACropAndFilledByABackground()
    {
        QImage picture(600, 400, QImage::Format_ARGB32);
        picture.fill(Qt::transparent);
        const QString path = m_plan->directory.filePath(QStringLiteral("clear.png"));
        QVERIFY(picture.save(path));
        const MediaAsset asset = taken(path);
        const auto cropped =
            prepareImage(asset, store().workspace(), roomy, cropAround(FitShape::Tall, asset.size));
        QVERIFY(cropped);
        QCOMPARE(cropped->contentType, QByteArray("image/png"));
        const auto padded =
            prepareImage(asset, store().workspace(), roomy, padTo(FitShape::Tall, 0x3366CC));
        QVERIFY(padded);
        QCOMPARE(padded->contentType, QByteArray("image/jpeg"));
        QCOMPARE(padded->size, QSize(600, 900));
        QVERIFY(alike(QImage::fromData(padded->bytes).pixelColor(300, 450), QColor(0x3366CC)));
    }

    void whatIsFittedMeetsTheSizeTargetToo()
    {
        const QString path = m_plan->directory.filePath(QStringLiteral("large.jpg"));
        QVERIFY(writeFile(path, encode(photo({1800, 1200}), "jpeg", 98)));
        const MediaAsset asset = taken(path);
        const auto sent =
            prepareImage(asset, store().workspace(), 150'000, padTo(FitShape::Tall, 0));
        QVERIFY(sent);
        QVERIFY(sent->bytes.size() <= 150'000);
        const double ratio = double(sent->size.width()) / sent->size.height();
        QVERIFY(std::abs(ratio - 2.0 / 3) < 0.01);
    }

    void picturesOfACarouselAreFittedBeforeTheyGetOneShape()
    {
        const MediaAsset wide = taken(demoPicture);
        QList<PictureFit> fits{cropAround(FitShape::Square, wide.size, {0, 0.5}),
                               padTo(FitShape::Square, 0xFF0000)};
        const auto sent = prepareCarousel({wide, wide}, store().workspace(), roomy, fits);
        QVERIFY(sent);
        QCOMPARE(sent->at(0).size.width(), sent->at(0).size.height());
        QCOMPARE(sent->at(1).size, sent->at(0).size);
        const QImage padded = QImage::fromData(sent->at(1).bytes);
        const bool isWide = wide.size.width() > wide.size.height();
        QVERIFY(alike(isWide ? padded.pixelColor(padded.width() / 2, 3)
                             : padded.pixelColor(3, padded.height() / 2),
                      Qt::red, 12));
    }

    // --- kept

    void eachFitIsOneStepThatIsUndoneAndRedoneAlsoAfterARestart()
    {
        const PinId id = pinWith(QStringLiteral("Lemon cake"), taken(demoPicture));
        const PictureFit crop = cropAround(FitShape::Tall, assetOf(id).size, {0.3, 0.3});
        const PictureFit pad = padTo(FitShape::Square, 0xABCDEF, {0.3, 0.3});
        QVERIFY(fit(id, crop));
        QVERIFY(fit(id, pad));
        m_plan->reopen();
        QCOMPARE(fitOf(id), pad);
        QCOMPARE(undo(), QStringLiteral("Crop picture"));
        QCOMPARE(fitOf(id), crop);
        undo();
        QCOMPARE(fitOf(id), PictureFit());
        m_plan->reopen();
        redo();
        redo();
        QCOMPARE(fitOf(id), pad);
        QCOMPARE(statusOf(id), PinStatus::Scheduled);
    }

    void manyPinsAreOneStepAndThoseThatCannotChangeAnyMoreStay()
    {
        const MediaAsset asset = taken(demoPicture);
        const PinId first = pinWith(QStringLiteral("First"), asset);
        const PinId published = pinWith(QStringLiteral("Published"), asset, 0);
        const PinId last = pinWith(QStringLiteral("Last"), asset);
        m_plan->workspace->publisher().start();
        QTRY_COMPARE(statusOf(published), PinStatus::Published);
        const Result<QList<PinPicture>> pictures = pinPictures(store(), {first, published, last});
        QCOMPARE(pictures->size(), 3);
        QCOMPARE(pictures->at(1).editable, false);
        QList<PlacedFit> fits;
        for (const PinPicture &each : *pictures)
            fits.append({each.pin, each.place, each.asset.id,
                         wishedFit({FitKind::Crop, FitShape::Square}, each.fit, each.asset.size)});
        QVERIFY(fit(fits, QStringLiteral("Fit pictures")));
        QCOMPARE(fittedSize(fitOf(first), asset.size).width(),
                 fittedSize(fitOf(first), asset.size).height());
        QCOMPARE(fitOf(last), fitOf(first));
        QCOMPARE(fitOf(published), PictureFit());
        QCOMPARE(undo(), QStringLiteral("Fit pictures"));
        QCOMPARE(fitOf(first), PictureFit());
        QCOMPARE(fitOf(last), PictureFit());
        // Alone it is refused with the reason.
        const auto refused = fit(published, cropAround(FitShape::Tall, asset.size));
        QVERIFY(!refused);
        QCOMPARE(refused.error().detail, QStringLiteral("“Published” is published."));
    }

    void whatCannotBeIsRefusedAndChangesNothing()
    {
        const PinId id = pinWith(QStringLiteral("Lemon cake"), taken(demoPicture));
        const auto refused = fit(id, freeCrop({0, 0, 0.001, 0.001}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Rejected);
        QCOMPARE(fitOf(id), PictureFit());
    }

    void aPictureThatWasReplacedMeanwhileKeepsItsOwn()
    {
        const PinId id = pinWith(QStringLiteral("Lemon cake"), taken(demoPicture));
        const MediaId before = m_plan->pin(id).content.media;
        const QString other = m_plan->imageFile(QStringLiteral("other"));
        QVERIFY(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().replaceImage(id, other, c, std::move(done));
        }));
        QVERIFY(fit({{id, 0, before, padTo(FitShape::Square, 0)}}, QStringLiteral("Crop picture")));
        QCOMPARE(fitOf(id), PictureFit());
    }

    void anotherImageStartsAfreshAndUndoBringsBoth()
    {
        const PinId id = pinWith(QStringLiteral("Lemon cake"), taken(demoPicture));
        const PinContent before = m_plan->pin(id).content;
        QVERIFY(fit(id, padTo(FitShape::Square, 0)));
        const QString other = m_plan->imageFile(QStringLiteral("other"));
        QVERIFY(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().replaceImage(id, other, c, std::move(done));
        }));
        QCOMPARE(fitOf(id), PictureFit());
        undo();
        QCOMPARE(fitOf(id), padTo(FitShape::Square, 0));
        QCOMPARE(m_plan->pin(id).content.media, before.media);
    }

    void copiesManyBoardsAndWhatIsBroughtBackKeepIt()
    {
        const PinId id = pinWith(QStringLiteral("Lemon cake"), taken(demoPicture));
        const PictureFit pad = padTo(FitShape::Story, std::nullopt, {0.1, 0.2});
        QVERIFY(fit(id, pad));
        const auto copied = await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().duplicate({id}, std::nullopt, c, std::move(done));
        });
        QCOMPARE(fitOf(copied->pins.first()), pad);
        WallTime later = *m_plan->pin(id).content.planned;
        later.date = later.date.addDays(7);
        const auto boards = await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            m_plan->workspace->planEditor().toBoards(
                id, {{m_plan->board(QStringLiteral("Recipes")).id, later}}, c, std::move(done));
        });
        QVERIFY(boards);
        for (const PinId pin : boards->pins)
            QCOMPARE(fitOf(pin), pad);
        QVERIFY(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().remove({id}, c, std::move(done));
        }));
        QVERIFY(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().restore({id}, c, std::move(done));
        }));
        QCOMPARE(fitOf(id), pad);
    }

    void eachPictureOfACarouselHasItsOwn()
    {
        m_plan->workspace->settings().setCarousels(true);
        const PinId id = pinWith(QStringLiteral("Lemon cake"), taken(demoPicture));
        QVERIFY(fit(id, padTo(FitShape::Tall, 0)));
        Carousels carousels(editor(), store());
        QVERIFY(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            carousels.add(id, {{m_plan->imageFile(QStringLiteral("second")), {}, {}}}, c,
                          std::move(done));
        }));
        QList<CarouselPicture> pictures = m_plan->pin(id).content.pictures;
        QCOMPARE(pictures.first().fit, padTo(FitShape::Tall, 0));
        QVERIFY(fit({{id, 1, pictures.at(1).media, padTo(FitShape::Square, 0x112233)}},
                    QStringLiteral("Crop picture")));
        m_plan->reopen();
        pictures = m_plan->pin(id).content.pictures;
        QCOMPARE(pictures.at(0).fit, padTo(FitShape::Tall, 0));
        QCOMPARE(pictures.at(1).fit, padTo(FitShape::Square, 0x112233));
        undo();
        QCOMPARE(m_plan->pin(id).content.pictures.at(1).fit, PictureFit());
        redo();
        Carousels again(editor(), store());
        const auto split = await<EditOutcome>(
            [&](QObject *c, Done<EditOutcome> done) { again.split(id, c, std::move(done)); });
        QVERIFY(split);
        QCOMPARE(fitOf(split->pins.at(0)), padTo(FitShape::Tall, 0));
        QCOMPARE(fitOf(split->pins.at(1)), padTo(FitShape::Square, 0x112233));
    }

    // --- sent

    void aCroppedPinReachesPinterestInItsSize()
    {
        const MediaAsset asset = taken(demoPicture);
        const PictureFit crop = cropAround(FitShape::Square, asset.size, {0.1, 0.9});
        const PinId id = pinWith(QStringLiteral("Lemon cake"), asset);
        QVERIFY(fit(id, crop));
        QVERIFY(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().publishNow({id}, c, std::move(done));
        }));
        m_plan->workspace->publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        const QImage there = atPinterest(QStringLiteral("Lemon cake"));
        QCOMPARE(there.size(), croppedRect(crop, asset.size).size());
        const QImage whole = must(readLibraryPicture(asset, store().workspace(), 0));
        QVERIFY(psnr(there, fittedPicture(whole, crop)) > 36);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
    }

    void aBodyThatWasMadeBeforeTheCropIsNotSent()
    {
        const MediaAsset asset = taken(demoPicture);
        const PinId id = pinWith(QStringLiteral("Lemon cake"), asset, 20);
        m_plan->workspace->publisher().start(); // prepares half a minute ahead
        QVERIFY(fit(id, padTo(FitShape::Tall, 0x00FF00)));
        m_plan->clock.advance(std::chrono::seconds(21));
        m_plan->workspace->publisher().wake();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(atPinterest(QStringLiteral("Lemon cake")).size(),
                 fittedSize(padTo(FitShape::Tall, 0), asset.size));
    }

    void aPictureAtPinterestIsKnownAgainAsItWasSent_data()
    {
        QTest::addColumn<PictureFit>("fit");
        const QSize size = QImageReader(demoPicture).size();
        QTest::newRow("crop") << cropAround(FitShape::Square, size, {0, 0});
        QTest::newRow("small part") << freeCrop({0.4, 0.3, 0.15, 0.2});
        QTest::newRow("colour") << padTo(FitShape::Story, 0x804020);
        QTest::newRow("blur") << padTo(FitShape::Story, std::nullopt);
    }

    void aPictureAtPinterestIsKnownAgainAsItWasSent()
    {
        QFETCH(PictureFit, fit);
        const MediaAsset asset = taken(demoPicture);
        const auto sent = prepareImage(asset, store().workspace(), roomy, fit);
        QVERIFY(sent);
        // As Pinterest shows it: smaller, encoded anew.
        const QByteArray shown = encode(
            QImage::fromData(sent->bytes).scaledToWidth(236, Qt::SmoothTransformation), "jpeg", 80);
        PictureCheck check(m_plan->workspace->directory());
        const auto isSame = [&](const PictureFit &of) {
            std::optional<std::optional<bool>> answer;
            check.compare(asset, of, std::nullopt, shown, this,
                          [&answer](std::optional<bool> same) { answer = same; });
            return waitUntil([&answer] { return answer.has_value(); }) && answer->value_or(false);
        };
        QVERIFY(isSame(fit));
        QVERIFY(!isSame({}));
    }

    // --- shown

    void thumbnailsShowWhatIsSent()
    {
        QImage picture(1200, 600, QImage::Format_RGB32);
        picture.fill(Qt::red);
        for (int y = 0; y < 600; ++y) {
            for (int x = 600; x < 1200; ++x)
                picture.setPixelColor(x, y, Qt::blue);
        }
        const QString path = m_plan->directory.filePath(QStringLiteral("halves.png"));
        QVERIFY(picture.save(path));
        const MediaAsset asset = taken(path);
        ThumbnailCache &cache = m_plan->workspace->thumbnails();
        const auto shown = [&](const PictureFit &fit, QSize size) {
            QImage image;
            const bool came = waitUntil([&] {
                image = cache.thumbnail(asset.sha256, asset.format, size, 0, fit);
                return !image.isNull();
            });
            return came ? image : QImage();
        };
        const PictureFit right = cropAround(FitShape::Tall, asset.size, {1, 0.5});
        QVERIFY(alike(shown(right, {40, 60}).pixelColor(3, 30), Qt::blue, 24));
        QVERIFY(alike(shown({}, {40, 60}).pixelColor(3, 30), Qt::red, 24));
        const PictureFit padded = padTo(FitShape::Square, 0x00FF00);
        QVERIFY(alike(shown(padded, {60, 60}).pixelColor(30, 4), Qt::green, 24));
        QVERIFY(alike(shown(padded, {60, 60}).pixelColor(10, 30), Qt::red, 24));
        QCOMPARE(shown(right, {400, 600}).size(), QSize(400, 600));
    }
};

QTEST_GUILESS_MAIN(TestFits)
#include "tst_fits.moc"
