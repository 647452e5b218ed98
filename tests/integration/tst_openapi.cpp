// SPDX-License-Identifier: GPL-3.0-or-later
#include "pinterest/client.h"
#include "sandbox/server.h"
#include "support/openapi.h"
#include "support/testhttp.h"
#include "support/testimages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>
#include <QUrlQuery>

#include <memory>

using namespace pinweek;
using namespace pinweek::test;

namespace {

// A description with one of everything that the checker knows.
const char *const smallDescription = R"({
  "paths": {
    "/things": {"post": {
      "parameters": [{"name": "size", "in": "query", "required": true,
                      "schema": {"type": "integer", "minimum": 1, "maximum": 9}}],
      "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
      "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                    "204": {"description": "gone"},
                    "default": {"content": {"application/json": {"schema": {"type": "object", "required": ["code"]}}}}}}},
    "/things/{id}": {"get": {
      "parameters": [{"name": "id", "in": "path", "required": true,
                      "schema": {"type": "string", "pattern": "^\\d+$"}}],
      "responses": {"200": {"content": {"application/json": {"schema": {"type": "array", "minItems": 1,
                    "items": {"$ref": "#/components/schemas/Thing"}}}}}}}}
  },
  "components": {"schemas": {
    "Base": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
    "Overlap": {"oneOf": [{"type": "string", "enum": ["A", "B"]}, {"type": "string", "enum": ["B", "C"]}]},
    "Round": {"type": "object", "required": ["radius"],
              "properties": {"shape": {"type": "string"}, "radius": {"type": "number"}}},
    "Flat": {"type": "object", "properties": {"shape": {"type": "string"}, "side": {"type": "number"}}},
    "Shape": {"type": "object", "discriminator": {"propertyName": "shape",
              "mapping": {"round": "#/components/schemas/Round", "flat": "#/components/schemas/Flat"}},
              "oneOf": [{"$ref": "#/components/schemas/Round"}, {"$ref": "#/components/schemas/Flat"}]},
    "Thing": {"allOf": [{"$ref": "#/components/schemas/Base"}], "type": "object", "properties": {
      "name": {"type": "string", "minLength": 1, "maxLength": 3, "nullable": true},
      "kind": {"$ref": "#/components/schemas/Overlap"},
      "count": {"type": "integer", "minimum": 0},
      "made": {"type": "string", "format": "date-time"},
      "shape": {"$ref": "#/components/schemas/Shape"},
      "tags": {"type": "array", "maxItems": 2, "items": {"type": "string"}},
      "sizes": {"type": "object", "additionalProperties": {"type": "integer"}}}}
  }}})";

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

class TestOpenApi : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void checksValues_data();
    void checksValues();
    void checksRequestsAndAnswers();
    void catchesWhatPinterestForbids_data();
    void catchesWhatPinterestForbids();

    void everyAnswerOfTheStandInFitsTheDescription();
    void everyRefusalOfTheStandInFitsTheDescription();
    void tokenAnswersFitTheDescription();
    void theStandInRefusesWhatTheDescriptionForbids_data();
    void theStandInRefusesWhatTheDescriptionForbids();

private:
    /** Calls and checks both what went out, as the stand-in recorded it, and what came back. */
    HttpAnswer checked(const QByteArray &method, const QString &path, int status,
                       const QJsonObject &body = {});
    [[nodiscard]] QStringList complaintsAbout(const RecordedRequest &request) const;
    [[nodiscard]] QJsonObject pinBody() const;
    /** As Pinweek itself writes it. */
    [[nodiscard]] QJsonObject carouselBody() const;
    [[nodiscard]] QJsonObject videoBody(const QString &media) const;

    std::optional<OpenApi> m_description;
    std::unique_ptr<SandboxServer> m_pinterest;
    std::unique_ptr<TestHttp> m_http;
    QString m_board;
};

void TestOpenApi::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_description = OpenApi::pinterest();
    m_pinterest = std::make_unique<SandboxServer>();
    QVERIFY(m_pinterest->start());
    m_http = std::make_unique<TestHttp>();
    m_http->token = m_pinterest->accessToken();
    m_board = m_pinterest->addBoard(QStringLiteral("Soups"));
}

void TestOpenApi::cleanup()
{
    m_http.reset();
    m_pinterest.reset();
}

