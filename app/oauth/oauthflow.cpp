// SPDX-License-Identifier: GPL-3.0-or-later
#include "oauth/oauthflow.h"

#include "core/logging.h"
#include "oauth/loopbackserver.h"
#include "oauth/tokenrequest.h"

#include <QRandomGenerator>
#include <QTimer>

#include <array>

namespace pinweek {

namespace {

constexpr std::chrono::seconds resultPageLimit{2};

QStringList scopesFor(const LoginRequest &request)
{
    QStringList scopes{QStringLiteral("user_accounts:read"), QStringLiteral("boards:read"),
                       QStringLiteral("boards:write"), QStringLiteral("pins:read"),
                       QStringLiteral("pins:write")};
    if (request.secretBoards)
        scopes << QStringLiteral("boards:read_secret") << QStringLiteral("boards:write_secret")
               << QStringLiteral("pins:read_secret") << QStringLiteral("pins:write_secret");
    return scopes;
}

/** 32 random bytes from the system, as base64url without padding. */
QString randomState()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->generate(words.begin(), words.end());
    const QByteArray bytes(reinterpret_cast<const char *>(words.data()), sizeof words);
    return QString::fromLatin1(
        bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QString redirectOf(const LoginRequest &request)
{
    return QStringLiteral("http://localhost:%1/").arg(request.redirectPort);
}

QUrl authorizeUrlOf(const LoginRequest &request, const QString &state)
{
    const auto encoded = [](const QString &text) {
        return QString::fromLatin1(QUrl::toPercentEncoding(text));
    };
    QUrl url = request.endpoints.authorize;
    // Scopes are joined by a comma, which is what Pinterest shows; %2C would say the same.
    url.setQuery(QStringLiteral("client_id=%1&redirect_uri=%2&response_type=code&scope=%3&state=%4")
                     .arg(encoded(request.appId), encoded(redirectOf(request)),
                          scopesFor(request).join(QLatin1Char(',')), encoded(state)),
                 QUrl::StrictMode);
    return url;
}

/** What the browser said, fit for a message: OAuth's error words are plain. */
QString plainWord(const QString &error)
{
    QString word;
    for (const QChar c : error.left(64)) {
        if (c.isLetterOrNumber() || c == u'_' || c == u' ')
            word += c;
    }
    return word;
}

Error refusalOf(const QString &word)
{
    if (word == QLatin1String("access_denied"))
        return {ErrorKind::Rejected, QStringLiteral("access was refused in the browser")};
    return {ErrorKind::Rejected,
            QStringLiteral("Pinterest ended the login: %1").arg(plainWord(word))};
}

/** Names the cause where the token endpoint's own words would not. */
Error explained(Error error)
{
    if (error.kind == ErrorKind::Rejected && error.httpStatus == 401)
        error.detail =
            QStringLiteral("Pinterest does not accept the app id or the app secret (401)");
    else if (error.kind == ErrorKind::Rejected && error.httpStatus != 0)
        error.detail =
            QStringLiteral("Pinterest refused to give a token (%1)").arg(error.httpStatus);
    else if (error.kind == ErrorKind::Offline)
        error.detail = QStringLiteral("the token endpoint can't be reached: %1").arg(error.detail);
    else if (error.kind == ErrorKind::Tls)
        error.detail = QStringLiteral("the connection to the token endpoint is not secure: %1")
                           .arg(error.detail);
    return error;
}

} // namespace

struct OAuthFlow::Private
{
    enum class Step
    {
        NotStarted,
        WaitingForBrowser,
        Exchanging,
        ShowingResult,
        Ended
    };

    Private(const LoginRequest &login, const Clock &time, QNetworkAccessManager &manager,
            OAuthFlow &flow)
        : request(login)
        , clock(time)
        , network(manager)
        , q(flow)
        , state(randomState())
        , server(state)
    {
        limit.setSingleShot(true);
    }

    [[nodiscard]] std::optional<Error> whyNotStart() const
    {
        if (request.appId.isEmpty() || request.appSecret.isEmpty())
            return Error{ErrorKind::Rejected,
                         QStringLiteral("the app id and the app secret are needed")};
        if (!isAllowedApiBase(request.endpoints.token) ||
            !isAllowedApiBase(request.endpoints.authorize))
            return Error{ErrorKind::Rejected,
                         QStringLiteral("the login addresses must be https or on this machine")};
        return std::nullopt;
    }

    void exchange(const QString &code)
    {
        if (step != Step::WaitingForBrowser)
            return;
        step = Step::Exchanging;
        limit.stop();
        TokenRequest ask{
            request.endpoints.token, request.appId, request.appSecret,
            TokenRequest::codeGrant(code, redirectOf(request), request.continuousRefresh)};
        requestTokens(network, ask, clock, &server, [this](const Result<TokenSet> &tokens) {
            showAndEnd(tokens.and_then([this](const TokenSet &set) { return withScopes(set); }));
        });
    }

