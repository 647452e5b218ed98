// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRect>
#include <QString>

class QListView;
class QPainter;
class QStyleOptionViewItem;

namespace pinweek {

struct Theme;

/** What a cell of a grid of pictures shows. */
struct ThumbnailTile
{
    QImage image;        // fills pictureRect() in device px; null: none yet
    bool broken = false; // there will be none
    QString words;       // where there is no picture at all
    bool faint = false;  // the words say that something is missing
};

namespace thumbnailtile {
/** Cells of a view: as many columns of at least 64 px as fit its width beside a scroll bar, each
 * with a picture of 2:3. Logical px. */
QSize cellSize(const QListView &view);
/** Where the picture is in a cell. */
QRect pictureRect(const QRect &cell);
/** With the frame of the selection or the focus. */
void paint(QPainter &painter, const Theme &theme, const QStyleOptionViewItem &option,
           const QRect &cell, const ThumbnailTile &tile);
/** How many are dragged, in a corner of the picture that is under the pointer. */
void paintDragCount(QPainter &painter, QSize picture, int count, const Theme &theme);
} // namespace thumbnailtile

} // namespace pinweek
