// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/mediaasset.h"

#include <QByteArray>
#include <QString>

namespace pinweek {

class IncomingFiles;

/** Limits of what is taken in. Source: protocols.md 3.9, pinterest-api.md section 10. */
constexpr qint64 largestPixels = 100'000'000;
constexpr qint64 largestDecodedBytes = 256LL * 1024 * 1024;
constexpr qint64 largestFileBytes = 256LL * 1024 * 1024;

/**
 * Copies an image file into the library below `workspace` and checks it by decoding it whole.
 * Slow (disk, decode): worker threads only.
 *
 * Order on disk (protocols.md 1.I): temporary file in media/ → write → fdatasync → rename → fsync
 * of the directory. The same content is stored once; an existing file is verified against its hash
 * before reuse. The 480 px wide thumbnail is made in the same pass. Nothing is left behind on an
 * error.
 *
 * @param path  a local file. Never opened for writing.
 * @param incoming  where its coming is noted, of a batch that may end in the middle
 * Errors: Media with a detail that names the file (missing, no permission, folder, empty, no image,
 * wrong or cut content, over 100 megapixels or 256 MB decoded, unsupported type), Storage (disk
 * full, not writable).
 * @return an asset without id and createdAt; MediaStore::insert gives these.
 */
Result<MediaAsset> importImageFile(const QString &path, const QString &workspace,
                                   IncomingFiles *incoming = nullptr);

/** The same for encoded image bytes (clipboard, drag from a browser). `name` is what is shown. */
Result<MediaAsset> importImageBytes(const QByteArray &bytes, const QString &name,
                                    const QString &workspace, IncomingFiles *incoming = nullptr);

} // namespace pinweek
