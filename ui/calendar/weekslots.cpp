// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/weekslots.h"

#include "core/settings.h"
#include "planner/planrules.h"
#include "store/slotstore.h"
#include "store/store.h"
#include "workspace/workspace.h"

#include <QSet>

#include <algorithm>
#include <climits>

namespace pinweek {

namespace {

constexpr int columnInset = 6;
constexpr int greatestHeight = 64;
constexpr int leastHeight = 18;
constexpr int gap = 2;

PlannedUse useOf(const Pin &pin)
{
    return {pin.sendAt().value_or(UtcTime{}), {}};
}

/** The top of what comes next in the day, below `y`. */
int nextTop(const QList<WeekSlot> &timeSlots, const WeekGrid &grid, const WeekLayout &layout,
            int day, int y)
{
    int top = INT_MAX;
    for (const WeekLayout::Card &card : layout.cards) {
        if (card.day == day && card.rect.top() > y)
            top = std::min(top, card.rect.top());
    }
    for (const WeekSlot &slot : timeSlots) {
        const int other = grid.yOf(slot.at.time);
        if (slot.day == day && other > y)
            top = std::min(top, other);
    }
    return top;
}

} // namespace

WeekSlots::WeekSlots(Workspace &workspace, QObject *parent)
    : QObject(parent), m_workspace(workspace)
{
    connect(&workspace.store(), &Store::changed, this, &WeekSlots::takeChanges);
}

void WeekSlots::setOwner(AccountId account, BoardId board)
{
    if (m_account == account && m_board == board)
        return;
    if (m_account != account)
        m_all.reset();
    m_account = account;
    m_board = board;
    emit changed();
}

void WeekSlots::takeChanges(const ChangeSet &changes)
{
    if (!changes.everything && !changes.accounts.contains(m_account))
        return;
    m_all.reset();
    emit changed();
}

const QList<TimeSlot> &WeekSlots::all()
{
    if (!m_all) {
        m_all = m_account.isValid()
                    ? m_workspace.store().timeSlots().slotsOf(m_account).value_or(QList<TimeSlot>())
                    : QList<TimeSlot>();
    }
    return *m_all;
}

bool WeekSlots::isOfBoard()
{
    return m_board.isValid() &&
           std::any_of(all().begin(), all().end(),
                       [this](const TimeSlot &slot) { return slot.board == m_board; });
}

QList<WeekSlot> WeekSlots::of(const WeekGrid &grid, const QList<PinWindow::Row> &rows)
{
    const QList<TimeSlot> shown = slotsForBoard(all(), m_board);
    if (shown.isEmpty())
        return {};
    const QByteArray &zone = grid.options().zone;
    const UtcTime from = WallTime{grid.dateOf(0), QTime(0, 0), zone}.resolve().utc;
    const UtcTime until = WallTime{grid.dateOf(WeekGrid::days), QTime(0, 0), zone}.resolve().utc;
    QList<PlannedUse> uses;
    for (const PinWindow::Row &row : rows) {
        if (row.pin.content.account == m_account)
            uses += useOf(row.pin);
    }
    const PlanRules rules = planRules(m_workspace.settings());
    const UtcTime now = m_workspace.clock().now();
    const SlotPlan plan(rules, zone, shown, uses, std::max(from, now), std::max(until, now));
    QSet<std::pair<SlotId, UtcTime::rep>> free;
    for (const FreeSlot &each : plan.freeSlots(m_board))
        free.insert({each.slot, toEpoch(each.at)});
    QList<WeekSlot> found;
    for (int day = -1; day <= WeekGrid::days; ++day) {
        for (const TimeSlot &slot : shown) {
            const std::optional<WallTime> wall = slot.on(grid.dateOf(day));
            if (!wall)
                continue;
            const UtcTime moment = wall->resolve().utc;
            if (moment < from || moment >= until)
                continue;
            const WallTime local = WallTime::fromUtc(moment, zone);
            const auto column = grid.dayOf(local.date);
            if (column)
                found += WeekSlot{
                    slot, local, moment, *column, free.contains({slot.id, toEpoch(moment)}), {}};
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const WeekSlot &a, const WeekSlot &b) { return a.moment < b.moment; });
    return found;
}

void placeSlots(QList<WeekSlot> &timeSlots, const WeekGrid &grid, const WeekLayout &layout)
{
    const int most = std::min(greatestCardHeight(grid.options().hourHeight), greatestHeight);
    for (WeekSlot &slot : timeSlots) {
        slot.rect = {};
        if (grid.isFolded(minuteOf(slot.at.time)))
            continue;
        const int y = grid.yOf(slot.at.time);
        const int room = nextTop(timeSlots, grid, layout, slot.day, y) - y - gap;
        QRect rect = grid.rectOf(slot.day).adjusted(columnInset, 0, -columnInset, 0);
        rect.setTop(y);
        rect.setHeight(std::clamp(room, leastHeight, most));
        slot.rect = rect;
    }
}

} // namespace pinweek
