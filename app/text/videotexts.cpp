// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/videotexts.h"

#include <QCoreApplication>
#include <QLocale>

namespace pinweek {

namespace {

struct VideoTexts
{
    Q_DECLARE_TR_FUNCTIONS(pinweek::VideoTexts)
};

QString clockOf(qint64 seconds)
{
    const auto two = [](qint64 number) {
        return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
    };
    const qint64 hours = seconds / 3600;
    const qint64 minutes = seconds / 60 % 60;
    return hours > 0 ? QStringLiteral("%1:%2:%3").arg(hours).arg(two(minutes), two(seconds % 60))
                     : QStringLiteral("%1:%2").arg(minutes).arg(two(seconds % 60));
}

} // namespace

QString lengthText(std::chrono::milliseconds length)
{
    return clockOf((length.count() + 500) / 1000);
}

QString momentText(std::chrono::milliseconds moment)
{
    const qint64 tenths = moment.count() / 100;
    return clockOf(tenths / 10) + QLocale().decimalPoint() + QString::number(tenths % 10);
}

QString spokenVideo(const std::optional<MediaAsset> &video)
{
    if (!video)
        return {};
    const qint64 seconds = (video->duration.count() + 500) / 1000;
    if (seconds < 60)
        return VideoTexts::tr("video of %n second(s)", nullptr, int(seconds));
    //: Read out by a screen reader; %1 is a length such as 12:05.
    return VideoTexts::tr("video of %1").arg(lengthText(video->duration));
}

QString videoFactsText(const MediaAsset &video)
{
    const QLocale locale;
    //: length, width, height, size of the file
    return VideoTexts::tr("%1, %2 × %3 px, %4")
        .arg(lengthText(video.duration), locale.toString(video.size.width()),
             locale.toString(video.size.height()),
             locale.formattedDataSize(video.bytes, 1, QLocale::DataSizeSIFormat));
}

} // namespace pinweek
