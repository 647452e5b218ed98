// SPDX-License-Identifier: GPL-3.0-or-later
// Images of strangers decoded as the library does: whole, as a thumbnail and a part of it, from
// printers' inks, through their profiles; hashed, and encoded again. HEIC and AVIF are decoded by a
// program of their own, which ends where they break it.
#include "fuzz/fuzztarget.h"
#include "media/imagedecode.h"
#include "media/jpegwrite.h"
#include "media/picturehash.h"
#include "media/preparedimage.h"
#include "media/samepicture.h"
#include "media/thumbnail.h"

#include <QColorSpace>

using namespace pinweek;

namespace {

constexpr qint64 mostPixels = 1'000'000; // so that many of them are tried
constexpr int smallWidth = 24;           // px: narrower than most of the seeds

void requireBare(const QImage &image)
{
    fuzz::require(image.format() == QImage::Format_RGB32 || image.format() == QImage::Format_ARGB32,
                  "a picture has other pixels");
    fuzz::require(image.textKeys().isEmpty() && !image.colorSpace().isValid(),
                  "a picture brought something along");
}

void encodeAgain(const QImage &image)
{
    fuzz::require(!jpegBytes(image, 85).isEmpty(), "a picture can't be encoded");
    if (!hasTransparency(image))
        fuzz::require(!jpegWithin(image, 20'000).isEmpty(), "a picture can't be made smaller");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    const QString name = QStringLiteral("photo");
    (void)decodeForeignPicture(bytes, smallWidth);
    const Result<ImageHead> head = readImageHead(bytes, name);
    if (!head || head->format == QLatin1String("heic") || head->format == QLatin1String("avif"))
        return 0;
    if (qint64(head->stored.width()) * head->stored.height() > mostPixels)
        return 0;
    const Result<QImage> whole = decodeImage(bytes, *head, name);
    const Result<QImage> small = decodeImage(bytes, *head, name, smallWidth);
    for (const Result<QImage> &image : {whole, small}) {
        if (!image)
            continue;
        requireBare(*image);
        (void)searchHashes(*image);
        encodeAgain(*image);
    }
    if (!whole)
        return 0;
    fuzz::require(!small || small->width() <= std::max(smallWidth, 1), "a thumbnail is too wide");
    const QRect middle(whole->width() / 4, whole->height() / 4, (whole->width() + 1) / 2,
                       (whole->height() + 1) / 2);
    const Result<QImage> part = decodePart(bytes, *head, name, middle);
    fuzz::require(!part || part->size() == middle.size(), "a part has another size");
    fuzz::require(looksAlike(*whole, *whole) || whole->isNull(), "a picture is not like itself");
    (void)coverCropped(*whole, {16, 24});
    return 0;
}
