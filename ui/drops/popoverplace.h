// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRect>

namespace pinweek {

/**
 * Where a popover of that size lies: after, before, below or above the place that it belongs to,
 * and always inside `room`. Of these it is the first that covers the fewest of what is to be seen,
 * the place among them.
 *
 * @param anchor       the place; null: the room's middle
 * @param seen         rectangles that should stay visible
 * @param rightToLeft  after is at the left
 * All in px of one widget.
 */
[[nodiscard]] QPoint popoverPlace(QSize size, const QRect &anchor, const QRect &room,
                                  const QList<QRect> &seen, bool rightToLeft);

/** The nearest to `at` where a rectangle of that size lies in `room`; its start where it does not
 * fit. */
[[nodiscard]] QPoint movedInside(QPoint at, QSize size, const QRect &room);

} // namespace pinweek
