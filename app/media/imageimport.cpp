// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/imageimport.h"

#include "core/durablefile.h"
#include "core/logging.h"
#include "media/animation.h"
#include "media/imagedecode.h"
#include "media/libraryfile.h"
#include "media/picturehash.h"
#include "media/thumbnail.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

tl::unexpected<Error> refuse(const QString &name, const QString &why)
{
    return fail(ErrorKind::Media, u"\"%1\" %2"_s.arg(oneLineName(name), why));
}

tl::unexpected<Error> refuseUnreadable(const QString &name, int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ENODEV:
        return refuse(name, u"is not there any more"_s);
    case EACCES:
    case EPERM:
        return refuse(name, u"may not be read: permission denied"_s);
    case ENXIO:
        return refuse(name, u"is no file"_s);
    default:
        return refuse(name, u"could not be read: %1"_s.arg(qt_error_string(error)));
    }
}

/** Why an opened path can't be taken in, empty when it is a file of a usable size. */
QString reasonAgainst(const struct stat &info)
{
    if (S_ISDIR(info.st_mode))
        return u"is a folder"_s;
    if (!S_ISREG(info.st_mode))
        return u"is no file"_s;
    if (info.st_size > largestFileBytes)
        return u"is too large: at most %1 MB can be used"_s.arg(largestFileBytes / (1024 * 1024));
    return {};
}

Result<QByteArray> readFile(const QString &path, const QString &name)
{
    // Not blocking: opening a named pipe would wait for a writer for ever.
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return refuseUnreadable(name, errno);
    QFile file;
    if (!file.open(descriptor, QIODevice::ReadOnly | QIODevice::Unbuffered,
                   QFileDevice::AutoCloseHandle)) {
        ::close(descriptor);
        return refuse(name, u"could not be read: %1"_s.arg(file.errorString()));
    }
    struct stat info
    {
    };
    if (::fstat(descriptor, &info) != 0)
        return refuseUnreadable(name, errno);
    if (const QString reason = reasonAgainst(info); !reason.isEmpty())
        return refuse(name, reason);
    QByteArray bytes = file.readAll();
    // A drive that is unplugged meanwhile gives fewer bytes and an error.
    if (file.error() != QFileDevice::NoError)
        return refuse(name, u"could not be read: %1"_s.arg(file.errorString()));
    return bytes;
}

/**
 * Puts the bytes at their place in the library. The thumbnail goes first: the media file is what
 * makes the asset exist, and a thumbnail without one harms nobody.
 */
Result<void> store(const MediaAsset &asset, const QByteArray &bytes, const QImage &thumbnail,
                   const QString &workspace)
{
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

Result<MediaAsset> importImageFile(const QString &path, const QString &workspace)
{
    const QString name = QFileInfo(path).fileName();
    const Result<QByteArray> bytes = readFile(path, name);
    if (!bytes)
        return fail(bytes.error());
    return importImageBytes(*bytes, name, workspace);
}

Result<MediaAsset> importImageBytes(const QByteArray &bytes, const QString &name,
                                    const QString &workspace)
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
    if (const Result<void> stored = store(asset, bytes, *thumbnail, workspace); !stored)
        return fail(stored.error());
    return asset;
}

} // namespace pinweek
