// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/calendaraccessible.h"
#include "calendar/calendarview.h"
#include "calendar/cardcontents.h"
#include "calendar/dropplan.h"
#include "calendar/pinwindow.h"
#include "calendar/slotpreview.h"
#include "store/pinfilter.h"
#include "theme/theme.h"
#include "workspace/workspace.h"

#include <QHash>
#include <QPixmap>
#include <QSet>
#include <QTimer>

#include <optional>

class QMouseEvent;
class QWheelEvent;

namespace pinweek {

class MoreList;

/** What the Private of WeekView and of MonthView build on: calendarview.cpp state, selection and
 * events, calendarinput.cpp mouse and keys, calendardrag.cpp drag and drop. The pure functions are
 * each view's own answers. */
struct CalendarView::Shared
{
    /** A drag over the view, ours or another program's. */
    struct Drag
    {
        bool active = false;
        DroppedContent content;
        QString refusal; // of the content, wherever it is dropped
        QList<Pin> pins;
        QPoint pos; // viewport px
        Qt::KeyboardModifiers modifiers;
        DropPlan plan;
        /** The month: what the plan was made for, since free times are not looked up at each move.
         */
        std::optional<int> day;
        bool copied = false;
    };

    Shared(CalendarView *calendar, Workspace &space, ThemeManager &manager);
    virtual ~Shared();
    Q_DISABLE_COPY_MOVE(Shared)

    // --- state (calendarview.cpp)
    /** Rows, grid and places are those of now. */
    void ensureReady();
    virtual void rebuild() = 0;
    virtual void invalidate();
    /** Fonts and colours are other ones. */
    virtual void applyTheme() = 0;
    /** Paints again what waited for it. */
    virtual void pictureReady(const QString &sha256) = 0;
    /** A minute has passed. */
    virtual void tick() = 0;
    void scheduleTick();
    [[nodiscard]] QDate today() const;
    [[nodiscard]] WallTime nowLocal() const;
    [[nodiscard]] bool rightToLeft() const;
    const CardContent &contentOf(const PinWindow::Row &row);
    /** As a screen reader says it; empty when it is not of the shown time. */
    [[nodiscard]] QString spokenPin(PinId pin);
    /** "Tuesday 17 November, 3 of 10 pins". */
    [[nodiscard]] QString spokenDay(QDate date, int pins) const;
    /** The filter leaves it out. */
    [[nodiscard]] bool isLeftOut(const Pin &pin) const;

    // --- selection and focus (calendarview.cpp)
    void select(const QList<PinId> &pins);
    void toggle(PinId pin);
    /** From the anchor on, in order of time. */
    void selectTo(PinId pin);
    /** Of these, pins that are gone, or have no time any more, are no longer selected. */
    void prune(const QSet<PinId> &touched);
    /** Those that can be selected, in order of time. */
    [[nodiscard]] virtual QList<PinId> pinsInOrder() = 0;
    /** Invalid while the keyboard is on a place. */
    [[nodiscard]] virtual PinId focusPin() const = 0;
    virtual void setFocusPin(PinId pin) = 0;
    /** Tab brought the keyboard here: shows and says where it is. */
    virtual void focusEntered();

    // --- mouse (calendarinput.cpp)
    /** A press on a card: selects as the modifiers say. */
    void pressCard(PinId pin, const QMouseEvent &event);
    /** True when the mouse moves with a pressed card; its drag has begun once it went far enough.
     */
    [[nodiscard]] bool dragCard(const QMouseEvent &event);
    /** True when a card was let go plainly where it was pressed; it alone is selected then. */
    [[nodiscard]] bool releaseCard(const QMouseEvent &event);
    /** Full notches since the last ones: -1 down, +1 up, 0 none. */
    [[nodiscard]] int notches(const QWheelEvent &event);
    /** Goes on with what is chosen of a "+n"; `below` in viewport px. */
    void showList(MoreList *list, QPoint below);
    void refresh(MoreList *list, const QSet<PinId> &touched);

    // --- keys (calendarinput.cpp)
    [[nodiscard]] virtual bool key(const QKeyEvent &event);
    [[nodiscard]] bool arrowKey(const QKeyEvent &event);
    void moveSelection(int days, int minutes);
    /** What Alt+Down does: days and minutes. */
    [[nodiscard]] virtual std::pair<int, int> downMove() const = 0;
    /** The focus goes along, where the view does not find it by its pin. */
    virtual void selectionMoved(int days) { Q_UNUSED(days) }
    virtual void stepAcross(int by, bool extend) = 0;
    virtual void stepDown(int by, bool extend) = 0;
    virtual void goToEnd(bool last, bool extend) = 0;
    /** To another week or month. */
    virtual void turn(int by) = 0;
    virtual void openFocus() = 0;
    virtual void newPinAtFocus() = 0;

    // --- drag and drop (calendardrag.cpp)
    /** @param grabOffset  px from the card's top to the pointer */
    virtual void startDrag(const QList<PinId> &pins, PinId grabbed, int grabOffset);
    /** Beside the pointer, where the view draws no ghost of its own. */
    [[nodiscard]] virtual QPixmap dragPicture(const PinWindow::Row &row) = 0;
    [[nodiscard]] virtual int grabOffsetOf(PinId pin, QPoint pressed) const = 0;
    void enterDrag(const QMimeData *data);
    virtual void moveDrag(QPoint pos, Qt::KeyboardModifiers modifiers);
    /** Sets `drag.plan`. */
    virtual void replan() = 0;
    virtual void endDrag();
    void drop(const QMimeData *data);
    [[nodiscard]] bool isOurDrag() const;
    [[nodiscard]] Qt::DropAction dropAction() const;
    void holdAtSide();
    [[nodiscard]] int sideAt(QPoint pos) const; // -1 former page, +1 next, 0 neither

    // --- speech (weekaccessible.cpp, monthaccessible.cpp)
    /** All of the shown time, scrolled away or not. */
    [[nodiscard]] virtual QList<CalendarElement> elements() = 0;
    [[nodiscard]] virtual QString spoken(const CalendarElement &element) = 0;
    /** CalendarElement::key of where the keyboard is; 0: an empty place. */
    [[nodiscard]] virtual qint64 focusKey() const = 0;
    virtual void focusElement(const CalendarElement &element) = 0;
    /** What Enter does. */
    virtual void pressElement(const CalendarElement &element) = 0;
    [[nodiscard]] virtual QString spokenTitle() const = 0;
    [[nodiscard]] virtual QString spokenColumn(int column) const = 0;
    /** Shown, and spoken, where there are no elements. */
    [[nodiscard]] virtual QWidget *emptyButtonShown() const { return nullptr; }

    CalendarView *owner;
    Workspace &workspace;
    ThemeManager &themeManager;
    PinWindow window;
    QHash<PinId, CardContent> contents;
    int generation = 0; // of the contents
    PinFilter filter;
    bool dirty = true;
    bool painted = false;
    QList<PinId> selection;
    PinId anchor; // Shift extends from here
    int wheelRest = 0;

    PinId hovered;
    std::optional<QPoint> pressedAt; // viewport px, of a card
    PinId pressedPin;
    bool pressedPlain = false;
    QSet<PinId> dragSource;
    QSet<PinId> cutPins;
    QList<PlannedGhost> ghosts;
    SlotPreview slotPreview; // of several that are dragged and have no time yet
    Drag drag;
    QTimer sideTimer;
    QTimer minuteTimer;
    QTimer prefetchTimer; // of the pages beside: right after a paint, the next turn may come at once
};

} // namespace pinweek
