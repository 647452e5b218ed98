// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSize>
#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <utility>

/** What the stand-in Pinterest knows: plain values, no network. */
namespace pinweek::sandbox {

/** An app registered with the stand-in. */
struct App
{
    QString id;
    QString secret;
    /** Compared literally, character by character. */
    QStringList redirectUris;
};

struct User
{
    QString id;
    QString username;
    QString accountType = QStringLiteral("BUSINESS"); // or PINNER
    QString businessName;
    QString about;
    QString websiteUrl;
};

/** One grant: an access token and the refresh token that renews it. */
struct Token
{
    QString access;
    QString refresh;
    QString userId;
    QString appId;
    QStringList scopes;
    UtcTime accessExpires;
    UtcTime refreshExpires;
    bool refreshRevoked = false;
};

/** An authorization code, good for one exchange with the same redirect address. */
struct Code
{
    QString code;
    QString appId;
    QString userId;
    QString redirectUri;
    QStringList scopes;
    UtcTime expires;
};

struct Board
{
    QString id;
    QString name;
    QString description;
    QString privacy = QStringLiteral("PUBLIC"); // PUBLIC, PROTECTED or SECRET
    bool adsOnly = false;
    QString ownerId;
    /** Users who joined: for them it is a group board. */
    QStringList collaboratorIds;
    UtcTime createdAt;
    UtcTime pinsModifiedAt;
    int followerCount = 0;
};

struct Section
{
    QString id;
    QString boardId;
    QString name;
};

/** Image bytes as they were sent, decoded from Base64. */
struct Image
{
    QByteArray sha256; // lower-case hex
    QByteArray bytes;
    QString contentType; // image/jpeg or image/png
    QSize size;          // px
};

/** The three answers that are possible. */
enum class PublishDates
{
    Refused,  // 400, as for any unknown field
    Ignored,  // the pin is published at once
    Honoured, // 10 minutes to 30 days ahead: hidden until then
};

/** One picture of a carousel. */
struct PinItem
{
    QByteArray imageSha256;
    QString title;
    QString description;
    QString link;
};

/** A registered upload: POST /media. */
struct Media
{
    QString id;
    QString ownerId;
    UtcTime registeredAt;
    /** What has to come with the file, each as it was given out. */
    QList<QPair<QByteArray, QByteArray>> parameters;
    std::optional<UtcTime> uploadedAt = {};
    int uploads = 0;      // files that came whole
    QByteArray sha256;    // of the last one
    qint64 bytes = 0;     // of the last one
    QByteArray fileName;  // as the client named it
    QByteArray fileType;  // the same
    bool isVideo = false; // else it can't be processed
    int looks = 0;        // GET /media/{id} since the file came
    int pins = 0;         // made with it
};

/** What becomes of videos from now on. */
struct MediaCourse
{
    /** Processing lasts until it was asked for so often, and so long. */
    int looks = 1;
    std::chrono::seconds lasts{0};
    bool fails = false; // then it has failed, else succeeded
    bool ends = true;   // false: it is processing for ever
    /** How long a registration is good for an upload. */
    std::chrono::seconds signatureLife = std::chrono::hours(1);
};

struct Pin
{
    QString id;
    QString boardId;
    QString sectionId; // empty: on the board itself
    QString ownerId;
    QString title;
    QString description;
    QString link;
    QString altText;
    QString dominantColor;
    QString parentPinId;
    UtcTime createdAt;
    /** Shown from then on; only where the stand-in honours dates. */
    std::optional<UtcTime> publishAt = {};
    /** The image: key into PinterestState::images, and what is known of it. */
    QByteArray imageSha256;
    qint64 imageBytes = 0;
    QString contentType;
    QSize imageSize;
    /** Of a carousel, whose first image the above is too; all are of that size. */
    QList<PinItem> items = {};
    /** Of a video, whose cover the image is. */
    QString mediaId = {};
};

/** The scopes of pinterest-api.md 2.7, in its order. */
const QStringList &allScopes();
/** The five that Pinweek asks for when secret boards are left out. */
const QStringList &usualScopes();

/**
 * Everything the stand-in remembers. Ids are strings of 18 digits and rise with creation, so a map
 * by id is in order of creation. Not thread-safe.
 */
class PinterestState
{
public:
    /** @param clock outlives the state; dates everything that is made here. */
    explicit PinterestState(const Clock &clock);

    std::map<QString, App> apps;         // by id
    std::map<QString, User> users;       // by id
    std::map<QString, Board> boards;     // by id
    std::map<QString, Section> sections; // by id
    std::map<QString, Pin> pins;         // by id
    QList<Token> tokens;
    QList<Code> codes;
    QHash<QByteArray, Image> images; // by SHA-256 in hex
    std::map<QString, Media> media;  // by id
    MediaCourse mediaCourse;
    /** Whose login page it is: the user who allows an app. */
    QString signedInUserId;
    /** Seconds; read when a token is made. */
    std::chrono::seconds accessLife = std::chrono::hours(24 * 30);
    std::chrono::seconds refreshLife = std::chrono::hours(24 * 60);

    QString newId();

    User &addUser(const QString &username);
    Board &addBoard(const QString &ownerId, const QString &name);
    Section &addSection(const QString &boardId, const QString &name);
    /** Fills id, created_at and marks the board as changed. */
    Pin &addPin(Pin pin);
    /** Keeps the bytes once for each content. */
    const Image &addImage(const QByteArray &bytes, const QString &contentType, QSize size);
    /** With parameters of its own. */
    Media &addMedia(const QString &ownerId);
    /** "registered", "processing", "succeeded" or "failed". */
    [[nodiscard]] QString statusOf(const Media &media) const;
    /** A fresh pair of tokens; `access` is made up when empty. */
    Token &addToken(const QString &appId, const QString &userId, const QStringList &scopes,
                    const QString &access = {});
    Code &addCode(const QString &appId, const QString &redirectUri, const QStringList &scopes);

    /** Null when unknown or expired now. */
    [[nodiscard]] const Token *tokenByAccess(const QString &access) const;
    /** Null when unknown, expired or revoked. */
    [[nodiscard]] Token *tokenByRefresh(const QString &refresh);
    /** Takes the code out, so that it works once; nullopt when unknown or expired. */
    std::optional<Code> takeCode(const QString &code);

    // By value: the callers' ids often live in what is removed.
    void removeBoard(QString id);
    void removeSection(QString id);
    void removePin(QString id);

    [[nodiscard]] QList<Section> sectionsOf(const QString &boardId) const;
    [[nodiscard]] QList<Pin> pinsOf(const QString &boardId) const;
    [[nodiscard]] const Clock &clock() const { return m_clock; }

private:
    void touchBoard(const QString &id);

    const Clock &m_clock;
    quint64 m_lastId;
};

/** Random text of letters and digits from a cryptographic source. */
QString randomText(int length);

} // namespace pinweek::sandbox
