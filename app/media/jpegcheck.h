// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QRect>
#include <QSize>

#include <functional>

namespace pinweek {

enum class JpegState
{
    Whole,
    CutOff,  // the data ends before the picture does
    Damaged, // the data in between is no valid picture
};

struct JpegHead
{
    JpegState state = JpegState::Damaged;
    QSize size;         // px as stored; empty unless state is Whole
    int components = 0; // colours a pixel: 1 grey, 3, 4 CMYK
};

/** Reads a JPEG up to its first scan; allocates nothing of the picture's size. Any thread. */
JpegHead readJpegHead(const QByteArray &bytes);

/**
 * Decodes a JPEG in grey or three colours to Format_RGB32, as its pixels lie in the file, in the
 * colours of its profile, and stops where it is cut off or damaged: Qt, as libjpeg, fills what is
 * missing with grey and calls that a success. Bytes after the end marker are fine (phones put films
 * there).
 * @param eighths  1, 2, 4 or 8: the picture is made that much smaller, many times quicker
 * @param image    whole if the state says so; null where there is no memory. Any thread.
 */
JpegState readJpegPixels(const QByteArray &bytes, int eighths, QImage &image);

/**
 * The same of a part of the picture in full size, the same in every bit: what lies outside of it
 * is hardly decoded, what comes after it is not looked at. For files that were decoded whole once.
 * @param part  px as stored, within the picture
 */
JpegState readJpegPart(const QByteArray &bytes, const QRect &part, QImage &image);

/** One line of a picture in printers' inks: cyan, magenta, yellow, black, a byte each. */
struct JpegInkLine
{
    const uchar *inks = nullptr; // four for each pixel
    int y = 0;
    QSize size; // px of the picture that is decoded
    /** 0 is most ink: Adobe's way, which its mark in the file tells. */
    bool inverted = false;
};

/**
 * Decodes a JPEG of four inks (CMYK or YCCK) line by line. `eighths` of 1 to 8 makes it that much
 * smaller. Stops where the file is cut off or damaged. Any thread.
 */
JpegState readJpegInks(const QByteArray &bytes, int eighths,
                       const std::function<void(const JpegInkLine &)> &take);

} // namespace pinweek
