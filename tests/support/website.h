// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QTcpServer>

#include <chrono>

class QTcpSocket;

namespace pinweek::test {

/** A website on loopback: each address has the answer that a test gave it, for HEAD and GET apart.
 */
class Website : public QObject
{
    Q_OBJECT

public:
    explicit Website(const QHostAddress &at = QHostAddress(QHostAddress::LocalHost));

    /** "http://127.0.0.1:4711/page" */
    [[nodiscard]] QString address(const QString &path, const QString &host = {}) const;
    /** An answer to both verbs. */
    void answer(const QByteArray &path, int status, const QByteArray &headers = {});
    void answerTo(const QByteArray &verb, const QByteArray &path, int status,
                  const QByteArray &headers = {});
    /** 200 with a body, to GET. */
    void answerWith(const QByteArray &path, const QByteArray &headers, const QByteArray &body);
    /** The same, of which the end never comes: the connection is cut. */
    void answerHalf(const QByteArray &path, const QByteArray &headers, const QByteArray &body);
    void redirect(const QByteArray &path, const QByteArray &to, int status = 302);
    /** Nothing ever comes. */
    void hang(const QByteArray &path);
    /** The connection ends without an answer to HEAD; GET is answered. */
    void cutHead(const QByteArray &path);
    /** A head, and then bytes without end. */
    void pour(const QByteArray &path);

    struct Request
    {
        QByteArray verb;
        QByteArray path;
        QByteArray head; // all of it
        std::chrono::steady_clock::time_point at;
    };
    [[nodiscard]] const QList<Request> &requests() const { return m_requests; }
    /** "HEAD /a", … */
    [[nodiscard]] QList<QByteArray> lines() const;
    [[nodiscard]] int connections() const { return m_connections; }
    /** The most requests that were open at once. */
    [[nodiscard]] int mostAtOnce() const { return m_mostAtOnce; }
    /** Of poured bytes, those that left. */
    [[nodiscard]] qint64 poured() const { return m_poured; }

signals:
    void requested();

private:
    void serve(QTcpSocket *socket, const QByteArray &head);

    QTcpServer m_server;
    QHash<QByteArray, QByteArray> m_answers; // by "VERB path"
    QList<Request> m_requests;
    int m_connections = 0;
    int m_open = 0;
    int m_mostAtOnce = 0;
    qint64 m_poured = 0;
};

} // namespace pinweek::test
