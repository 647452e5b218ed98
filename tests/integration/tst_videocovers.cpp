// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/carousels.h"
#include "planner/imageintake.h"
#include "planner/pineditor.h"
#include "planner/videocovers.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "support/await.h"
#include "support/planfixture.h"
#include "support/testvideos.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

/** Videos become pins, and get covers: frames of theirs, or pictures. */
class TestVideoCovers : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_plan = std::make_unique<PlanFixture>();
        m_file = makeVideo(m_plan->directory.filePath(QStringLiteral("cake.mp4")));
        m_covers = std::make_unique<VideoCovers>(editor(), store());
    }

    void cleanup()
    {
        m_covers.reset();
        m_plan.reset();
    }

    void videosAndImagesBecomePinsInOneStep()
    {
        const QString image = m_plan->imageFile(QStringLiteral("soup"));
        QSignalSpy copied(&editor(), &PinEditor::importCopying);
        DropTarget target;
        target.account = m_plan->account.id;
        const EditOutcome outcome = must(await<EditOutcome>([&](QObject *context, auto done) {
            editor().addImages({m_file, image}, target, context, done);
        }));
        QCOMPARE(outcome.pins.size(), 2);
        QVERIFY(outcome.refused.isEmpty());
        const PinContent video = m_plan->pin(outcome.pins.first()).content;
        const MediaAsset asset = *store().media().asset(video.media);
        QVERIFY(asset.isVideo());
        QCOMPARE(asset.duration, 5000ms);
        QCOMPARE(store().media().picture(video)->id, asset.poster);
        QVERIFY(!editor().check(video).contains(PinCheck::MediaMissing));
        QVERIFY(!editor().check(video).contains(PinCheck::CoverMissing));
        QVERIFY(copied.size() >= 1);
        must(
            await<UndoOutcome>([&](QObject *context, auto done) { editor().undo(context, done); }));
        QVERIFY(!store().pins().pin(outcome.pins.first()));
        QVERIFY(!store().pins().pin(outcome.pins.last()));
    }

    void checksSayWhatALengthKeepsFromPublishing()
    {
        const QString brief = makeVideo(m_plan->directory.filePath(QStringLiteral("brief.mp4")), 2);
        PinContent content = m_plan->content(QStringLiteral("Cake"), 3600);
        content.media = taken(brief).id;
        QCOMPARE(editor().missing(content), QList<PinCheck>{PinCheck::VideoTooShort});
        content.media = taken(m_file).id;
        QCOMPARE(editor().missing(content), QList<PinCheck>());
    }

    void aFrameIsChosenAndUndone()
    {
        const PinId pin = videoPin();
        const MediaAsset video = *store().media().asset(m_plan->pin(pin).content.media);
        QVERIFY(choose(pin, 3000ms));
        const MediaAsset cover = *store().media().picture(m_plan->pin(pin).content);
        QCOMPARE(cover.kind, MediaKind::Still);
        QCOMPARE(cover.duration, 3000ms);
        QCOMPARE(cover.size, video.size);
        QVERIFY(cover.id != video.poster);
        QVERIFY(cover.pictureHash);
        // Shortly after each other they are one step.
        QVERIFY(choose(pin, 4000ms));
        QCOMPARE(store().media().picture(m_plan->pin(pin).content)->duration, 4000ms);
        const UndoOutcome undone = must(
            await<UndoOutcome>([&](QObject *context, auto done) { editor().undo(context, done); }));
        QCOMPARE(undone.name, QStringLiteral("Choose cover"));
        QVERIFY(!m_plan->pin(pin).content.cover.isValid());
        // The frame that was there from the beginning is no choice.
        QVERIFY(choose(pin, 4000ms));
        QVERIFY(choose(pin, 1000ms));
        QVERIFY(!m_plan->pin(pin).content.cover.isValid());
    }

    void aPictureOfTheUserIsTheCover()
    {
        const PinId pin = videoPin();
        const QString image = m_plan->imageFile(QStringLiteral("soup"));
        QVERIFY(await<EditOutcome>([&](QObject *context, auto done) {
            m_covers->choosePicture(pin, {image, {}, {}}, context, done);
        }));
        const MediaAsset cover = *store().media().picture(m_plan->pin(pin).content);
        QCOMPARE(cover.kind, MediaKind::Image);
        QCOMPARE(cover.fileName, QFileInfo(image).fileName());
        // Another video is none, and changes nothing.
        const auto refused = await<EditOutcome>([&](QObject *context, auto done) {
            m_covers->choosePicture(pin, {m_file, {}, {}}, context, done);
        });
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Rejected);
        QCOMPARE(store().media().picture(m_plan->pin(pin).content)->id, cover.id);
        // Nor has a picture a cover.
        const PinId picture = m_plan->draft(m_plan->content(QStringLiteral("Soup"), 3600));
        QCOMPARE(choose(picture, 0ms).error().kind, ErrorKind::Rejected);
    }

    void framesComeForTheStripAndAreKept()
    {
        const MediaAsset video = taken(m_file);
        QSignalSpy frames(&m_covers->stills(), &VideoStills::stripFrame);
        m_covers->stills().makeStrip(video, 4, {40, 40});
        QTRY_COMPARE_WITH_TIMEOUT(frames.size(), 4, 20'000);
        for (const QList<QVariant> &each : std::as_const(frames))
            QCOMPARE(each.at(1).value<QImage>().size(), QSize(27, 40)); // 2:3, rounded
        frames.clear();
        m_covers->stills().makeStrip(video, 4, {40, 40});
        QCOMPARE(frames.size(), 4); // at once
        QSignalSpy looked(&m_covers->stills(), &VideoStills::looked);
        m_covers->stills().look(video, 500ms, {100, 100});
        m_covers->stills().look(video, 2500ms, {100, 100});
        QTRY_VERIFY_WITH_TIMEOUT(!looked.isEmpty(), 20'000);
        QCOMPARE(looked.last().first().value<std::chrono::milliseconds>(), 2500ms);
    }

    void aCarouselTakesNoVideo()
    {
        Carousels carousels(editor(), store());
        const PinId pin = m_plan->draft(m_plan->content(QStringLiteral("Soup"), 3600));
        const auto refused = await<EditOutcome>([&](QObject *context, auto done) {
            carousels.add(pin, {{m_file, {}, {}}}, context, done);
        });
        QVERIFY(!refused);
        QCOMPARE(refused.error().detail,
                 QStringLiteral("“cake.mp4” is a video; a carousel has pictures only."));
        const auto added = await<EditOutcome>([&](QObject *context, auto done) {
            carousels.add(pin, {{m_file, {}, {}}, {m_plan->imageFile(QStringLiteral("b")), {}, {}}},
                          context, done);
        });
        QVERIFY(added);
        QCOMPARE(added->refused.size(), 1);
        QCOMPARE(m_plan->pin(pin).content.pictures.size(), 2);
        const auto toVideo = await<EditOutcome>([&](QObject *context, auto done) {
            carousels.add(videoPin(), {{m_plan->imageFile(QStringLiteral("c")), {}, {}}}, context,
                          done);
        });
        QCOMPARE(toVideo.error().kind, ErrorKind::Rejected);
    }

    void aVideoIsReplacedWithoutItsCover()
    {
        const PinId pin = videoPin();
        QVERIFY(choose(pin, 3000ms));
        const QString other = makeVideo(m_plan->directory.filePath(QStringLiteral("other.mp4")), 6);
        QVERIFY(await<EditOutcome>([&](QObject *context, auto done) {
            editor().replaceImage(pin, other, context, done);
        }));
        QVERIFY(!m_plan->pin(pin).content.cover.isValid());
        QCOMPARE(store().media().asset(m_plan->pin(pin).content.media)->duration, 6000ms);
        // And a video can't be cropped.
        const auto cropped = await<EditOutcome>([&](QObject *context, auto done) {
            PictureFit fit;
            fit.kind = FitKind::Crop;
            editor().setFits({{pin, 0, m_plan->pin(pin).content.media, fit}},
                             QStringLiteral("Crop"), context, done);
        });
        QCOMPARE(cropped.error().kind, ErrorKind::Rejected);
    }

private:
    [[nodiscard]] Store &store() const { return m_plan->workspace->store(); }
    [[nodiscard]] PinEditor &editor() const { return m_plan->workspace->editor(); }

    MediaAsset taken(const QString &file) const
    {
        ImageIntake intake(store());
        return must(await<IntakeResult>([&](QObject *context, auto done) {
                   intake.take({{file, {}, {}}}, context, done);
               }))
            .assets.constFirst();
    }

    PinId videoPin() const
    {
        PinContent content = m_plan->content(QStringLiteral("Cake"), 3600);
        content.media = taken(m_file).id;
        return m_plan->draft(content);
    }

    Result<EditOutcome> choose(PinId pin, std::chrono::milliseconds at) const
    {
        return await<EditOutcome>(
            [&](QObject *context, auto done) { m_covers->chooseFrame(pin, at, context, done); });
    }

    std::unique_ptr<PlanFixture> m_plan;
    std::unique_ptr<VideoCovers> m_covers;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestVideoCovers)
#include "tst_videocovers.moc"
