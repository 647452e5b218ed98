// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/demodata.h"
#include "sandbox/server.h"
#include "support/manualclock.h"
#include "support/testhttp.h"
#include "support/testimages.h"

#include <QCryptographicHash>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

#include <memory>

using namespace pinweek;
using namespace pinweek::test;
using namespace std::chrono_literals;

namespace {

// Outside the BMP: one character, two UTF-16 units.
QString lemons(int count)
{
    return QStringLiteral("🍋").repeated(count);
}

QJsonObject base64Image(const QByteArray &bytes, const QString &type = QStringLiteral("image/jpeg"))
{
    return {{QStringLiteral("source_type"), QStringLiteral("image_base64")},
            {QStringLiteral("content_type"), type},
            {QStringLiteral("data"), QString::fromLatin1(bytes.toBase64())}};
}

QJsonObject carouselItem(const QByteArray &bytes)
{
    return {{QStringLiteral("content_type"), QStringLiteral("image/jpeg")},
            {QStringLiteral("data"), QString::fromLatin1(bytes.toBase64())}};
}

QJsonObject carouselSource(const QJsonArray &items)
{
    return {{QStringLiteral("source_type"), QStringLiteral("multiple_image_base64")},
            {QStringLiteral("items"), items}};
}

QJsonObject with(QJsonObject object, const QString &name, const QJsonValue &value)
{
    object.insert(name, value);
    return object;
}

QStringList idsOf(const HttpAnswer &answer)
{
    QStringList ids;
    for (const QJsonValue &item : answer.json().value(QStringLiteral("items")).toArray())
        ids.append(item.toObject().value(QStringLiteral("id")).toString());
    return ids;
}

QString bookmarkOf(const HttpAnswer &answer)
{
    return answer.json().value(QStringLiteral("bookmark")).toString();
}

} // namespace

class TestSandbox : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void answersOnLoopbackOnly();
    void saysWhoTheTokenBelongsTo();
    void everyAnswerHasARequestId();
    void refusesMissingWrongAndExpiredTokens();
    void refusesTokensWithoutTheScope();
    void idsAreEighteenDigits();
    void unknownAddressesAndMethodsAreRefused();

    void makesReadsChangesAndDeletesBoards();
    void deletingABoardDeletesItsPins();
    void refusesBoardBodies_data();
    void refusesBoardBodies();
    void showsSecretBoardsOnlyWithTheScope();
    void listsGroupBoardsButKeepsThemFromChange();
    void makesRenamesAndDeletesSections();
    void unknownThingsHaveTheirOwnCodes();

    void keepsAPinAndServesItsImage();
    void keepsACarouselAndServesItsImages();
    void refusesCarousels_data();
    void refusesCarousels();
    void canRefuseAllCarousels();
    void refusesPinBodies_data();
    void refusesPinBodies();
    void acceptsTextsUpToTheLimitInCodePoints();
    void refusesToChangePins();
    void putsPinsIntoSections();
    void trialAccessIsRefusedWithCode29();

    void listsEveryPageOnce();
    void pagesHoldWhenThingsAreMadeBetweenThem();
    void refusesPageSizes_data();
    void refusesPageSizes();
    void repeatsABookmarkForEver();

    void authorizePageSendsACodeBack();
    void authorizePageAsksFirst();
    void authorizePageRefusesMistakesItself_data();
    void authorizePageRefusesMistakesItself();
    void denialComesBackAsAnError();
    void aCodeWorksOnceWithItsRedirectAddress();
    void tokenEndpointRefuses_data();
    void tokenEndpointRefuses();
    void refreshingRotatesBothTokens();
    void refreshingMayKeepTheOldRefreshToken();
    void tokensExpireByTheClock();
    void revokedRefreshTokensAndADownEndpoint();

    void faultStrikesOnlyWhatItFits();
    void faultSkipsAndRepeats();
    void dropsAfterAndBeforeTheCommit();
    void cutsAnAnswerAtAByte_data();
    void cutsAnAnswerAtAByte();
    void hangsUntilTheClientGivesUp();
    void delaysAnAnswer();
    void answersGarbageAndHugeBodies();
    void answersWithoutEnd();

    void journalKnowsRequestsWhoseBodyNeverCameWhole();
    void keepsConnectionsAndSaysContinue();
    void refusesWhatIsNoHttp();
    void bodiesOverTheLimitAreRefused();
    void controlApiSetsFaultsAndReadsBack();
    void controlApiNeverShowsTokens();
    void controlApiIsClosedToWebPages();
    void demoSeedIsABloggersPinterest();

private:
    QUrl api(const QString &path) const { return at(m_pinterest->apiBase(), path); }
    QUrl root(const QString &path) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_pinterest->port()).arg(path));
    }
    QUrl authorizeUrl(const QList<QPair<QString, QString>> &changes = {}) const;
    HttpAnswer exchange(const QString &code, const QList<QPair<QString, QString>> &changes = {});
    HttpAnswer tokenCall(const QList<QPair<QString, QString>> &fields);
    QString freshCode();
    QJsonObject pinBody() const;
    HttpAnswer makePin(const QString &title);
    HttpAnswer control(const QString &what, const QJsonObject &body);

    ManualClock m_clock;
    std::unique_ptr<SandboxServer> m_pinterest;
    std::unique_ptr<TestHttp> m_http;
    QString m_board;
};

void TestSandbox::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_pinterest = std::make_unique<SandboxServer>(nullptr, &m_clock);
    QVERIFY(m_pinterest->start());
    m_http = std::make_unique<TestHttp>();
    m_http->token = m_pinterest->accessToken();
    m_board = m_pinterest->addBoard(QStringLiteral("Soups"));
}

void TestSandbox::cleanup()
{
    m_http.reset();
    m_pinterest.reset();
}

QJsonObject TestSandbox::pinBody() const
{
    static const QByteArray image = jpegFile();
    return {{QStringLiteral("board_id"), m_board},
            {QStringLiteral("title"), QStringLiteral("Pumpkin soup")},
            {QStringLiteral("media_source"), base64Image(image)}};
}

HttpAnswer TestSandbox::makePin(const QString &title)
{
    return m_http->post(api(QStringLiteral("/pins")),
                        with(pinBody(), QStringLiteral("title"), title));
}

// The right request, with some parameters replaced; a null text takes one out.
QUrl TestSandbox::authorizeUrl(const QList<QPair<QString, QString>> &changes) const
{
    QList<QPair<QString, QString>> fields{
        {QStringLiteral("client_id"), m_pinterest->appId()},
        {QStringLiteral("redirect_uri"), m_pinterest->redirectUri()},
        {QStringLiteral("response_type"), QStringLiteral("code")},
        {QStringLiteral("scope"), QStringLiteral("boards:read,pins:read")},
        {QStringLiteral("state"), QStringLiteral("a+b/ü")}};
    for (const auto &change : changes) {
        fields.removeIf([&](const auto &field) { return field.first == change.first; });
        if (!change.second.isNull())
            fields.append(change);
    }
    return QUrl(m_pinterest->authorizeUrl().toString() + QLatin1Char('?') +
                QString::fromLatin1(form(fields)));
}

HttpAnswer TestSandbox::tokenCall(const QList<QPair<QString, QString>> &fields)
{
    return m_http->send("POST", m_pinterest->tokenUrl(),
                        {{"Authorization", basic(m_pinterest->appId(), m_pinterest->appSecret())},
                         {"Content-Type", "application/x-www-form-urlencoded"}},
                        form(fields));
}

