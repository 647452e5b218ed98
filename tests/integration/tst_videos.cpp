// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "core/sha256.h"
#include "planner/pineditor.h"
#include "publisher/publisher.h"
#include "publisher/videopolicy.h"
#include "store/database.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/undostore.h"
#include "store/videostore.h"
#include "store/workspacefiles.h"
#include "support/await.h"
#include "support/planfixture.h"
#include "text/texts.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;
using std::chrono::seconds;

namespace {

const QString uploads = SandboxServer::uploadPath();
const QString mediaPath = QStringLiteral("/v5/media");

QByteArray videoBytes(const QString &name, int size)
{
    QByteArray bytes("\0\0\0\x18"
                     "ftypmp42",
                     12);
    while (bytes.size() < size)
        bytes += name.toUtf8() + "\r\n--";
    return bytes.left(size);
}

} // namespace

/** Pins with a video, from the plan to Pinterest: uploaded ahead, published once. */
class TestVideos : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PlanFixture> m_plan;

    Publisher &publisher() { return m_plan->workspace->publisher(); }
    Store &store() { return m_plan->workspace->store(); }
    SandboxServer &pinterest() { return m_plan->pinterest; }
    PinStatus statusOf(PinId id) { return m_plan->pin(id).status; }
    std::optional<VideoCourse> course(PinId id) { return must(store().videos().course(id)); }
    int registrations() { return pinterest().postCount(mediaPath); }
    int uploadCount() { return pinterest().postCount(uploads); }

    MediaId video(const QString &name, int size = 300'000)
    {
        const QByteArray bytes = videoBytes(name, size);
        MediaAsset asset;
        asset.kind = MediaKind::Video;
        asset.sha256 = QString::fromLatin1(sha256Hex(bytes));
        asset.format = QStringLiteral("mp4");
        asset.fileName = name + QStringLiteral(".mp4");
        asset.size = {1080, 1920};
        asset.bytes = bytes.size();
        asset.duration = std::chrono::seconds(12);
        asset.codec = QStringLiteral("h264");
        asset.poster = m_plan->media(name);
        QFile file(fileOf(asset));
        QDir().mkpath(QFileInfo(file.fileName()).path());
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("can't write the video");
        return must(await<MediaAsset>([&](QObject *context, Done<MediaAsset> done) {
                   store().media().insert(asset, context, std::move(done));
               }))
            .id;
    }

    QString fileOf(const MediaAsset &asset)
    {
        return QDir(store().workspace()).filePath(mediaRelativePath(asset.sha256, asset.format));
    }

    PinId scheduled(const QString &title, int secondsFromNow, MediaId video = {})
    {
        PinChange change;
        change.content = m_plan->content(title, secondsFromNow);
        change.content.media = video.isValid() ? video : this->video(title);
        change.status = PinStatus::Scheduled;
        return apply(change);
    }

    PinId apply(const PinChange &change)
    {
        PinStep step;
        step.name = QStringLiteral("test");
        step.changes = {change};
        return must(await<StepOutcome>([&](QObject *context, Done<StepOutcome> done) {
                   store().pins().apply(step, context, std::move(done));
               }))
            .pins.constFirst();
    }

    void edit(PinId id, const std::function<void(PinChange &)> &change)
    {
        const Pin pin = m_plan->pin(id);
        PinChange edited;
        edited.id = id;
        edited.expectedRevision = pin.revision;
        edited.content = pin.content;
        edited.status = pin.status;
        change(edited);
        apply(edited);
    }

    /** Lets time pass in steps until it is so; false: it never was. */
    bool runUntil(const std::function<bool()> &isSo, seconds step = seconds(15), int most = 300)
    {
        for (int i = 0; i < most; ++i) {
            QSignalSpy idle(&publisher(), &Publisher::idle);
            publisher().wake();
            if (!idle.wait(20'000))
                return false;
            storeIsDone(); // or the clock would run ahead of a slow disk
            if (isSo())
                return true;
            m_plan->clock.advance(step);
        }
        return false;
    }

    /** What was to be stored before is. */
    void storeIsDone()
    {
        must(await<void>(
            [this](QObject *context, auto done) { store().releaseMemory(context, done); }));
    }

    bool runUntilStatus(PinId id, PinStatus status, seconds step = seconds(15))
    {
        return runUntil([&] { return statusOf(id) == status; }, step);
    }

    QStringList history(PinId id)
    {
        QStringList lines;
        for (const PinEvent &event : must(store().pins().history(id)))
            lines.append(event.detail);
        return lines;
    }

    /** What has to be true of every video that was published. */
    void verifyPublishedOnce(PinId id, const QString &title, int size = 300'000)
    {
        QCOMPARE(statusOf(id), PinStatus::Published);
        QCOMPARE(pinterest().pins().size(), 1);
        const sandbox::Pin pin = pinterest().pins().constFirst();
        QCOMPARE(pin.title, title);
        QCOMPARE(m_plan->pin(id).remoteId, pin.id);
        const sandbox::Media media = pinterest().state().media.at(pin.mediaId);
        QCOMPARE(media.sha256, sha256Hex(videoBytes(title, size)));
        QVERIFY(!pinterest().imageBytes(pin).isEmpty());
        QVERIFY(!course(id));
    }

    /** A film of which a part has left. */
    PinId uploadUnderWay()
    {
        pinterest().setUploadPace({100'000, 20});
        const PinId id =
            scheduled(QStringLiteral("Film"), 60, video(QStringLiteral("Film"), 6'000'000));
        publisher().start();
        const auto isShown = [&] {
            m_plan->clock.advance(seconds(2));
            return m_plan->pin(id).video && m_plan->pin(id).video->percent > 0;
        };
        if (!waitUntil(isShown))
            qFatal("no progress");
        return id;
    }

    bool isShownAsUploading(PinId id)
    {
        return statusText(m_plan->pin(id), "UTC").contains(QStringLiteral("Uploading")) ||
               !must(store().videos().underWay()).isEmpty();
    }

    /** What a connection of somebody else reads. */
    std::optional<VideoProgress> elsewhere(PinId id)
    {
        Database db;
        if (!db.open(databasePath(store().workspace()), Database::Access::Reader))
            qFatal("no second connection");
        Query query(db, QStringLiteral("SELECT %1 FROM pin WHERE id = ?").arg(videoColumn()));
        query.bind(id);
        return query.next() ? readVideoProgress(query.text(0)) : std::nullopt;
    }

private slots:
    void init() { m_plan = std::make_unique<PlanFixture>(); }
    void cleanup() { m_plan.reset(); }

    void aVideoIsUploadedAheadAndPublishedAtItsTime()
    {
        const PinId id = scheduled(QStringLiteral("Soup"), 20 * 60);
        publisher().start();
        QVERIFY(runUntil([&] { return course(id) && course(id)->step == VideoStep::Succeeded; }));
        QCOMPARE(registrations(), 1);
        QCOMPARE(uploadCount(), 1);
        QCOMPARE(pinterest().postCount(), 0);
        QCOMPARE(statusOf(id), PinStatus::Scheduled);
        QVERIFY(m_plan->clock.now() < *m_plan->pin(id).dueAt - std::chrono::minutes(15));

        QVERIFY(runUntilStatus(id, PinStatus::Published));
        verifyPublishedOnce(id, QStringLiteral("Soup"));
        QCOMPARE(pinterest().postCount(), 1);
        QCOMPARE(registrations(), 1);
        QVERIFY(pinterest().pins().constFirst().createdAt >= *m_plan->pin(id).dueAt);
        QCOMPARE(m_plan->pin(id).lateCause, LateCause::None);
        const QString lines = history(id).join(QLatin1Char('\n'));
        for (const char *line : {"upload begins", "is uploaded", "is processing", "is ready"})
            QVERIFY2(lines.contains(QLatin1String(line)), qPrintable(lines));
    }

    void theCoverThatWasChosenIsSent()
    {
        const PinId id = scheduled(QStringLiteral("Soup"), 60);
        const MediaId cover = m_plan->media(QStringLiteral("cover"));
        edit(id, [cover](PinChange &change) { change.content.cover = cover; });
        publisher().start();
        QVERIFY(runUntilStatus(id, PinStatus::Published));
        const MediaAsset asset = must(store().media().asset(cover));
        QFile file(fileOf(asset));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QImage sent =
            QImage::fromData(pinterest().imageBytes(pinterest().pins().constFirst()));
        QCOMPARE(sent.size(), asset.size);
        QCOMPARE(sent.pixelColor(5, 5), QImage::fromData(file.readAll()).pixelColor(5, 5));
    }

    void nothingBeginsHoursAhead()
    {
        const PinId id = scheduled(QStringLiteral("Soup"), 3 * 3600);
        publisher().start();
        QVERIFY(runUntil([] { return true; }));
        QCOMPARE(registrations(), 0);
        m_plan->clock.advance(seconds(3 * 3600 - 31 * 60));
        QVERIFY(runUntil([] { return true; }));
        QCOMPARE(registrations(), 0);
        m_plan->clock.advance(seconds(61));
        QVERIFY(runUntil([] { return true; }));
        QCOMPARE(registrations(), 1);
        QVERIFY(course(id));
    }

    void picturesGoOutMeanwhile()
    {
        pinterest().setUploadPace({20'000, 50});
        const PinId slow =
            scheduled(QStringLiteral("Film"), 0, video(QStringLiteral("Film"), 3'000'000));
        const PinId picture = m_plan->scheduled(QStringLiteral("Picture"), 1);
        publisher().start();
        m_plan->clock.advance(seconds(2));
        publisher().wake();
        QTRY_COMPARE(statusOf(picture), PinStatus::Published);
        QCOMPARE(statusOf(slow), PinStatus::Scheduled);
        QCOMPARE(pinterest().postCount(), 1);
        QTRY_COMPARE(uploadCount(), 1);
        QVERIFY(course(slow) && course(slow)->step == VideoStep::Registered);
    }

    void anAccountUploadsOneAtATime()
    {
        pinterest().setUploadPace({20'000, 50});
        scheduled(QStringLiteral("Film"), 60, video(QStringLiteral("Film"), 3'000'000));
        scheduled(QStringLiteral("Second"), 61);
        publisher().start();
        QTRY_COMPARE(uploadCount(), 1);
        publisher().wake();
        QSignalSpy changed(&store(), &Store::changed);
        QTRY_VERIFY2_WITH_TIMEOUT((m_plan->clock.advance(seconds(2)), !changed.isEmpty()),
                                  "no progress", 30000);
        QCOMPARE(registrations(), 1);
    }

    void progressIsShown()
    {
        pinterest().setUploadPace({100'000, 20});
        const PinId id =
            scheduled(QStringLiteral("Film"), 60, video(QStringLiteral("Film"), 6'000'000));
        publisher().start();
        QTRY_VERIFY(uploadCount() == 1);
        QSignalSpy changed(&store(), &Store::changed);
        QTRY_VERIFY2((m_plan->clock.advance(seconds(2)),
                      m_plan->pin(id).video && m_plan->pin(id).video->percent > 0),
                     "no progress");
        const Pin pin = m_plan->pin(id);
        QCOMPARE(pin.video->step, VideoStep::Registered);
        QCOMPARE(statusText(pin, "UTC"), QStringLiteral("Uploading %1 %").arg(pin.video->percent));
    }

    void anUploadThatWasGivenUpIsNotShown_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("a later date") << "later";
        QTest::newRow("a draft") << "draft";
        QTest::newRow("paused") << "paused";
        QTest::newRow("the program ends") << "end";
    }
    void anUploadThatWasGivenUpIsNotShown()
    {
        QFETCH(QString, how);
        const PinId id = uploadUnderWay();
        QVERIFY(isShownAsUploading(id));
        QSignalSpy idle(&publisher(), &Publisher::idle);
        if (how == QLatin1String("later")) {
            edit(id, [this](PinChange &change) {
                change.content.planned = WallTime::fromUtc(
                    m_plan->clock.now() + std::chrono::hours(72), m_plan->account.zone);
            });
            QVERIFY(idle.wait());
        } else if (how == QLatin1String("draft")) {
            edit(id, [](PinChange &change) { change.status = PinStatus::Draft; });
            QVERIFY(idle.wait());
            edit(id, [](PinChange &change) { change.status = PinStatus::Scheduled; });
            m_plan->workspace->settings().setPublisherPaused(true);
        } else if (how == QLatin1String("paused")) {
            m_plan->workspace->settings().setPublisherPaused(true);
            QVERIFY(idle.wait());
        } else {
            publisher().stop();
            m_plan->restart();
        }
        QVERIFY(course(id) && course(id)->step == VideoStep::Registered);
        QTRY_VERIFY(!isShownAsUploading(id));
        QCOMPARE(statusText(m_plan->pin(id), "UTC"), QStringLiteral("Scheduled"));
    }

    void anUploadOfAKilledProgramIsNotShown()
    {
        const PinId id = uploadUnderWay();
        // The window's own connection, and others, as searches and other programs have.
        QVERIFY(isShownAsUploading(id));
        QVERIFY(elsewhere(id));
        publisher().stop();
        m_plan->restart();
        m_plan->writeBehind({QStringLiteral("UPDATE video_upload SET uploading_at = %1")
                                 .arg(toEpoch(m_plan->clock.now()))});
        QVERIFY(!isShownAsUploading(id));
        QVERIFY(!elsewhere(id));
        // Nor once the next one publishes, which has something else to do.
        m_plan->workspace->settings().setPublisherPaused(true);
        publisher().start();
        QTRY_VERIFY(hasPublisher(store().workspace()));
        QTRY_VERIFY(!isShownAsUploading(id));
        QVERIFY(!elsewhere(id));
    }

    void aHostThatTakesNothingIsTriedAgainAfterAWait_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::newRow("busy") << "busy";
        QTest::newRow("cut") << "cut";
        QTest::newRow("taken, and not known of") << "unknown";
    }
    void aHostThatTakesNothingIsTriedAgainAfterAWait()
    {
        QFETCH(QString, fault);
        if (fault == QLatin1String("busy"))
            pinterest().answerNextWith("POST", uploads, 503, {}, {}, -1);
        else if (fault == QLatin1String("unknown"))
            pinterest().answerNextWith("POST", uploads, 204, {}, {}, -1);
        else
            pinterest().cutNextBodyAfter(100'000, uploads);
        const PinId id = scheduled(QStringLiteral("Soup"), 25 * 60);
        QList<UtcTime> begun;
        const auto isBlocked = [&] {
            if (fault == QLatin1String("cut"))
                pinterest().cutNextBodyAfter(100'000, uploads);
            while (begun.size() < uploadCount())
                begun.append(m_plan->clock.now());
            return statusOf(id) == PinStatus::Blocked;
        };
        publisher().start();
        // A restart forgets nothing of it.
        QVERIFY(runUntil([&] { return isBlocked() || begun.size() == 2; }, seconds(2)));
        QCOMPARE(begun.size(), 2);
        QVERIFY(course(id));
        m_plan->restart();
        publisher().start();
        QVERIFY(runUntil(isBlocked, seconds(2)));
        QCOMPARE(uploadCount(), mostInterruptedUploads);
        QCOMPARE(registrations(), mostInterruptedUploads);
        for (int tries = 1; tries < begun.size(); ++tries)
            QVERIFY(begun.at(tries) - begun.at(tries - 1) >= seconds(1));
        const QString text = problemText(m_plan->pin(id));
        QVERIFY2(text.contains(QStringLiteral("came to nothing 5 times")), qPrintable(text));
        const QString lines = history(id).join(QLatin1Char('\n'));
        for (const char *line : {"(try 1 of 5)", "(try 2)", "(try 4 of 5)", "(try 5 of 5)"})
            QVERIFY2(lines.contains(QLatin1String(line)), qPrintable(lines));

        // Let go again by a person, all of its tries are new.
        pinterest().clearFaults();
        edit(id, [](PinChange &change) { change.status = PinStatus::Scheduled; });
        QVERIFY(runUntilStatus(id, PinStatus::Published));
        verifyPublishedOnce(id, QStringLiteral("Soup"));
    }

    void aDuePinSaysAtOnceThatItsUploadWasInterrupted()
    {
        pinterest().answerNextWith("POST", uploads, 503);
        const PinId id = scheduled(QStringLiteral("Soup"), 0);
        QSignalSpy happened(&publisher(), &Publisher::happened);
        publisher().start();
        QVERIFY(runUntil([&] { return uploadCount() == 1 && !happened.isEmpty(); }, seconds(0)));
        const auto event = happened.constFirst().constFirst().value<PublisherEvent>();
        QCOMPARE(event.kind, PublisherEvent::Kind::Retry);
        QCOMPARE(event.pin, id);
        QVERIFY(event.nextAttemptAt && *event.nextAttemptAt > m_plan->clock.now());
        QCOMPARE(statusOf(id), PinStatus::Failed);
        QVERIFY(statusText(m_plan->pin(id), "UTC").startsWith(QStringLiteral("Retrying ")));
        const QString text = problemText(m_plan->pin(id));
        QVERIFY2(text.contains(QStringLiteral("was interrupted")), qPrintable(text));
        QVERIFY(runUntilStatus(id, PinStatus::Published));
        verifyPublishedOnce(id, QStringLiteral("Soup"));
    }

    void aPinThatIsDueTakesTheLaneOfALaterOne()
    {
        pinterest().setUploadPace({20'000, 50});
        const PinId film =
            scheduled(QStringLiteral("Film"), 25 * 60, video(QStringLiteral("Film"), 3'000'000));
        publisher().start();
        QTRY_COMPARE(uploadCount(), 1);
        // One that has the time waits.
        const PinId later = scheduled(QStringLiteral("Patient"), 20 * 60);
        const PinId due = scheduled(QStringLiteral("Soup"), 30);
        QTRY_COMPARE(uploadCount(), 2);
        QVERIFY(!course(later));
        QCOMPARE(m_plan->pin(film).video, std::nullopt);
        QCOMPARE(course(film)->tries, 1);
        pinterest().setUploadPace({});
        QVERIFY(runUntilStatus(due, PinStatus::Published));
        verifyPublishedOnce(due, QStringLiteral("Soup"));
        QVERIFY(m_plan->pin(due).publishedAt.value() - *m_plan->pin(due).dueAt < seconds(60));
        QVERIFY(history(film).join(QLatin1Char('\n')).contains(QStringLiteral("makes way")));
        QVERIFY(runUntilStatus(later, PinStatus::Published));
        QVERIFY(runUntilStatus(film, PinStatus::Published));
        QCOMPARE(pinterest().pins().size(), 3);
        QCOMPARE(m_plan->pin(film).lateCause, LateCause::None);
    }

    void aDuePinThatWaitsForAnEarlierOnesUploadSaysWhy()
    {
        pinterest().setUploadPace({20'000, 50});
        const PinId film =
            scheduled(QStringLiteral("Film"), 60, video(QStringLiteral("Film"), 3'000'000));
        const PinId second = scheduled(QStringLiteral("Second"), 61);
        QSignalSpy happened(&publisher(), &Publisher::happened);
        publisher().start();
        QTRY_COMPARE(uploadCount(), 1);
        m_plan->clock.advance(seconds(62));
        publisher().wake();
        QTRY_COMPARE(statusOf(second), PinStatus::Failed);
        const QString text = problemText(m_plan->pin(second));
        QVERIFY2(text.contains(QStringLiteral("Another video of this account")), qPrintable(text));
        QTRY_COMPARE(happened.size(), 1);
        pinterest().setUploadPace({});
        // Its turn comes before the time at which it would be looked at again.
        QVERIFY(runUntilStatus(second, PinStatus::Published));
        QVERIFY(runUntilStatus(film, PinStatus::Published));
        QVERIFY(m_plan->pin(second).publishedAt.value() - *m_plan->pin(second).dueAt <
                std::chrono::minutes(3));
        QCOMPARE(pinterest().pins().size(), 2);
    }

    void aVideoThatIsLateSaysWhy()
    {
        sandbox::MediaCourse slow;
        slow.lasts = std::chrono::minutes(12);
        pinterest().setMediaCourse(slow);
        const PinId id = scheduled(QStringLiteral("Soup"), 60);
        publisher().start();
        QVERIFY(runUntil([&] {
            return m_plan->pin(id).video && m_plan->pin(id).video->step == VideoStep::Processing;
        }));
        QCOMPARE(statusText(m_plan->pin(id), "UTC"), QStringLiteral("Preparing video"));
        QVERIFY(runUntilStatus(id, PinStatus::Published));
        verifyPublishedOnce(id, QStringLiteral("Soup"));
        QCOMPARE(m_plan->pin(id).lateCause, LateCause::Video);
        QVERIFY(lateText(m_plan->pin(id), "UTC").contains(QStringLiteral("video was not ready")));
    }

    void aRestartGoesOnWhereItWas_data()
    {
        QTest::addColumn<QString>("when");
        QTest::addColumn<int>("registrations");
        QTest::newRow("while registering") << "register" << 2;
        QTest::newRow("while uploading") << "upload" << 2;
        QTest::newRow("after an upload whose answer was not stored") << "answer" << 1;
        QTest::newRow("uploaded") << "uploaded" << 1;
        QTest::newRow("processing") << "processing" << 1;
        QTest::newRow("ready") << "ready" << 1;
        QTest::newRow("while it was created") << "create" << 1;
    }
    void aRestartGoesOnWhereItWas()
    {
        QFETCH(QString, when);
        QFETCH(int, registrations);
        const PinId id = scheduled(QStringLiteral("Soup"), 10 * 60);
        if (when == QLatin1String("register"))
            pinterest().hangNext("POST", mediaPath);
        else if (when == QLatin1String("upload"))
            pinterest().hangNext("POST", uploads);
        else if (when == QLatin1String("answer"))
            pinterest().addFault({sandbox::Fault::Kind::Delay,
                                  1,
                                  0,
                                  true,
                                  "POST",
                                  uploads,
                                  {},
                                  204,
                                  {},
                                  {},
                                  0,
                                  600'000});
        publisher().start();
        const auto isAt = [&](VideoStep step) { return course(id) && course(id)->step == step; };
        if (when == QLatin1String("register")) {
            QTRY_COMPARE(this->registrations(), 1);
        } else if (when == QLatin1String("upload")) {
            QTRY_VERIFY(!pinterest().requests("POST", uploads).isEmpty() &&
                        pinterest().requests("POST", uploads).constLast().complete);
        } else if (when == QLatin1String("answer")) {
            QTRY_VERIFY(!pinterest().media().isEmpty() &&
                        pinterest().media().constFirst().uploads == 1);
        } else if (when == QLatin1String("uploaded")) {
            QTRY_VERIFY(isAt(VideoStep::Uploaded));
        } else if (when == QLatin1String("processing")) {
            QVERIFY(runUntil([&] { return isAt(VideoStep::Processing); }, seconds(2)));
        } else {
            QVERIFY(runUntil([&] { return isAt(VideoStep::Succeeded); }));
        }
        if (when == QLatin1String("create")) {
            pinterest().addFault({sandbox::Fault::Kind::Delay,
                                  1,
                                  0,
                                  true,
                                  "POST",
                                  QStringLiteral("/v5/pins"),
                                  {},
                                  201,
                                  {},
                                  {},
                                  0,
                                  600'000});
            m_plan->clock.advance(std::chrono::minutes(10));
            publisher().wake();
            QTRY_COMPARE(pinterest().pins().size(), 1);
        }
        m_plan->restart();
        publisher().start();
        QVERIFY(runUntilStatus(id, PinStatus::Published));
        verifyPublishedOnce(id, QStringLiteral("Soup"));
        QCOMPARE(pinterest().postCount(), 1);
        QCOMPARE(this->registrations(), registrations);
    }

    void faultsOnTheWayEndInOnePin_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("registrations");
        QTest::addColumn<int>("uploads");
        const auto row = [](const char *name, int registrations, int uploads) {
            QTest::newRow(name) << QString::fromLatin1(name) << registrations << uploads;
        };
        row("lost registration", 2, 1);
        row("registration 500", 2, 1);
        row("registration garbage", 2, 1);
        row("upload cut", 2, 2);
        row("upload dropped", 2, 2);
        row("upload lost answer", 1, 1);
        row("upload 403", 2, 2);
        row("upload 500", 2, 2);
        row("signature expired once", 2, 2);
        row("look 500", 1, 1);
        row("look garbage", 1, 1);
        row("forgotten before its time", 2, 2);
        row("lost answer of the pin", 1, 1);
        row("pin 503 without effect", 1, 1);
    }
    void faultsOnTheWayEndInOnePin()
    {
        QFETCH(QString, fault);
        QFETCH(int, registrations);
        QFETCH(int, uploads);
        const QString look = mediaPath + QLatin1Char('/');
        const PinId id = scheduled(QStringLiteral("Soup"), 20 * 60);
        if (fault == QLatin1String("lost registration"))
            pinterest().dropNextAfterCommit("POST", mediaPath);
        else if (fault == QLatin1String("registration 500"))
            pinterest().answerNextWith("POST", mediaPath, 500);
        else if (fault == QLatin1String("registration garbage"))
            pinterest().garbageNext("POST", mediaPath);
        else if (fault == QLatin1String("upload cut"))
            pinterest().cutNextBodyAfter(100'000, ::uploads);
        else if (fault == QLatin1String("upload dropped"))
            pinterest().dropNextBeforeCommit("POST", ::uploads);
        else if (fault == QLatin1String("upload lost answer"))
            pinterest().dropNextAfterCommit("POST", ::uploads);
        else if (fault == QLatin1String("upload 403"))
            pinterest().answerNextWith("POST", ::uploads, 403);
        else if (fault == QLatin1String("upload 500"))
            pinterest().answerNextWith("POST", ::uploads, 500);
        else if (fault == QLatin1String("signature expired once"))
            pinterest().answerNextWith(
                "POST", ::uploads, 403, {},
                "<Error><Code>AccessDenied</Code><Message>Policy expired.</Message></Error>");
        else if (fault == QLatin1String("look 500"))
            pinterest().answerNextWith("GET", look, 500, {}, {}, 4);
        else if (fault == QLatin1String("look garbage"))
            pinterest().garbageNext("GET", look);
        else if (fault == QLatin1String("lost answer of the pin"))
            pinterest().dropNextAfterCommit("POST", QStringLiteral("/v5/pins"));
        else if (fault == QLatin1String("pin 503 without effect"))
            pinterest().answerNextWith("POST", QStringLiteral("/v5/pins"), 503);
        publisher().start();
        if (fault == QLatin1String("forgotten before its time")) {
            QVERIFY(
                runUntil([&] { return course(id) && course(id)->step == VideoStep::Succeeded; }));
            pinterest().forgetMedia(course(id)->remoteId);
            // What is known is old by then, so that it is asked for again.
            edit(id, [this](PinChange &change) {
                change.content.planned = WallTime::fromUtc(
                    m_plan->clock.now() + std::chrono::hours(2), m_plan->account.zone);
            });
        }
        QVERIFY(runUntilStatus(id, PinStatus::Published, seconds(20)) ||
                runUntilStatus(id, PinStatus::Published, seconds(60)));
        verifyPublishedOnce(id, QStringLiteral("Soup"));
        QCOMPARE(this->registrations(), registrations);
        QCOMPARE(uploadCount(), uploads);
    }

    void whatCantBeMendedWaitsForAPerson_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("processing fails") << "fails" << ErrorKind::Video << "could not process";
        QTest::newRow("upload refused") << "refused" << ErrorKind::Video << "refused the upload";
        QTest::newRow("file gone") << "gone" << ErrorKind::Video << "missing";
        QTest::newRow("registration refused")
            << "400" << ErrorKind::Rejected << "no videos for you";
        QTest::newRow("trial access") << "29" << ErrorKind::AccessTier << "trial access";
        QTest::newRow("pin refused") << "pin" << ErrorKind::Rejected << "refused";
    }
    void whatCantBeMendedWaitsForAPerson()
    {
        QFETCH(QString, fault);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, words);
        const PinId id = scheduled(QStringLiteral("Soup"), 5 * 60);
        sandbox::MediaCourse failing;
        failing.fails = true;
        const MediaAsset asset = must(store().media().asset(m_plan->pin(id).content.media));
        if (fault == QLatin1String("fails"))
            pinterest().setMediaCourse(failing);
        else if (fault == QLatin1String("refused"))
            pinterest().answerNextWith("POST", uploads, 403, {}, {}, -1);
        else if (fault == QLatin1String("gone"))
            QVERIFY(QFile::rename(fileOf(asset), fileOf(asset) + QStringLiteral(".away")));
        else if (fault == QLatin1String("400"))
            pinterest().answerNextWith("POST", mediaPath, 400, {},
                                       R"({"code":1,"message":"no videos for you"})");
        else if (fault == QLatin1String("29"))
            pinterest().answerNextWith("POST", mediaPath, 403, {},
                                       R"({"code":29,"message":"Trial"})");
        else
            pinterest().answerNextWith("POST", QStringLiteral("/v5/pins"), 400);
        publisher().start();
        QVERIFY(runUntilStatus(id, PinStatus::Blocked));
        QCOMPARE(m_plan->pin(id).lastError->kind, kind);
        const QString text = problemText(m_plan->pin(id));
        QVERIFY2(text.contains(words), qPrintable(text));
        const int before = registrations();
        QVERIFY(before <= mostRefusedUploads);
        if (fault == QLatin1String("refused")) {
            QCOMPARE(before, mostRefusedUploads);
            // What happened, then what follows from it.
            const QList<PinEvent> events = must(store().pins().history(id));
            QCOMPARE(events.constLast().to, PinStatus::Blocked);
            const QString last = events.at(events.size() - 2).detail;
            QVERIFY2(last.contains(QStringLiteral("was refused: HTTP 403")) &&
                         last.contains(QStringLiteral("(try 3 of 3)")),
                     qPrintable(last));
        }
        m_plan->clock.advance(std::chrono::minutes(2));
        QVERIFY(runUntil([] { return true; }));
        QCOMPARE(registrations(), before); // nothing goes on by itself

        // Mended, and let go again by a person.
        pinterest().clearFaults();
        pinterest().setMediaCourse({});
        if (fault == QLatin1String("gone"))
            QVERIFY(QFile::rename(fileOf(asset) + QStringLiteral(".away"), fileOf(asset)));
        if (fault == QLatin1String("29"))
            return; // its account waits for a person too
        edit(id, [](PinChange &change) { change.status = PinStatus::Scheduled; });
        QVERIFY(runUntilStatus(id, PinStatus::Published));
        verifyPublishedOnce(id, QStringLiteral("Soup"));
        QCOMPARE(pinterest().pins().size(), 1);
    }

    void processingForEverIsSaidAndLookedAtAgain()
    {
        sandbox::MediaCourse endless;
        endless.ends = false;
        pinterest().setMediaCourse(endless);
        const PinId id = scheduled(QStringLiteral("Soup"), 60);
        publisher().start();
        QVERIFY(runUntilStatus(id, PinStatus::Failed));
        const Pin waiting = m_plan->pin(id);
        QCOMPARE(waiting.lastError->kind, ErrorKind::Video);
        QVERIFY(problemText(waiting).contains(QStringLiteral("still preparing")));
        QVERIFY(*waiting.nextAttemptAt > m_plan->clock.now() + std::chrono::minutes(50));
        const int looks = int(pinterest().requests("GET", mediaPath).size());
        QVERIFY(looks > 50 && looks < 70);
        pinterest().setMediaCourse({});
        QVERIFY(runUntilStatus(id, PinStatus::Published, seconds(60)));
        verifyPublishedOnce(id, QStringLiteral("Soup"));
        QCOMPARE(registrations(), 1);
    }

    void processingForMoreThanADayIsGivenUp()
    {
        sandbox::MediaCourse endless;
        endless.ends = false;
        pinterest().setMediaCourse(endless);
        const PinId id = scheduled(QStringLiteral("Soup"), 60);
        publisher().start();
        QVERIFY(runUntilStatus(id, PinStatus::Blocked, std::chrono::minutes(20)) ||
                runUntilStatus(id, PinStatus::Blocked, std::chrono::minutes(20)) ||
                runUntilStatus(id, PinStatus::Blocked, std::chrono::minutes(20)));
        QVERIFY(problemText(m_plan->pin(id)).contains(QStringLiteral("more than a day")));
    }

    void otherTextsNeedNoOtherUpload()
    {
        const PinId id = scheduled(QStringLiteral("Soup"), 10 * 60);
        publisher().start();
        QVERIFY(runUntil([&] { return course(id) && course(id)->step == VideoStep::Succeeded; }));
        edit(id, [](PinChange &change) { change.content.description = QStringLiteral("Better"); });
        QVERIFY(runUntilStatus(id, PinStatus::Published));
        verifyPublishedOnce(id, QStringLiteral("Soup"));
        QCOMPARE(pinterest().pins().constFirst().description, QStringLiteral("Better"));
        QCOMPARE(registrations(), 1);
    }

    void anotherVideoIsUploadedInItsPlace()
    {
        const PinId id = scheduled(QStringLiteral("Soup"), 10 * 60, video(QStringLiteral("First")));
        publisher().start();
        QVERIFY(runUntil([&] { return course(id) && course(id)->step == VideoStep::Succeeded; }));
        const MediaId other = video(QStringLiteral("Soup"));
        edit(id, [other](PinChange &change) { change.content.media = other; });
        QVERIFY(!course(id));
        QVERIFY(runUntilStatus(id, PinStatus::Published));
        verifyPublishedOnce(id, QStringLiteral("Soup"));
        QCOMPARE(registrations(), 2);
    }

    void whatIsTakenOffTheCalendarIsNotUploadedAnyMore_data()
    {
        QTest::addColumn<bool>("removed");
        QTest::newRow("deleted") << true;
        QTest::newRow("a draft again") << false;
    }
    void whatIsTakenOffTheCalendarIsNotUploadedAnyMore()
    {
        QFETCH(bool, removed);
        pinterest().setUploadPace({20'000, 50});
        const PinId id =
            scheduled(QStringLiteral("Film"), 60, video(QStringLiteral("Film"), 3'000'000));
        publisher().start();
        QTRY_COMPARE(uploadCount(), 1);
        edit(id, [removed](PinChange &change) {
            change.removed = removed;
            change.status = removed ? change.status : PinStatus::Draft;
        });
        // Nothing is at work any more, though the upload would have taken seconds.
        QVERIFY(runUntil([] { return true; }));
        QCOMPARE(pinterest().media().constFirst().uploads, 0);
        QCOMPARE(registrations(), 1);
    }

    void pausingStopsAnUpload()
    {
        pinterest().setUploadPace({20'000, 50});
        const PinId id =
            scheduled(QStringLiteral("Film"), 60, video(QStringLiteral("Film"), 600'000));
        publisher().start();
        QTRY_COMPARE(uploadCount(), 1);
        m_plan->workspace->settings().setPublisherPaused(true);
        QSignalSpy idle(&publisher(), &Publisher::idle);
        QVERIFY(idle.wait());
        QCOMPARE(pinterest().media().constFirst().uploads, 0);
        pinterest().setUploadPace({});
        m_plan->workspace->settings().setPublisherPaused(false);
        QVERIFY(runUntilStatus(id, PinStatus::Published));
        verifyPublishedOnce(id, QStringLiteral("Film"), 600'000);
    }

    void theSandboxTakesNoVideos()
    {
        const PinId id = scheduled(QStringLiteral("Soup"), 60);
        m_plan->writeBehind({QStringLiteral("UPDATE account SET environment = 'sandbox' WHERE "
                                            "environment = 'custom'")});
        m_plan->restart();
        publisher().start();
        QVERIFY(runUntilStatus(id, PinStatus::Blocked));
        QVERIFY(problemText(m_plan->pin(id)).contains(QStringLiteral("sandbox takes no videos")));
        QCOMPARE(registrations(), 0);
    }

    void requestsOfVideosCountAgainstTheLimits()
    {
        RequestLimits limits = standardLimits();
        limits.write.perMinute = 1;
        m_plan->workspace->settings().setRequestLimits(m_plan->account.id, limits);
        const PinId id = scheduled(QStringLiteral("Soup"), 5 * 60);
        publisher().start();
        QVERIFY(runUntil([&] { return course(id).has_value(); }));
        // The one write of this minute was the registration.
        const PinId picture = m_plan->scheduled(QStringLiteral("Picture"), 0);
        QVERIFY(runUntilStatus(picture, PinStatus::Published, seconds(5)));
        QCOMPARE(m_plan->pin(picture).lateCause, LateCause::Limit);
    }
};

QTEST_GUILESS_MAIN(TestVideos)
#include "tst_videos.moc"
