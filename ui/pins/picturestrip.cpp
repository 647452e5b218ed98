// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/picturestrip.h"

#include "media/thumbnailcache.h"
#include "ui/theme/iconengine.h"
#include "ui/theme/theme.h"
#include "workspace/workspace.h"

#include <QAbstractListModel>
#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace pinweek {

namespace {

constexpr int pictureWidth = 44; // px
constexpr int frame = 3;         // around a picture, for selection and focus
constexpr int iconSide = 12;
constexpr qreal draggedOpacity = 0.4;

QSize pictureSize(CarouselShape shape)
{
    return {pictureWidth, shape == CarouselShape::Tall ? pictureWidth * 3 / 2 : pictureWidth};
}

QSize cellSize(CarouselShape shape)
{
    return pictureSize(shape) + QSize(2 * frame, 2 * frame);
}

} // namespace

/** What the strip shows. Rows stay while pictures change places, so that a screen reader does not
 * start over. */
class StripModel : public QAbstractListModel
{
public:
    using QAbstractListModel::QAbstractListModel;

    void setPictures(const QList<std::optional<MediaAsset>> &pictures,
                     const QList<PictureFit> &fits)
    {
        m_fits = fits;
        const int before = int(m_pictures.size());
        const int after = int(pictures.size());
        if (after > before) {
            beginInsertRows({}, before, after - 1);
            m_pictures = pictures;
            endInsertRows();
        } else if (after < before) {
            beginRemoveRows({}, after, before - 1);
            m_pictures = pictures;
            endRemoveRows();
        } else {
            m_pictures = pictures;
        }
        if (after > 0)
            emit dataChanged(index(0), index(after - 1));
    }

    [[nodiscard]] const QList<std::optional<MediaAsset>> &pictures() const { return m_pictures; }

    [[nodiscard]] PictureFit fitOf(int row) const { return m_fits.value(row); }

    [[nodiscard]] CarouselShape shape() const { return carouselShape(sizeOf(0)); }

    [[nodiscard]] CarouselCut cutOf(int row) const { return carouselCut(shape(), sizeOf(row)); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_pictures.size());
    }

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid())
            return {};
        switch (role) {
        case Qt::DisplayRole:
        case Qt::ToolTipRole:
        case Qt::AccessibleTextRole:
            return words(index.row());
        default:
            return {};
        }
    }

private:
    /** As it is before all get one shape. */
    [[nodiscard]] QSize sizeOf(int row) const
    {
        const std::optional<MediaAsset> picture = m_pictures.value(row);
        return picture ? fittedSize(fitOf(row), picture->size) : QSize();
    }

    [[nodiscard]] QString words(int row) const
    {
        const std::optional<MediaAsset> &picture = m_pictures.at(row);
        const QString place =
            PictureStrip::tr("Picture %1 of %2").arg(row + 1).arg(m_pictures.size());
        if (!picture)
            return PictureStrip::tr("%1, missing").arg(place);
        const QString named = QStringLiteral("%1, %2").arg(place, picture->fileName);
        switch (cutOf(row)) {
        case CarouselCut::Sides:
            return PictureStrip::tr("%1, its sides will be cut").arg(named);
        case CarouselCut::Ends:
            return PictureStrip::tr("%1, its top and bottom will be cut").arg(named);
        case CarouselCut::None:
            break;
        }
        return named;
    }

    QList<std::optional<MediaAsset>> m_pictures;
    QList<PictureFit> m_fits;
};

namespace {

class StripDelegate : public QStyledItemDelegate
{
public:
    StripDelegate(Workspace &workspace, ThemeManager &theme, StripModel &model, QObject *parent)
        : QStyledItemDelegate(parent), m_workspace(workspace), m_theme(theme), m_model(model)
    {
    }

    void setDragged(int row) { m_dragged = row; }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return cellSize(m_model.shape());
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Theme &theme = m_theme.theme();
        const QRect place = option.rect.adjusted(frame, frame, -frame, -frame);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (index.row() == m_dragged)
            painter->setOpacity(draggedOpacity);
        paintPicture(*painter, place, m_model.pictures().at(index.row()),
                     m_model.fitOf(index.row()));
        paintNumber(*painter, place, index.row(), option.direction);
        if (m_model.cutOf(index.row()) != CarouselCut::None)
            paintCut(*painter, place, option.direction);
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(theme.accent, 2));
            // The frame is the keyboard's; the chosen picture has a line below it without it.
            const QRect around = option.rect.adjusted(1, 1, -1, -1);
            if (option.widget && option.widget->hasFocus())
                painter->drawRoundedRect(around, metrics::thumbnailRadius + 2,
                                         metrics::thumbnailRadius + 2);
            else
                painter->drawLine(around.left() + metrics::space1, around.bottom() + 1,
                                  around.right() - metrics::space1, around.bottom() + 1);
        }
        painter->restore();
    }

