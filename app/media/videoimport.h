// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/mediaasset.h"

#include <QStringList>

#include <atomic>
#include <functional>
#include <optional>

class QImage;

namespace pinweek {

/** What was taken in, without ids. A poster's row goes first, then its id to the video. */
struct ImportedMedia
{
    MediaAsset asset;
    /** Of a video: the still that shows it; nullopt where no frame could be taken out of it. */
    std::optional<MediaAsset> poster = {};
};

class IncomingFiles;

/** Whoever waits for an import: may end it, and is told how far it is. Any thread. */
struct ImportWatch
{
    std::atomic<bool> cancelled = false;
    /** Bytes copied so far, of all. Empty: nobody looks. */
    std::function<void(qint64 done, qint64 total)> progress = {};
    /** Where its coming is noted, of a batch that may end in the middle. */
    IncomingFiles *incoming = nullptr;
};

/** Endings of names of video files, without the dot. */
QStringList videoSuffixes();
/** True for names of video files. */
bool hasVideoName(const QString &fileName);
/** True for names of videos of kinds that Pinterest does not take. */
bool isOtherVideoName(const QString &fileName);

/**
 * Copies a video file into the library below `workspace`, in pieces and with constant memory, after
 * it was looked into (readMovieHead, probeVideo), and takes a poster out of it. Slow: worker
 * threads only; a cancelled one ends within a piece of a megabyte. Order on disk as copyDurably().
 * Nothing is left behind on an error.
 *
 * @param path  a local file. Never opened for writing.
 * @param name  shown for it; empty: the file's own
 * Errors: Media with a sentence that names the file (missing, no permission, folder, empty, over
 * 2 GB, a list of other files, no video, cut off, no picture in it, ffmpeg is not installed),
 * Storage (disk full, not writable), Cancelled.
 */
Result<ImportedMedia> importVideoFile(const QString &path, const QString &name,
                                      const QString &workspace, const ImportWatch &watch);

/** Puts a frame of a video into the library, without an id. Worker threads only. Errors: Storage,
 * Media. @param at  its time in the video */
Result<MediaAsset> importStill(const QImage &frame, const MediaAsset &video,
                               std::chrono::milliseconds at, const QString &workspace,
                               IncomingFiles *incoming = nullptr);

} // namespace pinweek
