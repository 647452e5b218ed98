// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/campaigns/campaignmark.h"

#include <QPainter>
#include <QPixmap>
#include <QPolygonF>

namespace pinweek {

void paintCampaignMark(QPainter &painter, const QRectF &place, const QColor &colour,
                       const QColor &ground)
{
    const QPointF c = place.center();
    const qreal r = qMin(place.width(), place.height()) / 2;
    const QPolygonF diamond{
        {c + QPointF(0, -r), c + QPointF(r, 0), c + QPointF(0, r), c + QPointF(-r, 0)}};
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ground, 3, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(colour);
    painter.drawPolygon(diamond);
    painter.setPen(Qt::NoPen);
    painter.drawPolygon(diamond);
    painter.restore();
}

QIcon campaignIcon(const QColor &colour)
{
    constexpr int side = 16;
    constexpr qreal mark = 10;
    QIcon icon;
    for (const int ratio : {1, 2, 3}) {
        QPixmap pixmap(side * ratio, side * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintCampaignMark(painter, {(side - mark) / 2, (side - mark) / 2, mark, mark}, colour,
                          Qt::transparent);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace pinweek
