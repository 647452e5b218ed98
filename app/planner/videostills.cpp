// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/videostills.h"

#include "media/incomingfiles.h"
#include "media/libraryfile.h"
#include "media/videoframe.h"
#include "media/videoimport.h"
#include "store/mediastore.h"
#include "store/store.h"

#include <QPointer>

#include <algorithm>

namespace pinweek {

namespace {
constexpr int keptStrips = 8;

Result<QImage> frameOf(const MediaAsset &video, const QString &file, std::chrono::milliseconds at,
                       QSize box, const std::atomic<bool> &ended)
{
    return videoFrame(file, video.fileName, at, box, ended, videoRange(file, video.codec, ended));
}
} // namespace

VideoStills::VideoStills(Store &store, QObject *parent) : QObject(parent), m_store(store)
{
    m_strippers.setMaxThreadCount(1);
    m_takers.setMaxThreadCount(1);
}

VideoStills::~VideoStills()
{
    cancel();
    *m_end = true;
    for (QThreadPool *pool : {&m_strippers, &m_takers}) {
        pool->clear();
        pool->waitForDone();
    }
}

VideoStills::Flag VideoStills::renewed(Flag &flag)
{
    if (flag)
        *flag = true;
    flag = std::make_shared<std::atomic<bool>>(false);
    return flag;
}

void VideoStills::cancel()
{
    for (const Flag &flag : {m_strip, m_look}) {
        if (flag)
            *flag = true;
    }
}

QString VideoStills::fileOf(const MediaAsset &video) const
{
    return libraryPath(video, m_store.workspace());
}

void VideoStills::keep(const Strip &strip)
{
    m_strips.removeIf([&strip](const Strip &each) { return each.sha256 == strip.sha256; });
    m_strips.append(strip);
    if (m_strips.size() > keptStrips)
        m_strips.removeFirst();
}

void VideoStills::makeStrip(const MediaAsset &video, int count, QSize box)
{
    const Flag ended = renewed(m_strip);
    Strip strip{video.sha256, box, QList<QImage>(count)};
    const auto known = std::find_if(m_strips.cbegin(), m_strips.cend(), [&](const Strip &each) {
        return each.sha256 == video.sha256 && each.box == box && each.frames.size() == count;
    });
    if (known != m_strips.cend())
        strip = *known;
    keep(strip);
    const QList<std::chrono::milliseconds> times = spreadOver(video.duration, count);
    for (int i = 0; i < count; ++i) {
        if (!strip.frames.at(i).isNull()) {
            emit stripFrame(i, strip.frames.at(i));
            continue;
        }
        m_strippers.start([this, video, i, at = times.at(i), box, file = fileOf(video), ended] {
            if (*ended)
                return;
            const Result<QImage> frame = frameOf(video, file, at, box, *ended);
            // The destructor waits for this function, so `this` is alive here.
            QMetaObject::invokeMethod(
                this,
                [this, video, i, frame, ended] {
                    if (!*ended)
                        frameMade(video, i, frame);
                },
                Qt::QueuedConnection);
        });
    }
}

void VideoStills::frameMade(const MediaAsset &video, int index, const Result<QImage> &frame)
{
    if (!frame) {
        emit stripFailed(frame.error());
        return;
    }
    for (Strip &strip : m_strips) {
        if (strip.sha256 == video.sha256 && index < strip.frames.size())
            strip.frames[index] = *frame;
    }
    emit stripFrame(index, *frame);
}

void VideoStills::look(const MediaAsset &video, std::chrono::milliseconds at, QSize box)
{
    const Flag ended = renewed(m_look);
    m_takers.start([this, video, at, box, file = fileOf(video), ended] {
        if (*ended)
            return;
        const Result<QImage> frame = frameOf(video, file, at, box, *ended);
        if (!frame)
            return; // take() will say why
        QMetaObject::invokeMethod(
            this,
            [this, at, image = *frame, ended] {
                if (!*ended)
                    emit looked(at, image);
            },
            Qt::QueuedConnection);
    });
}

void VideoStills::take(const MediaAsset &video, std::chrono::milliseconds at, QObject *context,
                       Done<MediaAsset> done)
{
    renewed(m_look);
    const auto incoming = std::make_shared<IncomingFiles>(m_store.workspace(), m_store.now());
    m_takers.start([this, video, at, incoming, workspace = m_store.workspace(),
                    file = fileOf(video), ended = m_end, target = QPointer<QObject>(context),
                    done = std::move(done)] {
        const Result<QImage> frame =
            frameOf(video, file, at, QSize(longestStillSide, longestStillSide), *ended);
        Result<MediaAsset> still = frame ? importStill(*frame, video, at, workspace, incoming.get())
                                         : Result<MediaAsset>(fail(frame.error()));
        QMetaObject::invokeMethod(
            this,
            [this, target, done, still, incoming] {
                if (!target)
                    return; // mend() takes it back
                if (!still) {
                    done(fail(still.error()));
                    return;
                }
                m_store.media().insert(
                    *still, this, [this, target, done, incoming](const Result<MediaAsset> &stored) {
                        if (stored)
                            m_takers.start([incoming] { incoming->keep(); });
                        if (target && done)
                            done(stored);
                    });
            },
            Qt::QueuedConnection);
    });
}

} // namespace pinweek
