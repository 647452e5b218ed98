// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/imagecheck.h"
#include "sandbox/reply.h"

#include <QJsonObject>
#include <QList>

namespace pinweek::sandbox {

/** One image of a new pin, decoded and checked; the texts are those of a carousel's items. */
struct ImageSource
{
    QByteArray bytes;
    QString contentType;
    CheckedImage checked;
    QString title = {};
    QString description = {};
    QString link = {};
};

/** A video that was uploaded before. */
struct VideoSource
{
    QString mediaId;
    ImageSource cover;
};

/** Whether `media_source` is that of a video. */
bool isVideoSource(const QJsonObject &source);
/** Reads it; a cover has to be there, as the stand-in knows no frames. Refuses others with 400. */
tl::expected<VideoSource, Refusal> readVideoSource(const QJsonObject &source);

/**
 * Reads `media_source` of a new pin: one image, or the two to five of a carousel, which must all be
 * of the same size in px. Refuses everything else with 400.
 */
tl::expected<QList<ImageSource>, Refusal> readMediaSource(const QJsonObject &source);

} // namespace pinweek::sandbox
