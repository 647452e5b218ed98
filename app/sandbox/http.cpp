// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http.h"

#include <QHostAddress>
#include <QLocale>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <utility>

namespace pinweek::sandbox {

namespace {

constexpr qsizetype largestHead = 64 * 1024;
constexpr std::chrono::milliseconds trickle(20);
constexpr int trickleBytes = 1024;

// Of a body that a sink takes.
constexpr qint64 pieceBytes = 1024 * 1024;

HttpReply plainRefusal(int status, const QByteArray &reason)
{
    return {status,
            {{"Content-Type", "application/json"}},
            "{\"code\": " + QByteArray::number(status) + ", \"message\": \"" + reason + "\"}"};
}

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return QByteArrayLiteral("OK");
    case 201:
        return QByteArrayLiteral("Created");
    case 204:
        return QByteArrayLiteral("No Content");
    case 302:
        return QByteArrayLiteral("Found");
    case 400:
        return QByteArrayLiteral("Bad Request");
    case 401:
        return QByteArrayLiteral("Unauthorized");
    case 403:
        return QByteArrayLiteral("Forbidden");
    case 404:
        return QByteArrayLiteral("Not Found");
    case 429:
        return QByteArrayLiteral("Too Many Requests");
    case 500:
        return QByteArrayLiteral("Internal Server Error");
    case 503:
        return QByteArrayLiteral("Service Unavailable");
    default:
        return QByteArrayLiteral("Status");
    }
}

QByteArray httpDate(UtcTime time)
{
    return QLocale::c()
        .toString(toDateTime(time), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
        .toLatin1();
}

bool hasHeader(const HeaderList &headers, const QByteArray &name)
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

QString formText(QByteArray text)
{
    text.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text));
}

} // namespace

QByteArray HttpRequest::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QByteArray HttpRequest::contentType() const
{
    return header("Content-Type").split(';').constFirst().trimmed().toLower();
}

FieldList parseForm(const QByteArray &text)
{
    FieldList fields;
    for (const QByteArray &part : text.split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        fields.append({formText(equals < 0 ? part : part.left(equals)),
                       equals < 0 ? QString() : formText(part.mid(equals + 1))});
    }
    return fields;
}

HttpConnection::HttpConnection(QTcpSocket *socket, const Clock &clock,
                               const ListenerManners &manners, Pace pace, QObject *parent)
    : QObject(parent), m_socket(socket), m_clock(clock), m_manners(manners), m_pace(pace)
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setReadBufferSize(m_pace.bytes > 0 ? m_pace.bytes : pieceBytes);
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::readSoon);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
}

void HttpConnection::readSoon()
{
    if (m_pace.bytes == 0) {
        read();
        return;
    }
    if (std::exchange(m_isReadingSoon, true))
        return;
    QTimer::singleShot(m_pace.everyMs, Qt::PreciseTimer, this, [this] {
        m_isReadingSoon = false;
        read();
    });
}

void HttpConnection::read()
{
    if (m_step == Step::Closing) {
        m_socket->readAll();
        return;
    }
    const bool fresh = m_buffer.isEmpty();
    m_buffer += m_socket->readAll();
    if (m_step == Step::Head && fresh && !m_buffer.isEmpty()) {
        m_request = {};
        m_request.firstByteAt = m_clock.nowMillis();
    }
    if (m_step == Step::Head && !readHead())
        return;
    if (m_step != Step::Body || !readBody())
        return;
    m_step = Step::Answering;
    emit requestArrived(m_request);
}

// True once all of it is there.
bool HttpConnection::readBody()
{
    if (m_request.sink) {
        const qint64 count = qMin<qint64>(m_buffer.size(), m_bodyLength - m_request.bodySize);
        m_request.sink->take(QByteArrayView(m_buffer.constData(), count));
        m_buffer.remove(0, count);
        m_request.bodySize += count;
    } else {
        m_request.bodySize = qMin<qint64>(m_buffer.size(), m_bodyLength);
    }
    if (m_request.cutAfter >= 0 && m_request.bodySize >= m_request.cutAfter) {
        abort();
        return false;
    }
    if (m_request.bodySize < m_bodyLength)
        return false;
    if (!m_request.sink) {
        m_request.body = m_buffer.left(m_bodyLength);
        m_buffer.remove(0, m_bodyLength);
    }
    return true;
}

// True once the head is there and the body may be read.
bool HttpConnection::readHead()
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0) {
        if (m_buffer.size() > largestHead)
            refuse(431, "the head of the request is too long");
        return false;
    }
    const QByteArray head = m_buffer.left(end);
    m_buffer.remove(0, end + 4);
    if (!parseHead(head))
        return false;
    m_step = Step::Body;
    emit headArrived(m_request);
    if (m_request.header("Expect").toLower() == "100-continue")
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    if (!m_request.sink)
        m_buffer.reserve(m_bodyLength);
    return true;
}

