// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace pinweek {

/**
 * The title that a program or photographer wrote into a file as XMP (dc:title, its default
 * language), as one line; empty where there is none. The packet is found by its marks, as Adobe's
 * XMP Specification Part 3 lets readers do in any kind of file: JPEG, PNG, WebP, HEIC, MP4.
 */
QString xmpTitle(const QByteArray &bytes);

/** The same of a file's first mebibyte, where all of those keep it. Slow: worker threads only. */
QString embeddedTitle(const QString &path);

} // namespace pinweek
