// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/answerreader.h"
#include "core/httplog.h"
#include "core/transport.h"

#include <QAbstractSocket>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

class QHostAddress;
class QTcpSocket;

namespace pinweek {

/**
 * One request that changes something at the server, over a connection of its own, or over one that
 * was opened for it and not used (HttpRequest::ready), HTTP/1.1. It is sent once since nothing in
 * here could send it again: no part of it is written twice, and only the connection that comes
 * first is written to (protocols.md 2.1). Certificates are judged by Qt, and errors of theirs end
 * it before a byte is sent. Deletes itself; ends without a word if it is deleted before. Main
 * thread; bodies are written in pieces that take well under a millisecond.
 */
class WriteExchange final : public QObject
{
    Q_OBJECT

public:
    /** @param done as that of sendHttp() */
    WriteExchange(const HttpRequest &request, QObject *parent, QObject *context,
                  Done<HttpAnswer> done);
    /** Before anything is sent: whether it may go to a computer with this address, which a name
     * can't tell. Forbidden: it may not. */
    void setPeerRule(std::function<bool(const QHostAddress &)> mayGoTo);

private:
    void connectToServer();
    void connectBy(QAbstractSocket::NetworkLayerProtocol protocol);
    void goOver(QTcpSocket *ready);
    void hold(QTcpSocket *socket);
    void take(QTcpSocket *socket);
    void begin();
    void sendOn();
    void readOn();
    void connectionEnded(QTcpSocket *socket);
    [[nodiscard]] Error whyItEnded(const QTcpSocket &socket) const;
    [[nodiscard]] qint64 notTakenYet() const;
    [[nodiscard]] bool isCertainlyUnsent() const;
    void finishWith(Error error);
    void finish(Result<HttpAnswer> result);

    HttpRequest m_request;
    qint64 m_bodyBytes;
    QPointer<QObject> m_context;
    Done<HttpAnswer> m_done;
    HttpLog m_log;
    QList<QTcpSocket *> m_sockets;
    QTcpSocket *m_socket = nullptr; // the one that is connected
    std::function<bool(const QHostAddress &)> m_mayGoTo;
    AnswerReader m_reader;
    QTimer m_limit;
    QByteArray m_head;
    qint64 m_written = 0; // bytes of the body that the socket has
    bool m_connected = false;
    bool m_finished = false;
};

} // namespace pinweek
