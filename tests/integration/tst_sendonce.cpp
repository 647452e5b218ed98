// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network.h"
#include "oauth/tokenkeeper.h"
#include "oauth/tokenrequest.h"
#include "pinterest/client.h"
#include "sandbox/server.h"
#include "support/await.h"
#include "support/cuttingproxy.h"
#include "support/manualclock.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpServer>
#include <QTcpSocket>

using namespace pinweek;
using namespace pinweek::pinterest;
using namespace pinweek::test;

/**
 * A write is sent once, wherever its connection is cut: one write is one request begun and at most
 * one that the server gets, and "not sent" is never said of one that it got whole. Source:
 * protocols.md 2.1.
 */
class TestSendOnce : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void pinIsPostedOnceHoweverItIsCut_data() { cuts(40000); }
    void pinIsPostedOnceHoweverItIsCut();
    void boardIsPostedOnceHoweverItIsCut_data() { cuts(500); }
    void boardIsPostedOnceHoweverItIsCut();
    void pinIsDeletedOnceHoweverItIsCut_data() { cuts(300); }
    void pinIsDeletedOnceHoweverItIsCut();
    void tokenIsAskedForOnceHoweverItIsCut_data() { cuts(500); }
    void tokenIsAskedForOnceHoweverItIsCut();
    void serverThatDiesWithTheRequestMayHaveActed_data();
    void serverThatDiesWithTheRequestMayHaveActed();
    void writesDoNotShareAConnectionThatMayBeDead();
    void aPinGoesOverTheConnectionThatWasOpenedAhead();
    void aConnectionThatWasClosedMeanwhileIsNotUsed_data();
    void aConnectionThatWasClosedMeanwhileIsNotUsed();
    void whatMayHaveLeftOverTheConnectionIsNotSentOverAnother();
    void aConnectionThatNobodyTookIsClosed();

private:
    [[nodiscard]] RequestBody pinBody();
    static void cuts(int requestBytes);
    void applyCut();
    /** Sends another request, uncut: a second try of the first would have come before it. */
    void sendALaterRequest();

    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<SandboxServer> m_pinterest;
    std::unique_ptr<CuttingProxy> m_proxy;
    std::unique_ptr<FixedToken> m_token;
    std::unique_ptr<Client> m_client;
};

void TestSendOnce::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".?")));
    m_client.reset();
    m_proxy.reset();
    m_clock = std::make_unique<ManualClock>();
    m_pinterest = std::make_unique<SandboxServer>(nullptr, m_clock.get());
    QVERIFY(m_pinterest->start());
    m_proxy = std::make_unique<CuttingProxy>(m_pinterest->port());
    m_token = std::make_unique<FixedToken>(m_pinterest->accessToken());
    m_client =
        std::make_unique<Client>(m_proxy->through(m_pinterest->apiBase()), *m_token, *m_clock);
}

/** Both directions, from the first byte to past the last; every connection is cut, so a second one
 * would count too. */
void TestSendOnce::cuts(int requestBytes)
{
    QTest::addColumn<bool>("fromClient");
    QTest::addColumn<int>("bytes");
    for (const int bytes :
         {0, 1, 20, 100, 200, 250, 300, 350, 400, 500, 1000, 20000, 39000, 60000}) {
        if (bytes <= requestBytes * 2)
            QTest::addRow("client, %d", bytes) << true << bytes;
    }
    for (const int bytes : {0, 1, 5, 9, 12, 13, 15, 17, 30, 100, 200, 300, 400, 600, 1000})
        QTest::addRow("server, %d", bytes) << false << bytes;
}

void TestSendOnce::applyCut()
{
    QFETCH(bool, fromClient);
    QFETCH(int, bytes);
    if (fromClient)
        m_proxy->cutFromClientAfter(bytes);
    else
        m_proxy->cutFromServerAfter(bytes);
}

void TestSendOnce::sendALaterRequest()
{
    m_proxy->stopCutting();
    Awaited<RemoteAccount> account;
    m_client->account(this, account.done());
    QVERIFY(account.wait());
}

