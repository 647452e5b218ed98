// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/mediaasset.h"
#include "model/pin.h"

namespace pinweek {

class Store;

/** One picture of a pin with what is made of it. */
struct PinPicture
{
    PinId pin;
    int place = 0; // of a carousel; 0: the image
    QString title; // the pin's
    bool editable = true;
    MediaAsset asset;
    PictureFit fit;
    /** The pin shows this video, and `asset` is its cover: nothing can be made of that. */
    std::optional<MediaAsset> video = {};
};

/** What becomes of pins that show a video. */
enum class VideoPins
{
    LeaveOut, // where something is made of pictures
    ByCover,
};

/** The pictures of these pins in order, those of carousels one by one; pins without an image are
 * left out. A small read. Errors: Storage. */
Result<QList<PinPicture>> pinPictures(Store &store, const QList<PinId> &pins,
                                      VideoPins videos = VideoPins::LeaveOut);

/** A fit for one picture of a pin. */
struct PlacedFit
{
    PinId pin;
    int place = 0;
    MediaId media; // what it was made for: where another is by now, that stays as it is
    PictureFit fit;
};

/** What many pictures are brought to at once. */
struct FitWish
{
    FitKind kind = FitKind::Crop;
    FitShape shape = FitShape::Tall;
    std::optional<quint32> colour = {}; // of a ground, 0xRRGGBB; nullopt: the picture, blurred
    std::optional<QPointF> focus = {};  // for all; nullopt: each keeps its own
};

/** The wish for one picture of `size` px that has the fit `before`. */
PictureFit wishedFit(const FitWish &wish, const PictureFit &before, QSize size);

} // namespace pinweek
