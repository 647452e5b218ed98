// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/requestbody.h"
#include "core/result.h"
#include "oauth/tokensource.h"
#include "pinterest/wiretypes.h"

#include <QByteArray>
#include <QObject>
#include <QUrl>

#include <chrono>
#include <memory>

class QNetworkAccessManager;

namespace pinweek::pinterest {

class RequestMeter;

/** Limits of one client, so that no answer can hold it up. */
struct ClientLimits
{
    std::chrono::milliseconds readTimeout = std::chrono::seconds(30); // whole request
    std::chrono::milliseconds writeTimeout =
        std::chrono::seconds(120);          // whole request, upload included
    qint64 largestAnswer = 8 * 1024 * 1024; // bytes
    int largestPageCount = 1000;
    std::chrono::milliseconds readRetryPause =
        std::chrono::milliseconds(250); // doubled for the second
    std::chrono::milliseconds readyFor =
        std::chrono::seconds(8); // a connection that was opened ahead
};

/**
 * The JSON body of POST /pins, with the image as standard Base64. Only the ten names of the API's
 * schema can occur, and `publish_at` where it is given; empty optional fields are left out. It
 * shares the image's bytes, which become Base64 only where the body is read. Any thread.
 * @param image  encoded JPEG or PNG file content
 * @param contentType  "image/jpeg" or "image/png"
 * @param imageSha256  of it, hex, where it is known
 */
RequestBody encodePinCreate(const PinCreate &pin, const QByteArray &image,
                            const QByteArray &contentType, const QByteArray &imageSha256 = {});
/** The same for a carousel: 2 to 5 items, in their order. */
RequestBody encodePinCreate(const PinCreate &pin, const QList<CarouselItem> &items);
/** The same for a video that was uploaded, with its cover. */
RequestBody encodePinCreate(const PinCreate &pin, const VideoSource &video);

/**
 * The part of Pinterest's API v5 that Pinweek uses, for one account. Main thread.
 *
 * A write (POST, PATCH, DELETE) is sent once: Qt itself would send a POST again after a cut
 * connection (protocols.md 2.1), so the body is a sequential device and is never rewound. Redirects
 * are not followed, so the token goes to `apiBase` only. Reads are tried again up to twice after
 * Offline and 5xx. A 401 other than code 3 is answered by one token refresh and one more try (for a
 * write too: a complete 401 is proof that nothing was done); createPin() leaves that second try to
 * its caller, whose books know every request. Errors carry kind, httpStatus,
 * apiCode, apiMessage, requestId, retryAfter (429), and for writes `delivery`: NotSent (no
 * connection, TLS failure, the body never left whole), Answered (a complete 4xx but 408), MaybeSent
 * (everything else). Kinds by answer: 400, 405, 422 Rejected; 401 Unauthorized (code 3: Forbidden);
 * 403 Forbidden (code 29 AccessTier); 404 NotFound; 409 Conflict; 429 RateLimited (Spam if the text
 * speaks of spam); other 4xx Rejected; 408, 5xx, 3xx, 2xx that can't be understood: Server. If the
 * token itself can't be had, the error is the token source's and nothing was sent.
 */
class Client : public QObject
{
    Q_OBJECT

public:
    /** @param apiBase without a slash at the end; must satisfy isAllowedApiBase(). `tokens`
     * outlives the client. */
    Client(const QUrl &apiBase, TokenSource &tokens, const Clock &clock, ClientLimits limits = {},
           QObject *parent = nullptr);
    ~Client() override;

    /** Asked before each request, and told of it: one that the meter has no room for ends as
     * RateLimited with its wait, and nothing is sent. The request of createPin() is counted and
     * held by its caller. `meter` outlives the client; nullptr: none. */
    void setMeter(RequestMeter *meter);
    /** For requests from now on. */
    void setLimits(const ClientLimits &limits);

    void account(QObject *context, Done<RemoteAccount> done);
    /** All boards, every page (250 a page). A bookmark that repeats ends in a Server error. */
    void boards(QObject *context, Done<QList<RemoteBoard>> done);
    void board(const QString &boardId, QObject *context, Done<RemoteBoard> done);
    void sections(const QString &boardId, QObject *context, Done<QList<RemoteSection>> done);
    /**
     * All pins of a board or, with a section, of that section.
     * @param mostPages  a longer list ends in a Rejected error without a status; 0: no limit of its
     *                   own
     */
    void pins(const QString &boardId, const QString &sectionId, QObject *context,
              Done<QList<RemotePin>> done, int mostPages = 0);

    void createBoard(const BoardCreate &board, QObject *context, Done<RemoteBoard> done);
    void createSection(const QString &boardId, const QString &name, QObject *context,
                       Done<RemoteSection> done);
    /** Errors: Rejected (nothing to change, or a privacy that a board can't be given), else as
     * above. */
    void updateBoard(const QString &boardId, const BoardUpdate &update, QObject *context,
                     Done<RemoteBoard> done);
    void deleteBoard(const QString &boardId, QObject *context, Done<void> done);
    void updateSection(const QString &boardId, const QString &sectionId, const QString &name,
                       QObject *context, Done<RemoteSection> done);
    void deleteSection(const QString &boardId, const QString &sectionId, QObject *context,
                       Done<void> done);
    /**
     * Posts one pin and gives back what Pinterest stored. Source: POST /pins (pins/create).
     * Never sent twice by itself: after a 401 for which another token was to be had, the error is
     * Unauthorized with a retryAfter of 0.
     * @param body from encodePinCreate
     */
    void createPin(const RequestBody &body, QObject *context, Done<RemotePin> done);
    /** Registers a video that is then uploaded (VideoUpload). One whose answer got lost is
     * harmless: it is registered again. Source: POST /media (media/create). */
    void registerMedia(QObject *context, Done<MediaRegistration> done);
    /** What became of an upload. Errors as above; NotFound: nothing is known of it any more. */
    void media(const QString &mediaId, QObject *context, Done<RemoteMedia> done);
    void deletePin(const QString &pinId, QObject *context, Done<void> done);

    /** Makes sure that a token is at hand, refreshed if need be, so that a write can leave at once.
     * Errors: those of the token source. */
    void ensureToken(QObject *context, Done<void> done);

    /** Opens the connection over which the next createPin() goes, if that comes within some seconds
     * (ClientLimits::readyFor); nothing is sent. */
    void connectAhead();

    /** Asks for nothing but what time it is there; any answer will do, and no limit holds it back.
     * Errors: there was no answer, or no token. */
    void askTime(QObject *context, Done<void> done);

    /** Server clock minus ours, from the last answer's Date header; 0 before the first. */
    [[nodiscard]] std::chrono::seconds serverSkew() const;
    /** When the clocks were compared last; nullopt: there was no answer yet. */
    [[nodiscard]] std::optional<ClockComparison> comparison() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek::pinterest
