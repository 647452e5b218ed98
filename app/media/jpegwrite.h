// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>

namespace pinweek {

/**
 * A baseline JPEG with the best Huffman tables, without any metadata; transparent parts get what
 * lies behind them in memory, so there should be none. Empty where the image is null, wider or
 * higher than 65,500 px, or memory runs out. Worker threads only.
 *
 * QImageWriter would ask every image plugin of the system for the format, and so load them all.
 *
 * @param quality  1 to 100, as libjpeg means it
 */
QByteArray jpegBytes(const QImage &image, int quality);

} // namespace pinweek
