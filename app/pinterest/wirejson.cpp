// SPDX-License-Identifier: GPL-3.0-or-later
#include "pinterest/wirejson.h"

#include "pinterest/client.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace pinweek::pinterest {

namespace {

QString textOf(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

int countOf(const QJsonObject &object, const char *name, int missing)
{
    const int count = object.value(QLatin1String(name)).toInt(missing);
    return count < 0 ? missing : count;
}

tl::unexpected<Error> lacks(const char *what, const char *field)
{
    return fail(
        ErrorKind::Server,
        QStringLiteral("%1 without a usable %2").arg(QLatin1String(what), QLatin1String(field)));
}

void setIfAny(QJsonObject &object, const char *name, const QString &text)
{
    if (!text.isEmpty())
        object.insert(QLatin1String(name), text);
}

QByteArray toCompact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/** The size order is in the names; "originals" has been seen but is in no description. */
QString largestImage(const QJsonObject &images)
{
    static constexpr std::array names{"originals", "1200x", "600x", "400x300", "150x150"};
    for (const char *name : names) {
        const QString url = textOf(images.value(QLatin1String(name)).toObject(), "url");
        if (!url.isEmpty())
            return url;
    }
    return {};
}

/** The images of a pin, or of the first item of a carousel, by their names: "600x". */
QJsonObject imagesOf(const QJsonObject &media)
{
    const QJsonObject own = media.value(QLatin1String("images")).toObject();
    if (!largestImage(own).isEmpty())
        return own;
    const QJsonObject first = media.value(QLatin1String("items")).toArray().first().toObject();
    return first.value(QLatin1String("images")).toObject();
}

} // namespace

bool isRemoteId(const QString &id)
{
    return !id.isEmpty() &&
           std::all_of(id.cbegin(), id.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

Result<QJsonObject> readObject(const QByteArray &body)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorKind::Server,
                    QStringLiteral("the answer is not JSON: %1").arg(error.errorString()));
    if (!document.isObject())
        return fail(ErrorKind::Server, QStringLiteral("the answer is not a JSON object"));
    return document.object();
}

ApiError readApiError(const QByteArray &body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    return {object.value(QLatin1String("code")).toInt(), textOf(object, "message"),
            textOf(object, "message_detail")};
}

Result<RemoteAccount> readAccount(const QJsonObject &object)
{
    RemoteAccount account;
    account.id = textOf(object, "id");
    account.username = textOf(object, "username");
    account.accountType = textOf(object, "account_type");
    account.profileImage = textOf(object, "profile_image");
    if (account.key().isEmpty())
        return lacks("an account", "id or username");
    return account;
}

Result<RemoteBoard> readBoard(const QJsonObject &object)
{
    RemoteBoard board;
    board.id = textOf(object, "id");
    if (!isRemoteId(board.id))
        return lacks("a board", "id");
    board.name = textOf(object, "name");
    if (board.name.isEmpty())
        return lacks("a board", "name");
    board.description = textOf(object, "description");
    board.privacy = textOf(object, "privacy");
    board.owner = textOf(object.value(QLatin1String("owner")).toObject(), "username");
    board.collaboratorCount = countOf(object, "collaborator_count", 0);
    board.pinCount = countOf(object, "pin_count", -1);
    board.pinsModifiedAt = fromIsoUtc(textOf(object, "board_pins_modified_at"));
    return board;
}

Result<RemoteSection> readSection(const QJsonObject &object)
{
    RemoteSection section{textOf(object, "id"), textOf(object, "name")};
    if (!isRemoteId(section.id))
        return lacks("a section", "id");
    if (section.name.isEmpty())
        return lacks("a section", "name");
    return section;
}

Result<RemotePin> readPin(const QJsonObject &object)
{
    RemotePin pin;
    pin.id = textOf(object, "id");
    if (!isRemoteId(pin.id))
        return lacks("a pin", "id");
    pin.boardId = textOf(object, "board_id");
    pin.sectionId = textOf(object, "board_section_id");
    pin.title = textOf(object, "title");
    pin.description = textOf(object, "description");
    pin.link = textOf(object, "link");
    pin.altText = textOf(object, "alt_text");
    pin.createdAt = fromIsoUtc(textOf(object, "created_at"));
    const QJsonObject images = imagesOf(object.value(QLatin1String("media")).toObject());
    pin.imageUrl = largestImage(images);
    QJsonObject scaled = images;
    scaled.remove(QLatin1String("originals"));
    pin.libraryImageUrl = largestImage(scaled);
    if (pin.libraryImageUrl.isEmpty())
        pin.libraryImageUrl = pin.imageUrl;
    pin.isOwn = object.value(QLatin1String("is_owner")).toBool(true);
    return pin;
}

Result<MediaRegistration> readRegistration(const QJsonObject &object)
{
    MediaRegistration registration;
    registration.id = textOf(object, "media_id");
    if (!isRemoteId(registration.id))
        return lacks("a registered video", "media_id");
    registration.uploadUrl = QUrl(textOf(object, "upload_url"), QUrl::StrictMode);
    if (registration.uploadUrl.host().isEmpty())
        return lacks("a registered video", "upload_url");
    const QJsonObject parameters = object.value(QLatin1String("upload_parameters")).toObject();
    for (auto one = parameters.begin(); one != parameters.end(); ++one) {
        if (!one->isString())
            return lacks("a registered video", "upload_parameters");
        registration.parameters.emplaceBack(one.key().toUtf8(), one->toString().toUtf8());
    }
    if (registration.parameters.isEmpty())
        return lacks("a registered video", "upload_parameters");
    return registration;
}

Result<RemoteMedia> readMedia(const QJsonObject &object)
{
    RemoteMedia media;
    media.id = textOf(object, "media_id");
    if (!isRemoteId(media.id))
        return lacks("a video", "media_id");
    const QString status = textOf(object, "status");
    if (status == QLatin1String("registered"))
        media.status = MediaStatus::Registered;
    else if (status == QLatin1String("succeeded"))
        media.status = MediaStatus::Succeeded;
    else if (status == QLatin1String("failed"))
        media.status = MediaStatus::Failed;
    // It may be missing; whoever asks does not ask for ever.
    return media;
}

QByteArray writeMedia()
{
    return toCompact({{QStringLiteral("media_type"), QStringLiteral("video")}});
}

QByteArray writeBoard(const BoardCreate &board)
{
    QJsonObject object{{QStringLiteral("name"), board.name}};
    setIfAny(object, "description", board.description);
    setIfAny(object, "privacy", board.privacy);
    return toCompact(object);
}

QByteArray writeBoardUpdate(const BoardUpdate &update)
{
    QJsonObject object;
    const auto set = [&object](const QString &name, const std::optional<QString> &value) {
        if (value)
            object.insert(name, *value);
    };
    set(QStringLiteral("name"), update.name);
    set(QStringLiteral("description"), update.description);
    set(QStringLiteral("privacy"), update.privacy);
    return toCompact(object);
}

QByteArray writeSection(const QString &name)
{
    return toCompact({{QStringLiteral("name"), name}});
}

namespace {

/** The pin's texts and the beginning of its media_source, up to the first thing in it. */
QByteArray pinCreateHead(const PinCreate &pin, const QByteArray &sourceType)
{
    QJsonObject object{{QStringLiteral("board_id"), pin.boardId}};
    setIfAny(object, "board_section_id", pin.sectionId);
    setIfAny(object, "title", pin.title);
    setIfAny(object, "description", pin.description);
    setIfAny(object, "link", pin.link);
    setIfAny(object, "alt_text", pin.altText);
    if (pin.publishAt)
        object.insert(QStringLiteral("publish_at"), toIso(*pin.publishAt));

    // Images are spliced in as bytes: as JSON values they would be held in UTF-16 too.
    QByteArray head = toCompact(object);
    head.chop(1);
    return head + R"(,"media_source":{"source_type":")" + sourceType + R"(",)";
}

/** The two fields of an image, between other text. */
RequestBody imageFields(const QByteArray &before, const QByteArray &image,
                        const QByteArray &contentType, const QByteArray &after,
                        const QByteArray &imageSha256 = {})
{
    Q_ASSERT(contentType == "image/jpeg" || contentType == "image/png");
    return {before + R"("content_type":")" + contentType + R"(","data":")", image, '"' + after,
            imageSha256};
}

} // namespace

