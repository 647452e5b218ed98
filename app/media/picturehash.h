// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QList>

namespace pinweek {

/**
 * 64 bits that pictures share which look alike: signs of the lowest frequencies (discrete cosine
 * transform) of a small grey picture. Another size, quality or format changes a few bits, a small
 * crop some more; of other pictures about half are different. Any size; 0 for a null image. Worker
 * threads only.
 */
quint64 pictureHash(const QImage &image);

/**
 * What the hash of a picture that looks like this one may be near to: its own hash, what it would
 * be with a part cut away, and about what it was before a part of the picture was cut away. Worker
 * threads only: some milliseconds for a thumbnail.
 */
QList<quint64> searchHashes(const QImage &picture);

/** How many bits differ, 0 to 64. */
int hashDistance(quint64 a, quint64 b);

/** From this distance on two pictures are not even compared by eye (looksAlike). */
constexpr int nearHash = 18;

/**
 * True if a person would take the two for the same picture: the same one in another size or
 * quality, a little brighter, or with up to a tenth of its width or height cut away. A picture with
 * other words on it is another one. Takes some milliseconds; worker threads only.
 */
bool looksAlike(const QImage &a, const QImage &b);

} // namespace pinweek
