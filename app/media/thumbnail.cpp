// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/thumbnail.h"

#include "core/durablefile.h"
#include "media/jpegwrite.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>

namespace pinweek {

namespace {

constexpr int jpegQuality = 85;

QString thumbnailPath(const QString &sha256, bool transparent, const QString &workspace)
{
    return workspace + QLatin1Char('/') + thumbnailRelativePath(sha256, transparent);
}

} // namespace

QString thumbnailRelativePath(const QString &sha256, bool transparent)
{
    return QStringLiteral("thumbnails/%1/%2.%3")
        .arg(sha256.left(2), sha256, transparent ? QStringLiteral("png") : QStringLiteral("jpg"));
}

Result<void> writeThumbnail(const QImage &thumbnail, const QString &sha256,
                            const QString &workspace)
{
    const bool transparent = hasTransparency(thumbnail);
    QByteArray bytes;
    if (transparent) {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        thumbnail.save(&buffer, "png");
    } else {
        bytes = jpegBytes(thumbnail, jpegQuality);
    }
    if (bytes.isEmpty())
        return fail(ErrorKind::Storage, QStringLiteral("no thumbnail could be made"));
    return writeFileDurably(thumbnailPath(sha256, transparent, workspace), bytes);
}

QImage readThumbnail(const QString &sha256, const QString &workspace)
{
    for (const bool transparent : {false, true}) {
        // Given a path, QImageReader would load every image plugin of the system to look for the
        // same name with another ending; given the format, to ask each for it. An open file's
        // ending names the one plugin.
        QFile file(thumbnailPath(sha256, transparent, workspace));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        QImageReader reader(&file);
        if (QImage image = reader.read(); !image.isNull())
            return image;
    }
    return {};
}

bool hasThumbnail(const QString &sha256, const QString &workspace)
{
    return QFileInfo::exists(thumbnailPath(sha256, false, workspace)) ||
           QFileInfo::exists(thumbnailPath(sha256, true, workspace));
}

void removeThumbnail(const QString &sha256, const QString &workspace)
{
    for (const bool transparent : {false, true})
        QFile::remove(thumbnailPath(sha256, transparent, workspace));
}

QImage coverCropped(const QImage &image, QSize size)
{
    if (image.isNull() || size.isEmpty())
        return {};
    const QSize piece = size.scaled(image.size(), Qt::KeepAspectRatio).expandedTo({1, 1});
    const QRect middle(
        QPoint((image.width() - piece.width()) / 2, (image.height() - piece.height()) / 2), piece);
    QImage cropped = middle == image.rect() ? image : image.copy(middle);
    if (piece != size)
        cropped = cropped.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    cropped.convertTo(cropped.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied
                                                : QImage::Format_RGB32);
    return cropped;
}

} // namespace pinweek
