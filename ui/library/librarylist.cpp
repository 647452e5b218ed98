// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/library/librarylist.h"

#include "media/libraryfile.h"
#include "media/thumbnailcache.h"
#include "ui/library/librarymodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/picturecount.h"
#include "ui/widgets/thumbnailtile.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QClipboard>
#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QUrl>

namespace pinweek {

namespace {

constexpr int videoMarkHeight = 19; // px from the picture's upper edge

std::unique_ptr<QMimeData> filesOf(const QStringList &paths)
{
    QList<QUrl> urls;
    for (const QString &path : paths)
        urls.append(QUrl::fromLocalFile(path));
    auto data = std::make_unique<QMimeData>();
    data->setUrls(urls);
    return data;
}

/** Keys of the window that change or copy selected pins. */
bool isForPins(const QKeyEvent &key)
{
    if (key.matches(QKeySequence::Copy) || key.matches(QKeySequence::Cut))
        return true;
    static const QList<int> letters{Qt::Key_D, Qt::Key_H, Qt::Key_J, Qt::Key_K,
                                    Qt::Key_L, Qt::Key_O, Qt::Key_R};
    return key.modifiers() == Qt::ControlModifier && letters.contains(key.key());
}

} // namespace

LibraryDelegate::LibraryDelegate(Workspace &workspace, ThemeManager &theme, LibraryModel &model,
                                 QObject *parent)
    : ThumbnailGridDelegate(parent), m_workspace(workspace), m_theme(theme), m_model(model)
{
}

void LibraryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const Theme &theme = m_theme.theme();
    const LibraryPicture &picture = m_model.picture(index.row());
    const QRect cell = cellOf(option);
    const QRect box = thumbnailtile::pictureRect(cell);
    const qreal ratio = painter->device()->devicePixelRatioF();
    const bool rightToLeft = option.direction == Qt::RightToLeft;
    ThumbnailTile tile;
    if (const std::optional<MediaAsset> shown = picture.picture()) {
        tile.image = m_workspace.thumbnails().thumbnail(shown->sha256, shown->format,
                                                        (QSizeF(box.size()) * ratio).toSize());
        tile.broken = m_workspace.thumbnails().isBroken(shown->sha256);
    }
    painter->save();
    thumbnailtile::paint(*painter, theme, option, cell, tile);
    if (picture.asset.isVideo()) {
        QRect upper = box; // below is how many pins use it
        upper.setBottom(box.top() + videoMarkHeight);
        paintVideoLength(*painter, upper, picture.asset.duration, theme, rightToLeft);
    }
    if (picture.pins > 0)
        paintCount(*painter, box, QStringLiteral("pin"), picture.pins, theme, rightToLeft);
    if (m_model.fault(picture.asset.id) && !tile.image.isNull()) {
        constexpr int markSize = 16;
        constexpr int inset = 4;
        QRect mark(box.topLeft() + QPoint(inset, inset), QSize(markSize, markSize));
        if (rightToLeft)
            mark.moveRight(box.right() - inset);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.surface);
        painter->drawRoundedRect(mark.adjusted(-2, -2, 2, 2), metrics::thumbnailRadius,
                                 metrics::thumbnailRadius);
        themeIcon(QStringLiteral("triangle-alert"), theme.needsYou).paint(painter, mark);
    }
    painter->restore();
}

LibraryList::LibraryList(Workspace &workspace, ThemeManager &theme, LibraryModel &model,
                         QWidget *parent)
    : ThumbnailGrid(workspace, theme, model, new LibraryDelegate(workspace, theme, model, nullptr),
                    parent)
    , m_workspace(workspace)
    , m_model(model)
{
    setObjectName(QStringLiteral("mediaLibraryList"));
    setAccessibleName(tr("Pictures in the library"));
}

QList<MediaAsset> LibraryList::selectedPictures() const
{
    QList<MediaAsset> pictures;
    const QList<int> rows = selectedRows();
    for (const int row : rows)
        pictures.append(m_model.picture(row).asset);
    return pictures;
}

QStringList LibraryList::selectedPaths() const
{
    QStringList paths;
    const QList<MediaAsset> pictures = selectedPictures();
    for (const MediaAsset &asset : pictures)
        paths.append(libraryPath(asset, m_workspace.directory()));
    return paths;
}

void LibraryList::copySelected() const
{
    const QStringList paths = selectedPaths();
    if (!paths.isEmpty())
        QApplication::clipboard()->setMimeData(filesOf(paths).release());
}

void LibraryList::startDrag(Qt::DropActions)
{
    const QStringList paths = selectedPaths();
    if (paths.isEmpty())
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(filesOf(paths).release());
    drag->setPixmap(dragPicture(int(paths.size())));
    // Beside the pointer, so that what is said there about the drop can be read.
    drag->setHotSpot(QPoint(-metrics::space3, -metrics::space3));
    // Never a move: it would take the file out of the library.
    drag->exec(Qt::CopyAction, Qt::CopyAction);
}

bool LibraryList::event(QEvent *event)
{
    // The window's verbs are about pins that are selected elsewhere.
    if (event->type() == QEvent::ShortcutOverride && isForPins(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return ThumbnailGrid::event(event);
}

void LibraryList::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copySelected();
    else
        ThumbnailGrid::keyPressEvent(event);
}

} // namespace pinweek
