// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/planeditor.h"

#include "planner/planrules.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "store/slotstore.h"
#include "store/store.h"

#include <QRandomGenerator>
#include <QSet>

#include <algorithm>
#include <numeric>

namespace pinweek {

namespace {

constexpr int mostRead = 1000;
constexpr int mostAround = 4000;
/** Deals that are looked at; the one with the fewest pins too near to another is taken. */
constexpr int deals = 60;

PinChange changeOf(const Pin &pin)
{
    PinChange change;
    change.id = pin.id;
    change.expectedRevision = pin.revision;
    change.content = pin.content;
    // What waits to be tried again has a new time now.
    change.status = pin.status == PinStatus::Failed ? PinStatus::Scheduled : pin.status;
    return change;
}

QDate dateOf(const Pin &pin, const QByteArray &zone)
{
    return WallTime::fromUtc(pin.sendAt().value_or(UtcTime{}), zone).date;
}

/** What stands beside those that move. */
Spacing spacingOf(const QList<Pin> &around, const QSet<PinId> &without, const SpacingRules &rules,
                  const QByteArray &zone)
{
    Spacing spacing(rules);
    for (const Pin &pin : around) {
        if (!without.contains(pin.id))
            spacing.add(spacedPin(pin.content), dateOf(pin, zone));
    }
    return spacing;
}

QSet<PinId> idsOf(const QList<Pin> &pins)
{
    QSet<PinId> ids;
    for (const Pin &pin : pins)
        ids.insert(pin.id);
    return ids;
}

/** How many pins would be too near to another: pin i at the time of pin order[i]. */
int breaksOf(const QList<Pin> &pins, const QList<int> &order, Spacing spacing,
             const QByteArray &zone)
{
    int breaks = 0;
    for (qsizetype i = 0; i < pins.size(); ++i) {
        const QDate day = dateOf(pins.at(order.at(i)), zone);
        const SpacedPin pin = spacedPin(pins.at(i).content);
        breaks += spacing.breakOn(pin, day) != SpacingBreak::None ? 1 : 0;
        spacing.add(pin, day);
    }
    return breaks;
}

} // namespace

QList<Pin> PlanEditor::movable(const QList<Pin> &pins) const
{
    QList<Pin> found;
    for (const Pin &pin : pins) {
        const bool editable = pin.status == PinStatus::Draft ||
                              pin.status == PinStatus::Scheduled || pin.status == PinStatus::Failed;
        if (editable && !pin.content.locked && pin.dueAt && *pin.dueAt > m_clock.now())
            found += pin;
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Pin &a, const Pin &b) { return *a.dueAt < *b.dueAt; });
    return found;
}

QByteArray PlanEditor::zoneOf(AccountId account) const
{
    const Result<Account> found = m_store.accounts().account(account);
    return found && isKnownZone(found->zone) ? found->zone : systemZone();
}

Result<QList<Pin>> PlanEditor::around(AccountId account, UtcTime first, UtcTime last) const
{
    const std::chrono::hours days(24 * (planRules(m_settings).spacing.longest() + 1));
    PinFilter filter;
    filter.account = account;
    QList<Pin> found;
    std::optional<Pin> after;
    for (;;) {
        const Result<QList<Pin>> page =
            m_store.pins().due(filter, first - days, last + days, mostRead, after);
        if (!page)
            return page;
        found += *page;
        if (page->size() < mostRead || found.size() >= mostAround)
            return found;
        after = page->constLast();
    }
}

PinStatus PlanEditor::statusAt(const PinContent &content) const
{
    return m_editor.missing(content).isEmpty() ? PinStatus::Scheduled : PinStatus::Draft;
}

