// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drops/popoverplace.h"

#include "ui/theme/theme.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pinweek {

QPoint popoverPlace(QSize size, const QRect &anchor, const QRect &room, const QList<QRect> &seen,
                    bool rightToLeft)
{
    if (anchor.isNull())
        return movedInside(room.center() - QPoint(size.width() / 2, size.height() / 2), size, room);
    const int beside = anchor.top() - metrics::space5;
    const int along = rightToLeft ? anchor.right() + 1 - size.width() : anchor.left();
    const QPoint right(anchor.right() + metrics::space3, beside);
    const QPoint left(anchor.left() - metrics::space3 - size.width(), beside);
    std::array<QPoint, 4> places{right, left, QPoint(along, anchor.bottom() + metrics::space3),
                                 QPoint(along, anchor.top() - metrics::space3 - size.height())};
    if (rightToLeft)
        std::swap(places[0], places[1]);
    for (QPoint &place : places)
        place = movedInside(place, size, room);
    const auto covered = [&](QPoint place) {
        const QRect popover(place, size);
        return std::count_if(seen.begin(), seen.end(),
                             [&popover](const QRect &rect) { return popover.intersects(rect); }) +
               (popover.intersects(anchor) ? 1 : 0);
    };
    return *std::min_element(places.begin(), places.end(),
                             [&covered](QPoint a, QPoint b) { return covered(a) < covered(b); });
}

QPoint movedInside(QPoint at, QSize size, const QRect &room)
{
    return {qBound(room.left(), at.x(), qMax(room.left(), room.right() + 1 - size.width())),
            qBound(room.top(), at.y(), qMax(room.top(), room.bottom() + 1 - size.height()))};
}

} // namespace pinweek
