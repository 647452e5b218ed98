// SPDX-License-Identifier: GPL-3.0-or-later
#include "oauth/tokenrequest.h"

#include "core/serverwait.h"
#include "core/transport.h"
#include "model/account.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace pinweek {

namespace {

using Fields = QList<std::pair<QString, QString>>;

constexpr std::chrono::seconds timeLimit{30};
constexpr qint64 largestAnswer = 256 * 1024;
constexpr double longestLife = 10.0 * 365 * 24 * 3600; // seconds; beyond it a number is nonsense

QByteArray formBody(const Fields &fields)
{
    QByteArray body;
    for (const auto &[name, value] : fields) {
        if (!body.isEmpty())
            body += '&';
        body += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    return body;
}

HttpRequest toHttp(const TokenRequest &request)
{
    HttpRequest http;
    http.verb = "POST";
    http.url = request.endpoint;
    const QByteArray credentials = (request.appId + QLatin1Char(':') + request.appSecret).toUtf8();
    http.headers = {{"Authorization", "Basic " + credentials.toBase64()},
                    {"Content-Type", "application/x-www-form-urlencoded"},
                    {"Accept", "application/json"}};
    http.body = formBody(request.fields);
    http.write = true;
    http.timeLimit = timeLimit;
    http.largestAnswer = largestAnswer;
    return http;
}

ErrorKind kindOf(int status)
{
    if (status == 429)
        return ErrorKind::RateLimited;
    return status >= 400 && status < 500 && status != 408 ? ErrorKind::Rejected : ErrorKind::Server;
}

Error refusal(const HttpAnswer &answer, UtcTime now)
{
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    Error error;
    error.kind = kindOf(answer.status);
    error.detail = QStringLiteral("the token endpoint answered %1").arg(answer.status);
    error.delivery = error.kind == ErrorKind::Server ? Delivery::MaybeSent : Delivery::Answered;
    if (answer.status == 429 || answer.status == 503)
        error.retryAfter = serverWait(answer, now);
    error.httpStatus = answer.status;
    error.apiCode = object.value(QLatin1String("code")).toInt();
    error.apiMessage = object.value(QLatin1String("message")).toString();
    error.requestId = QString::fromLatin1(answer.header("x-pinterest-rid"));
    return error;
}

Result<TokenSet> readAnswer(const HttpAnswer &answer, UtcTime now)
{
    if (answer.status < 200 || answer.status >= 300)
        return fail(refusal(answer, now));
    return readTokens(answer.body, now).map_error([&](Error error) {
        error.httpStatus = answer.status;
        error.delivery = Delivery::MaybeSent;
        return error;
    });
}

/** When something ends that lives for so many seconds from now. */
std::optional<UtcTime> endOf(const QJsonValue &life, UtcTime now)
{
    const double seconds = life.toDouble(0);
    if (seconds <= 0 || seconds > longestLife)
        return std::nullopt;
    return now + std::chrono::seconds(qint64(seconds));
}

std::optional<UtcTime> refreshEnd(const QJsonObject &object, UtcTime now)
{
    if (const auto end = endOf(object.value(QLatin1String("refresh_token_expires_in")), now))
        return end;
    const double epoch = object.value(QLatin1String("refresh_token_expires_at")).toDouble(0);
    const UtcTime farthest = now + std::chrono::seconds(qint64(longestLife));
    if (epoch > double(toEpoch(now)) && epoch < double(toEpoch(farthest)))
        return fromEpoch(qint64(epoch));
    return std::nullopt;
}

} // namespace

Fields TokenRequest::codeGrant(const QString &code, const QString &redirect, bool continuousRefresh)
{
    Fields fields{{QStringLiteral("grant_type"), QStringLiteral("authorization_code")},
                  {QStringLiteral("code"), code},
                  {QStringLiteral("redirect_uri"), redirect}};
    if (continuousRefresh)
        fields.emplaceBack(QStringLiteral("continuous_refresh"), QStringLiteral("true"));
    return fields;
}

Fields TokenRequest::refreshGrant(const QString &refreshToken)
{
    return {{QStringLiteral("grant_type"), QStringLiteral("refresh_token")},
            {QStringLiteral("refresh_token"), refreshToken}};
}

Result<TokenSet> readTokens(const QByteArray &body, UtcTime now)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return fail(ErrorKind::Server, QStringLiteral("the token answer is not a JSON object"));
    const QJsonObject object = document.object();
    TokenSet tokens;
    tokens.accessToken = object.value(QLatin1String("access_token")).toString();
    if (tokens.accessToken.isEmpty())
        return fail(ErrorKind::Server, QStringLiteral("the token answer has no access_token"));
    tokens.accessEndsAt = endOf(object.value(QLatin1String("expires_in")), now);
    if (!tokens.accessEndsAt)
        return fail(ErrorKind::Server, QStringLiteral("the token answer has no usable expires_in"));
    tokens.refreshToken = object.value(QLatin1String("refresh_token")).toString();
    if (!tokens.refreshToken.isEmpty())
        tokens.refreshEndsAt = refreshEnd(object, now);
    // The separator is not stated anywhere: comma or space.
    static const QRegularExpression separator(QStringLiteral("[,\\s]+"));
    tokens.scopes =
        object.value(QLatin1String("scope")).toString().split(separator, Qt::SkipEmptyParts);
    return tokens;
}

void requestTokens(QNetworkAccessManager &network, const TokenRequest &request, const Clock &clock,
                   QObject *context, Done<TokenSet> done)
{
    if (!isAllowedApiBase(request.endpoint)) {
        deliver<TokenSet>(
            context, std::move(done),
            fail(ErrorKind::Rejected,
                 QStringLiteral("the token address is neither https nor this machine")));
        return;
    }
    sendHttp(
        network, toHttp(request), context,
        [&clock, done = std::move(done)](const Result<HttpAnswer> &answer) {
            done(answer.and_then([&](const HttpAnswer &a) { return readAnswer(a, clock.now()); }));
        });
}

} // namespace pinweek
