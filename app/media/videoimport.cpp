// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/videoimport.h"

#include "core/durablecopy.h"
#include "core/logging.h"
#include "media/imagedecode.h"
#include "media/imageimport.h"
#include "media/incomingfiles.h"
#include "media/jpegwrite.h"
#include "media/libraryfile.h"
#include "media/localfile.h"
#include "media/movieboxes.h"
#include "media/refusal.h"
#include "media/videoframe.h"
#include "media/videoprobe.h"

#include <QFileInfo>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

/** What stands in the way before anything looks into the file. */
Result<QString> movieFormat(QFile &file, const QString &name)
{
    const MovieHead head = readMovieHead(file);
    switch (head.state) {
    case MovieState::Whole:
        return head.format;
    case MovieState::Empty:
        return refuse(name, u"is empty. Copy it again from where it comes"_s);
    case MovieState::PlayList:
        return refuse(name, u"is a list of videos, not a video. Add the files that it names"_s);
    case MovieState::CutOff:
        return refuse(name, u"is cut off: its end is missing. Copy it again from where it comes"_s);
    case MovieState::NoMovie:
        break;
    }
    return refuse(name, u"is no video that Pinterest takes. Export it as MP4, MOV or M4V"_s);
}

/** Best quality: what is sent is made from it. */
QByteArray stillBytes(const QImage &frame)
{
    constexpr int quality = 92;
    return jpegBytes(frame, quality);
}

} // namespace

QStringList videoSuffixes()
{
    return {u"mp4"_s, u"mov"_s, u"m4v"_s};
}

bool hasVideoName(const QString &fileName)
{
    return videoSuffixes().contains(QFileInfo(fileName).suffix(), Qt::CaseInsensitive);
}

bool isOtherVideoName(const QString &fileName)
{
    static const QStringList suffixes{u"webm"_s, u"mkv"_s,  u"avi"_s, u"wmv"_s, u"mpg"_s,
                                      u"mpeg"_s, u"3gp"_s,  u"flv"_s, u"ogv"_s, u"mts"_s,
                                      u"m2ts"_s, u"divx"_s, u"vob"_s};
    return suffixes.contains(QFileInfo(fileName).suffix(), Qt::CaseInsensitive);
}

Result<MediaAsset> importStill(const QImage &frame, const MediaAsset &video,
                               std::chrono::milliseconds at, const QString &workspace,
                               IncomingFiles *incoming)
{
    Result<MediaAsset> still = importImageBytes(
        stillBytes(frame), QFileInfo(video.fileName).completeBaseName(), workspace, incoming);
    if (still) {
        still->kind = MediaKind::Still;
        still->duration = at;
    }
    return still;
}

Result<ImportedMedia> importVideoFile(const QString &path, const QString &given,
                                      const QString &workspace, const ImportWatch &watch)
{
    const QString name = given.isEmpty() ? QFileInfo(path).fileName() : given;
    const auto file = openLocalFile(path, name, largestVideoBytes);
    if (!file)
        return fail(file.error());
    const Result<QString> format = movieFormat(**file, name);
    if (!format)
        return fail(format.error());
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const Result<VideoFacts> facts = probeVideo(absolute, name, watch.cancelled);
    if (!facts)
        return fail(facts.error());

    ImportedMedia imported;
    MediaAsset &video = imported.asset;
    video.kind = MediaKind::Video;
    video.format = *format;
    video.fileName = oneLineName(name);
    video.size = facts->size;
    video.duration = facts->duration;
    video.codec = facts->codec;

    const auto frame = posterFrame(absolute, name, facts->duration, watch.cancelled, facts->range);
    if (!frame && frame.error().kind == ErrorKind::Cancelled)
        return fail(frame.error());
    const qint64 total = (*file)->size();
    bool existed = false;
    Result<void> noted;
    (*file)->seek(0);
    const Result<CopiedFile> copied = copyDurably(**file, workspace + u"/media"_s,
                                                  {[&](const QString &sha256) {
                                                       video.sha256 = sha256;
                                                       const QString place =
                                                           libraryPath(video, workspace);
                                                       if (watch.incoming)
                                                           noted = watch.incoming->note(video);
                                                       existed = QFileInfo::exists(place);
                                                       return place;
                                                   },
                                                   [&](qint64 done) {
                                                       if (watch.progress)
                                                           watch.progress(done, total);
                                                       return !watch.cancelled;
                                                   }});
    if (!copied && copied.error().kind == ErrorKind::Media)
        return refuse(name, u"could not be read: %1"_s.arg(copied.error().detail));
    if (!copied)
        return fail(copied.error());
    if (!noted) {
        if (!existed)
            QFile::remove(copied->path);
        return fail(noted.error());
    }
    video.bytes = copied->bytes;
    if (frame) {
        const Result<MediaAsset> poster =
            importStill(frame->image, video, frame->at, workspace, watch.incoming);
        if (!poster && !existed)
            QFile::remove(copied->path);
        if (!poster)
            return fail(poster.error());
        imported.poster = *poster;
    }
    if (!imported.poster)
        qCWarning(logMedia).noquote() << "A video gave no picture:" << video.sha256;
    return imported;
}

} // namespace pinweek