private:
    void paintPicture(QPainter &painter, const QRect &place,
                      const std::optional<MediaAsset> &picture, const PictureFit &fit) const
    {
        const Theme &theme = m_theme.theme();
        const qreal ratio = painter.device()->devicePixelRatioF();
        ThumbnailCache &thumbnails = m_workspace.thumbnails();
        QImage image;
        if (picture)
            image = thumbnails.thumbnail(picture->sha256, picture->format,
                                         (QSizeF(place.size()) * ratio).toSize(),
                                         metrics::thumbnailRadius * ratio, fit);
        if (!image.isNull()) {
            painter.drawImage(QRectF(place), image);
            return;
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.past);
        painter.drawRoundedRect(place, metrics::thumbnailRadius, metrics::thumbnailRadius);
        if (!picture || thumbnails.isBroken(picture->sha256)) {
            QRect mark(0, 0, 16, 16);
            mark.moveCenter(place.center());
            themeIcon(QStringLiteral("image-off"), theme.needsYou).paint(&painter, mark);
        }
    }

    void paintGround(QPainter &painter, const QRect &chip) const
    {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.theme().surface);
        painter.drawRoundedRect(chip, metrics::thumbnailRadius, metrics::thumbnailRadius);
    }

    void paintNumber(QPainter &painter, const QRect &place, int row,
                     Qt::LayoutDirection direction) const
    {
        QRect chip(place.left() + 2, place.top() + 2, 14, 14);
        if (direction == Qt::RightToLeft)
            chip.moveRight(place.right() - 2);
        paintGround(painter, chip);
        painter.setPen(m_theme.theme().text);
        painter.setFont(themeFont(TextStyle::Meta, true));
        painter.drawText(chip, int(Qt::AlignCenter), QString::number(row + 1));
    }

    void paintCut(QPainter &painter, const QRect &place, Qt::LayoutDirection direction) const
    {
        QRect chip(place.right() - 2 - iconSide - 3, place.bottom() - 2 - iconSide - 3,
                   iconSide + 4, iconSide + 4);
        if (direction == Qt::RightToLeft)
            chip.moveLeft(place.left() + 2);
        paintGround(painter, chip);
        const QRect mark = chip.adjusted(2, 2, -2, -2);
        painter.drawPixmap(mark, renderIcon(QStringLiteral("scissors"), m_theme.theme().retrying,
                                            mark.size() * painter.device()->devicePixelRatio()));
    }

    Workspace &m_workspace;
    ThemeManager &m_theme;
    StripModel &m_model;
    int m_dragged = -1;
};

} // namespace

PictureStrip::PictureStrip(QWidget *parent) : QListView(parent), m_model(new StripModel(this))
{
    setObjectName(QStringLiteral("carouselPictureStrip"));
    setAccessibleName(tr("Pictures of the carousel"));
    setModel(m_model);
    setFlow(QListView::LeftToRight);
    setWrapping(false);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setDragDropMode(QAbstractItemView::NoDragDrop);
    setAcceptDrops(false); // what is dropped here is for all around it
    viewport()->setAutoFillBackground(false);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void PictureStrip::setUp(Workspace &workspace, ThemeManager &theme)
{
    m_theme = &theme;
    setItemDelegate(new StripDelegate(workspace, theme, *m_model, this));
    connect(&workspace.thumbnails(), &ThumbnailCache::ready, viewport(),
            [this] { viewport()->update(); });
    connect(&theme, &ThemeManager::themeChanged, viewport(), [this] { viewport()->update(); });
}

void PictureStrip::setPictures(const QList<std::optional<MediaAsset>> &pictures,
                               const QList<PictureFit> &fits)
{
    const int before = place();
    endDrag();
    m_model->setPictures(pictures, fits);
    if (!pictures.isEmpty() && (place() < 0 || place() != before))
        setPlace(qBound(0, before, int(pictures.size()) - 1));
    setFixedSize(sizeHint());
    updateGeometry();
    viewport()->update();
}

CarouselShape PictureStrip::shape() const
{
    return m_model->shape();
}

int PictureStrip::place() const
{
    return currentIndex().isValid() ? currentIndex().row() : -1;
}

void PictureStrip::setPlace(int place)
{
    if (place >= 0 && place < m_model->rowCount())
        setCurrentIndex(m_model->index(place, 0));
}

void PictureStrip::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    endDrag();
}

QSize PictureStrip::sizeHint() const
{
    const QSize cell = cellSize(m_model->shape());
    return {cell.width() * m_model->rowCount(), cell.height()};
}

QSize PictureStrip::minimumSizeHint() const
{
    return sizeHint();
}

void PictureStrip::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid())
        emit placeChosen(current.row());
}

// --- moving and taking out

void PictureStrip::wantMove(int from, int to)
{
    if (m_readOnly || from < 0 || to < 0 || to >= m_model->rowCount() || from == to)
        return;
    emit moveWanted(from, to);
}

/** Later is towards the end of the line, wherever that is. */
int PictureStrip::step(int key) const
{
    const bool forward = (key == Qt::Key_Right) != isRightToLeft();
    return forward ? 1 : -1;
}

