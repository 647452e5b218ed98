// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;
class QRect;
class QString;

namespace pinweek {

struct Theme;

/** How many pictures a carousel has: a chip on the lower outer corner of the one that is shown,
 * without its icon where that is narrow. */
void paintPictureCount(QPainter &painter, const QRect &picture, int count, const Theme &theme,
                       bool rightToLeft);
/** The same chip for a count of something else. */
void paintCount(QPainter &painter, const QRect &picture, const QString &iconName, int count,
                const Theme &theme, bool rightToLeft);

} // namespace pinweek
