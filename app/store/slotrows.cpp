// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/slotrows.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace pinweek {

namespace {

bool exists(Database &db, const QString &sql, qint64 id, qint64 account)
{
    Query query(db, sql);
    query.bind(id).bind(account);
    return query.next();
}

int minuteOf(QTime time)
{
    return time.hour() * 60 + time.minute();
}

QTime timeOf(int minute)
{
    return QTime(0, 0).addSecs(minute * 60);
}

} // namespace

QString selectSlots()
{
    return QStringLiteral(
        "SELECT id, account_id, board_id, day, minute, time_zone FROM time_slot ");
}

TimeSlot readSlot(const Query &query)
{
    TimeSlot slot;
    slot.id = query.id<SlotId>(0);
    slot.account = query.id<AccountId>(1);
    slot.board = query.id<BoardId>(2);
    slot.day = int(query.integer(3));
    slot.time = timeOf(int(query.integer(4)));
    slot.zone = query.text(5).toLatin1();
    return slot;
}

QList<TimeSlot> findSlots(Database &db, AccountId account)
{
    Query query(db,
                selectSlots() + QStringLiteral("WHERE account_id = ? ORDER BY day, minute, id"));
    query.bind(account);
    QList<TimeSlot> found;
    while (query.next())
        found += readSlot(query);
    return found;
}

std::optional<TimeSlot> findSlot(Database &db, SlotId id)
{
    Query query(db, selectSlots() + QStringLiteral("WHERE id = ?"));
    query.bind(id);
    return query.next() ? std::optional(readSlot(query)) : std::nullopt;
}

SlotId insertSlot(Database &db, const TimeSlot &slot)
{
    Query query(db, QStringLiteral("INSERT INTO time_slot (id, account_id, board_id, day, minute, "
                                   "time_zone) VALUES (?, ?, ?, ?, ?, ?)"));
    query.bind(slot.id)
        .bind(slot.account)
        .bind(slot.board)
        .bind(slot.day)
        .bind(minuteOf(slot.time))
        .bind(QString::fromLatin1(slot.zone));
    return query.run() == 1 ? SlotId{query.insertedId()} : SlotId{};
}

void updateSlot(Database &db, const TimeSlot &slot)
{
    Query(db, QStringLiteral("UPDATE time_slot SET account_id = ?, board_id = ?, day = ?, minute = "
                             "?, time_zone = ? WHERE id = ?"))
        .bind(slot.account)
        .bind(slot.board)
        .bind(slot.day)
        .bind(minuteOf(slot.time))
        .bind(QString::fromLatin1(slot.zone))
        .bind(slot.id)
        .run();
}

void deleteSlot(Database &db, SlotId id)
{
    Query(db, QStringLiteral("DELETE FROM time_slot WHERE id = ?")).bind(id).run();
}

std::optional<TimeSlot> findSameSlot(Database &db, const TimeSlot &slot)
{
    Query query(db, selectSlots() +
                        QStringLiteral("WHERE account_id = ? AND ifnull(board_id, 0) = ? AND day = "
                                       "? AND minute = ? AND time_zone = ? AND id <> ?"));
    query.bind(slot.account)
        .bind(slot.board.value)
        .bind(slot.day)
        .bind(minuteOf(slot.time))
        .bind(QString::fromLatin1(slot.zone))
        .bind(slot.id.value);
    return query.next() ? std::optional(readSlot(query)) : std::nullopt;
}

QByteArray slotValues(const TimeSlot &slot)
{
    const QJsonObject json{{QStringLiteral("account"), slot.account.value},
                           {QStringLiteral("board"), slot.board.value},
                           {QStringLiteral("day"), slot.day},
                           {QStringLiteral("minute"), minuteOf(slot.time)},
                           {QStringLiteral("zone"), QString::fromLatin1(slot.zone)}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

RowValues readSlotValues(Database &db, qint64 id)
{
    const std::optional<TimeSlot> slot = findSlot(db, SlotId{id});
    return slot ? RowValues(slotValues(*slot)) : std::nullopt;
}

bool writeSlotValues(Database &db, qint64 id, const RowValues &values)
{
    if (!values) {
        deleteSlot(db, SlotId{id});
        return true;
    }
    const QJsonObject json = QJsonDocument::fromJson(*values).object();
    const TimeSlot slot{SlotId{id},
                        AccountId{json.value(QLatin1String("account")).toInteger()},
                        BoardId{json.value(QLatin1String("board")).toInteger()},
                        json.value(QLatin1String("day")).toInt(),
                        timeOf(json.value(QLatin1String("minute")).toInt()),
                        json.value(QLatin1String("zone")).toString().toLatin1()};
    // The account or the board may be gone since, or a slot like it be there again.
    const bool fits =
        exists(db, QStringLiteral("SELECT 1 FROM account WHERE id = ? AND id = ?"),
               slot.account.value, slot.account.value) &&
        (!slot.board.isValid() ||
         exists(db, QStringLiteral("SELECT 1 FROM board WHERE id = ? AND account_id = ?"),
                slot.board.value, slot.account.value)) &&
        !findSameSlot(db, slot);
    if (!fits)
        return false;
    if (findSlot(db, slot.id))
        updateSlot(db, slot);
    else
        insertSlot(db, slot);
    return true;
}

} // namespace pinweek
