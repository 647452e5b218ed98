// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport.h"

#include "core/httplog.h"
#include "core/network.h"
#include "core/writeexchange.h"

#include <QMetaEnum>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>
#include <QTimer>

namespace pinweek {

namespace {

constexpr qint64 readBufferBytes = 256 * 1024;

/** True for the errors that Qt makes out of a status: the answer itself is complete. */
bool isOnlyTheStatus(QNetworkReply::NetworkError error, int status)
{
    if (error == QNetworkReply::NoError)
        return true;
    // Qt prepares to follow a 307 or 308 even when told not to, and finds that it can't.
    if (error == QNetworkReply::ContentReSendError && (status == 307 || status == 308))
        return true;
    if (status < 400 || error == QNetworkReply::ContentReSendError)
        return false;
    return (error > QNetworkReply::UnknownProxyError &&
            error <= QNetworkReply::UnknownContentError) ||
           error >= QNetworkReply::InternalServerError ||
           error == QNetworkReply::ProtocolInvalidOperationError ||
           error == QNetworkReply::ProxyAuthenticationRequiredError;
}

ErrorKind kindOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
        return ErrorKind::Tls;
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return ErrorKind::Server;
    default:
        return ErrorKind::Offline;
    }
}

QNetworkRequest toQt(const HttpRequest &request)
{
    QNetworkRequest qt(request.url);
    hardenRequest(qt);
    qt.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Pinweek/" PINWEEK_VERSION));
    // Packed answers could grow beyond their limit while Qt unpacks them.
    qt.setRawHeader("Accept-Encoding", "identity");
    for (const auto &[name, value] : request.headers)
        qt.setRawHeader(name, value);
    return qt;
}

/** The life of a request that changes nothing; child of its manager, deletes itself. */
class ReadExchange final : public QObject
{
public:
    ReadExchange(QNetworkAccessManager &network, const HttpRequest &request, QObject *context,
                 Done<HttpAnswer> done)
        : QObject(&network)
        , m_request(request)
        , m_context(context)
        , m_done(std::move(done))
        , m_log(request.verb)
    {
        start(network);
    }

private:
    void start(QNetworkAccessManager &network)
    {
        m_reply = network.sendCustomRequest(toQt(m_request), m_request.verb);
        m_reply->setReadBufferSize(readBufferBytes);
        connect(m_reply, &QNetworkReply::readyRead, this, &ReadExchange::read);
        connect(m_reply, &QNetworkReply::finished, this, &ReadExchange::finish);
        m_limit.setSingleShot(true);
        m_limit.setTimerType(Qt::PreciseTimer);
        connect(&m_limit, &QTimer::timeout, this, [this] {
            stop({ErrorKind::Offline, QStringLiteral("no complete answer within %1 s")
                                          .arg(double(m_request.timeLimit.count()) / 1000)});
        });
        m_limit.start(m_request.timeLimit);
    }

    void read()
    {
        if (m_stopped)
            return;
        m_answer.body += m_reply->readAll();
        if (m_answer.body.size() > m_request.largestAnswer)
            stop({ErrorKind::Server, QStringLiteral("the answer is larger than %1 bytes")
                                         .arg(m_request.largestAnswer)});
    }

    void stop(Error why)
    {
        m_stopped = std::move(why);
        m_reply->abort(); // comes back in finish()
    }

    void finish()
    {
        m_limit.stop();
        read();
        if (m_finished)
            return;
        m_finished = true;
        m_reply->deleteLater();
        deleteLater();

        m_answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        m_answer.headers = {m_reply->rawHeaderPairs().cbegin(), m_reply->rawHeaderPairs().cend()};
        if (const std::optional<Error> error = whatWentWrong()) {
            m_log.finished(0, {});
            report(fail(*error));
            return;
        }
        m_log.finished(m_answer.status, m_answer.header("x-pinterest-rid"));
        report(std::move(m_answer));
    }

    [[nodiscard]] std::optional<Error> whatWentWrong() const
    {
        if (m_stopped)
            return m_stopped;
        if (!isOnlyTheStatus(m_reply->error(), m_answer.status))
            return Error{kindOf(m_reply->error()), withoutAddress()};
        if (m_answer.status < 200)
            return Error{ErrorKind::Server, QStringLiteral("the answer is not HTTP")};
        if (isShort())
            return Error{ErrorKind::Offline, QStringLiteral("the answer was cut")};
        return std::nullopt;
    }

    /** Qt's own text may quote the address with its query. */
    [[nodiscard]] QString withoutAddress() const
    {
        return QStringLiteral("network error %1 (%2)")
            .arg(int(m_reply->error()))
            .arg(QLatin1String(QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(
                int(m_reply->error()))));
    }

    [[nodiscard]] bool isShort() const
    {
        bool known = false;
        const qint64 length = m_answer.header("content-length").toLongLong(&known);
        return known && m_request.verb != "HEAD" && m_answer.status != 204 &&
               m_answer.body.size() < length;
    }

    void report(Result<HttpAnswer> result)
    {
        if (m_context)
            deliver(m_context.data(), std::move(m_done), std::move(result));
    }

    HttpRequest m_request;
    QPointer<QObject> m_context;
    Done<HttpAnswer> m_done;
    HttpLog m_log;
    QNetworkReply *m_reply = nullptr;
    HttpAnswer m_answer;
    std::optional<Error> m_stopped;
    QTimer m_limit;
    bool m_finished = false;
};

} // namespace

QByteArray HttpAnswer::header(const char *name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

void sendHttp(QNetworkAccessManager &network, const HttpRequest &request, QObject *context,
              Done<HttpAnswer> done)
{
    if (request.write)
        new WriteExchange(request, &network, context, std::move(done));
    else
        new ReadExchange(network, request, context, std::move(done));
}

} // namespace pinweek
