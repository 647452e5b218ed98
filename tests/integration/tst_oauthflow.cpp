// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network.h"
#include "oauth/oauthflow.h"
#include "sandbox/server.h"
#include "support/await.h"
#include "support/manualclock.h"
#include "support/openapi.h"
#include "support/testhttp.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

using namespace pinweek;
using namespace pinweek::test;

namespace {

/** What a browser got to read, and where it ended up. */
struct Visit
{
    QList<QUrl> addresses;
    QList<int> statuses;
    QByteArray page;
};

/** A port that is free on both loopback addresses. */
int freePort()
{
    QTcpServer server;
    server.listen(QHostAddress(QHostAddress::LocalHost));
    return server.serverPort();
}

bool hasIpv6Loopback()
{
    QTcpServer server;
    return server.listen(QHostAddress(QHostAddress::LocalHostIPv6));
}

/** True if nobody takes a connection there. */
bool isRefused(const QHostAddress &address, int port)
{
    QTcpSocket socket;
    socket.connectToHost(address, quint16(port));
    QSignalSpy ended(&socket, &QTcpSocket::errorOccurred);
    return waitUntil([&] {
               return !ended.isEmpty() || socket.state() == QAbstractSocket::ConnectedState;
           }) &&
           socket.state() != QAbstractSocket::ConnectedState;
}

} // namespace

/** The login over real loopback sockets; an HTTP client plays the browser. Source: pinterest-api.md
 * 2, protocols.md 2.5. */
class TestOAuthFlow : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void authorizeAddressIsAsPinterestWantsIt();
    void secretBoardsAskForFourMoreScopes();
    void stateIsThirtyTwoRandomBytesAndNewEachTime();
    void allowedLoginGivesTokensAndAFriendlyPage_data();
    void allowedLoginGivesTokensAndAFriendlyPage();
    void tokenRequestHasJustTheFieldsThatPinterestKnows_data();
    void tokenRequestHasJustTheFieldsThatPinterestKnows();
    void codeWithSpecialCharactersArrivesUnchanged();
    void tokenTimesFollowTheClock();
    void refusalInTheBrowserIsRejected();
    void otherErrorWordIsNamed();
    void strangeRequestIsAnswered400AndTheWaitGoesOn_data();
    void strangeRequestIsAnswered400AndTheWaitGoesOn();
    void otherPathsAre404AndTheWaitGoesOn();
    void garbageAndEmptySocketsDoNotDisturb();
    void tooLargeRequestIsCutOff();
    void foreignHostIsRefused();
    void manyIdleConnectionsDoNotPileUp();
    void reloadWhileWaitingIsOneExchange();
    void resultIsThereThoughTheBrowserIsGone();
    void takenPortIsAConflict_data();
    void takenPortIsAConflict();
    void cancelEndsTheWait();
    void cancelDuringTheExchangeEndsIt();
    void openAgainGivesTheSameAddress();
    void timeLimitEndsTheWait();
    void brokenTokenEndpointHasItsOwnWords_data();
    void brokenTokenEndpointHasItsOwnWords();
    void missingPermissionIsForbidden();
    void missingAppIdOpensNothing();
    void insecureAddressOpensNothing();
    void deletedFlowLeavesNoListener();

private:
    void startFlow();
    /** The address that the authorize page sends the browser to, on this loopback address. */
    QUrl backAddress(const QString &host = QStringLiteral("127.0.0.1"));
    QUrl back(const QList<QPair<QString, QString>> &query,
              const QString &host = QStringLiteral("127.0.0.1")) const;
    /** Follows redirects by hand, as a browser does. */
    Visit browse(QUrl address);
    QString state() const
    {
        return QUrlQuery(m_flow->authorizeUrl()).queryItemValue(QStringLiteral("state"));
    }
    Result<TokenSet> outcome();
    QTcpSocket *rawConnection();

    ManualClock m_clock;
    std::unique_ptr<SandboxServer> m_pinterest;
    std::unique_ptr<QNetworkAccessManager> m_network;
    LoginRequest m_request;
    std::unique_ptr<OAuthFlow> m_flow;
    QList<QUrl> m_opened;
    QStringList m_hints;
    QList<Result<TokenSet>> m_results;
    bool m_listeningAtEnd = false;
};

