// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "sandbox/api.h"
#include "sandbox/fault.h"
#include "sandbox/http.h"
#include "sandbox/oauth.h"
#include "sandbox/state.h"
#include "sandbox/uploadhost.h"

#include <QObject>
#include <QUrl>

namespace pinweek {

/** What one request was, for tests and for /_control/journal. */
struct RecordedRequest
{
    int number = 0; // from 1, in order of arrival
    QByteArray method;
    QString path;        // with /v5, without the query
    QByteArray rawQuery; // still percent-encoded
    sandbox::HeaderList headers;
    /** False: the head came, the body was cut off. */
    bool complete = false;
    /** Empty for old entries once all bodies together pass 64 MiB, and for uploads of videos. */
    QByteArray body;
    qint64 bodySize = 0;
    /** As RequestBody::sha256(): of each picture its hash counts, not its Base64. Lower-case hex.
     */
    QByteArray bodySha256;
    UtcMillis firstByteAt;
    /** Status of the answer; 0 when none was (or will be) given. */
    int status = 0;

    [[nodiscard]] QByteArray header(const QByteArray &name) const;
};

/**
 * The stand-in Pinterest: an HTTP server on 127.0.0.1 with the API under /v5, the authorize page at
 * /oauth/, images at /media/, and faults on demand; videos are uploaded to a second port of it,
 * whose requests are in the same journal and meet the same faults. A fresh one has one user
 * ("tester"), one app and one access token with the usual scopes, and no boards.
 *
 *     SandboxServer pinterest;
 *     QVERIFY(pinterest.start());
 *     const QString board = pinterest.addBoard(QStringLiteral("Soups"));
 *     pinterest.answerNextWith(429, {{"Retry-After", "60"}});
 *     ... something that talks to pinterest.apiBase() with pinterest.accessToken() ...
 *     QCOMPARE(pinterest.postCount(), 1);
 *     QVERIFY(pinterest.pins().isEmpty());
 *
 * Faults are tried in the order in which they were given; the first that fits strikes. They never
 * strike
 * /_control/. One thread; the thread needs an event loop.
 */
class SandboxServer : public QObject
{
    Q_OBJECT

public:
    /** @param clock outlives the server; nullptr: the machine's. It dates pins, tokens and answers.
     */
    explicit SandboxServer(QObject *parent = nullptr, const Clock *clock = nullptr);

    /** @param port 0: any free one. Errors: Offline when the port can't be had. Gives the port. */
    Result<quint16> start(quint16 port = 0);
    /** Ends every connection; the state stays, and start() may follow. */
    void stop();

    [[nodiscard]] quint16 port() const;
    /** "http://127.0.0.1:PORT/v5", no slash at the end. */
    [[nodiscard]] QUrl apiBase() const;
    [[nodiscard]] QUrl authorizeUrl() const;
    [[nodiscard]] QUrl tokenUrl() const;

    // What it knows.
    [[nodiscard]] sandbox::PinterestState &state() { return m_state; }
    [[nodiscard]] QString userId() const { return m_state.signedInUserId; }
    [[nodiscard]] QString username() const;
    /** The token made at the start; good until expireAccessTokens(). */
    [[nodiscard]] QString accessToken() const { return m_accessToken; }
    [[nodiscard]] QString refreshToken() const { return m_refreshToken; }
    [[nodiscard]] QString appId() const { return m_appId; }
    [[nodiscard]] QString appSecret() const;
    /** "http://localhost:8085/" until setApp(). */
    [[nodiscard]] QString redirectUri() const;
    /** Replaces the app; the first token then belongs to it. */
    void setApp(const QString &id, const QString &secret, const QString &redirectUri);
    /** Replaces the first token by one with this text (empty: made up) and these scopes. */
    void setAccessToken(const QString &access, const QStringList &scopes = sandbox::usualScopes());
    /** A further token of the signed-in user, with just these scopes. */
    QString addToken(const QStringList &scopes);
    /** A board of the signed-in user; gives its id. */
    QString addBoard(const QString &name, const QString &privacy = QStringLiteral("PUBLIC"));
    QString addSection(const QString &boardId, const QString &name);

    /** All pins in order of creation. */
    [[nodiscard]] QList<sandbox::Pin> pins() const;
    [[nodiscard]] QList<sandbox::Pin> pinsOf(const QString &boardId) const;
    [[nodiscard]] QList<sandbox::Board> boards() const;
    [[nodiscard]] QList<sandbox::Section> sections(const QString &boardId) const;
    /** All registered uploads in order of registration. */
    [[nodiscard]] QList<sandbox::Media> media() const;
    /** What begins every path of an upload, for faults and the journal. */
    static QString uploadPath() { return QStringLiteral("/video-uploads/"); }
    /** The encoded image bytes that a pin was made with. */
    [[nodiscard]] QByteArray imageBytes(const sandbox::Pin &pin) const;

    // What it was asked.
    [[nodiscard]] QList<RecordedRequest> requests() const { return m_journal; }
    /** Empty method: any. The path is compared from its start. */
    [[nodiscard]] QList<RecordedRequest> requests(const QByteArray &method,
                                                  const QString &pathPrefix) const;
    /** POSTs whose head arrived, answered or not, whole or not. */
    [[nodiscard]] int postCount(const QString &path = QStringLiteral("/v5/pins")) const;
    /** TCP connections accepted. */
    [[nodiscard]] int connectionCount() const { return m_listener.connectionCount(); }
    void clearRequests() { m_journal.clear(); }