#define SKIP_WITHOUT_DESCRIPTION()                                                                 \
    if (!m_description)                                                                            \
    QSKIP(qPrintable(QStringLiteral("Pinterest's description is not at %1; set PINTEREST_OPENAPI") \
                         .arg(OpenApi::pinterestFile())))

QJsonObject TestOpenApi::pinBody() const
{
    return {{QStringLiteral("board_id"), m_board},
            {QStringLiteral("title"), QStringLiteral("Pumpkin soup")},
            {QStringLiteral("description"), QStringLiteral("Smooth")},
            {QStringLiteral("link"), QStringLiteral("https://sunny-kitchen.example/soup")},
            {QStringLiteral("alt_text"), QStringLiteral("A bowl")},
            {QStringLiteral("media_source"),
             QJsonObject{{QStringLiteral("source_type"), QStringLiteral("image_base64")},
                         {QStringLiteral("content_type"), QStringLiteral("image/jpeg")},
                         {QStringLiteral("data"), QString::fromLatin1(jpegFile().toBase64())}}}};
}

QJsonObject TestOpenApi::videoBody(const QString &media) const
{
    pinterest::PinCreate pin;
    pin.boardId = m_board;
    pin.title = QStringLiteral("Soup in a minute");
    const RequestBody body =
        pinterest::encodePinCreate(pin, pinterest::VideoSource{media, jpegFile(), "image/jpeg"});
    return QJsonDocument::fromJson(body.whole()).object();
}

QJsonObject TestOpenApi::carouselBody() const
{
    pinterest::PinCreate pin;
    pin.boardId = m_board;
    pin.title = QStringLiteral("Soups");
    const QByteArray image = jpegFile();
    const RequestBody body = pinterest::encodePinCreate(
        pin, {{image, "image/jpeg"},
              {image, "image/jpeg", QStringLiteral("Second"), QStringLiteral("About it"),
               QStringLiteral("https://a.example/2")}});
    return QJsonDocument::fromJson(body.whole()).object();
}

void TestOpenApi::checksValues_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("place"); // empty: nothing is wrong
    const auto row = [](const char *name, const char *json, const char *place) {
        QTest::newRow(name) << QByteArray(json) << QString::fromLatin1(place);
    };
    row("least", R"({"id": "1"})", "");
    row("required through allOf", "{}", "$.id");
    row("wrong type", R"({"id": 1})", "$.id");
    row("null where allowed", R"({"id": "1", "name": null})", "");
    row("null where not", R"({"id": null})", "$.id");
    row("too short", R"({"id": "1", "name": ""})", "$.name");
    row("too long", R"({"id": "1", "name": "abcd"})", "$.name");
    row("three emoji are three characters", R"({"id": "1", "name": "🍋🍋🍋"})", "");
    row("in both lists of a oneOf", R"({"id": "1", "kind": "B"})", "");
    row("in no list of a oneOf", R"({"id": "1", "kind": "D"})", "$.kind");
    row("no integer", R"({"id": "1", "count": 1.5})", "$.count");
    row("below the minimum", R"({"id": "1", "count": -1})", "$.count");
    row("date-time", R"({"id": "1", "made": "2026-11-17T09:00:00Z"})", "");
    row("date-time without a zone", R"({"id": "1", "made": "2026-11-17T09:00:00"})", "$.made");
    row("date-time that is no date", R"({"id": "1", "made": "2026-13-17T09:00:00Z"})", "$.made");
    row("chosen variant fits", R"({"id": "1", "shape": {"shape": "flat"}})", "");
    row("chosen variant lacks a field", R"({"id": "1", "shape": {"shape": "round"}})",
        "$.shape.radius");
    row("too many items", R"({"id": "1", "tags": ["a", "b", "c"]})", "$.tags");
    row("wrong item", R"({"id": "1", "tags": ["a", 2]})", "$.tags[1]");
    row("free names", R"({"id": "1", "sizes": {"x": 1}})", "");
    row("free names, wrong value", R"({"id": "1", "sizes": {"x": "1"}})", "$.sizes.x");
}

void TestOpenApi::checksValues()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, place);
    const OpenApi description(QJsonDocument::fromJson(smallDescription).object());
    const QStringList complaints =
        description.checkValue(QStringLiteral("Thing"), QJsonDocument::fromJson(json).object());
    if (place.isEmpty()) {
        QCOMPARE(complaints, QStringList());
    } else {
        QCOMPARE(complaints.size(), 1);
        QVERIFY2(complaints.constFirst().startsWith(place + QLatin1Char(':')),
                 qPrintable(complaints.constFirst()));
    }
}