void TestOAuthFlow::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".?")));
    m_pinterest = std::make_unique<SandboxServer>(nullptr, &m_clock);
    QVERIFY(m_pinterest->start());
    m_network = std::make_unique<QNetworkAccessManager>();
    hardenNetwork(*m_network);
    m_request = {};
    m_request.redirectPort = freePort();
    m_pinterest->setApp(QStringLiteral("1234567"), QStringLiteral("s3cret:/+ü"),
                        QStringLiteral("http://localhost:%1/").arg(m_request.redirectPort));
    m_pinterest->setConsent(sandbox::Consent::Allow);
    m_request.endpoints = {m_pinterest->apiBase(), m_pinterest->authorizeUrl(),
                           m_pinterest->tokenUrl()};
    m_request.appId = m_pinterest->appId();
    m_request.appSecret = m_pinterest->appSecret();
    m_opened.clear();
    m_hints.clear();
    m_results.clear();
}

void TestOAuthFlow::cleanup()
{
    // Whatever happened: nobody listens any more.
    if (!m_results.isEmpty()) {
        QCOMPARE(m_results.size(), 1);
        QVERIFY(isRefused(QHostAddress(QHostAddress::LocalHost), m_request.redirectPort));
        if (hasIpv6Loopback())
            QVERIFY(isRefused(QHostAddress(QHostAddress::LocalHostIPv6), m_request.redirectPort));
    }
    m_flow.reset();
    m_network.reset();
    m_pinterest.reset();
}

void TestOAuthFlow::startFlow()
{
    m_flow = std::make_unique<OAuthFlow>(m_request, m_clock, *m_network);
    connect(m_flow.get(), &OAuthFlow::openBrowser, this,
            [this](const QUrl &url) { m_opened.append(url); });
    connect(m_flow.get(), &OAuthFlow::strangeAnswer, this,
            [this](const QString &hint) { m_hints.append(hint); });
    connect(m_flow.get(), &OAuthFlow::finished, this,
            [this](const Result<TokenSet> &result) { m_results.append(result); });
    m_flow->start();
}

QUrl TestOAuthFlow::backAddress(const QString &host)
{
    TestHttp browser;
    const auto answer = browser.get(m_flow->authorizeUrl());
    QUrl url(QString::fromLatin1(answer.header("Location")));
    url.setHost(host);
    return url;
}

QUrl TestOAuthFlow::back(const QList<QPair<QString, QString>> &query, const QString &host) const
{
    QUrl url(QStringLiteral("http://localhost:%1/").arg(m_request.redirectPort));
    url.setHost(host);
    QUrlQuery items;
    items.setQueryItems(query);
    url.setQuery(items);
    return url;
}

Visit TestOAuthFlow::browse(QUrl address)
{
    Visit visit;
    TestHttp browser;
    for (int i = 0; i < 5; ++i) {
        const auto answer = browser.get(address);
        visit.addresses.append(address);
        visit.statuses.append(answer.status);
        visit.page = answer.body;
        if (answer.status / 100 != 3)
            break;
        address = address.resolved(QUrl(QString::fromLatin1(answer.header("Location"))));
    }
    return visit;
}

Result<TokenSet> TestOAuthFlow::outcome()
{
    [this] { QTRY_VERIFY_WITH_TIMEOUT(!m_results.isEmpty(), 10000); }();
    return m_results.isEmpty() ? fail(ErrorKind::Storage, QStringLiteral("no result"))
                               : m_results.first();
}

QTcpSocket *TestOAuthFlow::rawConnection()
{
    auto *socket = new QTcpSocket(m_flow.get());
    socket->connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(m_request.redirectPort));
    [socket] { QTRY_COMPARE(socket->state(), QAbstractSocket::ConnectedState); }();
    return socket;
}

