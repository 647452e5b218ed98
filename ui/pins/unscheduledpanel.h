// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "store/pinstore.h"
#include "ui/pins/pinmime.h"

#include <QWidget>

#include <memory>

namespace pinweek {

class ThemeManager;
class Workspace;

/** Drafts without a time, as thumbnails, with a search of their own: dragged onto the week to
 * schedule, or sent to the next time slots; pins and image files dropped here lose or have no time.
 */
class UnscheduledPanel : public QWidget
{
    Q_OBJECT

public:
    UnscheduledPanel(Workspace &workspace, ThemeManager &theme, QWidget *parent = nullptr);
    ~UnscheduledPanel() override;
    void setAccount(AccountId account);
    void setFilter(const PinFilter &filter);
    [[nodiscard]] QList<PinId> selection() const;
    void clearSelection();
    /** The keyboard goes on here, on the pin if it is listed. */
    void focusPin(PinId pin);
    /** How it is shown now: wide there is always room for search and verbs. */
    void setWide(bool wide);
    /** These are painted as on their way elsewhere. */
    void setCutPins(const QList<PinId> &pins);

signals:
    /** The button that makes the panel wide, or narrow again. */
    void wideWanted(bool wide);
    void scheduleToNextSlotsWanted(const QList<pinweek::PinId> &pins);
    /** The empty panel's buttons: choose files, or show all pins again. */
    void chooseImagesWanted();
    void clearFilterWanted();
    void selectionChanged();
    void pinOpened(pinweek::PinId pin);
    /** Files, image data or the address of an image. */
    void imagesDropped(const pinweek::DroppedContent &content);
    /** Cards were dropped here; `copy`: Ctrl was held. */
    void pinsDropped(const QList<pinweek::PinId> &pins, bool copy);
    void menuWanted(const QPoint &globalPos);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
