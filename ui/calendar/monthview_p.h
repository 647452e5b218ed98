// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/calendarview_p.h"
#include "calendar/monthgrid.h"
#include "calendar/monthview.h"
#include "calendar/tilepainter.h"

#include <optional>

class QHelpEvent;

namespace pinweek {

class EmptyState;

/** Parts of MonthView that its files share: monthview.cpp public functions, state and focus,
 * monthinput.cpp mouse and keys, monthpaint.cpp painting, monthdrag.cpp drag and drop,
 * monthaccessible.cpp speech. */
struct MonthView::Private final : CalendarView::Shared
{
    /** A pin with its picture. */
    struct Tile
    {
        PinId pin;
        QRect rect; // viewport px
    };
    struct Day
    {
        QList<Tile> tiles;
        int count = 0; // of the account's pins, shown as pictures or not
        int planned = 0; // of these; not those that were brought in from Pinterest
        int more = 0;
        [[nodiscard]] bool isEmpty() const { return count == 0; }
    };
    /** Where the keyboard is: a day, one of its pictures, or its "+n". */
    struct Focus
    {
        QDate date;
        int place = -1; // -1: the day itself; its number of tiles: "+n"
        /** Goes along to where it is moved, once it is there. */
        PinId follows;
    };
    Private(MonthView *view, Workspace &space, ThemeManager &manager);

    // --- state (monthview.cpp)
    void rebuild() override;
    void applyTheme() override;
    void pictureReady(const QString &sha256) override;
    void tick() override;
    void turn(int by) override;
    void showMonth(QDate month);
    [[nodiscard]] std::optional<WallTime> freeTime(QDate day) const;
    void updateEmptyState();
    void keepFocusOn(PinId pin);

    // --- focus (monthview.cpp)
    /** Of the pictures. */
    [[nodiscard]] QList<PinId> pinsInOrder() override;
    void setFocus(QDate date, int place);
    void setFocusPin(PinId pin) override;
    [[nodiscard]] PinId focusPin() const override;
    [[nodiscard]] const Day *dayOf(QDate date) const;
    [[nodiscard]] QRect focusRect() const;

    // --- finding (monthinput.cpp); viewport px
    [[nodiscard]] PinId pinAt(QPoint pos);
    [[nodiscard]] std::optional<int> moreAt(QPoint pos) const;
    [[nodiscard]] QRect numberRect(int day) const;
    void stepAcross(int direction, bool extend) override;
    void stepDown(int weeks, bool extend) override;
    void goToEnd(bool last, bool extend) override;
    void goTo(QDate date, int place, bool extend);
    [[nodiscard]] std::pair<int, int> downMove() const override;
    void selectionMoved(int days) override;
    void openFocus() override;
    void newPinAtFocus() override;
    void showMore(int day);
    void showToolTip(const QHelpEvent &help);
    void newPinOn(QDate day);

    // --- painting (monthpaint.cpp)
    void paint(QPainter &painter, const QRegion &dirty);
    void paintHeader(QPainter &painter) const;
    void paintDay(QPainter &painter, int day);
    void paintNumber(QPainter &painter, int day) const;
    /** One line in the middle of `rect`. */
    void drawMiddle(QPainter &painter, const QRect &rect, const QString &words,
                    const QFont &font) const;
    void paintMore(QPainter &painter, int day) const;
    void paintFocus(QPainter &painter) const;
    void paintGhost(QPainter &painter) const;
    void paintPlanned(QPainter &painter) const;
    [[nodiscard]] QString dayNumber(QDate date) const;

    // --- drag and drop (monthdrag.cpp)
    [[nodiscard]] QPixmap dragPicture(const PinWindow::Row &row) override;
    [[nodiscard]] int grabOffsetOf(PinId, QPoint) const override { return 0; }
    void replan() override;
    void previewSlots();

    // --- speech (monthaccessible.cpp)
    [[nodiscard]] QList<CalendarElement> elements() override;
    [[nodiscard]] QString spoken(const CalendarElement &element) override;
    [[nodiscard]] qint64 focusKey() const override;
    void focusElement(const CalendarElement &element) override;
    void pressElement(const CalendarElement &element) override;
    [[nodiscard]] QString spokenTitle() const override;
    [[nodiscard]] QString spokenColumn(int column) const override;

    MonthView *q;
    TilePainter tiles;
    mutable TextLines texts; // beside the tiles
    MonthGrid grid;
    QDate month; // its first day
    QList<Day> days;
    AccountId target;
    Focus focus;
    EmptyState *emptyState = nullptr;
};

} // namespace pinweek
