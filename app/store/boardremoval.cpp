// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/boardremoval.h"

#include "store/boardrows.h"

namespace pinweek {

namespace {

constexpr auto underWay = "('publishing', 'unconfirmed', 'handed_over')";
constexpr auto changeable = "('draft', 'scheduled', 'failed', 'blocked')";

Error busy(int pins)
{
    return {ErrorKind::Conflict,
            QStringLiteral("%1 of its pins are being published, or with Pinterest already. Wait "
                           "until they are through.")
                .arg(pins)};
}

QList<PinId> readIds(Query &query)
{
    QList<PinId> ids;
    while (query.next())
        ids += query.id<PinId>(0);
    return ids;
}

/** Those that were to be sent can't be any more. */
void turnIntoDraft(Database &db, PinRow before, const Removal &by)
{
    PinRow after = before;
    after.pin.content.board = {};
    after.pin.content.section = {};
    const bool wasToBeSent =
        before.pin.status == PinStatus::Scheduled || before.pin.status == PinStatus::Failed;
    if (wasToBeSent) {
        after.pin.status = PinStatus::Draft;
        after.pin.nextAttemptAt.reset();
        after.pin.lastError.reset();
        after.pin.lateCause = LateCause::None;
    }
    if (updatePin(db, before, after, by.now) && wasToBeSent)
        addHistory(db, before.pin.id, by.now, before.pin.status, PinStatus::Draft, by.origin,
                   QStringLiteral("its board was deleted"));
}

} // namespace

BoardUse boardUse(Database &db, BoardId board, SectionId section)
{
    Query query(db, QStringLiteral("SELECT count(*) FILTER (WHERE status IN %1), "
                                   "count(*) FILTER (WHERE status IN %2) FROM pin WHERE "
                                   "removed_at IS NULL AND %3 = ?")
                        .arg(QLatin1String(changeable), QLatin1String(underWay),
                             section.isValid() ? QStringLiteral("section_id")
                                               : QStringLiteral("board_id")));
    if (section.isValid())
        query.bind(section);
    else
        query.bind(board);
    if (!query.next())
        return {};
    return {int(query.integer(0)), int(query.integer(1))};
}

Result<int> discardBoard(Database &db, BoardId board, const Removal &by)
{
    if (!findBoard(db, board))
        return fail(ErrorKind::NotFound,
                    QStringLiteral("There is no board %1.").arg(board.toString()));
    const BoardUse use = boardUse(db, board, {});
    if (use.underWay > 0)
        return fail(busy(use.underWay));
    QList<PinId> pins;
    {
        Query query(db, QStringLiteral("SELECT id FROM pin WHERE board_id = ? AND status IN ") +
                            QLatin1String(changeable));
        query.bind(board);
        pins = readIds(query);
    }
    for (const PinId pin : std::as_const(pins)) {
        if (const auto row = findPin(db, pin))
            turnIntoDraft(db, *row, by);
    }
    deleteBoard(db, board);
    return use.planned;
}

Result<int> discardSection(Database &db, SectionId section, const Removal &by)
{
    const BoardUse use = boardUse(db, {}, section);
    if (use.underWay > 0)
        return fail(busy(use.underWay));
    // A revision of its own for each: what was prepared with the section must not be sent.
    QList<PinId> pins;
    {
        Query query(db, QStringLiteral("SELECT id FROM pin WHERE section_id = ? AND status IN ") +
                            QLatin1String(changeable));
        query.bind(section);
        pins = readIds(query);
    }
    for (const PinId pin : std::as_const(pins)) {
        const auto row = findPin(db, pin);
        if (!row)
            continue;
        PinRow after = *row;
        after.pin.content.section = {};
        updatePin(db, *row, after, by.now);
    }
    Query query(db, QStringLiteral("DELETE FROM board_section WHERE id = ?"));
    query.bind(section);
    if (query.run() == 0)
        return fail(ErrorKind::NotFound,
                    QStringLiteral("There is no section %1.").arg(section.toString()));
    return use.planned;
}

} // namespace pinweek
