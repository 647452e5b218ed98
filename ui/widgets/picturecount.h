// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

class QPainter;
class QRect;
class QString;

namespace pinweek {

struct Theme;

/** How many pictures a carousel has: a chip on the lower outer corner of the one that is shown,
 * without its icon where that is narrow. */
void paintPictureCount(QPainter &painter, const QRect &picture, int count, const Theme &theme,
                       bool rightToLeft);
/** That it is a video, and how long: the same chip with "play" and 0:42; without the length where
 * the picture is narrow. */
void paintVideoLength(QPainter &painter, const QRect &picture, std::chrono::milliseconds length,
                      const Theme &theme, bool rightToLeft);
/** How wide that chip is on a picture: px. */
int videoLengthWidth(int pictureWidth, std::chrono::milliseconds length);
/** The same chip for a count of something else. */
void paintCount(QPainter &painter, const QRect &picture, const QString &iconName, int count,
                const Theme &theme, bool rightToLeft);

} // namespace pinweek
