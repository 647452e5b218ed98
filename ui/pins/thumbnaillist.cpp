// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/thumbnaillist.h"

#include "media/thumbnailcache.h"
#include "ui/pins/pinmime.h"
#include "ui/pins/unscheduledmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/drophint.h"
#include "ui/widgets/picturecount.h"
#include "workspace/workspace.h"

#include <QDrag>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace pinweek {

namespace {
constexpr int leastCell = 64; // px wide
constexpr int cellGap = 8;
constexpr qreal draggedOpacity = 0.4;
constexpr int markSize = 16;
} // namespace

ThumbnailDelegate::ThumbnailDelegate(Workspace &workspace, ThemeManager &theme,
                                     UnscheduledModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_model(model)
    , m_cell(leastCell, leastCell * 3 / 2)
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

void ThumbnailDelegate::setCellSize(QSize size)
{
    m_cell = size;
}

QSize ThumbnailDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return m_cell;
}

void ThumbnailDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    const Theme &theme = m_theme.theme();
    const Pin &pin = m_model.pin(index.row());
    const std::optional<MediaAsset> media = m_model.media(index.row());
    const bool selected = option.state & QStyle::State_Selected;
    const bool focused =
        (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_Active);
    const QRect cell(option.rect.topLeft(), m_cell);
    const QRectF box = QRectF(cell).adjusted(3, 3, -3, -3);
    const qreal ratio = painter->device()->devicePixelRatioF();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (m_dragged.contains(pin.id) || m_cut.contains(pin.id))
        painter->setOpacity(draggedOpacity);

    QPainterPath shape;
    shape.addRoundedRect(box, metrics::thumbnailRadius, metrics::thumbnailRadius);
    painter->fillPath(shape,
                      option.state & QStyle::State_MouseOver ? theme.hover() : theme.surface);
    QImage image;
    if (media)
        image = m_workspace.thumbnails().thumbnail(media->sha256, media->format,
                                                   (box.size() * ratio).toSize());
    if (!image.isNull()) {
        image.setDevicePixelRatio(ratio);
        painter->setClipPath(shape);
        painter->drawImage(box.topLeft(), image);
        painter->setClipping(false);
        if (pin.content.isCarousel())
            paintPictureCount(*painter, box.toRect(), int(pin.content.pictures.size()), theme,
                              option.direction == Qt::RightToLeft);
    } else if (media && m_workspace.thumbnails().isBroken(media->sha256)) {
        QRect place(0, 0, markSize, markSize);
        place.moveCenter(cell.center());
        themeIcon(QStringLiteral("image-off"), theme.needsYou).paint(painter, place);
    } else if (!media) {
        painter->setPen(pin.content.title.isEmpty() ? theme.secondary : theme.text);
        painter->setFont(themeFont(TextStyle::Meta));
        const QRectF words =
            box.adjusted(metrics::space1, metrics::space1, -metrics::space1, -metrics::space1);
        painter->drawText(
            words, int(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap | Qt::TextWrapAnywhere,
            index.data().toString());
    }
    const bool frame = image.isNull();
    painter->setPen(
        QPen(frame ? theme.controlEdge : theme.hairline, 1, frame ? Qt::DashLine : Qt::SolidLine));
    painter->drawPath(shape);
    if (selected || focused) {
        painter->setPen(QPen(theme.accent, 2, selected ? Qt::SolidLine : Qt::DotLine));
        painter->drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), metrics::thumbnailRadius + 2,
                                 metrics::thumbnailRadius + 2);
    }
    painter->restore();
}

ThumbnailList::ThumbnailList(Workspace &workspace, ThemeManager &theme, UnscheduledModel &model,
                             QWidget *parent)
    : QListView(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_model(model)
    , m_delegate(new ThumbnailDelegate(workspace, theme, model, this))
    , m_hint(new DropHint(theme, this))
{
    setObjectName(QStringLiteral("unscheduledThumbnailList"));
    setAccessibleName(tr("Unscheduled pins"));
    setModel(&model);
    setItemDelegate(m_delegate);
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
    setAcceptDrops(true);
    viewport()->setAcceptDrops(true); // static movement had switched it off
    setDropIndicatorShown(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setSpacing(0);
    fitCells();
    connect(&workspace.thumbnails(), &ThumbnailCache::ready, viewport(),
            qOverload<>(&QWidget::update));
    connect(&theme, &ThemeManager::themeChanged, viewport(), qOverload<>(&QWidget::update));
}

QList<PinId> ThumbnailList::selectedPins() const
{
    QList<int> rows;
    const QModelIndexList indexes = selectionModel()->selectedIndexes();
    for (const QModelIndex &index : indexes)
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    QList<PinId> pins;
    for (const int row : std::as_const(rows))
        pins.append(m_model.pin(row).id);
    return pins;
}

void ThumbnailList::setCutPins(const QList<PinId> &pins)
{
    m_delegate->setCut(pins);
    viewport()->update();
}

/** As many columns as fit, sharing the whole width. */
void ThumbnailList::fitCells()
{
    // Always with room for the scroll bar, or its coming would turn three columns into two.
    const int width = this->width() - verticalScrollBar()->sizeHint().width() - 1;
    const int columns = qMax(1, width / (leastCell + cellGap));
    const int cell = qMax(leastCell, width / columns);
    const QSize size(cell, (cell - 6) * 3 / 2 + 6);
    m_delegate->setCellSize(size);
    setGridSize(size);
}

void ThumbnailList::resizeEvent(QResizeEvent *event)
{
    fitCells();
    QListView::resizeEvent(event);
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
    const QPixmap picture = dragPicture(pins, current);
    drag->setPixmap(picture);
    drag->setHotSpot(QPoint(metrics::space3, metrics::space3));
    m_delegate->setDragged(pins);
    viewport()->update();
    drag->exec(Qt::MoveAction | Qt::CopyAction, Qt::MoveAction);
    m_delegate->setDragged({});
    viewport()->update();
}

/** The grabbed picture, with the number of pins when there are several. */
QPixmap ThumbnailList::dragPicture(const QList<PinId> &pins, const QModelIndex &grabbed) const
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
    if (grabbed.isValid())
        m_delegate->paint(&painter, option, grabbed);
    if (pins.size() > 1) {
        const QString count = locale().toString(pins.size());
        const QFont font = themeFont(TextStyle::Meta, true);
        const int width = qMax(20, QFontMetrics(font).horizontalAdvance(count) + metrics::space3);
        const QRect badge(size.width() - width - 2, 2, width, 20);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.theme().accent);
        painter.drawRoundedRect(badge, 10, 10);
        painter.setPen(m_theme.theme().onAccent);
        painter.setFont(font);
        painter.drawText(badge, Qt::AlignCenter, count);
    }
    return picture;
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
