// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/thumbnaillist.h"

#include "media/thumbnailcache.h"
#include "ui/pins/pinmime.h"
#include "ui/pins/unscheduledmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/drophint.h"
#include "ui/widgets/picturecount.h"
#include "ui/widgets/thumbnailtile.h"
#include "workspace/workspace.h"

#include <QDrag>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>

#include <utility>

namespace pinweek {

namespace {
constexpr qreal draggedOpacity = 0.4;
} // namespace

ThumbnailDelegate::ThumbnailDelegate(Workspace &workspace, ThemeManager &theme,
                                     UnscheduledModel &model, QObject *parent)
    : ThumbnailGridDelegate(parent), m_workspace(workspace), m_theme(theme), m_model(model)
{
}

void ThumbnailDelegate::setDragged(const QList<PinId> &pins)
{
    m_dragged = pins;
}

void ThumbnailDelegate::setCut(const QList<PinId> &pins)
{
    m_cut = pins;
}

void ThumbnailDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    const Theme &theme = m_theme.theme();
    const Pin &pin = m_model.pin(index.row());
    const std::optional<MediaAsset> media = m_model.media(index.row());
    const QRect cell = cellOf(option);
    const QRect box = thumbnailtile::pictureRect(cell);
    painter->save();
    if (m_dragged.contains(pin.id) || m_cut.contains(pin.id))
        painter->setOpacity(draggedOpacity);
    ThumbnailTile tile;
    if (media) {
        const qreal ratio = painter->device()->devicePixelRatioF();
        tile.image = m_workspace.thumbnails().thumbnail(media->sha256, media->format,
                                                        (QSizeF(box.size()) * ratio).toSize(), 0,
                                                        pin.content.fit);
        tile.broken = m_workspace.thumbnails().isBroken(media->sha256);
    } else {
        tile.words = index.data().toString();
        tile.faint = pin.content.title.isEmpty();
    }
    thumbnailtile::paint(*painter, theme, option, cell, tile);
    if (!tile.image.isNull() && pin.content.isCarousel())
        paintPictureCount(*painter, box, int(pin.content.pictures.size()), theme,
                          option.direction == Qt::RightToLeft);
    if (const auto video = m_model.video(index.row()))
        paintVideoLength(*painter, box, video->duration, theme,
                         option.direction == Qt::RightToLeft);
    painter->restore();
}

ThumbnailList::ThumbnailList(Workspace &workspace, ThemeManager &theme, UnscheduledModel &model,
                             QWidget *parent)
    : ThumbnailGrid(workspace, theme, model,
                    new ThumbnailDelegate(workspace, theme, model, nullptr), parent)
    , m_workspace(workspace)
    , m_model(model)
    , m_delegate(static_cast<ThumbnailDelegate *>(itemDelegate()))
    , m_hint(new DropHint(theme, this))
{
    setObjectName(QStringLiteral("unscheduledThumbnailList"));
    setAccessibleName(tr("Unscheduled pins"));
    setAcceptDrops(true);
    viewport()->setAcceptDrops(true); // static movement had switched it off
    setDropIndicatorShown(false);
}

QList<PinId> ThumbnailList::selectedPins() const
{
    QList<PinId> pins;
    const QList<int> rows = selectedRows();
    for (const int row : rows)
        pins.append(m_model.pin(row).id);
    return pins;
}

void ThumbnailList::setCutPins(const QList<PinId> &pins)
{
    m_delegate->setCut(pins);
    viewport()->update();
}

void ThumbnailList::startDrag(Qt::DropActions)
{
    const QList<PinId> pins = selectedPins();
    if (pins.isEmpty())
        return;
    const QModelIndex current = currentIndex();
    const PinId grabbed = current.isValid() ? m_model.pin(current.row()).id : pins.first();
    auto *drag = new QDrag(this);
    drag->setMimeData(pinmime::encode(pins, grabbed, 0, m_workspace.directory()).release());
    const QPixmap picture = dragPicture(int(pins.size()));
    drag->setPixmap(picture);
    drag->setHotSpot(QPoint(metrics::space3, metrics::space3));
    m_delegate->setDragged(pins);
    viewport()->update();
    drag->exec(Qt::MoveAction | Qt::CopyAction, Qt::MoveAction);
    m_delegate->setDragged({});
    viewport()->update();
}

bool ThumbnailList::answer(QDropEvent *event)
{
    const bool copy = m_drag.isOurs() && event->modifiers().testFlag(Qt::ControlModifier);
    const QString why = m_drag.whyNot(copy);
    // What comes from here is here already.
    const bool unchanged = m_drag.isOurs() && !copy && event->source() == this;
    if (unchanged || !why.isEmpty()) {
        if (unchanged)
            m_hint->hide();
        else
            m_hint->showAt(event->position().toPoint(), why, true);
        event->ignore();
        return false;
    }
    m_hint->showAt(event->position().toPoint(), dropOnUnscheduledText(m_drag, copy), false);
    // A Move would let the other program delete the user's file (interaction.md 8).
    event->setDropAction(m_drag.isOurs() && !copy ? Qt::MoveAction : Qt::CopyAction);
    event->accept();
    return true;
}

void ThumbnailList::endDrag()
{
    m_hint->hide();
    emit dropHovers(false);
}

bool ThumbnailList::takeDragEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
        dragEnterEvent(static_cast<QDragEnterEvent *>(event));
        return true;
    case QEvent::DragMove:
        dragMoveEvent(static_cast<QDragMoveEvent *>(event));
        return true;
    case QEvent::DragLeave:
        dragLeaveEvent(static_cast<QDragLeaveEvent *>(event));
        return true;
    case QEvent::Drop:
        dropEvent(static_cast<QDropEvent *>(event));
        return true;
    default:
        return false;
    }
}

void ThumbnailList::dragEnterEvent(QDragEnterEvent *event)
{
    m_drag = lookAtDrag(event->mimeData(), m_workspace);
    emit dropHovers(answer(event));
    // Also what will be refused enters, so that it can be said why; moves then decide.
    event->setDropAction(m_drag.isOurs() ? Qt::MoveAction : Qt::CopyAction);
    event->accept();
}

void ThumbnailList::dragMoveEvent(QDragMoveEvent *event)
{
    emit dropHovers(answer(event));
}

void ThumbnailList::dragLeaveEvent(QDragLeaveEvent *)
{
    endDrag();
}

void ThumbnailList::dropEvent(QDropEvent *event)
{
    const bool copy = event->modifiers().testFlag(Qt::ControlModifier);
    const bool fits = answer(event);
    endDrag();
    if (fits)
        emit dropped(pinmime::decode(event->mimeData(), m_workspace.directory()), copy);
}

} // namespace pinweek