void TestOAuthFlow::authorizeAddressIsAsPinterestWantsIt()
{
    m_request.redirectPort = freePort();
    startFlow();
    QCOMPARE(m_opened, QList{m_flow->authorizeUrl()});
    const QByteArray query = m_opened.first().query(QUrl::FullyEncoded).toLatin1();
    QCOMPARE(query, "client_id=1234567&redirect_uri=http%3A%2F%2Flocalhost%3A" +
                        QByteArray::number(m_request.redirectPort) +
                        "%2F&response_type=code&scope=user_accounts:read,boards:read,boards:write,"
                        "pins:read,pins:write&state=" +
                        state().toLatin1());
    QCOMPARE(m_opened.first().adjusted(QUrl::RemoveQuery), m_pinterest->authorizeUrl());
}

void TestOAuthFlow::secretBoardsAskForFourMoreScopes()
{
    m_request.secretBoards = true;
    startFlow();
    QCOMPARE(
        QUrlQuery(m_flow->authorizeUrl()).queryItemValue(QStringLiteral("scope")),
        QStringLiteral(
            "user_accounts:read,boards:read,boards:write,pins:read,pins:write,boards:read_secret,"
            "boards:write_secret,pins:read_secret,pins:write_secret"));
    browse(backAddress());
    QVERIFY(outcome());
    QCOMPARE(outcome()->scopes.size(), 9);
}

void TestOAuthFlow::stateIsThirtyTwoRandomBytesAndNewEachTime()
{
    QSet<QString> states;
    for (int i = 0; i < 20; ++i) {
        startFlow();
        states.insert(state());
        QCOMPARE(QByteArray::fromBase64(state().toLatin1(), QByteArray::Base64UrlEncoding).size(),
                 32);
        QVERIFY(!state().contains(u'='));
    }
    QCOMPARE(states.size(), 20);
}

void TestOAuthFlow::allowedLoginGivesTokensAndAFriendlyPage_data()
{
    QTest::addColumn<QString>("host");
    QTest::newRow("IPv4") << "127.0.0.1";
    if (hasIpv6Loopback())
        QTest::newRow("IPv6") << "::1";
    QTest::newRow("name") << "localhost";
}

void TestOAuthFlow::allowedLoginGivesTokensAndAFriendlyPage()
{
    QFETCH(QString, host);
    startFlow();
    const Visit visit = browse(backAddress(host));
    QVERIFY(outcome());
    QVERIFY(m_pinterest->state().tokenByAccess(outcome()->accessToken));
    QVERIFY(m_pinterest->state().tokenByRefresh(outcome()->refreshToken));
    QCOMPARE(outcome()->scopes, sandbox::usualScopes());
    QCOMPARE(visit.statuses, QList<int>({303, 200}));
    QCOMPARE(visit.addresses.last().path(), QStringLiteral("/done"));
    QVERIFY(!visit.addresses.last().hasQuery());
    QVERIFY(visit.page.contains("You are connected"));
    QVERIFY(visit.page.contains("Return to Pinweek"));
    QVERIFY(m_hints.isEmpty());
    QCOMPARE(m_pinterest->postCount(QStringLiteral("/v5/oauth/token")), 1);
}

void TestOAuthFlow::tokenRequestHasJustTheFieldsThatPinterestKnows_data()
{
    QTest::addColumn<bool>("continuous");
    QTest::newRow("continuous refresh") << true;
    QTest::newRow("without") << false;
}

void TestOAuthFlow::tokenRequestHasJustTheFieldsThatPinterestKnows()
{
    QFETCH(bool, continuous);
    m_request.continuousRefresh = continuous;
    startFlow();
    const QUrl address = backAddress();
    browse(address);
    QVERIFY(outcome());
    const RecordedRequest request =
        m_pinterest->requests("POST", QStringLiteral("/v5/oauth/token")).first();
    QList<QPair<QString, QString>> fields{
        {QStringLiteral("grant_type"), QStringLiteral("authorization_code")},
        {QStringLiteral("code"),
         QUrlQuery(address).queryItemValue(QStringLiteral("code"), QUrl::FullyDecoded)},
        {QStringLiteral("redirect_uri"), m_pinterest->redirectUri()}};
    if (continuous)
        fields.append({QStringLiteral("continuous_refresh"), QStringLiteral("true")});
    QCOMPARE(request.body, form(fields));
    QCOMPARE(request.header("Content-Type"), QByteArray("application/x-www-form-urlencoded"));
    QCOMPARE(request.header("Authorization"), basic(m_request.appId, m_request.appSecret));
    QVERIFY(request.rawQuery.isEmpty());
    if (const auto api = OpenApi::pinterest(); api && !continuous)
        QCOMPARE(api->checkRequest("POST", QStringLiteral("/oauth/token"), {},
                                   request.header("Content-Type"), request.body),
                 QStringList());
}

