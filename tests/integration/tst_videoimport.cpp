// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/libraryfile.h"
#include "media/mediaimport.h"
#include "media/thumbnail.h"
#include "media/videoframe.h"
#include "media/videoprobe.h"
#include "media/videotool.h"
#include "support/photos.h"
#include "support/testvideos.h"

#include <QDir>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

namespace {

QStringList colour(const QString &name, double seconds, const QString &size)
{
    return {QStringLiteral("-f"), QStringLiteral("lavfi"), QStringLiteral("-i"),
            QStringLiteral("color=%1:size=%2:rate=10:duration=%3").arg(name, size).arg(seconds)};
}

} // namespace

/** Videos of the user become files of the library: looked into by ffprobe, in a process of its own
 * that can hang, crash or not be there, copied in pieces, shown by a frame. */
class TestVideoImport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_videos = std::make_unique<QTemporaryDir>();
        m_good = makeVideo(m_videos->filePath(QStringLiteral("cake.mp4")));
    }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = m_folder->filePath(QStringLiteral("workspace"));
        QVERIFY(QDir().mkpath(m_workspace));
    }

    void aVideoIsTakenInWithItsPoster()
    {
        QList<std::pair<qint64, qint64>> told;
        ImportWatch watch;
        watch.progress = [&told](qint64 done, qint64 total) { told.append({done, total}); };
        const auto imported = importMediaFile(m_good, {}, m_workspace, watch);
        QVERIFY2(imported, imported ? "" : qUtf8Printable(imported.error().detail));
        const MediaAsset &video = imported->asset;
        QCOMPARE(video.kind, MediaKind::Video);
        QCOMPARE(video.format, QStringLiteral("mp4"));
        QCOMPARE(video.fileName, QStringLiteral("cake.mp4"));
        QCOMPARE(video.size, QSize(216, 324));
        QCOMPARE(video.duration, 5000ms);
        QCOMPARE(video.codec, QStringLiteral("h264"));
        QFile file(m_good);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QCOMPARE(video.bytes, qint64(bytes.size()));
        QCOMPARE(video.sha256, sha256Of(bytes));
        QCOMPARE(*readLibraryFile(video, m_workspace), bytes);
        QVERIFY(imported->poster);
        QCOMPARE(imported->poster->kind, MediaKind::Still);
        QCOMPARE(imported->poster->size, video.size);
        QCOMPARE(imported->poster->duration, 1000ms);
        QVERIFY(imported->poster->pictureHash);
        QVERIFY(hasThumbnail(imported->poster->sha256, m_workspace));
        // The video, its poster, the poster's thumbnail; and nothing half-made.
        QCOMPARE(filesBelow(m_workspace).size(), 3);
        QCOMPARE(told.first().first, qint64(0));
        QCOMPARE(told.last(), std::pair(video.bytes, video.bytes));
        // Once more it is the same.
        const auto again =
            importMediaFile(m_good, QStringLiteral("other.mp4"), m_workspace, ImportWatch());
        QVERIFY(again);
        QCOMPARE(again->asset.sha256, video.sha256);
        QCOMPARE(again->asset.fileName, QStringLiteral("other.mp4"));
        QCOMPARE(again->poster->sha256, imported->poster->sha256);
        QCOMPARE(filesBelow(m_workspace).size(), 3);
    }

    void videosAreKnownByTheirContent()
    {
        const QString named = m_folder->filePath(QStringLiteral("cake"));
        QVERIFY(QFile::copy(m_good, named));
        const auto imported = importMediaFile(named, {}, m_workspace, ImportWatch());
        QVERIFY(imported);
        QVERIFY(imported->asset.isVideo());
        const QString mov = m_folder->filePath(QStringLiteral("cake.MOV"));
        runFfmpeg(
            {QStringLiteral("-i"), m_good, QStringLiteral("-c"), QStringLiteral("copy"), mov});
        QCOMPARE(importMediaFile(mov, {}, m_workspace, ImportWatch())->asset.format,
                 QStringLiteral("mov"));
        const QString m4v = m_folder->filePath(QStringLiteral("cake.m4v"));
        runFfmpeg({QStringLiteral("-i"), m_good, QStringLiteral("-c"), QStringLiteral("copy"),
                   QStringLiteral("-brand"), QStringLiteral("M4V "), m4v});
        QCOMPARE(importMediaFile(m4v, {}, m_workspace, ImportWatch())->asset.format,
                 QStringLiteral("m4v"));
    }

    void aTurnedVideoHasTheSizeThatIsSeen()
    {
        // As a telephone makes it: lying, with a note to turn it.
        const QString lying =
            makeVideo(m_folder->filePath(QStringLiteral("lying.mp4")), 5, QSize(324, 216));
        const QString turned = m_folder->filePath(QStringLiteral("turned.mp4"));
        runFfmpeg({QStringLiteral("-i"), lying, QStringLiteral("-c"), QStringLiteral("copy"),
                   QStringLiteral("-metadata:s:v:0"), QStringLiteral("rotate=90"), turned});
        const auto imported = importMediaFile(turned, {}, m_workspace, ImportWatch());
        QVERIFY(imported);
        QCOMPARE(imported->asset.size, QSize(216, 324));
        QCOMPARE(imported->poster->size, QSize(216, 324));
    }

    void pixelsThatAreNotSquareAreMadeSo()
    {
        const QString wide = m_folder->filePath(QStringLiteral("wide.mp4"));
        runFfmpeg({QStringLiteral("-i"), m_good, QStringLiteral("-vf"), QStringLiteral("setsar=2"),
                   wide});
        const auto imported = importMediaFile(wide, {}, m_workspace, ImportWatch());
        QVERIFY(imported);
        QCOMPARE(imported->asset.size, QSize(432, 324));
        QCOMPARE(imported->poster->size, QSize(432, 324));
    }

    void aThreeHourVideoIsTakenAndItsLengthKnown()
    {
        const QString film = m_folder->filePath(QStringLiteral("film.mp4"));
        runFfmpeg({QStringLiteral("-f"), QStringLiteral("lavfi"), QStringLiteral("-i"),
                   QStringLiteral("color=red:size=64x96:rate=0.1:duration=10800"),
                   QStringLiteral("-c:v"), QStringLiteral("libx264"), QStringLiteral("-preset"),
                   QStringLiteral("ultrafast"), film});
        const auto imported = importMediaFile(film, {}, m_workspace, ImportWatch());
        QVERIFY(imported);
        QCOMPARE(imported->asset.duration, std::chrono::milliseconds(3h));
    }

    void aBlackBeginningIsNoPoster()
    {
        const QString film = m_folder->filePath(QStringLiteral("film.mp4"));
        runFfmpeg(colour(QStringLiteral("black"), 4, QStringLiteral("64x96")) +
                  colour(QStringLiteral("white"), 4, QStringLiteral("64x96")) +
                  QStringList{QStringLiteral("-filter_complex"),
                              QStringLiteral("[0:v][1:v]concat=n=2:v=1"), film});
        std::atomic<bool> cancelled = false;
        const auto poster = posterFrame(film, QStringLiteral("film.mp4"), 8000ms, cancelled);
        QVERIFY(poster);
        QCOMPARE(poster->at, 4000ms);
        QVERIFY(qGray(poster->image.pixel(10, 10)) > 200);
    }

    void framesHaveTheColoursOfTheVideoAtThatTime()
    {
        const QString film = m_folder->filePath(QStringLiteral("film.mp4"));
        runFfmpeg(colour(QStringLiteral("red"), 2, QStringLiteral("64x96")) +
                  colour(QStringLiteral("blue"), 2, QStringLiteral("64x96")) +
                  QStringList{QStringLiteral("-filter_complex"),
                              QStringLiteral("[0:v][1:v]concat=n=2:v=1"), film});
        std::atomic<bool> cancelled = false;
        const auto colourAt = [&](std::chrono::milliseconds at) {
            const Result<QImage> frame =
                videoFrame(film, QStringLiteral("film.mp4"), at, QSize(32, 32), cancelled);
            return frame ? frame->pixelColor(frame->rect().center()) : QColor();
        };
        QVERIFY(colourAt(0ms).red() > 200);
        QVERIFY(colourAt(1800ms).red() > 200);
        QVERIFY(colourAt(2000ms).blue() > 200);
        // At its end, and past it, it is the last one.
        QVERIFY(colourAt(4000ms).blue() > 200);
        const Result<QImage> small =
            videoFrame(film, QStringLiteral("film.mp4"), 0ms, QSize(32, 32), cancelled);
        QCOMPARE(small->size(), QSize(21, 32));
        // None is made larger than it is.
        QCOMPARE(
            videoFrame(film, QStringLiteral("film.mp4"), 0ms, QSize(999, 999), cancelled)->size(),
            QSize(64, 96));
    }

    void aPosterOfAnHdrVideoIsNotPale_data()
    {
        QTest::addColumn<QString>("transfer");
        QTest::newRow("PQ") << "smpte2084";
        QTest::newRow("HLG") << "arib-std-b67";
    }
    void aPosterOfAnHdrVideoIsNotPale()
    {
        QFETCH(QString, transfer);
        const QColor orange(0xc0, 0x70, 0x30);
        const QString film = m_folder->filePath(QStringLiteral("film.mp4"));
        // As a phone films it: the colours of BT.2020 in ten bits.
        runFfmpeg({QStringLiteral("-f"),
                   QStringLiteral("lavfi"),
                   QStringLiteral("-i"),
                   QStringLiteral("color=0xC07030:size=66x98:rate=5:duration=4"),
                   QStringLiteral("-vf"),
                   QStringLiteral("format=gbrpf32le,zscale=tin=iec61966-2-1:pin=bt709:min=gbr:"
                                  "t=%1:p=bt2020:m=bt2020nc:npl=203,format=yuv420p10le")
                       .arg(transfer),
                   QStringLiteral("-c:v"),
                   QStringLiteral("libx265"),
                   QStringLiteral("-preset"),
                   QStringLiteral("ultrafast"),
                   QStringLiteral("-x265-params"),
                   QStringLiteral("log-level=none"),
                   QStringLiteral("-tag:v"),
                   QStringLiteral("hvc1"),
                   QStringLiteral("-color_trc"),
                   transfer,
                   QStringLiteral("-color_primaries"),
                   QStringLiteral("bt2020"),
                   QStringLiteral("-colorspace"),
                   QStringLiteral("bt2020nc"),
                   film});
        const auto farFromOrange = [&orange](const QImage &image) {
            const QColor middle = image.pixelColor(image.rect().center());
            return std::max({std::abs(middle.red() - orange.red()),
                             std::abs(middle.green() - orange.green()),
                             std::abs(middle.blue() - orange.blue())});
        };
        const auto imported = importMediaFile(film, {}, m_workspace, ImportWatch());
        QVERIFY2(imported, imported ? "" : qPrintable(imported.error().detail));
        QCOMPARE(imported->poster->size, QSize(66, 98));
        const QImage poster(libraryPath(*imported->poster, m_workspace));
        QVERIFY2(farFromOrange(poster) < 16,
                 qPrintable(poster.pixelColor(poster.rect().center()).name()));
        // The strip's small frames too, whatever their shape.
        std::atomic<bool> cancelled = false;
        const VideoRange range = videoRange(film, imported->asset.codec, cancelled);
        QCOMPARE(range, VideoRange::High);
        const Result<QImage> small =
            videoFrame(film, QStringLiteral("film.mp4"), 1s, QSize(31, 31), cancelled, range);
        QVERIFY(small);
        QVERIFY(farFromOrange(*small) < 16);
        // It is pale where nobody looks at the range: what this test is about.
        QVERIFY(farFromOrange(*videoFrame(film, QStringLiteral("film.mp4"), 1s, QSize(31, 31),
                                          cancelled)) > 30);
    }

    void anFfmpegThatCanNotBringTheLightDownStillGivesAFrame()
    {
        const QString bare = m_folder->filePath(QStringLiteral("bare"));
        QDir().mkpath(bare);
        QFile wrapper(bare + QStringLiteral("/ffmpeg"));
        QVERIFY(wrapper.open(QIODevice::WriteOnly));
        wrapper.write(
            "#!/bin/sh\ncase \"$*\" in *zscale*) exit 1;; esac\nexec /usr/bin/ffmpeg \"$@\"\n");
        wrapper.close();
        QVERIFY(wrapper.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        const ProgramPath path(bare);
        std::atomic<bool> cancelled = false;
        QVERIFY(videoFrame(m_good, QStringLiteral("cake.mp4"), 1s, QSize(32, 32), cancelled,
                           VideoRange::High));
    }

    void whatIsNoUsableVideoIsRefusedInASentence_data()
    {
        QTest::addColumn<QString>("made");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *made, const char *line) {
            QTest::newRow(made) << QString::fromLatin1(made) << QString::fromUtf8(line);
        };
        row("empty", "is empty. Copy it again from where it comes");
        row("text", "is no video that Pinterest takes. Export it as MP4, MOV or M4V");
        row("image", "is no video that Pinterest takes. Export it as MP4, MOV or M4V");
        row("webm", "is no video that Pinterest takes. Export it as MP4, MOV or M4V");
        row("playlist", "is a list of videos, not a video. Add the files that it names");
        row("concat", "is a list of videos, not a video. Add the files that it names");
        row("sound", "has no video in it, only sound. Add a file with moving pictures");
        row("cover art", "has no video in it, only sound. Add a file with moving pictures");
        row("cut", "is cut off: its end is missing. Copy it again from where it comes");
        row("cut at its end", "is cut off: its end is missing. Copy it again from where it comes");
        row("no length", "has a length of 0 seconds: there is nothing to play. Export it again");
        row("garbage inside",
            "can't be read as a video: it may be damaged. Export it again as MP4 (H.264)");
        row("large", "is too large: at most 2 GB can be used");
        row("folder", "is a folder");
        row("gone", "is not there any more");
    }

    void whatIsNoUsableVideoIsRefusedInASentence()
    {
        QFETCH(QString, made);
        QFETCH(QString, line);
        const QString path = bad(made);
        const auto imported = importMediaFile(path, {}, m_workspace, ImportWatch());
        QVERIFY(!imported);
        QCOMPARE(imported.error().kind, ErrorKind::Media);
        QCOMPARE(imported.error().detail, QStringLiteral("“bad.mp4” %1.").arg(line));
        QCOMPARE(filesBelow(m_workspace), QStringList());
    }

    void aPlayListThatGotPastTheFirstLookReachesNothing()
    {
        QTcpServer web;
        QVERIFY(web.listen(QHostAddress::LocalHost));
        const QString list = m_folder->filePath(QStringLiteral("list.mp4"));
        for (const QString &target :
             {QStringLiteral("http://127.0.0.1:%1/a.mp4").arg(web.serverPort()), m_good}) {
            QVERIFY(writeFile(list, "#EXTM3U\n#EXTINF:5,\n" + target.toUtf8() + "\n"));
            std::atomic<bool> cancelled = false;
            const Result<VideoFacts> facts =
                probeVideo(list, QStringLiteral("list.mp4"), cancelled);
            QVERIFY(!facts);
            QVERIFY(!videoFrame(list, QStringLiteral("list.mp4"), 0ms, {32, 32}, cancelled));
        }
        QVERIFY(!web.hasPendingConnections());
        QVERIFY(!web.waitForNewConnection(0));
    }

    void withoutFfprobeItIsSaidWhatToInstall()
    {
        const ProgramPath none(m_folder->path(), true);
        const auto imported = importMediaFile(m_good, {}, m_workspace, ImportWatch());
        QVERIFY(!imported);
        QCOMPARE(imported.error().kind, ErrorKind::Media);
        QCOMPARE(imported.error().detail,
                 QStringLiteral("“cake.mp4” can't be added: videos need the program ffmpeg. "
                                "Install the package “ffmpeg”, then try again."));
        QCOMPARE(filesBelow(m_workspace), QStringList());
        // Everything else goes on.
        const QString picture = m_folder->filePath(QStringLiteral("a.jpg"));
        QVERIFY(writeFile(picture, encode(photo({60, 90}), "jpeg")));
        QVERIFY(importMediaFile(picture, {}, m_workspace, ImportWatch()));
    }

    void anFfprobeThatCrashesIsADamagedFile()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("has ended")));
        const ProgramPath fakes(fake(QStringLiteral("ffprobe"), "kill -SEGV $$\n"));
        const auto imported = importMediaFile(m_good, {}, m_workspace, ImportWatch());
        QVERIFY(!imported);
        QVERIFY(imported.error().detail.contains(QLatin1String("can't be read as a video")));
        QCOMPARE(filesBelow(m_workspace), QStringList());
    }

    void anFfprobeThatTalksNonsenseIsADamagedFile_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("nothing") << QByteArray("exit 0\n");
        QTest::newRow("no JSON") << QByteArray("echo hello\n");
        QTest::newRow("an error") << QByteArray("exit 1\n");
        QTest::newRow("a size of nonsense")
            << QByteArray("echo '{\"streams\":[{\"codec_type\":\"video\",\"codec_name\":\"h264\","
                          "\"width\":-5,\"height\":99999999}],\"format\":{\"duration\":\"5\"}}'\n");
        QTest::newRow("without an end") << QByteArray("exec yes\n");
    }

    void anFfprobeThatTalksNonsenseIsADamagedFile()
    {
        QFETCH(QByteArray, script);
        const ProgramPath fakes(fake(QStringLiteral("ffprobe"), script));
        const auto imported = importMediaFile(m_good, {}, m_workspace, ImportWatch());
        QVERIFY(!imported);
        QVERIFY(imported.error().detail.contains(QLatin1String("can't be read as a video")));
    }

    void anFfprobeThatHangsIsEndedAndSoIsOneThatIsCancelled()
    {
        const ProgramPath fakes(fake(QStringLiteral("ffprobe"), "exec sleep 1000\n"));
        std::atomic<bool> cancelled = false;
        VideoToolLimits limits;
        limits.patience = 200ms;
        QCOMPARE(runVideoTool(QStringLiteral("ffprobe"), {}, limits, cancelled).state,
                 VideoToolState::TooSlow);
        ImportWatch watch;
        Result<ImportedMedia> imported = fail(ErrorKind::Server, QString());
        std::unique_ptr<QThread> worker(
            QThread::create([&] { imported = importMediaFile(m_good, {}, m_workspace, watch); }));
        worker->start();
        QVERIFY(!worker->wait(300)); // it is hanging
        watch.cancelled = true;
        QVERIFY(worker->wait(10'000));
        QCOMPARE(imported.error().kind, ErrorKind::Cancelled);
        QCOMPARE(filesBelow(m_workspace), QStringList());
    }

    void theChildHasNoEnvironmentAndCanWriteNoFile()
    {
        // Who tries to write is ended.
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("has ended")));
        qputenv("PINWEEK_ACCESS_TOKEN", "pina_secret");
        const QString target = m_folder->filePath(QStringLiteral("written"));
        const ProgramPath fakes(
            fake(QStringLiteral("ffprobe"),
                 "/usr/bin/env\necho x 2>/dev/null > " + QFile::encodeName(target) + "\nexit 0\n"));
        std::atomic<bool> cancelled = false;
        const VideoToolAnswer answer =
            runVideoTool(QStringLiteral("ffprobe"), {}, VideoToolLimits(), cancelled);
        qunsetenv("PINWEEK_ACCESS_TOKEN");
        QVERIFY(answer.output.contains("LC_ALL=C"));
        QVERIFY(!answer.output.contains("pina_secret"));
        QVERIFY(!answer.output.contains("HOME="));
        QCOMPARE(QFileInfo(target).size(), qint64(0));
    }

    void cancellingLeavesNothing()
    {
        const QString large = m_folder->filePath(QStringLiteral("large.mp4"));
        pad(large, 40 * 1024 * 1024);
        ImportWatch watch;
        watch.progress = [&watch](qint64 done, qint64) {
            if (done > 10 * 1024 * 1024)
                watch.cancelled = true;
        };
        const auto imported = importMediaFile(large, {}, m_workspace, watch);
        QVERIFY(!imported);
        QCOMPARE(imported.error().kind, ErrorKind::Cancelled);
        QCOMPARE(filesBelow(m_workspace), QStringList());
    }

    void aLargeVideoIsCopiedInPieces()
    {
        const QString large = m_folder->filePath(QStringLiteral("large.mp4"));
        pad(large, 300 * 1024 * 1024);
        rusage before{};
        ::getrusage(RUSAGE_SELF, &before);
        const auto imported = importMediaFile(large, {}, m_workspace, ImportWatch());
        rusage after{};
        ::getrusage(RUSAGE_SELF, &after);
        QVERIFY(imported);
        QVERIFY(imported->asset.bytes > 300 * 1024 * 1024);
        QVERIFY2(after.ru_maxrss - before.ru_maxrss < 64 * 1024,
                 qPrintable(QString::number(after.ru_maxrss - before.ru_maxrss)));
        QVERIFY(!libraryFault(imported->asset, m_workspace, [] { return false; }));
        QFile file(libraryPath(imported->asset, m_workspace));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(1'000'000) && file.putChar('x'));
        file.close();
        QCOMPARE(libraryFault(imported->asset, m_workspace, [] { return false; }),
                 LibraryFault::Damaged);
    }

    void aFullDiskInTheMiddleIsOneErrorAndLeavesNothing()
    {
        const QString large = m_folder->filePath(QStringLiteral("large.mp4"));
        pad(large, 8 * 1024 * 1024);
        // A small disk of our own, in a mount namespace that no other process sees.
        if (::unshare(CLONE_NEWNS) != 0 ||
            ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
            QSKIP("mounting a small disk needs root");
        const QByteArray disk = QFile::encodeName(m_workspace);
        QCOMPARE(::mount("tmpfs", disk.constData(), "tmpfs", 0, "size=4m"), 0);
        const auto imported = importMediaFile(large, {}, m_workspace, ImportWatch());
        const QStringList left = filesBelow(m_workspace);
        QCOMPARE(::umount(disk.constData()), 0);
        QVERIFY(!imported);
        QCOMPARE(imported.error().kind, ErrorKind::Storage);
        QVERIFY2(imported.error().detail.startsWith(QLatin1String("The disk is full")),
                 qUtf8Printable(imported.error().detail));
        QCOMPARE(left, QStringList());
    }

private:
    /** The good video with a box of nothing behind it. */
    void pad(const QString &path, int bytes) const
    {
        QFile::remove(path);
        QVERIFY(QFile::copy(m_good, path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        QByteArray box(bytes, '\0');
        box[0] = char(bytes >> 24);
        box[1] = char(bytes >> 16);
        box[2] = char(bytes >> 8);
        box[3] = char(bytes);
        box.replace(4, 4, "free");
        QCOMPARE(file.write(box), qint64(bytes));
    }

    /** A program of that name in a folder; gives the folder. */
    QString fake(const QString &name, const QByteArray &script) const
    {
        const QString folder = m_folder->filePath(QStringLiteral("bin"));
        QDir().mkpath(folder);
        const QString path = folder + QLatin1Char('/') + name;
        [&] { QVERIFY(writeFile(path, "#!/bin/sh\n" + script)); }();
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return folder;
    }

    QByteArray goodBytes() const
    {
        QFile file(m_good);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QString bad(const QString &made) const
    {
        const QString path = m_folder->filePath(QStringLiteral("bad.mp4"));
        const auto write = [&path](const QByteArray &bytes) {
            [&] { QVERIFY(writeFile(path, bytes)); }();
        };
        const QStringList tone{QStringLiteral("-f"), QStringLiteral("lavfi"), QStringLiteral("-i"),
                               QStringLiteral("sine=duration=5")};
        if (made == QLatin1String("empty")) {
            write({});
        } else if (made == QLatin1String("text")) {
            write("This is no video at all, whatever its name says.\n");
        } else if (made == QLatin1String("image")) {
            write(encode(photo({60, 90}), "jpeg"));
        } else if (made == QLatin1String("webm")) {
            runFfmpeg({QStringLiteral("-i"), m_good, QStringLiteral("-c:v"), QStringLiteral("vp8"),
                       QStringLiteral("-f"), QStringLiteral("webm"), path});
        } else if (made == QLatin1String("playlist")) {
            write("#EXTM3U\n#EXTINF:5,\n" + m_good.toUtf8() + "\n");
        } else if (made == QLatin1String("concat")) {
            write("ffconcat version 1.0\nfile '" + m_good.toUtf8() + "'\n");
        } else if (made == QLatin1String("sound")) {
            runFfmpeg(tone + QStringList{path});
        } else if (made == QLatin1String("cover art")) {
            const QString art = m_folder->filePath(QStringLiteral("art.jpg"));
            [&] { QVERIFY(writeFile(art, encode(photo({60, 90}), "jpeg"))); }();
            runFfmpeg(tone + QStringList{QStringLiteral("-i"), art, QStringLiteral("-map"),
                                         QStringLiteral("0"), QStringLiteral("-map"),
                                         QStringLiteral("1"), QStringLiteral("-c:v"),
                                         QStringLiteral("copy"), QStringLiteral("-disposition:v:0"),
                                         QStringLiteral("attached_pic"), path});
        } else if (made == QLatin1String("cut")) {
            write(goodBytes().chopped(2000));
        } else if (made == QLatin1String("cut at its end")) {
            const QString streaming = m_folder->filePath(QStringLiteral("streaming.mp4"));
            runFfmpeg({QStringLiteral("-i"), m_good, QStringLiteral("-c"), QStringLiteral("copy"),
                       QStringLiteral("-movflags"), QStringLiteral("+faststart"), streaming});
            QFile file(streaming);
            [&] { QVERIFY(file.open(QIODevice::ReadOnly)); }();
            write(file.readAll().chopped(20'000));
        } else if (made == QLatin1String("no length")) {
            runFfmpeg({QStringLiteral("-i"), m_good, QStringLiteral("-frames:v"),
                       QStringLiteral("0"), QStringLiteral("-c"), QStringLiteral("copy"), path});
        } else if (made == QLatin1String("garbage inside")) {
            QByteArray bytes = goodBytes();
            const qsizetype moov = bytes.indexOf("moov");
            for (qsizetype i = moov + 4; i < bytes.size(); ++i)
                bytes[i] = char(i * 7);
            write(bytes);
        } else if (made == QLatin1String("large")) {
            write(goodBytes());
            [&] { QVERIFY(QFile::resize(path, largestVideoBytes + 1)); }();
        } else if (made == QLatin1String("folder")) {
            QDir().mkpath(path);
        }
        return path;
    }

    std::unique_ptr<QTemporaryDir> m_videos;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_workspace;
    QString m_good;
};

QTEST_GUILESS_MAIN(TestVideoImport)
#include "tst_videoimport.moc"
