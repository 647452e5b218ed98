// SPDX-License-Identifier: GPL-3.0-or-later
#include "pins/pinmime.h"

#include "pins/webimage.h"
#include "web/pageimage.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QSet>

namespace pinweek::pinmime {

namespace {

const QString pinType = QStringLiteral("application/x-pinweek-pins");
/** Encoded forms that the library takes, best first; others are re-encoded by Qt. */
const QStringList imageTypes{QStringLiteral("image/jpeg"), QStringLiteral("image/png"),
                             QStringLiteral("image/webp"), QStringLiteral("image/gif"),
                             QStringLiteral("image/heic"), QStringLiteral("image/heif"),
                             QStringLiteral("image/avif")};

const QString pageImagesType = QStringLiteral("application/x-pinweek-page-images");
const QString workspaceKey = QStringLiteral("workspace");
const QString pinsKey = QStringLiteral("pins");
const QString grabbedKey = QStringLiteral("grabbed");
const QString offsetKey = QStringLiteral("offset");
const QString cutKey = QStringLiteral("cut");

PinId pinFrom(const QJsonValue &value)
{
    return PinId::fromString(value.toString());
}

DroppedContent readPins(const QByteArray &bytes, const QString &workspace)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    DroppedContent content;
    QSet<PinId> seen;
    const QJsonArray ids = object.value(pinsKey).toArray();
    for (const QJsonValue &value : ids) {
        const PinId id = pinFrom(value);
        if (id.isValid() && !seen.contains(id)) {
            seen.insert(id);
            content.pins.append(id);
        }
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
    content.cut = object.value(cutKey).toBool();
    return content;
}

QStringList localPaths(const QMimeData *data)
{
    QStringList paths;
    QSet<QString> seen;
    const QList<QUrl> urls = data->urls();
    for (const QUrl &url : urls) {
        const QString path = url.isLocalFile() ? url.toLocalFile() : QString();
        if (!path.isEmpty() && !seen.contains(path)) {
            seen.insert(path);
            paths.append(path);
        }
    }
    return paths;
}

DroppedContent readPageImages(const QByteArray &bytes)
{
    DroppedContent content;
    const QJsonArray addresses = QJsonDocument::fromJson(bytes).array();
    for (const QJsonValue &value : addresses) {
        const QUrl address(value.toString(), QUrl::StrictMode);
        // Any program may say that it is our window.
        if (isImageAddress(address))
            content.pageImages.append(address);
    }
    if (content.pageImages.isEmpty())
        return {};
    content.kind = DroppedContent::Kind::Address;
    content.address = content.pageImages.first();
    return content;
}

QString nameOf(const QUrl &address)
{
    const QString name = address.scheme() == QLatin1String("data")
                             ? QString()
                             : QFileInfo(address.path()).fileName();
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
                                  const QString &workspace, bool cut)
{
    QJsonArray ids;
    for (PinId pin : pins)
        ids.append(pin.toString());
    const QJsonObject object{{workspaceKey, workspace},
                             {pinsKey, ids},
                             {grabbedKey, grabbed.toString()},
                             {offsetKey, grabOffset},
                             {cutKey, cut}};
    auto data = std::make_unique<QMimeData>();
    data->setData(pinType, QJsonDocument(object).toJson(QJsonDocument::Compact));
    return data;
}

std::unique_ptr<QMimeData> encodePageImages(const QList<QUrl> &addresses)
{
    QJsonArray list;
    for (const QUrl &address : addresses)
        list.append(address.toString(QUrl::FullyEncoded));
    auto data = std::make_unique<QMimeData>();
    data->setData(pageImagesType, QJsonDocument(list).toJson(QJsonDocument::Compact));
    data->setUrls(addresses);
    return data;
}

bool isPins(const QMimeData *data)
{
    return data && data->hasFormat(pinType);
}

DroppedContent peek(const QMimeData *data, const QString &workspace)
{
    if (!data)
        return {};
    if (data->hasFormat(pinType))
        return readPins(data->data(pinType), workspace);
    if (data->hasFormat(pageImagesType))
        return readPageImages(data->data(pageImagesType));
    DroppedContent content;
    content.paths = data->hasUrls() ? localPaths(data) : QStringList();
    if (!content.paths.isEmpty()) {
        content.kind = DroppedContent::Kind::Files;
        return content;
    }
    const WebImage image = webImageOf(data);
    content.address = image.address;
    content.page = image.page;
    content.name = nameOf(image.address);
    // Bytes that are here need no download.
    if (hasImage(data) || image.address.scheme() == QLatin1String("data"))
        content.kind = DroppedContent::Kind::ImageData;
    else if (!image.address.isEmpty())
        content.kind = DroppedContent::Kind::Address;
    return content;
}

DroppedContent decode(const QMimeData *data, const QString &workspace)
{
    DroppedContent content = peek(data, workspace);
    if (content.kind != DroppedContent::Kind::ImageData)
        return content;
    content.image = hasImage(data) ? imageBytes(data) : bytesOfDataAddress(content.address);
    if (!content.image.isEmpty())
        return content;
    // A browser may name a type that it then doesn't give.
    if (content.address.isEmpty() || content.address.scheme() == QLatin1String("data"))
        return {};
    content.kind = DroppedContent::Kind::Address;
    return content;
}

} // namespace pinweek::pinmime
