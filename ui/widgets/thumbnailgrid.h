// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>
#include <QStyledItemDelegate>

namespace pinweek {

class ThemeManager;
class Workspace;

/** Paints cells of a ThumbnailGrid, all of one size. */
class ThumbnailGridDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void setCellSize(QSize size) { m_cell = size; }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

protected:
    /** Of the row; the view's own rectangle may have a gap beside it. */
    [[nodiscard]] QRect cellOf(const QStyleOptionViewItem &option) const
    {
        return {option.rect.topLeft(), m_cell};
    }

private:
    QSize m_cell;
};

/** A grid of pictures 2:3 that share the whole width, chosen several at once and dragged out. Main
 * thread. */
class ThumbnailGrid : public QListView
{
    Q_OBJECT

protected:
    /** Paints again when a thumbnail is ready, or the theme is another. @param delegate  stays the
     * caller's */
    ThumbnailGrid(Workspace &workspace, ThemeManager &theme, QAbstractItemModel &model,
                  ThumbnailGridDelegate *delegate, QWidget *parent);
    /** From top to bottom. */
    [[nodiscard]] QList<int> selectedRows() const;
    /** The grabbed picture, with their number when there are several. */
    [[nodiscard]] QPixmap dragPicture(int count) const;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitCells();

    ThemeManager &m_theme;
    ThumbnailGridDelegate *m_delegate;
};

} // namespace pinweek
