// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/carousel.h"

#include <QJsonArray>
#include <QString>

#include <optional>

// The rows of pin_picture: the pictures of carousels. They are read and written with their pin.
namespace pinweek {

class Database;

/** What is stored of a fit: a text, or NULL where the picture is sent as it is. What can't be read
 * is that too. */
PictureFit readFit(const QString &column);
std::optional<QString> fitColumn(const PictureFit &fit);

/** A column beside those of `pin`: its pictures as text, to be read with readPictures(). */
QString picturesColumn();
QList<CarouselPicture> readPictures(const QString &column);
/** Store thread. Does nothing where they are the same. */
void writePictures(Database &db, PinId pin, const QList<CarouselPicture> &before,
                   const QList<CarouselPicture> &after);

/** For undo: each as [media, title, description, link, fit]. */
QJsonArray picturesJson(const QList<CarouselPicture> &pictures);
QList<CarouselPicture> picturesFromJson(const QJsonArray &json);

} // namespace pinweek
