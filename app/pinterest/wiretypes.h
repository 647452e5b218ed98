// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <utility>

/** What goes over the wire, as types. Source: Pinterest API v5, OpenAPI 5.23.0. Unknown fields are
 * ignored. */
namespace pinweek::pinterest {

struct RemoteAccount
{
    QString id; // digits; may be missing
    QString username;
    QString accountType; // "PINNER", "BUSINESS"
    QString profileImage;
    /** What keys the account: id, else username. */
    [[nodiscard]] QString key() const { return id.isEmpty() ? username : id; }
};

struct RemoteBoard
{
    QString id;
    QString name;
    QString description;
    QString privacy; // "PUBLIC", "PROTECTED", "SECRET"
    QString owner;
    int collaboratorCount = 0;
    int pinCount = -1; // -1: not told
    std::optional<UtcTime> pinsModifiedAt = std::nullopt;
};

struct RemoteSection
{
    QString id;
    QString name;
};

struct RemotePin
{
    QString id;
    QString boardId;
    QString sectionId;
    QString title;
    QString description;
    QString link;
    QString altText;
    std::optional<UtcTime> createdAt; // no zone in the answer counts as UTC
    QString imageUrl;                 // the largest that the answer names; may be empty
    QString libraryImageUrl = {};     // up to 1,200 px wide, if one is offered; else the same
    bool isOwn = true;                // of the account that asks, not of others on its board
};

struct BoardCreate
{
    QString name;
    QString description;
    QString privacy = QStringLiteral("PUBLIC");
};

/** PATCH /boards/{id}: what is left out stays as it is. */
struct BoardUpdate
{
    std::optional<QString> name = std::nullopt;
    std::optional<QString> description = std::nullopt;
    /** "PUBLIC" or "SECRET" only. */
    std::optional<QString> privacy = std::nullopt;
};

/** The text part of POST /pins. Empty optional fields are left out. */
struct PinCreate
{
    QString boardId; // required
    QString sectionId;
    QString title;       // <= 100 code points
    QString description; // <= 800
    QString link;        // <= 2048
    QString altText;     // <= 500
    /** Experimental, undocumented, and off unless the user hands pins over (pinterest-api.md 13);
     * nullopt leaves the field out. */
    std::optional<UtcTime> publishAt = std::nullopt;
};

/** One picture of a carousel. */
struct CarouselItem
{
    QByteArray bytes;         // JPEG or PNG, of the same size in px as all others
    QByteArray contentType;   // "image/jpeg" or "image/png"
    QString title = {};       // <= 100 code points; empty texts are left out
    QString description = {}; // <= 800
    QString link = {};        // <= 2048
};

/** What POST /media gives: where a video may be uploaded to, for a time that isn't told. */
struct MediaRegistration
{
    QString id; // digits
    QUrl uploadUrl;
    /** To be sent along as they are, whatever their names. They sign the upload: a secret. */
    QList<std::pair<QByteArray, QByteArray>> parameters;
};

enum class MediaStatus
{
    Registered, // nothing was uploaded
    Processing,
    Succeeded, // a pin can be made with it
    Failed,
};

/** A registered upload, as GET /media/{id} tells of it. */
struct RemoteMedia
{
    QString id;
    MediaStatus status = MediaStatus::Processing;
};

/** A video of a pin: the upload, and the picture that is shown for it. */
struct VideoSource
{
    QString mediaId;      // digits
    QByteArray cover;     // JPEG or PNG
    QByteArray coverType; // "image/jpeg" or "image/png"
};

} // namespace pinweek::pinterest
