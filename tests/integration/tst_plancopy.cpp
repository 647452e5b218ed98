// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/plancopy.h"
#include "store/accountstore.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "support/planfixture.h"

#include <QDir>

using namespace pinweek;
using namespace pinweek::test;

/** What a person made in the demo goes along into a workspace of their own. */
class TestPlanCopy : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void onlyWhatWasMadeAfterwardsIsTheUsers()
    {
        PlanFixture demo;
        const PinId sample = demo.scheduled(QStringLiteral("Sample"), 3600);
        const PinId own = demo.draft(demo.content(QStringLiteral("My cake"), 7200));
        QCOMPARE(*pinsMadeAfter(*demo.workspace, sample), QList<PinId>{own});
        QCOMPARE(pinsMadeAfter(*demo.workspace, own)->size(), 0);
    }

    void pinsArriveAsDraftsWithPictureTextsAndTimesToCome()
    {
        PlanFixture demo;
        const PinId next = demo.scheduled(QStringLiteral("My cake"), 7200);
        const PinId past = demo.draft(demo.content(QStringLiteral("Too late"), -7200));
        QTemporaryDir home;
        const QString directory = home.filePath(QStringLiteral("own"));
        {
            PlanCopy copy(*demo.workspace);
            const auto copied = await<int>([&](QObject *c, Done<int> done) {
                copy.run({next, past}, directory, c, std::move(done));
            });
            QVERIFY2(copied, copied ? "" : qPrintable(copied.error().detail));
            QCOMPARE(*copied, 2);
        }
        WorkspaceOptions options;
        options.directory = directory;
        options.origin = QStringLiteral("test");
        options.vault = std::make_unique<MemoryVault>();
        options.clock = &demo.clock;
        const auto own = must(Workspace::open(std::move(options)));
        const QList<Pin> pins = *own->store().pins().list({}, {}, {}, {}, {}, 10, 0);
        QCOMPARE(pins.size(), 2);
        for (const Pin &pin : pins) {
            QCOMPARE(pin.status, PinStatus::Draft);
            QCOMPARE(pin.content.account, own->store().accounts().accounts()->first().id);
            QVERIFY(!pin.content.board.isValid());
            const Result<MediaAsset> asset = own->store().media().asset(pin.content.media);
            QVERIFY(asset);
            QVERIFY(QFile::exists(
                QDir(directory).filePath(mediaRelativePath(asset->sha256, asset->format))));
        }
        QCOMPARE(pins.at(0).content.title, QStringLiteral("My cake"));
        QCOMPARE(pins.at(0).dueAt, demo.pin(next).dueAt);
        QCOMPARE(pins.at(1).content.title, QStringLiteral("Too late"));
        QVERIFY(!pins.at(1).dueAt);
    }

    void aDirectoryThatCantBeOneSaysSo()
    {
        PlanFixture demo;
        const PinId own = demo.draft(demo.content(QStringLiteral("My cake"), 7200));
        QTemporaryDir home;
        QFile file(home.filePath(QStringLiteral("own")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        PlanCopy copy(*demo.workspace);
        const auto copied = await<int>([&](QObject *c, Done<int> done) {
            copy.run({own}, file.fileName(), c, std::move(done));
        });
        QVERIFY(!copied);
        QVERIFY(copied.error().detail.contains(file.fileName()));
    }
};

QTEST_MAIN(TestPlanCopy)
#include "tst_plancopy.moc"
