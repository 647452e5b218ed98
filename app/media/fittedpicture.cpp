// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/fittedpicture.h"

#include "media/imagedecode.h"
#include "media/libraryfile.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace pinweek {

namespace {

constexpr int blurredSide = 120; // px of the longer side while it is blurred
constexpr int blurReach = 4;     // px of that, three times over: no shape is left
constexpr int countedSide = 96;  // px: enough to count colours in
constexpr int coarseBits = 4;    // of each channel, for counting
constexpr int unlike = 48;       // of 255, in at least one channel

QImage covering(const QImage &picture, QSize size)
{
    const QSize piece = size.scaled(picture.size(), Qt::KeepAspectRatio).expandedTo({1, 1});
    const QRect middle(
        QPoint((picture.width() - piece.width()) / 2, (picture.height() - piece.height()) / 2),
        piece);
    return picture.copy(middle).scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

/** The mean of what lies within reach, along lines; columns become lines, so that the second call
 * does the other way. Edges go on outwards. */
QImage meansTurned(const QImage &from)
{
    QImage to(from.height(), from.width(), QImage::Format_RGB32);
    constexpr int count = 2 * blurReach + 1;
    for (int y = 0; y < from.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(from.constScanLine(y));
        const int last = from.width() - 1;
        std::array<int, 3> sum{};
        const auto add = [&](int x, int sign) {
            const QRgb pixel = line[qBound(0, x, last)];
            sum[0] += sign * qRed(pixel);
            sum[1] += sign * qGreen(pixel);
            sum[2] += sign * qBlue(pixel);
        };
        for (int x = -blurReach; x <= blurReach; ++x)
            add(x, 1);
        for (int x = 0; x <= last; ++x) {
            reinterpret_cast<QRgb *>(to.scanLine(x))[y] =
                qRgb((sum[0] + blurReach) / count, (sum[1] + blurReach) / count,
                     (sum[2] + blurReach) / count);
            add(x + blurReach + 1, 1);
            add(x - blurReach, -1);
        }
    }
    return to;
}

QImage onGround(const QImage &picture, const PictureFit &fit)
{
    const QSize size = fittedSize(fit, picture.size());
    QImage ground(size, QImage::Format_RGB32);
    if (ground.isNull())
        return {};
    if (fit.blurred)
        ground = blurredGround(picture, size);
    else
        ground.fill(QRgb(0xFF000000U | fit.colour));
    const QSize shown = picture.size().scaled(size, Qt::KeepAspectRatio).boundedTo(size);
    const QImage front =
        shown.width() < picture.width()
            ? picture.scaled(shown, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
            : picture;
    QPainter painter(&ground);
    painter.drawImage(
        QPoint((size.width() - front.width()) / 2, (size.height() - front.height()) / 2), front);
    return ground;
}

bool isUnlike(QRgb colour, const QList<QRgb> &others)
{
    return std::all_of(others.begin(), others.end(), [colour](QRgb other) {
        return std::max({std::abs(qRed(colour) - qRed(other)),
                         std::abs(qGreen(colour) - qGreen(other)),
                         std::abs(qBlue(colour) - qBlue(other))}) >= unlike;
    });
}

} // namespace

QImage fittedPicture(const QImage &picture, const PictureFit &fit)
{
    if (picture.isNull())
        return {};
    switch (fit.kind) {
    case FitKind::Crop:
        return picture.copy(croppedRect(fit, picture.size()));
    case FitKind::Pad:
        return onGround(picture, fit);
    case FitKind::Original:
        break;
    }
    return picture;
}

bool changesPicture(const PictureFit &fit, QSize size)
{
    return fit.kind == FitKind::Pad ||
           (fit.kind == FitKind::Crop && croppedRect(fit, size).size() != size);
}

QPointF focusWithin(const PictureFit &fit)
{
    if (fit.kind == FitKind::Pad)
        return {0.5, 0.5};
    const QRectF part = fit.kind == FitKind::Crop ? fit.part : QRectF(0, 0, 1, 1);
    if (part.isEmpty())
        return {0.5, 0.5};
    return {qBound(0.0, (fit.focus.x() - part.x()) / part.width(), 1.0),
            qBound(0.0, (fit.focus.y() - part.y()) / part.height(), 1.0)};
}

QImage blurredGround(const QImage &picture, QSize size)
{
    if (picture.isNull() || size.isEmpty())
        return {};
    const QSize small = size.scaled(QSize(blurredSide, blurredSide), Qt::KeepAspectRatio)
                            .expandedTo({1, 1})
                            .boundedTo(size);
    QImage ground(small, QImage::Format_RGB32);
    ground.fill(Qt::white);
    QPainter(&ground).drawImage(0, 0, covering(picture, small));
    // Three means in a row are as good as a Gaussian.
    for (int pass = 0; pass < 3; ++pass)
        ground = meansTurned(meansTurned(ground));
    return ground.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_RGB32);
}

QList<QRgb> paletteOf(const QImage &picture, int most)
{
    if (picture.isNull())
        return {};
    const QImage small =
        picture.scaled(countedSide, countedSide, Qt::KeepAspectRatio, Qt::SmoothTransformation)
            .convertToFormat(QImage::Format_ARGB32);
    struct Bin
    {
        int count = 0;
        int red = 0;
        int green = 0;
        int blue = 0;
    };
    QList<Bin> bins(1 << (3 * coarseBits));
    constexpr int shift = 8 - coarseBits;
    for (int y = 0; y < small.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(small.constScanLine(y));
        for (int x = 0; x < small.width(); ++x) {
            const QRgb pixel = line[x];
            if (qAlpha(pixel) < 128)
                continue;
            Bin &bin = bins[(qRed(pixel) >> shift) << (2 * coarseBits) |
                            (qGreen(pixel) >> shift) << coarseBits | qBlue(pixel) >> shift];
            ++bin.count;
            bin.red += qRed(pixel);
            bin.green += qGreen(pixel);
            bin.blue += qBlue(pixel);
        }
    }
    std::stable_sort(bins.begin(), bins.end(),
                     [](const Bin &a, const Bin &b) { return a.count > b.count; });
    QList<QRgb> palette;
    for (const Bin &bin : std::as_const(bins)) {
        if (bin.count == 0 || palette.size() >= most)
            break;
        const QRgb colour = qRgb(bin.red / bin.count, bin.green / bin.count, bin.blue / bin.count);
        if (isUnlike(colour, palette))
            palette.append(colour);
    }
    return palette;
}

Result<QImage> readLibraryPicture(const MediaAsset &asset, const QString &workspace, int width)
{
    const Result<QByteArray> bytes = readLibraryFile(asset, workspace, LibraryCheck::None);
    if (!bytes)
        return fail(bytes.error());
    const Result<ImageHead> head = readImageHead(*bytes, asset.fileName);
    if (!head)
        return fail(head.error());
    return decodeImage(*bytes, *head, asset.fileName, width);
}

} // namespace pinweek
