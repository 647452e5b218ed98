// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QRectF>

class QPainter;

namespace pinweek {

/** A campaign's mark: a diamond in its colour. Boards have stripes, so that the two are told apart
 * by shape. `ground` is what it stands on: a thin line of it keeps it clear of a picture. */
void paintCampaignMark(QPainter &painter, const QRectF &place, const QColor &colour,
                       const QColor &ground);
/** The same as an icon of 16 px, for menus. */
QIcon campaignIcon(const QColor &colour);

} // namespace pinweek
