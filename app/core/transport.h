// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/requestbody.h"
#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <chrono>
#include <functional>
#include <utility>

class QNetworkAccessManager;

namespace pinweek {

class ReadyConnection;
struct HttpAnswer;

/** One HTTP request, complete. */
struct HttpRequest
{
    QByteArray verb; // "GET", "POST", "DELETE"
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers;
    RequestBody body;
    /** It changes something at the server: it is sent once, over a connection of its own, and an
     * error says how far it got. */
    bool write = false;
    std::chrono::milliseconds timeLimit =
        std::chrono::seconds(30); // for all of it, upload included
    /** The time limit begins anew with each piece that leaves: for a body that may take hours. */
    bool limitsStandstill = false;
    /** Of a write: called with the bytes of the body that have left so far. May be null. */
    std::function<void(qint64)> sent = {};
    /** Of a write: called with what is there of the answer, each time more has come. It may not
     * end the request. May be null. */
    std::function<void(const HttpAnswer &)> received = {};
    qint64 largestAnswer = 8 * 1024 * 1024; // bytes
    /** Of a write: goes over this connection to the same server if it is whole at that moment. May
     * be null; not kept. */
    ReadyConnection *ready = nullptr;
};

/** A complete answer of any status. */
struct HttpAnswer
{
    int status = 0;
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
    /** The value of a header, empty if there is none; upper and lower case are the same. */
    [[nodiscard]] QByteArray header(const char *name) const;
};

/**
 * Sends one request and gives its complete answer, whatever its status (redirects are not
 * followed). Otherwise an error: Offline (no connection, cut, too slow), Tls, Server (no HTTP, or
 * larger than allowed). An error of a write has `delivery`: NotSent if there was no secure
 * connection or the body never left whole, else MaybeSent. Certificate errors are never ignored. A
 * write never goes over a connection that an earlier request used: it may be dead, and then nobody
 * knows how far the write got. The request ends with `network`. Main thread.
 */
void sendHttp(QNetworkAccessManager &network, const HttpRequest &request, QObject *context,
              Done<HttpAnswer> done);

} // namespace pinweek
