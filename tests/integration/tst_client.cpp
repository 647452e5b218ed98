// SPDX-License-Identifier: GPL-3.0-or-later
#include "oauth/tokenkeeper.h"
#include "pinterest/client.h"
#include "sandbox/server.h"
#include "support/await.h"
#include "support/manualclock.h"
#include "support/openapi.h"
#include "support/rawpeer.h"
#include "support/testimages.h"

#include <QTcpServer>

using namespace pinweek;
using namespace pinweek::pinterest;
using namespace pinweek::test;

namespace {

/** Limits that a test can wait for. */
ClientLimits quickLimits()
{
    ClientLimits limits;
    limits.readTimeout = std::chrono::seconds(2);
    limits.writeTimeout = std::chrono::seconds(2);
    limits.readRetryPause = std::chrono::milliseconds(5);
    return limits;
}

RequestBody pinBody(const QString &board, const QString &title = QStringLiteral("Soup"))
{
    PinCreate pin;
    pin.boardId = board;
    pin.title = title;
    return encodePinCreate(pin, jpegFile(), "image/jpeg");
}

} // namespace

class TestClient : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void accountIsRead();
    void allPagesOfSixHundredBoardsAreRead();
    void bookmarkIsPercentEncoded();
    void repeatingBookmarkIsAServerError();
    void itemOnTwoPagesIsThereOnce();
    void pageWithoutItemsIsAServerError();
    void boardSectionAndPinsAreMadeAndReadBack();
    void deletedPinIsGone();
    void pinCreateAnswersWhatPinterestStored();
    void requestsFitPinterestsDescription();
    void idThatIsNoIdIsRefusedWithoutARequest();

    void readIsTriedAgainTwiceAfterAServerError_data();
    void readIsTriedAgainTwiceAfterAServerError();
    void readIsTriedAgainTwiceAfterACut();
    void refusedReadIsNotTriedAgain();
    void writeIsNotTriedAgain_data();
    void writeIsNotTriedAgain();
    void statusAnswersOfAWriteSayHowFarItGot_data();
    void statusAnswersOfAWriteSayHowFarItGot();
    void nonsenseAnswerToAWriteMayMeanDone_data();
    void nonsenseAnswerToAWriteMayMeanDone();

    void hugeAnswerIsAServerError();
    void neverEndingAnswerEndsWithinTheLimit();
    void silentServerEndsWithinTheLimit();
    void nobodyListeningIsOfflineAndNotSent();
    void unknownHostIsOfflineAndNotSent();
    void peerThatSpeaksNoHttpIsAServerError();
    void longerAnswerPromisedThanSentIsCut();

    void redirectToAnotherHostCarriesNoToken_data();
    void redirectToAnotherHostCarriesNoToken();
    void plainHttpToAnotherMachineIsRefused();
    void cookiesAreNeitherKeptNorSent();
    void refusedTokenIsRenewedOnceForAWriteToo();
    void aPinIsNotSentAgainByItselfWithTheRenewedToken();
    void missingScopeIsNotRenewed();
    void tokenThatCannotBeHadSendsNothing();
    void skewFollowsTheServersDate();
    void answerIsDroppedWithItsReceiver();

private:
    void makeClient(const QUrl &base, ClientLimits limits = quickLimits());

    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<SandboxServer> m_pinterest;
    std::unique_ptr<TokenSource> m_token;
    std::unique_ptr<Client> m_client;
};

namespace {

/** Gives "old", then "new" once "old" is refused. */
class TwoTokens final : public TokenSource
{
public:
    TwoTokens(QString old, QString renewed) : m_old(std::move(old)), m_new(std::move(renewed)) {}
    int refusals = 0;
    void token(QObject *context, Done<QString> done) override
    {
        deliver<QString>(context, std::move(done), m_old);
    }
    void tokenRefused(const QString &refused, QObject *context, Done<QString> done) override
    {
        ++refusals;
        QCOMPARE(refused, m_old);
        deliver<QString>(context, std::move(done), m_new);
    }

private:
    QString m_old;
    QString m_new;
};

class NoToken final : public TokenSource
{
public:
    void token(QObject *context, Done<QString> done) override
    {
        deliver<QString>(context, std::move(done),
                         fail(ErrorKind::Keychain, QStringLiteral("locked")));
    }
    void tokenRefused(const QString &, QObject *context, Done<QString> done) override
    {
        token(context, std::move(done));
    }
};

} // namespace

