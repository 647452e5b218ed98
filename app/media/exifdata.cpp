// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/exifdata.h"

#include "media/jpegsegments.h"

#include <QtEndian>

#include <array>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr QByteArrayView jpegMark("Exif\0\0", 6);
constexpr QByteArrayView littleMark("II*\0", 4);
constexpr QByteArrayView bigMark("MM\0*", 4);
constexpr quint16 shortType = 3;

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

/** An item of the file like any other: found by its mark. */
QByteArrayView heifExif(QByteArrayView file)
{
    for (const QByteArrayView mark : {littleMark, bigMark}) {
        const qsizetype at = file.indexOf(jpegMark.toByteArray() + mark.toByteArray());
        if (at >= 0)
            return file.sliced(at);
    }
    return {};
}

template<typename Number>
Number read(const char *from, bool isLittle)
{
    return isLittle ? qFromLittleEndian<Number>(from) : qFromBigEndian<Number>(from);
}

/** Bytes of one value of a type; 0: an unknown one. */
qsizetype bytesOf(quint16 type)
{
    constexpr std::array<qsizetype, 13> sizes{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
    return type < sizes.size() ? sizes.at(type) : 0;
}

} // namespace

int ExifEntry::number() const
{
    return type == shortType && value.size() >= 2 ? read<quint16>(value.data(), isLittle) : 0;
}

QByteArrayView exifOf(QByteArrayView file, const QString &format)
{
    QByteArrayView exif;
    if (format == "jpeg"_L1)
        exif = jpegExif(file);
    else if (format == "png"_L1)
        exif = pngExif(file);
    else if (format == "webp"_L1)
        exif = webpExif(file);
    else if (format == "heic"_L1 || format == "avif"_L1)
        exif = heifExif(file);
    // Some writers put JPEG's mark before it in the other formats too.
    return exif.startsWith(jpegMark) ? exif.sliced(jpegMark.size()) : exif;
}

void forEachExifEntry(QByteArrayView exif, const std::function<bool(const ExifEntry &)> &take)
{
    constexpr qsizetype entryBytes = 12;
    constexpr qsizetype placeBytes = 4; // what is longer lies elsewhere
    const bool isLittle = exif.startsWith(littleMark);
    if (exif.size() < 8 || (!isLittle && !exif.startsWith(bigMark)))
        return;
    qsizetype at = read<quint32>(exif.data() + 4, isLittle);
    if (at + 2 > exif.size())
        return;
    const int entries = read<quint16>(exif.data() + at, isLittle);
    at += 2;
    for (int i = 0; i < entries && at + entryBytes <= exif.size(); ++i, at += entryBytes) {
        const char *entry = exif.data() + at;
        ExifEntry found;
        found.isLittle = isLittle;
        found.tag = read<quint16>(entry, isLittle);
        found.type = read<quint16>(entry + 2, isLittle);
        const qsizetype size = bytesOf(found.type) * qsizetype(read<quint32>(entry + 4, isLittle));
        const qsizetype place =
            size <= placeBytes ? at + 8 : qsizetype(read<quint32>(entry + 8, isLittle));
        if (size <= 0 || place > exif.size() || size > exif.size() - place)
            continue;
        found.value = exif.sliced(place, size);
        if (!take(found))
            return;
    }
}

} // namespace pinweek
