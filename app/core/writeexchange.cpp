// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/writeexchange.h"

#include "core/readyconnection.h"

#include <QHostAddress>
#include <QMetaEnum>
#include <QSslSocket>

#include <algorithm>

namespace pinweek {

namespace {

// Below the size from which the heap gets its blocks from the system one by one.
constexpr qint64 pieceBytes = 96 * 1024;
constexpr qint64 readBufferBytes = 256 * 1024;
// Where a name has addresses of both kinds, one kind may lead nowhere without saying so.
constexpr std::chrono::milliseconds otherWayAfter{300};
QByteArray hostOf(const QUrl &url)
{
    const QByteArray name = url.host(QUrl::FullyEncoded).toLatin1();
    const QByteArray host = name.contains(':') ? '[' + name + ']' : name;
    return url.port() < 0 ? host : host + ':' + QByteArray::number(url.port());
}

QByteArray targetOf(const QUrl &url)
{
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    const QByteArray target = path.isEmpty() ? QByteArray("/") : path;
    return url.hasQuery() ? target + '?' + url.query(QUrl::FullyEncoded).toLatin1() : target;
}

/** Empty if something in it would break out of its line. */
QByteArray headOf(const HttpRequest &request)
{
    const QList<std::pair<QByteArray, QByteArray>> own{
        {"Host", hostOf(request.url)},
        {"User-Agent", "Pinweek/" PINWEEK_VERSION},
        {"Connection", "close"},
        // Packed answers could grow beyond their limit while they are unpacked.
        {"Accept-Encoding", "identity"},
        {"Content-Length", QByteArray::number(request.body.size())}};
    QByteArray head = request.verb + ' ' + targetOf(request.url) + " HTTP/1.1\r\n";
    for (const auto &[name, value] : own + request.headers) {
        const auto breaksOut = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
        if (std::any_of(value.begin(), value.end(), breaksOut))
            return {};
        head += name + ": " + value + "\r\n";
    }
    return head + "\r\n";
}

} // namespace

WriteExchange::WriteExchange(const HttpRequest &request, QObject *parent, QObject *context,
                             Done<HttpAnswer> done)
    : QObject(parent)
    , m_request(request)
    , m_bodyBytes(request.body.size())
    , m_context(context)
    , m_done(std::move(done))
    , m_log(request.verb)
    , m_head(headOf(request))
{
    m_limit.setSingleShot(true);
    m_limit.setTimerType(Qt::PreciseTimer);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        finishWith({ErrorKind::Offline, QStringLiteral("no complete answer within %1 s")
                                            .arg(double(m_request.timeLimit.count()) / 1000)});
    });
    m_limit.start(m_request.timeLimit);
    if (m_head.isEmpty())
        finishWith({ErrorKind::Rejected, QStringLiteral("a line break within a header")});
    else if (QTcpSocket *ready = request.ready ? request.ready->take() : nullptr)
        goOver(ready);
    else
        connectToServer();
    m_request.ready = nullptr;
}

void WriteExchange::setPeerRule(std::function<bool(const QHostAddress &)> mayGoTo)
{
    m_mayGoTo = std::move(mayGoTo);
}

void WriteExchange::connectToServer()
{
    connectBy(QAbstractSocket::AnyIPProtocol);
    const bool isAddress = !QHostAddress(m_request.url.host()).isNull();
    if (!isAddress) {
        QTimer::singleShot(otherWayAfter, this, [this] {
            if (!m_finished && !m_socket)
                connectBy(QAbstractSocket::IPv4Protocol);
        });
    }
}

void WriteExchange::connectBy(QAbstractSocket::NetworkLayerProtocol protocol)
{
    QTcpSocket *socket = newSocketFor(m_request.url, this);
    hold(socket);
    connect(socket, &QTcpSocket::connected, this, [this, socket] { take(socket); });
    if (auto *encrypted = qobject_cast<QSslSocket *>(socket))
        connect(encrypted, &QSslSocket::encrypted, this, &WriteExchange::begin);
    connectTo(*socket, m_request.url, protocol);
}

/** It is connected, and nothing was sent over it yet. */
void WriteExchange::goOver(QTcpSocket *ready)
{
    ready->setParent(this);
    hold(ready);
    take(ready);
    if (!m_connected)
        begin();
}

void WriteExchange::hold(QTcpSocket *socket)
{
    m_sockets.append(socket);
    socket->setReadBufferSize(readBufferBytes);
    // Queued: the socket first brings what it has read, and has come to its end.
    connect(
        socket, &QTcpSocket::errorOccurred, this, [this, socket] { connectionEnded(socket); },
        Qt::QueuedConnection);
    if (auto *encrypted = qobject_cast<QSslSocket *>(socket))
        connect(encrypted, &QSslSocket::encryptedBytesWritten, this, &WriteExchange::sendOn);
}

