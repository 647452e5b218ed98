// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace pinweek {

/** True for a file of `format` (ImageHead) that holds more than one picture to be shown in turn:
 * GIF, WebP, PNG (APNG), AVIF and HEIC sequences. Only its first one is sent. Nothing is decoded.
 * Any thread. */
bool isAnimated(const QByteArray &bytes, const QString &format);

} // namespace pinweek
