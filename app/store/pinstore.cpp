// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pinstore.h"

#include "store/pinqueries.h"
#include "store/pinsteps.h"
#include "store/rows.h"
#include "store/storecore.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace pinweek {

namespace {

constexpr int mostRows = 1000;
/** How late a pin is at most when it is published. */
constexpr std::chrono::seconds longestLateness = std::chrono::hours(24 * 60);
constexpr std::chrono::seconds missedShownFor = std::chrono::hours(24 * 30);

QList<Pin> allPins(Query &query)
{
    QList<Pin> pins;
    while (query.next())
        pins += readPin(query).pin;
    return pins;
}

/** The columns at, from_status, to_status, origin, detail. */
PinEvent readEvent(const Query &query, int first)
{
    return {fromEpoch(query.integer(first)),
            pinStatusFromName(query.text(first + 1)).value_or(PinStatus::Draft),
            pinStatusFromName(query.text(first + 2)).value_or(PinStatus::Draft),
            query.text(first + 3), query.text(first + 4)};
}

int clamped(int limit)
{
    return qBound(0, limit, mostRows);
}

} // namespace

std::optional<Arming> armingOf(const Pin &pin)
{
    if (pin.status != PinStatus::Scheduled && pin.status != PinStatus::Failed)
        return std::nullopt;
    return Arming{pin.status, pin.content.planned, pin.nextAttemptAt, pin.lateCause, pin.lastError};
}

PinStore::PinStore(StoreCore &core) : m_core(core) {}

Result<Pin> PinStore::pin(PinId id) const
{
    return m_core.read<Pin>([&](Database &db) -> Result<Pin> {
        const std::optional<PinRow> row = findPin(db, id);
        if (!row || row->removedAt)
            return fail(ErrorKind::NotFound,
                        QStringLiteral("There is no pin %1.").arg(id.toString()));
        return row->pin;
    });
}

Result<QList<Pin>> PinStore::pins(const QList<PinId> &ids) const
{
    QList<Pin> result;
    for (qsizetype start = 0; start < ids.size(); start += mostRows) {
        const QList<PinId> part = ids.mid(start, mostRows);
        Result<QHash<PinId, Pin>> found = m_core.read<QHash<PinId, Pin>>([&](Database &db) {
            QJsonArray list;
            for (PinId id : part)
                list += id.value;
            Query query(
                db, selectPins() +
                        QStringLiteral(
                            "WHERE id IN (SELECT value FROM json_each(?)) AND removed_at IS NULL"));
            query.bind(QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact)));
            QHash<PinId, Pin> byId;
            while (query.next()) {
                const Pin pin = readPin(query).pin;
                byId.insert(pin.id, pin);
            }
            return Result<QHash<PinId, Pin>>(byId);
        });
        if (!found)
            return fail(found.error());
        for (PinId id : part) {
            if (const auto pin = found->constFind(id); pin != found->constEnd())
                result += *pin;
        }
    }
    return result;
}

Result<QList<Pin>> PinStore::due(const PinFilter &filter, UtcTime from, UtcTime to, int limit,
                                 const std::optional<Pin> &after) const
{
    return m_core.read<QList<Pin>>([&](Database &db) -> Result<QList<Pin>> {
        Query query(db, dueSql(filter, after.has_value()));
        query.bind(from).bind(to);
        if (after)
            query.bind(after->dueAt).bind(after->id);
        bindFilter(query, filter);
        query.bind(clamped(limit));
        return allPins(query);
    });
}

Result<QList<Pin>> PinStore::unscheduled(const PinFilter &filter, int limit, int offset,
                                         UnscheduledOrder order) const
{
    return m_core.read<QList<Pin>>([&](Database &db) -> Result<QList<Pin>> {
        Query query(db, unscheduledSql(filter, order));
        bindFilter(query, filter);
        query.bind(clamped(limit)).bind(qMax(0, offset));
        return allPins(query);
    });
}

Result<int> PinStore::unscheduledCount(const PinFilter &filter) const
{
    return m_core.read<int>([&](Database &db) -> Result<int> {
        Query query(
            db, QStringLiteral("SELECT count(*) FROM pin WHERE status = 'draft' AND due_at IS NULL "
                               "AND removed_at IS NULL") +
                    filterSql(filter));
        bindFilter(query, filter);
        return query.next() ? int(query.integer(0)) : 0;
    });
}

Result<QList<Pin>> PinStore::needingYou(UtcTime now, int limit) const
{
    return m_core.read<QList<Pin>>([&](Database &db) -> Result<QList<Pin>> {
        Query query(db, needingYouSql());
        query.bind(clamped(limit))
            .bind(now - missedShownFor)
            .bind(now)
            .bind(clamped(limit))
            .bind(clamped(limit));
        return allPins(query);
    });
}

Result<std::optional<UtcTime>> PinStore::nextSendTime(UtcTime after) const
{
    return m_core.read<std::optional<UtcTime>>([&](Database &db) -> Result<std::optional<UtcTime>> {
        Query query(db, nextSendTimeSql());
        query.bind(after).bind(after).bind(after);
        return query.next() ? query.time(0) : std::nullopt;
    });
}

