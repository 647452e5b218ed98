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

/**
 * The title in the bytes of a whole image or video, as one line of at most some hundred characters:
 * XMP, else IPTC (ObjectName), else EXIF (XPTitle, then ImageDescription). What cameras and
 * programs write there by themselves ("OLYMPUS DIGITAL CAMERA", "Screenshot") is none. Any bytes
 * may be given.
 */
QString titleIn(const QByteArray &bytes);

/** The same of a file; of one of more than 64 MiB, in what lies near its beginning and its end.
 * Slow: worker threads only. */
QString embeddedTitle(const QString &path);

} // namespace pinweek