void TestClient::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".?")));
    m_clock = std::make_unique<ManualClock>();
    m_pinterest = std::make_unique<SandboxServer>(nullptr, m_clock.get());
    QVERIFY(m_pinterest->start());
    m_token = std::make_unique<FixedToken>(m_pinterest->accessToken());
    makeClient(m_pinterest->apiBase());
}

void TestClient::cleanup()
{
    m_client.reset();
    m_pinterest.reset();
}

void TestClient::makeClient(const QUrl &base, ClientLimits limits)
{
    m_client = std::make_unique<Client>(base, *m_token, *m_clock, limits);
}

void TestClient::accountIsRead()
{
    Awaited<RemoteAccount> account;
    m_client->account(this, account.done());
    QVERIFY(account.wait());
    QCOMPARE(account.wait()->id, m_pinterest->userId());
    QCOMPARE(account.wait()->username, m_pinterest->username());
    QCOMPARE(account.count(), 1);
}

void TestClient::allPagesOfSixHundredBoardsAreRead()
{
    for (int i = 0; i < 600; ++i)
        m_pinterest->addBoard(QStringLiteral("Board %1").arg(i));
    Awaited<QList<RemoteBoard>> boards;
    m_client->boards(this, boards.done());
    QVERIFY(boards.wait());
    QCOMPARE(boards.wait()->size(), 600);
    QSet<QString> names;
    for (const RemoteBoard &board : *boards.wait())
        names.insert(board.name);
    QCOMPARE(names.size(), 600);
    QCOMPARE(m_pinterest->requests("GET", QStringLiteral("/v5/boards")).size(), 3);
}

void TestClient::bookmarkIsPercentEncoded()
{
    const QString nasty = QStringLiteral("a+b/c=&d?e%20 #ü");
    m_pinterest->answerNextWith(
        "GET", QStringLiteral("/v5/boards"), 200, {},
        QStringLiteral("{\"items\":[],\"bookmark\":\"%1\"}").arg(nasty).toUtf8());
    m_pinterest->answerNextWith("GET", QStringLiteral("/v5/boards"), 200, {}, R"({"items":[]})");
    Awaited<QList<RemoteBoard>> boards;
    m_client->boards(this, boards.done());
    QVERIFY(boards.wait());
    QCOMPARE(m_pinterest->requests().last().rawQuery,
             QByteArray("page_size=250&bookmark=" + QUrl::toPercentEncoding(nasty)));
}

void TestClient::repeatingBookmarkIsAServerError()
{
    for (int i = 0; i < 3; ++i)
        m_pinterest->addBoard(QStringLiteral("Board %1").arg(i));
    m_pinterest->setRepeatBookmark(true);
    Awaited<QList<RemoteBoard>> boards;
    m_client->boards(this, boards.done());
    QVERIFY(!boards.wait());
    QCOMPARE(boards.error().kind, ErrorKind::Server);
    QVERIFY(m_pinterest->requests().size() <= 3);
}

void TestClient::itemOnTwoPagesIsThereOnce()
{
    m_pinterest->answerNextWith(
        "GET", QStringLiteral("/v5/boards"), 200, {},
        R"({"items":[{"id":"1","name":"a"},{"id":"2","name":"b"}],"bookmark":"x"})");
    m_pinterest->answerNextWith("GET", QStringLiteral("/v5/boards"), 200, {},
                                R"({"items":[{"id":"2","name":"b"},{"id":"3","name":"c"}]})");
    Awaited<QList<RemoteBoard>> boards;
    m_client->boards(this, boards.done());
    QVERIFY(boards.wait());
    QCOMPARE(boards.wait()->size(), 3);
}

void TestClient::pageWithoutItemsIsAServerError()
{
    m_pinterest->answerNextWith("GET", QStringLiteral("/v5/boards"), 200, {},
                                R"({"bookmark":null})");
    Awaited<QList<RemoteBoard>> boards;
    m_client->boards(this, boards.done());
    QCOMPARE(boards.error().kind, ErrorKind::Server);
    QCOMPARE(boards.error().httpStatus, 200);
}

