// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

class QTcpSocket;

namespace pinweek::test {

/**
 * A TCP proxy on 127.0.0.1 between a client and a server on 127.0.0.1 that ends connections at a
 * byte. It counts what it reads from both sides, also what it no longer passes on, so a test can
 * tell how often a client began a request (protocols.md 2.1).
 */
class CuttingProxy : public QObject
{
    Q_OBJECT

public:
    /** @param serverPort where whole bytes go. Listens at once on a free port. */
    explicit CuttingProxy(quint16 serverPort, QObject *parent = nullptr);

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /** A URL of the server, led through this proxy. */
    [[nodiscard]] QUrl through(QUrl url) const;

    /**
     * Passes the first `bytes` from the client, then ends the connection to both sides: as soon as
     * the last of them is passed, so a whole request's length lets the server act but not answer.
     * 0: nothing passes, the end comes with the client's first byte. Each connection counts for
     * itself.
     * @param times how many connections are cut; below 0: all.
     */
    void cutFromClientAfter(qint64 bytes, int times = -1);
    /** The same for what comes from the server. */
    void cutFromServerAfter(qint64 bytes, int times = -1);
    void stopCutting();

    [[nodiscard]] int connectionCount() const { return m_connectionCount; }
    /** Connections that were cut. */
    [[nodiscard]] int cutCount() const { return m_cutCount; }
    /** Read from all clients, passed on or not. */
    [[nodiscard]] qint64 bytesFromClient() const { return m_fromClient.size(); }
    [[nodiscard]] qint64 bytesFromServer() const { return m_bytesFromServer; }
    /** Request lines that start with this method, passed on or not, over all connections. */
    [[nodiscard]] int requestsBegun(const QByteArray &method) const;

private:
    struct Cut
    {
        qint64 bytes = -1; // below 0: off
        int times = -1;
    };
    void accept();
    void link(QTcpSocket *client, QTcpSocket *server);
    /** Passes on what `from` has; ends the connection where a cut says so. */
    void pass(QTcpSocket *from, QTcpSocket *to, Cut &cut, qint64 &passed);

    QTcpServer m_server;
    quint16 m_serverPort;
    Cut m_cutFromClient;
    Cut m_cutFromServer;
    QByteArray m_fromClient;
    qint64 m_bytesFromServer = 0;
    int m_connectionCount = 0;
    int m_cutCount = 0;
};

} // namespace pinweek::test
