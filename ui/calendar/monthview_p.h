// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/cardcontents.h"
#include "calendar/dropplan.h"
#include "calendar/monthgrid.h"
#include "calendar/monthview.h"
#include "calendar/pinwindow.h"
#include "calendar/slotpreview.h"
#include "calendar/tilepainter.h"
#include "theme/theme.h"
#include "workspace/workspace.h"

#include <QHash>
#include <QTimer>

#include <array>
#include <optional>

class QHelpEvent;

namespace pinweek {

class EmptyState;

/** Parts of MonthView that its files share: monthview.cpp public functions, state and selection,
 * monthinput.cpp mouse and keys, monthpaint.cpp painting, monthdrag.cpp drag and drop,
 * monthaccessible.cpp speech. */
struct MonthView::Private
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
        int more = 0;
        [[nodiscard]] bool isEmpty() const { return count == 0; }
    };
    /** Where the keyboard is: a day, one of its pictures, or its "+n". */
    struct Focus
    {
        QDate date;
        int place = -1; // -1: the day itself; its number of tiles: "+n"
    };
    struct Drag
    {
        bool active = false;
        DroppedContent content;
        QString refusal;
        QList<Pin> pins;
        QPoint pos;
        Qt::KeyboardModifiers modifiers;
        DropPlan plan;
        std::optional<int> day;
        /** What the plan was made for: a day's free times are not looked up again at each move. */
        bool copied = false;
    };

    Private(MonthView *view, Workspace &space, ThemeManager &manager);

    // --- state (monthview.cpp)
    void ensureReady();
    void rebuild();
    void invalidate();
    void showMonth(QDate month);
    [[nodiscard]] QDate today() const;
    [[nodiscard]] WallTime nowLocal() const;
    [[nodiscard]] bool rightToLeft() const { return q->layoutDirection() == Qt::RightToLeft; }
    const CardContent &contentOf(const PinWindow::Row &row);
    [[nodiscard]] QString spokenDay(int day);
    [[nodiscard]] QString spokenTile(PinId pin);
    [[nodiscard]] std::optional<WallTime> freeTime(QDate day) const;
    void scheduleTick();
    void updateEmptyState();

    // --- selection and focus (monthview.cpp)
    void select(const QList<PinId> &pins);
    void toggle(PinId pin);
    void selectTo(PinId pin);
    void prune();
    void setFocus(QDate date, int place);
    void setFocusPin(PinId pin);
    [[nodiscard]] PinId focusPin() const;
    [[nodiscard]] const Day *dayOf(QDate date) const;
    [[nodiscard]] QRect focusRect() const;

    // --- finding (monthinput.cpp); viewport px
    [[nodiscard]] PinId pinAt(QPoint pos);
    [[nodiscard]] std::optional<int> moreAt(QPoint pos) const;
    [[nodiscard]] QRect numberRect(int day) const;
    void step(int direction, bool extend);
    void stepWeeks(int weeks, bool extend);
    void goTo(QDate date, int place, bool extend);
    void moveSelection(int days);
    void openFocus();
    void showMore(int day);
    void showToolTip(const QHelpEvent &help);
    void newPinOn(QDate day);

    // --- painting (monthpaint.cpp)
    void paint(QPainter &painter, const QRect &dirty);
    void paintHeader(QPainter &painter) const;
    void paintDay(QPainter &painter, int day);
    void paintNumber(QPainter &painter, int day) const;
    void paintMore(QPainter &painter, int day) const;
    void paintFocus(QPainter &painter) const;
    void paintGhost(QPainter &painter) const;
    void paintPlanned(QPainter &painter) const;
    [[nodiscard]] QString dayNumber(QDate date) const;

    // --- drag and drop (monthdrag.cpp)
    void startDrag(const QList<PinId> &pins, PinId grabbed);
    void enterDrag(const QMimeData *data);
    void moveDrag(QPoint pos, Qt::KeyboardModifiers modifiers);
    void replan();
    void previewSlots();
    void endDrag();
    void holdAtSide();
    [[nodiscard]] int sideAt(QPoint pos) const;
    void drop(const QMimeData *data);

    MonthView *q;
    Workspace &workspace;
    ThemeManager &themeManager;
    PinWindow window;
    TilePainter tiles;
    MonthGrid grid;
    QDate month; // its first day
    QList<Day> days;
    QHash<PinId, CardContent> contents;
    PinFilter filter;
    AccountId target;
    bool dirty = true;
    bool painted = false;
    QList<PinId> selection;
    PinId anchor;
    Focus focus;

    PinId hovered;
    std::optional<QPoint> pressedAt;
    PinId pressedPin;
    bool pressedPlain = false;
    QSet<PinId> dragSource;
    QSet<PinId> cutPins;
    QList<PlannedGhost> ghosts;
    Drag drag;
    SlotPreview slotPreview; // of several that are dragged and have no time yet
    QTimer sideTimer;
    QTimer minuteTimer;
    int wheelRest = 0;
    EmptyState *emptyState = nullptr;
};

} // namespace pinweek
