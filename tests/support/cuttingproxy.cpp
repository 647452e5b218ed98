// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cuttingproxy.h"

#include <QHostAddress>
#include <QTcpSocket>

#include <memory>

namespace pinweek::test {

CuttingProxy::CuttingProxy(quint16 serverPort, QObject *parent)
    : QObject(parent), m_serverPort(serverPort)
{
    connect(&m_server, &QTcpServer::newConnection, this, &CuttingProxy::accept);
    m_server.listen(QHostAddress(QHostAddress::LocalHost));
}

QUrl CuttingProxy::through(QUrl url) const
{
    url.setPort(port());
    return url;
}

void CuttingProxy::cutFromClientAfter(qint64 bytes, int times)
{
    m_cutFromClient = {bytes, times};
}

void CuttingProxy::cutFromServerAfter(qint64 bytes, int times)
{
    m_cutFromServer = {bytes, times};
}

void CuttingProxy::stopCutting()
{
    m_cutFromClient = {};
    m_cutFromServer = {};
}

int CuttingProxy::requestsBegun(const QByteArray &method) const
{
    return int(m_fromClient.count(method + " /"));
}

void CuttingProxy::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        ++m_connectionCount;
        client->setParent(this);
        auto *server = new QTcpSocket(this);
        link(client, server);
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_serverPort);
    }
}

void CuttingProxy::link(QTcpSocket *client, QTcpSocket *server)
{
    const auto up = std::make_shared<qint64>(0);
    const auto down = std::make_shared<qint64>(0);
    const auto passUp = [this, client, server, up] { pass(client, server, m_cutFromClient, *up); };
    connect(client, &QTcpSocket::readyRead, server, passUp);
    connect(server, &QTcpSocket::connected, client, passUp);
    connect(server, &QTcpSocket::readyRead, client,
            [this, client, server, down] { pass(server, client, m_cutFromServer, *down); });
    connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    // Never connected: no `disconnected` will come.
    connect(server, &QTcpSocket::errorOccurred, client, &QTcpSocket::disconnectFromHost);
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    connect(server, &QTcpSocket::disconnected, server, &QObject::deleteLater);
}

void CuttingProxy::pass(QTcpSocket *from, QTcpSocket *to, Cut &cut, qint64 &passed)
{
    const bool fromClient = &cut == &m_cutFromClient;
    // Held back until the server is there, so that a cut counts bytes that really went on.
    if (fromClient && to->state() != QAbstractSocket::ConnectedState)
        return;
    QByteArray bytes = from->readAll();
    if (bytes.isEmpty())
        return;
    if (fromClient)
        m_fromClient += bytes;
    else
        m_bytesFromServer += bytes.size();
    const bool cuts = cut.bytes >= 0 && cut.times != 0 && passed + bytes.size() >= cut.bytes;
    if (cuts)
        bytes.truncate(qMax<qint64>(0, cut.bytes - passed));
    passed += bytes.size();
    to->write(bytes);
    if (!cuts)
        return;
    if (cut.times > 0)
        --cut.times;
    ++m_cutCount;
    from->disconnect(to);
    to->disconnect(from);
    connect(to, &QTcpSocket::disconnected, to, &QObject::deleteLater);
    to->disconnectFromHost();
    from->abort();
    from->deleteLater();
}

} // namespace pinweek::test
