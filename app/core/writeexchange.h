// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/answerreader.h"
#include "core/httplog.h"
#include "core/transport.h"

#include <QAbstractSocket>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>

class QTcpSocket;

namespace pinweek {

/**
 * One request that changes something at the server, over a connection of its own, HTTP/1.1. It is
 * sent once since nothing in here could send it again: no part of it is written twice, and no
 * second connection is made (protocols.md 2.1). Certificates are judged by Qt, and errors of theirs
 * end it before a byte is sent. Deletes itself; ends without a word if it is deleted before. Main
 * thread; bodies are written in pieces that take well under a millisecond.
 */
class WriteExchange final : public QObject
{
    Q_OBJECT

public:
    /** @param done as that of sendHttp() */
    WriteExchange(const HttpRequest &request, QObject *parent, QObject *context,
                  Done<HttpAnswer> done);

private:
    void connectToServer();
    void sendOn();
    void readOn();
    void connectionEnded();
    [[nodiscard]] Error whyItEnded() const;
    [[nodiscard]] qint64 notTakenYet() const;
    [[nodiscard]] bool isCertainlyUnsent() const;
    void finishWith(Error error);
    void finish(Result<HttpAnswer> result);

    HttpRequest m_request;
    qint64 m_bodyBytes;
    QPointer<QObject> m_context;
    Done<HttpAnswer> m_done;
    HttpLog m_log;
    QTcpSocket *m_socket = nullptr;
    AnswerReader m_reader;
    QTimer m_limit;
    QByteArray m_head;
    qint64 m_written = 0; // bytes of the body that the socket has
    bool m_connected = false;
    bool m_finished = false;
};

} // namespace pinweek
