// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/website.h"

#include <QTcpSocket>

#include <algorithm>
#include <memory>

namespace pinweek::test {

namespace {
const QByteArray hanging("hang");
const QByteArray cutting("cut");
const QByteArray pouring("pour");
} // namespace

Website::Website(const QHostAddress &at)
{
    if (!m_server.listen(at))
        qFatal("no address to listen on");
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        QTcpSocket *socket = m_server.nextPendingConnection();
        ++m_connections;
        auto head = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, head] {
            *head += socket->readAll();
            if (head->contains("\r\n\r\n"))
                serve(socket, std::exchange(*head, {}));
        });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    });
}

QString Website::address(const QString &path, const QString &host) const
{
    return QStringLiteral("http://%1:%2%3")
        .arg(host.isEmpty() ? m_server.serverAddress().toString() : host)
        .arg(m_server.serverPort())
        .arg(path);
}

void Website::answer(const QByteArray &path, int status, const QByteArray &headers)
{
    for (const char *verb : {"HEAD", "GET"})
        answerTo(verb, path, status, headers);
}

void Website::answerTo(const QByteArray &verb, const QByteArray &path, int status,
                       const QByteArray &headers)
{
    m_answers.insert(verb + ' ' + path, "HTTP/1.1 " + QByteArray::number(status) +
                                            " As wished\r\nContent-Length: 0\r\n" + headers +
                                            "\r\n");
}

void Website::answerWith(const QByteArray &path, const QByteArray &headers, const QByteArray &body)
{
    m_answers.insert("GET " + path, "HTTP/1.1 200 As wished\r\nContent-Length: " +
                                        QByteArray::number(body.size()) + "\r\n" + headers +
                                        "\r\n" + body);
}

void Website::answerHalf(const QByteArray &path, const QByteArray &headers, const QByteArray &body)
{
    m_answers.insert("GET " + path, "HTTP/1.1 200 As wished\r\nContent-Length: " +
                                        QByteArray::number(2 * body.size() + 1) + "\r\n" + headers +
                                        "\r\n" + body);
}

void Website::redirect(const QByteArray &path, const QByteArray &to, int status)
{
    answer(path, status, "Location: " + to + "\r\n");
}

void Website::hang(const QByteArray &path)
{
    for (const char *verb : {"HEAD ", "GET "})
        m_answers.insert(verb + path, hanging);
}

void Website::cutHead(const QByteArray &path)
{
    answer(path, 200);
    m_answers.insert("HEAD " + path, cutting);
}

void Website::pour(const QByteArray &path)
{
    m_answers.insert("HEAD " + path, "HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n");
    m_answers.insert("GET " + path, pouring);
}

QList<QByteArray> Website::lines() const
{
    QList<QByteArray> lines;
    for (const Request &request : m_requests)
        lines += request.verb + ' ' + request.path;
    return lines;
}

void Website::serve(QTcpSocket *socket, const QByteArray &head)
{
    const QList<QByteArray> words = head.left(head.indexOf('\r')).split(' ');
    const QByteArray line = words.value(0) + ' ' + words.value(1);
    m_requests.append({words.value(0), words.value(1), head, std::chrono::steady_clock::now()});
    m_mostAtOnce = std::max(m_mostAtOnce, ++m_open);
    connect(socket, &QTcpSocket::disconnected, this, [this] { --m_open; });
    const QByteArray answer =
        m_answers.value(line, "HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n");
    if (answer == cutting) {
        socket->disconnectFromHost();
    } else if (answer == pouring) {
        socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
        const auto more = [this, socket] {
            if (socket->bytesToWrite() < 1024 * 1024) {
                socket->write(QByteArray(256 * 1024, 'x'));
                m_poured += 256 * 1024;
            }
        };
        connect(socket, &QTcpSocket::bytesWritten, this, more);
        more();
    } else if (answer != hanging) {
        socket->write(answer);
        if (head.contains("Connection: close"))
            socket->disconnectFromHost();
    }
    emit requested();
}

} // namespace pinweek::test
