// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/cardpainter.h"
#include "calendar/dropplan.h"
#include "calendar/pinwindow.h"
#include "calendar/slotpreview.h"
#include "calendar/textlines.h"
#include "calendar/weekgrid.h"
#include "calendar/weeklayout.h"
#include "calendar/weekslots.h"
#include "calendar/weekview.h"
#include "theme/theme.h"
#include "workspace/workspace.h"

#include <QHash>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QTimer>

#include <array>
#include <optional>

class QHelpEvent;
class QKeyEvent;
class QMouseEvent;

namespace pinweek {

/** Parts of WeekView that its files share: weekview.cpp public functions and state,
 * weekgeometry.cpp layout and scrolling, weekcards.cpp contents of cards and finding them,
 * weekfocus.cpp selection and keyboard focus, weekinput.cpp mouse, wheel and keys, weekpaint.cpp
 * painting, weekghosts.cpp what is planned but not made, weekdrop.cpp drag and drop,
 * weekslotpaint.cpp and weekslotedit.cpp time slots, weekaccessible.cpp speech. */
struct WeekView::Private
{
    static constexpr int headerHeight = 52;
    static constexpr std::array<int, 3> zoomSteps{40, 88, 176}; // px per hour

    /** Where the keyboard is: a card, or a place in a day. */
    struct Focus
    {
        QDate date;
        int minute = 9 * 60;
        PinId pin; // invalid: the place itself
    };

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
    };

    Private(WeekView *view, Workspace &workspace, ThemeManager &themeManager);

    // --- time and the empty week (weekview.cpp)
    void turnWeek(int by);
    void tick();
    void scheduleTick();
    [[nodiscard]] QDate today() const;
    [[nodiscard]] WallTime nowLocal() const;
    [[nodiscard]] bool isEmptyStateShown() const;
    void makeEmptyState();
    void updateEmptyState();
    [[nodiscard]] WallTime firstFreeHour() const;

    // --- layout and scrolling (weekgeometry.cpp)
    /** Rows, grid and layout are those of now. */
    void ensureReady();
    void rebuild();
    void invalidate();
    void invalidateCards(const QSet<PinId> &pins);
    void updateScrollBars();
    /** The designed step that comes nearest. */
    [[nodiscard]] static int nearestZoom(int px);
    [[nodiscard]] bool rightToLeft() const;
    [[nodiscard]] QRect bodyRect() const;   // viewport px: without header and gutter
    [[nodiscard]] QRect gutterRect() const; // viewport px: below the header
    [[nodiscard]] QPoint origin() const;    // viewport px of content (0, 0)
    [[nodiscard]] QPoint toContent(QPoint viewportPos) const { return viewportPos - origin(); }
    [[nodiscard]] QRect toViewport(const QRect &content) const
    {
        return content.translated(origin());
    }
    void openBandOf(int minute);
    void setBand(bool early, bool open);
    void zoomTo(int hourHeight, QPoint keep);
    void ensureVisible(const QRect &content);

    // --- contents of cards (weekcards.cpp)
    const CardContent &contentOf(const PinWindow::Row &row);
    [[nodiscard]] bool isLeftOut(const Pin &pin) const;
    [[nodiscard]] QString spoken(const PinWindow::Row &row);
    [[nodiscard]] QString daySpoken(int day) const;
    [[nodiscard]] int plannedOn(int day) const;

    // --- finding things (weekcards.cpp); viewport px
    [[nodiscard]] const WeekLayout::Card *cardAt(QPoint pos) const;
    [[nodiscard]] const WeekLayout::Card *cardOf(PinId pin) const;
    /** Of its card, or of the "+n" that it is in; viewport px, null when folded. */
    [[nodiscard]] QRect elementRect(PinId pin) const;
    [[nodiscard]] const WeekLayout::More *moreAt(QPoint pos) const;
    [[nodiscard]] std::optional<bool> bandAt(QPoint pos) const; // true: the early one
    [[nodiscard]] QRect pillRect() const;
    void showToolTip(const QHelpEvent &help);

    // --- selection and focus (weekfocus.cpp)
    void select(const QList<PinId> &pins);
    void toggle(PinId pin);
    void selectTo(PinId pin);
    void pruneSelection(const QSet<PinId> &touched);
    void setFocusPin(PinId pin);
    void setFocusCell(QDate date, int minute);
    void focusMoved();
    [[nodiscard]] WallTime focusTime() const;
    void moveFocusInDay(int direction, bool extend);
    void moveFocusAcross(int days, bool extend);
    void moveSelection(int days, int minutes);
    void openFocus();
    void showMore(const WeekLayout::More &more);

