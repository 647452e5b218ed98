// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QImage>
#include <QImageIOHandler>
#include <QRect>
#include <QSize>
#include <QString>

namespace pinweek {

/** What the head of an image file says; nothing is decoded yet. */
struct ImageHead
{
    QString format;        // "jpeg", "png", "webp", "gif", "heic", "avif": by content
    QSize stored;          // px, as the pixels lie in the file
    bool sideways = false; // EXIF orientation swaps width and height
    bool turned = false;   // EXIF orientation is another than the pixels' own
    bool inks = false;     // a JPEG in printers' inks
    /** What EXIF says; a HEIC's or AVIF's own turns are made by its decoder, and are not here. */
    QImageIOHandler::Transformations turns = QImageIOHandler::TransformationNone;

    /** px, as the picture is seen. */
    [[nodiscard]] QSize upright() const { return sideways ? stored.transposed() : stored; }
};

/** A file name as one clear line: line ends, control and text-direction characters become spaces.
 */
QString oneLineName(const QString &name);

/**
 * Reads the head and refuses what cannot be used, before anything of its size is allocated.
 * Errors: Media, `"name" …`: empty, no image, unsupported type, over 100 megapixels or 256 MB
 * decoded. Any thread; HEIC and AVIF are asked of another process (media/heifimage.h): 10 ms.
 */
Result<ImageHead> readImageHead(const QByteArray &bytes, const QString &name);

/**
 * Walks the whole file: cut off or damaged files are refused, whatever a lenient decoder would make
 * of them. A JPEG's, HEIC's and AVIF's end, and a PNG's and WebP's content, are checked by decoding
 * them (decodeImage). Errors: Media. Any thread.
 */
Result<void> checkWholeFile(const QByteArray &bytes, const ImageHead &head, const QString &name);

/**
 * The picture (of an animation: its first frame), upright by EXIF orientation, in sRGB, as
 * Format_RGB32 or, where it has an alpha channel, Format_ARGB32; the pixels lie in a fresh image
 * that carries no text, profile or resolution.
 * @param width  upright px; the picture is made that wide, never wider than it is. 0: as it is
 * Errors: Media. Worker threads only.
 */
Result<QImage> decodeImage(const QByteArray &bytes, const ImageHead &head, const QString &name,
                           int width = 0);

/**
 * A part of the picture that decodeImage() gives in full size, the same in every bit; of a JPEG
 * many times quicker where the part is small. For files that came in through checkWholeFile() and
 * decodeImage(): what lies outside of the part is not checked.
 * @param part  px of the upright picture, within it
 */
Result<QImage> decodePart(const QByteArray &bytes, const ImageHead &head, const QString &name,
                          const QRect &part);

/** True if any pixel is not fully opaque. */
bool hasTransparency(const QImage &image);

} // namespace pinweek
