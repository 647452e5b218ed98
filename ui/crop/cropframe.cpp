// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/crop/cropframe.h"

#include "model/picturefit.h"

#include <algorithm>
#include <cmath>

namespace pinweek::cropframe {

namespace {

/** -1: its left or top edge is held, 1: its right or bottom one, 0: neither. */
struct Sides
{
    int across = 0;
    int down = 0;
};

Sides sidesOf(Grip grip)
{
    switch (grip) {
    case Grip::Left:
        return {-1, 0};
    case Grip::Right:
        return {1, 0};
    case Grip::Top:
        return {0, -1};
    case Grip::Bottom:
        return {0, 1};
    case Grip::TopLeft:
        return {-1, -1};
    case Grip::TopRight:
        return {1, -1};
    case Grip::BottomLeft:
        return {-1, 1};
    case Grip::BottomRight:
        return {1, 1};
    case Grip::None:
    case Grip::Inside:
        break;
    }
    return {};
}

Grip gripOf(Sides sides)
{
    for (const Grip grip : {Grip::Left, Grip::Right, Grip::Top, Grip::Bottom, Grip::TopLeft,
                            Grip::TopRight, Grip::BottomLeft, Grip::BottomRight}) {
        const Sides its = sidesOf(grip);
        if (its.across == sides.across && its.down == sides.down)
            return grip;
    }
    return Grip::Inside;
}

/** The room for one side that grows away from its fixed end, or both ways where neither is held. */
double room(int side, double begin, double end, double whole)
{
    if (side < 0)
        return end;
    return side > 0 ? whole - begin : whole;
}

/** Where a side begins that is `length` long now. */
double beginOf(int side, double begin, double end, double length, double whole)
{
    if (side < 0)
        return end - length;
    if (side > 0)
        return begin;
    return std::clamp((begin + end - length) / 2, 0.0, std::max(0.0, whole - length));
}

double leastOf(double whole)
{
    return std::min(double(smallestCrop), whole);
}

/** The nearest size of that ratio with room for it. */
QSizeF withRatio(QSizeF wanted, double ratio, QSizeF least, QSizeF most)
{
    const double leastWidth = std::max(least.width(), least.height() * ratio);
    const double mostWidth = std::min(most.width(), most.height() * ratio);
    const double width = std::min(std::max(wanted.width(), leastWidth), mostWidth);
    return {width, width / ratio};
}

} // namespace

Grip gripAt(const QRectF &frame, QPointF at, double reach)
{
    if (!frame.adjusted(-reach, -reach, reach, reach).contains(at))
        return Grip::None;
    const auto side = [&](double where, double begin, double end) {
        const double inner = std::min(reach, (end - begin) / 4);
        if (where < begin + inner)
            return -1;
        return where > end - inner ? 1 : 0;
    };
    return gripOf(
        {side(at.x(), frame.left(), frame.right()), side(at.y(), frame.top(), frame.bottom())});
}

QRectF moved(const QRectF &frame, QPointF by, QSizeF picture)
{
    const auto place = [](double wanted, double length, double whole) {
        return std::clamp(wanted, 0.0, std::max(0.0, whole - length));
    };
    return {place(frame.x() + by.x(), frame.width(), picture.width()),
            place(frame.y() + by.y(), frame.height(), picture.height()), frame.width(),
            frame.height()};
}

QRectF resized(const QRectF &frame, Grip grip, QPointF by, double ratio, QSizeF picture)
{
    if (grip == Grip::Inside)
        return moved(frame, by, picture);
    const Sides sides = sidesOf(grip);
    const QSizeF least(leastOf(picture.width()), leastOf(picture.height()));
    const QSizeF most(room(sides.across, frame.left(), frame.right(), picture.width()),
                      room(sides.down, frame.top(), frame.bottom(), picture.height()));
    QSizeF size(frame.width() + sides.across * by.x(), frame.height() + sides.down * by.y());
    if (ratio > 0) {
        // An edge says its own length; of a corner the way that it went farther.
        if (sides.across == 0)
            size.setWidth(size.height() * ratio);
        else if (sides.down != 0)
            size.setWidth(std::max(size.width(), size.height() * ratio));
        size = withRatio(size, ratio, least, most);
    } else {
        size = size.expandedTo(least).boundedTo(most);
    }
    return {beginOf(sides.across, frame.left(), frame.right(), size.width(), picture.width()),
            beginOf(sides.down, frame.top(), frame.bottom(), size.height(), picture.height()),
            size.width(), size.height()};
}

QRectF grown(const QRectF &frame, QSizeF by, double ratio, QSizeF picture)
{
    const QSizeF least(leastOf(picture.width()), leastOf(picture.height()));
    QSizeF size(frame.width() * (1 + by.width()), frame.height() * (1 + by.height()));
    if (ratio > 0) {
        const double change =
            std::abs(by.width()) >= std::abs(by.height()) ? by.width() : by.height();
        size = withRatio({frame.width() * (1 + change), 0}, ratio, least, picture);
    } else {
        size = size.expandedTo(least).boundedTo(picture);
    }
    return centred(QRectF(frame.topLeft(), size), frame.center(), picture);
}

QRectF centred(const QRectF &frame, QPointF at, QSizeF picture)
{
    return moved(frame, at - frame.center(), picture);
}

} // namespace pinweek::cropframe
