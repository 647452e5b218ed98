// SPDX-License-Identifier: GPL-3.0-or-later
#include "oauth/tokenkeeper.h"

#include "core/filelock.h"
#include "core/logging.h"
#include "oauth/tokenrequest.h"

#include <QCryptographicHash>
#include <QDir>
#include <QList>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace pinweek {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds refreshAhead = std::chrono::days(7);
constexpr std::chrono::milliseconds pauseAfterFailure = 10min; // while the old token still works
constexpr std::chrono::milliseconds pauseAfterRefusal = 24h;
/** An end that is counted from an answer's arrival is not the same to the second. */
constexpr std::chrono::seconds sameEnd = 1min;
constexpr std::chrono::milliseconds lockLimit = 60s; // longer than one token request can take

struct Waiter
{
    QPointer<QObject> context;
    Done<QString> done;
    QString refused; // the token that the server did not take; empty: any that should work
};

} // namespace

/**
 * One piece of work at a time, for all who wait:
 *
 *   load ─► fresh enough? ─yes─────────────────────────────► answer
 *              │ no
 *   file lock ─► load again ─► another process was here? ─yes─► answer
 *              │ no
 *   POST /oauth/token ─► store ─► answer
 */
struct TokenKeeper::Private : QObject
{
    Private(const Account &account, TokenVault &store, const Clock &time,
            QNetworkAccessManager &manager, const QString &lockDirectory, TokenKeeper &keeper)
        : endIsFixed(!account.signInRenews)
        , endpoint(account.endpoints.token)
        , appId(account.appId)
        , key(account.vaultKey())
        , vault(store)
        , clock(time)
        , network(manager)
        , q(keeper)
    {
        const QByteArray hash = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256);
        lockPath =
            QDir(lockDirectory)
                .filePath(QString::fromLatin1(hash.toHex().left(32)) + QLatin1String(".lock"));
    }

    void ask(QObject *context, Done<QString> done, const QString &refused)
    {
        waiters.append({context, std::move(done), refused});
        if (!busy)
            work();
    }

    // --- the steps ---

    void work()
    {
        busy = true;
        if (unsaved) {
            isRenewing = !retired;
            store(*unsaved); // a new token that the vault did not take before
            return;
        }
        if (secrets) {
            decide();
            return;
        }
        load([this] { decide(); });
    }

    void load(std::function<void()> next)
    {
        vault.read(key, this, [this, next](const Result<std::optional<AccountSecrets>> &read) {
            if (!read) {
                if (read.error().kind == ErrorKind::Keychain)
                    emit q.keychainUnavailable(read.error().detail);
                answerAll(fail(read.error()));
            } else if (!*read) {
                disconnected(QStringLiteral("no token is stored for this account"));
            } else {
                secrets = **read;
                next();
            }
        });
    }

    void decide()
    {
        if (!dead.isEmpty() && secrets->tokens.accessToken == dead) {
            disconnected(QStringLiteral("the sign-in has ended"));
        } else if (!isRefused() && !isAboutToEnd()) {
            answerAll(secrets->tokens.accessToken);
        } else if (secrets->tokens.refreshToken.isEmpty()) {
            cannotRefresh();
        } else if (stillWorks() && isPausing()) {
            answerAll(secrets->tokens.accessToken);
        } else {
            takeLock();
        }
    }

    void takeLock()
    {
        const QString before = secrets->tokens.accessToken;
        FileLock::lock(lockPath, lockLimit, this,
                       [this, before](Result<std::shared_ptr<FileLock>> got) {
                           if (!got) {
                               refreshFailed(got.error());
                               return;
                           }
                           lock = *std::move(got);
                           isRenewing = !retired;
                           load([this, before] {
                               // Another process may have refreshed while we waited; its token is
                               // as good as ours.
                               const bool changed = secrets->tokens.accessToken != before;
                               if (changed && !isRefused() && !isAboutToEnd())
                                   answerAll(secrets->tokens.accessToken);
                               else if (secrets->tokens.refreshToken.isEmpty())
                                   cannotRefresh();
                               else
                                   refresh();
                           });
                       });
    }

    void refresh()
    {
        const TokenRequest request{endpoint, appId, secrets->appSecret,
                                   TokenRequest::refreshGrant(secrets->tokens.refreshToken)};
        requestTokens(network, request, clock, this, [this](const Result<TokenSet> &fresh) {
            if (!fresh) {
                refreshFailed(fresh.error());
                return;
            }
            AccountSecrets next = *secrets;
            next.tokens.accessToken = fresh->accessToken;
            next.tokens.accessEndsAt = fresh->accessEndsAt;
            if (!fresh->scopes.isEmpty())
                next.tokens.scopes = fresh->scopes;
            if (!fresh->refreshToken.isEmpty()) {
                next.tokens.refreshToken = fresh->refreshToken;
                next.tokens.refreshEndsAt = fresh->refreshEndsAt;
            }
            endIsFixed = endsSoon(next.tokens) &&
                         !isLater(next.tokens.refreshEndsAt, secrets->tokens.refreshEndsAt);
            // A token whose whole life is short must not count as "about to end" from its first
            // second.
            if (fresh->accessEndsAt)
                ahead = std::min(refreshAhead, (*fresh->accessEndsAt - clock.now()) / 2);
            store(next);
        });
    }

    void store(const AccountSecrets &next)
    {
        if (retired) {
            secrets = next;
            answerAll(secrets->tokens.accessToken);
            return;
        }
        unsaved = next;
        vault.write(key, next, this, [this](const Result<void> &written) {
            if (!written) {
                emit q.keychainUnavailable(written.error().detail);
                answerAll(fail(written.error()));
                return;
            }
            secrets = std::exchange(unsaved, std::nullopt);
            pauseUntil.reset();
            failure.reset();
            dead.clear();
            told.reset();
            qCInfo(logOAuth, "token refreshed and stored");
            emit q.refreshed(secrets->tokens.refreshEndsAt, endIsFixed);
            answerAll(secrets->tokens.accessToken);
        });
    }

    // --- when it does not work ---

    void refreshFailed(const Error &error)
    {
        qCInfo(logOAuth, "token refresh failed: %s", qPrintable(error.detail));
        const bool isRefusal = error.kind == ErrorKind::Rejected;
        failure = error;
        if (stillWorks()) {
            // The old token is good for a while: nobody has to wait for the renewal, which is tried
            // again later.
            pauseUntil = clock.steady() + (isRefusal ? pauseAfterRefusal : pauseAfterFailure);
            if (isRefusal)
                emit q.renewalRefused(secrets->tokens.accessEndsAt);
            answerAll(secrets->tokens.accessToken);
        } else if (error.httpStatus == 400 || error.httpStatus == 401) {
            disconnected(QStringLiteral("Pinterest refused to renew the sign-in (%1)")
                             .arg(error.httpStatus));
        } else {
            answerAll(fail(error));
        }
    }

    /** A pasted token is used as long as the server takes it. */
    void cannotRefresh()
    {
        if (isRefused())
            disconnected(
                QStringLiteral("the access token is no longer accepted and can't be renewed"));
        else
            answerAll(secrets->tokens.accessToken);
    }

    /** The token is no use any more; the vault is asked again next time, since the user may have
     * connected again by then. */
    void disconnected(const QString &why)
    {
        tellEnd();
        dead = secrets ? secrets->tokens.accessToken : QString();
        secrets.reset();
        answerAll(fail(ErrorKind::Unauthorized, why));
    }

    /** Once for each token. */
    void tellEnd()
    {
        const QString token = secrets ? secrets->tokens.accessToken : QString();
        if (told != token)
            emit q.reconnectNeeded();
        told = token;
    }

    // --- answers ---

    void answerAll(const Result<QString> &result)
    {
        lock.reset();
        busy = false;
        endRenewal();
        // Someone may have joined whom this very token was refused to: for them there is more work.
        const auto served = [&](const Waiter &waiter) {
            return !result || waiter.refused.isEmpty() || waiter.refused != *result;
        };
        const bool progress = answerSome(result, served);
        if (waiters.isEmpty() || busy)
            return;
        if (progress)
            work();
        else
            answerSome(fail(ErrorKind::Unauthorized,
                            QStringLiteral("the renewed token is the refused one")),
                       [](const Waiter &) { return true; });
    }

    /** Who waits for its end is told after those who wait for the token. */
    void endRenewal()
    {
        if (std::exchange(isRenewing, false))
            QMetaObject::invokeMethod(&q, &TokenKeeper::renewalEnded, Qt::QueuedConnection);
    }

    bool answerSome(const Result<QString> &result,
                    const std::function<bool(const Waiter &)> &served)
    {
        const auto rest = std::stable_partition(
            waiters.begin(), waiters.end(), [&](const Waiter &waiter) { return !served(waiter); });
        const QList<Waiter> ready(rest, waiters.end());
        waiters.erase(rest, waiters.end());
        for (const Waiter &waiter : ready) {
            if (waiter.context)
                deliver(waiter.context.data(), waiter.done, result);
        }
        return !ready.isEmpty();
    }

    // --- questions ---

    [[nodiscard]] bool isRefused() const
    {
        return std::any_of(waiters.cbegin(), waiters.cend(), [this](const Waiter &waiter) {
            return !waiter.refused.isEmpty() && waiter.refused == secrets->tokens.accessToken;
        });
    }
    [[nodiscard]] bool isAboutToEnd() const
    {
        const auto due = renewalOf(secrets->tokens).dueAt;
        return secrets->tokens.accessToken.isEmpty() || (due && *due < clock.now());
    }
    [[nodiscard]] Renewal renewalOf(const TokenSet &tokens) const
    {
        Renewal renewal{std::nullopt, tokens.accessEndsAt};
        if (tokens.refreshToken.isEmpty())
            return renewal;
        if (tokens.accessEndsAt)
            renewal.dueAt = *tokens.accessEndsAt - ahead;
        if (tokens.refreshEndsAt && !endIsFixed) {
            const UtcTime due = *tokens.refreshEndsAt - signInWarning;
            renewal.dueAt = std::min(renewal.dueAt.value_or(due), due);
        }
        return renewal;
    }
    [[nodiscard]] bool endsSoon(const TokenSet &tokens) const
    {
        return tokens.refreshEndsAt && *tokens.refreshEndsAt - clock.now() <= signInWarning;
    }
    static bool isLater(const std::optional<UtcTime> &end, const std::optional<UtcTime> &than)
    {
        return end && than && *end - *than > sameEnd;
    }
    [[nodiscard]] bool stillWorks() const
    {
        return secrets && !secrets->tokens.accessToken.isEmpty() && !isRefused() &&
               (!secrets->tokens.accessEndsAt || *secrets->tokens.accessEndsAt > clock.now() + 60s);
    }
    [[nodiscard]] bool isPausing() const { return pauseUntil && clock.steady() < *pauseUntil; }

    bool endIsFixed; // the sign-in ends soon, and the last renewal did not change that
    QUrl endpoint;
    QString appId;
    QString key;
    QString lockPath;
    TokenVault &vault;
    const Clock &clock;
    QNetworkAccessManager &network;
    TokenKeeper &q;

    std::optional<AccountSecrets> secrets; // as the vault has them
    std::optional<AccountSecrets> unsaved; // new, but not in the vault yet: told to nobody
    std::shared_ptr<FileLock> lock;
    QList<Waiter> waiters;
    bool busy = false;
    bool retired = false;
    bool isRenewing = false; // from the lock on, or while `unsaved` is stored again
    std::chrono::seconds ahead = refreshAhead;
    std::optional<std::chrono::milliseconds> pauseUntil;
    std::optional<Error> failure; // why the last renewal failed
    QString dead;                 // the token that is refused for good
    std::optional<QString> told;  // the token whose end was signalled last
};

