// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QSize>

namespace pinweek {

/** What became of a HEIC or AVIF file. */
enum class HeifState
{
    Read,
    Damaged,
    TooLarge, // for the memory that a picture may take
    TooSlow,
    NoDecoder, // the program that decodes them is not beside this one
};

struct HeifPicture
{
    HeifState state = HeifState::Damaged;
    QSize size; // px, as the picture is seen
    /** As stored, upright, with its colour space where Qt knows it; null when only the head was
     * asked for. */
    QImage image = {};
    QByteArray profile = {}; // ICC, where the file has one
};

/**
 * HEIC and AVIF by libheif, in a process of its own (pinweek-heif, beside this program): the
 * decoders of these formats are large, and a file that breaks or stalls one of them ends there.
 * The primary image, turned, mirrored and cut as the container says; EXIF's orientation counts for
 * nothing, as ISO/IEC 23008-12 has it. Worker threads; readHeifHead takes about 10 ms.
 */
HeifPicture readHeifHead(const QByteArray &bytes);

/** The same with the picture: 16 bits a colour for a file of more than eight, where that is within
 * `mostBytes` of memory. */
HeifPicture readHeif(const QByteArray &bytes, qint64 mostBytes);

/** "heic" or "avif" by the brands at the start of a file, empty for any other file. Source: ISO/IEC
 * 23008-12 section 10 and the AV1 image file format, section 6. */
QByteArray heifFormat(const QByteArray &bytes);

/** True for a file that holds a sequence of pictures beside its primary one. */
bool isHeifSequence(const QByteArray &bytes);

/** False where a part of the file ends beyond the file's end. */
bool isHeifWhole(const QByteArray &bytes);

} // namespace pinweek
