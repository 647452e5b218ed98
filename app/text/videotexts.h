// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/mediaasset.h"

#include <QString>

#include <chrono>

namespace pinweek {

/** "0:42", "12:05", "1:02:05": as players show it, rounded to seconds. */
QString lengthText(std::chrono::milliseconds length);
/** A moment of a video, to the tenth of a second: "0:03.2". */
QString momentText(std::chrono::milliseconds moment);
/** As part of what is spoken of a pin: "video of 42 seconds"; empty for what is no video. */
QString spokenVideo(const std::optional<MediaAsset> &video);
/** "0:42, 1,080 × 1,920 px, 18.2 MB" */
QString videoFactsText(const MediaAsset &video);

} // namespace pinweek
