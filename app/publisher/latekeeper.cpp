// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/latekeeper.h"

#include "core/logging.h"
#include "core/settings.h"
#include "publisher/latepolicy.h"
#include "store/accountstore.h"
#include "store/slotstore.h"
#include "store/store.h"

#include <QRandomGenerator>

namespace pinweek {

namespace {

// Whatever zone the day is seen in, today's beginning is within it.
constexpr auto today = std::chrono::hours(48);
constexpr auto farAhead = std::chrono::hours(24 * 60);
constexpr int mostJitter = 60; // seconds

std::chrono::seconds jitter()
{
    return std::chrono::seconds(QRandomGenerator::global()->bounded(mostJitter + 1));
}

} // namespace

LateKeeper::LateKeeper(Store &store, const Settings &settings)
    : SettlingGuard(store), m_settings(settings)
{
}

void LateKeeper::interrupted(LateCause cause)
{
    if (m_gap.value_or(LateCause::Away) == LateCause::Away)
        m_gap = cause;
}

void LateKeeper::atWork(UtcTime now)
{
    // The clock was set back: what is planned from here on has not been missed.
    m_since.at = std::min(m_since.at, now);
    for (Since &since : m_accounts)
        since.at = std::min(since.at, now);
    if (!m_gap)
        return;
    m_since = {now, *m_gap, true};
    m_gap.reset();
}

void LateKeeper::able(AccountId account, UtcTime now)
{
    Since &since = m_accounts[account];
    if (!since.able)
        since.at = now;
    since.able = true;
}

void LateKeeper::unable(AccountId account, LateCause cause)
{
    Since &since = m_accounts[account];
    // That the clock is wrong says more than that the computer seemed to be away.
    if (since.able || cause == LateCause::Clock)
        since.cause = cause;
    since.able = false;
}

void LateKeeper::catchUpAtOnce()
{
    m_atOnce = true;
}

std::optional<LateCause> LateKeeper::causeFor(const Pin &pin) const
{
    const Since own = m_accounts.value(pin.content.account);
    for (const Since &since : {m_since, own}) {
        if (pin.sendAt().value_or(UtcTime::max()) < since.at - lateGrace)
            return since.cause;
    }
    return std::nullopt;
}

void LateKeeper::look(const QList<Pin> &queue, UtcTime now)
{
    QHash<AccountId, QList<Pin>> late;
    for (const Pin &pin : queue) {
        const AccountId account = pin.content.account;
        if (isSettling(pin.id) || !m_accounts.value(account).able)
            continue;
        if (causeFor(pin))
            late[account] += pin;
    }
    for (auto account = late.constBegin(); account != late.constEnd(); ++account)
        settle(stepsFor(account.key(), account.value(), now));
}

void LateKeeper::pullIn(const std::function<bool(AccountId)> &maySend, UtcTime now)
{
    if (!m_atOnce)
        return;
    QList<LateStep> steps;
    QSet<AccountId> pulledIn;
    for (const Pin &pin : store().pins().deferred().value_or(QList<Pin>())) {
        const AccountId account = pin.content.account;
        if (m_pulledIn.contains(account) || !maySend(account))
            continue;
        pulledIn.insert(account);
        if (*pin.nextAttemptAt > now && pin.lateCause != LateCause::None &&
            pin.lateCause != LateCause::Limit)
            steps += stepsToCatchUp({pin}, pin.lateCause, now);
    }
    m_pulledIn.unite(pulledIn);
    settle(steps);
}

QList<LateStep> LateKeeper::stepsFor(AccountId id, const QList<Pin> &late, UtcTime now) const
{
    QList<LateStep> steps =
        m_atOnce ? stepsToCatchUp(late, LateCause::Away, now) : stepsByRule(id, late, now);
    QHash<PinId, LateCause> causes;
    for (const Pin &pin : late)
        causes.insert(pin.id, causeFor(pin).value_or(LateCause::Away));
    for (LateStep &step : steps)
        step.cause = causes.value(step.pin);
    return steps;
}

QList<LateStep> LateKeeper::stepsByRule(AccountId id, const QList<Pin> &late, UtcTime now) const
{
    const Result<Account> account = store().accounts().account(id);
    Result<QList<UtcTime>> taken = store().pins().takenTimes(id, now - today, now + farAhead);
    if (!account || !taken) {
        qCWarning(logPublisher) << "late pins can't be settled now:"
                                << (account ? taken.error().detail : account.error().detail);
        return {};
    }
    // What they were planned for is not taken by them any more.
    for (const Pin &pin : late)
        taken->removeOne(pin.sendAt().value_or(now));
    const DayShape shape{m_settings.windowStart(), m_settings.windowEnd(), m_settings.dayCap(),
                         m_settings.leastGap()};
    FreeTimes free(shape, account->zone, *taken, jitter);
    const QList<TimeSlot> timeSlots = store().timeSlots().slotsOf(id).value_or(QList<TimeSlot>());
    QList<PlannedUse> uses;
    for (const UtcTime at : std::as_const(*taken))
        uses += PlannedUse{at, {}};
    SlotPlan plan({shape, {}}, account->zone, timeSlots, uses, now, now + farAhead);
    const NextSlot slot = [&](const Pin &pin) -> std::optional<WallTime> {
        const SpacedPin spaced = spacedPin(pin.content);
        return slotsForBoard(timeSlots, spaced.board).isEmpty() ? std::nullopt
                                                                : plan.next(spaced, now);
    };
    return stepsForLate(late, LateCause::Away,
                        {m_settings.latePolicy(), m_settings.greatestLateness()}, free,
                        account->zone, now, slot);
}

} // namespace pinweek