void TestSendOnce::pinIsPostedOnceHoweverItIsCut()
{
    PinCreate create;
    create.boardId = m_pinterest->addBoard(QStringLiteral("Soups"));
    // Not an image that the stand-in takes: what counts here is how often it comes.
    const RequestBody body = encodePinCreate(create, QByteArray(30000, 'x'), "image/jpeg");
    applyCut();
    Awaited<RemotePin> pin;
    m_client->createPin(body, this, pin.done());
    pin.wait();
    QCOMPARE(pin.count(), 1);
    sendALaterRequest();
    QVERIFY(m_proxy->requestsBegun("POST") <= 1);
    QVERIFY(m_pinterest->postCount() <= 1);
    const QList<RecordedRequest> got = m_pinterest->requests("POST", QStringLiteral("/v5/pins"));
    if (!got.isEmpty() && got.first().complete && pin.error().delivery == Delivery::NotSent)
        QFAIL("the server has the whole request, and the client says that it was not sent");
}

void TestSendOnce::boardIsPostedOnceHoweverItIsCut()
{
    applyCut();
    Awaited<RemoteBoard> board;
    m_client->createBoard({QStringLiteral("Soups"), {}}, this, board.done());
    board.wait();
    sendALaterRequest();
    QVERIFY(m_proxy->requestsBegun("POST") <= 1);
    QVERIFY(m_pinterest->postCount(QStringLiteral("/v5/boards")) <= 1);
    if (!board.wait() && board.error().delivery == Delivery::NotSent)
        QVERIFY(m_pinterest->boards().isEmpty());
}

void TestSendOnce::pinIsDeletedOnceHoweverItIsCut()
{
    const QString board = m_pinterest->addBoard(QStringLiteral("Soups"));
    sandbox::Pin pin;
    pin.boardId = board;
    pin.ownerId = m_pinterest->userId();
    const QString id = m_pinterest->state().addPin(pin).id;
    applyCut();
    Awaited<void> deleted;
    m_client->deletePin(id, this, deleted.done());
    deleted.wait();
    sendALaterRequest();
    QVERIFY(m_proxy->requestsBegun("DELETE") <= 1);
    QVERIFY(m_pinterest->requests("DELETE", {}).size() <= 1);
    if (!deleted.wait() && deleted.error().delivery == Delivery::NotSent)
        QCOMPARE(m_pinterest->pins().size(), 1);
}

void TestSendOnce::tokenIsAskedForOnceHoweverItIsCut()
{
    applyCut();
    QNetworkAccessManager network;
    hardenNetwork(network);
    const TokenRequest request{m_proxy->through(m_pinterest->tokenUrl()), m_pinterest->appId(),
                               m_pinterest->appSecret(),
                               TokenRequest::refreshGrant(m_pinterest->refreshToken())};
    Awaited<TokenSet> tokens;
    requestTokens(network, request, *m_clock, this, tokens.done());
    tokens.wait();
    // By the same way; the address needs no token to be answered.
    m_proxy->stopCutting();
    const std::unique_ptr<QNetworkReply> later(
        network.get(QNetworkRequest(m_proxy->through(m_pinterest->apiBase()))));
    QTRY_VERIFY(later->isFinished());
    QVERIFY(m_proxy->requestsBegun("POST") <= 1);
    QVERIFY(m_pinterest->postCount(QStringLiteral("/v5/oauth/token")) <= 1);
}

void TestSendOnce::serverThatDiesWithTheRequestMayHaveActed_data()
{
    QTest::addColumn<bool>("post");
    QTest::newRow("POST") << true;
    QTest::newRow("DELETE") << false;
}

/** Whoever connected again would be refused, which must not read as "never connected". */
void TestSendOnce::serverThatDiesWithTheRequestMayHaveActed()
{
    QFETCH(bool, post);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost)));
    QByteArray got;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [&, socket] {
            got += socket->readAll();
            if (got.contains("\r\n\r\n") && (!post || got.endsWith("#end"))) {
                server.close();
                socket->abort();
            }
        });
    });
    Client client(QUrl(QStringLiteral("http://127.0.0.1:%1/v5").arg(server.serverPort())), *m_token,
                  *m_clock);
    Awaited<RemotePin> pin;
    Awaited<void> deleted;
    if (post)
        client.createPin(QByteArray(3000, ' ') + "#end", this, pin.done());
    else
        client.deletePin(QStringLiteral("1"), this, deleted.done());
    const Error error = post ? pin.error() : deleted.error();
    QCOMPARE(error.kind, ErrorKind::Offline);
    QCOMPARE(error.delivery, Delivery::MaybeSent);
    QVERIFY(!server.isListening());
}

