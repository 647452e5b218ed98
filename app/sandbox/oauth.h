// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/reply.h"
#include "sandbox/state.h"

#include <QHash>

namespace pinweek::sandbox {

/** What the user at the authorize page does. */
enum class Consent
{
    Ask,   // a page with Allow and Deny
    Allow, // straight to the redirect address with a code
    Deny,  // straight to the redirect address with error=access_denied
};

/**
 * The login of the stand-in: the authorize page at /oauth/ and the token endpoint at
 * /v5/oauth/token. Redirect addresses are compared literally; a code is good once, for ten minutes;
 * refreshing gives a new pair and ends the old refresh token. Unknown parameters and form fields
 * are refused, PKCE and credentials in the body among them. Source: Pinterest API v5, oauth/token;
 * pinterest-api.md section 2.
 */
class OAuth
{
public:
    explicit OAuth(PinterestState &state);

    /** /oauth/ and /oauth/decide. */
    HttpReply page(const HttpRequest &request);
    /** POST /v5/oauth/token. */
    HttpReply token(const HttpRequest &request);
    /** POST /v5/oauth/token/revoke: only for system users, so always 403 code 29 (or 401 code 2).
     */
    HttpReply revoke(const HttpRequest &request) const;

    void setConsent(Consent consent) { m_consent = consent; }
    [[nodiscard]] Consent consent() const { return m_consent; }
    /** Off: a refresh answers without a new refresh token, and the old one stays good. */
    void setRotatesRefreshTokens(bool on) { m_rotates = on; }
    [[nodiscard]] bool rotatesRefreshTokens() const { return m_rotates; }

private:
    /** A login that waits for the user. */
    struct Wish
    {
        QString appId;
        QString redirectUri;
        QString state;
        QStringList scopes;
    };

    static tl::expected<Wish, QString> readWish(const HttpRequest &request,
                                                const PinterestState &state);
    HttpReply askPage(const Wish &wish);
    HttpReply decide(const HttpRequest &request);
    HttpReply sendBack(const Wish &wish, bool allowed);

    [[nodiscard]] tl::expected<QString, Refusal> appOf(const HttpRequest &request) const;
    Outcome exchange(const QString &appId, const QHash<QString, QString> &fields);
    Outcome refresh(const QString &appId, const QHash<QString, QString> &fields);
    [[nodiscard]] QJsonObject tokenAnswer(const Token &token, const QString &type,
                                          bool withRefresh) const;

    PinterestState &m_state;
    QHash<QString, Wish> m_wishes; // by the key in the page's form
    Consent m_consent = Consent::Ask;
    bool m_rotates = true;
};

} // namespace pinweek::sandbox