Result<QList<Pin>> PinStore::toSend(UtcTime until, int limit) const
{
    return m_core.read<QList<Pin>>([&](Database &db) -> Result<QList<Pin>> {
        Query query(db, toSendSql());
        query.bind(until).bind(until).bind(until).bind(clamped(limit));
        return allPins(query);
    });
}

Result<QList<Pin>> PinStore::upcoming(const PinFilter &filter, UtcTime from, int limit) const
{
    return m_core.read<QList<Pin>>([&](Database &db) -> Result<QList<Pin>> {
        Query query(db, upcomingSql(filter));
        query.bind(from);
        bindFilter(query, filter);
        query.bind(clamped(limit)).bind(from).bind(from);
        bindFilter(query, filter);
        query.bind(clamped(limit)).bind(clamped(limit));
        return allPins(query);
    });
}

Result<QList<UtcTime>> PinStore::takenTimes(AccountId account, UtcTime from, UtcTime to) const
{
    return m_core.read<QList<UtcTime>>([&](Database &db) -> Result<QList<UtcTime>> {
        Query query(db, takenTimesSql());
        for (int part = 0; part < 3; ++part)
            query.bind(account).bind(from).bind(to);
        query.bind(account).bind(from - longestLateness).bind(from).bind(from).bind(to);
        QList<UtcTime> times;
        while (query.next())
            times += fromEpoch(query.integer(0));
        return times;
    });
}

Result<int> PinStore::plannedCount(AccountId account, UtcTime from, UtcTime to, PinId but) const
{
    return m_core.read<int>([&](Database &db) -> Result<int> {
        Query query(db, plannedCountSql());
        query.bind(account).bind(from).bind(to).bind(but);
        return query.next() ? int(query.integer(0)) : 0;
    });
}

Result<QList<Pin>> PinStore::deferred(int limit) const
{
    return m_core.read<QList<Pin>>([&](Database &db) -> Result<QList<Pin>> {
        Query query(db, deferredSql());
        query.bind(clamped(limit));
        return allPins(query);
    });
}

Result<QList<Pin>> PinStore::lastFailed(int limit) const
{
    return m_core.read<QList<Pin>>([&](Database &db) -> Result<QList<Pin>> {
        Query query(db, lastFailedSql());
        query.bind(clamped(limit));
        return allPins(query);
    });
}

Result<QList<Pin>> PinStore::toPostByHand(UtcTime from, UtcTime to, int limit) const
{
    return m_core.read<QList<Pin>>([&](Database &db) -> Result<QList<Pin>> {
        Query query(db, toPostByHandSql());
        query.bind(from).bind(to).bind(clamped(limit));
        return allPins(query);
    });
}

Result<std::optional<UtcTime>> PinStore::nextReminder(UtcTime after) const
{
    return m_core.read<std::optional<UtcTime>>([&](Database &db) -> Result<std::optional<UtcTime>> {
        Query query(db, nextReminderSql());
        query.bind(after).bind(after).bind(after);
        return query.next() ? query.time(0) : std::nullopt;
    });
}

Result<QList<Pin>> PinStore::toHandOver(UtcTime from, UtcTime to, int limit) const
{
    return m_core.read<QList<Pin>>([&](Database &db) -> Result<QList<Pin>> {
        Query query(db, toHandOverSql());
        query.bind(from).bind(to).bind(clamped(limit));
        return allPins(query);
    });
}

Result<QList<Pin>> PinStore::toLookFor(UtcTime until, int limit) const
{
    return m_core.read<QList<Pin>>([&](Database &db) -> Result<QList<Pin>> {
        Query query(db, toLookForSql());
        query.bind(until).bind(clamped(limit));
        return allPins(query);
    });
}

Result<std::optional<UtcTime>> PinStore::nextHandOver(UtcTime after,
                                                      std::chrono::seconds ahead) const
{
    return m_core.read<std::optional<UtcTime>>([&](Database &db) -> Result<std::optional<UtcTime>> {
        Query query(db, nextHandOverSql());
        query.bind(qint64(ahead.count())).bind(after + ahead).bind(after);
        return query.next() ? query.time(0) : std::nullopt;
    });
}

Result<PlanCounts> PinStore::counts(const PinFilter &filter, UtcTime from, UtcTime to) const
{
    return m_core.read<PlanCounts>([&](Database &db) -> Result<PlanCounts> {
        Query query(db, countsSql(filter));
        query.bind(from).bind(to);
        bindFilter(query, filter);
        PlanCounts counts;
        if (query.next())
            counts = {int(query.integer(0)), int(query.integer(1)), int(query.integer(2))};
        return counts;
    });
}

Result<FirstPins> PinStore::firstBetween(const PinFilter &filter, const QList<UtcTime> &bounds,
                                         int each) const
{
    QJsonArray spans;
    for (qsizetype i = 0; i + 1 < bounds.size(); ++i)
        spans += QJsonArray{toEpoch(bounds[i]), toEpoch(bounds[i + 1])};
    const QString json = QString::fromLatin1(QJsonDocument(spans).toJson(QJsonDocument::Compact));
    return m_core.read<FirstPins>([&](Database &db) -> Result<FirstPins> {
        FirstPins found;
        {
            Query query(db, countBetweenSql(filter));
            bindFilter(query, filter);
            query.bind(json);
            while (query.next())
                found.counts += int(query.integer(0));
        }
        Query query(db, firstBetweenSql(filter));
        query.bind(json);
        bindFilter(query, filter);
        query.bind(clamped(each));
        found.pins = allPins(query);
        return found;
    });
}

