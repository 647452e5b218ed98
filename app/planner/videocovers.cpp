// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/videocovers.h"

#include "planner/imageintake.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"

#include <QPointer>

namespace pinweek {

VideoCovers::VideoCovers(PinEditor &editor, Store &store, QObject *parent)
    : QObject(parent), m_editor(editor), m_store(store), m_stills(store)
{
}

Result<MediaAsset> VideoCovers::videoOfPin(PinId pin) const
{
    const Result<Pin> seen = m_store.pins().pin(pin);
    if (!seen)
        return fail(seen.error());
    const Result<MediaAsset> media = m_store.media().asset(seen->content.media);
    if (!media || !media->isVideo())
        return fail(ErrorKind::Rejected, tr("Only a video has a cover."));
    return *media;
}

void VideoCovers::set(PinId pin, MediaId video, MediaId cover, const QString &joinKey,
                      QObject *context, Done<EditOutcome> done, int triesLeft)
{
    const Result<Pin> seen = m_store.pins().pin(pin);
    if (!seen || seen->content.media != video) {
        deliver<EditOutcome>(
            context, std::move(done),
            seen ? fail(ErrorKind::Rejected, tr("The pin has another video by now."))
                 : fail(seen.error()));
        return;
    }
    PinContent content = seen->content;
    content.cover = cover;
    m_editor.edit(*seen, content, tr("Choose cover"), joinKey, context,
                  [this, pin, video, cover, joinKey, triesLeft, guard = QPointer<QObject>(context),
                   done = std::move(done)](const Result<EditOutcome> &result) mutable {
                      const bool isStale = !result && result.error().kind == ErrorKind::Conflict;
                      if (isStale && triesLeft > 1)
                          set(pin, video, cover, joinKey, guard, std::move(done), triesLeft - 1);
                      else
                          done(result);
                  });
}

void VideoCovers::chooseFrame(PinId pin, std::chrono::milliseconds at, QObject *context,
                              Done<EditOutcome> done)
{
    const Result<MediaAsset> video = videoOfPin(pin);
    if (!video) {
        deliver<EditOutcome>(context, std::move(done), fail(video.error()));
        return;
    }
    m_stills.take(*video, at, context,
                  [this, pin, video = *video, guard = QPointer<QObject>(context),
                   done = std::move(done)](const Result<MediaAsset> &still) mutable {
                      if (!still) {
                          done(fail(still.error()));
                          return;
                      }
                      const MediaId cover = still->id == video.poster ? MediaId() : still->id;
                      set(pin, video.id, cover,
                          QStringLiteral("cover of pin %1").arg(pin.toString()), guard,
                          std::move(done));
                  });
}

void VideoCovers::choosePicture(PinId pin, const IntakeItem &item, QObject *context,
                                Done<EditOutcome> done)
{
    const Result<MediaAsset> video = videoOfPin(pin);
    if (!video) {
        deliver<EditOutcome>(context, std::move(done), fail(video.error()));
        return;
    }
    m_editor.takeImages({item}, context,
                        [this, pin, video = video->id, guard = QPointer<QObject>(context),
                         done = std::move(done)](const Result<IntakeResult> &taken) mutable {
                            if (!taken) {
                                done(fail(taken.error()));
                                return;
                            }
                            const MediaAsset &picture = taken->assets.constFirst();
                            if (picture.isVideo()) {
                                done(fail(ErrorKind::Rejected,
                                          tr("A cover is a picture. Choose an image file, or a "
                                             "frame of the video.")));
                                return;
                            }
                            set(pin, video, picture.id, {}, guard, std::move(done));
                        });
}

} // namespace pinweek
