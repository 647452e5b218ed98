// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/mediastore.h"

#include "store/picturehashes.h"
#include "store/rows.h"
#include "store/storecore.h"

namespace pinweek {

MediaStore::MediaStore(StoreCore &core) : m_core(core) {}

Result<MediaAsset> MediaStore::asset(MediaId id) const
{
    return m_core.read<MediaAsset>([&](Database &db) -> Result<MediaAsset> {
        Query query(db, selectMedia() + QStringLiteral("WHERE id = ?"));
        query.bind(id);
        if (!query.next())
            return fail(ErrorKind::NotFound,
                        QStringLiteral("There is no image %1 in the library.").arg(id.toString()));
        return readMedia(query);
    });
}

Result<MediaAsset> MediaStore::assetOf(const QString &sha256) const
{
    return m_core.read<MediaAsset>([&](Database &db) -> Result<MediaAsset> {
        Query query(db, selectMedia() + QStringLiteral("WHERE sha256 = ?"));
        query.bind(sha256);
        if (!query.next())
            return fail(ErrorKind::NotFound,
                        QStringLiteral("There is no image of this content in the library."));
        return readMedia(query);
    });
}

Result<QList<MediaAsset>> MediaStore::assets(const QList<MediaId> &ids) const
{
    return m_core.read<QList<MediaAsset>>([&](Database &db) { return picturesOf(db, ids); });
}

Result<MediaAssets> MediaStore::shown(const QList<MediaId> &ids) const
{
    return m_core.read<MediaAssets>([&](Database &db) { return picturesShown(db, ids); });
}

std::optional<MediaAsset> MediaStore::picture(const PinContent &content) const
{
    const Result<MediaAssets> media = shown(shownMedia(content));
    return media ? pictureOf(content, *media) : std::nullopt;
}

Result<QList<MediaAsset>> MediaStore::pictures(const PinContent &content) const
{
    return m_core.read<QList<MediaAsset>>([&](Database &db) { return picturesOfPin(db, content); });
}

void MediaStore::setPictureHashes(const QList<std::pair<MediaId, quint64>> &hashes,
                                  QObject *context, Done<void> done)
{
    m_core.write<void>(
        context, std::move(done), [hashes](const StoreCore::Context &write) -> Result<void> {
            for (const auto &[media, hash] : hashes)
                Query(write.db, QStringLiteral("UPDATE media_asset SET picture_hash = ? WHERE id = ?"))
                    .bind(qint64(hash))
                    .bind(media)
                    .run();
            return {};
        });
}

void MediaStore::insert(const MediaAsset &asset, QObject *context, Done<MediaAsset> done)
{
    m_core.write<MediaAsset>(
        context, std::move(done), [asset](const StoreCore::Context &write) -> Result<MediaAsset> {
            Query(write.db,
                  QStringLiteral("INSERT INTO media_asset (sha256, format, file_name, width, "
                                 "height, bytes, created_at, picture_hash, animated, kind, "
                                 "duration_ms, codec, poster_id) "
                                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                                 "ON CONFLICT (sha256) DO UPDATE "
                                 "SET picture_hash = ifnull(picture_hash, excluded.picture_hash), "
                                 "animated = excluded.animated, removed_at = NULL, erased = 0, "
                                 "kind = CASE kind WHEN 'still' THEN excluded.kind ELSE kind END, "
                                 "poster_id = ifnull(excluded.poster_id, poster_id)"))
                .bind(asset.sha256)
                .bind(asset.format)
                .bind(asset.fileName)
                .bind(asset.size.width())
                .bind(asset.size.height())
                .bind(asset.bytes)
                .bind(asset.createdAt == UtcTime{} ? write.now : asset.createdAt)
                .bind(asset.pictureHash ? std::optional(qint64(*asset.pictureHash)) : std::nullopt)
                .bind(asset.animated)
                .bind(mediaKindName(asset.kind))
                .bind(asset.kind == MediaKind::Image
                          ? std::nullopt
                          : std::optional(qint64(asset.duration.count())))
                .bind(asset.codec)
                .bind(asset.poster)
                .run();
            Query query(write.db, selectMedia() + QStringLiteral("WHERE sha256 = ?"));
            query.bind(asset.sha256);
            if (!query.next())
                return fail(ErrorKind::Storage,
                            QStringLiteral("The image could not be added to the library."));
            return readMedia(query);
        });
}

} // namespace pinweek
