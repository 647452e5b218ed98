// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network.h"
#include "oauth/tokenkeeper.h"
#include "oauth/tokenrequest.h"
#include "pinterest/client.h"
#include "support/await.h"
#include "support/manualclock.h"

#include <QNetworkAccessManager>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace pinweek;
using namespace pinweek::pinterest;
using namespace pinweek::test;

namespace {

/** A server with a certificate that nobody vouches for; keeps what it gets to read in clear. */
class TlsPeer final : public QTcpServer
{
public:
    TlsPeer(const QSslCertificate &certificate, const QSslKey &key)
        : m_certificate(certificate), m_key(key)
    {
        listen(QHostAddress(QHostAddress::LocalHost));
    }
    [[nodiscard]] QUrl base() const
    {
        return QUrl(QStringLiteral("https://127.0.0.1:%1/v5").arg(serverPort()));
    }
    int connections = 0;
    QByteArray received;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        ++connections;
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        socket->setLocalCertificate(m_certificate);
        socket->setPrivateKey(m_key);
        connect(socket, &QSslSocket::readyRead, this,
                [this, socket] { received += socket->readAll(); });
        connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
        socket->startServerEncryption();
    }

private:
    QSslCertificate m_certificate;
    QSslKey m_key;
};

QByteArray fileOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/** No certificate error is ever passed over, and then no secret has left. Source:
 * protocols.md 2.2, 4.7. */
class TestTls : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void trustedServerGetsTheToken();
    void untrustedServerGetsNoToken_data();
    void untrustedServerGetsNoToken();
    void untrustedTokenEndpointGetsNoSecret_data() { untrustedServerGetsNoToken_data(); }
    void untrustedTokenEndpointGetsNoSecret();
    void serverWithoutTlsGetsNoToken();

private:
    void openssl(const QString &arguments);
    void makeCertificate(const QString &name, const QString &subject, const QString &alternative,
                         const QString &from, const QString &to);

    QTemporaryDir m_directory;
    ManualClock m_clock;
};

void TestTls::openssl(const QString &arguments)
{
    QProcess process;
    process.setWorkingDirectory(m_directory.path());
    process.start(QStringLiteral("openssl"), arguments.split(u' '));
    QVERIFY(process.waitForFinished());
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
}

void TestTls::makeCertificate(const QString &name, const QString &subject,
                              const QString &alternative, const QString &from, const QString &to)
{
    QFile config(m_directory.filePath(QStringLiteral("ca.cnf")));
    QVERIFY(config.open(QIODevice::WriteOnly | QIODevice::Truncate));
    config.write("[ca]\ndefault_ca=c\n[c]\ndatabase=index.txt\nrand_serial=yes\nnew_certs_dir=.\n"
                 "default_md=sha256\npolicy=p\nx509_extensions=e\nunique_subject=no\n[p]\n"
                 "commonName=supplied\n[e]\nbasicConstraints=CA:TRUE\nsubjectAltName=" +
                 alternative.toLatin1() + '\n');
    config.close();
    QFile index(m_directory.filePath(QStringLiteral("index.txt")));
    QVERIFY(index.open(QIODevice::WriteOnly | QIODevice::Truncate));
    index.close();
    openssl(
        QStringLiteral("req -new -newkey rsa:2048 -nodes -keyout %1.key -out %1.csr -subj /CN=%2")
            .arg(name, subject));
    openssl(QStringLiteral(
                "ca -batch -notext -config ca.cnf -selfsign -keyfile %1.key -in %1.csr -out %1.pem "
                "-startdate %2 -enddate %3")
                .arg(name, from, to));
}

void TestTls::initTestCase()
{
    QVERIFY(QSslSocket::supportsSsl());
    const auto day = [](int offset) {
        return QDateTime::currentDateTimeUtc().addDays(offset).toString(
            QStringLiteral("yyyyMMddhhmmss'Z'"));
    };
    const QString here = QStringLiteral("127.0.0.1");
    makeCertificate(QStringLiteral("self-signed"), here, QStringLiteral("IP:127.0.0.1"), day(-2),
                    day(7));
    makeCertificate(QStringLiteral("expired"), here, QStringLiteral("IP:127.0.0.1"), day(-9),
                    day(-1));
    makeCertificate(QStringLiteral("other-name"), QStringLiteral("api.pinterest.com"),
                    QStringLiteral("DNS:api.pinterest.com"), day(-2), day(7));
}

void TestTls::untrustedServerGetsNoToken_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("trusted"); // the certificate itself counts as an authority
    QTest::newRow("self-signed") << "self-signed" << false;
    QTest::newRow("expired") << "expired" << true;
    QTest::newRow("other name") << "other-name" << true;
}

namespace {

/** Makes Qt trust a certificate while it lives, so that only its other fault counts. */
class Trust
{
public:
    explicit Trust(const QList<QSslCertificate> &certificates)
    {
        QSslConfiguration configuration = m_before;
        configuration.addCaCertificates(certificates);
        QSslConfiguration::setDefaultConfiguration(configuration);
    }
    ~Trust() { QSslConfiguration::setDefaultConfiguration(m_before); }

private:
    QSslConfiguration m_before = QSslConfiguration::defaultConfiguration();
};

} // namespace

/** What the other tests stand on: it is the certificate that keeps the token here. */
void TestTls::trustedServerGetsTheToken()
{
    const QSslCertificate certificate(
        fileOf(m_directory.filePath(QStringLiteral("self-signed.pem"))));
    const QSslKey key(fileOf(m_directory.filePath(QStringLiteral("self-signed.key"))), QSsl::Rsa);
    const Trust trust({certificate});
    TlsPeer peer(certificate, key);
    FixedToken token(QStringLiteral("planted-token"));
    Client client(peer.base(), token, m_clock);
    Awaited<RemoteAccount> account;
    client.account(this, account.done());
    QTRY_VERIFY(peer.received.contains("Bearer planted-token"));
}

void TestTls::untrustedServerGetsNoToken()
{
    QFETCH(QString, name);
    QFETCH(bool, trusted);
    const QSslCertificate certificate(fileOf(m_directory.filePath(name + QStringLiteral(".pem"))));
    const QSslKey key(fileOf(m_directory.filePath(name + QStringLiteral(".key"))), QSsl::Rsa);
    QVERIFY(!certificate.isNull());
    const Trust trust(trusted ? QList{certificate} : QList<QSslCertificate>());
    TlsPeer peer(certificate, key);
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
    const QSslCertificate certificate(fileOf(m_directory.filePath(name + QStringLiteral(".pem"))));
    const QSslKey key(fileOf(m_directory.filePath(name + QStringLiteral(".key"))), QSsl::Rsa);
    const Trust trust(trusted ? QList{certificate} : QList<QSslCertificate>());
    TlsPeer peer(certificate, key);
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
