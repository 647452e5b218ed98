// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/thumbnailgrid.h"

#include "media/thumbnailcache.h"
#include "ui/theme/theme.h"
#include "ui/widgets/thumbnailtile.h"
#include "workspace/workspace.h"

#include <QPainter>

#include <algorithm>

namespace pinweek {

QSize ThumbnailGridDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return m_cell;
}

ThumbnailGrid::ThumbnailGrid(Workspace &workspace, ThemeManager &theme, QAbstractItemModel &model,
                             ThumbnailGridDelegate *delegate, QWidget *parent)
    : QListView(parent), m_theme(theme), m_delegate(delegate)
{
    delegate->setParent(this);
    setModel(&model);
    setItemDelegate(delegate);
    setViewMode(QListView::IconMode);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setLayoutMode(QListView::Batched);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionRectVisible(true);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setDragEnabled(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setSpacing(0);
    fitCells();
    connect(&workspace.thumbnails(), &ThumbnailCache::ready, viewport(),
            qOverload<>(&QWidget::update));
    connect(&theme, &ThemeManager::themeChanged, viewport(), qOverload<>(&QWidget::update));
}

QList<int> ThumbnailGrid::selectedRows() const
{
    QList<int> rows;
    const QModelIndexList indexes = selectionModel()->selectedIndexes();
    for (const QModelIndex &index : indexes)
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

QPixmap ThumbnailGrid::dragPicture(int count) const
{
    const qreal ratio = devicePixelRatioF();
    const QSize size = gridSize();
    QPixmap picture(size * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = QRect(QPoint(0, 0), size);
    option.state = QStyle::State_Enabled;
    if (currentIndex().isValid())
        m_delegate->paint(&painter, option, currentIndex());
    if (count > 1)
        thumbnailtile::paintDragCount(painter, size, count, m_theme.theme());
    return picture;
}

void ThumbnailGrid::fitCells()
{
    const QSize size = thumbnailtile::cellSize(*this);
    m_delegate->setCellSize(size);
    setGridSize(size);
}

void ThumbnailGrid::resizeEvent(QResizeEvent *event)
{
    fitCells();
    QListView::resizeEvent(event);
}

} // namespace pinweek