    // What goes wrong. Each strikes `times` requests that fit (-1: for ever).
    void addFault(const sandbox::Fault &fault);
    void clearFaults() { m_faults.clear(); }
    /** Faults that still wait. */
    [[nodiscard]] int faultCount() const { return int(m_faults.size()); }
    /** The next API request gets this instead of an answer, and changes nothing. */
    void answerNextWith(int status, const sandbox::HeaderList &headers = {},
                        const QByteArray &body = {}, int times = 1);
    /** The same for one method and path, such as "POST" and "/v5/pins". */
    void answerNextWith(const QByteArray &method, const QString &pathPrefix, int status,
                        const sandbox::HeaderList &headers = {}, const QByteArray &body = {},
                        int times = 1);
    void delayNext(int ms, const QByteArray &method = {}, const QString &pathPrefix = {});
    void hangNext(const QByteArray &method = {}, const QString &pathPrefix = {});
    /** The request does its work, then the connection ends without an answer. */
    void dropNextAfterCommit(const QByteArray &method = {}, const QString &pathPrefix = {});
    void dropNextBeforeCommit(const QByteArray &method = {}, const QString &pathPrefix = {});
    /** The request does its work; only `bytes` of the answer leave (status line and headers count).
     */
    void cutNextAnswerAfter(qint64 bytes, const QByteArray &method = {},
                            const QString &pathPrefix = {});
    /** The request does its work, but the answer is a web page. */
    void garbageNext(const QByteArray &method = {}, const QString &pathPrefix = {});
    /** The request does its work, but the answer is JSON of so many bytes. */
    void hugeNext(qint64 bytes, const QByteArray &method = {}, const QString &pathPrefix = {});
    /** The request does its work, but the answer trickles for ever. */
    void neverEndNext(const QByteArray &method = {}, const QString &pathPrefix = {});

    /** The next request that fits is cut once `bytes` of its body have come. */
    void cutNextBodyAfter(qint64 bytes, const QString &pathPrefix);
    /** What becomes of uploaded videos, also of those that are being processed. */
    void setMediaCourse(const sandbox::MediaCourse &course) { m_state.mediaCourse = course; }
    /** Uploads are read as over a long line, on connections from now on. */
    void setUploadPace(sandbox::Pace pace) { m_uploads.setPace(pace); }
    /** The registration is gone, as after a time that Pinterest doesn't tell. */
    void forgetMedia(const QString &id) { m_state.media.erase(id); }

    /** Every answer but those of /_control/ comes this much later. */
    void setLatency(int ms) { m_latency = ms; }
    /** Its clock is this much ahead of the one that it was given (below 0: behind): its Date
     * headers and the dates of what is made say so. */
    void setClockSkew(std::chrono::seconds ahead) { m_clock.skew = ahead; }
    /** POST /v5/pins answers 403 code 29. */
    void setPublishDates(sandbox::PublishDates dates) { m_api.setPublishDates(dates); }
    void setTrialAccess(bool on) { m_api.setTrialAccess(on); }
    /** Carousels are answered with this status, 400 or 403; 0: they are taken. */
    void setCarouselRefusal(int status) { m_api.setCarouselRefusal(status); }
    /** Every list answers the same page and bookmark for ever. */
    void setRepeatBookmark(bool on) { m_api.setRepeatBookmark(on); }
    /** The token endpoint answers 503. */
    void setTokenEndpointDown(bool down) { m_tokenEndpointDown = down; }
    /** How lists and pins come back, from now on. */
    void setHabits(const sandbox::Habits &habits) { m_api.setHabits(habits); }
    void setConsent(sandbox::Consent consent) { m_oauth.setConsent(consent); }
    /** Off: a refresh answers without a new refresh token. */
    void setRotatesRefreshTokens(bool on) { m_oauth.setRotatesRefreshTokens(on); }
    void expireAccessTokens();
    void revokeRefreshTokens();

signals:
    /** After the request was answered (or not, as a fault wished). */
    void requestHandled(const pinweek::RecordedRequest &request);

private:
    void recordHead(sandbox::HttpRequest &request);
    RecordedRequest *recorded(int number);
    void recordBody(RecordedRequest &entry, const sandbox::HttpRequest &request);
    void handle(sandbox::HttpConnection *connection, const sandbox::HttpRequest &request);
    sandbox::HttpReply rightReply(const sandbox::HttpRequest &request);
    std::optional<sandbox::Fault> takeFault(const sandbox::HttpRequest &request, bool bodyIsHere);
    void addFault(sandbox::Fault::Kind kind, const QByteArray &method, const QString &pathPrefix,
                  bool commits, qint64 bytes = 0, int delayMs = 0);

    sandbox::HttpReply control(const sandbox::HttpRequest &request);
    sandbox::HttpReply controlRead(const QString &what, const sandbox::HttpRequest &request) const;
    sandbox::HttpReply controlSettings(const QJsonObject &settings);
    sandbox::HttpReply controlFault(const QJsonObject &object);

    /** The one it was given, set another way. */
    class OwnClock final : public Clock
    {
    public:
        explicit OwnClock(const Clock *other) : m_other(other ? *other : m_system) {}
        [[nodiscard]] UtcMillis nowMillis() const override { return m_other.nowMillis() + skew; }
        [[nodiscard]] std::chrono::milliseconds steady() const override { return m_other.steady(); }
        std::chrono::seconds skew{0};

    private:
        SystemClock m_system;
        const Clock &m_other;
    };

    OwnClock m_clock;
    sandbox::PinterestState m_state;
    sandbox::Api m_api;
    sandbox::OAuth m_oauth;
    sandbox::HttpListener m_listener;
    sandbox::UploadHost m_uploads;
    QString m_appId;
    QString m_accessToken;
    QString m_refreshToken;
    QList<RecordedRequest> m_journal;
    qint64 m_journalBytes = 0;
    int m_lastNumber = 0;
    QList<sandbox::Fault> m_faults;
    int m_latency = 0;
    bool m_tokenEndpointDown = false;
};

} // namespace pinweek