Result<QList<Pin>> PinStore::list(const PinFilter &filter, std::optional<PinStatus> status,
                                  std::optional<UtcTime> from, std::optional<UtcTime> to,
                                  const QString &text, int limit, int offset) const
{
    return m_core.read<QList<Pin>>([&](Database &db) -> Result<QList<Pin>> {
        PinFilter all = filter;
        all.text += QLatin1Char(' ') + text;
        Query query(db, listSql(all, status, from.has_value(), to.has_value()));
        if (from)
            query.bind(from);
        if (to)
            query.bind(to);
        bindFilter(query, all);
        query.bind(clamped(limit)).bind(qMax(0, offset));
        return allPins(query);
    });
}

Result<QList<PinEvent>> PinStore::history(PinId id) const
{
    return m_core.read<QList<PinEvent>>([&](Database &db) -> Result<QList<PinEvent>> {
        Query query(
            db, QStringLiteral("SELECT at, from_status, to_status, origin, detail FROM pin_history "
                               "WHERE pin_id = ? ORDER BY id DESC LIMIT ?"));
        query.bind(id).bind(mostRows);
        QList<PinEvent> events;
        while (query.next())
            events.prepend(readEvent(query, 0));
        return events;
    });
}

Result<QList<LoggedEvent>> PinStore::log(PinId pin, qint64 after, int limit) const
{
    return m_core.read<QList<LoggedEvent>>([&](Database &db) -> Result<QList<LoggedEvent>> {
        Query query(db, QStringLiteral("SELECT h.id, h.pin_id, p.title, h.at, h.from_status, "
                                       "h.to_status, h.origin, h.detail "
                                       "FROM pin_history h JOIN pin p ON p.id = h.pin_id "
                                       "WHERE h.id > ?%1 ORDER BY h.id LIMIT ?")
                            .arg(pin.isValid() ? QStringLiteral(" AND h.pin_id = ?") : QString()));
        query.bind(after);
        if (pin.isValid())
            query.bind(pin);
        query.bind(clamped(limit));
        QList<LoggedEvent> events;
        while (query.next())
            events += LoggedEvent{query.integer(0), query.id<PinId>(1), query.text(2),
                                  readEvent(query, 3)};
        return events;
    });
}

Result<qint64> PinStore::lastLogged() const
{
    return m_core.read<qint64>([&](Database &db) -> Result<qint64> {
        Query query(db, QStringLiteral("SELECT max(id) FROM pin_history"));
        return query.next() ? query.integer(0) : 0;
    });
}

Result<QList<RemovedPin>> PinStore::recentlyDeleted(UtcTime since, int limit, int offset) const
{
    return m_core.read<QList<RemovedPin>>([&](Database &db) -> Result<QList<RemovedPin>> {
        Query query(db, recentlyDeletedSql());
        query.bind(since).bind(clamped(limit)).bind(qMax(0, offset));
        QList<RemovedPin> pins;
        while (query.next()) {
            const PinRow row = readPin(query);
            pins += RemovedPin{row.pin, row.removedAt.value_or(since)};
        }
        return pins;
    });
}

Result<QList<RemovedPin>> PinStore::removed(const QList<PinId> &ids) const
{
    return m_core.read<QList<RemovedPin>>([&](Database &db) -> Result<QList<RemovedPin>> {
        QList<RemovedPin> pins;
        for (const PinId id : ids) {
            const std::optional<PinRow> row = findPin(db, id);
            if (row && row->removedAt)
                pins += RemovedPin{row->pin, *row->removedAt};
        }
        return pins;
    });
}

void PinStore::purgeRemoved(UtcTime before, int limit, QObject *context, Done<int> done)
{
    const auto purgeable = [before](Database &db, int most) {
        QList<PinId> pins;
        Query query(db, purgeableSql());
        query.bind(before).bind(most);
        while (query.next())
            pins += query.id<PinId>(0);
        return pins;
    };
    m_core.write<int>(
        context, std::move(done),
        [purgeable, limit](const StoreCore::Context &write) -> Result<int> {
            const QList<PinId> pins = purgeable(write.db, clamped(limit));
            for (const PinId pin : pins)
                Query(write.db, QStringLiteral("DELETE FROM pin WHERE id = ?")).bind(pin).run();
            return int(pins.size());
        },
        [purgeable](Database &db) { return !purgeable(db, 1).isEmpty(); });
}

void PinStore::apply(const PinStep &step, QObject *context, Done<StepOutcome> done)
{
    m_core.write<StepOutcome>(context, std::move(done), [step](const StoreCore::Context &write) {
        return applyStep(write.db, step, write.now, write.origin);
    });
}

} // namespace pinweek
