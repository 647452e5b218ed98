// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/exifturns.h"

#include "media/exifdata.h"

#include <array>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

/** The value of the tag "Orientation"; 0: none. */
int orientationOf(QByteArrayView exif)
{
    constexpr quint16 orientation = 0x0112;
    int value = 0;
    forEachExifEntry(exif, [&value](const ExifEntry &entry) {
        if (entry.tag == orientation)
            value = entry.number();
        return value == 0;
    });
    return value;
}

} // namespace

QImageIOHandler::Transformations exifTurns(const QByteArray &bytes, const QString &format)
{
    using Turn = QImageIOHandler;
    constexpr std::array turns{
        Turn::TransformationNone,      Turn::TransformationNone,
        Turn::TransformationMirror,    Turn::TransformationRotate180,
        Turn::TransformationFlip,      Turn::TransformationFlipAndRotate90,
        Turn::TransformationRotate90,  Turn::TransformationMirrorAndRotate90,
        Turn::TransformationRotate270,
    };
    // The decoder of the others turns them by itself.
    const bool isOurs = format == "jpeg"_L1 || format == "png"_L1 || format == "webp"_L1;
    const auto orientation = size_t(isOurs ? orientationOf(exifOf(bytes, format)) : 0);
    return orientation < turns.size() ? turns[orientation] : Turn::TransformationNone;
}

} // namespace pinweek
