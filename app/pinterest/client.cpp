// SPDX-License-Identifier: GPL-3.0-or-later
#include "pinterest/client.h"

#include "core/network.h"
#include "core/readyconnection.h"
#include "core/serverwait.h"
#include "core/transport.h"
#include "model/account.h"
#include "pinterest/answererror.h"
#include "pinterest/requestmeter.h"
#include "pinterest/wirejson.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QSet>
#include <QTimer>

namespace pinweek::pinterest {

namespace {

constexpr int pageSize = 250; // the largest that the API takes
constexpr int readRetries = 2;

/** One call of the API and how often it may still be tried. */
struct Call
{
    QByteArray verb;
    QString path;  // below the API base, starts with '/'
    QString query; // percent-encoded
    RequestBody body;
    Done<HttpAnswer> done; // a 2xx answer or an error
    QString token = {};
    int retriesLeft = readRetries;
    bool refreshed = false;
    bool resendable = true; // after a 401, with another token
    bool metered = true;    // false: its caller keeps the books
    bool isPin = false;     // goes over the connection that was opened ahead
    QElapsedTimer timer = {};

    [[nodiscard]] bool isWrite() const { return verb != "GET"; }
    [[nodiscard]] RequestCategory category() const
    {
        return isWrite() ? RequestCategory::Write : RequestCategory::Read;
    }
};

using CallPtr = std::shared_ptr<Call>;

/** A list while its pages come in. */
template<typename T>
struct Listing
{
    QString path;
    Result<T> (*readItem)(const QJsonObject &);
    Done<QList<T>> done;
    QList<T> items = {};
    QSet<QString> ids = {};
    QSet<QString> bookmarks = {};
    int mostPages = 0; // 0: the client's own limit
    int pages = 0;
};

tl::unexpected<Error> badId(const char *what)
{
    return fail(ErrorKind::Rejected, QStringLiteral("not the id of a %1").arg(QLatin1String(what)));
}

} // namespace

struct Client::Private : QObject
{
    Private(const QUrl &base, TokenSource &source, const Clock &time, ClientLimits limit)
        : apiBase(base), tokens(source), clock(time), limits(limit)
    {
        hardenNetwork(network);
    }

    void run(const CallPtr &call)
    {
        if (!isAllowedApiBase(apiBase)) {
            end(call, fail(ErrorKind::Rejected,
                           QStringLiteral("the API base is neither https nor this machine")));
            return;
        }
        tokens.token(this, [this, call](const Result<QString> &token) {
            if (token)
                send(call, *token);
            else
                end(call, fail(withoutToken(token.error(), Delivery::NotSent)));
        });
    }

    /** How far the token's own renewal got says nothing about the call that needed it. */
    static Error withoutToken(Error error, Delivery call)
    {
        error.delivery = call;
        error.httpStatus = 0;
        return error;
    }

    /** False: there is no room for it, and the call has ended. */
    bool takeRoom(const CallPtr &call)
    {
        if (!meter || !call->metered)
            return true;
        if (const auto wait = meter->waitFor(call->category())) {
            Error error{ErrorKind::RateLimited, QStringLiteral("held back by the limits")};
            error.retryAfter = wait;
            error.delivery = Delivery::NotSent;
            end(call, fail(error));
            return false;
        }
        meter->count(call->category());
        return true;
    }

    void send(const CallPtr &call, const QString &token)
    {
        if (!takeRoom(call))
            return;
        call->token = token;
        call->timer.start();
        HttpRequest request;
        request.verb = call->verb;
        request.url = apiBase;
        request.url.setPath(apiBase.path() + call->path);
        if (!call->query.isEmpty())
            request.url.setQuery(call->query, QUrl::StrictMode);
        request.headers = {{"Authorization", "Bearer " + token.toUtf8()},
                           {"Accept", "application/json"}};
        if (!call->body.isEmpty())
            request.headers.emplaceBack("Content-Type", "application/json");
        // What is sent at most once is not kept beside the request that sends it.
        request.body = call->resendable ? call->body : std::exchange(call->body, {});
        request.write = call->isWrite();
        request.timeLimit = request.write ? limits.writeTimeout : limits.readTimeout;
        request.largestAnswer = limits.largestAnswer;
        request.ready = call->isPin ? &ready : nullptr;
        sendHttp(network, request, this,
                 [this, call](const Result<HttpAnswer> &answer) { answered(call, answer); });
    }