void TestOAuthFlow::codeWithSpecialCharactersArrivesUnchanged()
{
    startFlow();
    const QByteArray raw =
        "GET /?code=ab%2Fcd%2B1%3D+x&state=" + state().toLatin1() +
        " HTTP/1.1\r\nHost: localhost:" + QByteArray::number(m_request.redirectPort) + "\r\n\r\n";
    rawConnection()->write(raw);
    QVERIFY(!outcome());
    QCOMPARE(m_pinterest->requests("POST", {}).first().body.split('&').at(1),
             QByteArray("code=ab%2Fcd%2B1%3D%2Bx"));
}

void TestOAuthFlow::tokenTimesFollowTheClock()
{
    startFlow();
    browse(backAddress());
    QCOMPARE(outcome()->accessEndsAt, std::optional(m_clock.now() + std::chrono::days(30)));
    QCOMPARE(outcome()->refreshEndsAt, std::optional(m_clock.now() + std::chrono::days(60)));
}

void TestOAuthFlow::refusalInTheBrowserIsRejected()
{
    m_pinterest->setConsent(sandbox::Consent::Deny);
    startFlow();
    const Visit visit = browse(backAddress());
    QVERIFY(!outcome());
    QCOMPARE(outcome().error().kind, ErrorKind::Rejected);
    QCOMPARE(outcome().error().detail, QStringLiteral("access was refused in the browser"));
    QCOMPARE(visit.statuses, QList<int>({303, 200}));
    QVERIFY(visit.page.contains("Not connected"));
    QCOMPARE(m_pinterest->postCount(QStringLiteral("/v5/oauth/token")), 0);
}

void TestOAuthFlow::otherErrorWordIsNamed()
{
    startFlow();
    browse(back({{QStringLiteral("error"), QStringLiteral("invalid_scope<b>")},
                 {QStringLiteral("state"), state()}}));
    QVERIFY(!outcome());
    QCOMPARE(outcome().error().kind, ErrorKind::Rejected);
    QVERIFY(outcome().error().detail.contains(QLatin1String("invalid_scopeb")));
}

void TestOAuthFlow::strangeRequestIsAnswered400AndTheWaitGoesOn_data()
{
    QTest::addColumn<QString>("query"); // STATE stands for ours
    QTest::newRow("wrong state") << "code=abc&state=wrong";
    QTest::newRow("no state") << "code=abc";
    QTest::newRow("empty state") << "code=abc&state=";
    QTest::newRow("refusal with a wrong state") << "error=access_denied&state=wrong";
    QTest::newRow("our state without a code") << "state=STATE";
    QTest::newRow("our state with an empty code") << "code=&state=STATE";
    QTest::newRow("nothing") << "";
}

void TestOAuthFlow::strangeRequestIsAnswered400AndTheWaitGoesOn()
{
    QFETCH(QString, query);
    startFlow();
    QUrl url = back({});
    url.setQuery(query.replace(QLatin1String("STATE"), state()));
    const Visit strange = browse(url);
    QCOMPARE(strange.statuses, QList<int>({400}));
    QCOMPARE(m_hints.size(), 1);
    QVERIFY(!m_hints.first().contains(state()));
    QVERIFY(m_results.isEmpty());
    QCOMPARE(m_pinterest->postCount(QStringLiteral("/v5/oauth/token")), 0);
    browse(backAddress());
    QVERIFY(outcome());
}

