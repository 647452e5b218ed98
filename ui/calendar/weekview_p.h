// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/calendarview_p.h"
#include "calendar/cardpainter.h"
#include "calendar/textlines.h"
#include "calendar/weekgrid.h"
#include "calendar/weeklayout.h"
#include "calendar/weekslots.h"
#include "calendar/weekview.h"

#include <QLabel>
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
 * weekfocus.cpp keyboard focus, weekinput.cpp mouse, wheel and keys, weekpaint.cpp
 * painting, weekghosts.cpp what is planned but not made, weekdrop.cpp drag and drop,
 * weekslotpaint.cpp and weekslotedit.cpp time slots, weekaccessible.cpp speech. */
struct WeekView::Private final : CalendarView::Shared
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

    Private(WeekView *view, Workspace &workspace, ThemeManager &themeManager);

    // --- time and the empty week (weekview.cpp)
    void turn(int by) override;
    void tick() override;
    void applyTheme() override;
    void pictureReady(const QString &sha256) override;
    [[nodiscard]] bool isEmptyStateShown() const;
    void makeEmptyState();
    void updateEmptyState();
    [[nodiscard]] WallTime firstFreeHour() const;

    // --- layout and scrolling (weekgeometry.cpp)
    void rebuild() override;
    void invalidate() override;
    void invalidateCards(const QSet<PinId> &pins);
    void updateScrollBars();
    /** The designed step that comes nearest. */
    [[nodiscard]] static int nearestZoom(int px);
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

    // --- focus (weekfocus.cpp)
    [[nodiscard]] QList<PinId> pinsInOrder() override;
    [[nodiscard]] PinId focusPin() const override { return focus.pin; }
    void setFocusPin(PinId pin) override;
    void setFocusCell(QDate date, int minute);
    void focusMoved();
    void focusEntered() override { focusMoved(); }
    [[nodiscard]] WallTime focusTime() const;
    /** To this card, or else this place, which is selected or selected up to. */
    void goTo(PinId pin, QDate date, int minute, bool extend);
    void stepDown(int direction, bool extend) override;
    void stepAcross(int days, bool extend) override;
    void goToEnd(bool last, bool extend) override;
    [[nodiscard]] std::pair<int, int> downMove() const override { return {0, WeekGrid::step}; }
    void openFocus() override;
    void newPinAtFocus() override;
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
    [[nodiscard]] QString spokenSlot(const WeekSlot &slot) const;
    void setSlotEditing(bool on);
    void pressSlot(const QMouseEvent &event);
    void dragSlot(const QMouseEvent &event);
    void releaseSlot(const QMouseEvent &event);
    [[nodiscard]] bool key(const QKeyEvent &event) override;
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
    void paint(QPainter &painter, const QRegion &dirty);
    /** Smaller by so many px at its start and end in reading direction. */
    [[nodiscard]] QRect inset(const QRect &rect, int leading, int trailing) const;
    void paintGround(QPainter &painter, const QRect &dirty) const;
    void paintBands(QPainter &painter) const;
    void paintBandCounts(QPainter &painter) const;
    void paintFaintSlots(QPainter &painter) const;
    void paintCards(QPainter &painter, const QRegion &dirty);
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
    void startDrag(const QList<PinId> &pins, PinId grabbed, int grabOffset) override;
    [[nodiscard]] QPixmap dragPicture(const PinWindow::Row &row) override;
    [[nodiscard]] int grabOffsetOf(PinId pin, QPoint pressed) const override;
    void moveDrag(QPoint pos, Qt::KeyboardModifiers modifiers) override;
    void replan() override;
    void endDrag() override;
    void scrollAtEdge(QPoint pos);
    void autoScroll();

    // --- speech (weekaccessible.cpp)
    [[nodiscard]] QList<CalendarElement> elements() override;
    [[nodiscard]] QString spoken(const CalendarElement &element) override;
    [[nodiscard]] qint64 focusKey() const override;
    void focusElement(const CalendarElement &element) override;
    void pressElement(const CalendarElement &element) override;
    [[nodiscard]] QString spokenTitle() const override;
    [[nodiscard]] QString spokenColumn(int day) const override;
    [[nodiscard]] QWidget *emptyButtonShown() const override;

    WeekView *q;
    CardPainter cards;
    mutable TextLines texts; // beside the cards
    WeekGrid grid;
    WeekLayout layout;
    WeekSlots slotSource;
    QList<WeekSlot> weekSlots; // of the visible week, in order of time
    bool editingSlots = false;
    std::optional<SlotDrag> slotDrag;
    int hourHeight = 88;
    bool earlyOpen = false;
    bool lateOpen = false;
    Focus focus;
    bool scrolledOnce = false;
    bool scrollPending = false;

    std::optional<QPoint> pointer;       // viewport px, while the mouse is over it
    std::optional<WallTime> pressedTime; // what the last press was on beside a card: a place …
    std::optional<WallTime> pressedSlot; // … or a free slot, …
    bool slotOpened = false;             // … which was let go on already
    QTimer scrollTimer;
    QTimer spinTimer;
    int spinAngle = 0;
    int scrollSpeed = 0;

    /** With its parts made when a week is empty for the first time. */
    QWidget *emptyState = nullptr;
    QLabel *emptyIcon = nullptr;
    QLabel *emptyLabel = nullptr;
    QPushButton *emptyButton = nullptr;
};

} // namespace pinweek
