// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "ui/drops/paneldrop.h"
#include "ui/widgets/thumbnailgrid.h"

namespace pinweek {

class DropHint;
class ThemeManager;
class UnscheduledModel;
class Workspace;

/** Paints a pin without a time: its picture 2:3, or its title where there is none. */
class ThumbnailDelegate : public ThumbnailGridDelegate
{
    Q_OBJECT

public:
    ThumbnailDelegate(Workspace &workspace, ThemeManager &theme, UnscheduledModel &model,
                      QObject *parent);
    /** The pins that are being dragged; they are painted at 40 %. */
    void setDragged(const QList<PinId> &pins);
    /** Those that were cut look the same. */
    void setCut(const QList<PinId> &pins);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    Workspace &m_workspace;
    ThemeManager &m_theme;
    UnscheduledModel &m_model;
    QList<PinId> m_dragged;
    QList<PinId> m_cut;
};

/** The grid: three thumbnails beside each other in 240 px, dragged out as pins; drops of pins,
 * files and image data. */
class ThumbnailList : public ThumbnailGrid
{
    Q_OBJECT

public:
    ThumbnailList(Workspace &workspace, ThemeManager &theme, UnscheduledModel &model,
                  QWidget *parent);
    [[nodiscard]] QList<PinId> selectedPins() const;
    void setCutPins(const QList<PinId> &pins);
    /** Takes a drag event of a widget that stands in for the list; false if it is none. */
    bool takeDragEvent(QEvent *event);

signals:
    /** `copy`: pins are to be copied, as Ctrl was held. */
    void dropped(const pinweek::DroppedContent &content, bool copy);
    /** Something that can be dropped is over the list. */
    void dropHovers(bool on);

protected:
    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    /** Accepts or refuses it, and says so; true if it can be dropped. */
    bool answer(QDropEvent *event);
    void endDrag();

    Workspace &m_workspace;
    UnscheduledModel &m_model;
    ThumbnailDelegate *m_delegate;
    DropHint *m_hint;
    PanelDrag m_drag;
};

} // namespace pinweek
