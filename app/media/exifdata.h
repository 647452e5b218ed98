// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <functional>

namespace pinweek {

/** What a camera wrote beside a picture, as it lies in the file. */
struct ExifEntry
{
    quint16 tag = 0;
    quint16 type = 0;
    QByteArrayView value; // as the file orders its bytes
    bool isLittle = false;

    /** The first number of a SHORT; 0: it is none. */
    [[nodiscard]] int number() const;
};

/** The block of EXIF in a file of this format ("jpeg", "png", "webp", "heic", "avif"), from its
 * byte order on; empty where there is none. Any thread. */
QByteArrayView exifOf(QByteArrayView file, const QString &format);

/**
 * Goes over the first directory of such a block, whatever is in it: `take` says whether to go on.
 * Entries whose value lies outside of the block are left out. Source: TIFF 6.0, CIPA DC-008. Any
 * thread.
 */
void forEachExifEntry(QByteArrayView exif, const std::function<bool(const ExifEntry &)> &take);

} // namespace pinweek
