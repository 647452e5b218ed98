// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/videoprobe.h"

#include "media/imagedecode.h"
#include "media/refusal.h"
#include "media/videotool.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

/** "30000/1001", "4:3"; 0 where it is none. */
double fraction(const QString &text, QChar divider)
{
    const QStringList parts = text.split(divider);
    const double below = parts.value(1).toDouble();
    return parts.size() == 2 && below > 0 ? parts.first().toDouble() / below : 0;
}

std::chrono::milliseconds lengthOf(const QJsonObject &json)
{
    constexpr double longest = 1000.0 * 3600; // s
    const double seconds = json.value("duration"_L1).toString().toDouble();
    return std::chrono::milliseconds(seconds > 0 && seconds < longest ? std::llround(seconds * 1000)
                                                                      : 0);
}

bool isSideways(const QJsonObject &stream)
{
    int degrees = stream.value("tags"_L1).toObject().value("rotate"_L1).toString().toInt();
    const QJsonArray list = stream.value("side_data_list"_L1).toArray();
    for (const QJsonValue &each : list) {
        if (const QJsonValue rotation = each.toObject().value("rotation"_L1); rotation.isDouble())
            degrees = rotation.toInt();
    }
    return std::abs(degrees) % 180 == 90;
}

QSize shownSize(const QJsonObject &stream)
{
    constexpr int longestSide = 32'768;
    const int width = stream.value("width"_L1).toInt();
    const int height = stream.value("height"_L1).toInt();
    if (width < 1 || height < 1 || width > longestSide || height > longestSide)
        return {};
    const double pixel = fraction(stream.value("sample_aspect_ratio"_L1).toString(), u':');
    const bool isSane = pixel > 0.1 && pixel < 10;
    const QSize size(isSane ? int(std::lround(width * pixel)) : width, height);
    return isSideways(stream) ? size.transposed() : size;
}

VideoRange rangeOf(const QJsonObject &stream)
{
    const QString transfer = stream.value("color_transfer"_L1).toString();
    return transfer == "smpte2084"_L1 || transfer == "arib-std-b67"_L1 ? VideoRange::High
                                                                       : VideoRange::Standard;
}

/** The first stream that moves: a picture of an album is none. */
QJsonObject videoStream(const QJsonArray &streams)
{
    for (const QJsonValue &each : streams) {
        const QJsonObject stream = each.toObject();
        const QJsonObject disposition = stream.value("disposition"_L1).toObject();
        if (stream.value("codec_type"_L1) == "video"_L1 &&
            disposition.value("attached_pic"_L1).toInt() == 0)
            return stream;
    }
    return {};
}

tl::unexpected<Error> refuseEmpty(const QString &name)
{
    return refuse(name, u"has a length of 0 seconds: there is nothing to play. Export it again"_s);
}

tl::unexpected<Error> noAnswer(VideoToolState state, const QString &name)
{
    switch (state) {
    case VideoToolState::Absent:
        return refuse(name, u"can't be added: videos need the program ffmpeg. Install the package "
                            "“ffmpeg”, then try again"_s);
    case VideoToolState::Cancelled:
        return fail(ErrorKind::Cancelled, u"The import was cancelled."_s);
    case VideoToolState::TooSlow:
        return refuse(name, u"takes too long to look into: it may be damaged. Export it again as "
                            "MP4 (H.264)"_s);
    default:
        return refuse(name, u"can't be read as a video: it may be damaged. Export it again as MP4 "
                            "(H.264)"_s);
    }
}

} // namespace

Result<VideoFacts> probeVideo(const QString &file, const QString &name,
                              const std::atomic<bool> &cancelled)
{
    const QStringList asked{u"-v"_s,   u"quiet"_s,        u"-print_format"_s,
                            u"json"_s, u"-show_format"_s, u"-show_streams"_s};
    const VideoToolAnswer answer =
        runVideoTool(u"ffprobe"_s, asked + videoInput(file), {}, cancelled);
    if (answer.state != VideoToolState::Done)
        return noAnswer(answer.state, name);
    const QJsonObject json = QJsonDocument::fromJson(answer.output).object();
    if (json.isEmpty())
        return noAnswer(VideoToolState::Refused, name);
    const QJsonArray streams = json.value("streams"_L1).toArray();
    // Of a file whose inside is no more than noise nothing is said, not even a length.
    if (streams.isEmpty())
        return json.value("format"_L1).toObject().contains("duration"_L1)
                   ? refuseEmpty(name)
                   : noAnswer(VideoToolState::Refused, name);
    const QJsonObject stream = videoStream(streams);
    if (stream.isEmpty())
        return refuse(name, u"has no video in it, only sound. Add a file with moving pictures"_s);
    VideoFacts facts;
    facts.size = shownSize(stream);
    facts.codec = stream.value("codec_name"_L1).toString();
    facts.framesPerSecond = fraction(stream.value("avg_frame_rate"_L1).toString(), u'/');
    facts.range = rangeOf(stream);
    facts.duration = lengthOf(json.value("format"_L1).toObject());
    if (facts.duration.count() == 0)
        facts.duration = lengthOf(stream);
    if (facts.size.isEmpty() || facts.codec.isEmpty())
        return noAnswer(VideoToolState::Refused, name);
    if (facts.duration.count() == 0)
        return refuseEmpty(name);
    return facts;
}

VideoRange videoRange(const QString &file, const QString &codec, const std::atomic<bool> &cancelled)
{
    if (codec == "h264"_L1) // eight bits, nearly always
        return VideoRange::Standard;
    const Result<VideoFacts> facts = probeVideo(file, {}, cancelled);
    return facts ? facts->range : VideoRange::Standard;
}

} // namespace pinweek
