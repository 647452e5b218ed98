// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

// What hands and keys do with a crop's frame, without a widget. All in px of the upright picture;
// a frame never leaves it and is never smaller than smallestCrop each way. A ratio is width /
// height, and is kept; 0: free.
namespace pinweek::cropframe {

/** What a pointer holds a frame by. */
enum class Grip
{
    None,
    Inside,
    Left,
    Right,
    Top,
    Bottom,
    TopLeft,
    TopRight,
    BottomLeft,
    BottomRight,
};

/** What is under a point: corners first, then edges, then the inside. `reach` is how far from an
 * edge it still counts; a small frame keeps half of itself for moving. */
Grip gripAt(const QRectF &frame, QPointF at, double reach);

QRectF moved(const QRectF &frame, QPointF by, QSizeF picture);

/** A frame whose grip was taken so far. What lies opposite stays; with a ratio an edge takes the
 * other way with it about its middle. */
QRectF resized(const QRectF &frame, Grip grip, QPointF by, double ratio, QSizeF picture);

/** Larger or smaller about its middle, by that much of its width and height (0.01: 1 %). */
QRectF grown(const QRectF &frame, QSizeF by, double ratio, QSizeF picture);

/** The frame with its middle there, as far as the edges allow. */
QRectF centred(const QRectF &frame, QPointF at, QSizeF picture);

} // namespace pinweek::cropframe
