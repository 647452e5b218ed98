// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/movieboxes.h"

#include <QByteArray>
#include <QList>
#include <QtEndian>

#include <algorithm>
#include <limits>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 headBytes = 8;
constexpr qint64 longHeadBytes = 16;
constexpr int mostBoxes = 100'000; // a film in fragments has two for each second or so

struct Box
{
    QByteArray type; // four letters; empty: there is none
    qint64 begin = 0;
    qint64 end = 0;
};

Box boxAt(QIODevice &file, qint64 at)
{
    if (!file.seek(at))
        return {};
    const QByteArray head = file.read(longHeadBytes);
    if (head.size() < headBytes)
        return {};
    quint64 size = qFromBigEndian<quint32>(head.constData());
    qint64 own = headBytes;
    if (size == 1) {
        if (head.size() < longHeadBytes)
            return {};
        size = qFromBigEndian<quint64>(head.constData() + headBytes);
        own = longHeadBytes;
    } else if (size == 0) { // up to the end of the file
        size = quint64(file.size() - at);
    }
    const bool isSane =
        size >= quint64(own) && size <= quint64(std::numeric_limits<qint64>::max() - at);
    return isSane ? Box{head.mid(4, 4), at + own, at + qint64(size)} : Box{};
}

/** What an MP4 or QuickTime file can begin with. */
bool canBeFirst(const QByteArray &type)
{
    static const QList<QByteArray> first{"ftyp", "moov", "mdat", "free", "skip", "wide", "pnot"};
    return first.contains(type);
}

bool isPlayList(const QByteArray &begin)
{
    static const QList<QByteArray> starts{"#EXTM3U", "ffconcat", "[playlist]", "<?xml",
                                          "<MPD",    "<smil",    "RTSPtext",   "SMILtext"};
    const QByteArray text = begin.trimmed();
    return std::any_of(starts.begin(), starts.end(),
                       [&text](const QByteArray &start) { return text.startsWith(start); });
}

QString formatOf(const QByteArray &brand)
{
    if (brand == "qt  " || brand.isEmpty()) // QuickTime was without a brand for long
        return u"mov"_s;
    return brand.startsWith("M4V") ? u"m4v"_s : u"mp4"_s;
}

} // namespace

MovieHead readMovieHead(QIODevice &file)
{
    constexpr qint64 peeked = 64;
    if (file.size() == 0)
        return {MovieState::Empty};
    const Box first = boxAt(file, 0);
    if (!canBeFirst(first.type)) {
        file.seek(0);
        return {isPlayList(file.read(peeked)) ? MovieState::PlayList : MovieState::NoMovie};
    }
    QByteArray brand;
    bool says = false; // what is in it
    qint64 at = 0;
    for (int i = 0; i < mostBoxes && at < file.size(); ++i) {
        const Box box = boxAt(file, at);
        // Some programs leave a few bytes behind the last one.
        if (box.type.isEmpty())
            break;
        if (box.end > file.size())
            return {MovieState::CutOff};
        if (box.type == "ftyp" && brand.isEmpty() && file.seek(box.begin))
            brand = file.read(4);
        says = says || box.type == "moov";
        at = box.end;
    }
    if (!says)
        return {MovieState::CutOff};
    return {MovieState::Whole, formatOf(brand)};
}

} // namespace pinweek
