// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/sloteditor.h"

#include "planner/planrules.h"
#include "store/accountstore.h"
#include "store/slotstore.h"
#include "store/store.h"

#include <QLocale>

namespace pinweek {

namespace {

Done<QList<SlotId>> withoutIds(Done<void> done)
{
    return [done = std::move(done)](const Result<QList<SlotId>> &ids) {
        if (done)
            done(ids ? Result<void>() : Result<void>(fail(ids.error())));
    };
}

} // namespace

QString SlotEditor::windowReason(const TimeSlot &slot) const
{
    const DayShape shape = planRules(m_settings).shape;
    const Result<Account> account = m_store.accounts().account(slot.account);
    // The window is in the account's zone; a slot may be in another. Any day of it will do.
    QTime time = slot.time;
    if (account && account->zone != slot.zone) {
        const WallTime wall{QDate(2026, 1, 4).addDays(slot.day), slot.time, slot.zone};
        time = WallTime::fromUtc(wall.resolve().utc, account->zone).time;
    }
    if (isInWindow(shape, time))
        return {};
    const QLocale locale;
    const auto text = [&locale](QTime at) { return locale.toString(at, QLocale::ShortFormat); };
    return tr("%1 is outside your daily hours, %2 to %3. Choose a time within them, or widen them "
              "in Settings → Planning.")
        .arg(text(time), text(shape.start), text(shape.end));
}

void SlotEditor::apply(const QString &name, const QList<SlotChange> &changes, QObject *context,
                       Done<QList<SlotId>> done)
{
    for (const SlotChange &change : changes) {
        const QString reason = change.removed ? QString() : windowReason(change.slot);
        if (!reason.isEmpty()) {
            deliver<QList<SlotId>>(context, std::move(done), fail(ErrorKind::Rejected, reason));
            return;
        }
    }
    m_store.timeSlots().apply({name, changes}, context, std::move(done));
}

void SlotEditor::add(const QList<TimeSlot> &timeSlots, QObject *context, Done<QList<SlotId>> done)
{
    QList<SlotChange> changes;
    for (TimeSlot slot : timeSlots) {
        slot.id = {};
        changes += SlotChange{slot, false};
    }
    apply(tr("Add %n time slot(s)", nullptr, int(changes.size())), changes, context,
          std::move(done));
}

void SlotEditor::move(const TimeSlot &slot, int day, QTime time, QObject *context, Done<void> done)
{
    TimeSlot moved = slot;
    moved.day = day;
    moved.time = time;
    apply(tr("Move time slot"), {{moved, false}}, context, withoutIds(std::move(done)));
}

void SlotEditor::remove(const QList<TimeSlot> &timeSlots, QObject *context, Done<void> done)
{
    QList<SlotChange> changes;
    for (const TimeSlot &slot : timeSlots)
        changes += SlotChange{slot, true};
    apply(tr("Remove %n time slot(s)", nullptr, int(changes.size())), changes, context,
          withoutIds(std::move(done)));
}

void SlotEditor::makeWeek(AccountId account, BoardId board, int perDay, QObject *context,
                          Done<int> done)
{
    const Result<Account> owner = m_store.accounts().account(account);
    const Result<QList<TimeSlot>> before = m_store.timeSlots().slotsOf(account);
    if (!owner || !before) {
        deliver<int>(context, std::move(done), fail(owner ? before.error() : owner.error()));
        return;
    }
    QList<SlotChange> changes;
    for (const TimeSlot &slot : *before) {
        if (slot.board == board)
            changes += SlotChange{slot, true};
    }
    const QByteArray zone = isKnownZone(owner->zone) ? owner->zone : systemZone();
    const QList<TimeSlot> week = evenWeek(account, perDay, planRules(m_settings).shape, zone);
    for (TimeSlot slot : week) {
        slot.board = board;
        changes += SlotChange{slot, false};
    }
    apply(tr("%n time slot(s) a day", nullptr, perDay), changes, context,
          [done = std::move(done), made = int(week.size())](const Result<QList<SlotId>> &ids) {
              if (!done)
                  return;
              if (ids)
                  done(made);
              else
                  done(fail(ids.error()));
          });
}

} // namespace pinweek
