// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QSize>
#include <QString>

#include <atomic>
#include <chrono>

namespace pinweek {

/** The largest video that is taken in. Source: pinterest-api.md section 10. */
constexpr qint64 largestVideoBytes = 2LL * 1024 * 1024 * 1024;

/** How bright its brightest light is coded: High is HDR (PQ or HLG), as new phones film. */
enum class VideoRange
{
    Standard,
    High
};

/** What ffprobe says of a video. */
struct VideoFacts
{
    std::chrono::milliseconds duration{0};
    QSize size;                 // px as it is shown: with the shape of its pixels, and turned
    QString codec;              // "h264", "hevc", "mpeg4", …
    double framesPerSecond = 0; // 0: not said
    VideoRange range = VideoRange::Standard;
    friend bool operator==(const VideoFacts &, const VideoFacts &) = default;
};

/**
 * Asks ffprobe about a local file that readMovieHead() found whole. Worker threads only: takes some
 * tens of milliseconds, and ten seconds at most.
 *
 * Errors: Media with a sentence that names the file by `name` and says what to do (ffprobe is not
 * installed, does not answer, crashed; no video in it; no length; can't be read); Cancelled.
 */
Result<VideoFacts> probeVideo(const QString &file, const QString &name,
                              const std::atomic<bool> &cancelled);
/** The same for a video of the library, with this codec; ffprobe is asked only where it may be
 * High. Where it does not answer: Standard. */
VideoRange videoRange(const QString &file, const QString &codec,
                      const std::atomic<bool> &cancelled);

} // namespace pinweek
