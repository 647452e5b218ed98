// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "media/videoprobe.h"

#include <QImage>
#include <QSize>
#include <QString>

#include <atomic>
#include <chrono>

namespace pinweek {

/** A cover is never larger: px, width or height. */
constexpr int longestStillSide = 2160;

/**
 * The frame that a local video file shows at `at`, turned as it is shown, in sRGB, scaled down to
 * fit into `box` (px). A time at or past the end gives the last frame. Of a High range the light is
 * brought down to what a screen shows as white, where this ffmpeg can. By ffmpeg; worker threads
 * only: a tenth of a second for a usual video, 30 s at most.
 *
 * Errors: Media, with a sentence that names the file by `name`; Cancelled.
 */
Result<QImage> videoFrame(const QString &file, const QString &name, std::chrono::milliseconds at,
                          QSize box, const std::atomic<bool> &cancelled,
                          VideoRange range = VideoRange::Standard);

/** A frame to show the video by, and its time: about a second after its beginning, or later where
 * that is nearly black. Errors: as above. */
struct PosterFrame
{
    QImage image;
    std::chrono::milliseconds at{0};
};
Result<PosterFrame> posterFrame(const QString &file, const QString &name,
                                std::chrono::milliseconds duration,
                                const std::atomic<bool> &cancelled,
                                VideoRange range = VideoRange::Standard);

/** Evenly spread times within a video, each in the middle of its part; none is at its very end. */
QList<std::chrono::milliseconds> spreadOver(std::chrono::milliseconds duration, int count);

} // namespace pinweek
