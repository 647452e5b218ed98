// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSocket>
#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <chrono>

class QTcpSocket;
class QUrl;

namespace pinweek {

/** Not connected yet; TLS for https, whose certificate Qt judges. */
QTcpSocket *newSocketFor(const QUrl &url, QObject *parent);
void connectTo(QTcpSocket &socket, const QUrl &url,
               QAbstractSocket::NetworkLayerProtocol protocol = QAbstractSocket::AnyIPProtocol);

/**
 * One connection to a server, opened some seconds before the request that needs it (protocols.md
 * 1.A). Nothing is sent over it here. What the server closes, or says something over unasked, is
 * closed here at once, and so is what nobody took in time: the longer it lies idle, the likelier it
 * is dead without a sign, and a request would have to be looked for. Main thread.
 */
class ReadyConnection : public QObject
{
    Q_OBJECT

public:
    explicit ReadyConnection(QObject *parent = nullptr);

    /** Opens one, unless there is one; closed again when nobody took it by then. */
    void open(const QUrl &url, std::chrono::milliseconds keptFor);
    /** The open connection, the caller's from now on; nullptr: there is none that is certainly
     * whole and unused. */
    [[nodiscard]] QTcpSocket *take();

private:
    void close();
    [[nodiscard]] bool isWhole() const;

    QTcpSocket *m_socket = nullptr;
    QTimer m_limit;
    QDateTime m_until;
};

} // namespace pinweek