void TestOpenApi::checksRequestsAndAnswers()
{
    const OpenApi description(QJsonDocument::fromJson(smallDescription).object());
    const QString things = QStringLiteral("/things");
    const QByteArray json("application/json");
    const auto request = [&](const QByteArray &query, const QByteArray &body) {
        return int(description.checkRequest("POST", things, query, json, body).size());
    };
    QCOMPARE(request("size=3", R"({"id": "1"})"), 0);
    QCOMPARE(request("", R"({"id": "1"})"), 1);
    QCOMPARE(request("size=10", R"({"id": "1"})"), 1);
    QCOMPARE(request("size=3&colour=red", R"({"id": "1"})"), 1);
    QCOMPARE(request("size=3", R"({"id": "1", "publish_at": 3})"), 1);
    QCOMPARE(request("size=3", R"({"id": "1", "shape": {"shape": "flat", "radius": 1}})"), 1);
    QCOMPARE(request("size=3", "no json"), 1);
    QCOMPARE(description.checkRequest("POST", things, "size=3", "text/plain", "{}").size(), 1);
    QCOMPARE(description.checkRequest("PUT", things, {}, {}, {}).size(), 1);
    const QString thing = QStringLiteral("/things/12");
    QCOMPARE(description.checkRequest("GET", thing, {}, {}, {}).size(), 0);
    QCOMPARE(description.checkRequest("GET", thing, {}, json, "{}").size(), 1);
    QCOMPARE(description.checkRequest("GET", QStringLiteral("/things/a"), {}, {}, {}).size(), 1);

    QCOMPARE(description.checkAnswer("GET", thing, 200, R"([{"id": "1"}])").size(), 0);
    QCOMPARE(description.checkAnswer("GET", thing, 200, "[]").size(), 1);
    QCOMPARE(description.checkAnswer("GET", thing, 201, "[]").size(), 1);
    QCOMPARE(description.checkAnswer("POST", things, 204, "").size(), 0);
    QCOMPARE(description.checkAnswer("POST", things, 204, "{}").size(), 1);
    QCOMPARE(description.checkAnswer("POST", things, 418, R"({"code": 1})").size(), 0);
    QCOMPARE(description.checkAnswer("POST", things, 418, "{}").size(), 1);
}

void TestOpenApi::catchesWhatPinterestForbids_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("title of 101") << "title" << QJsonValue(QString(101, QLatin1Char('a')));
    QTest::newRow("letters in an id") << "board_id" << QJsonValue(QStringLiteral("12a"));
    QTest::newRow("publish_at") << "publish_at"
                                << QJsonValue(QStringLiteral("2026-12-01T10:00:00Z"));
    const QJsonObject media{{QStringLiteral("source_type"), QStringLiteral("image_base64")},
                            {QStringLiteral("content_type"), QStringLiteral("image/jpeg")},
                            {QStringLiteral("data"), QStringLiteral("AAAA")}};
    const auto changed = [&](const char *name, const char *value) {
        QJsonObject other = media;
        other.insert(QString::fromLatin1(name), QString::fromLatin1(value));
        return QJsonValue(other);
    };
    const QJsonObject item{{QStringLiteral("content_type"), QStringLiteral("image/jpeg")},
                           {QStringLiteral("data"), QStringLiteral("AAAA")}};
    QTest::newRow("carousel of one")
        << "media_source"
        << QJsonValue(
               QJsonObject{{QStringLiteral("source_type"), QStringLiteral("multiple_image_base64")},
                           {QStringLiteral("items"), QJsonArray{item}}});
    QTest::newRow("webp") << "media_source" << changed("content_type", "image/webp");
    QTest::newRow("URL alphabet") << "media_source" << changed("data", "A-_A");
    QTest::newRow("unknown source") << "media_source" << changed("source_type", "file");
    QTest::newRow("field of another source")
        << "media_source" << changed("url", "https://a.example/");
}