void TestClient::boardSectionAndPinsAreMadeAndReadBack()
{
    Awaited<RemoteBoard> made;
    m_client->createBoard(
        {QStringLiteral("Soups"), QStringLiteral("Hot"), QStringLiteral("PUBLIC")}, this,
        made.done());
    QVERIFY(made.wait());
    const QString id = made.wait()->id;
    Awaited<RemoteBoard> read;
    m_client->board(id, this, read.done());
    QVERIFY(read.wait());
    QCOMPARE(read.wait()->name, QStringLiteral("Soups"));
    QCOMPARE(read.wait()->description, QStringLiteral("Hot"));
    QCOMPARE(read.wait()->privacy, QStringLiteral("PUBLIC"));

    Awaited<RemoteSection> section;
    m_client->createSection(id, QStringLiteral("Winter"), this, section.done());
    QVERIFY(section.wait());
    Awaited<QList<RemoteSection>> sections;
    m_client->sections(id, this, sections.done());
    QVERIFY(sections.wait());
    QCOMPARE(sections.wait()->size(), 1);
    QCOMPARE(sections.wait()->first().id, section.wait()->id);

    PinCreate create;
    create.boardId = id;
    create.sectionId = section.wait()->id;
    create.title = QStringLiteral("Lentils");
    Awaited<RemotePin> pin;
    m_client->createPin(encodePinCreate(create, pngFile(), "image/png"), this, pin.done());
    QVERIFY(pin.wait());
    Awaited<QList<RemotePin>> ofBoard;
    m_client->pins(id, {}, this, ofBoard.done());
    QVERIFY(ofBoard.wait());
    QCOMPARE(ofBoard.wait()->size(), 1);
    Awaited<QList<RemotePin>> ofSection;
    m_client->pins(id, section.wait()->id, this, ofSection.done());
    QVERIFY(ofSection.wait());
    QCOMPARE(ofSection.wait()->first().id, pin.wait()->id);
}

void TestClient::deletedPinIsGone()
{
    const QString board = m_pinterest->addBoard(QStringLiteral("Soups"));
    Awaited<RemotePin> pin;
    m_client->createPin(pinBody(board), this, pin.done());
    QVERIFY(pin.wait());
    Awaited<void> deleted;
    m_client->deletePin(pin.wait()->id, this, deleted.done());
    QVERIFY(deleted.wait());
    QVERIFY(m_pinterest->pins().isEmpty());
    Awaited<void> again;
    m_client->deletePin(pin.wait()->id, this, again.done());
    QCOMPARE(again.error().kind, ErrorKind::NotFound);
    QCOMPARE(again.error().delivery, Delivery::Answered);
}

void TestClient::pinCreateAnswersWhatPinterestStored()
{
    PinCreate create;
    create.boardId = m_pinterest->addBoard(QStringLiteral("Soups"));
    create.title = QStringLiteral("Lentil soup \U0001F957");
    create.description = QStringLiteral("With \"cumin\"\nand lemon");
    create.link = QStringLiteral("https://kitchen.example/lentils?a=1&b=2");
    create.altText = QStringLiteral("A bowl");
    const QByteArray image = jpegFile();
    Awaited<RemotePin> pin;
    m_client->createPin(encodePinCreate(create, image, "image/jpeg"), this, pin.done());
    QVERIFY(pin.wait());
    QCOMPARE(pin.wait()->boardId, create.boardId);
    QCOMPARE(pin.wait()->title, create.title);
    QCOMPARE(pin.wait()->description, create.description);
    QCOMPARE(pin.wait()->link, create.link);
    QCOMPARE(pin.wait()->altText, create.altText);
    QCOMPARE(pin.wait()->createdAt, std::optional(m_clock->now()));
    QCOMPARE(m_pinterest->imageBytes(m_pinterest->pins().first()), image);
}

void TestClient::requestsFitPinterestsDescription()
{
    const auto api = OpenApi::pinterest();
    if (!api)
        QSKIP("Pinterest's description is not on this machine (set PINTEREST_OPENAPI)");
    allPagesOfSixHundredBoardsAreRead();
    deletedPinIsGone();
    boardSectionAndPinsAreMadeAndReadBack();
    accountIsRead();
    QVERIFY(m_pinterest->requests().size() > 10);
    for (const RecordedRequest &request : m_pinterest->requests()) {
        const QStringList complaints =
            api->checkRequest(request.method, request.path.mid(int(qstrlen("/v5"))),
                              request.rawQuery, request.header("Content-Type"), request.body);
        QVERIFY2(complaints.isEmpty(), qPrintable(QString::fromLatin1(request.method) +
                                                  request.path + complaints.join(u';')));
    }
}

