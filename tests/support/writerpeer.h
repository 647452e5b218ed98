// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

namespace pinweek::test {

/** A program that writes, on loopback: takes whole requests, and answers each with what a test
 * gave, or piece by piece as a test says. */
class WriterPeer : public QObject
{
    Q_OBJECT

public:
    WriterPeer();
    /** "http://127.0.0.1:4711/v1" */
    [[nodiscard]] QString address() const;

    /** To all requests from now on. Empty: the head alone is taken, and send() goes on. */
    void answerWith(const QByteArray &raw) { m_answer = raw; }
    /** "HTTP/1.1 200 …" with this body, whole. */
    static QByteArray whole(int status, const QByteArray &body, const QByteArray &headers = {});
    /** The head of a stream whose length nobody knows. */
    static QByteArray streamHead();
    /** An event that brings these words. */
    static QByteArray words(const QString &text);
    /** These words as a stream that comes to its end. */
    static QByteArray stream(const QString &text);

    void send(const QByteArray &raw);
    void close();

    struct Request
    {
        QByteArray line; // "POST /v1/chat/completions"
        QByteArray head;
        QByteArray body;
    };
    [[nodiscard]] const QList<Request> &requests() const { return m_requests; }
    /** Connections that are open now. */
    [[nodiscard]] int open() const { return m_open; }

signals:
    void asked();

private:
    void take(QTcpSocket *socket, QByteArray &received);

    QTcpServer m_server;
    QByteArray m_answer;
    QList<Request> m_requests;
    QPointer<QTcpSocket> m_last;
    int m_open = 0;
};

} // namespace pinweek::test
