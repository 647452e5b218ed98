// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/videoframe.h"

#include "media/imagedecode.h"
#include "media/refusal.h"
#include "media/videotool.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImageReader>

#include <algorithm>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto framePatience = 30s;

/** The pixels square, the frame in the box, its size even. Never larger than it is. */
QString scaleTo(QSize box)
{
    return u"scale=w='trunc(iw*if(sar,sar,1)/2)*2':h=ih,setsar=1,"
           "scale=w='min(iw,%1)':h='min(ih,%2)':force_original_aspect_ratio=decrease"_s.arg(
               QString::number(box.width()), QString::number(box.height()));
}

/** From the colours and the light of HDR to those of a screen. 203 cd/m² is the white of a page
 * there (ITU-R BT.2408); what is brighter is bent to stay below white. Follows scaleTo(). */
QString toStandardRange()
{
    return u":force_divisible_by=2,zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,"
           "tonemap=tonemap=mobius:desat=0,zscale=t=iec61966-2-1:m=gbr:r=full"_s;
}

QImage decodePpm(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImage image = QImageReader(&buffer, "ppm").read();
    if (image.isNull())
        return {};
    image.convertTo(QImage::Format_RGB32);
    image.setColorSpace(QColorSpace::SRgb);
    return image;
}

tl::unexpected<Error> noFrame(VideoToolState state, const QString &name)
{
    if (state == VideoToolState::Cancelled)
        return fail(ErrorKind::Cancelled, u"Cancelled."_s);
    const QString why = state == VideoToolState::Absent
                            ? u"can't be shown: videos need the program ffmpeg. Install the "
                              "package “ffmpeg”, then try again"_s
                            : u"gives no picture at this time: it may be damaged there. Try "
                              "another time"_s;
    return refuse(name, why);
}

/** Mean brightness, 0 to 255, of some hundred pixels. */
int brightness(const QImage &image)
{
    const QImage small = image.scaled(16, 16, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    int sum = 0;
    for (int y = 0; y < small.height(); ++y) {
        for (int x = 0; x < small.width(); ++x)
            sum += qGray(small.pixel(x, y));
    }
    return sum / (small.width() * small.height());
}

} // namespace

Result<QImage> videoFrame(const QString &file, const QString &name, std::chrono::milliseconds at,
                          QSize box, const std::atomic<bool> &cancelled, VideoRange range)
{
    VideoToolLimits limits;
    limits.patience = framePatience;
    limits.mostBytes = qint64(box.width()) * box.height() * 3 + 4096;
    VideoToolState state = VideoToolState::Done;
    const QString filters =
        range == VideoRange::High ? scaleTo(box) + toStandardRange() : scaleTo(box);
    // The last frame lasts for a while: where nothing comes, a little earlier there is one.
    for (const std::chrono::milliseconds earlier : {0ms, 100ms, 500ms, 2000ms}) {
        const double seconds = double(std::max(0ms, at - earlier).count()) / 1000;
        QStringList arguments{u"-v"_s,       u"quiet"_s, u"-nostdin"_s,
                              u"-threads"_s, u"2"_s,     u"-filter_threads"_s,
                              u"1"_s,        u"-ss"_s,   QString::number(seconds, 'f', 3)};
        arguments += videoInput(file);
        arguments += {u"-map"_s, u"0:V:0"_s,      u"-frames:v"_s, u"1"_s,        u"-vf"_s,
                      filters,   u"-c:v"_s,       u"ppm"_s,       u"-pix_fmt"_s, u"rgb24"_s,
                      u"-f"_s,   u"image2pipe"_s, u"pipe:1"_s};
        const VideoToolAnswer answer = runVideoTool(u"ffmpeg"_s, arguments, limits, cancelled);
        state = answer.state;
        if (state == VideoToolState::Absent || state == VideoToolState::Cancelled)
            break;
        if (const QImage image = decodePpm(answer.output); !image.isNull())
            return image;
        if (at <= earlier)
            break;
    }
    // An ffmpeg that was built without zscale: pale is better than nothing.
    if (range == VideoRange::High && state != VideoToolState::Absent &&
        state != VideoToolState::Cancelled)
        return videoFrame(file, name, at, box, cancelled);
    return noFrame(state, name);
}

Result<PosterFrame> posterFrame(const QString &file, const QString &name,
                                std::chrono::milliseconds duration,
                                const std::atomic<bool> &cancelled, VideoRange range)
{
    constexpr int dark = 20; // of 255
    const QSize box(longestStillSide, longestStillSide);
    Result<PosterFrame> found = fail(ErrorKind::Media, QString());
    for (const std::chrono::milliseconds at :
         {std::min<std::chrono::milliseconds>(1s, duration / 2), duration / 4, duration / 2}) {
        const Result<QImage> image = videoFrame(file, name, at, box, cancelled, range);
        if (!image && image.error().kind == ErrorKind::Cancelled)
            return fail(image.error());
        if (!image) {
            if (!found)
                found = fail(image.error());
            continue;
        }
        if (!found || brightness(*image) > dark)
            found = PosterFrame{*image, at};
        if (brightness(*image) > dark)
            break;
    }
    return found;
}

QList<std::chrono::milliseconds> spreadOver(std::chrono::milliseconds duration, int count)
{
    QList<std::chrono::milliseconds> times;
    for (int i = 0; i < count; ++i)
        times.append(duration * (2 * i + 1) / (2 * count));
    return times;
}

} // namespace pinweek