    // --- time slots (weekslotedit.cpp)
    /** A slot under the mode for slots that is being dragged. */
    struct SlotDrag
    {
        TimeSlot slot;
        QPoint from;        // viewport px
        int grabOffset = 0; // px from the slot's top
        bool moving = false;
        WallTime to;
    };
    /** Free ones, or in the mode for slots all; viewport px. */
    [[nodiscard]] const WeekSlot *slotAt(QPoint pos) const;
    [[nodiscard]] const WeekSlot *slotOf(SlotId id) const;
    /** The slot where the keyboard is. */
    [[nodiscard]] const WeekSlot *focusedSlot() const;
    [[nodiscard]] bool isShown(const WeekSlot &slot) const;
    [[nodiscard]] QList<SnapPlace> snapPlaces() const;
    [[nodiscard]] QString spoken(const WeekSlot &slot) const;
    void setSlotEditing(bool on);
    void pressSlot(const QMouseEvent &event);
    void dragSlot(const QMouseEvent &event);
    void releaseSlot(const QMouseEvent &event);
    [[nodiscard]] bool slotKey(const QKeyEvent &event);
    void moveFocusedSlot(int days, int minutes);
    [[nodiscard]] int slotStep(Qt::KeyboardModifiers modifiers) const;

    // --- time slots (weekslotpaint.cpp)
    void paintSlots(QPainter &painter, const QRect &dirty) const;
    void paintFreeSlot(QPainter &painter, const WeekSlot &slot) const;
    void paintEditedSlot(QPainter &painter, const WeekSlot &slot, const QRect &rect,
                         const WallTime &at) const;
    void paintSlotDrag(QPainter &painter) const;

    // --- painting (weekpaint.cpp)
    void paint(QPainter &painter, const QRect &dirty);
    /** Smaller by so many px at its start and end in reading direction. */
    [[nodiscard]] QRect inset(const QRect &rect, int leading, int trailing) const;
    void paintGround(QPainter &painter, const QRect &dirty) const;
    void paintBands(QPainter &painter) const;
    void paintBandCounts(QPainter &painter) const;
    void paintFaintSlots(QPainter &painter) const;
    void paintCards(QPainter &painter, const QRect &dirty);
    void paintCard(QPainter &painter, const WeekLayout::Card &card);
    void paintMore(QPainter &painter, const QRect &dirty) const;
    void paintNow(QPainter &painter, bool dot) const;
    void paintFocusRing(QPainter &painter) const;
    void paintFocusCell(QPainter &painter) const;
    void paintPill(QPainter &painter) const;
    void paintGutter(QPainter &painter) const;
    void paintHeader(QPainter &painter) const;
    void paintDayName(QPainter &painter, int day, const QRect &rect) const;
    void paintGhost(QPainter &painter) const;
    void paintGhostOthers(QPainter &painter) const;
    [[nodiscard]] QString ghostText() const;
    // --- ghosts of pins that are asked about, and the edge that turns the week (weekghosts.cpp)
    void paintPlanned(QPainter &painter) const;
    void paintSideCue(QPainter &painter) const;
    void drawIcon(QPainter &painter, const QString &name, const QColor &colour, QRect rect) const;

    // --- drag and drop (weekdrop.cpp)
    void startDrag(const QList<PinId> &pins, PinId grabbed, int grabOffset);
    void enterDrag(const QMimeData *data);
    void moveDrag(QPoint pos, Qt::KeyboardModifiers modifiers);
    void endDrag();
    void replan();
    void autoScroll();
    void holdAtSide();
    [[nodiscard]] int sideAt(QPoint pos) const; // -1 former week, +1 next, 0 neither
    void drop(const QMimeData *data);

    WeekView *q;
    Workspace &workspace;
    ThemeManager &themeManager;
    PinWindow window;
    CardPainter cards;
    mutable TextLines texts; // beside the cards
    WeekGrid grid;
    WeekLayout layout;
    WeekSlots slotSource;
    QList<WeekSlot> weekSlots; // of the visible week, in order of time
    bool editingSlots = false;
    std::optional<SlotDrag> slotDrag;
    QHash<PinId, CardContent> contents;
    PinFilter filter;
    int hourHeight = 88;
    bool earlyOpen = false;
    bool lateOpen = false;
    bool dirty = true;
    bool painted = false;
    int generation = 0;
    QList<PinId> selection;
    PinId anchor; // Shift extends from here
    Focus focus;
    int wheelRest = 0;
    bool scrolledOnce = false;

    PinId hovered;
    std::optional<QPoint> pointer; // viewport px, while the mouse is over it
    std::optional<QPoint> pressedAt;
    PinId pressedPin;                    // what the last press was on: a card …
    std::optional<WallTime> pressedTime; // … or an empty place
    std::optional<WallTime> pressedSlot; // … or a free slot, …
    bool slotOpened = false;             // … which was let go on already
    bool pressedPlain = false;
    QSet<PinId> dragSource;
    QSet<PinId> cutPins;
    Drag drag;
    SlotPreview slotPreview; // of several that are dragged and have no time yet
    QList<PlannedGhost> ghosts;
    QTimer scrollTimer;
    QTimer sideTimer;
    QTimer minuteTimer;
    QTimer spinTimer;
    QTimer prefetchTimer;
    int spinAngle = 0;
    int scrollSpeed = 0;

    /** With its parts made when a week is empty for the first time. */
    QWidget *emptyState = nullptr;
    QLabel *emptyIcon = nullptr;
    QLabel *emptyLabel = nullptr;
    QPushButton *emptyButton = nullptr;
};

} // namespace pinweek
