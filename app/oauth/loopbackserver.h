// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QString>
#include <QTcpServer>

class QTcpSocket;

namespace pinweek {

/**
 * The little HTTP server that the browser comes back to: 127.0.0.1 and, where there is one, ::1;
 * loopback only. It listens to `GET /` with our state and to nothing else. What it holds of a
 * browser is limited in size, number and time.
 *
 *   GET /?code=…&state=ours   ─► codeArrived; the browser waits until showResult()
 *   GET /?error=…&state=ours  ─► refused; the same
 *   GET / with anything else  ─► 400 page, strangeRequest
 *   GET /done                 ─► the result page, once there is a result; then resultShown
 *   any other path 404, other Host 400, other verb 405, too large 431
 *
 * Main thread; one use.
 */
class LoopbackServer : public QObject
{
    Q_OBJECT

public:
    /** @param state what the authorize address carries; an answer without it is not for us. */
    explicit LoopbackServer(QString state, QObject *parent = nullptr);
    ~LoopbackServer() override;

    /** Errors: Conflict (someone else has the port), Offline (no loopback at all). */
    Result<void> listen(int port);
    [[nodiscard]] bool isListening() const;
    /** Sends the waiting browsers on to an address without the code, where this page is. Plain
     * text, one line each. */
    void showResult(const QString &title, const QString &text);
    /** True if a browser still waits for showResult(). */
    [[nodiscard]] bool hasWaitingBrowser() const { return !m_waiting.isEmpty(); }
    /** Stops listening; what is being sent is still sent while the server lives. */
    void close();

signals:
    void codeArrived(const QString &code);
    /** @param error the word of OAuth, such as "access_denied" */
    void refused(const QString &error);
    /** @param hint English, for the user */
    void strangeRequest(const QString &hint);
    /** The result page has left completely. */
    void resultShown();

private:
    void acceptAll(QTcpServer &server);
    void read(QTcpSocket *socket);
    void handle(QTcpSocket *socket, const QByteArray &head);
    void handleReturn(QTcpSocket *socket, const QString &query);
    void handleDone(QTcpSocket *socket);
    void redirectToDone(QTcpSocket *socket);
    void strange(QTcpSocket *socket, const QString &text, const QString &hint);
    [[nodiscard]] bool isOurHost(const QByteArray &host) const;

    QString m_state;
    QTcpServer m_v4;
    QTcpServer m_v6;
    int m_port = 0;
    QHash<QTcpSocket *, QByteArray> m_unread; // what came so far, of requests that are not complete
    QList<QTcpSocket *> m_waiting;            // browsers that brought our answer
    QString m_acceptedQuery;                  // the one answer that was taken; empty before
    QByteArray m_resultPage;
};

} // namespace pinweek