void TestSendOnce::writesDoNotShareAConnectionThatMayBeDead()
{
    for (int i = 0; i < 3; ++i) {
        Awaited<RemoteBoard> board;
        m_client->createBoard({QStringLiteral("Board %1").arg(i), {}}, this, board.done());
        QVERIFY(board.wait());
    }
    QCOMPARE(m_proxy->connectionCount(), 3);
}

RequestBody TestSendOnce::pinBody()
{
    PinCreate create;
    create.boardId = m_pinterest->addBoard(QStringLiteral("Soups"));
    return encodePinCreate(create, QByteArray(30000, 'x'), "image/jpeg");
}

void TestSendOnce::aPinGoesOverTheConnectionThatWasOpenedAhead()
{
    const RequestBody body = pinBody();
    m_client->connectAhead();
    m_client->connectAhead();
    QTRY_COMPARE(m_proxy->connectionCount(), 1);
    for (const int connections : {1, 2}) {
        Awaited<RemotePin> pin;
        m_client->createPin(body, this, pin.done());
        pin.wait();
        QCOMPARE(m_pinterest->postCount(), connections);
        QCOMPARE(m_proxy->connectionCount(), connections); // it serves once
    }
}

void TestSendOnce::aConnectionThatWasClosedMeanwhileIsNotUsed_data()
{
    QTest::addColumn<bool>("isKnown");
    QTest::newRow("and Qt has seen it") << true;
    QTest::newRow("and nobody has seen it yet") << false;
}

void TestSendOnce::aConnectionThatWasClosedMeanwhileIsNotUsed()
{
    QFETCH(bool, isKnown);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost)));
    Client client(QUrl(QStringLiteral("http://127.0.0.1:%1/v5").arg(server.serverPort())), *m_token,
                  *m_clock);
    client.connectAhead();
    QTRY_VERIFY(server.hasPendingConnections());
    std::unique_ptr<QTcpSocket> first(server.nextPendingConnection());
    QTRY_COMPARE(first->state(), QAbstractSocket::ConnectedState);
    first->abort();
    if (isKnown)
        QTest::qWait(0);
    int requests = 0;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [&, socket] {
            if (!socket->readAll().endsWith("#end"))
                return;
            ++requests;
            socket->write("HTTP/1.1 201 Created\r\nContent-Length: 11\r\n\r\n{\"id\":\"77\"}");
        });
    });
    Awaited<RemotePin> pin;
    client.createPin(QByteArray("#end"), this, pin.done());
    QVERIFY(pin.wait());
    QCOMPARE(pin.wait()->id, QStringLiteral("77"));
    QCOMPARE(requests, 1);
}

void TestSendOnce::whatMayHaveLeftOverTheConnectionIsNotSentOverAnother()
{
    const RequestBody body = pinBody();
    m_client->connectAhead();
    QTRY_COMPARE(m_proxy->connectionCount(), 1);
    m_pinterest->dropNextBeforeCommit("POST", QStringLiteral("/v5/pins"));
    Awaited<RemotePin> pin;
    m_client->createPin(body, this, pin.done());
    QCOMPARE(pin.error().delivery, Delivery::MaybeSent);
    sendALaterRequest();
    QCOMPARE(m_pinterest->postCount(), 1);
    QCOMPARE(m_proxy->requestsBegun("POST"), 1);
}

void TestSendOnce::aConnectionThatNobodyTookIsClosed()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost)));
    ClientLimits limits;
    limits.readyFor = std::chrono::milliseconds(50);
    Client client(QUrl(QStringLiteral("http://127.0.0.1:%1/v5").arg(server.serverPort())), *m_token,
                  *m_clock, limits);
    client.connectAhead();
    QTRY_VERIFY(server.hasPendingConnections());
    const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(socket->readAll().isEmpty());
}

QTEST_GUILESS_MAIN(TestSendOnce)
#include "tst_sendonce.moc"
