// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "store/pinstore.h"

#include <QWidget>

#include <memory>

namespace pinweek {

class ThemeManager;
class Workspace;

/** Drafts without a time, as thumbnails: dragged onto the week to schedule; pins and image files
 * dropped here lose or have no time. */
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
    /** How it is shown now; for its button. */
    void setWide(bool wide);

signals:
    /** The button that makes the panel wide, or narrow again. */
    void wideWanted(bool wide);
    void selectionChanged();
    void pinOpened(pinweek::PinId pin);
    void imagesDropped(const QStringList &paths);
    void imageDataDropped(const QByteArray &bytes, const QString &name);
    /** Cards of the calendar were dropped here. */
    void pinsDropped(const QList<pinweek::PinId> &pins);
    void menuWanted(const QPoint &globalPos);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
