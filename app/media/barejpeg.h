// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace pinweek {

/**
 * The same JPEG picture bit for bit, with nothing beside it: EXIF, XMP, IPTC, comments, profiles,
 * thumbnails, unknown segments and whatever follows the end of the picture are left out; only what
 * a decoder needs (tables, frame, scans, and the JFIF and Adobe marks that say how colours are
 * coded) is copied, and nothing is decoded.
 *
 * Nothing where that copy would look different or cannot be made safely: a colour profile other
 * than sRGB, four inks, a kind of coding other than baseline, extended or progressive Huffman, or a
 * file whose structure is not understood to its end. The orientation is the caller's to look at
 * first: it is EXIF and is lost. Source: ITU T.81 annex B. Any thread.
 */
std::optional<QByteArray> bareJpeg(const QByteArray &bytes);

} // namespace pinweek
