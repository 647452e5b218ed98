// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/mediaasset.h"

#include <QList>

#include <utility>

namespace pinweek {

struct StoreCore;

/** The rows about files in the media library. */
class MediaStore
{
public:
    explicit MediaStore(StoreCore &core);

    [[nodiscard]] Result<MediaAsset> asset(MediaId id) const;
    /** The picture of this content (SHA-256 in hex). */
    [[nodiscard]] Result<MediaAsset> assetOf(const QString &sha256) const;
    [[nodiscard]] Result<QList<MediaAsset>> assets(const QList<MediaId> &ids) const;
    /** The same with the posters of videos among them, for pictureOf(). */
    [[nodiscard]] Result<MediaAssets> shown(const QList<MediaId> &ids) const;
    /** What stands for a pin (pictureOf); nullopt where it has no picture. */
    [[nodiscard]] std::optional<MediaAsset> picture(const PinContent &content) const;
    /** All of its pictures: of a carousel in their order. */
    [[nodiscard]] Result<QList<MediaAsset>> pictures(const PinContent &content) const;
    /** Adds, or gives the row of the same SHA-256. A video's poster has to be there already. A
     * still that is brought in as a file of its own is an image from then on. */
    void insert(const MediaAsset &asset, QObject *context, Done<MediaAsset> done);
    /** For those that came before there were hashes; 0 where none can be made. */
    void setPictureHashes(const QList<std::pair<MediaId, quint64>> &hashes, QObject *context,
                          Done<void> done);

private:
    StoreCore &m_core;
};

} // namespace pinweek
