// SPDX-License-Identifier: GPL-3.0-or-later
// Pins of several pictures, from the store to Pinterest.
#include "core/settings.h"
#include "demo/plancopy.h"
#include "media/carouselimages.h"
#include "planner/carousels.h"
#include "planner/imageintake.h"
#include "planner/pineditor.h"
#include "publisher/lookschedule.h"
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
#include "text/texts.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using sandbox::Fault;
using std::chrono::seconds;

class TestCarousels : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PlanFixture> m_plan;

    PinEditor &editor() { return m_plan->workspace->editor(); }
    Publisher &publisher() { return m_plan->workspace->publisher(); }
    PinStatus statusOf(PinId id) { return m_plan->pin(id).status; }

    /** A file with the grain of a photograph, of this size. */
    QString photoFile(const QString &name, QSize size, quint32 seed)
    {
        const QString path = m_plan->directory.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("can't write %s", qPrintable(path));
        file.write(encode(photo(size, seed), name.endsWith(QLatin1String("png")) ? "png" : "jpeg"));
        return path;
    }

    QList<MediaAsset> taken(const QStringList &paths)
    {
        QList<IntakeItem> items;
        for (const QString &path : paths)
            items.append({path, {}, {}});
        return must(await<IntakeResult>([&](QObject *context, Done<IntakeResult> done) {
                   editor().takeImages(items, context, std::move(done));
               }))
            .assets;
    }

    QList<CarouselPicture> pictures(const QList<QSize> &sizes)
    {
        QStringList paths;
        for (int i = 0; i < sizes.size(); ++i)
            paths.append(photoFile(QStringLiteral("p%1.jpg").arg(i), sizes.at(i), quint32(i + 1)));
        QList<CarouselPicture> list;
        for (const MediaAsset &asset : taken(paths))
            list.append({asset.id});
        return list;
    }

    PinContent carousel(const QString &title, int secondsFromNow,
                        const QList<QSize> &sizes = {{600, 900}, {800, 600}, {900, 900}})
    {
        PinContent content = m_plan->content(title, secondsFromNow);
        QList<CarouselPicture> list = pictures(sizes);
        list[1].title = QStringLiteral("Second");
        list[1].description = QStringLiteral("About the second");
        list[1].link = QStringLiteral("https://example.com/second");
        setPictures(content, list);
        return content;
    }

    PinId add(const PinContent &content)
    {
        return must(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
                   editor().addPins({content}, c, std::move(done));
               }))
            .pins.first();
    }

    Result<EditOutcome> edit(PinId id, const PinContent &content)
    {
        return await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().edit(m_plan->pin(id), content, QStringLiteral("Edit"), {}, c, std::move(done));
        });
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

    QList<QImage> picturesAtPinterest()
    {
        QList<QImage> images;
        const sandbox::Pin pin = m_plan->pinterest.pins().first();
        for (const sandbox::PinItem &item : pin.items)
            images.append(QImage::fromData(
                m_plan->pinterest.state().images.value(item.imageSha256).bytes, "JPEG"));
        return images;
    }