void PlanEditor::apply(const QString &name, const QList<PinChange> &changes, QObject *context,
                       Done<EditOutcome> done)
{
    PinStep step{name, changes, {}};
    step.rules = planRules(m_settings);
    const auto scheduled =
        int(std::count_if(changes.begin(), changes.end(), [](const PinChange &change) {
            return change.status == PinStatus::Scheduled;
        }));
    m_store.pins().apply(
        step, context,
        [scheduled, done = std::move(done)](const Result<StepOutcome> &stored) mutable {
            if (!done)
                return;
            if (!stored) {
                done(fail(stored.error()));
                return;
            }
            EditOutcome outcome;
            outcome.pins = stored->pins;
            outcome.scheduled = scheduled;
            done(std::move(outcome));
        });
}

// --- shuffle

void PlanEditor::shuffle(const QList<PinId> &pins, QObject *context, Done<EditOutcome> done)
{
    const Result<QList<Pin>> read = m_store.pins().pins(pins);
    if (!read) {
        deliver<EditOutcome>(context, std::move(done), fail(read.error()));
        return;
    }
    QHash<AccountId, QList<Pin>> groups; // the times of one account are no other's
    for (const Pin &pin : movable(*read))
        groups[pin.content.account] += pin;
    QList<PinChange> changes;
    for (auto group = groups.constBegin(); group != groups.constEnd(); ++group) {
        const QList<Pin> &each = group.value();
        if (each.size() < 2)
            continue;
        const QByteArray zone = zoneOf(group.key());
        const Result<QList<Pin>> near =
            around(group.key(), *each.constFirst().dueAt, *each.constLast().dueAt);
        if (!near) {
            deliver<EditOutcome>(context, std::move(done), fail(near.error()));
            return;
        }
        const Spacing others = spacingOf(*near, idsOf(each), planRules(m_settings).spacing, zone);
        QList<int> order(each.size());
        std::iota(order.begin(), order.end(), 0);
        const QList<int> asItIs = order;
        QList<int> best;
        int fewest = 0;
        for (int deal = 0; deal < deals && (best.isEmpty() || fewest > 0); ++deal) {
            do {
                std::shuffle(order.begin(), order.end(), *QRandomGenerator::global());
            } while (order == asItIs);
            const int breaks = breaksOf(each, order, others, zone);
            if (best.isEmpty() || breaks < fewest) {
                best = order;
                fewest = breaks;
            }
        }
        for (qsizetype i = 0; i < each.size(); ++i) {
            PinChange change = changeOf(each.at(i));
            change.content.planned = each.at(best.at(i)).content.planned;
            changes += change;
        }
    }
    if (changes.isEmpty()) {
        deliver<EditOutcome>(
            context, std::move(done),
            fail(ErrorKind::Rejected,
                 tr("There is nothing to shuffle: it takes two pins that are still to come and not "
                    "locked.")));
        return;
    }
    apply(tr("Shuffle %n pin(s)", nullptr, int(changes.size())), changes, context, std::move(done));
}

// --- respace

void PlanEditor::findRespaced(AccountId account, const QList<PinId> &pins, QObject *context,
                              Done<QList<RespacedPin>> done) const
{
    PinFilter filter;
    filter.account = account;
    const UtcTime now = m_clock.now();
    const Result<QList<Pin>> read =
        pins.isEmpty()
            ? m_store.pins().due(filter, now, now + std::chrono::hours(24 * 36500), mostRead)
            : m_store.pins().pins(pins);
    if (!read) {
        deliver<QList<RespacedPin>>(context, std::move(done), fail(read.error()));
        return;
    }
    QList<Pin> candidates = movable(*read);
    candidates.removeIf([account](const Pin &pin) { return pin.content.account != account; });
    if (candidates.isEmpty()) {
        deliver<QList<RespacedPin>>(context, std::move(done), QList<RespacedPin>{});
        return;
    }
    const Result<QList<Pin>> near =
        around(account, *candidates.constFirst().dueAt, *candidates.constLast().dueAt);
    if (!near) {
        deliver<QList<RespacedPin>>(context, std::move(done), fail(near.error()));
        return;
    }
    const QByteArray zone = zoneOf(account);
    const PlanRules rules = planRules(m_settings);
    Spacing kept = spacingOf(*near, idsOf(candidates), rules.spacing, zone);
    QList<RespacedPin> moving;
    SlotQuestion question{account, {}, {}, rules};
    for (const Pin &pin : std::as_const(candidates)) {
        const SpacedPin spaced = spacedPin(pin.content);
        const SpacingBreak why = kept.breakOn(spaced, dateOf(pin, zone));
        if (why == SpacingBreak::None) {
            kept.add(spaced, dateOf(pin, zone));
            continue;
        }
        moving += RespacedPin{pin, why, {}};
        question.wishes += SlotWish{spaced, *pin.dueAt};
        question.moving.insert(pin.id);
    }
    m_store.timeSlots().preview(
        question, context,
        [moving, done = std::move(done)](const Result<QList<WallTime>> &times) mutable {
            if (!times) {
                done(fail(times.error()));
                return;
            }
            for (qsizetype i = 0; i < moving.size(); ++i)
                moving[i].to = times->at(i);
            done(std::move(moving));
        });
}

