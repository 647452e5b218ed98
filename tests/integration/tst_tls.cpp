// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network.h"
#include "oauth/tokenkeeper.h"
#include "oauth/tokenrequest.h"
#include "pinterest/client.h"
#include "support/await.h"
#include "support/certificates.h"
#include "support/manualclock.h"

#include <QNetworkAccessManager>
#include <QSslSocket>
#include <QTcpServer>

using namespace pinweek;
using namespace pinweek::pinterest;
using namespace pinweek::test;

namespace {

/** A server with a certificate that nobody vouches for; keeps what it gets to read in clear. */
class TlsPeer final : public QTcpServer
{
public:
    explicit TlsPeer(const TlsIdentity &identity) : m_identity(identity)
    {
        listen(QHostAddress(QHostAddress::LocalHost));
    }
    [[nodiscard]] QUrl base() const
    {
        return QUrl(QStringLiteral("https://127.0.0.1:%1/v5").arg(serverPort()));
    }
    int connections = 0;
    bool encrypted = false;
    QByteArray received;
    /** Sent once what was received ends with "#end". */
    QByteArray answer;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        ++connections;
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        socket->setLocalCertificate(m_identity.certificate);
        socket->setPrivateKey(m_identity.key);
        connect(socket, &QSslSocket::readyRead, this, [this, socket] {
            received += socket->readAll();
            if (received.endsWith("#end"))
                socket->write(answer);
        });
        connect(socket, &QSslSocket::encrypted, this, [this] { encrypted = true; });
        connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
        socket->startServerEncryption();
    }

private:
    TlsIdentity m_identity;
};

} // namespace

/** No certificate error is ever passed over, and then no secret has left. Source:
 * protocols.md 2.2, 4.7. */
class TestTls : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void trustedServerGetsTheToken();
    void trustedServerGetsALargeWriteWhole_data();
    void trustedServerGetsALargeWriteWhole();
    void untrustedServerGetsNoToken_data();
    void untrustedServerGetsNoToken();
    void untrustedTokenEndpointGetsNoSecret_data() { untrustedServerGetsNoToken_data(); }
    void untrustedTokenEndpointGetsNoSecret();
    void serverWithoutTlsGetsNoToken();

private:
    QHash<QString, TlsIdentity> m_identities;
    ManualClock m_clock;
};

void TestTls::initTestCase()
{
    QVERIFY(QSslSocket::supportsSsl());
    const CertificateMaker maker;
    const auto add = [&](const char *name, const QString &subject, const QString &alternative,
                         int firstDay, int lastDay) {
        const QString key = QString::fromLatin1(name);
        m_identities.insert(key, maker.make(key, subject, alternative, firstDay, lastDay));
        QVERIFY(!m_identities.value(key).certificate.isNull());
    };
    const QString here = QStringLiteral("127.0.0.1");
    add("self-signed", here, QStringLiteral("IP:127.0.0.1"), -2, 7);
    add("expired", here, QStringLiteral("IP:127.0.0.1"), -9, -1);
    add("other-name", QStringLiteral("api.pinterest.com"), QStringLiteral("DNS:api.pinterest.com"),
        -2, 7);
}

void TestTls::untrustedServerGetsNoToken_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("trusted"); // the certificate itself counts as an authority
    QTest::newRow("self-signed") << "self-signed" << false;
    QTest::newRow("expired") << "expired" << true;
    QTest::newRow("other name") << "other-name" << true;
}

/** What the other tests stand on: it is the certificate that keeps the token here. */
void TestTls::trustedServerGetsTheToken()
{
    const TlsIdentity identity = m_identities.value(QStringLiteral("self-signed"));
    const Trust trust({identity.certificate});
    TlsPeer peer(identity);
    FixedToken token(QStringLiteral("planted-token"));
    Client client(peer.base(), token, m_clock);
    Awaited<RemoteAccount> account;
    client.account(this, account.done());
    QTRY_VERIFY(peer.received.contains("Bearer planted-token"));
}

void TestTls::trustedServerGetsALargeWriteWhole_data()
{
    QTest::addColumn<bool>("ahead");
    QTest::newRow("over a connection of its own") << false;
    QTest::newRow("over one that was opened ahead") << true;
}

