// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/await.h"
#include "support/rawpeer.h"
#include "webpicker/guardproxy.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace pinweek;
using namespace pinweek::test;

/** The browser's way to the network, without a browser. */
class TestGuardProxy : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_site = std::make_unique<RawPeer>();
        m_site->setAnswer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", RawPeer::ThenStay);
    }
    void theTypedSiteIsReached();
    void anotherPlaceOfThisComputerIsNot();
    void itEndsWhileAPageIsStillLoading();

private:
    [[nodiscard]] QByteArray get(const RawPeer &peer) const
    {
        return "GET http://127.0.0.1:" + QByteArray::number(peer.port()) +
               "/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    }
    [[nodiscard]] TypedSite typed() const { return TypedSite(m_site->apiBase()); }
    /** What the proxy answers; it stays open. */
    static QByteArray answer(QTcpSocket &browser, const GuardProxy &proxy,
                             const QByteArray &request, const QByteArray &end)
    {
        browser.connectToHost(QHostAddress::LocalHost, proxy.port());
        browser.write(request);
        QByteArray text;
        if (!waitUntil([&] { return (text += browser.readAll()).endsWith(end); }))
            qWarning("the answer never ended");
        return text;
    }

    std::unique_ptr<RawPeer> m_site;
};

void TestGuardProxy::theTypedSiteIsReached()
{
    const GuardProxy proxy(typed());
    QTcpSocket browser;
    QVERIFY(answer(browser, proxy, get(*m_site), "ok").startsWith("HTTP/1.1 200"));
    QVERIFY(m_site->received().contains("GET / HTTP/1.1\r\nConnection: close\r\n"));
}

void TestGuardProxy::anotherPlaceOfThisComputerIsNot()
{
    const GuardProxy proxy(typed());
    const RawPeer inside;
    QTcpSocket browser;
    QVERIFY(answer(browser, proxy, get(inside), "\r\n\r\n").startsWith("HTTP/1.1 403"));
    QCOMPARE(inside.requestCount(), 0);
}

/** Its sockets say that they are closed when they end: what hears it is to be whole then. */
void TestGuardProxy::itEndsWhileAPageIsStillLoading()
{
    auto proxy = std::make_unique<GuardProxy>(typed());
    QTcpSocket browser;
    QVERIFY(answer(browser, *proxy, get(*m_site), "ok").startsWith("HTTP/1.1 200"));
    QSignalSpy ended(&browser, &QTcpSocket::disconnected);
    proxy.reset();
    QVERIFY(!ended.isEmpty() || ended.wait());
}

QTEST_GUILESS_MAIN(TestGuardProxy)
#include "tst_guardproxy.moc"
