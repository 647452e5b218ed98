// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/calendarview.h"
#include "store/pinfilter.h"

#include <QDate>

#include <optional>

namespace pinweek {

class ThemeManager;
class Workspace;

/**
 * The month: whole weeks below each other, four pictures a day and how many more there are; paints
 * itself. A card that is moved keeps its time, what is new takes the next free time of the day. A
 * click on a card opens it.
 */
class MonthView : public CalendarView
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

    /** Turns to the pin's month and selects it. */
    void showPin(PinId pin);


    /** For tests: where a day is, and where a pin is, in viewport px; null when it is none of the
     * pictures. */
    [[nodiscard]] QRect rectOf(QDate day) const;
    [[nodiscard]] QRect rectOf(PinId pin) const;
    /** Of a day's "+n"; null when all its pins are pictures. */
    [[nodiscard]] QRect moreRectOf(QDate day) const;
    /** True when rows and pictures are all there. */
    [[nodiscard]] bool isComplete() const;

signals:
    void monthChanged(QDate month);
    /** A click on a day's number: show its week. */
    void weekWanted(QDate day);

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    struct Private;
    Private *const d; // shared()
};

} // namespace pinweek
