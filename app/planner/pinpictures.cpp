// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/pinpictures.h"

#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"

#include <QSet>

namespace pinweek {

Result<QList<PinPicture>> pinPictures(Store &store, const QList<PinId> &ids, VideoPins videos)
{
    const Result<QList<Pin>> pins = store.pins().pins(ids);
    if (!pins)
        return fail(pins.error());
    QSet<MediaId> media;
    for (const Pin &pin : *pins) {
        for (const CarouselPicture &picture : picturesOf(pin.content))
            media.insert(picture.media);
        media.insert(pin.content.cover);
    }
    const Result<MediaAssets> known = store.media().shown(media.values());
    if (!known)
        return fail(known.error());
    QList<PinPicture> found;
    for (const Pin &pin : *pins) {
        const bool editable = isEditable(pin.status);
        if (const auto video = videoOf(pin.content, *known)) {
            const auto cover = pictureOf(pin.content, *known);
            if (cover && videos == VideoPins::ByCover)
                found.append({pin.id, 0, pin.content.title, editable, *cover, {}, video});
            continue;
        }
        const QList<CarouselPicture> pictures = picturesOf(pin.content);
        for (int place = 0; place < int(pictures.size()); ++place) {
            const auto asset = known->constFind(pictures.at(place).media);
            if (asset != known->constEnd())
                found.append(
                    {pin.id, place, pin.content.title, editable, *asset, pictures.at(place).fit});
        }
    }
    return found;
}

PictureFit wishedFit(const FitWish &wish, const PictureFit &before, QSize size)
{
    const QPointF focus = wish.focus.value_or(before.focus);
    switch (wish.kind) {
    case FitKind::Crop:
        return cropAround(wish.shape, size, focus);
    case FitKind::Pad:
        return padTo(wish.shape, wish.colour, focus);
    case FitKind::Original:
        break;
    }
    PictureFit original;
    original.focus = focus;
    return settledFit(original);
}

} // namespace pinweek
