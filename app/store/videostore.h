// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/mediaasset.h"
#include "model/pin.h"
#include "model/videocourse.h"

#include <QList>

#include <optional>

namespace pinweek {

struct StoreCore;

/** A pin that is to be sent, its video, and how far that has come. */
struct VideoPin
{
    Pin pin;
    MediaAsset video;
    std::optional<VideoCourse> course;
};

/** What a video's bytes are doing while its course is kept. */
enum class VideoBytes
{
    Resting,
    Leaving
};

/**
 * The courses of pins' videos, one row for each pin: two pins of one video upload it twice, since
 * Pinterest does not say that an upload may serve two pins. The database itself ends a course where
 * the pin gets another video or account, is taken off the calendar, or was published. A change is
 * told as the pin's.
 */
class VideoStore
{
public:
    explicit VideoStore(StoreCore &core);

    /** Pins with a video that PinStore::toSend() would give, by their time. */
    [[nodiscard]] Result<QList<VideoPin>> toSend(UtcTime until, int limit) const;
    /** When the first pin with a video after `after` is to be sent. */
    [[nodiscard]] Result<std::optional<UtcTime>> nextAfter(UtcTime after) const;
    [[nodiscard]] Result<std::optional<VideoCourse>> course(PinId pin) const;
    /** Pins whose video is being uploaded or prepared, by their time; at most 100. Scheduled ones,
     * and others that are tried again while their bytes leave. */
    [[nodiscard]] Result<QList<Pin>> underWay() const;
    /** The bytes of a video are on their way. */
    [[nodiscard]] Result<bool> isUploading() const;
    /** There is a video in the library, or was. */
    [[nodiscard]] Result<bool> hasVideos() const;

    /**
     * Puts `course` in the place of what is known. Conflict: the pin has another video or account
     * by now, or is gone.
     * @param bytes  whether any are on their way now, until that is said to have ended or nobody
     * publishes any more
     * @param history  English, a line of the pin's history; empty: none
     */
    void keep(const VideoCourse &course, VideoBytes bytes, const QString &history, QObject *context,
              Done<void> done);
    /** No bytes are on their way any more: of one pin, or of any (not a valid id). */
    void endUpload(PinId pin, QObject *context, Done<void> done);
    /** Its next upload begins from the start. */
    void forget(PinId pin, QObject *context, Done<void> done);

private:
    StoreCore &m_core;
};

class Query;

/** A column beside those of `pin`, to be read with readVideoProgress(). Of an upload only while its
 * bytes leave: neither one that was given up nor one of a program that was killed is shown. */
QString videoColumn();
std::optional<VideoProgress> readVideoProgress(const QString &column);
/** For a test of its index. */
QString videosToSendSql();

} // namespace pinweek
