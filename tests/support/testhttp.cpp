// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testhttp.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTimer>

#include <memory>

namespace pinweek::test {

namespace {

// Qt repeats a request whose body it can rewind; this one it can't.
class OnceBody : public QIODevice
{
public:
    explicit OnceBody(QByteArray bytes) : m_bytes(std::move(bytes)) { open(QIODevice::ReadOnly); }
    [[nodiscard]] bool isSequential() const override { return true; }
    // Qt tries before it gives up; QIODevice's own would warn.
    bool seek(qint64) override { return false; }
    [[nodiscard]] qint64 bytesAvailable() const override
    {
        return m_bytes.size() - m_at + QIODevice::bytesAvailable();
    }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 count = qMin<qint64>(most, m_bytes.size() - m_at);
        std::copy_n(m_bytes.constData() + m_at, count, data);
        m_at += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};

HttpAnswer answerOf(QNetworkReply &reply)
{
    HttpAnswer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.error = reply.error();
    answer.body = reply.isOpen() ? reply.readAll() : QByteArray();
    answer.headers = reply.rawHeaderPairs();
    return answer;
}

} // namespace

QByteArray HttpAnswer::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QJsonObject HttpAnswer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

int HttpAnswer::code() const
{
    return json().value(QLatin1String("code")).toInt();
}

HttpAnswer TestHttp::get(const QUrl &url)
{
    return send("GET", url, {}, {});
}

HttpAnswer TestHttp::post(const QUrl &url, const QJsonObject &body)
{
    return send("POST", url, {{"Content-Type", "application/json"}},
                QJsonDocument(body).toJson(QJsonDocument::Compact));
}

HttpAnswer TestHttp::patch(const QUrl &url, const QJsonObject &body)
{
    return send("PATCH", url, {{"Content-Type", "application/json"}},
                QJsonDocument(body).toJson(QJsonDocument::Compact));
}

HttpAnswer TestHttp::remove(const QUrl &url)
{
    return send("DELETE", url, {}, {});
}

HttpAnswer TestHttp::send(const QByteArray &method, const QUrl &url,
                          const QList<QPair<QByteArray, QByteArray>> &headers,
                          const QByteArray &body)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token.toLatin1());
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    OnceBody once(body);
    if (!body.isEmpty() || method == "POST" || method == "PATCH")
        request.setHeader(QNetworkRequest::ContentLengthHeader, body.size());
    const std::unique_ptr<QNetworkReply> reply(
        m_network.sendCustomRequest(request, method, body.isEmpty() ? nullptr : &once));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    QTimer::singleShot(timeout, reply.get(), &QNetworkReply::abort);
    if (!reply->isFinished())
        finished.wait(timeout + 5000);
    return answerOf(*reply);
}

QUrl at(const QUrl &base, const QString &path)
{
    return QUrl(base.toString() + path, QUrl::StrictMode);
}

QByteArray basic(const QString &id, const QString &secret)
{
    return "Basic " + (id + QLatin1Char(':') + secret).toUtf8().toBase64();
}

QByteArray form(const QList<QPair<QString, QString>> &fields)
{
    QByteArray text;
    for (const auto &[name, value] : fields) {
        text += (text.isEmpty() ? "" : "&") + QUrl::toPercentEncoding(name) + '=' +
                QUrl::toPercentEncoding(value);
    }
    return text;
}

} // namespace pinweek::test
