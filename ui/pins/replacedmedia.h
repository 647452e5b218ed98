// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"

#include <QCoreApplication>
#include <QString>

namespace pinweek {

class Store;

/** What is said once a pin's image or video was replaced by a file. Made before; main thread. */
class ReplacedMedia
{
    Q_DECLARE_TR_FUNCTIONS(pinweek::ReplacedMedia)

public:
    ReplacedMedia(Store &store, PinId pin);

    /** The chosen cover was a frame of the former video, and went with it. */
    [[nodiscard]] bool hasLostCover() const;
    /** "Image replaced.", and what else became of the pin. */
    [[nodiscard]] QString sentence() const;

private:
    [[nodiscard]] PinContent content() const;
    [[nodiscard]] bool isVideo() const;

    Store &m_store;
    PinId m_pin;
    MediaId m_coverBefore;
};

} // namespace pinweek
