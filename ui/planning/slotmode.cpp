// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/planning/slotmode.h"

#include "planner/sloteditor.h"
#include "store/boardstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "text/timetext.h"
#include "ui/calendar/weekview.h"
#include "ui/planning/slotbar.h"
#include "ui/theme/theme.h"
#include "workspace/workspace.h"

#include <QAction>
#include <QLocale>
#include <QMenu>
#include <QVBoxLayout>

namespace pinweek {

SlotMode::SlotMode(Workspace &workspace, ThemeManager &theme, WeekView &week, QAction *toggle,
                   QVBoxLayout *column, int place, QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_week(week)
    , m_toggle(toggle)
    , m_column(column)
    , m_place(place)
    , m_window(window)
{
    connect(toggle, &QAction::toggled, &week, &WeekView::setSlotEditing);
    connect(&week, &WeekView::slotEditingChanged, this, &SlotMode::show);
    connect(&week, &WeekView::slotWanted, this, &SlotMode::add);
    connect(&week, &WeekView::slotMoved, this, &SlotMode::move);
    connect(&week, &WeekView::slotRemoved, this, &SlotMode::remove);
    connect(&week, &WeekView::slotMenuWanted, this, &SlotMode::popUpMenu);
    connect(&week, &WeekView::slotOwnerChanged, this, &SlotMode::nameBoard);
}

void SlotMode::setAccount(AccountId account)
{
    m_account = account;
}

void SlotMode::show(bool on)
{
    m_toggle->setChecked(on);
    if (on && !m_bar) {
        m_bar = new SlotBar(m_theme, m_window);
        m_column->insertWidget(m_place, m_bar);
        connect(m_bar, &SlotBar::perDayWanted, this, &SlotMode::makeWeek);
        connect(m_bar, &SlotBar::doneWanted, this, [this] { m_week.setSlotEditing(false); });
    }
    if (m_bar)
        m_bar->setVisible(on);
    nameBoard();
    if (on)
        m_week.setFocus();
}

void SlotMode::nameBoard()
{
    if (!m_bar)
        return;
    const BoardId board = m_week.slotBoard();
    const Result<Board> found = m_workspace.store().boards().board(board);
    m_bar->setBoardName(board.isValid() && found ? found->name : QString());
}

QString SlotMode::named(int day, QTime time) const
{
    //: a day of the week and a time: "Tuesday 14:30"
    return tr("%1 %2").arg(QLocale().standaloneDayName(day), clockText(time));
}

void SlotMode::add(const WallTime &at)
{
    const TimeSlot slot{{}, m_account, m_week.slotBoard(), at.date.dayOfWeek(), at.time, at.zone};
    m_workspace.slotEditor().add({slot}, this, [this, slot](const Result<QList<SlotId>> &ids) {
        if (ids)
            emit message(tr("Time slot added: every %1.").arg(named(slot.day, slot.time)), true);
        else
            emit message(errorText(ids.error()), false);
    });
}

void SlotMode::move(const TimeSlot &slot, const WallTime &to)
{
    // The week shows one zone; the slot stays in its own.
    const WallTime own = to.zone == slot.zone ? to : WallTime::fromUtc(to.resolve().utc, slot.zone);
    if (own.date.dayOfWeek() == slot.day && own.time == slot.time)
        return;
    m_workspace.slotEditor().move(
        slot, own.date.dayOfWeek(), own.time, this, [this, own](const Result<void> &moved) {
            if (moved)
                emit message(tr("Time slot moved to %1. Pins stay where they are.")
                                 .arg(named(own.date.dayOfWeek(), own.time)),
                             true);
            else
                emit message(errorText(moved.error()), false);
        });
}

void SlotMode::remove(const TimeSlot &slot)
{
    m_workspace.slotEditor().remove({slot}, this, [this, slot](const Result<void> &removed) {
        if (removed)
            emit message(tr("Time slot removed: %1. Pins stay where they are.")
                             .arg(named(slot.day, slot.time)),
                         true);
        else
            emit message(errorText(removed.error()), false);
    });
}

void SlotMode::makeWeek(int perDay)
{
    m_workspace.slotEditor().makeWeek(
        m_account, m_week.slotBoard(), perDay, this, [this, perDay](const Result<int> &made) {
            if (made)
                emit message(tr("%n time slot(s) a day, all week.", nullptr, perDay), true);
            else
                emit message(errorText(made.error()), false);
        });
}

void SlotMode::popUpMenu(const TimeSlot &slot, const QPoint &globalPos)
{
    auto *menu = new QMenu(m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("slotContextMenu"));
    QAction *removing = menu->addAction(themeIcon(QStringLiteral("trash-2")),
                                        tr("&Remove time slot %1").arg(named(slot.day, slot.time)));
    removing->setObjectName(QStringLiteral("removeSlotAction"));
    removing->setShortcut(Qt::Key_Delete);
    connect(removing, &QAction::triggered, this, [this, slot] { remove(slot); });
    menu->popup(globalPos);
}

} // namespace pinweek