void TestOpenApi::catchesWhatPinterestForbids()
{
    SKIP_WITHOUT_DESCRIPTION();
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    const auto complaints = [&](const QJsonObject &body) {
        return m_description->checkRequest("POST", QStringLiteral("/pins"), {}, "application/json",
                                           compact(body));
    };
    QCOMPARE(complaints(pinBody()), QStringList());
    QJsonObject wrong = pinBody();
    wrong.insert(field, value);
    QVERIFY(!complaints(wrong).isEmpty());
}

QStringList TestOpenApi::complaintsAbout(const RecordedRequest &request) const
{
    return m_description->checkRequest(request.method, request.path.mid(3), request.rawQuery,
                                       request.header("Content-Type"), request.body);
}

HttpAnswer TestOpenApi::checked(const QByteArray &method, const QString &path, int status,
                                const QJsonObject &body)
{
    const QUrl url = at(m_pinterest->apiBase(), path);
    const bool hasBody = method == "POST" || method == "PATCH";
    const HttpAnswer answer =
        hasBody ? m_http->send(method, url, {{"Content-Type", "application/json"}}, compact(body))
                : m_http->send(method, url, {}, {});
    [&] {
        QCOMPARE(answer.status, status);
        const QString plain = path.section(QLatin1Char('?'), 0, 0);
        QCOMPARE(m_description->checkAnswer(method, plain, answer.status, answer.body),
                 QStringList());
        QCOMPARE(complaintsAbout(m_pinterest->requests().last()), QStringList());
    }();
    return answer;
}

void TestOpenApi::everyAnswerOfTheStandInFitsTheDescription()
{
    SKIP_WITHOUT_DESCRIPTION();
    const auto name = [](const char *text) {
        return QJsonObject{{QStringLiteral("name"), QString::fromUtf8(text)}};
    };
    const auto idOf = [](const HttpAnswer &answer) {
        return answer.json().value(QStringLiteral("id")).toString();
    };
    checked("GET", QStringLiteral("/user_account"), 200);
    const QString board = QStringLiteral("/boards/") +
                          idOf(checked("POST", QStringLiteral("/boards"), 201, name("Cakes")));
    checked("GET", board, 200);
    checked("PATCH", board, 200,
            {{QStringLiteral("description"), QJsonValue()},
             {QStringLiteral("privacy"), QStringLiteral("PUBLIC")}});
    checked("GET", QStringLiteral("/boards?page_size=1&privacy=PUBLIC"), 200);

    const QString sections = QStringLiteral("/boards/%1/sections").arg(m_board);
    const QString sectionId = idOf(checked("POST", sections, 201, name("Cold")));
    const QString section = sections + QLatin1Char('/') + sectionId;
    checked("PATCH", section, 200, name("Cold soups"));
    checked("GET", sections + QStringLiteral("?page_size=250"), 200);

    checked("POST", QStringLiteral("/pins"), 201, pinBody());
    QJsonObject inSection = pinBody();
    inSection.insert(QStringLiteral("board_section_id"), sectionId);
    inSection.insert(QStringLiteral("title"), QJsonValue());
    checked("POST", QStringLiteral("/pins"), 201, carouselBody());
    const QString pin =
        QStringLiteral("/pins/") + idOf(checked("POST", QStringLiteral("/pins"), 201, inSection));
    checked("GET", pin + QStringLiteral("?pin_metrics=true"), 200);
    checked("GET", QStringLiteral("/pins?page_size=1&include_protected_pins=true"), 200);
    checked("GET", QStringLiteral("/boards/%1/pins?page_size=1").arg(m_board), 200);
    checked("GET", section + QStringLiteral("/pins"), 200);
    checked("GET", QStringLiteral("/boards/%1").arg(m_board), 200);

    const auto ofMedia = [](const HttpAnswer &answer) {
        return answer.json().value(QStringLiteral("media_id")).toString();
    };
    const QString media =
        ofMedia(checked("POST", QStringLiteral("/media"), 201,
                        {{QStringLiteral("media_type"), QStringLiteral("video")}}));
    checked("GET", QStringLiteral("/media/") + media, 200);
    checked("GET", QStringLiteral("/media?page_size=1"), 200);
    sandbox::Media &uploaded = m_pinterest->state().media.at(media);
    uploaded.uploadedAt = uploaded.registeredAt;
    uploaded.isVideo = true;
    checked("GET", QStringLiteral("/media/") + media, 200);
    const HttpAnswer video = checked("POST", QStringLiteral("/pins"), 201, videoBody(media));
    checked("GET", QStringLiteral("/pins/") + idOf(video), 200);
    checked("GET", QStringLiteral("/boards/%1/pins?creative_types=VIDEO").arg(m_board), 200);

    checked("DELETE", pin, 204);
    checked("DELETE", section, 204);
    checked("DELETE", board, 204);
}

