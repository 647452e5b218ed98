// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/id.h"

#include <QHash>
#include <QList>
#include <QSize>
#include <QString>

#include <chrono>
#include <optional>

namespace pinweek {

struct PinContent;

/** What a file of the library is. */
enum class MediaKind
{
    Image,
    Video,
    Still, // a frame that was taken out of a video: a picture, but none that the user brought in
};

/** Stable name for database and JSON: "image", "video", "still". */
QString mediaKindName(MediaKind kind);
/** An unknown name is Image. */
MediaKind mediaKindFromName(const QString &name);

/** An image or a video that was copied into the library; known by its SHA-256. */
struct MediaAsset
{
    MediaId id;
    QString sha256;   // 64 lower-case hex digits
    QString format;   // "jpeg", "png", "webp", "gif", "heic", "avif", and of a video "mp4", "mov",
                      // "m4v": by content, not by name
    QString fileName; // as the user named it, without a folder; shown, never opened
    QSize size;       // px, as it is shown: after EXIF orientation, or a video's rotation
    qint64 bytes = 0;
    UtcTime createdAt{};
    /** What look-alikes share (media/picturehash.h); nullopt where it was not made yet. */
    std::optional<quint64> pictureHash = std::nullopt;
    bool animated = false; // it moves: only its first picture is sent
    MediaKind kind = MediaKind::Image;
    /** Of a video; of a still: at what time of its video it was taken. */
    std::chrono::milliseconds duration{0};
    QString codec = {}; // of a video: "h264", "hevc", …
    /** Of a video: the still that shows it where no cover was chosen. */
    MediaId poster = {};

    [[nodiscard]] bool isVideo() const { return kind == MediaKind::Video; }
    friend bool operator==(const MediaAsset &, const MediaAsset &) = default;
};

/** Where an asset lies below the workspace directory: "media/ab/abcdef….jpg". */
QString mediaRelativePath(const QString &sha256, const QString &format);

/** Files of the library by their ids, as whoever shows pins holds them. */
using MediaAssets = QHash<MediaId, MediaAsset>;

/** What has to be read to show a pin: its image or video, and its cover if one was chosen (a
 * video's poster comes along with MediaStore::shown()). Nothing for a pin without either. */
QList<MediaId> shownMedia(const PinContent &content);
/**
 * Which picture stands for a pin: its image, the first of a carousel; of a video the cover that was
 * chosen, else its poster. nullopt: there is none, or it is not in `media`. Whatever shows a pin's
 * picture, or compares it, asks this.
 */
std::optional<MediaAsset> pictureOf(const PinContent &content, const MediaAssets &media);
/** The pin's video; nullopt where it has none, or it is not in `media`. */
std::optional<MediaAsset> videoOf(const PinContent &content, const MediaAssets &media);

} // namespace pinweek