void TestClient::idThatIsNoIdIsRefusedWithoutARequest()
{
    for (const QString &id : {QString(), QStringLiteral("../user_account"), QStringLiteral("1/2"),
                              QStringLiteral("x")}) {
        Awaited<RemoteBoard> board;
        m_client->board(id, this, board.done());
        QCOMPARE(board.error().kind, ErrorKind::Rejected);
        Awaited<void> pin;
        m_client->deletePin(id, this, pin.done());
        QCOMPARE(pin.error().delivery, Delivery::NotSent);
    }
    QVERIFY(m_pinterest->requests().isEmpty());
}

void TestClient::readIsTriedAgainTwiceAfterAServerError_data()
{
    QTest::addColumn<int>("times");
    QTest::addColumn<bool>("ok");
    QTest::newRow("once") << 1 << true;
    QTest::newRow("twice") << 2 << true;
    QTest::newRow("three times") << 3 << false;
}

void TestClient::readIsTriedAgainTwiceAfterAServerError()
{
    QFETCH(int, times);
    QFETCH(bool, ok);
    m_pinterest->answerNextWith("GET", QStringLiteral("/v5/user_account"), 503, {}, {}, times);
    Awaited<RemoteAccount> account;
    m_client->account(this, account.done());
    QCOMPARE(account.wait().has_value(), ok);
    if (!ok)
        QCOMPARE(account.error().kind, ErrorKind::Server);
    QCOMPARE(m_pinterest->requests().size(), qMin(times + 1, 3));
}

void TestClient::readIsTriedAgainTwiceAfterACut()
{
    RawPeer peer;
    peer.setAnswer("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"id\":\"1\"",
                   RawPeer::ThenClose);
    makeClient(peer.apiBase());
    Awaited<RemoteAccount> account;
    m_client->account(this, account.done());
    QCOMPARE(account.error().kind, ErrorKind::Offline);
    QVERIFY(peer.requestCount() >= 3);
}

void TestClient::refusedReadIsNotTriedAgain()
{
    m_pinterest->answerNextWith(403);
    Awaited<RemoteAccount> account;
    m_client->account(this, account.done());
    QCOMPARE(account.error().kind, ErrorKind::Forbidden);
    QCOMPARE(m_pinterest->requests().size(), 1);
}

void TestClient::writeIsNotTriedAgain_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 307, 308, 400, 403, 404, 408, 409, 429, 500, 502, 503, 504})
        QTest::addRow("%d", status) << status;
}

void TestClient::writeIsNotTriedAgain()
{
    QFETCH(int, status);
    const QString board = m_pinterest->addBoard(QStringLiteral("Soups"));
    m_pinterest->answerNextWith(status,
                                {{"Location", m_pinterest->apiBase().toEncoded() + "/pins"}});
    Awaited<RemotePin> pin;
    m_client->createPin(pinBody(board), this, pin.done());
    QVERIFY(!pin.wait());
    QCOMPARE(pin.error().httpStatus, status);
    QCOMPARE(m_pinterest->postCount(), 1);
    QVERIFY(m_pinterest->pins().isEmpty());
}

void TestClient::statusAnswersOfAWriteSayHowFarItGot_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Delivery>("delivery");
    QTest::newRow("400") << 400 << ErrorKind::Rejected << Delivery::Answered;
    QTest::newRow("404") << 404 << ErrorKind::NotFound << Delivery::Answered;
    QTest::newRow("408") << 408 << ErrorKind::Server << Delivery::MaybeSent;
    QTest::newRow("409") << 409 << ErrorKind::Conflict << Delivery::Answered;
    QTest::newRow("418") << 418 << ErrorKind::Rejected << Delivery::Answered;
    QTest::newRow("422") << 422 << ErrorKind::Rejected << Delivery::Answered;
    QTest::newRow("429") << 429 << ErrorKind::RateLimited << Delivery::Answered;
    QTest::newRow("302") << 302 << ErrorKind::Server << Delivery::MaybeSent;
    QTest::newRow("500") << 500 << ErrorKind::Server << Delivery::MaybeSent;
    QTest::newRow("503") << 503 << ErrorKind::Server << Delivery::MaybeSent;
}

