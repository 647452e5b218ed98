// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/pinwindow.h"
#include "calendar/weekgrid.h"
#include "calendar/weeklayout.h"
#include "model/timeslot.h"

#include <QObject>

#include <optional>

namespace pinweek {

class Workspace;
struct ChangeSet;

/** A time slot in the visible week. */
struct WeekSlot
{
    TimeSlot slot;
    WallTime at; // in the shown zone
    UtcTime moment{};
    int day = 0;       // column
    bool free = false; // a pin can take it: nothing is there, within hours and cap
    QRect rect;        // content px; null in folded hours
};

/**
 * The time slots that the week shows: those of one account, or of a board of it, and which of them
 * are free. Main thread.
 */
class WeekSlots : public QObject
{
    Q_OBJECT

public:
    explicit WeekSlots(Workspace &workspace, QObject *parent = nullptr);

    /** Whose slots; an invalid board means those of no board. */
    void setOwner(AccountId account, BoardId board);
    [[nodiscard]] AccountId account() const { return m_account; }
    [[nodiscard]] BoardId board() const { return m_board; }
    /** The set that is shown is the board's own: false while a board has none and uses those of the
     * account. */
    [[nodiscard]] bool isOfBoard();

    /** The week's slots in order of time, without rectangles. */
    [[nodiscard]] QList<WeekSlot> of(const WeekGrid &grid, const QList<PinWindow::Row> &rows);

signals:
    /** They are others now. */
    void changed();

private:
    void takeChanges(const ChangeSet &changes);
    [[nodiscard]] const QList<TimeSlot> &all();

    Workspace &m_workspace;
    AccountId m_account;
    BoardId m_board;
    std::optional<QList<TimeSlot>> m_all;
};

/** Where the slots stand between the cards: as high as a card, or down to what comes next. */
void placeSlots(QList<WeekSlot> &timeSlots, const WeekGrid &grid, const WeekLayout &layout);

} // namespace pinweek
