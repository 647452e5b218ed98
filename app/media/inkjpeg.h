// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "media/jpegcheck.h"

#include <QByteArray>
#include <QImage>

namespace pinweek {

/**
 * A JPEG in printers' inks (CMYK, YCCK) as sRGB, Format_RGB32, as its pixels lie in the file: by
 * its ICC profile; without one that can be used, as browsers show it (each colour is what its ink
 * and the black leave of the white). Parameters and result as of readJpegPixels. Worker threads
 * only.
 */
JpegState decodeInkJpeg(const QByteArray &bytes, int eighths, QImage &image);

} // namespace pinweek
