// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/readyconnection.h"

#include <QSslSocket>
#include <QUrl>

#include <utility>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <sys/socket.h>
#endif

namespace pinweek {

namespace {

constexpr int httpsPort = 443;
constexpr int httpPort = 80;

/** Nothing has come that Qt has not read yet, the end of the connection included. */
bool isQuiet(const QTcpSocket &socket)
{
#ifdef Q_OS_UNIX
    char next = 0;
    return recv(int(socket.socketDescriptor()), &next, 1, MSG_PEEK | MSG_DONTWAIT) < 0 &&
           (errno == EAGAIN || errno == EWOULDBLOCK);
#else
    return socket.bytesAvailable() == 0;
#endif
}

} // namespace

QTcpSocket *newSocketFor(const QUrl &url, QObject *parent)
{
    return url.scheme() == QLatin1String("https") ? new QSslSocket(parent) : new QTcpSocket(parent);
}

void connectTo(QTcpSocket &socket, const QUrl &url, QAbstractSocket::NetworkLayerProtocol protocol)
{
    const QString host = url.host(QUrl::EncodeUnicode);
    auto *encrypted = qobject_cast<QSslSocket *>(&socket);
    const auto port = quint16(url.port(encrypted ? httpsPort : httpPort));
    if (encrypted)
        encrypted->connectToHostEncrypted(host, port, QIODevice::ReadWrite, protocol);
    else
        socket.connectToHost(host, port, QIODevice::ReadWrite, protocol);
}

ReadyConnection::ReadyConnection(QObject *parent) : QObject(parent)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &ReadyConnection::close);
}

void ReadyConnection::open(const QUrl &url, std::chrono::milliseconds keptFor)
{
    if (m_socket)
        return;
    m_socket = newSocketFor(url, this);
    connect(m_socket, &QTcpSocket::readyRead, this, &ReadyConnection::close);
    // Queued: it can't go while it speaks.
    connect(m_socket, &QTcpSocket::errorOccurred, this, &ReadyConnection::close,
            Qt::QueuedConnection);
    m_limit.start(keptFor);
    m_until = QDateTime::currentDateTimeUtc().addMSecs(keptFor.count());
    connectTo(*m_socket, url);
}

QTcpSocket *ReadyConnection::take()
{
    if (!isWhole()) {
        close();
        return nullptr;
    }
    m_limit.stop();
    m_socket->disconnect(this);
    return std::exchange(m_socket, nullptr);
}

bool ReadyConnection::isWhole() const
{
    if (!m_socket || m_socket->state() != QAbstractSocket::ConnectedState ||
        m_socket->error() != QAbstractSocket::UnknownSocketError || // its end was told
        m_socket->bytesAvailable() > 0 || !isQuiet(*m_socket))
        return false;
    const auto *encrypted = qobject_cast<const QSslSocket *>(m_socket);
    // The timer stands still while the computer sleeps.
    return (!encrypted || encrypted->isEncrypted()) && QDateTime::currentDateTimeUtc() <= m_until;
}

void ReadyConnection::close()
{
    m_limit.stop();
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    std::exchange(m_socket, nullptr)->deleteLater();
}

} // namespace pinweek
