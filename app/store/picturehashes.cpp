// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/picturehashes.h"

#include "store/database.h"
#include "store/rows.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <bit>

namespace pinweek {

namespace {

QString jsonOf(const QList<MediaId> &ids)
{
    QJsonArray list;
    for (const MediaId id : ids)
        list += id.value;
    return QString::fromLatin1(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

int leastDistance(quint64 hash, const QList<quint64> &others)
{
    int least = 64;
    for (const quint64 other : others)
        least = std::min(least, std::popcount(hash ^ other));
    return least;
}

#ifdef __x86_64__
/** The same with the instruction that nearly all processors have, but not the oldest ones. */
[[gnu::target("popcnt")]] int leastDistanceByPopcnt(quint64 hash, const QList<quint64> &others)
{
    int least = 64;
    for (const quint64 other : others)
        least = std::min(least, __builtin_popcountll(hash ^ other));
    return least;
}
#endif

auto quickestLeastDistance()
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("popcnt"))
        return &leastDistanceByPopcnt;
#endif
    return &leastDistance;
}

} // namespace

Result<void> PictureHashes::refresh(Database &db)
{
    return db.read<void>([this](Database &reader) -> Result<void> {
        Query query(reader,
                    m_entries.isEmpty()
                        // All of them are in the index.
                        ? QStringLiteral("SELECT id, picture_hash FROM media_asset INDEXED BY "
                                         "media_asset_by_hash "
                                         "WHERE picture_hash IS NOT NULL AND id > ?")
                        : QStringLiteral("SELECT id, picture_hash FROM media_asset "
                                         "WHERE id > ? AND picture_hash IS NOT NULL"));
        query.bind(m_last.value); // as an id none would be NULL
        while (query.next())
            add(query.id<MediaId>(0), quint64(query.integer(1)));
        return {};
    });
}

void PictureHashes::add(MediaId media, quint64 hash)
{
    m_entries.append({media, hash});
    m_last = std::max(m_last, media);
}

void PictureHashes::forget()
{
    m_entries = {};
    m_last = {};
}

QList<MediaId> PictureHashes::nearTo(const QList<quint64> &hashes, int most, int count) const
{
    struct Found
    {
        int distance;
        MediaId media;
        auto operator<=>(const Found &) const = default;
    };
    std::vector<Found> found;
    const auto distance = quickestLeastDistance();
    for (const Entry &entry : m_entries) {
        const int least = distance(entry.hash, hashes);
        if (least <= most && entry.hash != 0)
            found.push_back({least, entry.media});
    }
    const auto end = found.begin() + std::min<qsizetype>(count, qsizetype(found.size()));
    std::partial_sort(found.begin(), end, found.end());
    QList<MediaId> nearest;
    for (auto each = found.begin(); each != end; ++each)
        nearest.append(each->media);
    return nearest;
}

Result<QList<Pin>> pinsWithPictures(Database &db, const QList<MediaId> &media, int count)
{
    return db.read<QList<Pin>>([&](Database &reader) -> Result<QList<Pin>> {
        Query query(
            reader,
            selectPins() +
                QStringLiteral(
                    // As pictureOf() has it; each along an index of its own.
                    "WHERE id IN (SELECT id FROM pin WHERE media_id IN (SELECT value FROM "
                    "json_each(?)) UNION SELECT id FROM pin WHERE cover_id IN (SELECT "
                    "value FROM json_each(?)) UNION SELECT id FROM pin WHERE cover_id IS "
                    "NULL AND media_id IN (SELECT id FROM media_asset WHERE poster_id IN "
                    "(SELECT value FROM json_each(?))) UNION SELECT pin_id FROM pin_picture "
                    "WHERE media_id IN (SELECT value FROM json_each(?))) "
                    "AND removed_at IS NULL AND (due_at IS NOT NULL OR "
                    "published_at IS NOT NULL) "
                    "ORDER BY published_at IS NOT NULL, ifnull(-published_at, due_at), id "
                    "LIMIT ?"));
        const QString ids = jsonOf(media);
        query.bind(ids).bind(ids).bind(ids).bind(ids).bind(count);
        QList<Pin> pins;
        while (query.next())
            pins.append(readPin(query).pin);
        return pins;
    });
}

Result<QList<MediaAsset>> picturesOf(Database &db, const QList<MediaId> &media)
{
    return db.read<QList<MediaAsset>>([&](Database &reader) -> Result<QList<MediaAsset>> {
        Query query(reader,
                    selectMedia() + QStringLiteral("WHERE id IN (SELECT value FROM json_each(?))"));
        query.bind(jsonOf(media));
        QHash<MediaId, MediaAsset> byId;
        while (query.next()) {
            const MediaAsset asset = readMedia(query);
            byId.insert(asset.id, asset);
        }
        QList<MediaAsset> assets;
        for (const MediaId id : media) {
            if (const auto asset = byId.constFind(id); asset != byId.constEnd())
                assets += *asset;
        }
        return assets;
    });
}

Result<MediaAssets> picturesShown(Database &db, const QList<MediaId> &media)
{
    return db.read<MediaAssets>([&](Database &reader) -> Result<MediaAssets> {
        Query query(reader,
                    selectMedia() + QStringLiteral("WHERE id IN (SELECT value FROM json_each(?) "
                                                   "UNION SELECT poster_id FROM media_asset WHERE "
                                                   "id IN (SELECT value FROM json_each(?)))"));
        const QString ids = jsonOf(media);
        query.bind(ids).bind(ids);
        MediaAssets assets;
        while (query.next()) {
            const MediaAsset asset = readMedia(query);
            assets.insert(asset.id, asset);
        }
        return assets;
    });
}

Result<QList<MediaAsset>> picturesOfPin(Database &db, const PinContent &content)
{
    if (content.isCarousel()) {
        QList<MediaId> ids;
        for (const CarouselPicture &each : content.pictures)
            ids.append(each.media);
        return picturesOf(db, ids);
    }
    const Result<MediaAssets> shown = picturesShown(db, shownMedia(content));
    if (!shown)
        return fail(shown.error());
    const std::optional<MediaAsset> picture = pictureOf(content, *shown);
    return picture ? QList<MediaAsset>{*picture} : QList<MediaAsset>();
}

Result<QList<MediaAsset>> picturesWithoutHash(Database &db, int count)
{
    return db.read<QList<MediaAsset>>([&](Database &reader) -> Result<QList<MediaAsset>> {
        Query query(reader,
                    selectMedia() +
                        QStringLiteral("WHERE picture_hash IS NULL AND kind <> 'video' LIMIT ?"));
        query.bind(count);
        QList<MediaAsset> assets;
        while (query.next())
            assets += readMedia(query);
        return assets;
    });
}

} // namespace pinweek
