// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/mediasource.h"

#include "sandbox/fieldreader.h"

#include <QJsonArray>

namespace pinweek::sandbox {

namespace {

constexpr qsizetype largestImage = 20 * 1024 * 1024;
constexpr qsizetype fewestItems = 2;
constexpr qsizetype mostItems = 5;

QString str(const char *text)
{
    return QString::fromLatin1(text);
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

/** Content type and data, which `fields` knows and may have found wrong by now; their names begin
 * with `prefix`. */
tl::expected<ImageSource, Refusal> readImage(FieldReader &fields, const QString &prefix = {})
{
    const QString typeName = prefix + str("content_type");
    const QString dataName = prefix + str("data");
    fields.require(typeName);
    fields.require(dataName);
    const auto contentType = fields.choice(typeName, words("image/jpeg image/png"));
    const auto data = fields.text(dataName, 1, -1, FieldReader::Null::Refused);
    if (!fields.problem().isEmpty())
        return badRequest(fields.problem());
    const auto bytes = decodeStrictBase64(*data);
    if (!bytes)
        return badRequest(QStringLiteral("'%1' is not standard Base64.").arg(dataName));
    if (bytes->size() > largestImage)
        return badRequest(str("The image is larger than 20 MB."));
    const auto checked = checkImage(*bytes, *contentType);
    if (!checked)
        return badRequest(
            QStringLiteral("'%1' is no whole image of type %2.").arg(dataName, *contentType));
    return ImageSource{*bytes, *contentType, *checked};
}

tl::expected<QList<ImageSource>, Refusal> readOne(const QJsonObject &object)
{
    FieldReader source(object, words("source_type content_type data is_standard"));
    source.refuseIf(source.boolean(str("is_standard")) == false,
                    str("'is_standard' false is for listed beta users."));
    const auto image = readImage(source);
    if (!image)
        return tl::make_unexpected(image.error());
    return QList<ImageSource>{*image};
}

tl::expected<ImageSource, Refusal> readItem(const QJsonValue &value)
{
    if (!value.isObject())
        return badRequest(str("Every item must be an object."));
    FieldReader item(value.toObject(), words("content_type data title description link"));
    const auto text = [&item](const char *name, int most) {
        return item.text(str(name), 0, most, FieldReader::Null::Refused).value_or(QString());
    };
    const QString title = text("title", 100);
    const QString description = text("description", 800);
    const QString link = text("link", 2048);
    auto image = readImage(item);
    if (!image)
        return image;
    image->title = title;
    image->description = description;
    image->link = link;
    return image;
}

tl::expected<QList<ImageSource>, Refusal> readSeveral(const QJsonObject &object)
{
    FieldReader source(object, words("source_type items index"));
    source.require(str("items"));
    if (!source.problem().isEmpty())
        return badRequest(source.problem());
    const QJsonArray items = object.value(str("items")).toArray();
    if (items.size() < fewestItems || items.size() > mostItems)
        return badRequest(str("'items' must have 2 to 5 images."));
    QList<ImageSource> images;
    for (const QJsonValue &value : items) {
        const auto image = readItem(value);
        if (!image)
            return tl::make_unexpected(image.error());
        if (!images.isEmpty() && image->checked.size != images.constFirst().checked.size)
            return badRequest(str("All images of a carousel must have the same size."));
        images.append(*image);
    }
    return images;
}

} // namespace

bool isVideoSource(const QJsonObject &source)
{
    return source.value(str("source_type")).toString() == str("video_id");
}

tl::expected<VideoSource, Refusal> readVideoSource(const QJsonObject &object)
{
    FieldReader source(object, words("source_type media_id cover_image_content_type "
                                     "cover_image_data is_standard"));
    source.require(str("media_id"));
    const auto mediaId = source.digits(str("media_id"), FieldReader::Null::Refused);
    source.refuseIf(source.boolean(str("is_standard")) == false,
                    str("'is_standard' false is for listed beta users."));
    const auto cover = readImage(source, str("cover_image_"));
    if (!cover)
        return tl::make_unexpected(cover.error());
    return VideoSource{*mediaId, *cover};
}

tl::expected<QList<ImageSource>, Refusal> readMediaSource(const QJsonObject &source)
{
    const QString type = source.value(str("source_type")).toString();
    if (type == str("image_base64"))
        return readOne(source);
    if (type == str("multiple_image_base64"))
        return readSeveral(source);
    return badRequest(QStringLiteral("The stand-in takes media_source.source_type "
                                     "'image_base64', 'multiple_image_base64' and 'video_id', "
                                     "not '%1'.")
                          .arg(type));
}

} // namespace pinweek::sandbox
