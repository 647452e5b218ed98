// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/oauth.h"

#include <QUrl>

#include <algorithm>

namespace pinweek::sandbox {

namespace {

QString str(const char *text)
{
    return QString::fromLatin1(text);
}

// nullopt-like: an empty problem means the fields are fine.
QHash<QString, QString> uniqueFields(const FieldList &list, const QStringList &known,
                                     QString *problem)
{
    QHash<QString, QString> fields;
    for (const auto &[name, value] : list) {
        if (!known.contains(name))
            *problem = QStringLiteral("Unknown field '%1'.").arg(name);
        else if (fields.contains(name))
            *problem = QStringLiteral("'%1' is given twice.").arg(name);
        fields.insert(name, value);
    }
    return fields;
}

QStringList unknownScopes(const QStringList &scopes)
{
    QStringList unknown;
    std::copy_if(scopes.begin(), scopes.end(), std::back_inserter(unknown),
                 [](const QString &scope) { return !allScopes().contains(scope); });
    return unknown;
}

} // namespace

OAuth::OAuth(PinterestState &state) : m_state(state) {}

HttpReply OAuth::page(const HttpRequest &request)
{
    if (request.path == QLatin1String("/oauth/decide"))
        return decide(request);
    if (request.path != QLatin1String("/oauth/") || request.method != "GET")
        return pageReply(404, str("Not found"), {});
    const auto wish = readWish(request, m_state);
    // A mistake is shown here and never sent to the redirect address, which can't be trusted then.
    if (!wish) {
        return pageReply(400, str("This login can't go on"),
                         str("<p>") + wish.error().toHtmlEscaped() + str("</p>"));
    }
    return m_consent == Consent::Ask ? askPage(*wish)
                                     : sendBack(*wish, m_consent == Consent::Allow);
}

tl::expected<OAuth::Wish, QString> OAuth::readWish(const HttpRequest &request,
                                                   const PinterestState &state)
{
    static const QStringList known{str("client_id"), str("redirect_uri"), str("response_type"),
                                   str("scope"), str("state")};
    QString problem;
    const auto query = uniqueFields(parseForm(request.rawQuery), known, &problem);
    if (!problem.isEmpty())
        return tl::make_unexpected(problem);
    const auto app = state.apps.find(query.value(str("client_id")));
    if (app == state.apps.end())
        return tl::make_unexpected(str("There is no app with this client_id."));
    const QString redirect = query.value(str("redirect_uri"));
    if (!app->second.redirectUris.contains(redirect)) {
        return tl::make_unexpected(
            QStringLiteral("The redirect_uri \"%1\" is not registered for this app.")
                .arg(redirect));
    }
    if (query.value(str("response_type")) != str("code"))
        return tl::make_unexpected(str("response_type must be \"code\"."));
    const QStringList scopes = query.value(str("scope")).split(QLatin1Char(','));
    const QStringList unknown = unknownScopes(scopes);
    if (!unknown.isEmpty())
        return tl::make_unexpected(
            QStringLiteral("Unknown scope \"%1\".").arg(unknown.constFirst()));
    return Wish{app->first, redirect, query.value(str("state")), scopes};
}

HttpReply OAuth::askPage(const Wish &wish)
{
    const QString key = randomText(32);
    m_wishes.insert(key, wish);
    QString scopes;
    for (const QString &scope : wish.scopes)
        scopes += str("<li>") + scope.toHtmlEscaped() + str("</li>");
    const QString user = m_state.users.at(m_state.signedInUserId).username.toHtmlEscaped();
    return pageReply(
        200, str("Stand-in Pinterest"),
        QStringLiteral("<p>This is not Pinterest: it is the stand-in that comes with Pinweek.</p>"
                       "<p>App %1 wants to act for <b>%2</b>:</p><ul>%3</ul>"
                       "<form method=\"post\" action=\"/oauth/decide\">"
                       "<input type=\"hidden\" name=\"wish\" value=\"%4\">"
                       "<button name=\"answer\" value=\"allow\">Allow</button>"
                       "<button name=\"answer\" value=\"deny\">Deny</button></form>")
            .arg(wish.appId.toHtmlEscaped(), user, scopes, key));
}

HttpReply OAuth::decide(const HttpRequest &request)
{
    QString problem;
    const auto fields =
        uniqueFields(parseForm(request.body), {str("wish"), str("answer")}, &problem);
    const QString answer = fields.value(str("answer"));
    const auto wish = m_wishes.constFind(fields.value(str("wish")));
    const bool fits = request.method == "POST" && problem.isEmpty() &&
                      wish != m_wishes.constEnd() &&
                      (answer == str("allow") || answer == str("deny"));
    if (!fits)
        return pageReply(400, str("This login can't go on"), str("<p>Start it again.</p>"));
    const Wish decided = *wish;
    m_wishes.erase(wish);
    return sendBack(decided, answer == str("allow"));
}

HttpReply OAuth::sendBack(const Wish &wish, bool allowed)
{
    QByteArray query;
    if (allowed) {
        const Code &code = m_state.addCode(wish.appId, wish.redirectUri, wish.scopes);
        query = "code=" + code.code.toLatin1();
    } else {
        query = "error=access_denied&error_description=The+user+denied+the+request";
    }
    if (!wish.state.isEmpty())
        query += "&state=" + QUrl::toPercentEncoding(wish.state);
    const QByteArray address = wish.redirectUri.toUtf8();
    return redirectReply(address + (address.contains('?') ? '&' : '?') + query);
}

tl::expected<QString, Refusal> OAuth::appOf(const HttpRequest &request) const
{
    const QByteArray header = request.header("Authorization");
    const auto decoded =
        QByteArray::fromBase64Encoding(header.mid(6), QByteArray::AbortOnBase64DecodingErrors);
    const QString pair = decoded ? QString::fromUtf8(*decoded) : QString();
    const QString id = pair.section(QLatin1Char(':'), 0, 0);
    const auto app = m_state.apps.find(id);
    if (!header.startsWith("Basic ") || app == m_state.apps.end() ||
        app->second.secret != pair.section(QLatin1Char(':'), 1))
        return refuse(401, 2, str("Authentication failed."));
    return id;
}

HttpReply OAuth::token(const HttpRequest &request)
{
    static const QStringList known{str("grant_type"),    str("code"),  str("redirect_uri"),
                                   str("refresh_token"), str("scope"), str("continuous_refresh")};
    if (request.method != "POST")
        return refusalReply({405, 405, str("This method is not allowed here.")});
    const auto app = appOf(request);
    if (!app)
        return refusalReply(app.error());
    if (request.contentType() != "application/x-www-form-urlencoded")
        return refusalReply({400, 1, str("The body must be application/x-www-form-urlencoded.")});
    QString problem;
    const auto fields = uniqueFields(parseForm(request.body), known, &problem);
    const QString continuous = fields.value(str("continuous_refresh"), str("true"));
    if (problem.isEmpty() && continuous != str("true") && continuous != str("false"))
        problem = str("'continuous_refresh' must be true or false.");
    if (!problem.isEmpty())
        return refusalReply({400, 1, problem});
    const QString grant = fields.value(str("grant_type"));
    Outcome answer =
        refuse(400, 1, str("'grant_type' must be authorization_code or refresh_token."));
    if (grant == str("authorization_code"))
        answer = exchange(*app, fields);
    else if (grant == str("refresh_token"))
        answer = refresh(*app, fields);
    return answer ? *answer : refusalReply(answer.error());
}

Outcome OAuth::exchange(const QString &appId, const QHash<QString, QString> &fields)
{
    if (fields.contains(str("refresh_token")) || fields.contains(str("scope")))
        return badRequest(str("This grant takes code and redirect_uri only."));
    const auto code = m_state.takeCode(fields.value(str("code")));
    if (!code || code->appId != appId)
        return badRequest(str("The code is unknown, used or too old."));
    if (code->redirectUri != fields.value(str("redirect_uri")))
        return badRequest(str("'redirect_uri' is not that of the authorize request."));
    const Token &token = m_state.addToken(appId, code->userId, code->scopes);
    return jsonReply(200, tokenAnswer(token, str("authorization_code"), true));
}

Outcome OAuth::refresh(const QString &appId, const QHash<QString, QString> &fields)
{
    if (fields.contains(str("code")) || fields.contains(str("redirect_uri")))
        return badRequest(str("This grant takes refresh_token and scope only."));
    Token *old = m_state.tokenByRefresh(fields.value(str("refresh_token")));
    if (!old || old->appId != appId)
        return refuse(401, 2, str("The refresh token is not valid."));
    QStringList scopes = old->scopes;
    if (fields.contains(str("scope"))) {
        const QStringList wished = fields.value(str("scope")).split(QLatin1Char(','));
        for (const QString &scope : wished) {
            if (!scopes.contains(scope))
                return badRequest(QStringLiteral("The scope '%1' was not granted.").arg(scope));
        }
        scopes = wished;
    }
    const QString userId = old->userId;
    old->refreshRevoked = m_rotates;
    Token &token = m_state.addToken(appId, userId, scopes);
    token.refreshRevoked = !m_rotates;
    return jsonReply(200, tokenAnswer(token, str("refresh_token"), m_rotates));
}

QJsonObject OAuth::tokenAnswer(const Token &token, const QString &type, bool withRefresh) const
{
    const UtcTime now = m_state.clock().now();
    QJsonObject answer{{str("access_token"), token.access},
                       {str("token_type"), str("bearer")},
                       {str("expires_in"), qint64((token.accessExpires - now).count())},
                       {str("scope"), token.scopes.join(QLatin1Char(' '))},
                       {str("response_type"), type}};
    if (withRefresh) {
        answer.insert(str("refresh_token"), token.refresh);
        answer.insert(str("refresh_token_expires_in"),
                      qint64((token.refreshExpires - now).count()));
        answer.insert(str("refresh_token_expires_at"), toEpoch(token.refreshExpires));
    }
    return answer;
}

HttpReply OAuth::revoke(const HttpRequest &request) const
{
    const auto app = appOf(request);
    if (!app)
        return refusalReply(app.error());
    return refusalReply({403, 29, str("Only tokens of system users can be revoked.")});
}

} // namespace pinweek::sandbox
