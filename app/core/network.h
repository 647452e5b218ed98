// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QNetworkRequest>

class QHostAddress;
class QNetworkAccessManager;
class QUrl;

namespace pinweek {

/** Sets what every manager that carries a secret must have: manual redirects, no cookies, no cache.
 */
void hardenNetwork(QNetworkAccessManager &network);

/** The same for one request, and HTTP/2 off: whatever the manager's own settings are. */
void hardenRequest(QNetworkRequest &request);

/**
 * A hardened request for `address`, whose name has been looked up: it goes to `host` by number, so
 * that what was looked at is what is asked. The name goes along for the server and its certificate;
 * fragment, user and password don't.
 */
QNetworkRequest requestTo(const QUrl &address, const QHostAddress &host);

/** The charset that a Content-Type header names, as it is written; empty: none. */
QByteArray charsetIn(const QByteArray &contentType);

} // namespace pinweek
