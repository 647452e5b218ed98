// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/exifturns.h"

#include "media/jpegsegments.h"

#include <QtEndian>

#include <array>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr QByteArrayView jpegMark("Exif\0\0", 6);

QByteArrayView jpegExif(QByteArrayView file)
{
    constexpr uchar applicationMark = 0xE1;
    QByteArrayView exif;
    forEachJpegSegment(file, [&exif](uchar marker, QByteArrayView content) {
        if (marker == applicationMark && content.startsWith(jpegMark))
            exif = content;
        return exif.isEmpty();
    });
    return exif;
}

QByteArrayView pngExif(QByteArrayView file)
{
    qsizetype at = 8;
    while (at + 12 <= file.size()) {
        const qsizetype length = qFromBigEndian<quint32>(file.data() + at);
        if (at + 12 + length > file.size())
            break;
        if (file.sliced(at + 4, 4) == "eXIf")
            return file.sliced(at + 8, length);
        at += 12 + length;
    }
    return {};
}

QByteArrayView webpExif(QByteArrayView file)
{
    qsizetype at = 12;
    while (at + 8 <= file.size()) {
        const qsizetype length = qFromLittleEndian<quint32>(file.data() + at + 4);
        if (at + 8 + length > file.size())
            break;
        if (file.sliced(at, 4) == "EXIF")
            return file.sliced(at + 8, length);
        at += 8 + length + length % 2;
    }
    return {};
}

/** The value of the tag "Orientation" in the first directory of a TIFF structure; 0: none. */
template<typename Read16, typename Read32>
int orientationIn(QByteArrayView tiff, Read16 read16, Read32 read32)
{
    constexpr quint16 orientation = 0x0112;
    constexpr quint16 shortType = 3;
    constexpr qsizetype entryBytes = 12;
    qsizetype at = read32(tiff.data() + 4);
    if (at + 2 > tiff.size())
        return 0;
    const int entries = read16(tiff.data() + at);
    at += 2;
    for (int i = 0; i < entries && at + entryBytes <= tiff.size(); ++i, at += entryBytes) {
        const char *entry = tiff.data() + at;
        if (read16(entry) == orientation && read16(entry + 2) == shortType)
            return read16(entry + 8);
    }
    return 0;
}

int orientationOf(QByteArrayView exif)
{
    // Some writers put JPEG's mark before it in the other formats too.
    if (exif.startsWith(jpegMark))
        exif = exif.sliced(jpegMark.size());
    if (exif.size() < 8)
        return 0;
    if (exif.startsWith(QByteArrayView("II*\0", 4)))
        return orientationIn(
            exif, [](const char *from) { return qFromLittleEndian<quint16>(from); },
            [](const char *from) { return qFromLittleEndian<quint32>(from); });
    if (exif.startsWith(QByteArrayView("MM\0*", 4)))
        return orientationIn(
            exif, [](const char *from) { return qFromBigEndian<quint16>(from); },
            [](const char *from) { return qFromBigEndian<quint32>(from); });
    return 0;
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
    QByteArrayView exif;
    if (format == "jpeg"_L1)
        exif = jpegExif(bytes);
    else if (format == "png"_L1)
        exif = pngExif(bytes);
    else if (format == "webp"_L1)
        exif = webpExif(bytes);
    const auto orientation = size_t(orientationOf(exif));
    return orientation < turns.size() ? turns[orientation] : Turn::TransformationNone;
}

} // namespace pinweek
