// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/mediaasset.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

class QFile;

namespace pinweek {

/** SHA-256 as 64 lower-case hex digits. */
QString sha256Of(const QByteArray &bytes);

/** Absolute path of an asset's file in the library. */
QString libraryPath(const MediaAsset &asset, const QString &workspace);

enum class LibraryCheck
{
    Content, // what is not the very picture is refused
    None,    // for a look at it
};

/**
 * The bytes of an asset's file, by default verified against its SHA-256.
 * Errors: Media (missing, damaged), Storage (input/output error). Worker threads only.
 */
Result<QByteArray> readLibraryFile(const MediaAsset &asset, const QString &workspace,
                                   LibraryCheck check = LibraryCheck::Content);

/** Why a file of the library can't be used. */
enum class LibraryFault
{
    Missing,
    Damaged // its content is another, or can't be read
};

/** Reads all of an asset's file, in pieces, and holds it against its SHA-256; nullopt: it is whole,
 * or `stop` said so before that was known. Worker threads only. */
std::optional<LibraryFault> libraryFault(const MediaAsset &asset, const QString &workspace,
                                         const std::function<bool()> &stop);
/** SHA-256 of an open file, read in pieces from its beginning; empty where it can't be read, or
 * `stop` said so. Worker threads only. */
QString sha256OfFile(QFile &file, const std::function<bool()> &stop);

/** Says that the file, if it is there, is wanted just now: eraseLibraryFile() leaves it alone then.
 * Before a look at whether it is there. Any thread. */
void claimLibraryFile(const MediaAsset &asset, const QString &workspace);

/**
 * Deletes an asset's file and its thumbnail for good. False: it is still there, as it was claimed
 * or written within the last hour, or can't be deleted. Worker threads only.
 */
bool eraseLibraryFile(const MediaAsset &asset, const QString &workspace);

} // namespace pinweek
