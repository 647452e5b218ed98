// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/id.h"

#include <QSize>
#include <QString>

#include <optional>

namespace pinweek {

/** An image that was copied into the library; known by its SHA-256. */
struct MediaAsset
{
    MediaId id;
    QString sha256;   // 64 lower-case hex digits
    QString format;   // "jpeg", "png", "webp", "gif", "heic", "avif": by content, not by name
    QString fileName; // as the user named it, without a folder; shown, never opened
    QSize size;       // px, after EXIF orientation
    qint64 bytes = 0;
    UtcTime createdAt{};
    /** What look-alikes share (media/picturehash.h); nullopt where it was not made yet. */
    std::optional<quint64> pictureHash = std::nullopt;
    bool animated = false; // it moves: only its first picture is sent
    friend bool operator==(const MediaAsset &, const MediaAsset &) = default;
};

/** Where an asset lies below the workspace directory: "media/ab/abcdef….jpg". */
QString mediaRelativePath(const QString &sha256, const QString &format);

} // namespace pinweek
