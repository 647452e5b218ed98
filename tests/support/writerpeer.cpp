// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/writerpeer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <memory>

namespace pinweek::test {

WriterPeer::WriterPeer()
{
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("no address to listen on");
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        QTcpSocket *socket = m_server.nextPendingConnection();
        ++m_open;
        auto received = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, received] {
            *received += socket->readAll();
            take(socket, *received);
        });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            --m_open;
            socket->deleteLater();
        });
    });
}

QString WriterPeer::address() const
{
    return QStringLiteral("http://127.0.0.1:%1/v1").arg(m_server.serverPort());
}

QByteArray WriterPeer::whole(int status, const QByteArray &body, const QByteArray &headers)
{
    return "HTTP/1.1 " + QByteArray::number(status) +
           " As wished\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\nContent-Type: application/json\r\n" + headers + "\r\n" + body;
}

QByteArray WriterPeer::streamHead()
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
}

QByteArray WriterPeer::words(const QString &text)
{
    const QJsonObject delta{{QStringLiteral("content"), text}};
    const QJsonObject choice{{QStringLiteral("delta"), delta}};
    const QJsonObject event{{QStringLiteral("choices"), QJsonArray{choice}}};
    return "data: " + QJsonDocument(event).toJson(QJsonDocument::Compact) + "\n\n";
}

QByteArray WriterPeer::stream(const QString &text)
{
    return streamHead() + words(text) + "data: [DONE]\n\n";
}

void WriterPeer::take(QTcpSocket *socket, QByteArray &received)
{
    const qsizetype end = received.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QByteArray head = received.left(end + 2);
    qsizetype length = 0;
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith("content-length:"))
            length = line.mid(line.indexOf(':') + 1).trimmed().toLongLong();
    }
    if (received.size() < end + 4 + length)
        return;
    const QList<QByteArray> words = head.left(head.indexOf('\r')).split(' ');
    m_requests.append({words.value(0) + ' ' + words.value(1), head, received.mid(end + 4, length)});
    received.clear();
    m_last = socket;
    if (!m_answer.isEmpty()) {
        socket->write(m_answer);
        socket->disconnectFromHost();
    }
    emit asked();
}

void WriterPeer::send(const QByteArray &raw)
{
    if (m_last) {
        m_last->write(raw);
        m_last->flush();
    }
}

void WriterPeer::close()
{
    if (m_last)
        m_last->disconnectFromHost();
}

} // namespace pinweek::test