HttpAnswer TestSandbox::exchange(const QString &code, const QList<QPair<QString, QString>> &changes)
{
    QList<QPair<QString, QString>> fields{
        {QStringLiteral("grant_type"), QStringLiteral("authorization_code")},
        {QStringLiteral("code"), code},
        {QStringLiteral("redirect_uri"), m_pinterest->redirectUri()},
        {QStringLiteral("continuous_refresh"), QStringLiteral("true")}};
    for (const auto &change : changes) {
        fields.removeIf([&](const auto &field) { return field.first == change.first; });
        if (!change.second.isNull())
            fields.append(change);
    }
    return tokenCall(fields);
}

QString TestSandbox::freshCode()
{
    m_pinterest->setConsent(sandbox::Consent::Allow);
    const QUrl back(QString::fromLatin1(m_http->get(authorizeUrl()).header("Location")));
    return QUrlQuery(back).queryItemValue(QStringLiteral("code"));
}

HttpAnswer TestSandbox::control(const QString &what, const QJsonObject &body)
{
    return m_http->post(root(QStringLiteral("/_control/") + what), body);
}

void TestSandbox::answersOnLoopbackOnly()
{
    QCOMPARE(m_pinterest->apiBase().toString(),
             QStringLiteral("http://127.0.0.1:%1/v5").arg(m_pinterest->port()));
    QTcpSocket other;
    other.connectToHost(QStringLiteral("127.0.0.2"), m_pinterest->port());
    QTRY_COMPARE(other.error(), QAbstractSocket::ConnectionRefusedError);
    SandboxServer second;
    const Result<quint16> started = second.start(m_pinterest->port());
    QVERIFY(!started);
    QVERIFY(started.error().detail.contains(QString::number(m_pinterest->port())));
}

void TestSandbox::saysWhoTheTokenBelongsTo()
{
    const HttpAnswer answer = m_http->get(api(QStringLiteral("/user_account")));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json().value(QStringLiteral("username")).toString(), QStringLiteral("tester"));
    QCOMPARE(answer.json().value(QStringLiteral("board_count")).toInt(), 1);
}

void TestSandbox::everyAnswerHasARequestId()
{
    QVERIFY(!m_http->get(api(QStringLiteral("/boards"))).header("x-pinterest-rid").isEmpty());
    QVERIFY(!m_http->get(api(QStringLiteral("/none"))).header("x-pinterest-rid").isEmpty());
    m_pinterest->answerNextWith(500);
    const HttpAnswer fault = m_http->get(api(QStringLiteral("/boards")));
    QCOMPARE(fault.status, 500);
    QVERIFY(!fault.header("x-pinterest-rid").isEmpty());
}

void TestSandbox::refusesMissingWrongAndExpiredTokens()
{
    for (const QString &token : {QString(), QStringLiteral("pina_wrong")}) {
        m_http->token = token;
        const HttpAnswer answer = m_http->get(api(QStringLiteral("/boards")));
        QCOMPARE(answer.status, 401);
        QCOMPARE(answer.code(), 2);
    }
    m_http->token = m_pinterest->accessToken();
    m_pinterest->expireAccessTokens();
    QCOMPARE(m_http->get(api(QStringLiteral("/boards"))).code(), 2);
}

void TestSandbox::refusesTokensWithoutTheScope()
{
    // Saving a pin takes all four.
    for (const QString &missing : {QStringLiteral("boards:read"), QStringLiteral("boards:write"),
                                   QStringLiteral("pins:read"), QStringLiteral("pins:write")}) {
        QStringList scopes = sandbox::usualScopes();
        scopes.removeAll(missing);
        m_http->token = m_pinterest->addToken(scopes);
        const HttpAnswer answer = m_http->post(api(QStringLiteral("/pins")), pinBody());
        QCOMPARE(answer.status, 401);
        QCOMPARE(answer.code(), 3);
    }
    QVERIFY(m_pinterest->pins().isEmpty());
}

void TestSandbox::idsAreEighteenDigits()
{
    static const QRegularExpression digits(QStringLiteral("^\\d{18}$"));
    QVERIFY(digits.match(m_board).hasMatch());
    QVERIFY(digits.match(makePin(QStringLiteral("x")).json().value(QStringLiteral("id")).toString())
                .hasMatch());
    // As a double it would be another one.
    QVERIFY(QString::number(m_board.toDouble(), 'f', 0) != m_board ||
            QString::number(m_pinterest->addBoard(QStringLiteral("x")).toDouble(), 'f', 0) !=
                m_pinterest->boards().last().id);
}

void TestSandbox::unknownAddressesAndMethodsAreRefused()
{
    QCOMPARE(m_http->get(api(QStringLiteral("/nothing"))).status, 404);
    QCOMPARE(m_http->patch(api(QStringLiteral("/boards")), {}).status, 405);
    QCOMPARE(m_http->get(root(QStringLiteral("/boards"))).status, 404);
    QCOMPARE(m_http->get(api(QStringLiteral("/boards/12a"))).status, 400);
    QCOMPARE(m_http->get(api(QStringLiteral("/boards?colour=red"))).status, 400);
    QCOMPARE(m_http->get(api(QStringLiteral("/boards?ad_account_id=1234"))).status, 200);
}

void TestSandbox::makesReadsChangesAndDeletesBoards()
{
    const HttpAnswer made =
        m_http->post(api(QStringLiteral("/boards")),
                     {{QStringLiteral("name"), QStringLiteral("Fête d'été")},
                      {QStringLiteral("description"), QStringLiteral("Out & about")}});
    QCOMPARE(made.status, 201);
    const QString id = made.json().value(QStringLiteral("id")).toString();
    const QUrl url = api(QStringLiteral("/boards/") + id);
    QCOMPARE(m_http->get(url).json(), made.json());
    QCOMPARE(made.json().value(QStringLiteral("privacy")).toString(), QStringLiteral("PUBLIC"));
    QCOMPARE(made.json().value(QStringLiteral("created_at")).toString(), toIso(m_clock.now()));

    const HttpAnswer changed =
        m_http->patch(url, {{QStringLiteral("name"), QStringLiteral("Summer")},
                            {QStringLiteral("description"), QJsonValue()}});
    QCOMPARE(changed.status, 200);
    QCOMPARE(changed.json().value(QStringLiteral("name")).toString(), QStringLiteral("Summer"));
    QVERIFY(changed.json().value(QStringLiteral("description")).isNull());

    const HttpAnswer gone = m_http->remove(url);
    QCOMPARE(gone.status, 204);
    QVERIFY(gone.body.isEmpty());
    QCOMPARE(m_http->get(url).code(), 40);
}

void TestSandbox::deletingABoardDeletesItsPins()
{
    const QString pin = makePin(QStringLiteral("x")).json().value(QStringLiteral("id")).toString();
    QCOMPARE(m_http->remove(api(QStringLiteral("/boards/") + m_board)).status, 204);
    QCOMPARE(m_http->get(api(QStringLiteral("/pins/") + pin)).code(), 50);
}

