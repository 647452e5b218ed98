// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "model/account.h"
#include "oauth/tokenset.h"

#include <QObject>
#include <QUrl>

#include <chrono>
#include <memory>

class QNetworkAccessManager;

namespace pinweek {

/** What a login needs to know. */
struct LoginRequest
{
    Endpoints endpoints;
    QString appId;
    QString appSecret;
    int redirectPort = 8085; // the redirect is literally http://localhost:<port>/
    bool continuousRefresh = true;
    bool secretBoards = false; // adds the four _secret scopes
};

/**
 * One login in the system browser, answered on a loopback redirect (RFC 8252; pinterest-api.md
 * section 2).
 *
 *   start() ──► listen on 127.0.0.1:port and [::1]:port ──► openBrowser(url) ──► GET /?code&state
 *                    │ busy: Rejected                                              │ state differs:
 * answered 400, ignored, waits on │                                                             │
 * error=…: Rejected "refused" ▼                                                             ▼ 5
 * minutes: Cancelled "timed out"             POST /oauth/token (Basic, sent once) ──► TokenSet
 *
 * The listener is closed before `finished`, whatever the outcome. Main thread; one use.
 */
class OAuthFlow : public QObject
{
    Q_OBJECT

public:
    /** @param network has the manual redirect policy, no cookies and no cache; outlives the flow.
     */
    OAuthFlow(const LoginRequest &request, const Clock &clock, QNetworkAccessManager &network,
              QObject *parent = nullptr);
    ~OAuthFlow() override;

    /** How long the browser has to come back. Default five minutes; before start(). */
    void setTimeLimit(std::chrono::milliseconds limit);
    void start();
    /** Emits openBrowser again with the same address (and the same state). */
    void openAgain();
    void cancel();
    /** The address that the browser is sent to; empty before start(). */
    [[nodiscard]] QUrl authorizeUrl() const;

signals:
    /** The front end opens this in the system browser. */
    void openBrowser(const QUrl &url);
    /** A browser came with something that is not ours (wrong state): `hint` tells the user; the
     * wait goes on. */
    void strangeAnswer(const QString &hint);
    /**
     * Ends the flow, once. Error details are English and name the cause:
     * Conflict = port busy, Rejected = refused by the user or by the token endpoint (bad app id or
     * secret), Interrupted = five minutes without an answer, Cancelled, Forbidden = not all
     * permissions were granted, RateLimited, Offline (MaybeSent: the connection broke off) / Tls /
     * Server (with the status; 2xx: the answer made no sense) = token endpoint down.
     */
    void finished(const pinweek::Result<pinweek::TokenSet> &result);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
