// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/animation.h"

#include "media/gifcheck.h"
#include "media/heifimage.h"

#include <QtEndian>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

bool isAnimatedWebp(const QByteArray &bytes)
{
    // The extended form's flags: the WebP container, "Extended File Format".
    constexpr qsizetype flags = 20;
    constexpr char animation = 0x02;
    return bytes.size() > flags && QByteArrayView(bytes).sliced(12, 4) == "VP8X" &&
           (bytes.at(flags) & animation) != 0;
}

bool isAnimatedPng(const QByteArray &bytes)
{
    const QByteArrayView file(bytes);
    qsizetype at = 8;
    while (at + 12 <= file.size()) {
        const qsizetype length = qFromBigEndian<quint32>(file.data() + at);
        const QByteArrayView type = file.sliced(at + 4, 4);
        if (type == "IDAT" || at + 12 + length > file.size())
            return false;
        if (type == "acTL")
            return length >= 4 && qFromBigEndian<quint32>(file.data() + at + 8) > 1;
        at += 12 + length;
    }
    return false;
}

} // namespace

bool isAnimated(const QByteArray &bytes, const QString &format)
{
    if (format == "gif"_L1)
        return checkGif(bytes).frames > 1;
    if (format == "webp"_L1)
        return isAnimatedWebp(bytes);
    if (format == "png"_L1)
        return isAnimatedPng(bytes);
    return isHeifSequence(bytes);
}

} // namespace pinweek
