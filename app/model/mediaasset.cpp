// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/mediaasset.h"

#include "model/pin.h"

#include <array>

namespace pinweek {

namespace {

// In the order of MediaKind.
constexpr std::array<const char *, 3> kindNames{"image", "video", "still"};

std::optional<MediaAsset> find(const MediaAssets &media, MediaId id)
{
    const auto found = media.constFind(id);
    return found == media.constEnd() ? std::nullopt : std::optional(*found);
}

} // namespace

QString mediaKindName(MediaKind kind)
{
    return QString::fromLatin1(kindNames.at(size_t(kind)));
}

MediaKind mediaKindFromName(const QString &name)
{
    for (size_t i = 0; i < kindNames.size(); ++i) {
        if (name == QLatin1String(kindNames[i]))
            return MediaKind(i);
    }
    return MediaKind::Image;
}

QString mediaRelativePath(const QString &sha256, const QString &format)
{
    const QString suffix = format == QLatin1String("jpeg") ? QStringLiteral("jpg") : format;
    return QStringLiteral("media/%1/%2.%3").arg(sha256.left(2), sha256, suffix);
}

QList<MediaId> shownMedia(const PinContent &content)
{
    QList<MediaId> media;
    for (const MediaId id : {content.media, content.cover}) {
        if (id.isValid())
            media.append(id);
    }
    return media;
}

std::optional<MediaAsset> pictureOf(const PinContent &content, const MediaAssets &media)
{
    const std::optional<MediaAsset> own = find(media, content.media);
    if (!own || !own->isVideo())
        return own;
    return find(media, content.cover.isValid() ? content.cover : own->poster);
}

std::optional<MediaAsset> videoOf(const PinContent &content, const MediaAssets &media)
{
    const std::optional<MediaAsset> own = find(media, content.media);
    return own && own->isVideo() ? own : std::nullopt;
}

} // namespace pinweek
