// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>

namespace pinweek {

/**
 * A JPEG in printers' inks (CMYK, YCCK) as sRGB, Format_RGB32, as its pixels lie in the file: by
 * its ICC profile; without one that can be used, as browsers show it (each colour is what its ink
 * and the black leave of the white). Null where it is cut off, damaged or there is no memory.
 * @param eighths  1 to 8: the picture is made that much smaller. Worker threads only.
 */
QImage decodeInkJpeg(const QByteArray &bytes, int eighths = 8);

} // namespace pinweek
