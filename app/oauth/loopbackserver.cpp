// SPDX-License-Identifier: GPL-3.0-or-later
#include "oauth/loopbackserver.h"

#include "core/logging.h"

#include <QTcpSocket>
#include <QTimer>
#include <QUrlQuery>

namespace pinweek {

namespace {

constexpr qsizetype largestHead = 16 * 1024;
constexpr qsizetype mostConnections = 32;
constexpr std::chrono::seconds headLimit{10};

QByteArray page(const QString &title, const QString &text)
{
    return QStringLiteral(
               "<!doctype html><html lang=\"en\"><head><meta "
               "charset=\"utf-8\"><title>Pinweek</title>"
               "<meta name=\"viewport\" content=\"width=device-width\"><style>"
               "body{font:17px/1.5 system-ui,sans-serif;background:#f6f4f1;color:#22201e;"
               "display:grid;place-items:center;min-height:90vh;margin:0}"
               "main{background:#fff;border-radius:16px;padding:40px 48px;max-width:26em;"
               "box-shadow:0 2px 16px #0001}h1{font-size:24px;margin:0 0 8px}p{margin:0}"
               "@media(prefers-color-scheme:dark){body{background:#1d1b1a;color:#eee}"
               "main{background:#292625}}</style></head>"
               "<body><main><h1>%1</h1><p>%2</p></main></body></html>")
        .arg(title.toHtmlEscaped(), text.toHtmlEscaped())
        .toUtf8();
}

/** Nothing of what we answer is kept, framed, or told to the next page. */
void answer(QTcpSocket *socket, const QByteArray &status, const QByteArray &body,
            const QByteArray &moreHeaders = {})
{
    socket->write("HTTP/1.1 " + status +
                  "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " +
                  QByteArray::number(body.size()) +
                  "\r\nConnection: close\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer"
                  "\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; "
                  "frame-ancestors 'none'\r\nX-Content-Type-Options: nosniff\r\n" +
                  moreHeaders + "\r\n" + body);
    socket->disconnectFromHost();
}

void answerPage(QTcpSocket *socket, const QByteArray &status, const QString &title,
                const QString &text)
{
    answer(socket, status, page(title, text));
}

/** The value of a header in a request head, trimmed; empty if there is none. */
QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    const QList<QByteArray> lines = head.split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        if (colon > 0 && lines[i].left(colon).trimmed().toLower() == name)
            return lines[i].mid(colon + 1).trimmed();
    }
    return {};
}

QString valueOf(const QUrlQuery &query, const char *name)
{
    return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
}

} // namespace

LoopbackServer::LoopbackServer(QString state, QObject *parent)
    : QObject(parent), m_state(std::move(state))
{
    connect(&m_v4, &QTcpServer::newConnection, this, [this] { acceptAll(m_v4); });
    connect(&m_v6, &QTcpServer::newConnection, this, [this] { acceptAll(m_v6); });
}

LoopbackServer::~LoopbackServer() = default;

Result<void> LoopbackServer::listen(int port)
{
    m_port = port;
    const auto busy = [port] {
        return fail(
            ErrorKind::Conflict,
            QStringLiteral(
                "port %1 on this machine is in use by another program; close it, or register "
                "another port with Pinterest and set it in the settings")
                .arg(port));
    };
    if (!m_v4.listen(QHostAddress(QHostAddress::LocalHost), quint16(port))) {
        if (m_v4.serverError() == QAbstractSocket::AddressInUseError)
            return busy();
        return fail(
            ErrorKind::Offline,
            QStringLiteral("cannot listen on 127.0.0.1:%1: %2").arg(port).arg(m_v4.errorString()));
    }
    // Browsers may take `localhost` for ::1: if someone else sits there, the code would go to them.
    if (!m_v6.listen(QHostAddress(QHostAddress::LocalHostIPv6), quint16(port)) &&
        m_v6.serverError() == QAbstractSocket::AddressInUseError) {
        close();
        return busy();
    }
    return {};
}

bool LoopbackServer::isListening() const
{
    return m_v4.isListening() || m_v6.isListening();
}

void LoopbackServer::close()
{
    m_v4.close();
    m_v6.close();
}

void LoopbackServer::acceptAll(QTcpServer &server)
{
    while (QTcpSocket *socket = server.nextPendingConnection()) {
        socket->setParent(this);
        socket->setReadBufferSize(largestHead + 1);
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_unread.remove(socket);
            m_waiting.removeOne(socket);
            socket->deleteLater();
        });
        if (m_unread.size() >= mostConnections) {
            socket->abort();
            continue;
        }
        m_unread.insert(socket, {});
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        // Browsers open connections that they may never use.
        QTimer::singleShot(headLimit, socket, [this, socket] {
            if (m_unread.contains(socket))
                socket->abort();
        });
        read(socket);
    }
}

