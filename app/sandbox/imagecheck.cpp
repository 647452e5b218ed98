// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/imagecheck.h"

#include <QBuffer>
#include <QColor>
#include <QImage>
#include <QImageReader>

namespace pinweek::sandbox {

namespace {

// Qt refuses to decode above 128 MiB unless a setting of the whole process is changed.
constexpr qint64 mostDecodedPixels = 32LL * 1000 * 1000;

const char *formatOf(const QString &contentType)
{
    return contentType == QLatin1String("image/png") ? "png" : "jpeg";
}

// libjpeg fills the missing part of a cut file with grey, so the ends are looked at by hand.
bool hasBothEnds(const QByteArray &bytes, const QString &contentType)
{
    if (contentType == QLatin1String("image/png")) {
        return bytes.startsWith("\x89PNG\r\n\x1a\n") &&
               bytes.endsWith(QByteArray("\0\0\0\0IEND\xae\x42\x60\x82", 12));
    }
    return bytes.startsWith("\xff\xd8\xff") && bytes.lastIndexOf("\xff\xd9") > bytes.size() - 64;
}

bool isExact(const QString &size)
{
    return !size.endsWith(QLatin1Char('x'));
}

QSize namedSize(const QString &size)
{
    const QStringList parts = size.split(QLatin1Char('x'));
    return {parts.constFirst().toInt(), parts.value(1).toInt()};
}

} // namespace

std::optional<CheckedImage> checkImage(const QByteArray &bytes, const QString &contentType)
{
    if (!hasBothEnds(bytes, contentType))
        return std::nullopt;
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, formatOf(contentType));
    reader.setDecideFormatFromContent(false);
    const QSize size = reader.size();
    if (size.isEmpty())
        return std::nullopt;
    if (qint64(size.width()) * size.height() > mostDecodedPixels)
        return CheckedImage{size, {}};
    // Small scaled sizes let libjpeg decode at an eighth, which still reads every block.
    reader.setScaledSize(size.scaled(64, 64, Qt::KeepAspectRatio).expandedTo({1, 1}));
    const QImage image = reader.read();
    if (image.isNull())
        return std::nullopt;
    const QImage dot = image.scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return CheckedImage{size, dot.pixelColor(0, 0).name()};
}

std::optional<QByteArray> decodeStrictBase64(const QString &text)
{
    if (text.isEmpty() || text.size() % 4 != 0)
        return std::nullopt;
    const auto decoded = QByteArray::fromBase64Encoding(
        text.toLatin1(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.isEmpty())
        return std::nullopt;
    return decoded.decoded;
}

QSize scaledSize(QSize full, const QString &size)
{
    const QSize named = namedSize(size);
    if (isExact(size))
        return named;
    const int width = qMin(named.width(), full.width());
    return {width, qMax(1, qRound(double(full.height()) * width / qMax(1, full.width())))};
}

QByteArray scaledImage(const QByteArray &bytes, const QString &contentType, const QString &size)
{
    QImage image = QImage::fromData(bytes, formatOf(contentType));
    if (image.isNull())
        return {};
    const QSize target = scaledSize(image.size(), size);
    image =
        image.scaled(target, isExact(size) ? Qt::KeepAspectRatioByExpanding : Qt::IgnoreAspectRatio,
                     Qt::SmoothTransformation);
    const QRect middle(
        {(image.width() - target.width()) / 2, (image.height() - target.height()) / 2}, target);
    QByteArray scaled;
    QBuffer buffer(&scaled);
    buffer.open(QIODevice::WriteOnly);
    image.copy(middle).save(&buffer, formatOf(contentType));
    return scaled;
}

} // namespace pinweek::sandbox