void TestClient::statusAnswersOfAWriteSayHowFarItGot()
{
    QFETCH(int, status);
    QFETCH(ErrorKind, kind);
    QFETCH(Delivery, delivery);
    m_pinterest->answerNextWith(status, {{"Retry-After", "60"}, {"x-pinterest-rid", "42"}});
    Awaited<RemotePin> pin;
    m_client->createPin(pinBody(QStringLiteral("1")), this, pin.done());
    const Error error = pin.error();
    QCOMPARE(error.kind, kind);
    QCOMPARE(error.delivery, delivery);
    QCOMPARE(error.httpStatus, status);
    QVERIFY(error.requestId.startsWith(QLatin1String("42")));
    if (status == 429)
        QCOMPARE(error.retryAfter, std::optional(std::chrono::seconds(60)));
}

void TestClient::nonsenseAnswerToAWriteMayMeanDone_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("web page") << QByteArray("<html>ok</html>");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no id") << QByteArray(R"({"title":"Soup"})");
    QTest::newRow("id is a number") << QByteArray(R"({"id":5})");
    QTest::newRow("list") << QByteArray("[]");
}

void TestClient::nonsenseAnswerToAWriteMayMeanDone()
{
    QFETCH(QByteArray, body);
    RawPeer peer;
    peer.setAnswer("HTTP/1.1 201 Created\r\nContent-Length: " + QByteArray::number(body.size()) +
                       "\r\n\r\n" + body,
                   RawPeer::ThenClose);
    makeClient(peer.apiBase());
    Awaited<RemotePin> pin;
    m_client->createPin(pinBody(QStringLiteral("1")), this, pin.done());
    QCOMPARE(pin.error().kind, ErrorKind::Server);
    QCOMPARE(pin.error().delivery, Delivery::MaybeSent);
    QCOMPARE(pin.error().httpStatus, 201);
    QCOMPARE(peer.requestCount(), 1);
}

void TestClient::hugeAnswerIsAServerError()
{
    m_pinterest->hugeNext(50 * 1024 * 1024);
    Awaited<QList<RemoteBoard>> boards;
    m_client->boards(this, boards.done());
    QCOMPARE(boards.error().kind, ErrorKind::Server);
    m_pinterest->hugeNext(50 * 1024 * 1024);
    Awaited<RemotePin> pin;
    m_client->createPin(pinBody(m_pinterest->addBoard(QStringLiteral("Soups"))), this, pin.done());
    QCOMPARE(pin.error().kind, ErrorKind::Server);
    QCOMPARE(pin.error().delivery, Delivery::MaybeSent);
}

void TestClient::neverEndingAnswerEndsWithinTheLimit()
{
    m_pinterest->neverEndNext("GET");
    Awaited<RemoteAccount> account;
    m_client->account(this, account.done());
    QCOMPARE(account.error(5000).kind, ErrorKind::Offline);
    QCOMPARE(m_pinterest->requests().size(), 1); // it has had its time
    m_pinterest->neverEndNext("POST");
    Awaited<RemotePin> pin;
    m_client->createPin(pinBody(m_pinterest->addBoard(QStringLiteral("Soups"))), this, pin.done());
    QCOMPARE(pin.error(5000).kind, ErrorKind::Offline);
    QCOMPARE(pin.error().delivery, Delivery::MaybeSent);
    QCOMPARE(m_pinterest->postCount(), 1);
}

void TestClient::silentServerEndsWithinTheLimit()
{
    m_pinterest->hangNext("POST");
    Awaited<RemotePin> pin;
    m_client->createPin(pinBody(QStringLiteral("1")), this, pin.done());
    QCOMPARE(pin.error(5000).kind, ErrorKind::Offline);
    QCOMPARE(pin.error().delivery, Delivery::MaybeSent);
    QCOMPARE(pin.error().httpStatus, 0);
}

void TestClient::nobodyListeningIsOfflineAndNotSent()
{
    m_pinterest->stop();
    Awaited<RemotePin> pin;
    m_client->createPin(pinBody(QStringLiteral("1")), this, pin.done());
    QCOMPARE(pin.error().kind, ErrorKind::Offline);
    QCOMPARE(pin.error().delivery, Delivery::NotSent);
    Awaited<void> deleted;
    m_client->deletePin(QStringLiteral("1"), this, deleted.done());
    QCOMPARE(deleted.error().delivery, Delivery::NotSent);
}

