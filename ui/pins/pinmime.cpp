// SPDX-License-Identifier: GPL-3.0-or-later
#include "pins/pinmime.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QUrl>

namespace pinweek::pinmime {

namespace {

const QString pinType = QStringLiteral("application/x-pinweek-pins");
/** Encoded forms that the library takes, best first; others are re-encoded by Qt. */
const QStringList imageTypes{QStringLiteral("image/jpeg"), QStringLiteral("image/png"),
                             QStringLiteral("image/webp"), QStringLiteral("image/gif")};

const QString workspaceKey = QStringLiteral("workspace");
const QString pinsKey = QStringLiteral("pins");
const QString grabbedKey = QStringLiteral("grabbed");
const QString offsetKey = QStringLiteral("offset");

PinId pinFrom(const QJsonValue &value)
{
    return PinId::fromString(value.toString());
}

DroppedContent readPins(const QByteArray &bytes, const QString &workspace)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    DroppedContent content;
    for (const QJsonValue &value : object.value(pinsKey).toArray()) {
        const PinId id = pinFrom(value);
        if (id.isValid() && !content.pins.contains(id))
            content.pins.append(id);
    }
    if (content.pins.isEmpty())
        return {};
    if (object.value(workspaceKey).toString() != workspace) {
        content.pins.clear();
        content.kind = DroppedContent::Kind::ForeignPins;
        return content;
    }
    content.kind = DroppedContent::Kind::Pins;
    content.grabbed = pinFrom(object.value(grabbedKey));
    if (!content.pins.contains(content.grabbed))
        content.grabbed = content.pins.first();
    content.grabOffset = qMax(0, object.value(offsetKey).toInt());
    return content;
}

QStringList localPaths(const QMimeData *data)
{
    QStringList paths;
    for (const QUrl &url : data->urls()) {
        const QString path = url.isLocalFile() ? url.toLocalFile() : QString();
        if (!path.isEmpty() && !paths.contains(path))
            paths.append(path);
    }
    return paths;
}

/** A browser that drags a picture often gives its address beside it. */
QString nameOf(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    const QString name = urls.isEmpty() ? QString() : QFileInfo(urls.first().path()).fileName();
    return name.isEmpty() ? QStringLiteral("image") : name;
}

bool hasImage(const QMimeData *data)
{
    for (const QString &type : imageTypes) {
        if (data->hasFormat(type))
            return true;
    }
    return data->hasImage();
}

QByteArray imageBytes(const QMimeData *data)
{
    for (const QString &type : imageTypes) {
        if (const QByteArray bytes = data->data(type); !bytes.isEmpty())
            return bytes;
    }
    const auto image = qvariant_cast<QImage>(data->imageData());
    if (image.isNull())
        return {};
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

} // namespace

std::unique_ptr<QMimeData> encode(const QList<PinId> &pins, PinId grabbed, int grabOffset,
                                  const QString &workspace)
{
    QJsonArray ids;
    for (PinId pin : pins)
        ids.append(pin.toString());
    const QJsonObject object{{workspaceKey, workspace},
                             {pinsKey, ids},
                             {grabbedKey, grabbed.toString()},
                             {offsetKey, grabOffset}};
    auto data = std::make_unique<QMimeData>();
    data->setData(pinType, QJsonDocument(object).toJson(QJsonDocument::Compact));
    return data;
}

DroppedContent peek(const QMimeData *data, const QString &workspace)
{
    if (!data)
        return {};
    if (data->hasFormat(pinType))
        return readPins(data->data(pinType), workspace);
    DroppedContent content;
    content.paths = data->hasUrls() ? localPaths(data) : QStringList();
    if (!content.paths.isEmpty()) {
        content.kind = DroppedContent::Kind::Files;
    } else if (hasImage(data)) {
        content.kind = DroppedContent::Kind::ImageData;
        content.name = nameOf(data);
    }
    return content;
}

DroppedContent decode(const QMimeData *data, const QString &workspace)
{
    DroppedContent content = peek(data, workspace);
    if (content.kind != DroppedContent::Kind::ImageData)
        return content;
    content.image = imageBytes(data);
    return content.image.isEmpty() ? DroppedContent() : content;
}

} // namespace pinweek::pinmime
