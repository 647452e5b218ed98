// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pullstore.h"

#include "store/publishedrows.h"
#include "store/storecore.h"

#include <QSet>

namespace pinweek {

namespace {

using Write = StoreCore::Context;

bool isKnown(Database &db, AccountId account, const QString &remoteId)
{
    Query query(db,
                QStringLiteral("SELECT 1 FROM remote_pin WHERE account_id = ? AND remote_id = ?"));
    query.bind(account).bind(remoteId);
    return query.next();
}

/** A pin was sent to this board whose id at Pinterest is not known. */
bool isUnsettled(Database &db, BoardId board)
{
    Query query(db,
                QStringLiteral("SELECT 1 FROM pin WHERE board_id = ? AND removed_at IS NULL AND "
                               "(status IN ('publishing', 'unconfirmed') OR (status = "
                               "'blocked' AND attempts > 0)) LIMIT 1"));
    query.bind(board);
    return query.next();
}

Result<PullOutcome> addPulled(const Write &write, const QList<PulledPin> &pins)
{
    QSet<BoardId> settled;
    PullOutcome outcome;
    for (const PulledPin &pulled : pins) {
        const BoardId board = pulled.pin.content.board;
        if (!settled.contains(board) && isUnsettled(write.db, board))
            return fail(ErrorKind::Conflict,
                        QStringLiteral("A pin of this board is still being checked, or needs you. "
                                       "Settle that first, then bring in the published pins."));
        settled.insert(board);
        if (isKnown(write.db, pulled.pin.content.account, pulled.pin.remoteId)) {
            ++outcome.known;
            continue;
        }
        const Result<PinId> added = addPublished(write, pulled.pin);
        if (!added)
            return fail(added.error());
        Query(write.db, QStringLiteral("INSERT INTO pulled_pin (pin_id, image_url) VALUES (?, ?)"))
            .bind(*added)
            .bind(pulled.imageUrl)
            .run();
        ++outcome.added;
    }
    return outcome;
}

} // namespace

PullStore::PullStore(StoreCore &core) : m_core(core) {}

void PullStore::add(const QList<PulledPin> &pins, QObject *context, Done<PullOutcome> done)
{
    m_core.write<PullOutcome>(context, std::move(done),
                              [pins](const Write &write) { return addPulled(write, pins); });
}

Result<QList<AwaitedPicture>> PullStore::awaited(BoardId board, int limit) const
{
    return m_core.read<QList<AwaitedPicture>>(
        [board, limit](Database &db) -> Result<QList<AwaitedPicture>> {
            QList<AwaitedPicture> awaited;
            Query query(db, QStringLiteral("SELECT pin_id, image_url FROM pulled_pin JOIN pin ON "
                                           "pin.id = pin_id WHERE image_url <> '' AND board_id = ? "
                                           "AND removed_at IS NULL ORDER BY pin_id LIMIT ?"));
            query.bind(board).bind(limit);
            while (query.next())
                awaited += AwaitedPicture{query.id<PinId>(0), query.text(1)};
            return awaited;
        });
}

void PullStore::setPicture(PinId pin, MediaId media, QObject *context, Done<void> done)
{
    m_core.write<void>(context, std::move(done), [pin, media](const Write &write) -> Result<void> {
        Query(write.db, QStringLiteral("UPDATE pulled_pin SET image_url = '' WHERE pin_id = ?"))
            .bind(pin)
            .run();
        if (media.isValid())
            Query(write.db, QStringLiteral("UPDATE pin SET media_id = ?, revision = revision + "
                                           "1, updated_at = ? WHERE id = ?"))
                .bind(media)
                .bind(write.now)
                .bind(pin)
                .run();
        return {};
    });
}

Result<bool> PullStore::isPulled(PinId pin) const
{
    return m_core.read<bool>([pin](Database &db) -> Result<bool> {
        Query query(db, QStringLiteral("SELECT 1 FROM pulled_pin WHERE pin_id = ?"));
        query.bind(pin);
        return query.next();
    });
}

} // namespace pinweek
