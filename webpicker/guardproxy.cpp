// SPDX-License-Identifier: GPL-3.0-or-later
#include "guardproxy.h"

#include <QHostInfo>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <chrono>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype longestHead = 64 * 1024;
constexpr qint64 mostBuffered = 512 * 1024;
constexpr qint64 mostBytes = 512LL * 1024 * 1024; // of one connection, from the network
constexpr auto patience = std::chrono::seconds(60);

/** One connection of the browser, to one place. */
class Tunnel : public QObject
{
public:
    Tunnel(QTcpSocket *browser, const TypedSite &site, QObject *parent)
        : QObject(parent), m_browser(browser), m_site(site)
    {
        browser->setParent(this);
        browser->setReadBufferSize(mostBuffered);
        m_idle.setSingleShot(true);
        m_idle.setInterval(patience);
        connect(&m_idle, &QTimer::timeout, this, &QObject::deleteLater);
        connect(browser, &QTcpSocket::readyRead, this, [this] { fromBrowser(); });
        connect(browser, &QTcpSocket::disconnected, this, &QObject::deleteLater);
        m_idle.start();
    }
    /** A socket that ends says so: not to what is half gone. */
    ~Tunnel() override
    {
        m_browser->disconnect(this);
        m_remote.disconnect(this);
    }
    Q_DISABLE_COPY_MOVE(Tunnel)

private:
    void fromBrowser()
    {
        m_idle.start();
        if (m_isConnected) {
            pass(*m_browser, m_remote);
            return;
        }
        if (m_isAsked)
            return; // the rest waits in the socket
        m_head += m_browser->read(longestHead - m_head.size());
        const qsizetype end = m_head.indexOf("\r\n\r\n");
        if (end >= 0)
            readHead();
        else if (m_head.size() >= longestHead)
            refuse("431 Too Large");
    }

    void readHead()
    {
        m_isAsked = true;
        const QByteArray line = m_head.left(m_head.indexOf("\r\n"));
        const QList<QByteArray> words = line.split(' ');
        if (words.size() != 3) {
            refuse("400 Bad Request");
            return;
        }
        m_connects = words.at(0) == "CONNECT";
        m_address = m_connects ? QUrl(u"https://"_s + QString::fromLatin1(words.at(1)))
                               : QUrl::fromEncoded(words.at(1));
        const bool isWeb = m_address.isValid() && !m_address.host().isEmpty() &&
                           (m_connects || m_address.scheme() == u"http");
        if (!isWeb) {
            refuse("400 Bad Request");
            return;
        }
        if (!m_connects)
            m_head.replace(0, line.size(),
                           words.at(0) + ' ' +
                               m_address.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority |
                                                   QUrl::RemoveFragment) +
                               ' ' + words.at(2) + "\r\nConnection: close");
        const QHostAddress literal(m_address.host());
        if (!literal.isNull()) {
            QHostInfo info;
            info.setAddresses({literal});
            found(info);
            return;
        }
        QHostInfo::lookupHost(m_address.host(QUrl::FullyEncoded), this,
                              [this](const QHostInfo &info) { found(info); });
    }

    void found(const QHostInfo &info)
    {
        QList<QHostAddress> hosts = info.addresses();
        if (hosts.isEmpty()) {
            refuse("502 No Such Host");
            return;
        }
        if (!m_site.mayAsk(m_address, hosts)) {
            refuse("403 Private Network");
            return;
        }
        std::stable_partition(hosts.begin(), hosts.end(), [](const QHostAddress &host) {
            return host.protocol() == QAbstractSocket::IPv4Protocol;
        });
        m_remote.setReadBufferSize(mostBuffered);
        m_remote.setProxy(QNetworkProxy::NoProxy);
        connect(&m_remote, &QTcpSocket::connected, this, [this] { connected(); });
        connect(&m_remote, &QTcpSocket::readyRead, this, [this] { fromSite(); });
        connect(&m_remote, &QTcpSocket::bytesWritten, this, [this] { fromBrowser(); });
        connect(m_browser, &QTcpSocket::bytesWritten, this, [this] { fromSite(); });
        connect(&m_remote, &QTcpSocket::disconnected, this, [this] {
            fromSite();
            m_browser->disconnectFromHost();
        });
        connect(&m_remote, &QTcpSocket::errorOccurred, this, [this] {
            if (!m_isConnected)
                refuse("502 Not Reached");
        });
        m_remote.connectToHost(hosts.first(), quint16(m_address.port(m_connects ? 443 : 80)));
    }

    void connected()
    {
        m_isConnected = true;
        const qsizetype end = m_head.indexOf("\r\n\r\n") + 4;
        if (m_connects) {
            m_browser->write("HTTP/1.1 200 Connected\r\n\r\n");
            m_remote.write(m_head.mid(end));
        } else {
            m_remote.write(m_head);
        }
        m_head.clear();
        fromBrowser();
    }

    void fromSite()
    {
        m_idle.start();
        m_received += pass(m_remote, *m_browser);
        if (m_received > mostBytes)
            deleteLater();
    }

    /** As much as the other takes for now. */
    static qint64 pass(QTcpSocket &from, QTcpSocket &to)
    {
        const qint64 room = mostBuffered - to.bytesToWrite();
        if (room <= 0)
            return 0;
        const QByteArray bytes = from.read(room);
        return bytes.isEmpty() ? 0 : to.write(bytes);
    }

    void refuse(const QByteArray &status)
    {
        m_browser->write("HTTP/1.1 " + status +
                         "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        m_browser->disconnectFromHost();
    }

    QTcpSocket *m_browser;
    QTcpSocket m_remote;
    TypedSite m_site;
    QByteArray m_head;
    QUrl m_address;
    QTimer m_idle;
    qint64 m_received = 0;
    bool m_isAsked = false;
    bool m_connects = false;
    bool m_isConnected = false;
};

} // namespace

GuardProxy::GuardProxy(const TypedSite &site, QObject *parent) : QObject(parent), m_site(site)
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *browser = m_server.nextPendingConnection())
            new Tunnel(browser, m_site, this);
    });
}

} // namespace pinweek