void TestSandbox::refusesBoardBodies_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("contentType");
    const QByteArray json("application/json");
    QTest::newRow("no name") << QByteArray("POST") << QByteArray("{}") << json;
    QTest::newRow("empty name") << QByteArray("POST") << QByteArray(R"({"name": ""})") << json;
    QTest::newRow("name is a number") << QByteArray("POST") << QByteArray(R"({"name": 7})") << json;
    QTest::newRow("null name") << QByteArray("POST") << QByteArray(R"({"name": null})") << json;
    QTest::newRow("unknown field")
        << QByteArray("POST") << QByteArray(R"({"name": "x", "colour": 1})") << json;
    QTest::newRow("unknown privacy")
        << QByteArray("POST") << QByteArray(R"({"name": "x", "privacy": "public"})") << json;
    QTest::newRow("no JSON") << QByteArray("POST") << QByteArray("name=x") << json;
    QTest::newRow("array") << QByteArray("POST") << QByteArray("[]") << json;
    QTest::newRow("other type") << QByteArray("POST") << QByteArray(R"({"name": "x"})")
                                << QByteArray("text/plain");
    QTest::newRow("update to protected")
        << QByteArray("PATCH") << QByteArray(R"({"privacy": "PROTECTED"})") << json;
    QTest::newRow("update ads only")
        << QByteArray("PATCH") << QByteArray(R"({"is_ads_only": true})") << json;
}

void TestSandbox::refusesBoardBodies()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, contentType);
    const QString path =
        method == "POST" ? QStringLiteral("/boards") : QStringLiteral("/boards/") + m_board;
    const HttpAnswer answer =
        m_http->send(method, api(path), {{"Content-Type", contentType}}, body);
    QCOMPARE(answer.status, 400);
    QVERIFY(!answer.json().value(QStringLiteral("message")).toString().isEmpty());
    QCOMPARE(m_pinterest->boards().size(), 1);
}

void TestSandbox::showsSecretBoardsOnlyWithTheScope()
{
    const QString secret =
        m_pinterest->addBoard(QStringLiteral("Presents"), QStringLiteral("SECRET"));
    QCOMPARE(idsOf(m_http->get(api(QStringLiteral("/boards")))), QStringList{m_board});
    QCOMPARE(m_http->get(api(QStringLiteral("/boards/") + secret)).code(), 40);
    const QJsonObject body = with(pinBody(), QStringLiteral("board_id"), secret);
    QCOMPARE(m_http->post(api(QStringLiteral("/pins")), body).code(), 40);

    m_http->token = m_pinterest->addToken(sandbox::allScopes());
    QCOMPARE(idsOf(m_http->get(api(QStringLiteral("/boards")))), (QStringList{m_board, secret}));
    QCOMPARE(idsOf(m_http->get(api(QStringLiteral("/boards?privacy=SECRET")))),
             QStringList{secret});
    QCOMPARE(m_http->post(api(QStringLiteral("/pins")), body).status, 201);
}

void TestSandbox::listsGroupBoardsButKeepsThemFromChange()
{
    sandbox::PinterestState &state = m_pinterest->state();
    const QString friendId = state.addUser(QStringLiteral("friend")).id;
    const QString strange = state.addBoard(friendId, QStringLiteral("Not joined")).id;
    sandbox::Board &group = state.addBoard(friendId, QStringLiteral("Joined"));
    group.collaboratorIds.append(m_pinterest->userId());
    const HttpAnswer list = m_http->get(api(QStringLiteral("/boards")));
    QCOMPARE(idsOf(list), (QStringList{m_board, group.id}));

    const HttpAnswer change = m_http->patch(api(QStringLiteral("/boards/") + group.id),
                                            {{QStringLiteral("name"), QStringLiteral("Mine")}});
    QCOMPARE(change.status, 401);
    QCOMPARE(change.code(), 7);
    const QUrl pins = api(QStringLiteral("/pins"));
    QCOMPARE(m_http->post(pins, with(pinBody(), QStringLiteral("board_id"), group.id)).status, 201);
    QCOMPARE(m_http->post(pins, with(pinBody(), QStringLiteral("board_id"), strange)).code(), 7);
}

void TestSandbox::makesRenamesAndDeletesSections()
{
    const QString list = QStringLiteral("/boards/%1/sections").arg(m_board);
    const auto named = [](const QString &name) {
        return QJsonObject{{QStringLiteral("name"), name}};
    };
    const HttpAnswer made = m_http->post(api(list), named(lemons(180)));
    QCOMPARE(made.status, 201);
    QCOMPARE(m_http->post(api(list), named(lemons(181))).status, 400);
    QCOMPARE(m_http->post(api(list), named({})).status, 400);
    const QString id = made.json().value(QStringLiteral("id")).toString();
    const QUrl url = api(list + QLatin1Char('/') + id);
    QCOMPARE(m_http->patch(url, named(QStringLiteral("Cold soups"))).status, 200);
    QCOMPARE(m_pinterest->sections(m_board).constFirst().name, QStringLiteral("Cold soups"));
    QCOMPARE(m_http->patch(url, named(lemons(181))).status, 400);
    QCOMPARE(idsOf(m_http->get(api(list))), QStringList{id});
    QCOMPARE(m_http->remove(url).status, 204);
    QCOMPARE(m_http->remove(url).code(), 2031);
}

void TestSandbox::unknownThingsHaveTheirOwnCodes()
{
    const QString none = QStringLiteral("123456789012345678");
    const auto codeOf = [&](const QString &path) { return m_http->get(api(path)).code(); };
    QCOMPARE(codeOf(QStringLiteral("/boards/") + none), 40);
    QCOMPARE(codeOf(QStringLiteral("/boards/%1/pins").arg(none)), 40);
    QCOMPARE(codeOf(QStringLiteral("/boards/%1/sections").arg(none)), 40);
    QCOMPARE(codeOf(QStringLiteral("/boards/%1/sections/%2/pins").arg(m_board, none)), 2031);
    QCOMPARE(codeOf(QStringLiteral("/pins/") + none), 50);
    const QUrl pins = api(QStringLiteral("/pins"));
    QCOMPARE(m_http->post(pins, with(pinBody(), QStringLiteral("board_id"), none)).code(), 40);
    const HttpAnswer noSection =
        m_http->post(pins, with(pinBody(), QStringLiteral("board_section_id"), none));
    QCOMPARE(noSection.status, 404);
    QCOMPARE(noSection.code(), 2031);
    const QString elsewhere = m_pinterest->addSection(
        m_pinterest->addBoard(QStringLiteral("Cakes")), QStringLiteral("Layered"));
    QCOMPARE(
        m_http->post(pins, with(pinBody(), QStringLiteral("board_section_id"), elsewhere)).code(),
        2031);
}

