// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/libraryfile.h"

#include "core/sha256.h"
#include "core/sparebytes.h"
#include "media/imagedecode.h"
#include "media/refusal.h"
#include "media/thumbnail.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace pinweek {

using namespace Qt::StringLiterals;

QString sha256Of(const QByteArray &bytes)
{
    return QString::fromLatin1(sha256Hex(bytes));
}

QString libraryPath(const MediaAsset &asset, const QString &workspace)
{
    return workspace + u'/' + mediaRelativePath(asset.sha256, asset.format);
}

Result<QByteArray> readLibraryFile(const MediaAsset &asset, const QString &workspace,
                                   LibraryCheck check)
{
    const QString &name = asset.fileName;
    const auto unreadable = [&name](const QFile &file) {
        return refuse(name, u"could not be read from the library: %1"_s.arg(file.errorString()),
                      ErrorKind::Storage);
    };
    QFile file(libraryPath(asset, workspace));
    if (!file.exists())
        return refuse(name, u"is missing from the library"_s);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unreadable(file);
    QByteArray bytes = sparebytes::take(file.size());
    bytes.truncate(std::max<qint64>(0, file.read(bytes.data(), bytes.size())));
    if (file.error() != QFileDevice::NoError)
        return unreadable(file);
    if (check == LibraryCheck::Content && sha256Of(bytes) != asset.sha256)
        return refuse(name, u"is damaged in the library: its content has changed"_s);
    return bytes;
}

QString sha256OfFile(QFile &file, const std::function<bool()> &stop)
{
    constexpr qint64 pieceBytes = 1024 * 1024;
    if (!file.seek(0))
        return {};
    QByteArray piece(pieceBytes, Qt::Uninitialized);
    Sha256 hash;
    while (!stop()) {
        const qint64 count = file.read(piece.data(), piece.size());
        if (count < 0 || file.error() != QFileDevice::NoError)
            return {};
        if (count == 0)
            return QString::fromLatin1(hash.hex());
        hash.add(QByteArrayView(piece.constData(), count));
    }
    return {};
}

std::optional<LibraryFault> libraryFault(const MediaAsset &asset, const QString &workspace,
                                         const std::function<bool()> &stop)
{
    QFile file(libraryPath(asset, workspace));
    if (!file.exists())
        return LibraryFault::Missing;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || file.size() != asset.bytes)
        return LibraryFault::Damaged;
    const QString sha256 = sha256OfFile(file, stop);
    return sha256 == asset.sha256 || stop() ? std::nullopt : std::optional(LibraryFault::Damaged);
}

void claimLibraryFile(const MediaAsset &asset, const QString &workspace)
{
    QFile file(libraryPath(asset, workspace));
    if (file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        file.setFileTime(QDateTime::currentDateTimeUtc(), QFileDevice::FileModificationTime);
}

bool eraseLibraryFile(const MediaAsset &asset, const QString &workspace)
{
    constexpr qint64 claimedFor = 60 * 60; // seconds
    const QString path = libraryPath(asset, workspace);
    const QString leaving = path + u".leaving"_s;
    // First out of the way, then the look: who claims it later finds nothing and writes it anew.
    QFile::remove(leaving); // of a run that ended here
    if (QFile::exists(path) && !QFile::rename(path, leaving))
        return false;
    const QFileInfo info(leaving);
    if (info.exists()) {
        const qint64 age = info.lastModified().secsTo(QDateTime::currentDateTimeUtc());
        if (age < claimedFor || !QFile::remove(leaving)) {
            QFile::rename(leaving, path);
            return false;
        }
    }
    removeThumbnail(asset.sha256, workspace);
    return true;
}

} // namespace pinweek
