// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/slotstore.h"

#include "store/rows.h"
#include "store/slotrows.h"
#include "store/slotsearch.h"
#include "store/storecore.h"
#include "store/undorows.h"

#include <QLocale>

namespace pinweek {

namespace {

using Write = StoreCore::Context;

Result<void> checkSlot(Database &db, const TimeSlot &slot)
{
    if (slot.day < Qt::Monday || slot.day > Qt::Sunday || !slot.time.isValid())
        return fail(ErrorKind::Rejected, QStringLiteral("That is no time of a week."));
    if (!isKnownZone(slot.zone)) {
        return fail(ErrorKind::Rejected, QStringLiteral("“%1” is no time zone that is known here.")
                                             .arg(QString::fromLatin1(slot.zone)));
    }
    if (!findAccount(db, slot.account))
        return fail(ErrorKind::NotFound, QStringLiteral("The slot's account is not there."));
    if (slot.board.isValid()) {
        Query query(db, QStringLiteral("SELECT 1 FROM board WHERE id = ? AND account_id = ?"));
        query.bind(slot.board).bind(slot.account);
        if (!query.next())
            return fail(ErrorKind::NotFound,
                        QStringLiteral("The slot's board is not there, or is another account's."));
    }
    if (findSameSlot(db, slot)) {
        return fail(ErrorKind::Rejected, QStringLiteral("There is a time slot on %1 at %2 already.")
                                             .arg(QLocale::c().dayName(slot.day),
                                                  slot.time.toString(QStringLiteral("HH:mm"))));
    }
    return {};
}

/** Stores one slot's change, and says what it was and is. */
Result<RowChange> storeSlot(Database &db, const SlotChange &change)
{
    TimeSlot slot = change.slot;
    RowChange row{QString::fromLatin1(slotKind), slot.id.value, {}, {}};
    if (slot.id.isValid()) {
        row.before = readSlotValues(db, slot.id.value);
        if (!row.before)
            return fail(ErrorKind::NotFound, QStringLiteral("That time slot is no longer there."));
    }
    if (change.removed) {
        deleteSlot(db, slot.id);
        return row;
    }
    slot.time = QTime(slot.time.hour(), slot.time.minute());
    if (auto checked = checkSlot(db, slot); !checked)
        return fail(checked.error());
    if (slot.id.isValid()) {
        updateSlot(db, slot);
    } else {
        slot.id = insertSlot(db, slot);
        row.id = slot.id.value;
    }
    row.after = slotValues(slot);
    return row;
}

Result<QList<SlotId>> storeStep(const Write &write, const SlotStep &step)
{
    QList<SlotId> ids;
    QList<RowChange> rows;
    for (const SlotChange &change : step.changes) {
        const Result<RowChange> row = storeSlot(write.db, change);
        if (!row)
            return fail(row.error());
        ids += SlotId{row->id};
        rows += *row;
    }
    if (step.undoable)
        addRowStep(write.db, step.name, rows, write.now, write.origin);
    return ids;
}

} // namespace

SlotStore::SlotStore(StoreCore &core) : m_core(core) {}

Result<QList<TimeSlot>> SlotStore::slotsOf(AccountId account) const
{
    return m_core.read<QList<TimeSlot>>(
        [account](Database &db) -> Result<QList<TimeSlot>> { return findSlots(db, account); });
}

void SlotStore::apply(const SlotStep &step, QObject *context, Done<QList<SlotId>> done)
{
    m_core.write<QList<SlotId>>(context, std::move(done),
                                [step](const Write &write) { return storeStep(write, step); });
}

void SlotStore::preview(const SlotQuestion &question, QObject *context,
                        Done<QList<WallTime>> done) const
{
    m_core.ask<QList<WallTime>>(context, std::move(done),
                                [question, now = m_core.clock.now()](Database &db) {
                                    return findSlotTimes(db, question, now);
                                });
}

} // namespace pinweek