void TestSandbox::keepsAPinAndServesItsImage()
{
    const QByteArray image = jpegFile({1300, 1950});
    QJsonObject body = with(pinBody(), QStringLiteral("media_source"), base64Image(image));
    body.insert(QStringLiteral("link"), QStringLiteral("https://sunny-kitchen.example/soup"));
    body.insert(QStringLiteral("alt_text"), QStringLiteral("A bowl"));
    body.insert(QStringLiteral("description"), QJsonValue());
    const HttpAnswer made = m_http->post(api(QStringLiteral("/pins")), body);
    QCOMPARE(made.status, 201);
    const QString id = made.json().value(QStringLiteral("id")).toString();
    QCOMPARE(m_http->get(api(QStringLiteral("/pins/") + id)).json(), made.json());

    QCOMPARE(m_pinterest->pins().size(), 1);
    const sandbox::Pin pin = m_pinterest->pins().constFirst();
    QCOMPARE(pin.title, QStringLiteral("Pumpkin soup"));
    QCOMPARE(pin.link, QStringLiteral("https://sunny-kitchen.example/soup"));
    QCOMPARE(pin.imageSha256, QCryptographicHash::hash(image, QCryptographicHash::Sha256).toHex());
    QCOMPARE(pin.imageBytes, image.size());
    QCOMPARE(pin.imageSize, QSize(1300, 1950));
    QCOMPARE(pin.createdAt, m_clock.now());
    QCOMPARE(m_pinterest->imageBytes(pin), image);

    const QJsonObject images = made.json()
                                   .value(QStringLiteral("media"))
                                   .toObject()
                                   .value(QStringLiteral("images"))
                                   .toObject();
    QCOMPARE(images.keys(), (QStringList{QStringLiteral("1200x"), QStringLiteral("150x150"),
                                         QStringLiteral("400x300"), QStringLiteral("600x")}));
    m_http->token.clear();
    for (auto entry = images.begin(); entry != images.end(); ++entry) {
        const QJsonObject one = entry->toObject();
        const HttpAnswer picture = m_http->get(QUrl(one.value(QStringLiteral("url")).toString()));
        QCOMPARE(picture.status, 200);
        QCOMPARE(picture.header("Content-Type"), QByteArray("image/jpeg"));
        QCOMPARE(QImage::fromData(picture.body).size(),
                 QSize(one.value(QStringLiteral("width")).toInt(),
                       one.value(QStringLiteral("height")).toInt()));
    }
    const HttpAnswer whole =
        m_http->get(root(QStringLiteral("/media/") + QString::fromLatin1(pin.imageSha256)));
    QCOMPARE(whole.body, image);
}

void TestSandbox::keepsACarouselAndServesItsImages()
{
    QJsonArray items;
    for (const QColor &colour : {QColor(Qt::red), QColor(Qt::green), QColor(Qt::blue)})
        items.append(carouselItem(jpegFile({600, 900}, colour)));
    items[1] = with(items.at(1).toObject(), QStringLiteral("title"), QStringLiteral("Second"));
    const HttpAnswer made =
        m_http->post(api(QStringLiteral("/pins")),
                     with(pinBody(), QStringLiteral("media_source"), carouselSource(items)));
    QCOMPARE(made.status, 201);
    QCOMPARE(made.json().value(QStringLiteral("creative_type")).toString(),
             QStringLiteral("CAROUSEL"));
    const QJsonObject media = made.json().value(QStringLiteral("media")).toObject();
    QCOMPARE(media.value(QStringLiteral("media_type")).toString(),
             QStringLiteral("multiple_images"));
    const QJsonArray kept = media.value(QStringLiteral("items")).toArray();
    QCOMPARE(kept.size(), 3);
    QCOMPARE(kept.at(1).toObject().value(QStringLiteral("title")).toString(),
             QStringLiteral("Second"));
    const QString address = kept.at(2)
                                .toObject()
                                .value(QStringLiteral("images"))
                                .toObject()
                                .value(QStringLiteral("600x"))
                                .toObject()
                                .value(QStringLiteral("url"))
                                .toString();
    const QColor middle = QImage::fromData(m_http->get(QUrl(address)).body).pixelColor(5, 5);
    QVERIFY(middle.blue() > 200 && middle.red() < 60);
}

void TestSandbox::refusesCarousels_data()
{
    QTest::addColumn<QJsonObject>("source");
    const QJsonObject item = carouselItem(jpegFile({600, 900}));
    const auto row = [](const char *name, const QJsonArray &items) {
        QTest::newRow(name) << carouselSource(items);
    };
    row("none", {});
    row("one", {item});
    row("six", {item, item, item, item, item, item});
    row("another size", {item, carouselItem(jpegFile({600, 901}))});
    row("png said to be jpeg", {item, carouselItem(pngFile({600, 900}))});
    row("no data", {item, with(item, QStringLiteral("data"), QJsonValue(QJsonValue::Undefined))});
    row("alt text of its own", {item, with(item, QStringLiteral("alt_text"), QStringLiteral("x"))});
    row("title of 101", {item, with(item, QStringLiteral("title"), lemons(101))});
    row("no object", {item, QStringLiteral("image")});
    QTest::newRow("no items") << with(carouselSource({item, item}), QStringLiteral("items"),
                                      QJsonValue(QJsonValue::Undefined));
    QTest::newRow("unknown field")
        << with(carouselSource({item, item}), QStringLiteral("colour"), 1);
}

void TestSandbox::refusesCarousels()
{
    QFETCH(QJsonObject, source);
    const HttpAnswer answer = m_http->post(api(QStringLiteral("/pins")),
                                           with(pinBody(), QStringLiteral("media_source"), source));
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), 1);
    QVERIFY(m_pinterest->pins().isEmpty());
    QVERIFY(m_pinterest->state().images.isEmpty());
}

void TestSandbox::canRefuseAllCarousels()
{
    const QJsonObject item = carouselItem(jpegFile({600, 900}));
    const QJsonObject body =
        with(pinBody(), QStringLiteral("media_source"), carouselSource({item, item}));
    const auto set = [this](int status) {
        return control(QStringLiteral("settings"), {{QStringLiteral("carousel_refusal"), status}})
            .status;
    };
    for (const int status : {400, 403}) {
        QCOMPARE(set(status), 204);
        QCOMPARE(m_http->post(api(QStringLiteral("/pins")), body).status, status);
        QCOMPARE(makePin(QStringLiteral("one image")).status, 201);
    }
    QCOMPARE(set(7), 400);
    QCOMPARE(set(0), 204);
    QCOMPARE(m_http->post(api(QStringLiteral("/pins")), body).status, 201);
}

void TestSandbox::refusesPinBodies_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value"); // undefined takes the field out
    const QByteArray jpeg = jpegFile();
    const QByteArray png = pngFile();
    const auto row = [](const char *name, const char *field, const QJsonValue &value) {
        QTest::newRow(name) << QString::fromLatin1(field) << value;
    };
    const auto source = [&](const char *field, const QJsonValue &value) {
        return with(base64Image(jpeg), QString::fromLatin1(field), value);
    };
    const QJsonValue none(QJsonValue::Undefined);
    row("no board", "board_id", none);
    row("null board", "board_id", QJsonValue());
    row("board with letters", "board_id", QStringLiteral("12a"));
    row("board as number", "board_id", 12);
    row("no media", "media_source", none);
    row("title of 101", "title", lemons(101));
    row("title as number", "title", 5);
    row("description of 801", "description", lemons(801));
    row("alt text of 501", "alt_text", lemons(501));
    row("link of 2049", "link",
        QStringLiteral("https://a.example/") + QString(2031, QLatin1Char('a')));
    row("publish_at", "publish_at", QStringLiteral("2026-12-01T10:00:00Z"));
    row("note", "note", QStringLiteral("for me"));
    row("webp", "media_source", source("content_type", QStringLiteral("image/webp")));
    row("png said to be jpeg", "media_source", base64Image(png));
    row("jpeg said to be png", "media_source", base64Image(jpeg, QStringLiteral("image/png")));
    row("half a jpeg", "media_source", base64Image(jpeg.left(jpeg.size() / 2)));
    row("half a png", "media_source",
        base64Image(png.left(png.size() / 2), QStringLiteral("image/png")));
    row("text", "media_source", base64Image("this is no image at all"));
    row("no data", "media_source", source("data", QString()));
    const QString data = QString::fromLatin1(jpeg.toBase64());
    row("line break in data", "media_source", source("data", data + QLatin1Char('\n')));
    row("data: prefix", "media_source",
        source("data", QStringLiteral("data:image/jpeg;base64,") + data));
    row("no padding", "media_source", source("data", data.chopped(1)));
    row("URL alphabet", "media_source", source("data", QStringLiteral("-_") + data.mid(2)));
    row("unknown field in media", "media_source", source("colour", 1));
    row("not standard", "media_source", source("is_standard", false));
    row("media without a type", "media_source", source("source_type", QJsonValue()));
    row("media is a text", "media_source", QStringLiteral("image"));
}

