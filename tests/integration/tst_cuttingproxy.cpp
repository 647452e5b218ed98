// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/server.h"
#include "support/await.h"
#include "support/cuttingproxy.h"
#include "support/testhttp.h"

#include <QTcpSocket>
#include <QTest>

#include <memory>

using namespace pinweek;
using namespace pinweek::test;

class TestCuttingProxy : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_pinterest = std::make_unique<SandboxServer>();
        QVERIFY(m_pinterest->start());
        m_proxy = std::make_unique<CuttingProxy>(m_pinterest->port());
        const QByteArray body = R"({"name": "Soups"})";
        m_request =
            "POST /v5/boards HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            "Authorization: Bearer " +
            m_pinterest->accessToken().toLatin1() +
            "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

    void passesEverythingWhenNothingIsCut()
    {
        TestHttp http;
        http.token = m_pinterest->accessToken();
        const QUrl url = m_proxy->through(at(m_pinterest->apiBase(), QStringLiteral("/boards")));
        QCOMPARE(http.post(url, {{QStringLiteral("name"), QStringLiteral("Soups")}}).status, 201);
        QCOMPARE(http.get(url).status, 200);
        QCOMPARE(m_proxy->requestsBegun("POST"), 1);
        QCOMPARE(m_proxy->requestsBegun("GET"), 1);
        QCOMPARE(m_proxy->cutCount(), 0);
        QVERIFY(m_proxy->bytesFromServer() > 0);
    }

    void theServerActsOnlyOnAWholeRequest()
    {
        // Byte by byte through the head's end and the body, in larger steps before.
        const qint64 whole = m_request.size();
        for (qint64 bytes = 0; bytes <= whole; bytes += bytes < whole - 25 ? 23 : 1) {
            init();
            m_proxy->cutFromClientAfter(bytes);
            QTcpSocket client;
            QVERIFY(sendAll(client));
            QCOMPARE(m_proxy->cutCount(), 1);
            QCOMPARE(m_proxy->requestsBegun("POST"), 1);
            QCOMPARE(m_proxy->bytesFromClient(), whole);
            if (bytes == whole) {
                QTRY_COMPARE(m_pinterest->boards().size(), 1);
            } else {
                QCOMPARE(m_pinterest->boards().size(), 0);
            }
            QVERIFY(client.readAll().isEmpty());
        }
    }

    void theClientGetsJustTheBytesBeforeTheCut()
    {
        for (const qint64 bytes : {0, 1, 12, 100, 300}) {
            init();
            m_proxy->cutFromServerAfter(bytes);
            QTcpSocket client;
            QVERIFY(sendAll(client));
            QCOMPARE(client.readAll().size(), bytes);
            QCOMPARE(m_pinterest->boards().size(), 1);
        }
    }

    void cutsOnlySoManyConnections()
    {
        m_proxy->cutFromServerAfter(0, 1);
        QTcpSocket first;
        QVERIFY(sendAll(first));
        QVERIFY(first.readAll().isEmpty());
        QTcpSocket second;
        second.connectToHost(QStringLiteral("127.0.0.1"), m_proxy->port());
        second.write(m_request);
        QByteArray seen;
        QTRY_VERIFY((seen += second.readAll()).startsWith("HTTP/1.1 201"));
        QCOMPARE(m_proxy->connectionCount(), 2);
        QCOMPARE(m_proxy->cutCount(), 1);
    }

    void aServerThatIsGoneEndsTheConnection()
    {
        m_pinterest->stop();
        QTcpSocket client;
        QVERIFY(sendAll(client));
        QVERIFY(client.readAll().isEmpty());
    }

private:
    // Sends the request in one piece and waits for the end of the connection.
    bool sendAll(QTcpSocket &client)
    {
        client.connectToHost(QStringLiteral("127.0.0.1"), m_proxy->port());
        if (!waitUntil([&] { return client.state() == QAbstractSocket::ConnectedState; }))
            return false;
        client.write(m_request);
        return waitUntil([&] { return client.state() == QAbstractSocket::UnconnectedState; });
    }

    std::unique_ptr<SandboxServer> m_pinterest;
    std::unique_ptr<CuttingProxy> m_proxy;
    QByteArray m_request;
};

QTEST_GUILESS_MAIN(TestCuttingProxy)
#include "tst_cuttingproxy.moc"
