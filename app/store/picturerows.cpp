// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/picturerows.h"

#include "store/database.h"

#include <QJsonDocument>

#include <algorithm>

namespace pinweek {

namespace {

CarouselPicture pictureOf(const QJsonArray &values, qsizetype first)
{
    return {MediaId{values.at(first).toInteger()}, values.at(first + 1).toString(),
            values.at(first + 2).toString(), values.at(first + 3).toString(),
            readFit(values.at(first + 4).toString())};
}

} // namespace

PictureFit readFit(const QString &column)
{
    return fitFromText(column).value_or(PictureFit());
}

std::optional<QString> fitColumn(const PictureFit &fit)
{
    const QString text = fitToText(fit);
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

QString picturesColumn()
{
    // NULL for nearly all: no text is made where there is nothing to say.
    return QStringLiteral("CASE WHEN EXISTS (SELECT 1 FROM pin_picture WHERE pin_id = pin.id) THEN "
                          "(SELECT json_group_array(json_array(place, media_id, title, "
                          "description, link, fit)) FROM pin_picture WHERE pin_id = pin.id) END AS "
                          "pictures");
}

QList<CarouselPicture> readPictures(const QString &column)
{
    if (column.isEmpty())
        return {};
    const QJsonArray json = QJsonDocument::fromJson(column.toUtf8()).array();
    QList<std::pair<qint64, CarouselPicture>> placed;
    for (const QJsonValue &each : json) {
        const QJsonArray values = each.toArray();
        placed.append({values.at(0).toInteger(), pictureOf(values, 1)});
    }
    // In which order an aggregate meets its rows is not promised.
    std::sort(placed.begin(), placed.end(),
              [](const auto &a, const auto &b) { return a.first < b.first; });
    QList<CarouselPicture> pictures;
    for (const auto &[place, picture] : std::as_const(placed))
        pictures.append(picture);
    return pictures;
}

void writePictures(Database &db, PinId pin, const QList<CarouselPicture> &before,
                   const QList<CarouselPicture> &after)
{
    if (before == after)
        return;
    Query(db, QStringLiteral("DELETE FROM pin_picture WHERE pin_id = ?")).bind(pin).run();
    for (qsizetype place = 0; place < after.size(); ++place) {
        const CarouselPicture &picture = after.at(place);
        Query(db, QStringLiteral("INSERT INTO pin_picture (pin_id, place, media_id, title, "
                                 "description, link, fit) VALUES (?, ?, ?, ?, ?, ?, ?)"))
            .bind(pin)
            .bind(place)
            .bind(picture.media)
            .bind(picture.title)
            .bind(picture.description)
            .bind(picture.link)
            .bind(fitColumn(picture.fit))
            .run();
    }
}

QJsonArray picturesJson(const QList<CarouselPicture> &pictures)
{
    QJsonArray json;
    for (const CarouselPicture &picture : pictures) {
        json.append(QJsonArray{picture.media.value, picture.title, picture.description,
                               picture.link, fitToText(picture.fit)});
    }
    return json;
}

QList<CarouselPicture> picturesFromJson(const QJsonArray &json)
{
    QList<CarouselPicture> pictures;
    for (const QJsonValue &each : json)
        pictures.append(pictureOf(each.toArray(), 0));
    return pictures;
}

} // namespace pinweek