void TestSandbox::refusesPinBodies()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    const HttpAnswer answer =
        m_http->post(api(QStringLiteral("/pins")), with(pinBody(), field, value));
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), 1);
    QVERIFY(m_pinterest->pins().isEmpty());
    QVERIFY(m_pinterest->state().images.isEmpty());
}

void TestSandbox::acceptsTextsUpToTheLimitInCodePoints()
{
    QJsonObject body = with(pinBody(), QStringLiteral("title"), lemons(100));
    body.insert(QStringLiteral("description"), lemons(800));
    body.insert(QStringLiteral("alt_text"), lemons(500));
    body.insert(QStringLiteral("link"),
                QStringLiteral("https://a.example/") + QString(2030, QLatin1Char('a')));
    body.insert(QStringLiteral("media_source"),
                base64Image(pngFile(), QStringLiteral("image/png")));
    const HttpAnswer made = m_http->post(api(QStringLiteral("/pins")), body);
    QCOMPARE(made.status, 201);
    QCOMPARE(made.json().value(QStringLiteral("title")).toString(), lemons(100));
}

void TestSandbox::refusesToChangePins()
{
    const QString id = makePin(QStringLiteral("x")).json().value(QStringLiteral("id")).toString();
    const QUrl url = api(QStringLiteral("/pins/") + id);
    QCOMPARE(m_http->patch(url, {{QStringLiteral("title"), QStringLiteral("y")}}).status, 403);
    QCOMPARE(m_http->remove(url).status, 204);
    QCOMPARE(m_http->get(url).code(), 50);
}

void TestSandbox::putsPinsIntoSections()
{
    const QString section = m_pinterest->addSection(m_board, QStringLiteral("Cold"));
    makePin(QStringLiteral("on the board"));
    const HttpAnswer inside = m_http->post(
        api(QStringLiteral("/pins")), with(pinBody(), QStringLiteral("board_section_id"), section));
    QCOMPARE(inside.status, 201);
    const QString path = QStringLiteral("/boards/%1").arg(m_board);
    QCOMPARE(idsOf(m_http->get(api(path + QStringLiteral("/pins")))).size(), 2);
    QCOMPARE(idsOf(m_http->get(api(QStringLiteral("%1/sections/%2/pins").arg(path, section)))),
             QStringList{inside.json().value(QStringLiteral("id")).toString()});
    QCOMPARE(m_http->get(api(path)).json().value(QStringLiteral("pin_count")).toInt(), 2);
    QCOMPARE(idsOf(m_http->get(api(QStringLiteral("/pins")))).size(), 2);
}

void TestSandbox::trialAccessIsRefusedWithCode29()
{
    m_pinterest->setTrialAccess(true);
    const HttpAnswer answer = makePin(QStringLiteral("x"));
    QCOMPARE(answer.status, 403);
    QCOMPARE(answer.code(), 29);
    QCOMPARE(m_http->get(api(QStringLiteral("/boards"))).status, 200);
    m_pinterest->setTrialAccess(false);
    QCOMPARE(makePin(QStringLiteral("x")).status, 201);
}

void TestSandbox::listsEveryPageOnce()
{
    sandbox::plant(m_pinterest->state(), sandbox::Seed::Big);
    QStringList all;
    QString path = QStringLiteral("/boards?page_size=250");
    int pages = 0;
    for (QString next = path; !next.isEmpty() && pages < 10; ++pages) {
        const HttpAnswer answer = m_http->get(api(next));
        QCOMPARE(answer.status, 200);
        all += idsOf(answer);
        const QString bookmark = bookmarkOf(answer);
        next = bookmark.isEmpty() ? QString() : path + QStringLiteral("&bookmark=") + bookmark;
    }
    QCOMPARE(pages, 3);
    QCOMPARE(all.size(), 601);
    QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), 601);
    QCOMPARE(idsOf(m_http->get(api(QStringLiteral("/boards")))).size(), 25);
    const QString many = m_pinterest->boards().at(1).id;
    const HttpAnswer sections = m_http->get(api(QStringLiteral("/boards/%1/sections").arg(many)));
    QCOMPARE(idsOf(sections).size(), 25);
    QVERIFY(!bookmarkOf(sections).isEmpty());
}

void TestSandbox::pagesHoldWhenThingsAreMadeBetweenThem()
{
    for (int i = 0; i < 4; ++i)
        makePin(QString::number(i));
    const QString path = QStringLiteral("/boards/%1/pins?page_size=2").arg(m_board);
    const HttpAnswer first = m_http->get(api(path));
    makePin(QStringLiteral("new"));
    m_pinterest->state().removePin(idsOf(first).last());
    const HttpAnswer second =
        m_http->get(api(path + QStringLiteral("&bookmark=") + bookmarkOf(first)));
    QStringList titles;
    for (const QJsonValue &pin : second.json().value(QStringLiteral("items")).toArray())
        titles.append(pin.toObject().value(QStringLiteral("title")).toString());
    QCOMPARE(titles, (QStringList{QStringLiteral("1"), QStringLiteral("0")}));
    QVERIFY(bookmarkOf(second).isEmpty());
    QCOMPARE(m_http->get(api(path + QStringLiteral("&bookmark=x"))).status, 400);
}

void TestSandbox::refusesPageSizes_data()
{
    QTest::addColumn<QString>("size");
    QTest::addColumn<int>("status");
    QTest::newRow("0") << "0" << 400;
    QTest::newRow("1") << "1" << 200;
    QTest::newRow("250") << "250" << 200;
    QTest::newRow("251") << "251" << 400;
    QTest::newRow("-1") << "-1" << 400;
    QTest::newRow("ten") << "ten" << 400;
    QTest::newRow("empty") << "" << 400;
}

void TestSandbox::refusesPageSizes()
{
    QFETCH(QString, size);
    QFETCH(int, status);
    const QStringList lists{QStringLiteral("/boards"), QStringLiteral("/pins"),
                            QStringLiteral("/boards/%1/pins").arg(m_board),
                            QStringLiteral("/boards/%1/sections").arg(m_board)};
    for (const QString &list : lists)
        QCOMPARE(m_http->get(api(list + QStringLiteral("?page_size=") + size)).status, status);
}

