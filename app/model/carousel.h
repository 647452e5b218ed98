// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "model/picturefit.h"

#include <QList>
#include <QSize>
#include <QString>

namespace pinweek {

struct PinContent;

/** How many pictures a carousel has. Source: pinterest-api.md section 10. */
constexpr int fewestPictures = 2;
constexpr int mostPictures = 5;

/** One picture of a carousel, with the texts that are its own. Pinterest has no alt text for it. */
struct CarouselPicture
{
    MediaId media = {};
    QString title = {};       // <= 100 code points
    QString description = {}; // <= 800 code points
    QString link = {};        // <= 2048 code points, http or https
    PictureFit fit = {};      // made of it before all are cut to one shape
    friend bool operator==(const CarouselPicture &, const CarouselPicture &) = default;
};

/** What the content shows, in order: the pictures of a carousel, or the one image (or video)
 * without texts of its own; none where it has none. */
QList<CarouselPicture> picturesOf(const PinContent &content);
/** Gives the content these pictures, the first as its image; with fewer than two it is no carousel.
 * More than five are cut off. */
void setPictures(PinContent &content, const QList<CarouselPicture> &pictures);
/** After another image was put into `content.media`: it is the first picture, whose texts stay,
 * and is sent as it is. Pictures without an image go. */
void settlePictures(PinContent &content);

/** The two shapes that pictures of a carousel can have; all are cut to one of them. */
enum class CarouselShape
{
    Tall,   // 2:3
    Square, // 1:1
};

/** The shape that the first picture is nearer to. `size` in px; an empty one is Tall. */
CarouselShape carouselShape(QSize size);
/** The same as a shape that a picture can be brought to. */
FitShape fitShape(CarouselShape shape);
/** The largest part of that shape of a picture of `size` px. */
QSize cutTo(CarouselShape shape, QSize size);

/** What is lost of a picture that is cut to a shape. */
enum class CarouselCut
{
    None,  // at most a fiftieth of a side
    Sides, // left and right
    Ends,  // top and bottom
};
CarouselCut carouselCut(CarouselShape shape, QSize size);

} // namespace pinweek