private slots:
    void initTestCase() { QCoreApplication::installTranslator(new EnglishPlurals(this)); }
    void init()
    {
        m_plan = std::make_unique<PlanFixture>();
        m_plan->workspace->settings().setCarousels(true);
    }
    void cleanup() { m_plan.reset(); }

    // --- kept

    void aCarouselComesBackFromTheStoreAsItWasAndAfterARestart()
    {
        const PinContent content = carousel(QStringLiteral("Soups"), 3600);
        const PinId id = add(content);
        QCOMPARE(m_plan->pin(id).content, content);
        QCOMPARE(statusOf(id), PinStatus::Scheduled);
        m_plan->reopen();
        QCOMPARE(m_plan->pin(id).content, content);
        const auto due = m_plan->workspace->store().pins().due({}, m_plan->clock.now(),
                                                               m_plan->clock.now() + seconds(7200));
        QCOMPARE(due->first().content.pictures, content.pictures);
    }

    void eachChangeOfThePicturesIsOneStepThatIsUndoneAndRedone()
    {
        const PinContent first = carousel(QStringLiteral("Soups"), 3600);
        const PinId id = add(first);
        PinContent turned = first;
        QList<CarouselPicture> order = first.pictures;
        order.move(2, 0);
        setPictures(turned, order);
        QVERIFY(edit(id, turned));
        QCOMPARE(m_plan->pin(id).content.media, first.pictures.at(2).media);
        PinContent single = turned;
        setPictures(single, order.mid(0, 1));
        QVERIFY(edit(id, single));
        QVERIFY(!m_plan->pin(id).content.isCarousel());

        m_plan->reopen();
        undo();
        QCOMPARE(m_plan->pin(id).content, turned);
        undo();
        QCOMPARE(m_plan->pin(id).content, first);
        QCOMPARE(undo(), QStringLiteral("Add carousel"));
        QVERIFY(!m_plan->workspace->store().pins().pin(id));
        m_plan->reopen();
        redo();
        QCOMPARE(m_plan->pin(id).content, first);
        redo();
        redo();
        QCOMPARE(m_plan->pin(id).content, single);
    }

    void copiesAndWhatIsBroughtBackHaveAllPictures()
    {
        const PinContent content = carousel(QStringLiteral("Soups"), 3600);
        const PinId id = add(content);
        const auto copied = await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().duplicate({id}, std::nullopt, c, std::move(done));
        });
        QCOMPARE(m_plan->pin(copied->pins.first()).content.pictures, content.pictures);
        QVERIFY(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().remove({id}, c, std::move(done));
        }));
        QVERIFY(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().restore({id}, c, std::move(done));
        }));
        QCOMPARE(m_plan->pin(id).content, content);
    }

    void anotherImageForThePinReplacesTheFirstPicture()
    {
        const PinId id = add(carousel(QStringLiteral("Soups"), 3600));
        const QString path = photoFile(QStringLiteral("other.jpg"), {700, 1050}, 77);
        QVERIFY(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().replaceImage(id, path, c, std::move(done));
        }));
        const PinContent now = m_plan->pin(id).content;
        QCOMPARE(now.pictures.size(), 3);
        QCOMPARE(now.pictures.first().media, now.media);
        QCOMPARE(m_plan->workspace->store().media().asset(now.media)->size, QSize(700, 1050));
    }

    void anImageOfACarouselStaysInTheLibrary()
    {
        const PinContent content = carousel(QStringLiteral("Soups"), 3600);
        add(content);
        const QString file = m_plan->directory.filePath(QStringLiteral("workspace/pinweek.db"));
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), file);
            db.setDatabaseName(file);
            QVERIFY(db.open());
            QSqlQuery query(db);
            QVERIFY(query.exec(QStringLiteral("PRAGMA foreign_keys = ON")));
            QVERIFY(!query.exec(QStringLiteral("DELETE FROM media_asset WHERE id = %1")
                                    .arg(content.pictures.last().media.value)));
        }
        QSqlDatabase::removeDatabase(file);
    }

    void theDemosCarouselGoesAlongIntoAWorkspaceOfOnesOwn()
    {
        const PinId id = add(carousel(QStringLiteral("Soups"), 7200));
        QTemporaryDir home;
        const QString directory = home.filePath(QStringLiteral("own"));
        {
            PlanCopy copy(*m_plan->workspace);
            QVERIFY(await<int>([&](QObject *c, Done<int> done) {
                copy.run({id}, directory, c, std::move(done));
            }));
        }
        WorkspaceOptions options;
        options.directory = directory;
        options.origin = QStringLiteral("test");
        options.vault = std::make_unique<MemoryVault>();
        options.clock = &m_plan->clock;
        const auto own = must(Workspace::open(std::move(options)));
        const QList<Pin> pins = *own->store().pins().list({}, {}, {}, {}, {}, 10, 0);
        QCOMPARE(pins.size(), 1);
        const PinContent &content = pins.first().content;
        QCOMPARE(content.pictures.size(), 3);
        QCOMPARE(content.pictures.at(1).title, QStringLiteral("Second"));
        QStringList before;
        QStringList after;
        for (int i = 0; i < 3; ++i) {
            before += m_plan->workspace->store()
                          .media()
                          .asset(m_plan->pin(id).content.pictures.at(i).media)
                          ->sha256;
            after += own->store().media().asset(content.pictures.at(i).media)->sha256;
        }
        QCOMPARE(after, before);
    }

    // --- sent

    void itReachesPinterestOnceWithAllPicturesInOneSizeAndTheirTexts()
    {
        const PinId id = add(carousel(QStringLiteral("Soups"), 0));
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
        const sandbox::Pin pin = m_plan->pinterest.pins().first();
        QCOMPARE(pin.title, QStringLiteral("Soups"));
        QCOMPARE(pin.items.size(), 3);
        QCOMPARE(pin.items.at(0).title, QString());
        QCOMPARE(pin.items.at(1).title, QStringLiteral("Second"));
        QCOMPARE(pin.items.at(1).description, QStringLiteral("About the second"));
        QCOMPARE(pin.items.at(1).link, QStringLiteral("https://example.com/second"));
        for (const QImage &picture : picturesAtPinterest())
            QCOMPARE(picture.size(), QSize(600, 900));
    }

    void picturesAreCutAboutTheirMiddleAndTransparencyBecomesWhite()
    {
        // Left third red, middle green, right blue: of a wide picture the middle stays.
        QImage wide(1800, 900, QImage::Format_RGB32);
        wide.fill(Qt::green);
        for (int x = 0; x < 600; ++x) {
            for (int y = 0; y < 900; ++y) {
                wide.setPixelColor(x, y, Qt::red);
                wide.setPixelColor(1799 - x, y, Qt::blue);
            }
        }
        QImage clear(600, 900, QImage::Format_ARGB32);
        clear.fill(Qt::transparent);
        const QString widePath = m_plan->directory.filePath(QStringLiteral("wide.png"));
        const QString clearPath = m_plan->directory.filePath(QStringLiteral("clear.png"));
        QVERIFY(wide.save(widePath) && clear.save(clearPath));
        PinContent content = m_plan->content(QStringLiteral("Cut"), 0);
        QList<CarouselPicture> list;
        for (const MediaAsset &asset :
             taken({photoFile(QStringLiteral("a.jpg"), {600, 900}, 3), widePath, clearPath}))
            list.append({asset.id});
        setPictures(content, list);
        const PinId id = add(content);
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        const QList<QImage> sent = picturesAtPinterest();
        const auto isLike = [](const QColor &a, const QColor &b) {
            return qAbs(a.red() - b.red()) + qAbs(a.green() - b.green()) +
                       qAbs(a.blue() - b.blue()) <
                   40;
        };
        for (const QPoint at : {QPoint(20, 20), QPoint(300, 450), QPoint(580, 880)}) {
            QVERIFY(isLike(sent.at(1).pixelColor(at), Qt::green));
            QVERIFY(isLike(sent.at(2).pixelColor(at), Qt::white));
        }
    }

    void aLostAnswerLeavesItThereOnce_data()
    {
        QTest::addColumn<bool>("commits");
        QTest::newRow("made") << true;
        QTest::newRow("not made") << false;
    }

    void aLostAnswerLeavesItThereOnce()
    {
        QFETCH(bool, commits);
        const PinId id = add(carousel(QStringLiteral("Soups"), 0, {{600, 840}, {800, 600}}));
        Fault fault;
        fault.kind = Fault::Kind::Drop;
        fault.commits = commits;
        fault.method = "POST";
        fault.pathPrefix = QStringLiteral("/v5/pins");
        m_plan->pinterest.addFault(fault);
        publisher().start();
        QTRY_COMPARE(m_plan->pinterest.postCount(), 1);
        if (!commits) {
            QTRY_COMPARE(publisher().nextLook(id), m_plan->clock.now() + lookGap);
            m_plan->clock.advance(seconds(60));
            publisher().wake();
        }
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.pins().size(), 1);
        QCOMPARE(m_plan->pinterest.postCount(), commits ? 1 : 2);
    }

    void theFirstPictureIsKnownAgainAsItWasCut()
    {
        const QString path = photoFile(QStringLiteral("wide.jpg"), {1200, 900}, 9);
        const MediaAsset asset = taken({path}).first();
        const QByteArray cut =
            encode(cutToShape(QImage(path), CarouselShape::Square).scaled(600, 600), "jpeg");
        PictureCheck check(m_plan->workspace->directory());
        const auto isSame = [&](std::optional<CarouselShape> shape) {
            std::optional<std::optional<bool>> answer;
            check.compare(asset, {}, shape, cut, this,
                          [&answer](std::optional<bool> same) { answer = same; });
            return waitUntil([&answer] { return answer.has_value(); }) && answer->value();
        };
        QVERIFY(isSame(CarouselShape::Square));
        QVERIFY(!isSame(CarouselShape::Tall));
        QVERIFY(!isSame(std::nullopt)); // whole, as a single image is sent
    }

    void oneThatPinterestRefusesWaitsForAPersonWhoIsToldWhatToDo_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("publishedBefore");
        QTest::newRow("400") << 400 << false;
        QTest::newRow("403, an account that publishes") << 403 << true;
    }

    void oneThatPinterestRefusesWaitsForAPersonWhoIsToldWhatToDo()
    {
        QFETCH(int, status);
        QFETCH(bool, publishedBefore);
        publisher().start();
        if (publishedBefore) {
            const PinId before = m_plan->scheduled(QStringLiteral("Plain"), 0);
            publisher().wake();
            QTRY_COMPARE(statusOf(before), PinStatus::Published);
        }
        m_plan->pinterest.setCarouselRefusal(status);
        const PinId id = add(carousel(QStringLiteral("Soups"), 0));
        const PinId plain = m_plan->scheduled(QStringLiteral("After it"), 0);
        publisher().wake();
        QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
        const Pin blocked = m_plan->pin(id);
        QCOMPARE(blocked.lastError->kind, ErrorKind::Carousel);
        const QString problem = problemText(blocked);
        QVERIFY2(problem.contains(QStringLiteral("doesn't take carousels for this account")),
                 qPrintable(problem));
        QVERIFY2(problem.contains(QStringLiteral("not available")), qPrintable(problem));
        // It holds up nothing else.
        QTRY_COMPARE(statusOf(plain), PinStatus::Published);
    }

    void itIsTakenApartIntoPinsInOneStep()
    {
        m_plan->pinterest.setCarouselRefusal(400);
        const PinId id = add(carousel(QStringLiteral("Soups"), 0));
        publisher().start();
        QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
        const QList<CarouselPicture> list = m_plan->pin(id).content.pictures;
        Carousels carousels(editor(), m_plan->workspace->store());
        const auto split = await<EditOutcome>(
            [&](QObject *c, Done<EditOutcome> done) { carousels.split(id, c, std::move(done)); });
        QVERIFY(split);
        QCOMPARE(split->pins.size(), 3);
        QVERIFY(!m_plan->pin(id).content.isCarousel());
        const Pin second = m_plan->pin(split->pins.at(1));
        QCOMPARE(second.content.media, list.at(1).media);
        QCOMPARE(second.content.title, QStringLiteral("Second"));
        QCOMPARE(second.content.link, QStringLiteral("https://example.com/second"));
        QCOMPARE(second.status, PinStatus::Draft);
        QVERIFY(!second.content.planned);
        QCOMPARE(m_plan->pin(split->pins.at(2)).content.title, QStringLiteral("Soups"));
        // The first can be tried again, and goes out alone.
        QVERIFY(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().schedule({id}, c, std::move(done));
        }));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
    }

    // --- the switch

    void whileCarouselsAreOffNoneIsSent()
    {
        const PinId id = add(carousel(QStringLiteral("Soups"), 0));
        m_plan->workspace->settings().setCarousels(false);
        const PinId plain = m_plan->scheduled(QStringLiteral("Plain"), 0);
        publisher().start();
        QTRY_COMPARE(statusOf(plain), PinStatus::Published);
        QTRY_COMPARE(statusOf(id), PinStatus::Blocked);
        QCOMPARE(m_plan->pinterest.postCount(), 1);
        QVERIFY(problemText(m_plan->pin(id)).contains(QStringLiteral("Settings → Experimental")));
        const auto again = await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().schedule({id}, c, std::move(done));
        });
        QCOMPARE(again.error().kind, ErrorKind::Rejected);
        m_plan->workspace->settings().setCarousels(true);
        QVERIFY(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            editor().schedule({id}, c, std::move(done));
        }));
        QTRY_COMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(m_plan->pinterest.pins().last().items.size(), 3);
    }

    void aNewOneIsADraftWhileTheyAreOff()
    {
        m_plan->workspace->settings().setCarousels(false);
        QCOMPARE(statusOf(add(carousel(QStringLiteral("Soups"), 3600))), PinStatus::Draft);
    }

    // --- made

    void imagesAreAddedUpToFiveAndTheRestIsNamed()
    {
        Carousels carousels(editor(), m_plan->workspace->store());
        const PinId id = add(m_plan->content(QStringLiteral("Soups"), 3600));
        QList<IntakeItem> items;
        for (int i = 0; i < 6; ++i)
            items.append(
                {photoFile(QStringLiteral("m%1.png").arg(i), {300, 450}, quint32(50 + i)), {}, {}});
        items[1].path = m_plan->directory.filePath(QStringLiteral("nothing.jpg"));
        const auto added = await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            carousels.add(id, items, c, std::move(done));
        });
        QVERIFY(added);
        QCOMPARE(m_plan->pin(id).content.pictures.size(), 4);
        QCOMPARE(added->refused.size(), 2); // one that is not there, two beyond the fifth
        QVERIFY(added->refused.last().contains(QStringLiteral("2 more")));
        const auto full = await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            carousels.add(id, items.mid(0, 1), c, std::move(done));
        });
        QVERIFY(full);
        QCOMPARE(m_plan->pin(id).content.pictures.size(), 5);
        const auto tooMany = await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            carousels.add(id, items.mid(2, 1), c, std::move(done));
        });
        QCOMPARE(tooMany.error().kind, ErrorKind::Rejected);
        QCOMPARE(undo(), QStringLiteral("Add 1 picture"));
        QCOMPARE(undo(), QStringLiteral("Add 3 pictures"));
        QVERIFY(!m_plan->pin(id).content.isCarousel());
    }

    void aPictureIsReplacedInItsPlace()
    {
        Carousels carousels(editor(), m_plan->workspace->store());
        const PinId id = add(carousel(QStringLiteral("Soups"), 3600));
        const QList<CarouselPicture> before = m_plan->pin(id).content.pictures;
        const QString path = photoFile(QStringLiteral("other.png"), {300, 450}, 88);
        QVERIFY(await<EditOutcome>([&](QObject *c, Done<EditOutcome> done) {
            carousels.replace(id, 1, {path, {}, {}}, c, std::move(done));
        }));
        const QList<CarouselPicture> after = m_plan->pin(id).content.pictures;
        QCOMPARE(after.at(0), before.at(0));
        QVERIFY(after.at(1).media != before.at(1).media);
        QCOMPARE(after.at(1).title, before.at(1).title);
        QCOMPARE(after.at(2), before.at(2));
    }
};

QTEST_MAIN(TestCarousels)
#include "tst_carousels.moc"
