// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/mediaasset.h"
#include "model/picturefit.h"

#include <QByteArray>
#include <QImage>
#include <QSize>

namespace pinweek {

/** What is sent to Pinterest: an encoded image without private metadata. */
struct PreparedImage
{
    QByteArray bytes;       // JPEG or PNG
    QByteArray contentType; // "image/jpeg" or "image/png": the only ones the API takes
    QSize size;             // px
    QByteArray sha256 = {}; // of the bytes, hex; empty: not known
};

/**
 * Makes the final bytes of an asset. An upright sRGB JPEG within `targetBytes` keeps its picture
 * bit for bit (stripJpeg). All else is decoded: EXIF orientation applied, converted to sRGB, pixels
 * copied into a fresh image; PNG where there is transparency, else JPEG. Either way no EXIF, XMP,
 * IPTC, PNG text or comment survives. At most `targetBytes` by lowering quality first, then size;
 * never over 20 MB. GIF gives its first frame. A fit is applied to the upright picture in all of its
 * pixels; what it changes is encoded anew. Worker threads only.
 *
 * The library file is verified against its SHA-256 first.
 * Errors: Media (missing, damaged, unreadable), Storage.
 * Source: protocols.md 3.9, pinterest-api.md sections 8.2 and 10.
 */
Result<PreparedImage> prepareImage(const MediaAsset &asset, const QString &workspace,
                                   qint64 targetBytes, const PictureFit &fit = {});

/** JPEG of the best quality with which it is at most `targetBytes`; where none is, the smallest.
 * Empty when it could not be encoded. Worker threads only. */
QByteArray jpegWithin(const QImage &image, qint64 targetBytes);

} // namespace pinweek