/** Piece by piece, as the connection takes them. */
void TestTls::trustedServerGetsALargeWriteWhole()
{
    const TlsIdentity identity = m_identities.value(QStringLiteral("self-signed"));
    const Trust trust({identity.certificate});
    TlsPeer peer(identity);
    peer.answer = "HTTP/1.1 201 Created\r\nContent-Length: 11\r\n\r\n{\"id\":\"77\"}";
    FixedToken token(QStringLiteral("planted-token"));
    Client client(peer.base(), token, m_clock);
    QByteArray body;
    for (int line = 0; body.size() < 5'000'000; ++line)
        body += QByteArray::number(line) + ' ';
    body += "#end";
    QFETCH(bool, ahead);
    if (ahead) {
        client.connectAhead();
        // The server's last words of the handshake come after it.
        int turns = 0;
        QTRY_VERIFY(peer.encrypted && ++turns > 5);
    }
    Awaited<RemotePin> pin;
    client.createPin(body, this, pin.done());
    QVERIFY(pin.wait());
    QCOMPARE(pin.wait()->id, QStringLiteral("77"));
    QCOMPARE(peer.connections, 1);
    QVERIFY(peer.received.startsWith("POST /v5/pins HTTP/1.1\r\n"));
    QVERIFY(
        peer.received.contains("\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n"));
    QVERIFY(peer.received.endsWith("\r\n\r\n" + body));
}

void TestTls::untrustedServerGetsNoToken()
{
    QFETCH(QString, name);
    QFETCH(bool, trusted);
    const TlsIdentity identity = m_identities.value(name);
    const Trust trust(trusted ? QList{identity.certificate} : QList<QSslCertificate>());
    TlsPeer peer(identity);
    FixedToken token(QStringLiteral("planted-token"));
    Client client(peer.base(), token, m_clock);

    Awaited<RemotePin> pin;
    client.createPin(QByteArray(1000, ' '), this, pin.done());
    QCOMPARE(pin.error().kind, ErrorKind::Tls);
    QCOMPARE(pin.error().delivery, Delivery::NotSent);
    Awaited<RemoteAccount> account;
    client.account(this, account.done());
    QCOMPARE(account.error().kind, ErrorKind::Tls);
    Awaited<void> deleted;
    client.deletePin(QStringLiteral("1"), this, deleted.done());
    QCOMPARE(deleted.error().kind, ErrorKind::Tls);
    QCOMPARE(deleted.error().delivery, Delivery::NotSent);
    QVERIFY(peer.connections >= 3);
    QCOMPARE(peer.received, QByteArray());
}

void TestTls::untrustedTokenEndpointGetsNoSecret()
{
    QFETCH(QString, name);
    QFETCH(bool, trusted);
    const TlsIdentity identity = m_identities.value(name);
    const Trust trust(trusted ? QList{identity.certificate} : QList<QSslCertificate>());
    TlsPeer peer(identity);
    QNetworkAccessManager network;
    hardenNetwork(network);
    Awaited<TokenSet> tokens;
    requestTokens(network,
                  {peer.base(), QStringLiteral("app"), QStringLiteral("planted-secret"),
                   TokenRequest::refreshGrant(QStringLiteral("planted-refresh"))},
                  m_clock, this, tokens.done());
    QCOMPARE(tokens.error().kind, ErrorKind::Tls);
    QCOMPARE(peer.connections, 1);
    QCOMPARE(peer.received, QByteArray());
}

void TestTls::serverWithoutTlsGetsNoToken()
{
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress(QHostAddress::LocalHost)));
    QByteArray received;
    connect(&plain, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = plain.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [&received, socket] {
            received += socket->readAll();
            socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    FixedToken token(QStringLiteral("planted-token"));
    Client client(QUrl(QStringLiteral("https://127.0.0.1:%1/v5").arg(plain.serverPort())), token,
                  m_clock);
    Awaited<RemotePin> pin;
    client.createPin(QByteArray(1000, ' '), this, pin.done());
    QVERIFY(!pin.wait());
    QCOMPARE(pin.error().delivery, Delivery::NotSent);
    QVERIFY(!received.isEmpty());
    QVERIFY(!received.contains("planted-token"));
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
