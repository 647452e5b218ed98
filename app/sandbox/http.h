// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPair>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace pinweek::sandbox {

using HeaderList = QList<QPair<QByteArray, QByteArray>>;
using FieldList = QList<QPair<QString, QString>>;

/** Takes the body of a request as it comes in, so that it never has to be whole in memory. */
class BodySink
{
public:
    BodySink() = default;
    virtual ~BodySink() = default;
    Q_DISABLE_COPY_MOVE(BodySink)
    virtual void take(QByteArrayView piece) = 0;
};

struct HttpRequest
{
    /** Counts from 1 over the server's life. */
    int number = 0;
    QByteArray method;
    QString path; // percent-decoded, without the query
    QByteArray rawQuery;
    HeaderList headers;
    /** Empty where a sink took it. */
    QByteArray body;
    qint64 bodySize = 0;
    /** May be given to a request whose head has arrived. */
    std::shared_ptr<BodySink> sink = {};
    /** The connection ends once so many bytes of the body have come; below 0: it doesn't. May be
     * given to a request whose head has arrived. */
    qint64 cutAfter = -1;
    /** When its first byte arrived. */
    UtcMillis firstByteAt;

    /** Value of a header, names compared without case; empty when absent. */
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
    /** The media type without its parameters, lower case. */
    [[nodiscard]] QByteArray contentType() const;
};

struct HttpReply
{
    int status = 200;
    HeaderList headers;
    QByteArray body;
};

/** How a reply leaves the server: whole and at once, unless a fault says otherwise. */
struct Sending
{
    enum class Way
    {
        Whole,
        Never,   // the connection stays open and silent
        Drop,    // the connection ends without a byte of an answer
        Cut,     // the first `bytes` of the answer (status line and headers count), then the end
        Endless, // a body that trickles and never ends
    };
    Way way = Way::Whole;
    qint64 bytes = 0;
    int delayMs = 0;
};

/** How fast bodies are read: as over a long line with a window of `bytes`, of which one is on its
 * way at a time. */
struct Pace
{
    qint64 bytes = 0; // 0: as fast as they come
    int everyMs = 0;
};

/** What a listener is for. */
struct ListenerManners
{
    qint64 largestBody = 64LL * 1024 * 1024;
    /** The answer to what is no proper request; the text is English. */
    std::function<HttpReply(int status, const QByteArray &reason)> refusal;
};

/** Pairs of an x-www-form-urlencoded text, in order, decoded. */
FieldList parseForm(const QByteArray &text);

/** One HTTP/1.1 connection, answered one request after the other (keep-alive, no chunked bodies).
 */
class HttpConnection : public QObject
{
    Q_OBJECT

public:
    HttpConnection(QTcpSocket *socket, const Clock &clock, const ListenerManners &manners,
                   Pace pace, QObject *parent);

    /** Answers the request that `requestArrived` announced; exactly once. */
    void answer(const HttpReply &reply, const Sending &sending);
    /** Ends it at once; it deletes itself from the event loop. */
    void abort();

signals:
    /** The head is complete, the body not yet. `request.number` is given by the receiver. */
    void headArrived(pinweek::sandbox::HttpRequest &request);
    void requestArrived(const pinweek::sandbox::HttpRequest &request);

private:
    void readSoon();
    void read();
    bool readHead();
    [[nodiscard]] bool readBody();
    bool parseHead(const QByteArray &head);
    void refuse(int status, const QByteArray &reason);
    void send(const HttpReply &reply, const Sending &sending);
    void sendEndless(const HttpReply &reply);
    [[nodiscard]] QByteArray serialized(const HttpReply &reply, bool endless) const;

    QTcpSocket *m_socket;
    const Clock &m_clock;
    const ListenerManners &m_manners;
    Pace m_pace;
    bool m_isReadingSoon = false;
    QByteArray m_buffer;
    HttpRequest m_request;
    qint64 m_bodyLength = 0;
    enum class Step
    {
        Head,
        Body,
        Answering,
        Closing
    } m_step = Step::Head;
    bool m_closeAfter = false;
};

/**
 * A small HTTP/1.1 server on 127.0.0.1.
 *
 * It is written on QTcpServer because Qt 6.4's QHttpServer gives an answer whole or not at all: it
 * can neither cut one after a given byte, nor let it trickle for ever, nor end a connection between
 * commit and answer, and the tests of sending once rest on just that. It also tells of requests
 * whose body never came whole. Limits: head 64 KiB, body 64 MiB or as its manners say (413), no
 * chunked request bodies (411).
 */
class HttpListener : public QObject
{
    Q_OBJECT

public:
    explicit HttpListener(const Clock &clock, QObject *parent = nullptr);
    HttpListener(const Clock &clock, ListenerManners manners, QObject *parent = nullptr);

    /** For connections from now on. */
    void setPace(Pace pace) { m_pace = pace; }

    /** @param port 0: any free one. False when it can't be had: see errorString(). */
    bool listen(quint16 port);
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] QString errorString() const { return m_server.errorString(); }
    /** Ends listening and every connection. */
    void close();
    /** Connections accepted so far. */
    [[nodiscard]] int connectionCount() const { return m_connectionCount; }

signals:
    void headArrived(pinweek::sandbox::HttpRequest &request);
    void requestArrived(pinweek::sandbox::HttpConnection *connection,
                        const pinweek::sandbox::HttpRequest &request);

private:
    void accept();

    const Clock &m_clock;
    ListenerManners m_manners;
    Pace m_pace;
    QTcpServer m_server;
    int m_connectionCount = 0;
};

} // namespace pinweek::sandbox
