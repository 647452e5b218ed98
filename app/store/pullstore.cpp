// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pullstore.h"

#include "model/comparable.h"
#include "store/pinmoves.h"
#include "store/publishedrows.h"
#include "store/storecore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <chrono>

namespace pinweek {

namespace {

using Write = StoreCore::Context;

/** Somebody who posts by hand says so sooner than that; later it is a pin that was posted again. */
constexpr std::chrono::hours postedWithin{30 * 24};

enum class Known
{
    No,
    Here,
    Deleted
};

Known known(Database &db, AccountId account, const QString &remoteId)
{
    Query query(db, QStringLiteral("SELECT removed_at IS NOT NULL FROM remote_pin JOIN pin ON "
                                   "pin.id = pin_id WHERE remote_pin.account_id = ? AND "
                                   "remote_pin.remote_id = ?"));
    query.bind(account).bind(remoteId);
    if (!query.next())
        return Known::No;
    return query.integer(0) != 0 ? Known::Deleted : Known::Here;
}

/** Published pins of the board whose id at Pinterest nobody told. */
QList<PinRow> withoutId(Database &db, const PinContent &content)
{
    QList<PinRow> rows;
    Query query(db, selectPins() +
                        QStringLiteral("WHERE account_id = ? AND board_id = ? AND status = "
                                       "'published' AND remote_id = '' AND removed_at IS NULL"));
    query.bind(content.account).bind(content.board);
    while (query.next())
        rows += readPin(query);
    return rows;
}

bool isSamePin(const Pin &own, const Pin &pulled)
{
    const QString title = comparableText(pulled.content.title);
    const QString link = comparableLink(pulled.content.link);
    if ((title.isEmpty() && link.isEmpty()) || comparableText(own.content.title) != title)
        return false;
    if (comparableLink(own.content.link) != link &&
        (own.sentLink.isEmpty() || comparableLink(own.sentLink) != link))
        return false;
    return !own.publishedAt || !pulled.publishedAt ||
           std::chrono::abs(*own.publishedAt - *pulled.publishedAt) <= postedWithin;
}

/** The pin of `open` that this one is; of several the one posted at about that time. */
const PinRow *samePin(const QList<PinRow> &open, const Pin &pulled)
{
    const auto apart = [&pulled](const PinRow &row) {
        return row.pin.publishedAt && pulled.publishedAt
                   ? std::chrono::abs(*row.pin.publishedAt - *pulled.publishedAt)
                   : postedWithin;
    };
    const PinRow *best = nullptr;
    for (const PinRow &row : open) {
        if (isSamePin(row.pin, pulled) && (!best || apart(row) < apart(*best)))
            best = &row;
    }
    return best;
}

/** A pin that was posted by hand is known at Pinterest from now on. */
Result<void> giveId(const Write &write, const PinRow &own, const Pin &pulled)
{
    if (auto taken = takeRemotePin(write, own.pin, pulled.remoteId, pulled.publishedAt); !taken)
        return taken;
    PinRow after = own;
    after.pin.remoteId = pulled.remoteId;
    if (!updatePin(write.db, own, after, write.now))
        return fail(ErrorKind::Conflict,
                    QStringLiteral("Pin %1 was changed meanwhile.").arg(own.pin.id.toString()));
    addHistory(write.db, own.pin.id, write.now, PinStatus::Published, PinStatus::Published,
               write.origin, QStringLiteral("found on its board"));
    return {};
}

/** A pin was sent to this board whose id at Pinterest is not known. */
bool isUnsettled(Database &db, BoardId board)
{
    Query query(db,
                QStringLiteral("SELECT 1 FROM pin WHERE board_id = ? AND removed_at IS NULL AND "
                               "(status IN ('publishing', 'unconfirmed') OR (status = "
                               "'blocked' AND error_kind = 'unclear')) LIMIT 1"));
    query.bind(board);
    return query.next();
}

Result<PullOutcome> addPulled(const Write &write, const QList<PulledPin> &pins)
{
    QSet<BoardId> settled;
    QHash<BoardId, QList<PinRow>> open; // that were posted by hand
    PullOutcome outcome;
    for (const PulledPin &pulled : pins) {
        const BoardId board = pulled.pin.content.board;
        if (!settled.contains(board) && isUnsettled(write.db, board))
            return fail(ErrorKind::Conflict,
                        QStringLiteral("A pin of this board is still being checked, or needs you. "
                                       "Settle that first, then bring in the published pins."));
        settled.insert(board);
        const Known before = known(write.db, pulled.pin.content.account, pulled.pin.remoteId);
        if (before != Known::No) {
            ++outcome.known;
            outcome.deleted += before == Known::Deleted ? 1 : 0;
            continue;
        }
        if (!open.contains(board))
            open.insert(board, withoutId(write.db, pulled.pin.content));
        QList<PinRow> &byHand = open[board];
        if (const PinRow *own = samePin(byHand, pulled.pin)) {
            if (const auto given = giveId(write, *own, pulled.pin); !given)
                return fail(given.error());
            byHand.removeIf([id = own->pin.id](const PinRow &row) { return row.pin.id == id; });
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

Result<QList<int>> PullStore::countBetween(AccountId account, const QList<UtcTime> &bounds) const
{
    QJsonArray spans;
    for (qsizetype i = 0; i + 1 < bounds.size(); ++i)
        spans += QJsonArray{toEpoch(bounds[i]), toEpoch(bounds[i + 1])};
    const QString json = QString::fromLatin1(QJsonDocument(spans).toJson(QJsonDocument::Compact));
    return m_core.read<QList<int>>([&](Database &db) -> Result<QList<int>> {
        // Along the calendar's index: "+" keeps it from going through all that was ever pulled.
        Query query(
            db, QStringLiteral("SELECT (SELECT count(*) FROM pin WHERE removed_at IS NULL "
                               "AND due_at >= json_extract(span.value, '$[0]') AND due_at "
                               "< json_extract(span.value, '$[1]') AND +id IN (SELECT "
                               "pin_id FROM pulled_pin)%1) FROM json_each(?) AS span "
                               "ORDER BY span.key")
                    .arg(account.isValid() ? QStringLiteral(" AND account_id = ?") : QString()));
        if (account.isValid())
            query.bind(account);
        query.bind(json);
        QList<int> counts;
        while (query.next())
            counts += int(query.integer(0));
        return counts;
    });
}

} // namespace pinweek
