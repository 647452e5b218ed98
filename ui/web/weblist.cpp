// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/web/weblist.h"

#include "text/webtexts.h"
#include "ui/pins/pinmime.h"
#include "ui/theme/theme.h"
#include "ui/web/webmodel.h"
#include "ui/widgets/thumbnailtile.h"

#include <QApplication>
#include <QClipboard>
#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>

namespace pinweek {

namespace {

constexpr int leastCell = 148; // px wide
constexpr int inset = 6;
constexpr int lineHeight = 16;
constexpr int textHeight = 2 * lineHeight + 2;
constexpr int markSize = 14;

QString fitnessIcon(PictureFitness fitness)
{
    switch (fitness) {
    case PictureFitness::Good:
        return QStringLiteral("circle-check");
    case PictureFitness::ToCrop:
        return QStringLiteral("crop");
    case PictureFitness::Small:
        break;
    }
    return QStringLiteral("triangle-alert");
}

QColor fitnessColour(const Theme &theme, PictureFitness fitness)
{
    switch (fitness) {
    case PictureFitness::Good:
        return theme.published;
    case PictureFitness::ToCrop:
        return theme.secondary;
    case PictureFitness::Small:
        break;
    }
    return theme.retrying;
}

/** A picture, below it its size and fitness. */
class WebDelegate : public QStyledItemDelegate
{
public:
    WebDelegate(ThemeManager &theme, const WebModel &model, QObject *parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_model(model)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        const auto *list = qobject_cast<const QListView *>(option.widget);
        return list ? list->gridSize() : QSize(leastCell, leastCell);
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Theme &theme = m_theme.theme();
        const QRect cell = option.rect.adjusted(2, 2, -2, -2);
        const bool selected = option.state & QStyle::State_Selected;
        const bool focused =
            (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_Active);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        painter->setPen(Qt::NoPen);
        if (selected || (option.state & QStyle::State_MouseOver)) {
            painter->setBrush(selected ? theme.selection : theme.hover());
            painter->drawRoundedRect(cell, metrics::controlRadius, metrics::controlRadius);
        }
        const QRect inner = cell.adjusted(inset, inset, -inset, -inset);
        paintPicture(*painter, theme, inner.adjusted(0, 0, 0, -textHeight - metrics::space1),
                     index.row());
        paintTexts(*painter, theme, inner, option.direction, m_model.image(index.row()).size);
        painter->setBrush(Qt::NoBrush);
        if (selected || focused) {
            painter->setPen(QPen(theme.accent, 2, selected ? Qt::SolidLine : Qt::DotLine));
            painter->drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), metrics::controlRadius,
                                     metrics::controlRadius);
        }
        if (selected && focused) {
            painter->setPen(QPen(theme.text, 1, Qt::DotLine));
            painter->drawRoundedRect(QRectF(cell).adjusted(3.5, 3.5, -3.5, -3.5),
                                     metrics::thumbnailRadius, metrics::thumbnailRadius);
        }
        painter->restore();
    }

private:
    void paintPicture(QPainter &painter, const Theme &theme, const QRect &room, int row) const
    {
        const QImage image = m_model.thumbnail(row);
        // Where it will be, also before it is there.
        QSize size = m_model.image(row).size.scaled(room.size(), Qt::KeepAspectRatio);
        size = size.boundedTo(m_model.image(row).size).expandedTo({1, 1});
        QRectF box(QPointF(0, 0), QSizeF(size));
        box.moveCenter(QRectF(room).center());
        QPainterPath shape;
        shape.addRoundedRect(box, metrics::thumbnailRadius, metrics::thumbnailRadius);
        painter.setPen(Qt::NoPen);
        if (image.isNull()) {
            painter.fillPath(shape, theme.past);
            if (m_model.isBroken(row)) {
                QRect mark(0, 0, 20, 20);
                mark.moveCenter(room.center());
                themeIcon(QStringLiteral("image-off"), theme.needsYou).paint(&painter, mark);
            }
        } else {
            painter.save();
            painter.setClipPath(shape);
            painter.drawImage(box, image);
            painter.restore();
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(theme.hairline);
        painter.drawPath(shape);
    }

    static void paintTexts(QPainter &painter, const Theme &theme, const QRect &inner,
                           Qt::LayoutDirection direction, QSize size)
    {
        const QRect texts(inner.left(), inner.bottom() - textHeight + 1, inner.width(), textHeight);
        QRect first = texts;
        first.setHeight(lineHeight);
        painter.setPen(theme.text);
        painter.setFont(themeFont(TextStyle::Meta));
        painter.drawText(first, Qt::AlignCenter,
                         QStringLiteral("%1 × %2").arg(size.width()).arg(size.height()));
        const PictureFitness fitness = fitnessOf(size);
        const QString words = fitnessText(fitness);
        const QColor colour = fitnessColour(theme, fitness);
        const int width = QFontMetrics(painter.font()).horizontalAdvance(words);
        QRect line(0, 0, markSize + metrics::space1 + width, lineHeight);
        line.moveCenter(QPoint(texts.center().x(), texts.bottom() - lineHeight / 2));
        const QRect mark = QStyle::visualRect(
            direction, line, QRect(line.left(), line.top() + 1, markSize, markSize));
        themeIcon(fitnessIcon(fitness), colour).paint(&painter, mark);
        painter.setPen(colour);
        painter.drawText(
            QStyle::visualRect(direction, line, line.adjusted(markSize + metrics::space1, 0, 1, 0)),
            int(Qt::AlignVCenter | Qt::AlignLeading), words);
    }

    ThemeManager &m_theme;
    const WebModel &m_model;
};

} // namespace

