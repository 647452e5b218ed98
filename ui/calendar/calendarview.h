// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar/plannedghost.h"
#include "core/walltime.h"
#include "model/pin.h"
#include "pins/pinmime.h"

#include <QAbstractScrollArea>

#include <memory>

namespace pinweek {

/**
 * What week and month have in common: pins that are selected, dragged, dropped on and moved by
 * keys, and the table that a screen reader finds. It never changes data: signals say what the user
 * wants. All times are wall times in the shown zone.
 */
class CalendarView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    ~CalendarView() override;

    void setZone(const QByteArray &zone);
    [[nodiscard]] QByteArray zone() const;

    [[nodiscard]] QList<PinId> selection() const;
    void setSelection(const QList<PinId> &pins);
    void clearSelection();
    /** The keyboard goes on here, on the pin's card if it is in the shown time. */
    void focusPin(PinId pin);
    /** Outlines of pins that the user is still asked about (interaction.md 4); none: they go. */
    void setGhosts(const QList<PlannedGhost> &ghosts);
    /** These are painted as on their way elsewhere. */
    void setCutPins(const QList<PinId> &pins);

signals:
    void selectionChanged();
    /** The keyboard goes on in the composer. In the week a click only selects. */
    void pinOpened(pinweek::PinId pin);
    /** Enter, N or a double click on an empty place, or the week's "+ 10:15" pill. */
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
    /** A drop or move was refused: one sentence that says why, for the status bar. */
    void refused(const QString &why);
    /** Del on the selection, where no action of the window has that key. */
    void deleteWanted();
    /** F2 likewise: edit the time of the chosen pin in the composer. */
    void editTimeWanted(pinweek::PinId pin);
    /** The button of an empty week or month: choose files for this place. */
    void chooseImagesWanted(const pinweek::WallTime &at);

protected:
    /** State and answers that the views build on (calendarview_p.h). */
    struct Shared;

    CalendarView(std::unique_ptr<Shared> shared, QWidget *parent);
    [[nodiscard]] Shared &shared() const { return *m_shared; }

    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    friend class CalendarAccessible;
    std::unique_ptr<Shared> m_shared;
};

} // namespace pinweek
