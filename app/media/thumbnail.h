// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "media/imagedecode.h"

#include <QImage>
#include <QString>

namespace pinweek {

/** Width of the thumbnails on disk, px; narrower pictures keep their width. */
constexpr int thumbnailWidth = 480;

/** "thumbnails/ab/abcdef….jpg", or ".png" where the picture has transparency; below the workspace.
 */
QString thumbnailRelativePath(const QString &sha256, bool transparent);

/** Encodes a thumbnail (JPEG q85, PNG with transparency) and writes it durably. Errors: Storage.
 * Worker threads only. */
Result<void> writeThumbnail(const QImage &thumbnail, const QString &sha256,
                            const QString &workspace);

/** The thumbnail on disk, null when there is none that can be read. Worker threads only. */
QImage readThumbnail(const QString &sha256, const QString &workspace);

/** True if a thumbnail lies on disk, readable or not. */
bool hasThumbnail(const QString &sha256, const QString &workspace);

void removeThumbnail(const QString &sha256, const QString &workspace);

/** The middle of `image`, scaled so that it fills `size` (px) exactly; premultiplied or opaque,
 * ready to be painted 1:1. */
QImage coverCropped(const QImage &image, QSize size);

} // namespace pinweek
