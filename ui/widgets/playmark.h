// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;
class QRect;

namespace pinweek {

/** The sign of a video in the middle of its picture: a triangle on a disc, readable on any picture.
 * Antialiasing should be on. */
void paintPlayMark(QPainter &painter, const QRect &picture);

} // namespace pinweek
