// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/imageimport.h"

#include "core/durablefile.h"
#include "core/logging.h"
#include "media/animation.h"
#include "media/imagedecode.h"
#include "media/incomingfiles.h"
#include "media/libraryfile.h"
#include "media/localfile.h"
#include "media/picturehash.h"
#include "media/refusal.h"
#include "media/thumbnail.h"

#include <QFileInfo>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

Result<QByteArray> readFile(const QString &path, const QString &name)
{
    const auto file = openLocalFile(path, name, largestFileBytes);
    if (!file)
        return fail(file.error());
    QByteArray bytes = (*file)->readAll();
    // A drive that is unplugged meanwhile gives fewer bytes and an error.
    if ((*file)->error() != QFileDevice::NoError)
        return refuse(name, u"could not be read: %1"_s.arg((*file)->errorString()));
    return bytes;
}

/**
 * Puts the bytes at their place in the library. The thumbnail goes first: the media file is what
 * makes the asset exist, and a thumbnail without one harms nobody.
 */
Result<void> store(const MediaAsset &asset, const QByteArray &bytes, const QImage &thumbnail,
                   const QString &workspace, IncomingFiles *incoming)
{
    if (incoming) {
        if (const Result<void> noted = incoming->note(asset); !noted)
            return noted;
    }
    claimLibraryFile(asset, workspace);
    const bool hadThumbnail = hasThumbnail(asset.sha256, workspace);
    const bool existed = QFileInfo::exists(libraryPath(asset, workspace));
    const Result<QByteArray> existing = readLibraryFile(asset, workspace);
    if (existing && hadThumbnail)
        return {};
    if (const Result<void> written = writeThumbnail(thumbnail, asset.sha256, workspace); !written)
        return written;
    if (existing)
        return {};
    if (existed)
        qCWarning(logMedia, "A damaged file of the library is replaced: %s",
                  qUtf8Printable(asset.sha256));
    Result<void> written = writeFileDurably(libraryPath(asset, workspace), bytes);
    if (!written && !hadThumbnail)
        removeThumbnail(asset.sha256, workspace);
    return written;
}

} // namespace

Result<MediaAsset> importImageFile(const QString &path, const QString &workspace,
                                   IncomingFiles *incoming)
{
    const QString name = QFileInfo(path).fileName();
    const Result<QByteArray> bytes = readFile(path, name);
    if (!bytes)
        return fail(bytes.error());
    return importImageBytes(*bytes, name, workspace, incoming);
}

Result<MediaAsset> importImageBytes(const QByteArray &bytes, const QString &name,
                                    const QString &workspace, IncomingFiles *incoming)
{
    if (bytes.size() > largestFileBytes)
        return refuse(name, u"is too large: at most %1 MB can be used"_s.arg(largestFileBytes /
                                                                             (1024 * 1024)));
    const Result<ImageHead> head = readImageHead(bytes, name);
    if (!head)
        return fail(head.error());
    if (const Result<void> whole = checkWholeFile(bytes, *head, name); !whole)
        return fail(whole.error());
    const Result<QImage> thumbnail = decodeImage(bytes, *head, name, thumbnailWidth);
    if (!thumbnail)
        return fail(thumbnail.error());

    MediaAsset asset;
    asset.sha256 = sha256Of(bytes);
    asset.format = head->format;
    asset.fileName = oneLineName(name);
    asset.size = head->upright();
    asset.bytes = bytes.size();
    asset.animated = isAnimated(bytes, head->format);
    asset.pictureHash = pictureHash(*thumbnail);
    if (const Result<void> stored = store(asset, bytes, *thumbnail, workspace, incoming); !stored)
        return fail(stored.error());
    return asset;
}

} // namespace pinweek