RequestBody encodePinCreate(const PinCreate &pin, const QByteArray &image,
                            const QByteArray &contentType, const QByteArray &imageSha256)
{
    return imageFields(pinCreateHead(pin, "image_base64"), image, contentType, "}}", imageSha256);
}

RequestBody encodePinCreate(const PinCreate &pin, const VideoSource &video)
{
    Q_ASSERT(isRemoteId(video.mediaId));
    Q_ASSERT(video.coverType == "image/jpeg" || video.coverType == "image/png");
    const QByteArray before = pinCreateHead(pin, "video_id") + R"("media_id":")" +
                              video.mediaId.toLatin1() + R"(","cover_image_content_type":")" +
                              video.coverType + R"(","cover_image_data":")";
    return {before, video.cover, R"("}})"};
}

RequestBody encodePinCreate(const PinCreate &pin, const QList<CarouselItem> &items)
{
    Q_ASSERT(items.size() >= 2 && items.size() <= 5);
    QByteArray before = pinCreateHead(pin, "multiple_image_base64") + R"("items":[)";
    RequestBody body;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const CarouselItem &item = items.at(i);
        QJsonObject texts;
        setIfAny(texts, "title", item.title);
        setIfAny(texts, "description", item.description);
        setIfAny(texts, "link", item.link);
        QByteArray opened = toCompact(texts);
        opened.chop(1);
        if (!texts.isEmpty())
            opened += ',';
        const bool isLast = i + 1 == items.size();
        body = body.followedBy(
            imageFields(before + opened, item.bytes, item.contentType, isLast ? "}]}}" : "},"));
        before.clear();
    }
    return body;
}

} // namespace pinweek::pinterest
