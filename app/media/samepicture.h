// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

namespace pinweek {

/**
 * True if both show the same picture, whatever size, quality and format they were stored in: same
 * shape, and nearly the same colours all over. Another picture by the same hand (another crop,
 * other colours, a headline on it) is not the same. Worker threads only.
 */
bool isSamePicture(const QImage &a, const QImage &b);

/** A picture from elsewhere as an image of at most `width` px; null if it is none that can be read.
 * Worker threads only. */
QImage decodeForeignPicture(const QByteArray &bytes, int width);

/** A JPEG of at most `width` px for showing; empty for a null image. Worker threads only. */
QByteArray smallJpeg(const QImage &image, int width);

} // namespace pinweek