void TestOpenApi::everyRefusalOfTheStandInFitsTheDescription()
{
    SKIP_WITHOUT_DESCRIPTION();
    const QString none = QStringLiteral("123456789012345678");
    checked("GET", QStringLiteral("/boards/") + none, 404);
    checked("GET", QStringLiteral("/pins/") + none, 404);
    checked("GET", QStringLiteral("/boards/%1/sections/%2/pins").arg(m_board, none), 404);
    QJsonObject elsewhere = pinBody();
    elsewhere.insert(QStringLiteral("board_id"), none);
    checked("POST", QStringLiteral("/pins"), 404, elsewhere);
    // The schema requires nothing; Pinterest needs a board and media all the same.
    checked("POST", QStringLiteral("/pins"), 400, {});
    checked("GET", QStringLiteral("/media/") + none, 404);
    checked("POST", QStringLiteral("/pins"), 404, videoBody(none));
    checked("PATCH", QStringLiteral("/pins/1"), 403,
            {{QStringLiteral("title"), QStringLiteral("x")}});
    m_pinterest->setTrialAccess(true);
    checked("POST", QStringLiteral("/pins"), 403, pinBody());
    for (const int status : {429, 500, 503}) {
        m_pinterest->answerNextWith(status);
        checked("POST", QStringLiteral("/pins"), status, pinBody());
    }
    m_pinterest->expireAccessTokens();
    checked("GET", QStringLiteral("/boards"), 401);
}

void TestOpenApi::tokenAnswersFitTheDescription()
{
    SKIP_WITHOUT_DESCRIPTION();
    const QString path = QStringLiteral("/oauth/token");
    const auto ask = [&](const QList<QPair<QString, QString>> &fields) {
        return m_http->send(
            "POST", m_pinterest->tokenUrl(),
            {{"Authorization", basic(m_pinterest->appId(), m_pinterest->appSecret())},
             {"Content-Type", "application/x-www-form-urlencoded"}},
            form(fields));
    };
    sandbox::PinterestState &state = m_pinterest->state();
    const QString code =
        state.addCode(m_pinterest->appId(), m_pinterest->redirectUri(), sandbox::usualScopes())
            .code;
    const QList<HttpAnswer> answers{
        ask({{QStringLiteral("grant_type"), QStringLiteral("authorization_code")},
             {QStringLiteral("code"), code},
             {QStringLiteral("redirect_uri"), m_pinterest->redirectUri()},
             {QStringLiteral("continuous_refresh"), QStringLiteral("true")}}),
        ask({{QStringLiteral("grant_type"), QStringLiteral("refresh_token")},
             {QStringLiteral("refresh_token"), m_pinterest->refreshToken()}})};
    for (const HttpAnswer &answer : answers) {
        QCOMPARE(answer.status, 200);
        QCOMPARE(m_description->checkAnswer("POST", path, 200, answer.body), QStringList());
    }
    for (const RecordedRequest &request : m_pinterest->requests())
        QCOMPARE(complaintsAbout(request), QStringList());
    const HttpAnswer refused =
        ask({{QStringLiteral("grant_type"), QStringLiteral("refresh_token")}});
    QCOMPARE(refused.status, 401);
    QCOMPARE(m_description->checkAnswer("POST", path, 401, refused.body), QStringList());
    QCOMPARE(complaintsAbout(m_pinterest->requests().last()),
             QStringList{QStringLiteral("$.refresh_token: is missing")});
}

void TestOpenApi::theStandInRefusesWhatTheDescriptionForbids_data()
{
    catchesWhatPinterestForbids_data();
}

// The stand-in's own limits and the description's are the same.
void TestOpenApi::theStandInRefusesWhatTheDescriptionForbids()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    QJsonObject wrong = pinBody();
    wrong.insert(field, value);
    QCOMPARE(m_http->post(at(m_pinterest->apiBase(), QStringLiteral("/pins")), wrong).status, 400);
    QVERIFY(m_pinterest->pins().isEmpty());
}

QTEST_GUILESS_MAIN(TestOpenApi)
#include "tst_openapi.moc"
