// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/playmark.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace pinweek {

void paintPlayMark(QPainter &painter, const QRect &picture)
{
    constexpr qreal mostAcross = 48; // px
    const qreal disc = std::min(mostAcross, std::min(picture.width(), picture.height()) * 0.34);
    const QPointF middle = QRectF(picture).center();
    painter.save();
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 140));
    painter.drawEllipse(middle, disc / 2, disc / 2);
    const qreal reach = disc * 0.24;
    QPainterPath triangle; // its weight is in the middle, not its box
    triangle.moveTo(middle + QPointF(-reach * 0.7, -reach));
    triangle.lineTo(middle + QPointF(reach * 1.1, 0));
    triangle.lineTo(middle + QPointF(-reach * 0.7, reach));
    triangle.closeSubpath();
    painter.setBrush(Qt::white);
    painter.setPen(QPen(Qt::white, disc * 0.05, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(triangle);
    painter.restore();
}

} // namespace pinweek
