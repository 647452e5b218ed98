// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/thumbnailtile.h"

#include "ui/theme/theme.h"

#include <QListView>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QStyleOptionViewItem>

namespace pinweek::thumbnailtile {

namespace {
constexpr int leastCell = 64; // px wide
constexpr int cellGap = 8;
constexpr int inset = 3;
constexpr int markSize = 16;
} // namespace

QSize cellSize(const QListView &view)
{
    // Always with room for the scroll bar, or its coming would turn three columns into two.
    const int width = view.width() - view.verticalScrollBar()->sizeHint().width() - 1;
    const int columns = qMax(1, width / (leastCell + cellGap));
    const int cell = qMax(leastCell, width / columns);
    return {cell, (cell - 2 * inset) * 3 / 2 + 2 * inset};
}

QRect pictureRect(const QRect &cell)
{
    return cell.adjusted(inset, inset, -inset, -inset);
}

void paint(QPainter &painter, const Theme &theme, const QStyleOptionViewItem &option,
           const QRect &cell, const ThumbnailTile &tile)
{
    const bool selected = option.state & QStyle::State_Selected;
    const bool focused =
        (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_Active);
    const QRectF box = pictureRect(cell);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(box, metrics::thumbnailRadius, metrics::thumbnailRadius);
    painter.fillPath(shape, option.state & QStyle::State_MouseOver ? theme.hover() : theme.surface);
    if (!tile.image.isNull()) {
        QImage image = tile.image;
        image.setDevicePixelRatio(painter.device()->devicePixelRatioF());
        painter.setClipPath(shape);
        painter.drawImage(box.topLeft(), image);
        painter.setClipping(false);
    } else if (tile.broken) {
        QRect place(0, 0, markSize, markSize);
        place.moveCenter(cell.center());
        themeIcon(QStringLiteral("image-off"), theme.needsYou).paint(&painter, place);
    } else if (!tile.words.isEmpty()) {
        painter.setPen(tile.faint ? theme.secondary : theme.text);
        painter.setFont(themeFont(TextStyle::Meta));
        const QRectF words =
            box.adjusted(metrics::space1, metrics::space1, -metrics::space1, -metrics::space1);
        painter.drawText(
            words, int(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap | Qt::TextWrapAnywhere,
            tile.words);
    }
    const bool frame = tile.image.isNull();
    painter.setPen(
        QPen(frame ? theme.controlEdge : theme.hairline, 1, frame ? Qt::DashLine : Qt::SolidLine));
    painter.drawPath(shape);
    if (selected && focused) {
        // Beside the frame of the selection one of its own. A dark and a light one: on a picture of
        // middling colours the accent would not be seen.
        for (const auto &[colour, at] : {std::pair(theme.surface, 3.0), {theme.text, 5.0}}) {
            painter.setPen(QPen(colour, 2));
            painter.drawRoundedRect(QRectF(cell).adjusted(at, at, -at, -at),
                                    metrics::thumbnailRadius, metrics::thumbnailRadius);
        }
    }
    if (selected || focused) {
        painter.setPen(QPen(theme.accent, 2, selected ? Qt::SolidLine : Qt::DotLine));
        painter.drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), metrics::thumbnailRadius + 2,
                                metrics::thumbnailRadius + 2);
    }
}

void paintDragCount(QPainter &painter, QSize picture, int count, const Theme &theme)
{
    const QString number = QLocale().toString(count);
    const QFont font = themeFont(TextStyle::Meta, true);
    const int width = qMax(20, QFontMetrics(font).horizontalAdvance(number) + metrics::space3);
    const QRect badge(picture.width() - width - 2, 2, width, 20);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawRoundedRect(badge, 10, 10);
    painter.setPen(theme.onAccent);
    painter.setFont(font);
    painter.drawText(badge, Qt::AlignCenter, number);
}

} // namespace pinweek::thumbnailtile