    void answered(const CallPtr &call, const Result<HttpAnswer> &answer)
    {
        if (!answer) {
            // One that took its whole time is not tried again: the caller has waited long enough.
            const bool slow =
                std::chrono::milliseconds(call->timer.elapsed()) >= limits.readTimeout;
            retryOrEnd(call, answer.error(), answer.error().kind == ErrorKind::Offline && !slow);
            return;
        }
        noteDate(answer->header("date"));
        noteRemaining(call, *answer);
        if (answer->status >= 200 && answer->status < 300) {
            end(call, *answer);
            return;
        }
        const Error error = errorOfAnswer(*answer, call->isWrite(), clock.now());
        if (error.kind == ErrorKind::Unauthorized && !call->refreshed)
            refresh(call, error);
        else
            retryOrEnd(call, error, answer->status >= 500);
    }

    void retryOrEnd(const CallPtr &call, const Error &error, bool passing)
    {
        if (call->isWrite() || !passing || call->retriesLeft == 0) {
            end(call, fail(error));
            return;
        }
        const auto pause = limits.readRetryPause * (1 << (readRetries - call->retriesLeft));
        --call->retriesLeft;
        QTimer::singleShot(pause, this, [this, call] { run(call); });
    }

    void refresh(const CallPtr &call, const Error &refused)
    {
        call->refreshed = true;
        tokens.tokenRefused(call->token, this, [this, call, refused](const Result<QString> &token) {
            if (token && call->resendable)
                send(call, *token);
            else if (token)
                end(call, fail(withFreshToken(refused)));
            else if (token.error().kind == ErrorKind::Unauthorized)
                end(call,
                    fail(refused)); // what Pinterest said is worth more than that we have no other
            else                    // the complete 401 says that nothing was done
                end(call, fail(withoutToken(token.error(), Delivery::Answered)));
        });
    }

    static Error withFreshToken(Error refused)
    {
        refused.retryAfter = std::chrono::seconds(0);
        return refused;
    }

    void end(const CallPtr &call, Result<HttpAnswer> result) { call->done(std::move(result)); }

    void noteDate(const QByteArray &date)
    {
        if (const auto server = parseHttpDate(date))
            skew = *server - clock.now();
        // An answer without a date has nothing to say against our clock.
        comparison = {skew, clock.nowMillis(), clock.steady()};
    }

    void noteRemaining(const CallPtr &call, const HttpAnswer &answer)
    {
        constexpr int tooMany = 429; // which says itself how long to wait
        if (!meter || answer.status == tooMany)
            return;
        if (const auto wait = exhaustedFor(answer, clock.now()))
            meter->exhausted(call->category(), *wait);
    }

    /** Calls, reads the object that comes back, and delivers it. */
    template<typename T>
    void object(Call call, Result<T> (*read)(const QJsonObject &), QObject *context, Done<T> done)
    {
        const bool write = call.isWrite();
        const QPointer<QObject> receiver(context);
        call.done = [read, write, receiver, done = std::move(done)](Result<HttpAnswer> answer) {
            if (!receiver)
                return;
            Result<T> result = answer.and_then(
                [read](const HttpAnswer &a) { return readObject(a.body).and_then(read); });
            if (answer && !result)
                result = fail(errorOfNonsense(result.error(), *answer, write));
            deliver(receiver.data(), done, std::move(result));
        };
        run(std::make_shared<Call>(std::move(call)));
    }

    template<typename T>
    void list(const QString &path, Result<T> (*readItem)(const QJsonObject &), QObject *context,
              Done<QList<T>> done, int mostPages = 0)
    {
        auto listing = std::make_shared<Listing<T>>();
        listing->mostPages = mostPages;
        listing->path = path;
        listing->readItem = readItem;
        const QPointer<QObject> receiver(context);
        listing->done = [receiver, done = std::move(done)](Result<QList<T>> result) {
            if (receiver)
                deliver(receiver.data(), done, std::move(result));
        };
        nextPage(listing, {});
    }

    template<typename T>
    void nextPage(const std::shared_ptr<Listing<T>> &listing, const QString &bookmark)
    {
        Call call{"GET", listing->path, QStringLiteral("page_size=%1").arg(pageSize), {}, {}};
        if (!bookmark.isEmpty())
            call.query += QLatin1String("&bookmark=") +
                          QString::fromLatin1(QUrl::toPercentEncoding(bookmark));
        call.done = [this, listing](const Result<HttpAnswer> &answer) {
            if (answer)
                addPage(listing, *answer);
            else
                listing->done(fail(answer.error()));
        };
        run(std::make_shared<Call>(std::move(call)));
    }

