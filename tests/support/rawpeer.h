// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

namespace pinweek::test {

/** A server on 127.0.0.1 that answers every HTTP request, once it is whole, with the same raw
 * bytes. */
class RawPeer : public QObject
{
    Q_OBJECT

public:
    enum Then
    {
        ThenClose,
        ThenStay
    };

    explicit RawPeer(QObject *parent = nullptr);
    void setAnswer(const QByteArray &bytes, Then then)
    {
        m_answer = bytes;
        m_then = then;
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /** "http://127.0.0.1:PORT/v5" */
    [[nodiscard]] QUrl apiBase() const;
    /** Whole requests. */
    [[nodiscard]] int requestCount() const { return m_requestCount; }
    /** All that came, over all connections. */
    [[nodiscard]] QByteArray received() const { return m_received; }

private:
    void serve(class QTcpSocket *socket);

    QTcpServer m_server;
    QByteArray m_answer;
    Then m_then = ThenClose;
    int m_requestCount = 0;
    QByteArray m_received;
};

} // namespace pinweek::test
