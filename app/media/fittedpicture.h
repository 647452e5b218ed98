// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/mediaasset.h"
#include "model/picturefit.h"

#include <QImage>
#include <QList>
#include <QRgb>

namespace pinweek {

/**
 * What a fit makes of an upright picture, whatever size it was decoded in: the part that is left,
 * in its own pixels, or all of it in the middle of a ground (opaque; a picture that is larger than
 * its ground may be is made smaller). Unchanged for the original. Worker threads only, but for
 * small pictures.
 */
QImage fittedPicture(const QImage &picture, const PictureFit &fit);

/** False where a picture of that size comes out as it is: a crop can leave all of it. */
bool changesPicture(const PictureFit &fit, QSize size);

/** Where the focus is in what the fit leaves of a picture, as parts of that. */
QPointF focusWithin(const PictureFit &fit);

/** A blurred picture of that size to stand behind another: the middle of `picture`, so large that
 * it covers it. */
QImage blurredGround(const QImage &picture, QSize size);

/** Up to `most` colours that a picture has most of, each unlike the others, the most frequent
 * first. Any thread; quick for pictures of a few hundred px. */
QList<QRgb> paletteOf(const QImage &picture, int most);

/**
 * An asset's picture for looking at, upright, in sRGB, at most `width` px wide (0: as it is). The
 * file is not held against its hash. Errors: Media (missing, unreadable), Storage. Worker threads
 * only.
 */
Result<QImage> readLibraryPicture(const MediaAsset &asset, const QString &workspace, int width);

} // namespace pinweek