bool HttpConnection::parseHead(const QByteArray &head)
{
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.constFirst().trimmed().split(' ');
    if (words.size() != 3 || !words.at(2).startsWith("HTTP/1.")) {
        refuse(400, "this is not HTTP/1.1");
        return false;
    }
    m_request.method = words.at(0);
    const qsizetype question = words.at(1).indexOf('?');
    const QByteArray rawPath = question < 0 ? words.at(1) : words.at(1).left(question);
    m_request.path = QString::fromUtf8(QByteArray::fromPercentEncoding(rawPath));
    m_request.rawQuery = question < 0 ? QByteArray() : words.at(1).mid(question + 1);
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            m_request.headers.append({line.left(colon).trimmed(), line.mid(colon + 1).trimmed()});
    }
    m_closeAfter =
        words.at(2) == "HTTP/1.0" || m_request.header("Connection").toLower().contains("close");
    if (!m_request.header("Transfer-Encoding").isEmpty()) {
        refuse(411, "send a Content-Length");
        return false;
    }
    const QByteArray length = m_request.header("Content-Length");
    bool isNumber = true;
    m_bodyLength = length.isEmpty() ? 0 : length.toLongLong(&isNumber);
    if (!isNumber || m_bodyLength < 0) {
        refuse(400, "Content-Length is no number");
        return false;
    }
    if (m_bodyLength > m_manners.largestBody) {
        refuse(413, "the body is larger than is taken here");
        return false;
    }
    return true;
}

// For what is no proper request: answered without asking anybody, then the end.
void HttpConnection::refuse(int status, const QByteArray &reason)
{
    m_closeAfter = true;
    send(m_manners.refusal ? m_manners.refusal(status, reason) : plainRefusal(status, reason), {});
}

void HttpConnection::abort()
{
    m_step = Step::Closing;
    m_socket->abort();
    deleteLater();
}

void HttpConnection::answer(const HttpReply &reply, const Sending &sending)
{
    if (sending.delayMs > 0) {
        QTimer::singleShot(sending.delayMs, this, [this, reply, sending] { send(reply, sending); });
        return;
    }
    send(reply, sending);
}

void HttpConnection::send(const HttpReply &reply, const Sending &sending)
{
    // The client may have left during a delay.
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    switch (sending.way) {
    case Sending::Way::Never:
        return;
    case Sending::Way::Drop:
        abort();
        return;
    case Sending::Way::Endless:
        sendEndless(reply);
        return;
    case Sending::Way::Cut:
        m_step = Step::Closing;
        m_socket->write(serialized(reply, false).left(sending.bytes));
        m_socket->disconnectFromHost();
        return;
    case Sending::Way::Whole:
        break;
    }
    m_socket->write(serialized(reply, false));
    if (m_closeAfter) {
        m_step = Step::Closing;
        m_socket->disconnectFromHost();
        return;
    }
    m_step = Step::Head;
    // A pipelined request may already be here; answered from the loop so that the stack stays flat.
    if (!m_buffer.isEmpty()) {
        m_request = {};
        m_request.firstByteAt = m_clock.nowMillis();
        QMetaObject::invokeMethod(this, &HttpConnection::read, Qt::QueuedConnection);
    }
}

void HttpConnection::sendEndless(const HttpReply &reply)
{
    m_step = Step::Closing;
    m_socket->write(serialized(reply, true));
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [this] {
        // A client that doesn't read must not fill our memory.
        if (m_socket->bytesToWrite() > largestHead)
            return;
        const QByteArray piece(trickleBytes, ' ');
        m_socket->write(QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n");
    });
    timer->start(trickle);
}

QByteArray HttpConnection::serialized(const HttpReply &reply, bool endless) const
{
    QByteArray text = "HTTP/1.1 " + QByteArray::number(reply.status) + ' ' +
                      reasonOf(reply.status) + "\r\nDate: " + httpDate(m_clock.now()) + "\r\n";
    for (const auto &[name, value] : reply.headers)
        text += name + ": " + value + "\r\n";
    const bool bodiless = reply.status == 204 || reply.status == 304;
    if (endless)
        text += "Transfer-Encoding: chunked\r\n";
    else if (!bodiless && !hasHeader(reply.headers, "Content-Length"))
        text += "Content-Length: " + QByteArray::number(reply.body.size()) + "\r\n";
    text += m_closeAfter ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n";
    if (endless)
        text += "1\r\n{\r\n";
    else if (!bodiless && m_request.method != "HEAD")
        text += reply.body;
    return text;
}

HttpListener::HttpListener(const Clock &clock, QObject *parent)
    : HttpListener(clock, ListenerManners(), parent)
{
}

HttpListener::HttpListener(const Clock &clock, ListenerManners manners, QObject *parent)
    : QObject(parent), m_clock(clock), m_manners(std::move(manners))
{
    connect(&m_server, &QTcpServer::newConnection, this, &HttpListener::accept);
}

bool HttpListener::listen(quint16 port)
{
    return m_server.listen(QHostAddress(QHostAddress::LocalHost), port);
}

void HttpListener::close()
{
    m_server.close();
    // Not deleted here: we may be called from one of them.
    for (HttpConnection *connection : findChildren<HttpConnection *>(Qt::FindDirectChildrenOnly))
        connection->abort();
}

void HttpListener::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++m_connectionCount;
        auto *connection = new HttpConnection(socket, m_clock, m_manners, m_pace, this);
        connect(connection, &HttpConnection::headArrived, this, &HttpListener::headArrived);
        connect(connection, &HttpConnection::requestArrived, this,
                [this, connection](const HttpRequest &request) {
                    emit requestArrived(connection, request);
                });
    }
}

} // namespace pinweek::sandbox