    /** An answer that names no scopes grants what was asked for; one that lacks some can't publish.
     */
    [[nodiscard]] Result<TokenSet> withScopes(TokenSet tokens) const
    {
        const QStringList asked = scopesFor(request);
        if (tokens.scopes.isEmpty())
            tokens.scopes = asked;
        QStringList missing = asked;
        missing.removeIf([&tokens](const QString &scope) { return tokens.scopes.contains(scope); });
        if (!missing.isEmpty())
            return fail(ErrorKind::Forbidden,
                        QStringLiteral("not granted: %1").arg(missing.join(QStringLiteral(", "))));
        return tokens;
    }

    /** The browser is first led away from the address with the code; it gets two seconds for that.
     */
    void showAndEnd(const Result<TokenSet> &outcome)
    {
        if (step == Step::Ended)
            return;
        result = outcome.map_error(explained);
        if (!server.hasWaitingBrowser()) {
            end();
            return;
        }
        step = Step::ShowingResult;
        connect(&server, &LoopbackServer::resultShown, &q, [this] { end(); });
        QObject::disconnect(&limit, nullptr, &q, nullptr);
        connect(&limit, &QTimer::timeout, &q, [this] { end(); });
        limit.start(resultPageLimit);
        if (outcome)
            server.showResult(QStringLiteral("You are connected"),
                              QStringLiteral("Return to Pinweek. You can close this page."));
        else
            server.showResult(QStringLiteral("Not connected"),
                              QStringLiteral("Return to Pinweek: it says what happened."));
    }

    void endWith(Error error)
    {
        result = fail(std::move(error));
        end();
    }

    void end()
    {
        if (step == Step::Ended)
            return;
        step = Step::Ended;
        limit.stop();
        server.close();
        qCInfo(logOAuth, "login ended: %s",
               result ? "connected" : qPrintable(errorKindName(result.error().kind)));
        // After the call that led here has returned, so that the receiver may delete the flow.
        QTimer::singleShot(0, &q, [this] { emit q.finished(result); });
    }

    LoginRequest request;
    const Clock &clock;
    QNetworkAccessManager &network;
    OAuthFlow &q;
    QString state;
    LoopbackServer server;
    QTimer limit;
    std::chrono::milliseconds timeLimit = std::chrono::minutes(5);
    Step step = Step::NotStarted;
    QUrl url;
    Result<TokenSet> result;
};

OAuthFlow::OAuthFlow(const LoginRequest &request, const Clock &clock,
                     QNetworkAccessManager &network, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(request, clock, network, *this))
{
    connect(&d->server, &LoopbackServer::codeArrived, this,
            [this](const QString &code) { d->exchange(code); });
    connect(&d->server, &LoopbackServer::refused, this, [this](const QString &word) {
        d->limit.stop();
        d->showAndEnd(fail(refusalOf(word)));
    });
    connect(&d->server, &LoopbackServer::strangeRequest, this, &OAuthFlow::strangeAnswer);
    connect(&d->limit, &QTimer::timeout, this, [this] {
        d->endWith({ErrorKind::Interrupted,
                    QStringLiteral("the browser did not come back within %1 minutes")
                        .arg(double(d->timeLimit.count()) / 60000)});
    });
}

OAuthFlow::~OAuthFlow() = default;

void OAuthFlow::setTimeLimit(std::chrono::milliseconds limit)
{
    d->timeLimit = limit;
}

void OAuthFlow::start()
{
    if (d->step != Private::Step::NotStarted)
        return;
    if (const auto reason = d->whyNotStart()) {
        d->endWith(*reason);
        return;
    }
    if (const Result<void> listening = d->server.listen(d->request.redirectPort); !listening) {
        d->endWith(listening.error());
        return;
    }
    d->step = Private::Step::WaitingForBrowser;
    d->url = authorizeUrlOf(d->request, d->state);
    d->limit.start(d->timeLimit);
    emit openBrowser(d->url);
}

void OAuthFlow::openAgain()
{
    if (d->step == Private::Step::WaitingForBrowser)
        emit openBrowser(d->url);
}

void OAuthFlow::cancel()
{
    // Once tokens are there, the answer is "connected", even if the browser's page is still on its
    // way.
    if (d->step == Private::Step::ShowingResult)
        d->end();
    else
        d->endWith({ErrorKind::Cancelled, QStringLiteral("the login was cancelled")});
}

QUrl OAuthFlow::authorizeUrl() const
{
    return d->url;
}

} // namespace pinweek
