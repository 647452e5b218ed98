// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "ui/drops/paneldrop.h"

#include <QStyledItemDelegate>
#include <QTreeView>

namespace pinweek {

class BoardModel;
class DropHint;
class ThemeManager;
class Workspace;

/** Paints a row of the board tree: stripe, name, marks, count; and the edge of the row that a drop
 * would hit. */
class BoardDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    BoardDelegate(ThemeManager &theme, QObject *parent);
    void setDropRow(const QModelIndex &index);
    /** What a row stands on, from edge to edge: hovered, chosen, focused, or dropped on. */
    void paintGround(QPainter &painter, const QRect &row, const QModelIndex &index,
                     QStyle::State state) const;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    ThemeManager &m_theme;
    QPersistentModelIndex m_dropRow;
};

/** The words above the two numbers of each row. */
class BoardColumns : public QWidget
{
    Q_OBJECT

public:
    explicit BoardColumns(QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
};

/** The tree view that takes drops of pins and images onto boards and sections, and says beside the
 * pointer what they would do. */
class BoardTree : public QTreeView
{
    Q_OBJECT

public:
    BoardTree(ThemeManager &theme, Workspace &workspace, QWidget *parent);

signals:
    /** `copy`: Ctrl was held. */
    void pinsDropped(const QList<pinweek::PinId> &pins, const QModelIndex &row, bool copy);
    /** Files, image data or the address of an image. */
    void imagesDropped(const pinweek::DroppedContent &content, const QModelIndex &row);
    /** F2 and Del. */
    void renameWanted(const QModelIndex &row);
    void deleteWanted(const QModelIndex &row);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void drawBranches(QPainter *painter, const QRect &rect,
                      const QModelIndex &index) const override;
    void selectionChanged(const QItemSelection &selected,
                          const QItemSelection &deselected) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    bool viewportEvent(QEvent *event) override;

private:
    [[nodiscard]] QModelIndex rowFor(QDropEvent *event) const;
    void setDropRow(const QModelIndex &index);
    /** Accepts or refuses it for the row below, and says so; true: it can be dropped. */
    bool answer(QDropEvent *event);
    void endDrag();

    Workspace &m_workspace;
    BoardDelegate *m_delegate;
    DropHint *m_hint;
    PanelDrag m_drag;
};

} // namespace pinweek
