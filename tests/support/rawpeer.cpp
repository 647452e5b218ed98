// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rawpeer.h"

#include <QTcpSocket>

#include <memory>

namespace pinweek::test {

namespace {

/** Length of a whole request at the start of `bytes`, 0 if it is not whole yet. */
qsizetype wholeRequest(const QByteArray &bytes)
{
    const qsizetype head = bytes.indexOf("\r\n\r\n");
    if (head < 0)
        return 0;
    qsizetype body = 0;
    const QList<QByteArray> lines = bytes.left(head).split('\n');
    for (const QByteArray &line : lines) {
        if (line.toLower().startsWith("content-length:"))
            body = line.mid(line.indexOf(':') + 1).trimmed().toLongLong();
    }
    const qsizetype whole = head + 4 + body;
    return bytes.size() >= whole ? whole : 0;
}

} // namespace

RawPeer::RawPeer(QObject *parent) : QObject(parent)
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection())
            serve(socket);
    });
    m_server.listen(QHostAddress(QHostAddress::LocalHost));
}

QUrl RawPeer::apiBase() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1/v5").arg(port()));
}

void RawPeer::serve(QTcpSocket *socket)
{
    auto buffer = std::make_shared<QByteArray>();
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket, buffer] {
        const QByteArray bytes = socket->readAll();
        m_received += bytes;
        *buffer += bytes;
        while (const qsizetype length = wholeRequest(*buffer)) {
            buffer->remove(0, length);
            ++m_requestCount;
            socket->write(m_answer);
            if (m_then == ThenClose) {
                socket->disconnectFromHost();
                return;
            }
        }
    });
}

} // namespace pinweek::test
