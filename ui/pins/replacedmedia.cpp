// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/replacedmedia.h"

#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"

namespace pinweek {

ReplacedMedia::ReplacedMedia(Store &store, PinId pin) : m_store(store), m_pin(pin)
{
    m_coverBefore = content().cover;
}

PinContent ReplacedMedia::content() const
{
    const Result<Pin> pin = m_store.pins().pin(m_pin);
    return pin ? pin->content : PinContent();
}

bool ReplacedMedia::isVideo() const
{
    const Result<MediaAsset> media = m_store.media().asset(content().media);
    return media && media->isVideo();
}

bool ReplacedMedia::hasLostCover() const
{
    return m_coverBefore.isValid() && !content().cover.isValid() && isVideo();
}

QString ReplacedMedia::sentence() const
{
    if (hasLostCover())
        return tr("Video replaced. Its cover was a frame of the former one: a frame of the new "
                  "video is shown now.");
    return isVideo() ? tr("Video replaced.") : tr("Image replaced.");
}

} // namespace pinweek
