// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pinmoves.h"

namespace pinweek {

tl::unexpected<Error> notInState(const PinRow &row, const QString &wish)
{
    return fail(ErrorKind::Conflict,
                QStringLiteral("Pin %1 is %2%3 and cannot be %4.")
                    .arg(row.pin.id.toString(),
                         row.removedAt ? QStringLiteral("deleted, ") : QString(),
                         pinStatusName(row.pin.status), wish));
}

Result<PinRow> expectedPin(Database &db, PinId id, qint64 revision)
{
    const std::optional<PinRow> row = findPin(db, id);
    if (!row || row->removedAt)
        return fail(ErrorKind::NotFound, QStringLiteral("There is no pin %1.").arg(id.toString()));
    if (row->pin.revision != revision)
        return fail(ErrorKind::Conflict,
                    QStringLiteral("Pin %1 was changed meanwhile.").arg(id.toString()));
    return *row;
}

Result<void> movePin(const StoreCore::Context &write, const PinRow &before, PinRow after,
                     PinStatus to, const QString &detail)
{
    if (!canMove(before.pin.status, to))
        return notInState(before, pinStatusName(to));
    after.pin.status = to;
    if (!updatePin(write.db, before, after, write.now))
        return fail(ErrorKind::Conflict,
                    QStringLiteral("Pin %1 was changed meanwhile.").arg(before.pin.id.toString()));
    addHistory(write.db, before.pin.id, write.now, before.pin.status, to, write.origin, detail);
    return {};
}

QString pinErrorText(const PinError &error)
{
    QString text = errorKindName(error.kind);
    if (error.httpStatus > 0)
        text += QStringLiteral(", HTTP %1").arg(error.httpStatus);
    if (error.apiCode > 0)
        text += QStringLiteral(", code %1").arg(error.apiCode);
    return error.message.isEmpty() ? text : text + QStringLiteral(": ") + error.message;
}

Result<void> takeRemotePin(const StoreCore::Context &write, const Pin &pin, const QString &remoteId,
                           std::optional<UtcTime> createdAt)
{
    Query known(
        write.db,
        QStringLiteral("SELECT pin_id FROM remote_pin WHERE account_id = ? AND remote_id = ?"));
    known.bind(pin.content.account).bind(remoteId);
    if (known.next()) {
        if (known.id<PinId>(0) == pin.id)
            return {};
        return fail(ErrorKind::Conflict,
                    QStringLiteral("The pin %1 at Pinterest is pin %2 here already.")
                        .arg(remoteId, known.id<PinId>(0).toString()));
    }
    Query(write.db, QStringLiteral("INSERT INTO remote_pin (account_id, remote_id, pin_id, "
                                   "created_at) VALUES (?, ?, ?, ?)"))
        .bind(pin.content.account)
        .bind(remoteId)
        .bind(pin.id)
        .bind(createdAt)
        .run();
    return {};
}

PinRow asPublished(PinRow row, const QString &remoteId, UtcTime at)
{
    if (!remoteId.isEmpty()) // one that was handed over has it already
        row.pin.remoteId = remoteId;
    row.pin.publishedAt = at;
    row.pin.nextAttemptAt.reset();
    row.pin.lastError.reset();
    return row;
}

} // namespace pinweek
