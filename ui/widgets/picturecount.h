// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;
class QRect;

namespace pinweek {

struct Theme;

/** How many pictures a carousel has: a chip on the lower outer corner of the one that is shown,
 * without its icon where that is narrow. */
void paintPictureCount(QPainter &painter, const QRect &picture, int count, const Theme &theme,
                       bool rightToLeft);

} // namespace pinweek