void TestSandbox::repeatsABookmarkForEver()
{
    m_pinterest->setRepeatBookmark(true);
    const HttpAnswer first = m_http->get(api(QStringLiteral("/boards")));
    const HttpAnswer second =
        m_http->get(api(QStringLiteral("/boards?bookmark=") + bookmarkOf(first)));
    QVERIFY(!bookmarkOf(first).isEmpty());
    QCOMPARE(second.json(), first.json());
}

void TestSandbox::authorizePageSendsACodeBack()
{
    m_pinterest->setConsent(sandbox::Consent::Allow);
    const HttpAnswer answer = m_http->get(authorizeUrl());
    QCOMPARE(answer.status, 302);
    const QByteArray location = answer.header("Location");
    QVERIFY(location.startsWith("http://localhost:8085/?code="));
    QVERIFY(location.endsWith("&state=a%2Bb%2F%C3%BC"));
    QCOMPARE(
        exchange(
            QUrlQuery(QUrl(QString::fromLatin1(location))).queryItemValue(QStringLiteral("code")))
            .status,
        200);
}

void TestSandbox::authorizePageAsksFirst()
{
    const HttpAnswer page = m_http->get(authorizeUrl());
    QCOMPARE(page.status, 200);
    QVERIFY(page.header("Content-Type").startsWith("text/html"));
    static const QRegularExpression key(QStringLiteral("name=\"wish\" value=\"([A-Za-z0-9]+)\""));
    const QString wish = key.match(QString::fromUtf8(page.body)).captured(1);
    QVERIFY(!wish.isEmpty());
    const auto answer = [&](const QString &what) {
        return m_http->send(
            "POST", root(QStringLiteral("/oauth/decide")),
            {{"Content-Type", "application/x-www-form-urlencoded"}},
            form({{QStringLiteral("wish"), wish}, {QStringLiteral("answer"), what}}));
    };
    QCOMPARE(answer(QStringLiteral("perhaps")).status, 400);
    const HttpAnswer allowed = answer(QStringLiteral("allow"));
    QCOMPARE(allowed.status, 302);
    QVERIFY(allowed.header("Location").contains("?code="));
    QCOMPARE(answer(QStringLiteral("allow")).status, 400);
}

void TestSandbox::authorizePageRefusesMistakesItself_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::newRow("other app") << "client_id"
                               << "99";
    QTest::newRow("no slash") << "redirect_uri"
                              << "http://localhost:8085";
    QTest::newRow("127.0.0.1") << "redirect_uri"
                               << "http://127.0.0.1:8085/";
    QTest::newRow("other port") << "redirect_uri"
                                << "http://localhost:8086/";
    QTest::newRow("upper case") << "redirect_uri"
                                << "http://Localhost:8085/";
    QTest::newRow("implicit") << "response_type"
                              << "token";
    QTest::newRow("spaces between scopes") << "scope"
                                           << "boards:read pins:read";
    QTest::newRow("unknown scope") << "scope"
                                   << "boards:read,analytics:read";
    QTest::newRow("no scope") << "scope" << QString();
    QTest::newRow("PKCE") << "code_challenge"
                          << "abc";
}

void TestSandbox::authorizePageRefusesMistakesItself()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    m_pinterest->setConsent(sandbox::Consent::Allow);
    const HttpAnswer answer = m_http->get(authorizeUrl({{field, value}}));
    QCOMPARE(answer.status, 400);
    QVERIFY(answer.header("Location").isEmpty());
}

void TestSandbox::denialComesBackAsAnError()
{
    m_pinterest->setConsent(sandbox::Consent::Deny);
    const QUrl back(QString::fromLatin1(m_http->get(authorizeUrl()).header("Location")));
    const QUrlQuery query(back);
    QCOMPARE(query.queryItemValue(QStringLiteral("error")), QStringLiteral("access_denied"));
    QVERIFY(!query.hasQueryItem(QStringLiteral("code")));
    QVERIFY(query.hasQueryItem(QStringLiteral("state")));
}

void TestSandbox::aCodeWorksOnceWithItsRedirectAddress()
{
    const QString code = freshCode();
    const HttpAnswer first = exchange(code);
    QCOMPARE(first.status, 200);
    const QJsonObject tokens = first.json();
    QVERIFY(tokens.value(QStringLiteral("access_token"))
                .toString()
                .startsWith(QStringLiteral("pina_")));
    QCOMPARE(tokens.value(QStringLiteral("expires_in")).toInt(), 2592000);
    QCOMPARE(tokens.value(QStringLiteral("refresh_token_expires_in")).toInt(), 5184000);
    QCOMPARE(tokens.value(QStringLiteral("scope")).toString(),
             QStringLiteral("boards:read pins:read"));
    QCOMPARE(exchange(code).status, 400);

    m_http->token = tokens.value(QStringLiteral("access_token")).toString();
    QCOMPARE(m_http->get(api(QStringLiteral("/boards"))).status, 200);
    QCOMPARE(m_http->get(api(QStringLiteral("/user_account"))).code(), 3);

    const QString other = freshCode();
    m_clock.advance(11min);
    QCOMPARE(exchange(other).status, 400);
}

void TestSandbox::tokenEndpointRefuses_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::newRow("other redirect") << "redirect_uri"
                                    << "http://localhost:8085";
    QTest::newRow("no redirect") << "redirect_uri" << QString();
    QTest::newRow("other code") << "code"
                                << "nonsense";
    QTest::newRow("other grant") << "grant_type"
                                 << "password";
    QTest::newRow("secret in the body") << "client_secret"
                                        << "x";
    QTest::newRow("PKCE") << "code_verifier"
                          << "x";
    QTest::newRow("continuous maybe") << "continuous_refresh"
                                      << "maybe";
    QTest::newRow("scope at exchange") << "scope"
                                       << "boards:read";
}

void TestSandbox::tokenEndpointRefuses()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    const HttpAnswer answer = exchange(freshCode(), {{field, value}});
    QCOMPARE(answer.status, 400);
    QVERIFY(!answer.json().contains(QStringLiteral("access_token")));
    const QByteArray formType("application/x-www-form-urlencoded");
    const QUrl url = m_pinterest->tokenUrl();
    m_http->token.clear();
    QCOMPARE(
        m_http->send("POST", url, {{"Content-Type", formType}}, "grant_type=refresh_token").code(),
        2);
    QCOMPARE(m_http
                 ->send("POST", url,
                        {{"Content-Type", formType},
                         {"Authorization", basic(m_pinterest->appId(), QStringLiteral("wrong"))}},
                        "grant_type=refresh_token")
                 .status,
             401);
}

void TestSandbox::refreshingRotatesBothTokens()
{
    const QString old = m_pinterest->refreshToken();
    const auto refresh = [&](const QString &token, const QString &scope = {}) {
        QList<QPair<QString, QString>> fields{
            {QStringLiteral("grant_type"), QStringLiteral("refresh_token")},
            {QStringLiteral("refresh_token"), token}};
        if (!scope.isEmpty())
            fields.append({QStringLiteral("scope"), scope});
        return tokenCall(fields);
    };
    const QJsonObject first = refresh(old).json();
    QVERIFY(first.contains(QStringLiteral("access_token")));
    QCOMPARE(first.value(QStringLiteral("response_type")).toString(),
             QStringLiteral("refresh_token"));
    const HttpAnswer again = refresh(old);
    QCOMPARE(again.status, 401);
    const QString rotated = first.value(QStringLiteral("refresh_token")).toString();
    QVERIFY(rotated != old);
    const HttpAnswer narrowed = refresh(rotated, QStringLiteral("boards:read"));
    QCOMPARE(narrowed.json().value(QStringLiteral("scope")).toString(),
             QStringLiteral("boards:read"));
    const QString last = narrowed.json().value(QStringLiteral("refresh_token")).toString();
    QCOMPARE(refresh(last, QStringLiteral("pins:read")).status, 400);
}