/** The first that is connected is the one that sends. */
void WriteExchange::take(QTcpSocket *socket)
{
    if (m_finished || m_socket)
        return;
    m_socket = socket;
    if (m_mayGoTo && !m_mayGoTo(socket->peerAddress())) {
        finishWith({ErrorKind::Forbidden, QStringLiteral("a server that may not be asked")});
        return;
    }
    for (QTcpSocket *other : std::as_const(m_sockets)) {
        if (other != socket) {
            other->disconnect(this);
            other->abort();
        }
    }
    connect(socket, &QTcpSocket::readyRead, this, &WriteExchange::readOn);
    connect(socket, &QTcpSocket::bytesWritten, this, &WriteExchange::sendOn);
    if (!qobject_cast<QSslSocket *>(socket))
        begin();
}

void WriteExchange::begin()
{
    m_connected = true;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    sendOn();
}

/** Bytes that lie in the socket's own memory. */
qint64 WriteExchange::notTakenYet() const
{
    const auto *encrypted = qobject_cast<const QSslSocket *>(m_socket);
    return m_socket->bytesToWrite() + (encrypted ? encrypted->encryptedBytesToWrite() : 0);
}

void WriteExchange::sendOn()
{
    if (m_finished || !m_connected || notTakenYet() > 0)
        return;
    QByteArray piece = std::exchange(m_head, QByteArray());
    const qint64 headBytes = piece.size();
    const qint64 left = m_bodyBytes - m_written;
    if (headBytes + left == 0)
        return;
    piece.resize(std::min(pieceBytes, headBytes + left));
    const qint64 wanted = piece.size() - headBytes;
    if (m_written > 0 && m_request.sent)
        m_request.sent(m_written);
    if (m_request.body.read(m_written, piece.data() + headBytes, wanted) < wanted) {
        finishWith({ErrorKind::Storage, QStringLiteral("the file can't be read to its end")});
        return;
    }
    m_written += wanted;
    if (m_request.limitsStandstill)
        m_limit.start(m_request.timeLimit);
    m_socket->write(piece);
    if (m_written == m_bodyBytes)
        m_request.body = {}; // a picture's memory serves the next one while this one is answered
}

void WriteExchange::readOn()
{
    if (m_finished)
        return;
    const AnswerReader::State state = m_reader.add(m_socket->readAll());
    if (m_request.received && m_reader.answer().status > 0)
        m_request.received(m_reader.answer());
    if (m_reader.answer().body.size() > m_request.largestAnswer)
        finishWith(
            {ErrorKind::Server,
             QStringLiteral("the answer is larger than %1 bytes").arg(m_request.largestAnswer)});
    else if (state == AnswerReader::State::Broken)
        finishWith({ErrorKind::Server, QStringLiteral("the answer is not HTTP")});
    else if (state == AnswerReader::State::Complete)
        finish(m_reader.answer());
}

void WriteExchange::connectionEnded(QTcpSocket *socket)
{
    if (m_finished)
        return;
    if (!m_socket) {
        m_sockets.removeOne(socket);
        socket->deleteLater();
        if (m_sockets.isEmpty())
            finishWith(whyItEnded(*socket));
        return;
    }
    if (socket != m_socket)
        return;
    readOn();
    if (m_finished)
        return;
    if (socket->error() == QAbstractSocket::RemoteHostClosedError &&
        m_reader.end() == AnswerReader::State::Complete)
        finish(m_reader.answer());
    else
        finishWith(whyItEnded(*socket));
}

/** Qt's own text may quote the address. */
Error WriteExchange::whyItEnded(const QTcpSocket &socket) const
{
    const QAbstractSocket::SocketError error = socket.error();
    if (m_reader.answer().status > 0)
        return {ErrorKind::Offline, QStringLiteral("the answer was cut")};
    const char *name = QMetaEnum::fromType<QAbstractSocket::SocketError>().valueToKey(int(error));
    return {error == QAbstractSocket::SslHandshakeFailedError ? ErrorKind::Tls : ErrorKind::Offline,
            QStringLiteral("network error %1 (%2)").arg(int(error)).arg(QLatin1String(name))};
}

/** Its last byte was never given to the connection. */
bool WriteExchange::isCertainlyUnsent() const
{
    return m_reader.answer().status == 0 &&
           (!m_connected || !m_head.isEmpty() || m_written < m_bodyBytes);
}

void WriteExchange::finishWith(Error error)
{
    if (!isCertainlyUnsent())
        error.delivery = Delivery::MaybeSent;
    finish(fail(std::move(error)));
}

void WriteExchange::finish(Result<HttpAnswer> result)
{
    if (std::exchange(m_finished, true))
        return;
    m_limit.stop();
    for (QTcpSocket *socket : std::as_const(m_sockets))
        socket->abort();
    deleteLater();
    if (result)
        m_log.finished(result->status, result->header("x-pinterest-rid"));
    else
        m_log.finished(0, {});
    if (m_context)
        deliver(m_context.data(), std::move(m_done), std::move(result));
}

} // namespace pinweek