void TestOAuthFlow::otherPathsAre404AndTheWaitGoesOn()
{
    startFlow();
    TestHttp browser;
    for (const QString &path :
         {QStringLiteral("/favicon.ico"), QStringLiteral("/done"), QStringLiteral("/x?code=1")})
        QCOMPARE(browser.get(at(back({}), path.mid(1))).status, 404);
    QCOMPARE(browser.post(back({}), {}).status, 405);
    QVERIFY(m_hints.isEmpty());
    browse(backAddress());
    QVERIFY(outcome());
}

void TestOAuthFlow::garbageAndEmptySocketsDoNotDisturb()
{
    startFlow();
    QTcpSocket *empty = rawConnection();
    QTcpSocket *closed = rawConnection();
    closed->disconnectFromHost();
    QTcpSocket *garbage = rawConnection();
    garbage->write(QByteArray("\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 11));
    QTRY_VERIFY(garbage->bytesAvailable() > 0);
    QVERIFY(garbage->readAll().startsWith("HTTP/1.1 400"));
    QTcpSocket *slow = rawConnection();
    slow->write("GET / HT");
    browse(backAddress());
    QVERIFY(outcome());
    Q_UNUSED(empty)
}

void TestOAuthFlow::tooLargeRequestIsCutOff()
{
    startFlow();
    QTcpSocket *large = rawConnection();
    large->write("GET / HTTP/1.1\r\nX: " + QByteArray(200'000, 'x'));
    QTRY_COMPARE(large->state(), QAbstractSocket::UnconnectedState);
    browse(backAddress());
    QVERIFY(outcome());
}

void TestOAuthFlow::foreignHostIsRefused()
{
    startFlow();
    const QByteArray port = QByteArray::number(m_request.redirectPort);
    for (const QByteArray &host : {QByteArray("evil.example:" + port), QByteArray("localhost:1"),
                                   QByteArray("localhost"), QByteArray("")}) {
        QTcpSocket *socket = rawConnection();
        socket->write("GET /?code=abc&state=" + state().toLatin1() + " HTTP/1.1\r\nHost: " + host +
                      "\r\n\r\n");
        QTRY_VERIFY(socket->bytesAvailable() > 0);
        QVERIFY(socket->readAll().startsWith("HTTP/1.1 400"));
    }
    QVERIFY(m_results.isEmpty());
    QCOMPARE(m_pinterest->postCount(QStringLiteral("/v5/oauth/token")), 0);
    browse(backAddress());
    QVERIFY(outcome());
}

void TestOAuthFlow::manyIdleConnectionsDoNotPileUp()
{
    startFlow();
    QList<QTcpSocket *> sockets;
    for (int i = 0; i < 100; ++i) {
        sockets.append(new QTcpSocket(m_flow.get()));
        sockets.last()->connectToHost(QHostAddress(QHostAddress::LocalHost),
                                      quint16(m_request.redirectPort));
    }
    const auto open = [&] {
        return std::count_if(sockets.cbegin(), sockets.cend(), [](const QTcpSocket *socket) {
            return socket->state() != QAbstractSocket::UnconnectedState;
        });
    };
    QTRY_VERIFY(open() <= 32);
    sockets.first()->abort();
    browse(backAddress());
    QVERIFY(outcome());
}

void TestOAuthFlow::reloadWhileWaitingIsOneExchange()
{
    startFlow();
    m_pinterest->delayNext(300, "POST", QStringLiteral("/v5/oauth/token"));
    const QUrl address = backAddress();
    QNetworkAccessManager impatient;
    hardenNetwork(impatient);
    std::unique_ptr<QNetworkReply> first(impatient.get(QNetworkRequest(address)));
    std::unique_ptr<QNetworkReply> second(impatient.get(QNetworkRequest(address)));
    QTRY_VERIFY(first->isFinished() && second->isFinished());
    for (const auto *reply : {first.get(), second.get()})
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 303);
    QVERIFY(outcome());
    QCOMPARE(m_pinterest->postCount(QStringLiteral("/v5/oauth/token")), 1);
    QVERIFY(m_hints.isEmpty());
}

void TestOAuthFlow::resultIsThereThoughTheBrowserIsGone()
{
    startFlow();
    m_pinterest->delayNext(200, "POST", QStringLiteral("/v5/oauth/token"));
    const QUrl address = backAddress();
    QTcpSocket *browser = rawConnection();
    browser->write("GET " + address.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority) +
                   " HTTP/1.1\r\nHost: localhost:" + QByteArray::number(m_request.redirectPort) +
                   "\r\n\r\n");
    QTRY_COMPARE(m_pinterest->postCount(QStringLiteral("/v5/oauth/token")), 1);
    browser->abort();
    QVERIFY(outcome());
}

void TestOAuthFlow::takenPortIsAConflict_data()
{
    QTest::addColumn<bool>("ipv6");
    QTest::newRow("IPv4") << false;
    if (hasIpv6Loopback())
        QTest::newRow("IPv6 only") << true;
}

void TestOAuthFlow::takenPortIsAConflict()
{
    QFETCH(bool, ipv6);
    QTcpServer other;
    QVERIFY(other.listen(ipv6 ? QHostAddress(QHostAddress::LocalHostIPv6)
                              : QHostAddress(QHostAddress::LocalHost),
                         quint16(m_request.redirectPort)));
    startFlow();
    QVERIFY(!outcome());
    QCOMPARE(outcome().error().kind, ErrorKind::Conflict);
    QVERIFY(outcome().error().detail.contains(QString::number(m_request.redirectPort)));
    QVERIFY(m_opened.isEmpty());
    QVERIFY(!ipv6 || isRefused(QHostAddress(QHostAddress::LocalHost), m_request.redirectPort));
    other.close();
}

void TestOAuthFlow::cancelEndsTheWait()
{
    startFlow();
    m_flow->cancel();
    QVERIFY(!outcome());
    QCOMPARE(outcome().error().kind, ErrorKind::Cancelled);
    m_flow->cancel();
    m_flow->openAgain();
    // A way over the network and back: a second result would have come before.
    QVERIFY(isRefused(QHostAddress(QHostAddress::LocalHost), m_request.redirectPort));
    QCOMPARE(m_results.size(), 1);
    QCOMPARE(m_opened.size(), 1);
}

void TestOAuthFlow::cancelDuringTheExchangeEndsIt()
{
    startFlow();
    m_pinterest->hangNext("POST", QStringLiteral("/v5/oauth/token"));
    const QUrl address = backAddress();
    QNetworkAccessManager browser;
    std::unique_ptr<QNetworkReply> reply(browser.get(QNetworkRequest(address)));
    QTRY_COMPARE(m_pinterest->postCount(QStringLiteral("/v5/oauth/token")), 1);
    m_flow->cancel();
    QCOMPARE(outcome().error().kind, ErrorKind::Cancelled);
}

void TestOAuthFlow::openAgainGivesTheSameAddress()
{
    startFlow();
    m_flow->openAgain();
    QCOMPARE(m_opened.size(), 2);
    QCOMPARE(m_opened.at(0), m_opened.at(1));
    browse(backAddress());
    QVERIFY(outcome());
}

void TestOAuthFlow::timeLimitEndsTheWait()
{
    m_flow = std::make_unique<OAuthFlow>(m_request, m_clock, *m_network);
    connect(m_flow.get(), &OAuthFlow::finished, this,
            [this](const Result<TokenSet> &result) { m_results.append(result); });
    m_flow->setTimeLimit(std::chrono::milliseconds(100));
    m_flow->start();
    TestHttp browser;
    QCOMPARE(browser.get(back({{QStringLiteral("code"), QStringLiteral("x")}})).status,
             400); // does not prolong it
    QVERIFY(!outcome());
    QCOMPARE(outcome().error().kind, ErrorKind::Interrupted);
}

void TestOAuthFlow::brokenTokenEndpointHasItsOwnWords_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("words");
    QTest::newRow("answers 503") << "503" << ErrorKind::Server << "503";
    QTest::newRow("nobody there") << "gone" << ErrorKind::Offline << "can't be reached";
    QTest::newRow("drops") << "drop" << ErrorKind::Offline << "can't be reached";
    QTest::newRow("wrong secret") << "secret" << ErrorKind::Rejected << "app id or the app secret";
    QTest::newRow("refuses") << "400" << ErrorKind::Rejected << "refused to give a token (400)";
    QTest::newRow("slow down") << "429" << ErrorKind::RateLimited << "429";
    QTest::newRow("web page") << "garbage" << ErrorKind::Server << "not a JSON object";
    QTest::newRow("no access_token")
        << R"({"expires_in":5})" << ErrorKind::Server << "access_token";
    QTest::newRow("no expires_in")
        << R"({"access_token":"x"})" << ErrorKind::Server << "expires_in";
    QTest::newRow("expires_in is a text")
        << R"({"access_token":"x","expires_in":"5"})" << ErrorKind::Server << "expires_in";
    QTest::newRow("redirects") << "307" << ErrorKind::Server << "307";
    QTest::newRow("huge") << "huge" << ErrorKind::Server << "larger than";
}

void TestOAuthFlow::brokenTokenEndpointHasItsOwnWords()
{
    QFETCH(QString, fault);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, words);
    const QString path = QStringLiteral("/v5/oauth/token");
    if (fault == QLatin1String("secret"))
        m_request.appSecret = QStringLiteral("wrong");
    if (fault == QLatin1String("gone"))
        m_request.endpoints.token.setPort(freePort());
    startFlow();
    const QUrl address = backAddress();
    if (fault == QLatin1String("503"))
        m_pinterest->setTokenEndpointDown(true);
    else if (fault == QLatin1String("drop"))
        m_pinterest->dropNextBeforeCommit("POST", path);
    else if (fault == QLatin1String("garbage"))
        m_pinterest->garbageNext("POST", path);
    else if (fault == QLatin1String("huge"))
        m_pinterest->hugeNext(1024 * 1024, "POST", path);
    else if (fault.startsWith(u'{'))
        m_pinterest->answerNextWith("POST", path, 200, {}, fault.toUtf8());
    else if (fault.toInt() > 0)
        m_pinterest->answerNextWith("POST", path, fault.toInt(),
                                    {{"Location", "http://localhost:1/"}});
    const Visit visit = browse(address);
    QVERIFY(!outcome());
    QCOMPARE(outcome().error().kind, kind);
    QVERIFY2(outcome().error().detail.contains(words), qPrintable(outcome().error().detail));
    QVERIFY(visit.page.contains("Not connected"));
    QVERIFY(m_pinterest->postCount(path) <= 1);
}

