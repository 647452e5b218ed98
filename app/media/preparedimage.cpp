// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/preparedimage.h"

#include "media/barejpeg.h"
#include "media/fittedpicture.h"
#include "media/imagedecode.h"
#include "media/jpegwrite.h"
#include "media/libraryfile.h"
#include "media/refusal.h"

#include <QBuffer>

#include <cmath>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 largestSentBytes = 20'000'000; // Pinterest's limit for an image file
constexpr int bestQuality = 92;
constexpr int leastQuality = 70;
constexpr int smallestSide = 16; // px; nothing is made smaller to meet a target

/** Empty when it could not be encoded. */
QByteArray encodedPng(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, "png") ? bytes : QByteArray();
}

/** The size at which an encoding of `bytes` at `size` should come out below the target. */
QSize smaller(QSize size, qint64 bytes, qint64 target)
{
    const double factor = qBound(0.3, std::sqrt(double(target) / double(bytes)), 0.95) * 0.97;
    return {qMax(1, int(size.width() * factor)), qMax(1, int(size.height() * factor))};
}

} // namespace

QByteArray jpegWithin(const QImage &image, qint64 targetBytes)
{
    QByteArray best = jpegBytes(image, bestQuality);
    if (best.size() <= targetBytes)
        return best;
    best = jpegBytes(image, leastQuality);
    if (best.size() > targetBytes)
        return best;
    int fits = leastQuality;
    int tooMuch = bestQuality;
    while (tooMuch - fits > 2) {
        const int quality = (fits + tooMuch) / 2;
        QByteArray bytes = jpegBytes(image, quality);
        if (bytes.size() <= targetBytes) {
            fits = quality;
            best = std::move(bytes);
        } else {
            tooMuch = quality;
        }
    }
    return best;
}

Result<PreparedImage> prepareImage(const MediaAsset &asset, const QString &workspace,
                                   qint64 targetBytes, const PictureFit &fit)
{
    Result<QByteArray> file = readLibraryFile(asset, workspace);
    if (!file)
        return fail(file.error());
    const Result<ImageHead> head = readImageHead(*file, asset.fileName);
    if (!head)
        return fail(head.error());
    const qint64 target = qBound<qint64>(1, targetBytes, largestSentBytes);
    const bool isFitted = changesPicture(fit, head->upright());
    if (!isFitted && head->format == "jpeg"_L1 && !head->turned && file->size() <= target) {
        bool isAsItWas = false;
        if (stripJpeg(*file, &isAsItWas)) {
            return PreparedImage{*std::move(file), "image/jpeg", head->stored,
                                 isAsItWas ? asset.sha256.toLatin1() : QByteArray()};
        }
    }
    const bool isPart = isFitted && fit.kind == FitKind::Crop;
    Result<QImage> picture =
        isPart ? decodePart(*file, *head, asset.fileName, croppedRect(fit, head->upright()))
               : decodeImage(*file, *head, asset.fileName);
    if (!picture)
        return fail(picture.error());
    if (isFitted && !isPart)
        picture = fittedPicture(*picture, fit);
    if (picture->isNull())
        return refuse(asset.fileName, u"needs more memory than there is"_s);

    const bool transparent = hasTransparency(*picture);
    const QImage original = transparent ? *picture : picture->convertToFormat(QImage::Format_RGB32);
    QImage image = original;
    while (true) {
        const QByteArray bytes = transparent ? encodedPng(image) : jpegWithin(image, target);
        if (bytes.isEmpty())
            return refuse(asset.fileName, u"could not be encoded"_s);
        if (bytes.size() <= target)
            return PreparedImage{bytes, transparent ? "image/png" : "image/jpeg", image.size()};
        const QSize size = smaller(image.size(), bytes.size(), target);
        if (qMin(size.width(), size.height()) < smallestSide) {
            return refuse(asset.fileName, u"cannot be made smaller than %1 bytes"_s.arg(target));
        }
        image = original.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    }
}

} // namespace pinweek