void TestSandbox::refreshingMayKeepTheOldRefreshToken()
{
    m_pinterest->setRotatesRefreshTokens(false);
    for (int i = 0; i < 2; ++i) {
        const HttpAnswer answer =
            tokenCall({{QStringLiteral("grant_type"), QStringLiteral("refresh_token")},
                       {QStringLiteral("refresh_token"), m_pinterest->refreshToken()}});
        QCOMPARE(answer.status, 200);
        QVERIFY(!answer.json().contains(QStringLiteral("refresh_token")));
    }
}

void TestSandbox::tokensExpireByTheClock()
{
    m_clock.advance(29 * 24h);
    QCOMPARE(m_http->get(api(QStringLiteral("/boards"))).status, 200);
    m_clock.advance(24h);
    QCOMPARE(m_http->get(api(QStringLiteral("/boards"))).code(), 2);
    m_clock.advance(30 * 24h);
    QCOMPARE(tokenCall({{QStringLiteral("grant_type"), QStringLiteral("refresh_token")},
                        {QStringLiteral("refresh_token"), m_pinterest->refreshToken()}})
                 .status,
             401);
}

void TestSandbox::revokedRefreshTokensAndADownEndpoint()
{
    const QList<QPair<QString, QString>> fields{
        {QStringLiteral("grant_type"), QStringLiteral("refresh_token")},
        {QStringLiteral("refresh_token"), m_pinterest->refreshToken()}};
    m_pinterest->setTokenEndpointDown(true);
    QCOMPARE(tokenCall(fields).status, 503);
    m_pinterest->setTokenEndpointDown(false);
    m_pinterest->revokeRefreshTokens();
    QCOMPARE(tokenCall(fields).status, 401);
}

void TestSandbox::faultStrikesOnlyWhatItFits()
{
    m_pinterest->answerNextWith("POST", QStringLiteral("/v5/pins"), 429, {{"Retry-After", "60"}});
    QCOMPARE(m_http->get(api(QStringLiteral("/boards"))).status, 200);
    const HttpAnswer struck = makePin(QStringLiteral("x"));
    QCOMPARE(struck.status, 429);
    QCOMPARE(struck.code(), 8);
    QCOMPARE(struck.header("Retry-After"), QByteArray("60"));
    QVERIFY(m_pinterest->pins().isEmpty());
    QCOMPARE(m_pinterest->faultCount(), 0);
    QCOMPARE(makePin(QStringLiteral("x")).status, 201);
    QCOMPARE(m_pinterest->postCount(), 2);
}

void TestSandbox::faultSkipsAndRepeats()
{
    sandbox::Fault fault;
    fault.skip = 1;
    fault.times = 2;
    fault.status = 500;
    fault.commits = true;
    fault.method = "POST";
    m_pinterest->addFault(fault);
    QList<int> statuses;
    for (int i = 0; i < 4; ++i)
        statuses.append(makePin(QString::number(i)).status);
    QCOMPARE(statuses, (QList<int>{201, 500, 500, 201}));
    QCOMPARE(m_pinterest->pins().size(), 4);
    m_pinterest->answerNextWith(503, {}, {}, -1);
    QCOMPARE(m_http->get(api(QStringLiteral("/boards"))).status, 503);
    QCOMPARE(m_http->get(api(QStringLiteral("/boards"))).status, 503);
    m_pinterest->clearFaults();
    QCOMPARE(m_http->get(api(QStringLiteral("/boards"))).status, 200);
}

void TestSandbox::dropsAfterAndBeforeTheCommit()
{
    m_pinterest->dropNextAfterCommit("POST");
    const HttpAnswer lost = makePin(QStringLiteral("made"));
    QCOMPARE(lost.status, 0);
    QVERIFY(lost.error != QNetworkReply::NoError);
    QCOMPARE(m_pinterest->pins().size(), 1);
    QCOMPARE(m_pinterest->requests().last().status, 0);
    m_pinterest->dropNextBeforeCommit("POST");
    QCOMPARE(makePin(QStringLiteral("not made")).status, 0);
    QCOMPARE(m_pinterest->pins().size(), 1);
    QCOMPARE(m_pinterest->postCount(), 2);
}

void TestSandbox::cutsAnAnswerAtAByte_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::newRow("nothing") << qint64(0);
    QTest::newRow("in the status line") << qint64(5);
    QTest::newRow("in the headers") << qint64(40);
    QTest::newRow("in the body") << qint64(400);
}

void TestSandbox::cutsAnAnswerAtAByte()
{
    QFETCH(qint64, bytes);
    m_pinterest->cutNextAnswerAfter(bytes);
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_pinterest->port());
    socket.write("GET /v5/boards HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " +
                 m_pinterest->accessToken().toLatin1() + "\r\n\r\n");
    QTRY_COMPARE(m_pinterest->requests().size(), 1);
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    const QByteArray answer = socket.readAll();
    QCOMPARE(answer.size(), bytes);
    QVERIFY(QByteArray("HTTP/1.1 200 OK").startsWith(answer.left(15)));
}

void TestSandbox::hangsUntilTheClientGivesUp()
{
    m_pinterest->hangNext("POST");
    m_http->timeout = 300;
    QCOMPARE(makePin(QStringLiteral("x")).error, QNetworkReply::OperationCanceledError);
    QVERIFY(m_pinterest->pins().isEmpty());
    QCOMPARE(m_http->get(api(QStringLiteral("/boards"))).status, 200);
}

void TestSandbox::delaysAnAnswer()
{
    m_pinterest->delayNext(300);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(m_http->get(api(QStringLiteral("/boards"))).status, 200);
    QVERIFY(timer.elapsed() >= 290);
    m_pinterest->setLatency(200);
    timer.restart();
    QCOMPARE(m_http->get(api(QStringLiteral("/boards"))).status, 200);
    QVERIFY(timer.elapsed() >= 190);
}

void TestSandbox::answersGarbageAndHugeBodies()
{
    m_pinterest->garbageNext("POST");
    const HttpAnswer garbage = makePin(QStringLiteral("x"));
    QCOMPARE(garbage.status, 200);
    QVERIFY(QJsonDocument::fromJson(garbage.body).isNull());
    QCOMPARE(m_pinterest->pins().size(), 1);
    m_pinterest->hugeNext(5 * 1024 * 1024);
    const HttpAnswer huge = m_http->get(api(QStringLiteral("/boards")));
    QCOMPARE(huge.body.size(), 5 * 1024 * 1024);
    QVERIFY(huge.json().contains(QStringLiteral("items")));
}

void TestSandbox::answersWithoutEnd()
{
    m_pinterest->neverEndNext();
    QNetworkAccessManager network;
    const std::unique_ptr<QNetworkReply> reply(
        network.get(QNetworkRequest(api(QStringLiteral("/boards")))));
    QTRY_VERIFY(reply->bytesAvailable() > 5 * 1024);
    QVERIFY(!reply->isFinished());
}

