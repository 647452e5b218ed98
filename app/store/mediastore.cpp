// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/mediastore.h"

#include "store/rows.h"
#include "store/storecore.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

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

Result<QList<MediaAsset>> MediaStore::assets(const QList<MediaId> &ids) const
{
    return m_core.read<QList<MediaAsset>>([&](Database &db) -> Result<QList<MediaAsset>> {
        QJsonArray list;
        for (const MediaId id : ids)
            list += id.value;
        Query query(db,
                    selectMedia() + QStringLiteral("WHERE id IN (SELECT value FROM json_each(?))"));
        query.bind(QString::fromLatin1(QJsonDocument(list).toJson(QJsonDocument::Compact)));
        QHash<MediaId, MediaAsset> byId;
        while (query.next()) {
            const MediaAsset asset = readMedia(query);
            byId.insert(asset.id, asset);
        }
        QList<MediaAsset> assets;
        for (const MediaId id : ids) {
            if (const auto asset = byId.constFind(id); asset != byId.constEnd())
                assets += *asset;
        }
        return assets;
    });
}

void MediaStore::insert(const MediaAsset &asset, QObject *context, Done<MediaAsset> done)
{
    m_core.write<MediaAsset>(
        context, std::move(done), [asset](const StoreCore::Context &write) -> Result<MediaAsset> {
            Query(write.db,
                  QStringLiteral("INSERT INTO media_asset (sha256, format, file_name, width, "
                                 "height, bytes, created_at) "
                                 "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING"))
                .bind(asset.sha256)
                .bind(asset.format)
                .bind(asset.fileName)
                .bind(asset.size.width())
                .bind(asset.size.height())
                .bind(asset.bytes)
                .bind(asset.createdAt == UtcTime{} ? write.now : asset.createdAt)
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
