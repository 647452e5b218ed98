// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/inkjpeg.h"

#include "media/colourprofile.h"

#include <optional>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

/** What the ink and the black leave of the white, each 255 where there is no ink. */
int left(int paper, int black)
{
    return (paper * black + 127) / 255;
}

void convertPlainly(const JpegInkLine &line, QRgb *to)
{
    const uchar flip = line.inverted ? 0 : 255;
    const uchar *ink = line.inks;
    for (int x = 0; x < line.size.width(); ++x, ink += 4) {
        const int black = ink[3] ^ flip;
        to[x] = qRgb(left(ink[0] ^ flip, black), left(ink[1] ^ flip, black),
                     left(ink[2] ^ flip, black));
    }
}

} // namespace

JpegState decodeInkJpeg(const QByteArray &bytes, int eighths, QImage &image)
{
    const QByteArray profile = embeddedProfile(bytes, u"jpeg"_s);
    std::optional<ProfileTransform> transform;
    return readJpegInks(bytes, eighths, [&](const JpegInkLine &line) {
        if (line.y == 0) {
            image = QImage(line.size, QImage::Format_RGB32);
            image.fill(Qt::white);
            transform.emplace(profile, line.inverted ? ProfileTransform::Pixels::InvertedInks
                                                     : ProfileTransform::Pixels::Inks);
        }
        if (image.isNull())
            return;
        auto *to = reinterpret_cast<QRgb *>(image.scanLine(line.y));
        if (transform->isValid())
            transform->convertLine(line.inks, to, line.size.width());
        else
            convertPlainly(line, to);
    });
}

} // namespace pinweek
