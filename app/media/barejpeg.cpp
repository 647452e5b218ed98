// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/barejpeg.h"

#include <QColorSpace>
#include <QtEndian>

#include <cstring>
#include <map>
#include <optional>
#include <utility>

namespace pinweek {

namespace {

// Marker codes of ITU T.81, table B.1.
constexpr uchar startOfImage = 0xD8;
constexpr uchar endOfImage = 0xD9;
constexpr uchar startOfScan = 0xDA;
constexpr uchar firstRestart = 0xD0;
constexpr uchar lastRestart = 0xD7;
constexpr uchar jfif = 0xE0;
constexpr uchar profileMark = 0xE2;
constexpr uchar adobe = 0xEE;

// Version 1.1, square pixels, no thumbnail.
constexpr QByteArrayView bareJfif("\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00",
                                  18);
constexpr QByteArrayView bareAdobeHead("\xFF\xEE\x00\x0E", 4);
constexpr qsizetype jfifBytes = 14;  // of the segment's content, without a thumbnail
constexpr qsizetype segmentHead = 4; // marker and length
constexpr qsizetype adobeBytes = 12; // of the segment's content; more than that is no colour mark
constexpr qsizetype profileHeadBytes = 14; // "ICC_PROFILE\0", number, count

/** Square pixels, and no thumbnail. */
bool isBareJfif(QByteArrayView content)
{
    constexpr qsizetype across = 8;
    constexpr qsizetype down = 10;
    constexpr qsizetype thumbnail = 12;
    return content.size() == jfifBytes && content.sliced(across, 2) == content.sliced(down, 2) &&
           content.at(thumbnail) == 0 && content.at(thumbnail + 1) == 0;
}

bool isHuffmanFrame(uchar marker)
{
    return marker >= 0xC0 && marker <= 0xC2;
}

bool isNeeded(uchar marker)
{
    constexpr uchar huffmanTables = 0xC4;
    constexpr uchar quantisation = 0xDB;
    constexpr uchar lines = 0xDC;
    constexpr uchar restartInterval = 0xDD;
    return isHuffmanFrame(marker) || marker == huffmanTables || marker == quantisation ||
           marker == lines || marker == restartInterval || marker == startOfScan;
}

bool isOtherFrame(uchar marker)
{
    return marker >= 0xC3 && marker <= 0xCF && marker != 0xC4;
}

bool standsAlone(uchar marker)
{
    return marker < 0xC0 || (marker >= firstRestart && marker <= startOfImage);
}

/** Of a frame: 1 grey, 3 colours, 4 inks; 0 where the frame says nothing. */
int componentsOf(QByteArrayView frame)
{
    constexpr qsizetype place = 5;
    return frame.size() > place ? uchar(frame.at(place)) : 0;
}

/** Where the coded data that begins at `at` ends: at the next marker that is none of its own. */
qsizetype endOfCodedData(const QByteArray &bytes, qsizetype at)
{
    while (true) {
        at = bytes.indexOf('\xFF', at);
        if (at < 0 || at + 1 >= bytes.size())
            return bytes.size();
        const auto next = uchar(bytes.at(at + 1));
        const bool restart = next >= firstRestart && next <= lastRestart;
        if (next != 0 && next != 0xFF && !restart)
            return at;
        at += next == 0xFF ? 1 : 2;
    }
}

/** What is kept of the segments that have been seen. */
struct Selection
{
    QList<QByteArrayView> pieces; // of the file, or constants
    bool hasJfif = false;
    std::map<uchar, QByteArray> profile; // its parts by their number

    void keep(QByteArrayView piece)
    {
        if (!pieces.isEmpty() && pieces.last().end() == piece.begin())
            pieces.last() = QByteArrayView(pieces.last().begin(), piece.end());
        else
            pieces.append(piece);
    }

    /** A segment that no decoder needs for its tables; nearly all of them are left out. */
    void note(uchar marker, QByteArrayView content)
    {
        if (marker == jfif && content.startsWith(QByteArrayView("JFIF\0", 5)) &&
            content.size() >= jfifBytes) {
            if (!std::exchange(hasJfif, true))
                keep(isBareJfif(content)
                         ? QByteArrayView(content.begin() - segmentHead, content.end())
                         : bareJfif);
        } else if (marker == adobe && content.startsWith("Adobe") && content.size() >= adobeBytes) {
            keep(bareAdobeHead);
            keep(content.first(adobeBytes));
        } else if (marker == profileMark &&
                   content.startsWith(QByteArrayView("ICC_PROFILE\0", 12)) &&
                   content.size() > profileHeadBytes) {
            profile[uchar(content.at(12))] += content.sliced(profileHeadBytes).toByteArray();
        }
    }

    [[nodiscard]] bool isSrgb() const
    {
        QByteArray whole;
        for (const auto &[number, part] : profile)
            whole += part;
        return whole.isEmpty() ||
               QColorSpace::fromIccProfile(whole) == QColorSpace(QColorSpace::SRgb);
    }
};

/** Of a file that can be stripped. */
std::optional<QList<QByteArrayView>> whatStays(const QByteArray &bytes)
{
    if (bytes.size() < 2 || uchar(bytes.at(0)) != 0xFF || uchar(bytes.at(1)) != startOfImage)
        return std::nullopt;
    const QByteArrayView file(bytes);
    Selection selection;
    selection.keep(file.first(2));
    qsizetype at = 2;
    while (at + 2 <= file.size() && uchar(file.at(at)) == 0xFF) {
        const auto marker = uchar(file.at(at + 1));
        if (marker == 0xFF) { // fill
            ++at;
            continue;
        }
        if (marker == endOfImage) {
            selection.keep(file.sliced(at, 2));
            return selection.isSrgb() ? std::optional(selection.pieces) : std::nullopt;
        }
        if (standsAlone(marker) || isOtherFrame(marker) || at + 4 > file.size())
            return std::nullopt;
        const qsizetype length = qFromBigEndian<quint16>(file.data() + at + 2);
        qsizetype end = at + 2 + length;
        if (length < 2 || end > file.size())
            return std::nullopt;
        const QByteArrayView content = file.sliced(at + 4, length - 2);
        if (isHuffmanFrame(marker) && componentsOf(content) != 1 && componentsOf(content) != 3)
            return std::nullopt;
        if (marker == startOfScan)
            end = endOfCodedData(bytes, end);
        if (isNeeded(marker))
            selection.keep(file.sliced(at, end - at));
        else
            selection.note(marker, content);
        at = end;
    }
    return std::nullopt;
}

} // namespace

bool stripJpeg(QByteArray &bytes, bool *isAsItWas)
{
    bytes.detach(); // so that the pieces stay where they are
    const std::optional<QList<QByteArrayView>> pieces = whatStays(bytes);
    if (!pieces)
        return false;
    // Each piece ends up at or before its own place, as a segment of ours is never longer than the
    // one that it stands for.
    char *to = bytes.data();
    bool isSame = true;
    for (const QByteArrayView piece : *pieces) {
        isSame &= piece.data() == to || std::memcmp(to, piece.data(), size_t(piece.size())) == 0;
        std::memmove(to, piece.data(), size_t(piece.size()));
        to += piece.size();
    }
    isSame &= to == bytes.constData() + bytes.size();
    bytes.truncate(to - bytes.constData());
    if (isAsItWas)
        *isAsItWas = isSame;
    return true;
}

} // namespace pinweek
