// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/calendarview.h"
#include "model/timeslot.h"
#include "store/pinfilter.h"

#include <QDate>

namespace pinweek {

class ThemeManager;
class Workspace;

/** The week: days beside each other, hours down, pins as cards. Paints itself. */
class WeekView : public CalendarView
{
    Q_OBJECT

public:
    WeekView(Workspace &workspace, ThemeManager &theme, QWidget *parent = nullptr);
    ~WeekView() override;

    /** Shows the week that holds this day; the first day of the week comes from the locale. */
    void setWeek(QDate anyDay);
    [[nodiscard]] QDate firstDay() const;
    /** Where the keyboard is. */
    [[nodiscard]] QDate focusDay() const;
    /** Pins that it leaves out stay as grey outlines, so that taken times are seen (interaction.md
     * 10). */
    void setFilter(const PinFilter &filter);
    /** Whose pins are shown: invalid for all accounts. */
    void setAccount(AccountId account);
    /** Whose time slots are shown, where that is not the shown account ("All"). */
    void setSlotAccount(AccountId account);
    /** In the mode for time slots a click adds one, a drag moves one, Del takes one away; the cards
     * rest. */
    void setSlotEditing(bool on);
    [[nodiscard]] bool isSlotEditing() const;
    /** A new slot belongs to this board, while the calendar is filtered by one; invalid: to none.
     */
    [[nodiscard]] BoardId slotBoard() const;
    /** px per hour: 40, 88 (default) and 176 are the designed steps; Ctrl+wheel goes through them.
     */
    void setHourHeight(int px);
    [[nodiscard]] int hourHeight() const;

    /** Of the visible week, but for those that the filter leaves out. */
    [[nodiscard]] QList<PinId> pins() const;
    /** Scrolls to a pin, turning the week if needed, and selects it. */
    void showPin(PinId pin);
    void scrollToNow();
    /** Where the keyboard is: the card's time, or the place itself. */
    [[nodiscard]] WallTime focusTime() const;
    /** A time in its day's column, as high as a card, viewport px; null in another week. */
    [[nodiscard]] QRect placeOf(const WallTime &time) const;

    /** For tests and benchmarks: where a time is, and where a card is, in viewport px. */
    [[nodiscard]] QPoint pointOf(const WallTime &time) const;
    [[nodiscard]] QRect rectOf(PinId pin) const;
    [[nodiscard]] QRect rectOf(SlotId slot) const;
    /** True when rows and thumbnails of the visible week are all there. */
    [[nodiscard]] bool isComplete() const;

signals:
    void weekChanged(QDate firstDay);
    void hourHeightChanged(int px);
    /** In the mode for slots: a new one; an old one at another time; some less. */
    void slotWanted(const pinweek::WallTime &at);
    void slotMoved(const pinweek::TimeSlot &slot, const pinweek::WallTime &to);
    void slotRemoved(const pinweek::TimeSlot &slot);
    void slotMenuWanted(const pinweek::TimeSlot &slot, const QPoint &globalPos);
    /** Esc ends the mode too. */
    void slotEditingChanged(bool on);
    /** Another account, or another board (slotBoard()). */
    void slotOwnerChanged();

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void scrollToNowSoon();
    struct Private;
    Private *const d; // shared()
};

} // namespace pinweek
