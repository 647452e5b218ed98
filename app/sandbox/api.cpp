// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api.h"

#include "sandbox/fieldreader.h"
#include "sandbox/imagecheck.h"
#include "sandbox/mediasource.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace pinweek::sandbox {

namespace {

using Null = FieldReader::Null;

constexpr int defaultPageSize = 25;
constexpr int largestPageSize = 250;

QString str(const char *text)
{
    return QString::fromLatin1(text);
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QHash<QString, QString> matchPath(const QStringList &pattern, const QStringList &segments,
                                  bool *fits)
{
    QHash<QString, QString> values;
    *fits = pattern.size() == segments.size();
    for (qsizetype i = 0; *fits && i < pattern.size(); ++i) {
        const QString &part = pattern.at(i);
        if (part.startsWith(QLatin1Char('{')))
            values.insert(part.mid(1, part.size() - 2), segments.at(i));
        else
            *fits = part == segments.at(i);
    }
    return values;
}

const QHash<QString, QStringList> &queryChoices()
{
    static const QHash<QString, QStringList> choices{
        {str("privacy"), words("ALL PUBLIC PROTECTED SECRET PUBLIC_AND_SECRET")},
        {str("pin_filter"), words("exclude_native exclude_repins has_been_promoted")},
        {str("pin_type"), words("PRIVATE")},
        {str("include_protected_pins"), words("true false")},
        {str("pin_metrics"), words("true false")},
        {str("creative_types"),
         words(
             "REGULAR VIDEO SHOPPING CAROUSEL MAX_VIDEO SHOP_THE_PIN COLLECTION IDEA SHOWCASE QUIZ "
             "COLLAGE MAX_WIDTH_REGULAR_COLLECTION MAX_WIDTH_VIDEO_COLLECTION")}};
    return choices;
}

// What is wrong with one query value; empty when nothing is.
QString queryProblem(const QString &name, const QString &value)
{
    if (name == QLatin1String("page_size")) {
        const bool fits = isDigits(value) && value.size() <= 4 && value.toInt() >= 1 &&
                          value.toInt() <= largestPageSize;
        return fits ? QString() : str("'page_size' must be from 1 to 250.");
    }
    if (name == QLatin1String("ad_account_id")) {
        const bool fits = isDigits(value) && value.size() <= 18;
        return fits ? QString() : str("'ad_account_id' must be at most 18 digits.");
    }
    const auto choices = queryChoices().constFind(name);
    if (choices != queryChoices().constEnd() && !choices->contains(value))
        return QStringLiteral("'%1' must be one of %2.").arg(name, choices->join(str(", ")));
    return {};
}

QByteArray bookmarkAfter(const QString &id)
{
    return ("after:" + id.toLatin1()).toBase64(QByteArray::Base64UrlEncoding);
}

// The id after which a page starts; empty when the bookmark is none of ours.
QString idOfBookmark(const QString &bookmark)
{
    const QByteArray text =
        QByteArray::fromBase64(bookmark.toLatin1(), QByteArray::Base64UrlEncoding);
    return text.startsWith("after:") ? QString::fromLatin1(text.mid(6)) : QString();
}

QString rewrittenText(QString text)
{
    text.replace(QLatin1Char('&'), QLatin1String("&amp;"));
    text.replace(QLatin1Char('\''), QLatin1String("&#39;"));
    text.replace(QLatin1Char('\n'), QLatin1String("\r\n"));
    text.replace(QLatin1Char(' '), QLatin1String("  "));
    return text.normalized(QString::NormalizationForm_D).trimmed();
}

QString rewrittenLink(const QString &link)
{
    return link.endsWith(QLatin1Char('/')) ? link.chopped(1) : link + QLatin1Char('/');
}

Refusal boardNotFound()
{
    return {404, 40, str("Board not found.")};
}

} // namespace

bool Api::Call::may(const char *scope) const
{
    return token.scopes.contains(QLatin1String(scope));
}

Api::Api(PinterestState &state) : m_state(state) {}

const QList<Api::Operation> &Api::operations()
{
    static const QStringList readBoards = words("boards:read");
    static const QStringList writeBoards = words("boards:read boards:write");
    static const QStringList readPins = words("boards:read pins:read");
    static const QStringList writePins = words("boards:read boards:write pins:read pins:write");
    static const auto at = [](const char *path) {
        return str(path).split(QLatin1Char('/'), Qt::SkipEmptyParts);
    };
    static const QStringList paging = words("page_size bookmark");
    static const QStringList none;
    static const QList<Operation> all{
        {"GET", at("user_account"), words("user_accounts:read"), none, &Api::userAccount},
        {"GET", at("boards"), readBoards, paging + words("privacy"), &Api::listBoards},
        {"POST", at("boards"), writeBoards, none, &Api::createBoard},
        {"GET", at("boards/{board_id}"), readBoards, none, &Api::getBoard},
        {"PATCH", at("boards/{board_id}"), writeBoards, none, &Api::updateBoard},
        {"DELETE", at("boards/{board_id}"), writeBoards, none, &Api::deleteBoard},
        {"GET", at("boards/{board_id}/pins"), readPins,
         paging + words("creative_types pin_metrics"), &Api::listBoardPins},
        {"GET", at("boards/{board_id}/sections"), readBoards, paging, &Api::listSections},
        {"POST", at("boards/{board_id}/sections"), writeBoards, none, &Api::createSection},
        {"PATCH", at("boards/{board_id}/sections/{section_id}"), writeBoards, none,
         &Api::updateSection},
        {"DELETE", at("boards/{board_id}/sections/{section_id}"), writeBoards, none,
         &Api::deleteSection},
        {"GET", at("boards/{board_id}/sections/{section_id}/pins"), readPins, paging,
         &Api::listSectionPins},
        {"POST", at("media"), words("pins:read pins:write"), none, &Api::createMedia},
        {"GET", at("media"), words("pins:read"), paging, &Api::listMedia},
        {"GET", at("media/{media_id}"), words("pins:read"), none, &Api::getMedia},
        {"GET", at("pins"), readPins,
         paging + words("pin_filter include_protected_pins pin_type creative_types pin_metrics"),
         &Api::listPins},
        {"POST", at("pins"), writePins, none, &Api::createPin},
        {"GET", at("pins/{pin_id}"), readPins, words("pin_metrics"), &Api::getPin},
        {"PATCH", at("pins/{pin_id}"), writePins, none, &Api::updatePin},
        {"DELETE", at("pins/{pin_id}"), writePins, none, &Api::deletePin},
    };
    return all;
}

HttpReply Api::answer(const HttpRequest &request)
{
    const Outcome answer = dispatch(request);
    return answer ? *answer : refusalReply(answer.error());
}

Outcome Api::dispatch(const HttpRequest &request)
{
    const QStringList segments = request.path.mid(4).split(QLatin1Char('/'));
    bool pathKnown = false;
    for (const Operation &operation : operations()) {
        Call call;
        bool fits = false;
        call.path = matchPath(operation.path, segments, &fits);
        pathKnown = pathKnown || fits;
        if (!fits || operation.method != request.method)
            continue;
        const auto token = authorize(request);
        if (!token)
            return tl::make_unexpected(token.error());
        for (const QString &scope : operation.scopes) {
            if (!token->scopes.contains(scope))
                return refuse(401, 3, QStringLiteral("The token lacks the scope %1.").arg(scope));
        }
        for (auto id = call.path.constBegin(); id != call.path.constEnd(); ++id) {
            if (!isDigits(id.value()))
                return badRequest(QStringLiteral("'%1' must be digits.").arg(id.key()));
        }
        auto query = readQuery(request, operation.query);
        if (!query)
            return tl::make_unexpected(query.error());
        auto body = readBody(request);
        if (!body)
            return tl::make_unexpected(body.error());
        call.request = &request;
        call.query = *query;
        call.body = *body;
        call.token = *token;
        call.userId = token->userId;
        return (this->*operation.handler)(call);
    }
    return pathKnown ? refuse(405, 405, str("This method is not allowed here."))
                     : refuse(404, 404, str("There is nothing at this address."));
}

tl::expected<Token, Refusal> Api::authorize(const HttpRequest &request) const
{
    const QByteArray header = request.header("Authorization");
    const Token *token = nullptr;
    if (header.startsWith("Bearer "))
        token = m_state.tokenByAccess(QString::fromLatin1(header.mid(7)));
    if (!token)
        return refuse(401, 2, str("Authentication failed."));
    return *token;
}

tl::expected<QHash<QString, QString>, Refusal> Api::readQuery(const HttpRequest &request,
                                                              const QStringList &allowed)
{
    QHash<QString, QString> query;
    for (const auto &[name, value] : parseForm(request.rawQuery)) {
        if (!allowed.contains(name) && name != QLatin1String("ad_account_id"))
            return badRequest(QStringLiteral("Unknown query parameter '%1'.").arg(name));
        // creative_types may be repeated; everything else is given once.
        if (query.contains(name) && name != QLatin1String("creative_types"))
            return badRequest(QStringLiteral("'%1' is given twice.").arg(name));
        const QString problem = queryProblem(name, value);
        if (!problem.isEmpty())
            return badRequest(problem);
        query.insert(name,
                     query.contains(name) ? query.value(name) + QLatin1Char(' ') + value : value);
    }
    return query;
}

tl::expected<QJsonObject, Refusal> Api::readBody(const HttpRequest &request)
{
    if (request.method != "POST" && request.method != "PATCH") {
        if (!request.body.isEmpty())
            return badRequest(str("This request takes no body."));
        return QJsonObject();
    }
    if (request.contentType() != "application/json")
        return badRequest(str("The body must be application/json."));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return badRequest(str("The body must be a JSON object."));
    return document.object();
}

bool Api::sees(const Call &call, const Board &board) const
{
    const bool mine = board.ownerId == call.userId || board.collaboratorIds.contains(call.userId);
    if (board.privacy == QLatin1String("SECRET"))
        return mine && call.may("boards:read_secret");
    return true;
}

bool Api::sees(const Call &call, const Pin &pin) const
{
    const auto board = m_state.boards.find(pin.boardId);
    if (board == m_state.boards.end() || !sees(call, board->second))
        return false;
    return board->second.privacy != QLatin1String("SECRET") || call.may("pins:read_secret");
}

tl::expected<Board *, Refusal> Api::board(const Call &call, const QString &id)
{
    const auto found = m_state.boards.find(id);
    if (found == m_state.boards.end() || !sees(call, found->second))
        return tl::make_unexpected(boardNotFound());
    return &found->second;
}

tl::expected<Board *, Refusal> Api::ownBoard(const Call &call, const QString &id)
{
    auto found = board(call, id);
    if (!found)
        return found;
    if ((*found)->ownerId != call.userId)
        return refuse(401, 7, str("You are not permitted to change this board."));
    if ((*found)->privacy == QLatin1String("SECRET") && !call.may("boards:write_secret"))
        return refuse(401, 3, str("The token lacks the scope boards:write_secret."));
    return found;
}

tl::expected<Section *, Refusal> Api::section(const QString &boardId, const QString &id)
{
    const auto found = m_state.sections.find(id);
    if (found == m_state.sections.end() || found->second.boardId != boardId)
        return refuse(404, 2031, str("Board section not found."));
    return &found->second;
}

tl::expected<Pin *, Refusal> Api::pin(const Call &call, const QString &id)
{
    const auto found = m_state.pins.find(id);
    if (found == m_state.pins.end() || !sees(call, found->second))
        return refuse(404, 50, str("Pin not found."));
    return &found->second;
}

Outcome Api::userAccount(const Call &call)
{
    const User &user = m_state.users.at(call.userId);
    const auto boards = std::count_if(m_state.boards.begin(), m_state.boards.end(),
                                      [&](auto &one) { return one.second.ownerId == user.id; });
    const auto pins = std::count_if(m_state.pins.begin(), m_state.pins.end(),
                                    [&](auto &one) { return one.second.ownerId == user.id; });
    return jsonReply(200, {{str("id"), user.id},
                           {str("username"), user.username},
                           {str("account_type"), user.accountType},
                           {str("business_name"), textOrNull(user.businessName)},
                           {str("about"), user.about},
                           {str("website_url"), user.websiteUrl},
                           {str("board_count"), qint64(boards)},
                           {str("pin_count"), qint64(pins)},
                           {str("follower_count"), 0},
                           {str("following_count"), 0},
                           {str("monthly_views"), 0}});
}

Outcome Api::listBoards(const Call &call)
{
    const QString privacy = call.query.value(str("privacy"), str("ALL"));
    QStringList ids;
    for (const auto &[id, board] : m_state.boards) {
        const bool mine =
            board.ownerId == call.userId || board.collaboratorIds.contains(call.userId);
        const bool asked = privacy == QLatin1String("ALL") || privacy == board.privacy ||
                           (privacy == QLatin1String("PUBLIC_AND_SECRET") &&
                            board.privacy != QLatin1String("PROTECTED"));
        if (mine && asked && sees(call, board))
            ids.append(id);
    }
    return page(call, ids, [&](const QString &id) { return toJson(m_state.boards.at(id)); });
}

Outcome Api::createBoard(const Call &call)
{
    FieldReader body(call.body, words("name description privacy is_ads_only"));
    body.require(str("name"));
    const auto name = body.text(str("name"), 1, -1, Null::Refused);
    const auto description = body.text(str("description"), 0, -1, Null::Allowed);
    const auto privacy = body.choice(str("privacy"), words("PUBLIC PROTECTED SECRET"));
    const bool adsOnly = body.boolean(str("is_ads_only")).value_or(false);
    if (!body.problem().isEmpty())
        return badRequest(body.problem());
    if (privacy == str("SECRET") && !call.may("boards:write_secret"))
        return refuse(401, 3, str("The token lacks the scope boards:write_secret."));
    Board &board = m_state.addBoard(call.userId, adsOnly ? str("Ad-only Pins") : *name);
    board.description = description.value_or(QString());
    board.privacy = adsOnly ? str("PROTECTED") : privacy.value_or(str("PUBLIC"));
    board.adsOnly = adsOnly;
    return jsonReply(201, toJson(board));
}

Outcome Api::getBoard(const Call &call)
{
    const auto found = board(call, call.path.value(str("board_id")));
    if (!found)
        return tl::make_unexpected(found.error());
    return jsonReply(200, toJson(**found));
}

Outcome Api::updateBoard(const Call &call)
{
    const auto found = ownBoard(call, call.path.value(str("board_id")));
    if (!found)
        return tl::make_unexpected(found.error());
    FieldReader body(call.body, words("name description privacy"));
    const auto name = body.text(str("name"), 1, -1, Null::Refused);
    const auto description = body.text(str("description"), 0, -1, Null::Allowed);
    const auto privacy = body.choice(str("privacy"), words("PUBLIC SECRET"));
    if (!body.problem().isEmpty())
        return badRequest(body.problem());
    if (privacy == str("SECRET") && !call.may("boards:write_secret"))
        return refuse(401, 3, str("The token lacks the scope boards:write_secret."));
    Board &board = **found;
    board.name = name.value_or(board.name);
    board.privacy = privacy.value_or(board.privacy);
    if (call.body.contains(str("description")))
        board.description = description.value_or(QString());
    return jsonReply(200, toJson(board));
}

Outcome Api::deleteBoard(const Call &call)
{
    const auto found = ownBoard(call, call.path.value(str("board_id")));
    if (!found)
        return tl::make_unexpected(found.error());
    m_state.removeBoard((*found)->id);
    return HttpReply{204, {}, {}};
}

Outcome Api::listBoardPins(const Call &call)
{
    const auto found = board(call, call.path.value(str("board_id")));
    if (!found)
        return tl::make_unexpected(found.error());
    return pageOfPins(call, [id = (*found)->id](const Pin &pin) { return pin.boardId == id; });
}

Outcome Api::listSections(const Call &call)
{
    const auto found = board(call, call.path.value(str("board_id")));
    if (!found)
        return tl::make_unexpected(found.error());
    QStringList ids;
    for (const Section &section : m_state.sectionsOf((*found)->id))
        ids.append(section.id);
    return page(call, ids, [&](const QString &id) { return toJson(m_state.sections.at(id)); });
}

Outcome Api::createSection(const Call &call)
{
    const auto found = ownBoard(call, call.path.value(str("board_id")));
    if (!found)
        return tl::make_unexpected(found.error());
    FieldReader body(call.body, words("name"));
    body.require(str("name"));
    const auto name = body.text(str("name"), 1, 180, Null::Refused);
    if (!body.problem().isEmpty())
        return badRequest(body.problem());
    const Section &section = m_state.addSection((*found)->id, *name);
    return jsonReply(201, toJson(section));
}

Outcome Api::updateSection(const Call &call)
{
    const auto found = ownBoard(call, call.path.value(str("board_id")));
    if (!found)
        return tl::make_unexpected(found.error());
    const auto changed = section((*found)->id, call.path.value(str("section_id")));
    if (!changed)
        return tl::make_unexpected(changed.error());
    FieldReader body(call.body, words("name"));
    body.require(str("name"));
    const auto name = body.text(str("name"), 1, 180, Null::Refused);
    if (!body.problem().isEmpty())
        return badRequest(body.problem());
    (*changed)->name = *name;
    return jsonReply(200, toJson(**changed));
}

Outcome Api::deleteSection(const Call &call)
{
    const auto found = ownBoard(call, call.path.value(str("board_id")));
    if (!found)
        return tl::make_unexpected(found.error());
    const auto gone = section((*found)->id, call.path.value(str("section_id")));
    if (!gone)
        return tl::make_unexpected(gone.error());
    m_state.removeSection((*gone)->id);
    return HttpReply{204, {}, {}};
}

Outcome Api::listSectionPins(const Call &call)
{
    const auto found = board(call, call.path.value(str("board_id")));
    if (!found)
        return tl::make_unexpected(found.error());
    const auto wanted = section((*found)->id, call.path.value(str("section_id")));
    if (!wanted)
        return tl::make_unexpected(wanted.error());
    return pageOfPins(call, [id = (*wanted)->id](const Pin &pin) { return pin.sectionId == id; });
}

Outcome Api::createMedia(const Call &call)
{
    FieldReader body(call.body, words("media_type"));
    body.require(str("media_type"));
    body.choice(str("media_type"), words("video"));
    if (!body.problem().isEmpty())
        return badRequest(body.problem());
    const Media &media = m_state.addMedia(call.userId);
    QJsonObject parameters;
    for (const auto &[name, value] : media.parameters)
        parameters.insert(QString::fromLatin1(name), QString::fromLatin1(value));
    return jsonReply(201, {{str("media_id"), media.id},
                           {str("media_type"), str("video")},
                           {str("upload_url"), m_uploadAddress},
                           {str("upload_parameters"), parameters}});
}

Outcome Api::listMedia(const Call &call)
{
    QStringList ids;
    for (const auto &[id, media] : m_state.media) {
        if (media.ownerId == call.userId)
            ids.append(id);
    }
    return page(call, ids, [&](const QString &id) { return toJson(m_state.media.at(id)); });
}

Outcome Api::getMedia(const Call &call)
{
    const auto media = ownMedia(call, call.path.value(str("media_id")));
    if (!media)
        return tl::make_unexpected(media.error());
    const QJsonObject shown = toJson(**media);
    if ((*media)->uploadedAt)
        ++(*media)->looks;
    return jsonReply(200, shown);
}

tl::expected<Media *, Refusal> Api::ownMedia(const Call &call, const QString &id)
{
    const auto found = m_state.media.find(id);
    if (found == m_state.media.end() || found->second.ownerId != call.userId)
        return refuse(404, 404, str("Media not found."));
    return &found->second;
}

QJsonObject Api::toJson(const Media &media) const
{
    return {{str("media_id"), media.id},
            {str("media_type"), str("video")},
            {str("status"), m_state.statusOf(media)}};
}

Outcome Api::listPins(const Call &call)
{
    const QString filter = call.query.value(str("pin_filter"));
    const bool withProtected = call.query.value(str("include_protected_pins")) == str("true");
    const bool onlySecret = call.query.contains(str("pin_type"));
    return pageOfPins(call, [&](const Pin &pin) {
        const QString privacy = m_state.boards.at(pin.boardId).privacy;
        return pin.ownerId == call.userId && (withProtected || privacy != str("PROTECTED")) &&
               (!onlySecret || privacy == str("SECRET")) &&
               (filter != str("exclude_native") || !pin.parentPinId.isEmpty()) &&
               (filter != str("exclude_repins") || pin.parentPinId.isEmpty()) &&
               filter != str("has_been_promoted");
    });
}

Outcome Api::createPin(const Call &call)
{
    if (m_trialAccess) {
        return refuse(403, 29,
                      str("Apps with Trial access may not create Pins in production. Use the API "
                          "Sandbox instead."));
    }
    const auto made = readPin(call);
    if (!made)
        return tl::make_unexpected(made.error());
    if (!made->mediaId.isEmpty())
        ++m_state.media.at(made->mediaId).pins;
    return jsonReply(201, toJson(call, m_state.addPin(*made)));
}

// Everything is checked before anything is kept, so a refusal leaves no trace.
tl::expected<Pin, Refusal> Api::readPin(const Call &call)
{
    QStringList names = words("board_id board_section_id title description link alt_text "
                              "dominant_color media_source parent_pin_id sponsor_id");
    if (m_publishDates != PublishDates::Refused)
        names.append(str("publish_at"));
    FieldReader body(call.body, names);
    body.require(str("board_id"));
    body.require(str("media_source"));
    Pin pin;
    if (const auto date = body.text(str("publish_at"), 0, -1, Null::Allowed);
        date && m_publishDates == PublishDates::Honoured) {
        const UtcTime now = m_state.clock().now();
        pin.publishAt = fromIsoUtc(*date);
        body.refuseIf(!pin.publishAt || *pin.publishAt < now + std::chrono::minutes(10) ||
                          *pin.publishAt > now + std::chrono::hours(24 * 30),
                      str("'publish_at' must be 10 minutes to 30 days ahead."));
    }
    pin.ownerId = call.userId;
    pin.boardId = body.digits(str("board_id"), Null::Refused).value_or(QString());
    pin.sectionId = body.digits(str("board_section_id"), Null::Allowed).value_or(QString());
    pin.title = body.text(str("title"), 0, 100, Null::Allowed).value_or(QString());
    pin.description = body.text(str("description"), 0, 800, Null::Allowed).value_or(QString());
    pin.link = body.text(str("link"), 0, 2048, Null::Allowed).value_or(QString());
    pin.altText = body.text(str("alt_text"), 0, 500, Null::Allowed).value_or(QString());
    pin.dominantColor = body.text(str("dominant_color"), 0, -1, Null::Allowed).value_or(QString());
    pin.parentPinId = body.digits(str("parent_pin_id"), Null::Allowed).value_or(QString());
    const auto sponsor = body.digits(str("sponsor_id"), Null::Allowed);
    const auto mediaSource = body.object(str("media_source"));
    if (!body.problem().isEmpty())
        return badRequest(body.problem());
    if (sponsor)
        return refuse(403, 29, str("Paid partnerships are in a closed beta."));

    const auto board = this->board(call, pin.boardId);
    if (!board)
        return tl::make_unexpected(board.error());
    if ((*board)->ownerId != call.userId && !(*board)->collaboratorIds.contains(call.userId))
        return refuse(401, 7, str("You are not permitted to save to this board."));
    if ((*board)->privacy == QLatin1String("SECRET") && !call.may("pins:write_secret"))
        return refuse(401, 3, str("The token lacks the scope pins:write_secret."));
    if (!pin.sectionId.isEmpty()) {
        const auto found = section(pin.boardId, pin.sectionId);
        if (!found)
            return tl::make_unexpected(found.error());
    }
    if (const auto read = readSource(call, *mediaSource, pin); !read)
        return tl::make_unexpected(read.error());
    return pin;
}

tl::expected<void, Refusal> Api::readSource(const Call &call, const QJsonObject &source, Pin &pin)
{
    if (isVideoSource(source))
        return readVideo(call, source, pin);
    const auto sources = readMediaSource(source);
    if (!sources)
        return tl::make_unexpected(sources.error());
    if (sources->size() > 1 && m_carouselRefusal != 0)
        return refuse(m_carouselRefusal, m_carouselRefusal == 403 ? 29 : 1,
                      str("Carousel Pins are not available to this account."));
    keepImages(pin, *sources);
    return {};
}

tl::expected<void, Refusal> Api::readVideo(const Call &call, const QJsonObject &object, Pin &pin)
{
    const auto source = readVideoSource(object);
    if (!source)
        return tl::make_unexpected(source.error());
    const auto media = ownMedia(call, source->mediaId);
    if (!media)
        return tl::make_unexpected(media.error());
    const QString status = m_state.statusOf(**media);
    if (status != QLatin1String("succeeded"))
        return badRequest(QStringLiteral("The media is %1, not succeeded.").arg(status));
    pin.mediaId = source->mediaId;
    keepImages(pin, {source->cover});
    return {};
}

void Api::keepImages(Pin &pin, const QList<ImageSource> &sources)
{
    for (const ImageSource &source : sources) {
        const Image &image =
            m_state.addImage(source.bytes, source.contentType, source.checked.size);
        pin.items.append({image.sha256, source.title, source.description, source.link});
    }
    const Image &first = m_state.images[pin.items.constFirst().imageSha256];
    pin.imageSha256 = first.sha256;
    pin.imageBytes = first.bytes.size();
    pin.contentType = first.contentType;
    pin.imageSize = first.size;
    if (pin.dominantColor.isEmpty())
        pin.dominantColor = sources.constFirst().checked.dominantColor;
    if (pin.items.size() == 1)
        pin.items.clear();
}

Outcome Api::getPin(const Call &call)
{
    const auto found = pin(call, call.path.value(str("pin_id")));
    if (!found)
        return tl::make_unexpected(found.error());
    return jsonReply(200, toJson(call, **found));
}

Outcome Api::updatePin(const Call &)
{
    return refuse(403, 29, str("Changing Pins is in beta and not open to this app."));
}

Outcome Api::deletePin(const Call &call)
{
    const auto found = pin(call, call.path.value(str("pin_id")));
    if (!found)
        return tl::make_unexpected(found.error());
    if ((*found)->ownerId != call.userId)
        return refuse(401, 7, str("You are not permitted to delete this Pin."));
    m_state.removePin((*found)->id);
    return HttpReply{204, {}, {}};
}

// `ids` rise or fall all along, so a page goes on in the right place also when its last item is
// gone.
Outcome Api::page(const Call &call, const QStringList &ids,
                  const std::function<QJsonObject(const QString &)> &toItem) const
{
    const int size =
        qMin(m_habits.mostItems,
             call.query.value(str("page_size"), QString::number(defaultPageSize)).toInt());
    const QString bookmark = call.query.value(str("bookmark"));
    if (m_habits.pagesShift)
        return pageByPlace(ids, size, bookmark, toItem);
    auto first = ids.begin();
    if (!bookmark.isEmpty() && !m_repeatBookmark) {
        const QString after = idOfBookmark(bookmark);
        if (!isDigits(after))
            return badRequest(str("'bookmark' is not valid for this list."));
        const bool rising = ids.size() < 2 || ids.constFirst() < ids.constLast();
        first = std::find_if(ids.begin(), ids.end(),
                             [&](const QString &id) { return rising ? id > after : id < after; });
    }
    QJsonArray items;
    const auto end = first + qMin<qsizetype>(size, ids.end() - first);
    std::for_each(first, end, [&](const QString &id) { items.append(toItem(id)); });
    QJsonValue next;
    if (m_repeatBookmark)
        next = str("YWx3YXlzIHRoZSBzYW1l");
    else if (end != ids.end())
        next = QString::fromLatin1(bookmarkAfter(*(end - 1)));
    return jsonReply(200, {{str("items"), items}, {str("bookmark"), next}});
}

// As a server that counts: what was deleted meanwhile makes it skip an item.
Outcome Api::pageByPlace(const QStringList &ids, int size, const QString &bookmark,
                         const std::function<QJsonObject(const QString &)> &toItem) const
{
    const QString after = idOfBookmark(bookmark);
    const qsizetype first = qMin<qsizetype>(ids.size(), after.toLongLong());
    const qsizetype end = qMin<qsizetype>(ids.size(), first + size);
    QJsonArray items;
    for (const QString &id : ids.mid(first, end - first))
        items.append(toItem(id));
    const QJsonValue next =
        end < ids.size() ? QJsonValue(QString::fromLatin1(bookmarkAfter(QString::number(end))))
                         : QJsonValue();
    return jsonReply(200, {{str("items"), items}, {str("bookmark"), next}});
}

Outcome Api::pageOfPins(const Call &call, const std::function<bool(const Pin &)> &wanted) const
{
    const QStringList types = words(call.query.value(str("creative_types")).toLatin1().constData());
    QStringList ids;
    // Newest first, as people see a board.
    for (auto entry = m_state.pins.rbegin(); entry != m_state.pins.rend(); ++entry) {
        const Pin &pin = entry->second;
        const UtcTime shownFrom = pin.publishAt.value_or(pin.createdAt + m_habits.listLag);
        const bool isOfType = types.isEmpty() || types.contains(creativeTypeOf(pin));
        if (isOfType && shownFrom <= m_state.clock().now() && wanted(pin) && sees(call, pin))
            ids.append(entry->first);
    }
    return page(call, ids, [&](const QString &id) { return toJson(call, m_state.pins.at(id)); });
}

QJsonObject Api::toJson(const Section &section)
{
    return {{str("id"), section.id}, {str("name"), section.name}};
}

QJsonObject Api::toJson(const Board &board) const
{
    QJsonValue cover;
    QJsonArray thumbnails;
    qint64 count = 0;
    for (auto entry = m_state.pins.rbegin(); entry != m_state.pins.rend(); ++entry) {
        if (entry->second.boardId != board.id)
            continue;
        if (++count == 1)
            cover = mediaUrl(entry->second.imageSha256, str("400x300"));
        if (count <= 5)
            thumbnails.append(mediaUrl(entry->second.imageSha256, str("150x150")));
    }
    const QJsonObject owner{{str("username"), m_state.users.at(board.ownerId).username}};
    const QJsonObject media{{str("image_cover_url"), cover},
                            {str("pin_thumbnail_urls"), thumbnails}};
    const QJsonValue pinCount =
        m_habits.withoutPinCount ? QJsonValue(QJsonValue::Undefined) : count;
    return {{str("id"), board.id},
            {str("name"), board.name},
            {str("description"), textOrNull(board.description)},
            {str("privacy"), board.privacy},
            {str("is_ads_only"), board.adsOnly},
            {str("owner"), owner},
            {str("created_at"), toIso(board.createdAt)},
            {str("board_pins_modified_at"), toIso(board.pinsModifiedAt)},
            {str("collaborator_count"), qint64(board.collaboratorIds.size())},
            {str("follower_count"), board.followerCount},
            {str("pin_count"), pinCount},
            {str("media"), media}};
}

QJsonObject Api::toJson(const Call &call, const Pin &pin) const
{
    const Board &board = m_state.boards.at(pin.boardId);
    const QJsonObject owner{{str("username"), m_state.users.at(board.ownerId).username}};
    QJsonValue metrics;
    if (call.query.value(str("pin_metrics")) == str("true"))
        metrics =
            QJsonObject{{str("90d"), QJsonObject()}, {str("lifetime_metrics"), QJsonObject()}};
    const auto text = [this](const QString &stored) {
        return textOrNull(m_habits.rewritesTexts ? rewrittenText(stored) : stored);
    };
    const bool changesLink = m_habits.rewritesTexts && !pin.link.isEmpty();
    const QString link = changesLink ? rewrittenLink(pin.link) : pin.link;
    const QJsonValue createdAt = m_habits.withoutCreatedAt
                                     ? QJsonValue()
                                     : QJsonValue(toIso(pin.createdAt + m_habits.createdAtOff));
    return {{str("id"), pin.id},
            {str("board_id"), pin.boardId},
            {str("board_section_id"), textOrNull(pin.sectionId)},
            {str("board_owner"), owner},
            {str("title"), text(pin.title)},
            {str("description"), text(pin.description)},
            {str("link"), textOrNull(link)},
            {str("alt_text"), text(pin.altText)},
            {str("dominant_color"), textOrNull(pin.dominantColor)},
            {str("parent_pin_id"), textOrNull(pin.parentPinId)},
            {str("created_at"), createdAt},
            {str("creative_type"), creativeTypeOf(pin)},
            {str("is_owner"), pin.ownerId == call.userId},
            {str("is_standard"), true},
            {str("has_been_promoted"), false},
            {str("pin_metrics"), metrics},
            {str("media"), mediaOf(pin)}};
}

QString Api::creativeTypeOf(const Pin &pin)
{
    if (!pin.mediaId.isEmpty())
        return str("VIDEO");
    return pin.items.isEmpty() ? str("REGULAR") : str("CAROUSEL");
}

QJsonObject Api::mediaOf(const Pin &pin) const
{
    // What is known only after processing may be null at first.
    if (!pin.mediaId.isEmpty())
        return {{str("media_type"), str("video")},
                {str("images"), imagesOf(pin.imageSha256, pin.imageSize)},
                {str("cover_image_url"), mediaUrl(pin.imageSha256, str("1200x"))},
                {str("duration"), QJsonValue()},
                {str("height"), QJsonValue()},
                {str("width"), QJsonValue()},
                {str("video_url"), QJsonValue()}};
    if (pin.items.isEmpty())
        return {{str("media_type"), str("image")},
                {str("images"), imagesOf(pin.imageSha256, pin.imageSize)}};
    QJsonArray items;
    for (const PinItem &item : pin.items) {
        items.append(QJsonObject{{str("item_type"), str("image")},
                                 {str("title"), item.title},
                                 {str("description"), item.description},
                                 {str("link"), textOrNull(item.link)},
                                 {str("images"), imagesOf(item.imageSha256, pin.imageSize)}});
    }
    return {{str("media_type"), str("multiple_images")}, {str("items"), items}};
}

QJsonObject Api::imagesOf(const QByteArray &sha256, QSize full) const
{
    QJsonObject images;
    for (const QString &size : words("150x150 400x300 600x 1200x")) {
        const QSize px = scaledSize(full, size);
        images.insert(size, QJsonObject{{str("url"), mediaUrl(sha256, size)},
                                        {str("width"), px.width()},
                                        {str("height"), px.height()}});
    }
    return images;
}

QString Api::mediaUrl(const QByteArray &sha256, const QString &size) const
{
    return m_origin + str("/media/") + size + QLatin1Char('/') + QString::fromLatin1(sha256);
}

HttpReply Api::media(const HttpRequest &request) const
{
    const QStringList parts = request.path.mid(7).split(QLatin1Char('/'));
    const auto image = m_state.images.constFind(parts.constLast().toLatin1());
    const bool sized = parts.size() == 2;
    const bool known =
        parts.size() == 1 || (sized && words("150x150 400x300 600x 1200x").contains(parts.at(0)));
    if (request.method != "GET" || !known || image == m_state.images.constEnd())
        return refusalReply({404, 404, str("There is no such image.")});
    const QByteArray bytes =
        sized ? scaledImage(image->bytes, image->contentType, parts.at(0)) : image->bytes;
    return {200, {{"Content-Type", image->contentType.toLatin1()}}, bytes};
}

} // namespace pinweek::sandbox