PlanDay PlanEditor::dayOf(PinId self, AccountId account, UtcTime at) const
{
    const QByteArray zone = zoneOf(account);
    PlanDay day;
    day.date = WallTime::fromUtc(at, zone).date;
    day.begin = WallTime{day.date, QTime(0, 0), zone}.resolve().utc;
    day.end = WallTime{day.date.addDays(1), QTime(0, 0), zone}.resolve().utc;
    const QList<Pin> near = around(account, at, at).value_or(QList<Pin>());
    day.others = spacingOf(near, {self}, planRules(m_settings).spacing, zone);
    day.planned = m_store.pins().plannedCount(account, day.begin, day.end, self).value_or(0);
    return day;
}

void PlanEditor::respace(const QList<RespacedPin> &pins, QObject *context, Done<EditOutcome> done)
{
    QList<PinChange> changes;
    for (const RespacedPin &each : pins) {
        PinChange change = changeOf(each.pin);
        change.nextSlotFrom = each.to.resolve().utc;
        changes += change;
    }
    apply(tr("Respace %n pin(s)", nullptr, int(changes.size())), changes, context, std::move(done));
}

// --- one pin to many boards

QList<WallTime> PlanEditor::datesFrom(const WallTime &first, int days, int count)
{
    QList<WallTime> dates;
    for (int i = 0; i < count; ++i) {
        WallTime at = first;
        at.date = first.date.addDays(qint64(i) * days);
        dates += at;
    }
    return dates;
}

void PlanEditor::toBoards(PinId id, const QList<BoardDate> &boards, QObject *context,
                          Done<EditOutcome> done)
{
    const auto refuse = [&](Error error) {
        deliver<EditOutcome>(context, std::move(done), fail(std::move(error)));
    };
    const Result<Pin> pin = m_store.pins().pin(id);
    if (!pin)
        return refuse(pin.error());
    if (boards.isEmpty())
        return refuse({ErrorKind::Rejected, tr("Choose at least one board.")});
    if (boards.size() > mostBoards)
        return refuse(
            {ErrorKind::Rejected, tr("A pin goes to at most %n board(s).", nullptr, mostBoards)});
    QSet<BoardId> seen;
    QList<PinChange> changes;
    for (const BoardDate &each : boards) {
        if (seen.contains(each.board))
            return refuse({ErrorKind::Rejected, tr("A board is named twice.")});
        seen.insert(each.board);
        if (each.at.resolve().utc < m_clock.now())
            return refuse(
                {ErrorKind::Rejected, tr("The first time has passed. Choose a later one.")});
        const bool itself =
            changes.isEmpty() && pin->status == PinStatus::Draft && !pin->content.planned;
        PinChange change;
        if (itself)
            change = changeOf(*pin);
        change.content = pin->content;
        change.content.locked = itself && pin->content.locked;
        if (change.content.board != each.board)
            change.content.section = {};
        change.content.board = each.board;
        change.content.planned = each.at;
        change.status = statusAt(change.content);
        changes += change;
    }
    apply(tr("Pin to %n board(s)", nullptr, int(boards.size())), changes, context, std::move(done));
}

} // namespace pinweek