bool PictureStrip::isOwnKey(const QKeyEvent &key) const
{
    const bool isMove = key.modifiers() == Qt::AltModifier &&
                        (key.key() == Qt::Key_Left || key.key() == Qt::Key_Right);
    const bool isRemoval = key.modifiers() == Qt::NoModifier &&
                           (key.key() == Qt::Key_Delete || key.key() == Qt::Key_Backspace);
    return isMove || isRemoval || (m_drag.moving && key.key() == Qt::Key_Escape);
}

bool PictureStrip::event(QEvent *event)
{
    // With the focus here these keys are for a picture, not for the pins in the calendar.
    if (event->type() == QEvent::ShortcutOverride && isOwnKey(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QListView::event(event);
}

void PictureStrip::keyPressEvent(QKeyEvent *event)
{
    if (!isOwnKey(*event)) {
        QListView::keyPressEvent(event);
        return;
    }
    if (event->key() == Qt::Key_Escape)
        endDrag();
    else if (event->modifiers() == Qt::AltModifier)
        wantMove(place(), place() + step(event->key()));
    else if (!m_readOnly && place() >= 0)
        emit removeWanted(place());
}

void PictureStrip::mousePressEvent(QMouseEvent *event)
{
    QListView::mousePressEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && !m_readOnly)
        m_drag = {index.row(), event->position().toPoint(), event->position().toPoint(), false};
}

void PictureStrip::mouseMoveEvent(QMouseEvent *event)
{
    if (m_drag.from < 0 || !event->buttons().testFlag(Qt::LeftButton)) {
        QListView::mouseMoveEvent(event);
        return;
    }
    m_drag.at = event->position().toPoint();
    if (!m_drag.moving &&
        (m_drag.at - m_drag.start).manhattanLength() >= QApplication::startDragDistance()) {
        m_drag.moving = m_model->rowCount() > 1;
        static_cast<StripDelegate *>(itemDelegate())->setDragged(m_drag.moving ? m_drag.from : -1);
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
    viewport()->update();
}

void PictureStrip::mouseReleaseEvent(QMouseEvent *event)
{
    const Drag drag = m_drag;
    endDrag();
    QListView::mouseReleaseEvent(event);
    if (drag.moving && event->button() == Qt::LeftButton)
        wantMove(drag.from, placeAt(event->position().toPoint()));
}

void PictureStrip::focusOutEvent(QFocusEvent *event)
{
    endDrag();
    QListView::focusOutEvent(event);
}

void PictureStrip::endDrag()
{
    if (m_drag.from < 0)
        return;
    m_drag = {};
    if (m_theme)
        static_cast<StripDelegate *>(itemDelegate())->setDragged(-1);
    viewport()->unsetCursor();
    viewport()->update();
}

int PictureStrip::placeAt(QPoint at) const
{
    const int width = cellSize(m_model->shape()).width();
    const int along = isRightToLeft() ? viewport()->width() - 1 - at.x() : at.x();
    return qBound(0, along / width, m_model->rowCount() - 1);
}

void PictureStrip::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index =
        event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : currentIndex();
    if (m_readOnly || !index.isValid())
        return;
    const int row = index.row();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("pictureMenu"));
    const auto add = [&](const QString &text, const QKeySequence &keys, bool can, auto act) {
        QAction *action = menu->addAction(text, this, act);
        action->setShortcut(keys);
        action->setEnabled(can);
    };
    add(tr("Move &earlier"), QKeySequence(Qt::ALT | Qt::Key_Left), row > 0,
        [this, row] { wantMove(row, row - 1); });
    add(tr("Move &later"), QKeySequence(Qt::ALT | Qt::Key_Right), row + 1 < m_model->rowCount(),
        [this, row] { wantMove(row, row + 1); });
    menu->addSeparator();
    add(tr("&Remove"), QKeySequence(Qt::Key_Delete), true, [this, row] { emit removeWanted(row); });
    menu->popup(event->reason() == QContextMenuEvent::Mouse
                    ? event->globalPos()
                    : viewport()->mapToGlobal(visualRect(index).center()));
}

void PictureStrip::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (!m_drag.moving || !m_theme)
        return;
    // Where it would go: beside the picture that is there now.
    const int to = placeAt(m_drag.at);
    const QRect cell = visualRect(m_model->index(to, 0));
    const bool behind = to > m_drag.from;
    const int x = behind != isRightToLeft() ? cell.right() : cell.left();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    if (to != m_drag.from)
        painter.fillRect(
            QRect(qBound(0, x - 1, viewport()->width() - 2), cell.top(), 2, cell.height()),
            m_theme->theme().accent);
    painter.setOpacity(0.85);
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = QRect(QPoint(), cell.size());
    option.rect.moveTo(m_drag.at.x() - cell.width() / 2, cell.top());
    option.state = QStyle::State_Enabled;
    auto *delegate = static_cast<StripDelegate *>(itemDelegate());
    delegate->setDragged(-1);
    delegate->paint(&painter, option, m_model->index(m_drag.from, 0));
    delegate->setDragged(m_drag.from);
}

} // namespace pinweek
