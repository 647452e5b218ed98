// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/zonestore.h"

#include "core/walltime.h"
#include "store/rows.h"
#include "store/storecore.h"

#include <QHash>

namespace pinweek {

namespace {

using Write = StoreCore::Context;

/** The zones whose rules are not those of the database, with the rules that they have. */
QHash<QByteArray, QByteArray> otherRules(Database &db)
{
    QHash<QByteArray, QByteArray> others;
    Query query(db, QStringLiteral("SELECT zone, rules FROM zone_rules"));
    while (query.next()) {
        const QByteArray zone = query.text(0).toLatin1();
        const QByteArray rules = zoneRules(zone);
        if (query.text(1).toLatin1() != rules)
            others.insert(zone, rules);
    }
    return others;
}

QList<PinRow> pinsToCome(Database &db, const QByteArray &zone, UtcTime now)
{
    Query query(db,
                selectPins() + QStringLiteral("WHERE time_zone = ? AND due_at > ? AND status "
                                              "IN ('draft', 'scheduled', 'failed', 'blocked')"));
    query.bind(QString::fromLatin1(zone)).bind(now);
    QList<PinRow> rows;
    while (query.next())
        rows += readPin(query);
    return rows;
}

/** False: it goes out when it was to go out before, or another hand had it meanwhile. */
bool resolvePin(const Write &write, const PinRow &row)
{
    const UtcTime due = row.pin.content.planned->resolve().utc;
    if (row.pin.dueAt == due)
        return false;
    PinRow after = row;
    after.pin.dueAt = due;
    if (!updatePin(write.db, row, after, write.now))
        return false;
    addHistory(write.db, row.pin.id, write.now, row.pin.status, row.pin.status, write.origin,
               QStringLiteral("%1 has other rules now: %2 instead of %3")
                   .arg(QString::fromLatin1(row.pin.content.planned->zone), toIso(due),
                        toIso(row.pin.dueAt.value_or(due))));
    return true;
}

Result<int> resolvePins(const Write &write)
{
    int moved = 0;
    const QHash<QByteArray, QByteArray> others = otherRules(write.db);
    for (auto zone = others.constBegin(); zone != others.constEnd(); ++zone) {
        for (const PinRow &row : pinsToCome(write.db, zone.key(), write.now))
            moved += resolvePin(write, row) ? 1 : 0;
        Query(write.db, QStringLiteral("UPDATE zone_rules SET rules = ? WHERE zone = ?"))
            .bind(QString::fromLatin1(zone.value()))
            .bind(QString::fromLatin1(zone.key()))
            .run();
    }
    return moved;
}

} // namespace

ZoneStore::ZoneStore(StoreCore &core) : m_core(core) {}

void ZoneStore::resolveAgain(QObject *context, Done<int> done)
{
    m_core.write<int>(context, std::move(done), resolvePins,
                      [](Database &db) { return !otherRules(db).isEmpty(); });
}

} // namespace pinweek
