// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/slotsearch.h"

#include "store/pinqueries.h"
#include "store/rows.h"
#include "store/slotrows.h"

#include <algorithm>
#include <array>

namespace pinweek {

namespace {

using Days = std::chrono::duration<qint64, std::ratio<86400>>;

/** How far ahead is looked: most plans end within weeks, and only a full one costs more reading. */
constexpr std::array horizons{Days(60), Days(400), Days(2000), Days(7305)};

QList<PlannedUse> plannedUses(Database &db, AccountId account, const QSet<PinId> &moving,
                              UtcTime from, UtcTime to)
{
    Query query(db, plannedUsesSql());
    query.bind(account).bind(from).bind(to);
    for (int late = 0; late < 2; ++late)
        query.bind(account).bind(from).bind(from).bind(to);
    QList<PlannedUse> uses;
    while (query.next()) {
        if (moving.contains(query.id<PinId>(0)))
            continue;
        uses += PlannedUse{fromEpoch(query.integer(1)),
                           {query.id<BoardId>(2), query.id<MediaId>(3), linkKey(query.text(4))}};
    }
    return uses;
}

Error nothingFree()
{
    return {ErrorKind::Rejected,
            QStringLiteral("No free time was found in the next 20 years. Add time slots within the "
                           "daily window, or lower the days between pins of the same link.")};
}

/** What a plan of an account is made of. */
struct PlanFacts
{
    AccountId account;
    PlanRules rules;
    QSet<PinId> moving;
    /** Beside what the database has. */
    QList<PlannedUse> also;
};

Result<QList<WallTime>> timesFor(Database &db, const PlanFacts &facts,
                                 const QList<SlotWish> &wishes, UtcTime now)
{
    if (wishes.isEmpty())
        return QList<WallTime>{};
    const std::optional<Account> account = findAccount(db, facts.account);
    if (!account)
        return fail(ErrorKind::NotFound, QStringLiteral("The account is not there."));
    const QByteArray zone = isKnownZone(account->zone) ? account->zone : systemZone();
    const QList<TimeSlot> timeSlots = findSlots(db, facts.account);
    UtcTime first = UtcTime::max();
    UtcTime last = now;
    for (const SlotWish &wish : wishes) {
        first = std::min(first, std::max(wish.from, now));
        last = std::max(last, wish.from);
    }
    const Days around(facts.rules.spacing.longest() + 2);
    for (const Days horizon : horizons) {
        const UtcTime until = last + horizon;
        SlotPlan plan(facts.rules, zone, timeSlots,
                      plannedUses(db, facts.account, facts.moving, first - around, until + around) +
                          facts.also,
                      first, until);
        QList<WallTime> times;
        for (const SlotWish &wish : wishes) {
            const std::optional<WallTime> time = plan.next(wish.pin, std::max(wish.from, now));
            if (!time)
                break;
            times += *time;
        }
        if (times.size() == wishes.size())
            return times;
    }
    return fail(nothingFree());
}

} // namespace

Result<QList<WallTime>> findSlotTimes(Database &db, const SlotQuestion &question, UtcTime now)
{
    return timesFor(db, {question.account, question.rules, question.moving, {}}, question.wishes,
                    now);
}

Result<void> fillSlotTimes(Database &db, PinStep &step, UtcTime now)
{
    QHash<AccountId, QList<qsizetype>> asking;
    for (qsizetype i = 0; i < step.changes.size(); ++i) {
        if (step.changes.at(i).nextSlotFrom)
            asking[step.changes.at(i).content.account] += i;
    }
    for (auto group = asking.constBegin(); group != asking.constEnd(); ++group) {
        PlanFacts facts{group.key(), step.rules, {}, {}};
        QList<SlotWish> wishes;
        for (const PinChange &change : std::as_const(step.changes)) {
            facts.moving.insert(change.id);
            if (change.content.account == group.key() && !change.nextSlotFrom && !change.removed &&
                change.content.planned)
                facts.also +=
                    PlannedUse{change.content.planned->resolve().utc, spacedPin(change.content)};
        }
        for (const qsizetype i : group.value())
            wishes +=
                SlotWish{spacedPin(step.changes.at(i).content), *step.changes.at(i).nextSlotFrom};
        const Result<QList<WallTime>> times = timesFor(db, facts, wishes, now);
        if (!times)
            return fail(times.error());
        for (qsizetype i = 0; i < times->size(); ++i)
            step.changes[group.value().at(i)].content.planned = times->at(i);
    }
    return {};
}

} // namespace pinweek
