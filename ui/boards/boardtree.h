// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QStyledItemDelegate>
#include <QTreeView>

namespace pinweek {

class BoardModel;
class ThemeManager;
struct DroppedContent;

/** Paints a row of the board tree: stripe, name, marks, count; and the edge of the row that a drop
 * would hit. */
class BoardDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    BoardDelegate(ThemeManager &theme, QObject *parent);
    void setDropRow(const QModelIndex &index);
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

/** The tree view that takes drops of pins and files onto boards and sections. */
class BoardTree : public QTreeView
{
    Q_OBJECT

public:
    BoardTree(ThemeManager &theme, const QString &workspace, QWidget *parent);

signals:
    void pinsDropped(const QList<pinweek::PinId> &pins, const QModelIndex &row);
    void filesDropped(const QStringList &paths, const QModelIndex &row);
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

private:
    [[nodiscard]] bool takes(const DroppedContent &content) const;
    [[nodiscard]] QModelIndex rowFor(QDropEvent *event) const;
    void setDropRow(const QModelIndex &index);
    void answer(QDropEvent *event, const QModelIndex &row);

    QString m_workspace;
    BoardDelegate *m_delegate;
    bool m_dragTakes = false;
    bool m_dragIsOurs = false;
};

} // namespace pinweek
