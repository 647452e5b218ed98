// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPair>
#include <QUrl>

namespace pinweek::test {

/** What came back, or didn't. */
struct HttpAnswer
{
    /** 0: no whole head of an answer. */
    int status = 0;
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QByteArray body;
    QList<QPair<QByteArray, QByteArray>> headers;

    [[nodiscard]] QByteArray header(const QByteArray &name) const;
    /** An empty object when the body is none. */
    [[nodiscard]] QJsonObject json() const;
    /** Pinterest's `code` in an error body; 0 when there is none. */
    [[nodiscard]] int code() const;
};

/**
 * A plain HTTP client for tests: each call waits for its answer. It knows nothing of Pinterest,
 * follows no redirect and sends every body once.
 */
class TestHttp
{
public:
    /** Sent as "Bearer …" with every call until changed; empty: no Authorization header. */
    QString token;
    /** Milliseconds after which a call is given up (then `error` is OperationCanceledError). */
    int timeout = 10000;

    HttpAnswer get(const QUrl &url);
    HttpAnswer post(const QUrl &url, const QJsonObject &body);
    HttpAnswer patch(const QUrl &url, const QJsonObject &body);
    HttpAnswer remove(const QUrl &url);
    /** Any request. `headers` come last and win. */
    HttpAnswer send(const QByteArray &method, const QUrl &url,
                    const QList<QPair<QByteArray, QByteArray>> &headers, const QByteArray &body);

private:
    QNetworkAccessManager m_network;
};

/** `base` + `path` (which starts with a slash and may hold a query). */
QUrl at(const QUrl &base, const QString &path);

/** Value of an HTTP Basic Authorization header. */
QByteArray basic(const QString &id, const QString &secret);

/** application/x-www-form-urlencoded text. */
QByteArray form(const QList<QPair<QString, QString>> &fields);

} // namespace pinweek::test
