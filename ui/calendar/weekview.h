// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/plannedghost.h"
#include "core/walltime.h"
#include "model/pin.h"
#include "model/timeslot.h"
#include "pins/pinmime.h"
#include "store/pinstore.h"

#include <QAbstractScrollArea>
#include <QByteArray>
#include <QDate>
#include <QSet>

#include <memory>

namespace pinweek {

class ThemeManager;
class Workspace;

/**
 * The week: days beside each other, hours down, pins as cards; paints itself and brings its own
 * QAccessibleInterface. It never changes data: signals say what the user wants. All times are wall
 * times in the shown zone.
 */
class WeekView : public QAbstractScrollArea
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
    void setZone(const QByteArray &zone);
    [[nodiscard]] QByteArray zone() const;
    /** px per hour: 40, 88 (default) and 176 are the designed steps; Ctrl+wheel goes through them.
     */
    void setHourHeight(int px);
    [[nodiscard]] int hourHeight() const;

    [[nodiscard]] QList<PinId> selection() const;
    /** Of the visible week, but for those that the filter leaves out. */
    [[nodiscard]] QList<PinId> pins() const;
    void setSelection(const QList<PinId> &pins);
    void clearSelection();
    /** Scrolls to a pin, turning the week if needed, and selects it. */
    void showPin(PinId pin);
    void scrollToNow();
    /** Outlines of pins that the user is still asked about (interaction.md 4); none: they go. */
    void setGhosts(const QList<PlannedGhost> &ghosts);
    /** These are painted as on their way elsewhere. */
    void setCutPins(const QList<PinId> &pins);
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
    void selectionChanged();
    void weekChanged(QDate firstDay);
    /** Enter or double click on a card: the keyboard goes on in the composer. A click only selects.
     */
    void pinOpened(pinweek::PinId pin);
    /** Enter, N, double click or the "+ 10:15" pill on an empty place. */
    void newPinWanted(const pinweek::WallTime &at);
    /** Files, folders, image data or the address of an image. */
    void imagesDropped(const pinweek::DroppedContent &content, const pinweek::WallTime &at);
    /** Drag of cards (here, or from Unscheduled), or Alt+arrows. `copy`: Ctrl was held. */
    void pinsMoved(const QList<pinweek::PinId> &pins, const QList<pinweek::WallTime> &to,
                   bool copy);
    /** Several cards of which one has no time yet: each to the next free time from there on. */
    void nextFreeWanted(const QList<pinweek::PinId> &pins, const pinweek::WallTime &from,
                        bool copy);
    /** Right click or the menu key; `globalPos` in screen px. */
    void menuWanted(const QPoint &globalPos);
    /** A drop was refused: one sentence that says why, for the status bar. */
    void refused(const QString &why);
    void hourHeightChanged(int px);
    /** Del on the selection, where no action of the window has that key. */
    void deleteWanted();
    /** F2 likewise: edit the time of the chosen pin in the composer. */
    void editTimeWanted(pinweek::PinId pin);
    /** In the mode for slots: a new one; an old one at another time; some less. */
    void slotWanted(const pinweek::WallTime &at);
    void slotMoved(const pinweek::TimeSlot &slot, const pinweek::WallTime &to);
    void slotRemoved(const pinweek::TimeSlot &slot);
    void slotMenuWanted(const pinweek::TimeSlot &slot, const QPoint &globalPos);
    /** Esc ends the mode too. */
    void slotEditingChanged(bool on);
    /** Another account, or another board (slotBoard()). */
    void slotOwnerChanged();
    /** The empty week's button: choose files for this place. */
    void chooseImagesWanted(const pinweek::WallTime &at);

protected:
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    friend class WeekAccessible;
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