void LoopbackServer::read(QTcpSocket *socket)
{
    const auto it = m_unread.find(socket);
    if (it == m_unread.end()) {
        socket->readAll(); // already answered
        return;
    }
    *it += socket->readAll();
    const qsizetype end = it->indexOf("\r\n\r\n");
    if (end < 0 && it->size() <= largestHead)
        return;
    const QByteArray head = it->left(end);
    m_unread.erase(it);
    if (end < 0)
        answerPage(socket, "431 Request Header Fields Too Large", QStringLiteral("Too large"),
                   QStringLiteral("Pinweek does not take requests of this size."));
    else
        handle(socket, head);
}

void LoopbackServer::handle(QTcpSocket *socket, const QByteArray &head)
{
    const QList<QByteArray> words = head.left(head.indexOf("\r\n")).split(' ');
    const QByteArray line = words.value(1);
    if (words.size() != 3 || !words[2].startsWith("HTTP/1.") || !line.startsWith('/')) {
        answerPage(socket, "400 Bad Request", QStringLiteral("Not understood"),
                   QStringLiteral("This is not a request that Pinweek can read."));
        return;
    }
    // A foreign name that leads to this machine would let a web page speak to us (DNS rebinding).
    if (!isOurHost(headerOf(head, "host"))) {
        answerPage(socket, "400 Bad Request", QStringLiteral("Wrong address"),
                   QStringLiteral("Pinweek answers only as localhost."));
        return;
    }
    if (words[0] != "GET") {
        answerPage(socket, "405 Method Not Allowed", QStringLiteral("Not possible"),
                   QStringLiteral("Pinweek only answers page requests here."));
        return;
    }
    const qsizetype mark = line.indexOf('?');
    const QByteArray path = mark < 0 ? line : line.left(mark);
    if (path == "/")
        handleReturn(socket, mark < 0 ? QString() : QString::fromLatin1(line.mid(mark + 1)));
    else if (path == "/done" && !m_resultPage.isEmpty())
        handleDone(socket);
    else
        answerPage(socket, "404 Not Found", QStringLiteral("Nothing here"),
                   QStringLiteral("Return to Pinweek."));
}

bool LoopbackServer::isOurHost(const QByteArray &host) const
{
    const QByteArray port = ':' + QByteArray::number(m_port);
    for (const char *name : {"localhost", "127.0.0.1", "[::1]"}) {
        if (host.compare(name + port, Qt::CaseInsensitive) == 0 ||
            (m_port == 80 && host.compare(name, Qt::CaseInsensitive) == 0))
            return true;
    }
    return false;
}

void LoopbackServer::handleReturn(QTcpSocket *socket, const QString &queryText)
{
    const QUrlQuery query(queryText);
    if (valueOf(query, "state") != m_state) {
        strange(
            socket,
            QStringLiteral("This page does not belong to the login that Pinweek is waiting for."),
            QStringLiteral(
                "A browser came back with another login than the one that was started here. Use "
                "the page that opened last, or open it again."));
        return;
    }
    const QString code = valueOf(query, "code");
    const QString error = valueOf(query, "error");
    if (code.isEmpty() && error.isEmpty()) {
        strange(socket, QStringLiteral("Pinterest sent no code."),
                QStringLiteral(
                    "The browser came back from Pinterest without a code. Open the page again."));
        return;
    }
    // Our state is good for one answer; the same one again is an impatient reload.
    if (!m_acceptedQuery.isEmpty() && queryText != m_acceptedQuery) {
        strange(
            socket, QStringLiteral("This login was already answered."),
            QStringLiteral(
                "A browser came back a second time with another answer; the first one counts."));
        return;
    }
    if (!m_resultPage.isEmpty()) {
        redirectToDone(socket);
        return;
    }
    m_waiting.append(socket);
    if (!m_acceptedQuery.isEmpty())
        return;
    m_acceptedQuery = queryText;
    if (error.isEmpty())
        emit codeArrived(code);
    else
        emit refused(error);
}

void LoopbackServer::strange(QTcpSocket *socket, const QString &text, const QString &hint)
{
    qCInfo(logOAuth, "a request on the login port that is not the answer to our login");
    answerPage(socket, "400 Bad Request", QStringLiteral("Not this login"), text);
    emit strangeRequest(hint);
}

void LoopbackServer::showResult(const QString &title, const QString &text)
{
    m_resultPage = page(title, text);
    const QList<QTcpSocket *> waiting = std::exchange(m_waiting, {});
    for (QTcpSocket *socket : waiting)
        redirectToDone(socket);
}

void LoopbackServer::redirectToDone(QTcpSocket *socket)
{
    // Relative, so the browser stays with the name and family that it came by.
    answer(socket, "303 See Other", {}, "Location: /done\r\n");
}

void LoopbackServer::handleDone(QTcpSocket *socket)
{
    answer(socket, "200 OK", m_resultPage);
    if (socket->state() == QAbstractSocket::UnconnectedState)
        emit resultShown();
    else
        connect(socket, &QTcpSocket::disconnected, this, &LoopbackServer::resultShown);
}

} // namespace pinweek
