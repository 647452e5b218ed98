// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtEndian>

namespace pinweek {

/**
 * Goes over the segments before a JPEG's pixels: `take(marker, content)` gets each without its
 * head, and says whether to go on. False: a segment is longer than the file. Source: ITU-T T.81
 * B.1.1.
 */
template<typename Take>
bool forEachJpegSegment(QByteArrayView file, Take take)
{
    constexpr uchar startOfScan = 0xDA;
    qsizetype at = 2;
    while (at + 4 <= file.size() && uchar(file.at(at)) == 0xFF) {
        const auto marker = uchar(file.at(at + 1));
        if (marker == startOfScan)
            break;
        if (marker == 0xFF) { // fill
            ++at;
            continue;
        }
        const qsizetype length = qFromBigEndian<quint16>(file.data() + at + 2);
        if (length < 2 || at + 2 + length > file.size())
            return false;
        if (!take(marker, file.sliced(at + 4, length - 2)))
            break;
        at += 2 + length;
    }
    return true;
}

} // namespace pinweek
