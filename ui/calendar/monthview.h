// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/plannedghost.h"
#include "core/walltime.h"
#include "model/pin.h"
#include "pins/pinmime.h"
#include "store/pinfilter.h"

#include <QAbstractScrollArea>
#include <QDate>

#include <memory>
#include <optional>

namespace pinweek {

class ThemeManager;
class Workspace;

/**
 * The month: whole weeks below each other, four pictures a day and how many more there are; paints
 * itself and brings its own QAccessibleInterface. Like WeekView it never changes data: its signals
 * say what the user wants, in the same words. A card that is moved keeps its time, what is new
 * takes the next free time of the day.
 */
class MonthView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    MonthView(Workspace &workspace, ThemeManager &theme, QWidget *parent = nullptr);
    ~MonthView() override;

    /** Shows the month of this day, and puts the focus there. */
    void setDay(QDate day);
    /** Any day of the shown month: its first. */
    [[nodiscard]] QDate month() const;
    /** Where the keyboard is. */
    [[nodiscard]] QDate focusDay() const;
    /** The next free time of that day; nullopt: it is over. */
    [[nodiscard]] std::optional<WallTime> focusTime() const;
    void setFilter(const PinFilter &filter);
    void setAccount(AccountId account);
    /** Whose free times a new pin takes. */
    void setTarget(AccountId account);
    void setZone(const QByteArray &zone);

    [[nodiscard]] QList<PinId> selection() const;
    void setSelection(const QList<PinId> &pins);
    void clearSelection();
    /** Turns to the pin's month and selects it. */
    void showPin(PinId pin);

    /** Outlines of pins that the user is still asked about (interaction.md 4); none: they go. */
    void setGhosts(const QList<PlannedGhost> &ghosts);
    /** These are painted as on their way elsewhere. */
    void setCutPins(const QList<PinId> &pins);

    /** For tests: where a day is, and where a pin is, in viewport px; null when it is none of the
     * pictures. */
    [[nodiscard]] QRect rectOf(QDate day) const;
    [[nodiscard]] QRect rectOf(PinId pin) const;
    /** Of a day's "+n"; null when all its pins are pictures. */
    [[nodiscard]] QRect moreRectOf(QDate day) const;
    /** True when rows and pictures are all there. */
    [[nodiscard]] bool isComplete() const;

signals:
    void selectionChanged();
    void monthChanged(QDate month);
    /** A click on a day's number: show its week. */
    void weekWanted(QDate day);
    // As WeekView says them.
    void pinOpened(pinweek::PinId pin);
    void newPinWanted(const pinweek::WallTime &at);
    void imagesDropped(const pinweek::DroppedContent &content, const pinweek::WallTime &at);
    void pinsMoved(const QList<pinweek::PinId> &pins, const QList<pinweek::WallTime> &to,
                   bool copy);
    void nextFreeWanted(const QList<pinweek::PinId> &pins, const pinweek::WallTime &from,
                        bool copy);
    void menuWanted(const QPoint &globalPos);
    void refused(const QString &why);
    void deleteWanted();
    void editTimeWanted(pinweek::PinId pin);
    void chooseImagesWanted(const pinweek::WallTime &at);

protected:
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
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
    friend class MonthAccessible;
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
