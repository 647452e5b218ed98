// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/libraryrows.h"

#include "store/picturehashes.h"
#include "store/rows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace pinweek {

namespace {

constexpr std::chrono::seconds keptAfterRemoval = std::chrono::hours(24 * 30);

/** The pins that have a picture or video: alone, in a carousel, or as the cover of a video.
 * `condition` is about `pin`; it is in there usesOfPins times. */
constexpr int usesOfPins = 3;

QString pinsWith(const QString &condition)
{
    return QStringLiteral(
               "(SELECT id, title, removed_at FROM pin WHERE media_id = media_asset.id AND "
               "%1 UNION SELECT pin.id, pin.title, pin.removed_at FROM pin_picture JOIN "
               "pin ON pin.id = "
               "pin_picture.pin_id WHERE pin_picture.media_id = media_asset.id AND %1 UNION "
               "SELECT id, title, removed_at FROM pin WHERE cover_id = media_asset.id AND %1)")
        .arg(condition);
}

/** Whether a picture is the poster of a video of which `condition` is true. */
QString isPosterOf(const QString &condition)
{
    return QStringLiteral("EXISTS (SELECT 1 FROM media_asset AS video WHERE video.poster_id = "
                          "media_asset.id AND %1)")
        .arg(condition);
}

/** The pictures and videos that steps name which can be undone or done again. */
QString picturesOfSteps()
{
    return QStringLiteral(
        "(SELECT ifnull(json_extract(before_values, '$.media'), 0) FROM "
        "undo_step_pin UNION SELECT ifnull(json_extract(after_values, '$.media'), 0) FROM "
        "undo_step_pin UNION SELECT json_extract(each.value, '$[0]') FROM undo_step_pin, "
        "json_each(before_values, '$.pictures') AS each UNION SELECT "
        "json_extract(each.value, '$[0]') FROM undo_step_pin, json_each(after_values, "
        "'$.pictures') AS each UNION SELECT ifnull(json_extract(before_values, '$.cover'), "
        "0) FROM undo_step_pin UNION SELECT ifnull(json_extract(after_values, '$.cover'), "
        "0) FROM undo_step_pin)");
}

QString unusedSql()
{
    return selectMedia() +
           QStringLiteral("WHERE erased = 0 AND removed_at IS NULL AND NOT EXISTS ") +
           pinsWith(QStringLiteral("ifnull(removed_at, ?) >= ?"));
}

void bindUnused(Query &query, UtcTime now, UtcTime since)
{
    for (int i = 0; i < usesOfPins; ++i)
        query.bind(now).bind(since);
}

QString orderSql(LibraryOrder order)
{
    switch (order) {
    case LibraryOrder::NewestFirst:
        return QStringLiteral("created_at DESC, media_asset.id DESC");
    case LibraryOrder::OldestFirst:
        return QStringLiteral("created_at, media_asset.id");
    case LibraryOrder::ByName:
        return QStringLiteral("file_name COLLATE NOCASE, media_asset.id");
    case LibraryOrder::LargestFirst:
        return QStringLiteral("bytes DESC, media_asset.id DESC");
    case LibraryOrder::MostUsed:
        return QStringLiteral("pins DESC, created_at DESC, media_asset.id DESC");
    }
    return {};
}

QString idsJson(const QList<MediaId> &ids)
{
    QJsonArray json;
    for (const MediaId id : ids)
        json.append(id.value);
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

/** The columns of selectMedia(), then how many pins, then their titles. */
QString librarySql(const LibraryQuery &query)
{
    const QString shown = pinsWith(QStringLiteral("removed_at IS NULL"));
    // selectMedia() ends with its table: what comes before it stands in front of the further
    // columns.
    QString sql = selectMedia();
    const qsizetype from = sql.lastIndexOf(QLatin1String("FROM"));
    const QString titles =
        query.text.isEmpty()
            ? QStringLiteral("''")
            : QStringLiteral("(SELECT group_concat(title, char(10)) FROM %1)").arg(shown);
    sql.insert(from, QStringLiteral(
                         ", (SELECT count(*) FROM %1) AS pins, (SELECT max(removed_at) FROM %2) "
                         "AS left_at, %3 ")
                         .arg(shown, pinsWith(QStringLiteral("removed_at IS NOT NULL")), titles));
    sql += QStringLiteral("WHERE erased = 0 AND kind <> 'still' AND (removed_at IS NULL OR pins > "
                          "0) ");
    if (query.use == PictureUse::Used)
        sql += QStringLiteral("AND pins > 0 ");
    else if (query.use == PictureUse::Unused)
        sql += QStringLiteral("AND pins = 0 AND ifnull(left_at, 0) < ? ");
    if (query.videosOnly)
        sql += QStringLiteral("AND kind = 'video' ");
    if (!query.only.isEmpty())
        sql += QStringLiteral("AND media_asset.id IN (SELECT value FROM json_each(?)) ");
    return sql + QStringLiteral("ORDER BY ") + orderSql(query.order);
}

enum LibraryColumn
{
    ColPins = mediaColumns,
    ColLeftAt,
    ColTitles
};

QList<MediaAsset> readAssets(Query &query)
{
    QList<MediaAsset> assets;
    while (query.next())
        assets.append(readMedia(query));
    return assets;
}

} // namespace

LibraryPage readLibrary(Database &db, const LibraryQuery &query, UtcTime now, int limit,
                        const std::atomic<int> &newest, int number)
{
    QList<MediaId> posters;
    const QStringList words = query.text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    LibraryPage page;
    Query rows(db, librarySql(query));
    if (query.use == PictureUse::Unused)
        rows.bind(now - keptAfterRemoval);
    if (!query.only.isEmpty())
        rows.bind(idsJson(query.only));
    while (newest == number && rows.next()) {
        if (!words.isEmpty()) {
            const QString texts = rows.text(3) + QLatin1Char('\n') + rows.text(ColTitles);
            const bool fits = std::all_of(words.begin(), words.end(), [&](const QString &word) {
                return texts.contains(word, Qt::CaseInsensitive);
            });
            if (!fits)
                continue;
        }
        ++page.total;
        page.bytes += rows.integer(6);
        if (page.pictures.size() < limit) {
            LibraryPicture picture{readMedia(rows), int(rows.integer(ColPins))};
            const std::optional<UtcTime> leftAt = rows.time(ColLeftAt);
            if (picture.pins == 0 && leftAt && *leftAt >= now - keptAfterRemoval)
                picture.keptUntil = *leftAt + keptAfterRemoval;
            page.pictures.append(picture);
            if (picture.asset.poster.isValid())
                posters.append(picture.asset.poster);
        }
    }
    const MediaAssets known =
        posters.isEmpty() ? MediaAssets() : picturesShown(db, posters).value_or(MediaAssets());
    for (LibraryPicture &picture : page.pictures) {
        if (const auto found = known.constFind(picture.asset.poster); found != known.constEnd())
            picture.poster = *found;
    }
    return page;
}

QList<MediaAsset> unusedPictures(Database &db, const QList<MediaId> &among, UtcTime now)
{
    QString sql = unusedSql() + QStringLiteral(" AND kind <> 'still' AND NOT ") +
                  isPosterOf(QStringLiteral("video.removed_at IS NULL"));
    if (!among.isEmpty())
        sql += QStringLiteral(" AND id IN (SELECT value FROM json_each(?))");
    Query query(db, sql);
    bindUnused(query, now, now - keptAfterRemoval);
    if (!among.isEmpty())
        query.bind(idsJson(among));
    return readAssets(query);
}

QList<MediaAsset> unusedStills(Database &db, UtcTime now)
{
    Query query(db, unusedSql() + QStringLiteral(" AND kind = 'still' AND NOT ") +
                        isPosterOf(QStringLiteral("video.removed_at IS NULL")));
    bindUnused(query, now, now - keptAfterRemoval);
    return readAssets(query);
}

QList<MediaAsset> erasablePictures(Database &db, UtcTime now, int limit)
{
    Query query(
        db,
        selectMedia() +
            QStringLiteral("WHERE erased = 0 AND removed_at < ? "
                           "AND NOT EXISTS ") +
            pinsWith(QStringLiteral("(ifnull(removed_at, ?) >= ? OR pin.id IN (SELECT pin_id FROM "
                                    "undo_step_pin))")) +
            QStringLiteral(" AND id NOT IN ") + picturesOfSteps() + QStringLiteral(" AND NOT ") +
            isPosterOf(QStringLiteral("video.erased = 0")) +
            QStringLiteral(" ORDER BY id LIMIT ?"));
    const UtcTime since = now - keptAfterRemoval;
    query.bind(since);
    bindUnused(query, now, since);
    query.bind(limit);
    return readAssets(query);
}

QStringList takeBackRows(Database &db, const QStringList &sha256s, UtcTime since, UtcTime now)
{
    const QString json =
        QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(sha256s)).toJson());
    // First the videos, so that their posters are nobody's any more.
    for (const bool stills : {false, true}) {
        Query query(db, selectMedia() +
                            QStringLiteral("WHERE sha256 IN (SELECT value FROM json_each(?)) AND "
                                           "created_at >= ? AND removed_at IS NULL AND "
                                           "(kind = 'still') = ? AND NOT EXISTS ") +
                            pinsWith(QStringLiteral("TRUE")) + QStringLiteral(" AND id NOT IN ") +
                            picturesOfSteps() + QStringLiteral(" AND NOT ") +
                            isPosterOf(QStringLiteral("TRUE")));
        query.bind(json).bind(since).bind(stills);
        const QList<MediaAsset> unused = readAssets(query);
        for (const MediaAsset &asset : unused) {
            // Who shows the library is told by the former only.
            Query(db, QStringLiteral("UPDATE media_asset SET removed_at = ? WHERE id = ?"))
                .bind(now)
                .bind(asset.id)
                .run();
            Query(db, QStringLiteral("DELETE FROM media_asset WHERE id = ?")).bind(asset.id).run();
        }
    }
    Query named(db, QStringLiteral("SELECT sha256 FROM media_asset WHERE erased = 0 AND sha256 IN "
                                   "(SELECT value FROM json_each(?))"));
    named.bind(json);
    QStringList gone = sha256s;
    while (named.next())
        gone.removeAll(named.text(0));
    return gone;
}

RowValues readLibraryValues(Database &db, qint64 id)
{
    Query query(db,
                QStringLiteral("SELECT removed_at FROM media_asset WHERE id = ? AND erased = 0"));
    query.bind(id);
    if (!query.next())
        return std::nullopt;
    QJsonObject json;
    if (const std::optional<UtcTime> removedAt = query.time(0))
        json.insert(QStringLiteral("removed_at"), toEpoch(*removedAt));
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

bool writeLibraryValues(Database &db, qint64 id, const RowValues &values)
{
    if (!values)
        return false;
    const QJsonValue removedAt =
        QJsonDocument::fromJson(*values).object().value(QLatin1String("removed_at"));
    Query(db, QStringLiteral("UPDATE media_asset SET removed_at = ? WHERE id = ? AND erased = 0"))
        .bind(removedAt.isDouble() ? std::optional<qint64>(removedAt.toInteger()) : std::nullopt)
        .bind(id)
        .run();
    return true;
}

} // namespace pinweek
