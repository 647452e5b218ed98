// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/carouselimages.h"

#include "media/fittedpicture.h"
#include "media/imagedecode.h"
#include "media/libraryfile.h"
#include "media/refusal.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr int leastWidth = 600; // px: one small picture doesn't spoil the others
constexpr int mostWidth = 1500; // px: more than Pinterest shows
constexpr qint64 largestSentBytes = 20'000'000;

QSize shapedSize(CarouselShape shape, int width)
{
    return {width, shape == CarouselShape::Tall ? width * 3 / 2 : width};
}

QImage onWhite(const QImage &image)
{
    if (!image.hasAlphaChannel())
        return image;
    QImage ground(image.size(), QImage::Format_RGB32);
    ground.fill(Qt::white);
    QPainter(&ground).drawImage(0, 0, image);
    return ground;
}

Result<PreparedImage> prepareOne(const MediaAsset &asset, const QString &workspace, QSize size,
                                 CarouselShape shape, qint64 targetBytes, const PictureFit &fit)
{
    const Result<QByteArray> file = readLibraryFile(asset, workspace);
    if (!file)
        return fail(file.error());
    const Result<ImageHead> head = readImageHead(*file, asset.fileName);
    if (!head)
        return fail(head.error());
    // No more of a large photograph is decoded than what is sent needs.
    const QSize whole = head->upright();
    const double scale = double(size.width()) / cutTo(shape, fittedSize(fit, whole)).width();
    const int width = scale < 1 ? int(std::ceil(whole.width() * scale)) : 0;
    const Result<QImage> picture = decodeImage(*file, *head, asset.fileName, width);
    if (!picture)
        return fail(picture.error());
    const QImage sent = onWhite(cutToShape(fittedPicture(*picture, fit), shape, focusWithin(fit))
                                    .scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation))
                            .convertToFormat(QImage::Format_RGB32);
    const QByteArray bytes = jpegWithin(sent, targetBytes);
    if (bytes.isEmpty() || bytes.size() > largestSentBytes)
        return refuse(asset.fileName, u"could not be encoded"_s);
    return PreparedImage{bytes, "image/jpeg", sent.size()};
}

} // namespace

QSize carouselSize(const QList<QSize> &sizes)
{
    const CarouselShape shape = carouselShape(sizes.value(0));
    int width = mostWidth;
    for (const QSize size : sizes)
        width = std::min(width, cutTo(shape, size).width());
    // Even, so that 2:3 is exact.
    return shapedSize(shape, std::max(width, leastWidth) / 2 * 2);
}

QImage cutToShape(const QImage &image, CarouselShape shape, QPointF focus)
{
    return fittedPicture(image, cropAround(fitShape(shape), image.size(), focus));
}

Result<QList<PreparedImage>> prepareCarousel(const QList<MediaAsset> &assets,
                                             const QString &workspace, qint64 targetBytes,
                                             const QList<PictureFit> &fits)
{
    QList<QSize> sizes;
    for (qsizetype i = 0; i < assets.size(); ++i)
        sizes.append(fittedSize(fits.value(i), assets.at(i).size));
    const QSize size = carouselSize(sizes);
    const CarouselShape shape = carouselShape(sizes.value(0));
    QList<PreparedImage> pictures;
    for (qsizetype i = 0; i < assets.size(); ++i) {
        Result<PreparedImage> picture =
            prepareOne(assets.at(i), workspace, size, shape, targetBytes, fits.value(i));
        if (!picture)
            return fail(picture.error());
        pictures.append(*std::move(picture));
    }
    return pictures;
}

} // namespace pinweek