void TestSandbox::journalKnowsRequestsWhoseBodyNeverCameWhole()
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_pinterest->port());
    socket.write("POST /v5/pins HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nhalf");
    QTRY_COMPARE(m_pinterest->postCount(), 1);
    socket.disconnectFromHost();
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QVERIFY(!m_pinterest->requests().last().complete);

    m_http->get(api(QStringLiteral("/boards?page_size=3")));
    const RecordedRequest last = m_pinterest->requests().last();
    QVERIFY(last.complete);
    QCOMPARE(last.rawQuery, QByteArray("page_size=3"));
    QCOMPARE(last.header("authorization"), "Bearer " + m_pinterest->accessToken().toLatin1());
    QCOMPARE(last.status, 200);
    QCOMPARE(last.firstByteAt, m_clock.nowMillis());
}

void TestSandbox::keepsConnectionsAndSaysContinue()
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_pinterest->port());
    const QByteArray body = R"({"name": "By hand"})";
    socket.write("POST /v5/boards HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\n"
                 "Content-Type: application/json\r\nAuthorization: Bearer " +
                 m_pinterest->accessToken().toLatin1() +
                 "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n");
    QByteArray seen;
    QTRY_COMPARE((seen += socket.readAll()), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    // The body and, behind it, a second request on the same connection.
    socket.write(body + "GET /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    seen.clear();
    QTRY_VERIFY((seen += socket.readAll()).contains("HTTP/1.1 404"));
    QVERIFY(seen.contains("HTTP/1.1 201"));
    QCOMPARE(m_pinterest->boards().last().name, QStringLiteral("By hand"));
    QCOMPARE(m_pinterest->connectionCount(), 1);
}

void TestSandbox::refusesWhatIsNoHttp()
{
    const QList<QPair<QByteArray, QByteArray>> cases{
        {"hello\r\n\r\n", "400"},
        {"GET / HTTP/1.1\r\nContent-Length: -3\r\n\r\n", "400"},
        {"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "411"},
        {QByteArray(70000, 'x'), "431"}};
    for (const auto &[text, status] : cases) {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_pinterest->port());
        socket.write(text);
        QByteArray seen;
        QTRY_VERIFY((seen += socket.readAll()).startsWith("HTTP/1.1 " + status));
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    }
    // An empty connection, as browsers open them, harms nothing.
    QTcpSocket silent;
    silent.connectToHost(QStringLiteral("127.0.0.1"), m_pinterest->port());
    QTRY_COMPARE(silent.state(), QAbstractSocket::ConnectedState);
    QCOMPARE(m_http->get(api(QStringLiteral("/boards"))).status, 200);
}

void TestSandbox::bodiesOverTheLimitAreRefused()
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_pinterest->port());
    socket.write("POST /v5/pins HTTP/1.1\r\nContent-Length: 67108865\r\n\r\n");
    QByteArray seen;
    QTRY_VERIFY((seen += socket.readAll()).startsWith("HTTP/1.1 413"));
}

void TestSandbox::controlApiSetsFaultsAndReadsBack()
{
    QCOMPARE(control(QStringLiteral("faults"),
                     {{QStringLiteral("kind"), QStringLiteral("answer")},
                      {QStringLiteral("status"), 503},
                      {QStringLiteral("method"), QStringLiteral("POST")},
                      {QStringLiteral("path_prefix"), QStringLiteral("/v5/pins")},
                      {QStringLiteral("commit"), true}})
                 .status,
             204);
    QCOMPARE(makePin(QStringLiteral("By script")).status, 503);
    const HttpAnswer pins = m_http->get(root(QStringLiteral("/_control/pins")));
    const QJsonObject pin = pins.json().value(QStringLiteral("items")).toArray().at(0).toObject();
    QCOMPARE(pin.value(QStringLiteral("title")).toString(), QStringLiteral("By script"));
    QCOMPARE(m_http->get(root(QStringLiteral("/_control/boards")))
                 .json()
                 .value(QStringLiteral("items"))
                 .toArray()
                 .size(),
             1);
    QCOMPARE(control(QStringLiteral("settings"), {{QStringLiteral("trial_access"), true}}).status,
             204);
    QCOMPARE(makePin(QStringLiteral("x")).code(), 29);
    QCOMPARE(control(QStringLiteral("settings"), {{QStringLiteral("trail_access"), true}}).status,
             400);
    QCOMPARE(control(QStringLiteral("faults"), {{QStringLiteral("kind"), QStringLiteral("fire")}})
                 .status,
             400);
    QCOMPARE(control(QStringLiteral("faults"), {{QStringLiteral("often"), 3}}).status, 400);
    QCOMPARE(control(QStringLiteral("expire-access-tokens"), {}).status, 204);
    QCOMPARE(m_http->get(api(QStringLiteral("/boards"))).code(), 2);
    // The control API itself is in no journal.
    QCOMPARE(m_http->get(root(QStringLiteral("/_control/journal")))
                 .json()
                 .value(QStringLiteral("items"))
                 .toArray()
                 .size(),
             3);
}

void TestSandbox::controlApiNeverShowsTokens()
{
    tokenCall({{QStringLiteral("grant_type"), QStringLiteral("refresh_token")},
               {QStringLiteral("refresh_token"), m_pinterest->refreshToken()}});
    m_http->get(api(QStringLiteral("/boards")));
    for (const char *what : {"journal", "state", "pins", "boards"}) {
        const QByteArray body =
            m_http->get(root(QStringLiteral("/_control/") + QLatin1String(what))).body;
        QVERIFY(!body.isEmpty());
        QVERIFY(!body.contains(m_pinterest->accessToken().toLatin1()));
        QVERIFY(!body.contains(m_pinterest->refreshToken().toLatin1()));
        QVERIFY(!body.contains(m_pinterest->appSecret().toLatin1()));
    }
}

void TestSandbox::controlApiIsClosedToWebPages()
{
    const QUrl url = root(QStringLiteral("/_control/state"));
    QCOMPARE(m_http->send("GET", url, {{"Origin", "https://evil.example"}}, {}).status, 403);
    QCOMPARE(m_http->send("GET", url, {{"Host", "evil.example"}}, {}).status, 403);
    QCOMPARE(m_http->get(url).status, 200);
}

void TestSandbox::demoSeedIsABloggersPinterest()
{
    SandboxServer demo;
    sandbox::plant(demo.state(), sandbox::Seed::Demo);
    QVERIFY(demo.start());
    QCOMPARE(demo.username(), QStringLiteral("sunny.kitchen"));
    m_http->token = demo.addToken(sandbox::allScopes());
    const HttpAnswer list = m_http->get(at(demo.apiBase(), QStringLiteral("/boards")));
    QCOMPARE(idsOf(list).size(), 9);
    int secret = 0;
    int group = 0;
    int sections = 0;
    for (const QJsonValue &board : list.json().value(QStringLiteral("items")).toArray()) {
        const QJsonObject object = board.toObject();
        secret += object.value(QStringLiteral("privacy")).toString() == QStringLiteral("SECRET");
        group += object.value(QStringLiteral("owner"))
                     .toObject()
                     .value(QStringLiteral("username"))
                     .toString() != demo.username();
        sections += int(demo.sections(object.value(QStringLiteral("id")).toString()).size());
    }
    QCOMPARE(secret, 1);
    QCOMPARE(group, 1);
    QVERIFY(sections > 10);
}

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
