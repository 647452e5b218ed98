// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QColor>
#include <QSize>

namespace pinweek::test {

/** A whole JPEG file with a few shapes on a ground of this colour; different colours, different
 * bytes. */
QByteArray jpegFile(QSize size = {400, 600}, const QColor &colour = QColor(0xc0, 0x70, 0x30));
/** The same as PNG. */
QByteArray pngFile(QSize size = {400, 600}, const QColor &colour = QColor(0x30, 0x70, 0xc0));

} // namespace pinweek::test
