// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pinweek {

/**
 * Leaves of a JPEG file the same picture bit for bit, with nothing beside it: EXIF, XMP, IPTC,
 * comments, profiles, thumbnails, unknown segments and whatever follows the end of the picture are
 * left out; only what a decoder needs (tables, frame, scans, and the JFIF and Adobe marks that say
 * how colours are coded) stays, and nothing is decoded. In place, since files are large and memory
 * is fresh pages.
 *
 * False, with the file as it was, where that would look different or cannot be done safely: a
 * colour profile other than sRGB, four inks, a kind of coding other than baseline, extended or
 * progressive Huffman, or a file whose structure is not understood to its end. The orientation is
 * the caller's to look at first: it is EXIF and is lost. Source: ITU T.81 annex B. Any thread.
 *
 * @param isAsItWas  set to whether nothing had to go
 */
bool stripJpeg(QByteArray &bytes, bool *isAsItWas = nullptr);

} // namespace pinweek
