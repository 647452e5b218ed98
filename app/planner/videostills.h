// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/mediaasset.h"

#include <QHash>
#include <QImage>
#include <QList>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <chrono>
#include <memory>

namespace pinweek {

class Store;

/**
 * Frames of the library's videos for who chooses a cover: a strip of small ones, one to look at,
 * and the chosen one as a picture of the library. Main thread; a worker takes them out, and a newer
 * wish ends the older one of its kind.
 */
class VideoStills : public QObject
{
    Q_OBJECT

public:
    explicit VideoStills(Store &store, QObject *parent = nullptr);
    /** Ends what is under way, and waits for it. */
    ~VideoStills() override;

    /** `count` frames evenly spread over the video, each at most `box` px; stripFrame() comes for
     * each, at once for those of a video that was shown lately, and stripFailed() where there is
     * none to be had. */
    void makeStrip(const MediaAsset &video, int count, QSize box);
    /** One frame, at most `box` px: looked() follows, or nothing. */
    void look(const MediaAsset &video, std::chrono::milliseconds at, QSize box);
    /** Nothing of makeStrip() and look() comes any more. */
    void cancel();
    /** The frame as a still of the library, in full size. Errors: Media with a sentence, Storage.
     */
    void take(const MediaAsset &video, std::chrono::milliseconds at, QObject *context,
              Done<MediaAsset> done);

signals:
    void stripFrame(int index, const QImage &frame);
    void stripFailed(const pinweek::Error &error);
    void looked(std::chrono::milliseconds at, const QImage &frame);

private:
    using Flag = std::shared_ptr<std::atomic<bool>>;
    struct Strip
    {
        QString sha256;
        QSize box;
        QList<QImage> frames; // null where there is none yet
    };

    /** Ends what went by the flag, and gives a new one. */
    static Flag renewed(Flag &flag);
    void keep(const Strip &strip);
    void frameMade(const MediaAsset &video, int index, const Result<QImage> &frame);
    [[nodiscard]] QString fileOf(const MediaAsset &video) const;

    Store &m_store;
    QList<Strip> m_strips; // the last one is the newest
    Flag m_strip;
    Flag m_look;
    Flag m_end = std::make_shared<std::atomic<bool>>(false);
    QThreadPool m_strippers; // so that a look does not wait for the strip
    QThreadPool m_takers;
};

} // namespace pinweek