    template<typename T>
    void addPage(const std::shared_ptr<Listing<T>> &listing, const HttpAnswer &answer)
    {
        const Result<Page<T>> page =
            readObject(answer.body).and_then([&](const QJsonObject &object) {
                return readPage<T>(object, listing->readItem);
            });
        if (!page) {
            listing->done(fail(errorOfNonsense(page.error(), answer, false)));
            return;
        }
        // A list that changes while it is read can show an item on two pages.
        for (const T &item : page->items) {
            if (!listing->ids.contains(item.id)) {
                listing->ids.insert(item.id);
                listing->items.append(item);
            }
        }
        ++listing->pages;
        if (page->bookmark.isEmpty())
            listing->done(std::move(listing->items));
        else if (listing->bookmarks.contains(page->bookmark))
            listing->done(fail(ErrorKind::Server, QStringLiteral("the list's bookmark repeats")));
        else if (listing->mostPages > 0 && listing->pages >= listing->mostPages)
            listing->done(
                fail(ErrorKind::Rejected,
                     QStringLiteral("the list has more than %1 pages").arg(listing->mostPages)));
        else if (listing->pages >= limits.largestPageCount)
            listing->done(fail(
                ErrorKind::Server,
                QStringLiteral("the list has more than %1 pages").arg(limits.largestPageCount)));
        else {
            listing->bookmarks.insert(page->bookmark);
            nextPage(listing, page->bookmark);
        }
    }

    void remove(const QString &path, QObject *context, Done<void> done)
    {
        Call call{"DELETE", path, {}, {}, {}};
        const QPointer<QObject> receiver(context);
        call.done = [receiver, done = std::move(done)](const Result<HttpAnswer> &answer) {
            if (!receiver)
                return;
            Result<void> result;
            if (!answer)
                result = fail(answer.error());
            deliver(receiver.data(), done, std::move(result));
        };
        run(std::make_shared<Call>(std::move(call)));
    }

