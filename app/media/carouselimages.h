// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "media/preparedimage.h"
#include "model/carousel.h"

#include <QImage>
#include <QList>
#include <QSize>

namespace pinweek {

/** The size in px that all pictures of a carousel are sent in: the shape that the first one is
 * nearer to, as large as the smallest can be cut, between 600 and 1,500 px wide. `sizes` are those
 * of the upright pictures, or of what their fits leave (fittedSize). */
QSize carouselSize(const QList<QSize> &sizes);

/** A picture cut to a shape around its focus (0 to 1). Worker threads only. */
QImage cutToShape(const QImage &image, CarouselShape shape, QPointF focus = {0.5, 0.5});

/**
 * What is sent of the pictures of a carousel: each fitted, then cut to carouselSize() around its
 * focus, in sRGB,
 * as JPEG (transparency becomes white) of at most `targetBytes`, without metadata. One picture is
 * decoded at a time. Worker threads only.
 *
 * @param fits  one for each asset; what is missing is none
 * Errors: Media (missing, damaged, unreadable), Storage.
 * Source: pinterest-api.md sections 8.2 and 10.
 */
Result<QList<PreparedImage>> prepareCarousel(const QList<MediaAsset> &assets,
                                             const QString &workspace, qint64 targetBytes,
                                             const QList<PictureFit> &fits = {});

} // namespace pinweek
