// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/carousel.h"

#include "model/pin.h"

#include <algorithm>
#include <cmath>

namespace pinweek {

namespace {

constexpr double unseenCut = 0.02; // of a side

double ratioOf(CarouselShape shape) // height / width
{
    return shape == CarouselShape::Tall ? 1.5 : 1.0;
}

} // namespace

QList<CarouselPicture> picturesOf(const PinContent &content)
{
    if (!content.pictures.isEmpty())
        return content.pictures;
    if (content.media.isValid())
        return {CarouselPicture{content.media, {}, {}, {}, content.fit}};
    return {};
}

void setPictures(PinContent &content, const QList<CarouselPicture> &pictures)
{
    content.pictures = pictures.mid(0, mostPictures);
    const CarouselPicture first = pictures.value(0);
    if (content.media != first.media || pictures.size() >= fewestPictures)
        content.cover = {};
    content.media = first.media;
    content.fit = first.fit;
    if (content.pictures.size() < fewestPictures)
        content.pictures.clear();
}

void settlePictures(PinContent &content)
{
    if (content.pictures.isEmpty())
        return;
    QList<CarouselPicture> pictures = content.pictures;
    if (pictures.first().media != content.media)
        pictures.first().fit = {};
    pictures.first().media = content.media;
    pictures.removeIf([](const CarouselPicture &picture) { return !picture.media.isValid(); });
    setPictures(content, pictures);
}

CarouselShape carouselShape(QSize size)
{
    if (size.isEmpty())
        return CarouselShape::Tall;
    // As far from both is what lies between them on a scale of ratios.
    const double between = std::sqrt(ratioOf(CarouselShape::Tall) * ratioOf(CarouselShape::Square));
    return double(size.height()) / size.width() < between ? CarouselShape::Square
                                                          : CarouselShape::Tall;
}

FitShape fitShape(CarouselShape shape)
{
    return shape == CarouselShape::Tall ? FitShape::Tall : FitShape::Square;
}

QSize cutTo(CarouselShape shape, QSize size)
{
    const double ratio = ratioOf(shape);
    const int width = std::min(size.width(), int(std::lround(size.height() / ratio)));
    const int height = std::min(size.height(), int(std::lround(size.width() * ratio)));
    return {std::max(1, width), std::max(1, height)};
}

CarouselCut carouselCut(CarouselShape shape, QSize size)
{
    if (size.isEmpty())
        return CarouselCut::None;
    const QSize left = cutTo(shape, size);
    if (size.width() - left.width() > size.width() * unseenCut)
        return CarouselCut::Sides;
    if (size.height() - left.height() > size.height() * unseenCut)
        return CarouselCut::Ends;
    return CarouselCut::None;
}

} // namespace pinweek
