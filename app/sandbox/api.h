// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/reply.h"
#include "sandbox/state.h"

#include <QHash>

#include <chrono>
#include <functional>

namespace pinweek::sandbox {

struct ImageSource;

/** Ways in which a server may differ from what was sent to it; none at the start. */
struct Habits
{
    /** Seconds after its creation in which a pin is in no list, though it can be read. */
    std::chrono::seconds listLag{0};
    /** Items of a page at most, whatever was asked for. */
    int mostItems = 250;
    /** Pages go by place, not by item: what comes or goes meanwhile shifts them. */
    bool pagesShift = false;
    bool withoutCreatedAt = false;
    bool withoutPinCount = false; // of boards
    /** Added to created_at in answers. */
    std::chrono::seconds createdAtOff{0};
    /** Texts come back with other spaces, line ends, entities and letters' forms, links with or
     * without the slash at their end. */
    bool rewritesTexts = false;
};

/**
 * The operations of API v5 under /v5, without /v5/oauth: reads and changes a PinterestState as
 * Pinterest's official description says, and refuses what goes beyond its limits. Stricter than the
 * description where that finds mistakes of a client: unknown fields and query names are 400, and a
 * pin needs board_id and media_source.
 * Source: Pinterest API v5, release 5.23.0.
 */
class Api
{
public:
    explicit Api(PinterestState &state);

    /** Answers any request whose path starts with /v5/. */
    HttpReply answer(const HttpRequest &request);

    /** "http://127.0.0.1:PORT", in the image addresses of answers. */
    void setOrigin(const QString &origin) { m_origin = origin; }
    /** Where registered videos are to be uploaded to. */
    void setUploadAddress(const QString &address) { m_uploadAddress = address; }
    /** What becomes of `publish_at` in POST /pins, a field that Pinterest does not document
     * (pinterest-api.md 13). */
    void setPublishDates(PublishDates dates) { m_publishDates = dates; }
    [[nodiscard]] PublishDates publishDates() const { return m_publishDates; }
    /** Trial access: POST /pins answers 403 code 29. */
    void setTrialAccess(bool on) { m_trialAccess = on; }
    [[nodiscard]] bool trialAccess() const { return m_trialAccess; }
    /** Carousels are answered with 400 or 403, as for accounts that can't have any; 0: they are
     * taken. */
    void setCarouselRefusal(int status) { m_carouselRefusal = status; }
    [[nodiscard]] int carouselRefusal() const { return m_carouselRefusal; }
    /** Every list answers the same bookmark and the same first page for ever. */
    void setRepeatBookmark(bool on) { m_repeatBookmark = on; }
    [[nodiscard]] bool repeatBookmark() const { return m_repeatBookmark; }

    void setHabits(const Habits &habits) { m_habits = habits; }
    [[nodiscard]] const Habits &habits() const { return m_habits; }

    /** An image at /media/<sha256> or /media/<size>/<sha256>; no token is asked for. */
    HttpReply media(const HttpRequest &request) const;

private:
    /** One request on its way: what its address, token and body say. */
    struct Call
    {
        const HttpRequest *request = nullptr;
        QHash<QString, QString> path; // "board_id" -> "123"
        QHash<QString, QString> query;
        QJsonObject body;
        Token token;
        QString userId;

        [[nodiscard]] bool may(const char *scope) const;
    };
    using Handler = Outcome (Api::*)(const Call &);
    struct Operation
    {
        QByteArray method;
        QStringList path; // segments after /v5; "{name}" takes any
        QStringList scopes;
        QStringList query;
        Handler handler;
    };

    static const QList<Operation> &operations();
    Outcome dispatch(const HttpRequest &request);
    [[nodiscard]] tl::expected<Token, Refusal> authorize(const HttpRequest &request) const;
    static tl::expected<QJsonObject, Refusal> readBody(const HttpRequest &request);
    static tl::expected<QHash<QString, QString>, Refusal> readQuery(const HttpRequest &request,
                                                                    const QStringList &allowed);

    Outcome userAccount(const Call &call);
    Outcome listBoards(const Call &call);
    Outcome createBoard(const Call &call);
    Outcome getBoard(const Call &call);
    Outcome updateBoard(const Call &call);
    Outcome deleteBoard(const Call &call);
    Outcome listBoardPins(const Call &call);
    Outcome listSections(const Call &call);
    Outcome createSection(const Call &call);
    Outcome updateSection(const Call &call);
    Outcome deleteSection(const Call &call);
    Outcome listSectionPins(const Call &call);
    Outcome createMedia(const Call &call);
    Outcome listMedia(const Call &call);
    Outcome getMedia(const Call &call);
    Outcome listPins(const Call &call);
    Outcome createPin(const Call &call);
    Outcome getPin(const Call &call);
    Outcome updatePin(const Call &call);
    Outcome deletePin(const Call &call);

    [[nodiscard]] bool sees(const Call &call, const Board &board) const;
    [[nodiscard]] bool sees(const Call &call, const Pin &pin) const;
    /** The board of the path or body; 400, or 404 code 40. */
    tl::expected<Board *, Refusal> board(const Call &call, const QString &id);
    /** The same for one that the caller may change: its owner, with the secret scope if it is
     * secret. */
    tl::expected<Board *, Refusal> ownBoard(const Call &call, const QString &id);
    tl::expected<Section *, Refusal> section(const QString &boardId, const QString &id);
    tl::expected<Pin *, Refusal> pin(const Call &call, const QString &id);
    tl::expected<Pin, Refusal> readPin(const Call &call);
    tl::expected<Media *, Refusal> ownMedia(const Call &call, const QString &id);
    tl::expected<void, Refusal> readSource(const Call &call, const QJsonObject &source, Pin &pin);
    tl::expected<void, Refusal> readVideo(const Call &call, const QJsonObject &source, Pin &pin);
    void keepImages(Pin &pin, const QList<ImageSource> &sources);

    Outcome page(const Call &call, const QStringList &ids,
                 const std::function<QJsonObject(const QString &)> &toItem) const;
    Outcome pageByPlace(const QStringList &ids, int size, const QString &bookmark,
                        const std::function<QJsonObject(const QString &)> &toItem) const;
    Outcome pageOfPins(const Call &call, const std::function<bool(const Pin &)> &wanted) const;
    static QJsonObject toJson(const Section &section);
    [[nodiscard]] QJsonObject toJson(const Board &board) const;
    [[nodiscard]] QJsonObject toJson(const Call &call, const Pin &pin) const;
    [[nodiscard]] QJsonObject toJson(const Media &media) const;
    static QString creativeTypeOf(const Pin &pin);
    [[nodiscard]] QJsonObject mediaOf(const Pin &pin) const;
    [[nodiscard]] QJsonObject imagesOf(const QByteArray &sha256, QSize full) const;
    [[nodiscard]] QString mediaUrl(const QByteArray &sha256, const QString &size) const;

    PinterestState &m_state;
    QString m_origin;
    QString m_uploadAddress;
    bool m_trialAccess = false;
    int m_carouselRefusal = 0;
    PublishDates m_publishDates = PublishDates::Refused;
    bool m_repeatBookmark = false;
    Habits m_habits;
};

} // namespace pinweek::sandbox