TokenKeeper::TokenKeeper(const Account &account, TokenVault &vault, const Clock &clock,
                         QNetworkAccessManager &network, const QString &lockDirectory,
                         QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(account, vault, clock, network, lockDirectory, *this))
{
}

TokenKeeper::~TokenKeeper() = default;

void TokenKeeper::renewal(QObject *context, Done<Renewal> done)
{
    d->vault.read(
        d->key, context,
        [this, done = std::move(done)](const Result<std::optional<AccountSecrets>> &read) {
            if (!read)
                done(fail(read.error()));
            else if (!*read)
                done(fail(ErrorKind::Unauthorized,
                          QStringLiteral("no token is stored for this account")));
            else
                done(d->renewalOf((*read)->tokens));
        });
}

void TokenKeeper::renew(QObject *context, Done<Renewal> done)
{
    d->pauseUntil.reset();
    d->failure.reset();
    d->ask(context,
           [this, done = std::move(done)](const Result<QString> &token) {
               if (!token)
                   done(fail(token.error()));
               else if (d->failure)
                   done(fail(*d->failure));
               else if (d->secrets)
                   done(d->renewalOf(d->secrets->tokens));
               else // it was given up between the answer and its delivery
                   done(fail(ErrorKind::Unauthorized, QStringLiteral("the sign-in has ended")));
           },
           {});
}

void TokenKeeper::retire()
{
    d->retired = true;
    // What may still come is stored nowhere. Also where it is over, and not signalled yet.
    d->isRenewing = false;
    emit renewalEnded();
    blockSignals(true);
}

bool TokenKeeper::isRenewing() const
{
    return d->isRenewing;
}

void TokenKeeper::token(QObject *context, Done<QString> done)
{
    d->ask(context, std::move(done), {});
}

void TokenKeeper::tokenRefused(const QString &refused, QObject *context, Done<QString> done)
{
    d->ask(context, std::move(done), refused);
}

FixedToken::FixedToken(QString token) : m_token(std::move(token)) {}

void FixedToken::token(QObject *context, Done<QString> done)
{
    if (m_token.isEmpty())
        deliver<QString>(
            context, std::move(done),
            fail(ErrorKind::Unauthorized, QStringLiteral("the access token is empty")));
    else
        deliver<QString>(context, std::move(done), m_token);
}

void FixedToken::tokenRefused(const QString &, QObject *context, Done<QString> done)
{
    deliver<QString>(
        context, std::move(done),
        fail(ErrorKind::Unauthorized, QStringLiteral("the given access token is not accepted")));
}

} // namespace pinweek