    QUrl apiBase;
    TokenSource &tokens;
    const Clock &clock;
    ClientLimits limits;
    RequestMeter *meter = nullptr;
    QNetworkAccessManager network;
    ReadyConnection ready;
    std::chrono::seconds skew{0};
    std::optional<ClockComparison> comparison;
};

Client::Client(const QUrl &apiBase, TokenSource &tokens, const Clock &clock, ClientLimits limits,
               QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(apiBase, tokens, clock, limits))
{
}

Client::~Client() = default;

void Client::setLimits(const ClientLimits &limits)
{
    d->limits = limits;
}

void Client::setMeter(RequestMeter *meter)
{
    d->meter = meter;
}

void Client::account(QObject *context, Done<RemoteAccount> done)
{
    d->object<RemoteAccount>({"GET", QStringLiteral("/user_account"), {}, {}, {}}, readAccount,
                             context, std::move(done));
}

void Client::boards(QObject *context, Done<QList<RemoteBoard>> done)
{
    d->list<RemoteBoard>(QStringLiteral("/boards"), readBoard, context, std::move(done));
}

void Client::board(const QString &boardId, QObject *context, Done<RemoteBoard> done)
{
    if (!isRemoteId(boardId))
        return deliver<RemoteBoard>(context, std::move(done), badId("board"));
    d->object<RemoteBoard>({"GET", QStringLiteral("/boards/") + boardId, {}, {}, {}}, readBoard,
                           context, std::move(done));
}

void Client::sections(const QString &boardId, QObject *context, Done<QList<RemoteSection>> done)
{
    if (!isRemoteId(boardId))
        return deliver<QList<RemoteSection>>(context, std::move(done), badId("board"));
    d->list<RemoteSection>(QStringLiteral("/boards/%1/sections").arg(boardId), readSection, context,
                           std::move(done));
}

void Client::pins(const QString &boardId, const QString &sectionId, QObject *context,
                  Done<QList<RemotePin>> done, int mostPages)
{
    if (!isRemoteId(boardId))
        return deliver<QList<RemotePin>>(context, std::move(done), badId("board"));
    if (!sectionId.isEmpty() && !isRemoteId(sectionId))
        return deliver<QList<RemotePin>>(context, std::move(done), badId("section"));
    const QString path =
        sectionId.isEmpty() ? QStringLiteral("/boards/%1/pins").arg(boardId)
                            : QStringLiteral("/boards/%1/sections/%2/pins").arg(boardId, sectionId);
    d->list<RemotePin>(path, readPin, context, std::move(done), mostPages);
}

void Client::createBoard(const BoardCreate &board, QObject *context, Done<RemoteBoard> done)
{
    d->object<RemoteBoard>({"POST", QStringLiteral("/boards"), {}, writeBoard(board), {}},
                           readBoard, context, std::move(done));
}

void Client::createSection(const QString &boardId, const QString &name, QObject *context,
                           Done<RemoteSection> done)
{
    if (!isRemoteId(boardId))
        return deliver<RemoteSection>(context, std::move(done), badId("board"));
    d->object<RemoteSection>(
        {"POST", QStringLiteral("/boards/%1/sections").arg(boardId), {}, writeSection(name), {}},
        readSection, context, std::move(done));
}

void Client::createPin(const RequestBody &body, QObject *context, Done<RemotePin> done)
{
    Call call{"POST", QStringLiteral("/pins"), {}, body, {}};
    call.resendable = false;
    call.metered = false;
    call.isPin = true;
    d->object<RemotePin>(std::move(call), readPin, context, std::move(done));
}

void Client::registerMedia(QObject *context, Done<MediaRegistration> done)
{
    d->object<MediaRegistration>({"POST", QStringLiteral("/media"), {}, writeMedia(), {}},
                                 readRegistration, context, std::move(done));
}

void Client::media(const QString &mediaId, QObject *context, Done<RemoteMedia> done)
{
    if (!isRemoteId(mediaId))
        return deliver<RemoteMedia>(context, std::move(done), badId("video"));
    d->object<RemoteMedia>({"GET", QStringLiteral("/media/") + mediaId, {}, {}, {}}, readMedia,
                           context, std::move(done));
}

void Client::updateBoard(const QString &boardId, const BoardUpdate &update, QObject *context,
                         Done<RemoteBoard> done)
{
    if (!isRemoteId(boardId))
        return deliver<RemoteBoard>(context, std::move(done), badId("board"));
    const bool settable = !update.privacy || *update.privacy == QLatin1String("PUBLIC") ||
                          *update.privacy == QLatin1String("SECRET");
    if (!settable || (!update.name && !update.description && !update.privacy))
        return deliver<RemoteBoard>(
            context, std::move(done),
            fail(ErrorKind::Rejected, QStringLiteral("not a change that a board can take")));
    d->object<RemoteBoard>(
        {"PATCH", QStringLiteral("/boards/") + boardId, {}, writeBoardUpdate(update), {}},
        readBoard, context, std::move(done));
}

void Client::deleteBoard(const QString &boardId, QObject *context, Done<void> done)
{
    if (!isRemoteId(boardId))
        return deliver<void>(context, std::move(done), badId("board"));
    d->remove(QStringLiteral("/boards/") + boardId, context, std::move(done));
}

void Client::updateSection(const QString &boardId, const QString &sectionId, const QString &name,
                           QObject *context, Done<RemoteSection> done)
{
    if (!isRemoteId(boardId))
        return deliver<RemoteSection>(context, std::move(done), badId("board"));
    if (!isRemoteId(sectionId))
        return deliver<RemoteSection>(context, std::move(done), badId("section"));
    d->object<RemoteSection>({"PATCH",
                              QStringLiteral("/boards/%1/sections/%2").arg(boardId, sectionId),
                              {},
                              writeSection(name),
                              {}},
                             readSection, context, std::move(done));
}

void Client::deleteSection(const QString &boardId, const QString &sectionId, QObject *context,
                           Done<void> done)
{
    if (!isRemoteId(boardId))
        return deliver<void>(context, std::move(done), badId("board"));
    if (!isRemoteId(sectionId))
        return deliver<void>(context, std::move(done), badId("section"));
    d->remove(QStringLiteral("/boards/%1/sections/%2").arg(boardId, sectionId), context,
              std::move(done));
}

void Client::deletePin(const QString &pinId, QObject *context, Done<void> done)
{
    if (!isRemoteId(pinId))
        return deliver<void>(context, std::move(done), badId("pin"));
    d->remove(QStringLiteral("/pins/") + pinId, context, std::move(done));
}

void Client::ensureToken(QObject *context, Done<void> done)
{
    d->tokens.token(context, [done = std::move(done)](const Result<QString> &token) {
        done(token ? Result<void>()
                   : Result<void>(fail(Private::withoutToken(token.error(), Delivery::NotSent))));
    });
}

void Client::connectAhead()
{
    if (isAllowedApiBase(d->apiBase))
        d->ready.open(d->apiBase, d->limits.readyFor);
}

void Client::askTime(QObject *context, Done<void> done)
{
    Call call{"GET", QStringLiteral("/user_account"), {}, {}, {}};
    call.metered = false;
    const QPointer<QObject> receiver(context);
    call.done = [receiver, done = std::move(done)](const Result<HttpAnswer> &answer) {
        const bool isAnswered = answer || answer.error().httpStatus > 0;
        if (receiver)
            deliver(receiver.data(), done,
                    isAnswered ? Result<void>() : Result<void>(fail(answer.error())));
    };
    d->run(std::make_shared<Call>(std::move(call)));
}

std::chrono::seconds Client::serverSkew() const
{
    return d->skew;
}

std::optional<ClockComparison> Client::comparison() const
{
    return d->comparison;
}

} // namespace pinweek::pinterest