void TestClient::unknownHostIsOfflineAndNotSent()
{
    makeClient(QUrl(QStringLiteral("https://no-such-host.invalid/v5")));
    Awaited<RemotePin> pin;
    m_client->createPin(pinBody(QStringLiteral("1")), this, pin.done());
    QCOMPARE(pin.error().kind, ErrorKind::Offline);
    QCOMPARE(pin.error().delivery, Delivery::NotSent);
}

void TestClient::peerThatSpeaksNoHttpIsAServerError()
{
    RawPeer peer;
    peer.setAnswer("SSH-2.0-OpenSSH_9.2p1 Debian\r\n\r\n", RawPeer::ThenClose);
    makeClient(peer.apiBase());
    Awaited<RemotePin> pin;
    m_client->createPin(pinBody(QStringLiteral("1")), this, pin.done());
    QVERIFY(!pin.wait());
    QCOMPARE(pin.error().delivery, Delivery::MaybeSent);
    QCOMPARE(peer.requestCount(), 1);
    Awaited<RemoteAccount> account;
    m_client->account(this, account.done());
    QVERIFY(!account.wait());
}

void TestClient::longerAnswerPromisedThanSentIsCut()
{
    RawPeer peer;
    peer.setAnswer("HTTP/1.1 400 Bad Request\r\nContent-Length: 100\r\n\r\n{\"code\":1",
                   RawPeer::ThenClose);
    makeClient(peer.apiBase());
    Awaited<RemotePin> pin;
    m_client->createPin(pinBody(QStringLiteral("1")), this, pin.done());
    QCOMPARE(pin.error().kind, ErrorKind::Offline);
    QCOMPARE(pin.error().delivery, Delivery::MaybeSent);
    QCOMPARE(peer.requestCount(), 1);
}

void TestClient::redirectToAnotherHostCarriesNoToken_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void TestClient::redirectToAnotherHostCarriesNoToken()
{
    QFETCH(int, status);
    QTcpServer second;
    QVERIFY(second.listen(QHostAddress(QHostAddress::LocalHostIPv6)) ||
            second.listen(QHostAddress(QHostAddress::LocalHost)));
    const QByteArray location =
        "http://localhost:" + QByteArray::number(second.serverPort()) + "/v5/user_account";
    m_pinterest->answerNextWith(status, {{"Location", location}}, {}, 2);
    Awaited<RemoteAccount> account;
    m_client->account(this, account.done());
    QCOMPARE(account.error().kind, ErrorKind::Server);
    Awaited<RemotePin> pin;
    m_client->createPin(pinBody(QStringLiteral("1")), this, pin.done());
    QCOMPARE(pin.error().kind, ErrorKind::Server);
    QCOMPARE(m_pinterest->requests().size(), 2);
    QVERIFY(!second.hasPendingConnections());
}

void TestClient::plainHttpToAnotherMachineIsRefused()
{
    makeClient(QUrl(QStringLiteral("http://192.0.2.1/v5")));
    Awaited<RemotePin> pin;
    m_client->createPin(pinBody(QStringLiteral("1")), this, pin.done());
    QCOMPARE(pin.error(500).kind, ErrorKind::Rejected);
    QCOMPARE(pin.error().delivery, Delivery::NotSent);
}

void TestClient::cookiesAreNeitherKeptNorSent()
{
    m_pinterest->answerNextWith(200, {{"Set-Cookie", "session=planted; Path=/"}}, R"({"id":"1"})");
    for (int i = 0; i < 2; ++i) {
        Awaited<RemoteAccount> account;
        m_client->account(this, account.done());
        QVERIFY(account.wait());
    }
    QCOMPARE(m_pinterest->requests().size(), 2);
    QVERIFY(m_pinterest->requests().last().header("Cookie").isEmpty());
}

