// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "oauth/tokenset.h"

#include <QList>
#include <QString>
#include <QUrl>

#include <utility>

class QNetworkAccessManager;

namespace pinweek {

/** One POST to the token endpoint. Source: pinterest-api.md 2.3. */
struct TokenRequest
{
    QUrl endpoint;
    QString appId;
    QString appSecret;
    QList<std::pair<QString, QString>> fields; // sent in this order, and no others

    static QList<std::pair<QString, QString>>
    codeGrant(const QString &code, const QString &redirect, bool continuousRefresh);
    static QList<std::pair<QString, QString>> refreshGrant(const QString &refreshToken);
};

/**
 * Asks for tokens, once. Times follow from `clock`. Errors: Offline, Tls, RateLimited (429), Server
 * (5xx, 3xx, an answer without a usable access_token and expires_in), Rejected for every other
 * status (httpStatus says which). Main thread.
 */
void requestTokens(QNetworkAccessManager &network, const TokenRequest &request, const Clock &clock,
                   QObject *context, Done<TokenSet> done);

/** The tokens of a token answer. Pure. */
Result<TokenSet> readTokens(const QByteArray &body, UtcTime now);

} // namespace pinweek