void TestOAuthFlow::missingPermissionIsForbidden()
{
    startFlow();
    const QUrl address = backAddress();
    m_pinterest->answerNextWith(
        "POST", QStringLiteral("/v5/oauth/token"), 200, {},
        R"({"access_token":"x","token_type":"bearer","expires_in":9,"scope":"boards:read pins:read"})");
    browse(address);
    QVERIFY(!outcome());
    QCOMPARE(outcome().error().kind, ErrorKind::Forbidden);
    QVERIFY(outcome().error().detail.contains(QLatin1String("user_accounts:read")));
}

void TestOAuthFlow::missingAppIdOpensNothing()
{
    m_request.appSecret.clear();
    startFlow();
    QVERIFY(m_results.isEmpty()); // never before start() has returned
    QCOMPARE(outcome().error().kind, ErrorKind::Rejected);
    QVERIFY(m_opened.isEmpty());
}

void TestOAuthFlow::insecureAddressOpensNothing()
{
    m_request.endpoints.token = QUrl(QStringLiteral("http://pinterest.example/v5/oauth/token"));
    startFlow();
    QCOMPARE(outcome().error().kind, ErrorKind::Rejected);
    QVERIFY(m_opened.isEmpty());
}

void TestOAuthFlow::deletedFlowLeavesNoListener()
{
    startFlow();
    m_flow.reset();
    QVERIFY(isRefused(QHostAddress(QHostAddress::LocalHost), m_request.redirectPort));
}

QTEST_GUILESS_MAIN(TestOAuthFlow)
#include "tst_oauthflow.moc"