void TestClient::refusedTokenIsRenewedOnceForAWriteToo()
{
    auto tokens =
        std::make_unique<TwoTokens>(QStringLiteral("expired"), m_pinterest->accessToken());
    TwoTokens &source = *tokens;
    m_token = std::move(tokens);
    makeClient(m_pinterest->apiBase());
    Awaited<RemoteBoard> board;
    m_client->createBoard({QStringLiteral("Soups"), {}, QStringLiteral("PUBLIC")}, this,
                          board.done());
    QVERIFY(board.wait());
    QCOMPARE(source.refusals, 1);
    QCOMPARE(m_pinterest->requests("POST", QStringLiteral("/v5/boards")).size(), 2);

    m_pinterest->clearRequests();
    m_pinterest->expireAccessTokens();
    Awaited<RemoteBoard> second;
    m_client->createBoard({QStringLiteral("Cakes"), {}, QStringLiteral("PUBLIC")}, this,
                          second.done());
    QCOMPARE(second.error().kind, ErrorKind::Unauthorized);
    QCOMPARE(second.error().delivery, Delivery::Answered);
    QCOMPARE(m_pinterest->requests("POST", QStringLiteral("/v5/boards")).size(), 2);
}

void TestClient::aPinIsNotSentAgainByItselfWithTheRenewedToken()
{
    const QString board = m_pinterest->addBoard(QStringLiteral("Soups"));
    m_token = std::make_unique<TwoTokens>(QStringLiteral("expired"), m_pinterest->accessToken());
    makeClient(m_pinterest->apiBase());
    Awaited<RemotePin> pin;
    m_client->createPin(pinBody(board), this, pin.done());
    QCOMPARE(pin.error().kind, ErrorKind::Unauthorized);
    QCOMPARE(pin.error().delivery, Delivery::Answered);
    // Told to the caller, whose next request it is.
    QCOMPARE(pin.error().retryAfter, std::optional(std::chrono::seconds(0)));
    QCOMPARE(m_pinterest->postCount(), 1);
    m_token = std::make_unique<TwoTokens>(m_pinterest->accessToken(), m_pinterest->accessToken());
    makeClient(m_pinterest->apiBase());
    Awaited<RemotePin> again;
    m_client->createPin(pinBody(board), this, again.done());
    QVERIFY(again.wait());
    QCOMPARE(m_pinterest->postCount(), 2);
}

void TestClient::missingScopeIsNotRenewed()
{
    auto tokens = std::make_unique<TwoTokens>(
        m_pinterest->addToken({QStringLiteral("boards:read")}), m_pinterest->accessToken());
    TwoTokens &source = *tokens;
    m_token = std::move(tokens);
    makeClient(m_pinterest->apiBase());
    Awaited<RemotePin> pin;
    m_client->createPin(pinBody(m_pinterest->addBoard(QStringLiteral("Soups"))), this, pin.done());
    QCOMPARE(pin.error().kind, ErrorKind::Forbidden);
    QCOMPARE(pin.error().apiCode, 3);
    QCOMPARE(source.refusals, 0);
    QCOMPARE(m_pinterest->postCount(), 1);
}

void TestClient::tokenThatCannotBeHadSendsNothing()
{
    m_token = std::make_unique<NoToken>();
    makeClient(m_pinterest->apiBase());
    Awaited<RemotePin> pin;
    m_client->createPin(pinBody(QStringLiteral("1")), this, pin.done());
    QCOMPARE(pin.error().kind, ErrorKind::Keychain);
    QCOMPARE(pin.error().delivery, Delivery::NotSent);
    QVERIFY(m_pinterest->requests().isEmpty());
}

void TestClient::skewFollowsTheServersDate()
{
    QCOMPARE(m_client->serverSkew(), std::chrono::seconds(0));
    ManualClock slow(m_clock->now() - std::chrono::minutes(7));
    m_client = std::make_unique<Client>(m_pinterest->apiBase(), *m_token, slow, quickLimits());
    Awaited<RemoteAccount> account;
    m_client->account(this, account.done());
    QVERIFY(account.wait());
    QCOMPARE(m_client->serverSkew(), std::chrono::seconds(420));
    m_client.reset();
}

void TestClient::answerIsDroppedWithItsReceiver()
{
    Awaited<RemoteAccount> dropped;
    Awaited<RemoteAccount> kept;
    auto receiver = std::make_unique<QObject>();
    m_client->account(receiver.get(), dropped.done());
    m_client->account(this, kept.done());
    QVERIFY(!kept.isThere()); // never before the call has returned
    receiver.reset();
    QVERIFY(kept.wait());
    QTRY_COMPARE(m_pinterest->requests().size(), 2);
    QCOMPARE(dropped.count(), 0);
}

QTEST_GUILESS_MAIN(TestClient)
#include "tst_client.moc"
