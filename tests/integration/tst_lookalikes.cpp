// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/lookalikes.h"

#include "media/picturehash.h"
#include "planner/imageintake.h"
#include "planner/pineditor.h"
#include "store/mediastore.h"
#include "store/picturehashes.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/planfixture.h"

#include <QDir>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;

class TestLookAlikes : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_plan = std::make_unique<PlanFixture>();
    }
    void cleanup() { m_plan.reset(); }

    void aPlannedPinWithTheSamePictureInAnotherFileIsFound();
    void theNextToGoOutComesFirst();
    void anyPictureOfACarouselIsMeant();
    void removedPinsAndDraftsWithoutATimeAreNotMeant();
    void picturesFromBeforeThereWereHashesGetThem();
    void aPictureThatIsNotThereFindsNothing();
    void pinsThatHoldTheSameFileAreLeftToSpacing();

private:
    static QString photo(const QString &name)
    {
        return QDir(QStringLiteral(PINWEEK_DEMO_PICTURES)).filePath(name + QStringLiteral(".jpg"));
    }
    /** The photograph as another program would have saved it. */
    QString copyOf(const QString &name, int width, int quality = 60)
    {
        const QString path = m_plan->directory.filePath(QStringLiteral("%1-%2.jpg").arg(name).arg(width));
        QImage(photo(name)).scaledToWidth(width, Qt::SmoothTransformation).save(path, "JPEG", quality);
        return path;
    }
    MediaAsset taken(const QString &path)
    {
        ImageIntake intake(m_plan->workspace->store());
        const auto result = must(await<IntakeResult>([&](QObject *context, Done<IntakeResult> done) {
            intake.take({{path, {}, {}}}, context, std::move(done));
        }));
        return result.assets.first();
    }
    PinId planned(const MediaAsset &media, int seconds)
    {
        PinContent content = m_plan->content(QStringLiteral("Planned"), seconds);
        content.media = media.id;
        const PinId pin = m_plan->draft(content);
        must(await<EditOutcome>([&](QObject *context, Done<EditOutcome> done) {
            m_plan->workspace->editor().schedule({pin}, context, std::move(done));
        }));
        return pin;
    }
    QList<PinId> like(const MediaAsset &media)
    {
        const auto found = must(await<QList<LookAlike>>([&](QObject *context, auto done) {
            m_plan->workspace->lookAlikes().find({media}, context, std::move(done));
        }));
        QList<PinId> pins;
        for (const LookAlike &each : found)
            pins.append(each.pin.id);
        return pins;
    }

    std::unique_ptr<PlanFixture> m_plan;
};

void TestLookAlikes::aPlannedPinWithTheSamePictureInAnotherFileIsFound()
{
    const PinId pin = planned(taken(photo(QStringLiteral("dandelion-wish"))), 3600);
    planned(taken(photo(QStringLiteral("dandelion-seeds-macro"))), 3600);
    const MediaAsset again = taken(copyOf(QStringLiteral("dandelion-wish"), 500));
    QVERIFY(again.pictureHash);
    QCOMPARE(like(again), QList<PinId>{pin});
    // It is a pin of its own then, and each finds the other.
    const PinId second = planned(again, 7200);
    QCOMPARE(like(taken(copyOf(QStringLiteral("dandelion-wish"), 460))), (QList<PinId>{pin, second}));
}

void TestLookAlikes::anyPictureOfACarouselIsMeant()
{
    const auto first = taken(photo(QStringLiteral("yellow-daisy-macro")));
    const auto second = taken(photo(QStringLiteral("ladybird-on-a-stem")));
    PinContent carousel = m_plan->content(QStringLiteral("Carousel"), 3600);
    setPictures(carousel, {{first.id}, {second.id}});
    const PinId pin = m_plan->draft(carousel);
    QCOMPARE(like(taken(copyOf(QStringLiteral("ladybird-on-a-stem"), 500))), QList<PinId>{pin});

    // And the other way round.
    const PinId single = planned(taken(copyOf(QStringLiteral("yellow-daisy-macro"), 500)), 7200);
    const auto pictures = m_plan->workspace->store().media().pictures(carousel);
    QVERIFY(pictures);
    QCOMPARE(pictures->size(), 2);
    const auto found = must(await<QList<LookAlike>>([&](QObject *context, auto done) {
        m_plan->workspace->lookAlikes().find(*pictures, context, std::move(done));
    }));
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().pin.id, single);
    QCOMPARE(found.first().own.id, first.id);
}

void TestLookAlikes::theNextToGoOutComesFirst()
{
    const MediaAsset picture = taken(photo(QStringLiteral("water-drop-crown")));
    const PinId late = planned(picture, 9000);
    const PinId early = planned(picture, 3600);
    QCOMPARE(like(taken(copyOf(QStringLiteral("water-drop-crown"), 500))),
             (QList<PinId>{early, late}));
}

void TestLookAlikes::removedPinsAndDraftsWithoutATimeAreNotMeant()
{
    const MediaAsset picture = taken(photo(QStringLiteral("ladybird-on-a-stem")));
    PinContent idea = m_plan->content(QStringLiteral("Idea"), 3600);
    idea.media = picture.id;
    idea.planned = std::nullopt;
    m_plan->draft(idea);
    const MediaAsset again = taken(copyOf(QStringLiteral("ladybird-on-a-stem"), 500));
    QCOMPARE(like(again), QList<PinId>());
    const PinId pin = planned(picture, 3600);
    QCOMPARE(like(again), QList<PinId>{pin});
    must(await<EditOutcome>([&](QObject *context, Done<EditOutcome> done) {
        m_plan->workspace->editor().remove({pin}, context, std::move(done));
    }));
    QCOMPARE(like(again), QList<PinId>());
}

void TestLookAlikes::picturesFromBeforeThereWereHashesGetThem()
{
    const PinId pin = planned(taken(photo(QStringLiteral("yellow-daisy-macro"))), 3600);
    const MediaAsset again = taken(copyOf(QStringLiteral("yellow-daisy-macro"), 500));
    m_plan->writeBehind({QStringLiteral("UPDATE media_asset SET picture_hash = NULL")});
    m_plan->restart();
    QSignalSpy made(&m_plan->workspace->lookAlikes(), &LookAlikes::hashesMade);
    like(again);
    QVERIFY(!made.isEmpty() || made.wait());
    QCOMPARE(like(again), QList<PinId>{pin});
    const auto stored = must(m_plan->workspace->store().media().asset(again.id));
    QVERIFY(stored.pictureHash);
    QVERIFY(hashDistance(*stored.pictureHash, *again.pictureHash) <= 2);
}

void TestLookAlikes::aPictureThatIsNotThereFindsNothing()
{
    planned(taken(photo(QStringLiteral("yellow-daisy-macro"))), 3600);
    MediaAsset lost = taken(copyOf(QStringLiteral("yellow-daisy-macro"), 500));
    QVERIFY(QDir(m_plan->workspace->directory() + QStringLiteral("/thumbnails")).removeRecursively());
    QCOMPARE(like(lost), QList<PinId>());
}

void TestLookAlikes::pinsThatHoldTheSameFileAreLeftToSpacing()
{
    const MediaAsset picture = taken(photo(QStringLiteral("marigold-companion-plants")));
    planned(picture, 3600);
    QCOMPARE(like(picture), QList<PinId>());
}

QTEST_GUILESS_MAIN(TestLookAlikes)
#include "tst_lookalikes.moc"
