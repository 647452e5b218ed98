// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/gifcheck.h"

#include <optional>

namespace pinweek {

namespace {

constexpr qsizetype headBytes = 13;
constexpr qsizetype frameHeadBytes = 10;
constexpr char trailer = 0x3B;
constexpr char frame = 0x2C;
constexpr char extension = 0x21;

/** Steps over a chain of length-prefixed blocks; nullopt when the file ends within it. */
std::optional<qsizetype> afterBlocks(const QByteArray &bytes, qsizetype at)
{
    while (at < bytes.size()) {
        const int length = uchar(bytes.at(at));
        at += 1 + length;
        if (length == 0)
            return at;
    }
    return std::nullopt;
}

qsizetype paletteBytes(uchar flags)
{
    return flags & 0x80 ? 3 * (qsizetype(2) << (flags & 0x07)) : 0;
}

} // namespace

GifCheck checkGif(const QByteArray &bytes)
{
    GifCheck check{GifState::CutOff, 0};
    if (bytes.size() < headBytes)
        return check;
    qsizetype at = headBytes + paletteBytes(uchar(bytes.at(10)));
    while (at < bytes.size() && bytes.at(at) != trailer) {
        const char block = bytes.at(at);
        if (block == frame) {
            if (at + frameHeadBytes > bytes.size())
                return check;
            at += frameHeadBytes + paletteBytes(uchar(bytes.at(at + 9))) + 1;
        } else if (block == extension) {
            at += 2;
        } else {
            check.state = check.frames > 0 ? GifState::Whole : GifState::Damaged;
            return check;
        }
        const std::optional<qsizetype> next = afterBlocks(bytes, at);
        if (!next)
            return check;
        at = *next;
        check.frames += block == frame ? 1 : 0;
    }
    if (check.frames > 0)
        check.state = GifState::Whole;
    return check;
}

} // namespace pinweek
