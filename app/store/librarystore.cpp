// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/librarystore.h"

#include "store/libraryrows.h"
#include "store/rows.h"
#include "store/storecore.h"

namespace pinweek {

namespace {

using Write = StoreCore::Context;

constexpr int erasedAtOnce = 100;

Result<LibraryRemoval> takeOut(const Write &write, const QList<MediaId> &among,
                               const QString &stepName)
{
    LibraryRemoval removal;
    QList<RowChange> changes;
    const auto take = [&](const MediaAsset &asset) {
        RowChange change{QString::fromLatin1(libraryKind),
                         asset.id.value,
                         readLibraryValues(write.db, asset.id.value),
                         {}};
        Query(write.db, QStringLiteral("UPDATE media_asset SET removed_at = ? WHERE id = ?"))
            .bind(write.now)
            .bind(asset.id)
            .run();
        change.after = readLibraryValues(write.db, asset.id.value);
        changes.append(change);
    };
    for (const MediaAsset &asset : unusedPictures(write.db, among, write.now)) {
        take(asset);
        ++removal.pictures;
        removal.bytes += asset.bytes;
    }
    if (removal.pictures > 0) {
        for (const MediaAsset &still : unusedStills(write.db, write.now))
            take(still);
    }
    addRowStep(write.db, stepName, changes, write.now, write.origin);
    return removal;
}

int eraseSome(const Write &write, const LibraryStore::Erase &erase)
{
    int erased = 0;
    // Within the transaction: who brings the same picture in meanwhile waits for its end, and finds
    // that its file is gone.
    for (const MediaAsset &asset : erasablePictures(write.db, write.now, erasedAtOnce)) {
        if (!erase(asset))
            continue;
        Query(write.db, QStringLiteral("UPDATE media_asset SET erased = 1 WHERE id = ?"))
            .bind(asset.id)
            .run();
        ++erased;
    }
    return erased;
}

} // namespace

LibraryStore::LibraryStore(StoreCore &core) : m_core(core) {}

Result<QList<Pin>> LibraryStore::pinsWith(MediaId media, int limit) const
{
    return m_core.read<QList<Pin>>([&](Database &db) -> Result<QList<Pin>> {
        Query query(
            db,
            selectPins() +
                QStringLiteral(
                    "WHERE pin.removed_at IS NULL AND pin.id IN (SELECT id FROM pin WHERE "
                    "media_id = ? UNION SELECT pin_id FROM pin_picture WHERE media_id = ? "
                    "UNION SELECT id FROM pin WHERE cover_id = ?) "
                    "ORDER BY CASE WHEN published_at IS NOT NULL THEN 1 WHEN due_at IS NULL THEN 2 "
                    "ELSE 0 END, ifnull(-published_at, due_at), pin.id LIMIT ?"));
        query.bind(media).bind(media).bind(media).bind(limit);
        QList<Pin> pins;
        while (query.next())
            pins.append(readPin(query).pin);
        return pins;
    });
}

void LibraryStore::removeUnused(const QList<MediaId> &among, const QString &stepName,
                                QObject *context, Done<LibraryRemoval> done)
{
    m_core.write<LibraryRemoval>(context, std::move(done),
                                 [among, stepName](const Write &write) -> Result<LibraryRemoval> {
                                     return takeOut(write, among, stepName);
                                 });
}

void LibraryStore::eraseRemoved(const Erase &erase, QObject *context, Done<int> done)
{
    m_core.write<int>(
        context, std::move(done),
        [erase](const Write &write) -> Result<int> { return eraseSome(write, erase); },
        [](Database &db) {
            Query query(db, QStringLiteral("SELECT 1 FROM media_asset WHERE removed_at IS NOT NULL "
                                           "AND erased = 0 LIMIT 1"));
            return query.next();
        });
}

void LibraryStore::takeBack(const TakeBack &batch, QObject *context, Done<void> done)
{
    struct Taken
    {
        bool any = false;
        QStringList gone;
    };
    m_core.write<Taken>(
        context,
        [this, batch, context, done = std::move(done)](const Result<Taken> &taken) {
            if (taken && taken->any)
                takeBack(batch, context, done);
            else if (done)
                done(taken ? Result<void>() : fail(taken.error()));
        },
        [batch](const Write &write) -> Result<Taken> {
            const QStringList some = batch.next();
            if (some.isEmpty())
                return Taken();
            return Taken{true, takeBackRows(write.db, some, batch.since(), write.now)};
        },
        {},
        [batch](const Result<Taken> &taken) {
            if (taken->any)
                batch.gone(taken->gone);
        });
}

} // namespace pinweek