WebList::WebList(ThemeManager &theme, WebModel &model, QWidget *parent)
    : QListView(parent), m_theme(theme), m_model(model)
{
    setObjectName(QStringLiteral("webImagesWebList"));
    setAccessibleName(tr("Pictures of the page"));
    setModel(&model);
    setItemDelegate(new WebDelegate(theme, model, this));
    setViewMode(QListView::IconMode);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionRectVisible(true);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setDragEnabled(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSpacing(0);
    connect(&theme, &ThemeManager::themeChanged, viewport(), qOverload<>(&QWidget::update));
    connect(this, &QListView::doubleClicked, this,
            [this](const QModelIndex &index) { emit chosen(index.row()); });
}

QList<QUrl> WebList::selectedImages() const
{
    QList<int> rows;
    const QModelIndexList indexes = selectionModel()->selectedIndexes();
    for (const QModelIndex &index : indexes)
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    QList<QUrl> images;
    for (const int row : std::as_const(rows))
        images.append(m_model.image(row).address);
    return images;
}

void WebList::copySelected() const
{
    const QList<QUrl> images = selectedImages();
    if (!images.isEmpty())
        QApplication::clipboard()->setMimeData(pinmime::encodePageImages(images).release());
}

void WebList::startDrag(Qt::DropActions)
{
    const QList<QUrl> images = selectedImages();
    if (images.isEmpty())
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(pinmime::encodePageImages(images).release());
    drag->setPixmap(dragPicture(int(images.size())));
    // Beside the pointer, so that what is said there about the drop can be read.
    drag->setHotSpot(QPoint(-metrics::space3, -metrics::space3));
    drag->exec(Qt::CopyAction, Qt::CopyAction);
}

QPixmap WebList::dragPicture(int count) const
{
    constexpr QSize room(72, 108);
    const int row = currentIndex().isValid() ? currentIndex().row() : 0;
    const QImage image = m_model.thumbnail(row);
    const QSize size = m_model.image(row).size.scaled(room, Qt::KeepAspectRatio);
    const qreal ratio = devicePixelRatioF();
    QPixmap picture(size * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(m_theme.theme().past);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (!image.isNull())
        painter.drawImage(QRect(QPoint(0, 0), size), image);
    if (count > 1)
        thumbnailtile::paintDragCount(painter, size, count, m_theme.theme());
    return picture;
}

void WebList::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copySelected();
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
             currentIndex().isValid())
        emit chosen(currentIndex().row());
    else
        QListView::keyPressEvent(event);
}

void WebList::resizeEvent(QResizeEvent *event)
{
    // Always with room for the scroll bar, or its coming would change the number of columns.
    const int width = this->width() - verticalScrollBar()->sizeHint().width() - 1;
    const int columns = std::max(1, width / leastCell);
    const int cell = std::max(leastCell, width / columns);
    const int picture = (cell - 2 * inset - 4) * 5 / 4;
    setGridSize({cell, picture + textHeight + metrics::space1 + 2 * inset + 4});
    QListView::resizeEvent(event);
}

} // namespace pinweek
