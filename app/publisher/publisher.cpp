// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/publisher.h"

#include "core/logging.h"
#include "core/settings.h"
#include "pinterest/client.h"
#include "publisher/duetimer.h"
#include "publisher/pinpreparer.h"
#include "publisher/publisherlock.h"
#include "publisher/retrypolicy.h"
#include "store/accountstore.h"
#include "store/pinstore.h"
#include "store/store.h"

#include <QFile>
#include <QPointer>
#include <QRandomGenerator>
#include <QTimer>

#include <atomic>

namespace pinweek {

namespace {

// Rule A of protocols.md: bytes and connection are ready this long before the time.
constexpr std::chrono::seconds prepareAhead{30};
// Enough for every account's next pin to be among them even when others wait.
constexpr int queueLength = 1000;
constexpr std::chrono::seconds storeRetry{10};
// A folder that can't be written to needs a person, who may take a while.
constexpr std::chrono::seconds lockRetry{30};

QByteArray bootId()
{
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArrayLiteral("unknown");
}

UtcTime sendTime(const Pin &pin)
{
    if (pin.status == PinStatus::Failed && pin.nextAttemptAt)
        return *pin.nextAttemptAt;
    return pin.dueAt.value_or(UtcTime());
}

PinError pinError(const Error &error)
{
    // Of an answer only Pinterest's own words are kept: they are quoted as such.
    return {error.kind, error.httpStatus > 0 ? error.apiMessage : error.detail, error.httpStatus,
            error.apiCode};
}

} // namespace

struct Publisher::Private
{
    Publisher *q;
    Store &store;
    Settings &settings;
    const Clock &clock;
    ClientFor clientFor;
    PublisherLock lock;
    DueTimer timer;
    PinPreparer preparer;
    QByteArray boot = bootId();

    bool started = false;
    std::optional<Error> problem;
    bool stopping = false;
    bool sweeping = false;
    bool swept = false;
    /** False once this publisher is gone: what it asked the store for is not done any more. */
    std::shared_ptr<std::atomic_bool> alive = std::make_shared<std::atomic_bool>(true);
    bool offline = false;
    bool roundPlanned = false;
    AccountId only;
    /** The account's request under way: one at a time, so that writes to a board never meet. */
    QHash<AccountId, PinId> sending;
    /** The account rests until then. */
    QHash<AccountId, UtcTime> restsUntil;
    /** Pins that can't be claimed before their twin is settled: until something changes. */
    QSet<PinId> behindTwin;
    /** How often in a row an account's token was not to be had. */
    QHash<AccountId, int> tokenFailures;
    /** The account's last request was refused, though it has got another token since. */
    QSet<AccountId> renewed;
    /** A pin that somebody is writing in; no waking ends it. */
    QHash<PinId, UtcTime> heldBackUntil;
    /** The account rests until a person acts. */
    QSet<AccountId> held;
    PublisherState lastState = PublisherState::Stopped;

    Private(Publisher *publisher, Store &s, Settings &set, const Clock &c, ClientFor f)
        : q(publisher)
        , store(s)
        , settings(set)
        , clock(c)
        , clientFor(std::move(f))
        , lock(s.workspace())
        , timer(c)
        , preparer(s, set)
    {
    }

    void sayState()
    {
        const PublisherState now = q->state();
        if (now == lastState)
            return;
        lastState = now;
        emit q->stateChanged();
    }

    void say(PublisherEvent::Kind kind, PinId pin, const std::optional<Error> &error = std::nullopt,
             std::optional<UtcTime> next = std::nullopt)
    {
        emit q->happened({kind, pin, error, next});
    }

    /** Many things ask for a round at once; one is enough. */
    void planRound()
    {
        if (roundPlanned)
            return;
        roundPlanned = true;
        QMetaObject::invokeMethod(
            q,
            [this] {
                roundPlanned = false;
                round();
            },
            Qt::QueuedConnection);
    }

    bool mayRun() const
    {
        return started && !stopping && lock.isHeld() && swept && !settings.publisherPaused();
    }

    bool pinRests(PinId id, UtcTime now) const
    {
        return behindTwin.contains(id) || heldBackUntil.value(id, now) > now;
    }

    bool accountMaySend(AccountId id, UtcTime now) const
    {
        if (held.contains(id) || restsUntil.value(id, now) > now)
            return false;
        if (only.isValid() && id != only)
            return false;
        const Result<Account> account = store.accounts().account(id);
        // A token from outside does not need the stored sign-in.
        return account && (only.isValid() || account->state == AccountState::Connected) &&
               account->environment != Environment::Local && clientFor(id);
    }

    void takeLock();
    void lockFailed(const Error &error);
    void settleInterrupted();
    void round();
    void claimAndSend(const Pin &pin);
    void claim(const Pin &pin);
    void tokenMissing(const Pin &pin, const Error &error);
    void accountNeedsPerson(AccountId account);
    void holdFor(AccountId account, const RetryDecision &decision);
    void notClaimed(const Pin &pin, const Error &error);
    void send(const Pin &pin, AttemptId attempt, const QByteArray &body);
    void settle(const Pin &pin, AttemptId attempt, const Result<pinterest::RemotePin> &answer);
    void settleError(const Pin &pin, AttemptId attempt, const Error &error);
    /** Stores an outcome; a full disk does not lose it, it is tried again until it is stored. */
    void storeOutcome(const Pin &pin, AttemptId attempt, std::function<void(Done<void>)> write,
                      std::function<void()> told);
    void storeUnclear(const Pin &pin, AttemptId attempt, const PinError &error);
    void finished(const Pin &pin);
    void unsendable(PinId id, qint64 revision, const Error &error);
    void armFor(const QList<Pin> &later, UtcTime now);
};

void Publisher::Private::takeLock()
{
    problem.reset();
    if (const Result<void> taken = lock.acquire(); !taken)
        lockFailed(taken.error());
    sayState();
}

void Publisher::Private::lockFailed(const Error &error)
{
    qCCritical(logPublisher) << error.detail;
    problem = error;
    QTimer::singleShot(lockRetry, q, [this] {
        if (started && problem)
            takeLock();
    });
}

/** The first thing under the lock: pins that a publisher left in the middle are never sent again
 * before a look. */
void Publisher::Private::settleInterrupted()
{
    if (!started || stopping || sweeping || !lock.isHeld())
        return;
    sweeping = true;
    store.catchUp();
    const QList<Pin> interrupted = store.pins()
                                       .list({}, PinStatus::Publishing, {}, {}, {}, queueLength, 0)
                                       .value_or(QList<Pin>());
    store.pins().sweepInterrupted(q, [this, interrupted](const Result<int> &count) {
        sweeping = false;
        if (stopping) {
            q->stop();
            return;
        }
        if (!count) {
            qCCritical(logPublisher)
                << "interrupted pins can't be settled:" << count.error().detail;
            // Publishing without that could send one twice.
            QTimer::singleShot(storeRetry, q, [this] { settleInterrupted(); });
            return;
        }
        if (*count > 0)
            qCWarning(logPublisher) << *count << "pins were interrupted while being published";
        swept = true;
        for (const Pin &pin : interrupted)
            say(PublisherEvent::Kind::Unconfirmed, pin.id,
                Error{ErrorKind::Interrupted, QStringLiteral("interrupted")});
        planRound();
    });
    sayState();
}

void Publisher::Private::round()
{
    if (!mayRun()) {
        timer.disarm();
        sayState();
        if (swept && settings.publisherPaused() && sending.isEmpty())
            emit q->idle();
        return;
    }
    store.catchUp();
    const UtcTime now = clock.now();
    heldBackUntil.removeIf([now](const auto &entry) { return entry.value() <= now; });
    const Result<QList<Pin>> queue = store.pins().toSend(now + prepareAhead, queueLength);
    if (!queue) {
        qCWarning(logPublisher) << "the queue can't be read:" << queue.error().detail;
        timer.arm(clock.nowMillis() + storeRetry);
        return;
    }
    QHash<AccountId, bool> maySend;
    QList<Pin> later;
    QSet<PinId> queued;
    for (const Pin &pin : *queue)
        queued.insert(pin.id);
    preparer.keepOnly(queued);
    // Pins of an account go out in their order: one that is not ready yet holds the later ones.
    QSet<AccountId> waiting;
    for (const Pin &pin : *queue) {
        const AccountId account = pin.content.account;
        if (!maySend.contains(account))
            maySend.insert(account, accountMaySend(account, now));
        if (!maySend.value(account) || sending.value(account) == pin.id || pinRests(pin.id, now))
            continue;
        const bool isNext = !waiting.contains(account);
        waiting.insert(account);
        if (!preparer.prepared(pin)) {
            if (isNext || preparer.hasRoom())
                preparer.prepare(pin);
            if (isNext) // a renewal of the token takes its time: it begins now
                clientFor(account)->ensureToken(q, [](const Result<void> &) {});
        } else if (sendTime(pin) > now) {
            later.append(pin);
        } else if (isNext && !sending.contains(account)) {
            claimAndSend(pin);
        }
    }
    armFor(later, now);
    sayState();
    if (sending.isEmpty())
        emit q->idle();
}

void Publisher::Private::armFor(const QList<Pin> &later, UtcTime now)
{
    std::optional<UtcTime> next;
    const auto consider = [&next, now](UtcTime at) {
        if (at > now && (!next || at < *next))
            next = at;
    };
    for (const Pin &pin : later)
        consider(sendTime(pin));
    for (const UtcTime until : std::as_const(restsUntil))
        consider(until);
    for (const UtcTime until : std::as_const(heldBackUntil))
        consider(until);
    // What is not within the preparation time yet: the first pin or second try after it.
    const Result<std::optional<UtcTime>> after = store.pins().nextSendTime(now + prepareAhead);
    if (after && *after)
        consider(std::max(now + std::chrono::seconds(1), **after - prepareAhead));
    if (next)
        timer.arm(*next);
    else
        timer.disarm();
}

/** The token is at hand before the claim, so that a locked keychain or a slow renewal never leaves
 * a pin claimed. */
void Publisher::Private::claimAndSend(const Pin &pin)
{
    sending.insert(pin.content.account, pin.id);
    clientFor(pin.content.account)->ensureToken(q, [this, pin](const Result<void> &token) {
        if (token)
            claim(pin);
        else
            tokenMissing(pin, token.error());
    });
    sayState();
}

void Publisher::Private::tokenMissing(const Pin &pin, const Error &error)
{
    const AccountId account = pin.content.account;
    const int failures = ++tokenFailures[account];
    const RetryDecision decision =
        decideAfter(error, failures, QRandomGenerator::global()->generateDouble());
    qCWarning(logPublisher) << "no token for account" << account.value << error.detail;
    offline = error.kind == ErrorKind::Offline;
    if (decision.reconnect)
        accountNeedsPerson(account);
    holdFor(account, decision);
    if (!decision.holdAccount)
        restsUntil.insert(account, clock.now() + storeRetry);
    say(PublisherEvent::Kind::Waiting, pin.id, error);
    finished(pin);
}

void Publisher::Private::accountNeedsPerson(AccountId account)
{
    // A token from outside says nothing about the sign-in that is stored.
    if (only.isValid())
        held.insert(account);
    else
        store.accounts().setState(account, AccountState::ReconnectNeeded, q, {});
}

void Publisher::Private::holdFor(AccountId account, const RetryDecision &decision)
{
    if (decision.holdAccount && decision.wait.count() > 0)
        restsUntil.insert(account, clock.now() + decision.wait);
    else if (decision.holdAccount)
        held.insert(account);
}

void Publisher::Private::claim(const Pin &pin)
{
    const PreparedPin *prepared = preparer.prepared(pin);
    pinterest::Client *client = clientFor(pin.content.account);
    // Paused, edited, held back or disconnected while the token was fetched.
    if (!mayRun() || !prepared || !client || pinRests(pin.id, clock.now())) {
        finished(pin);
        return;
    }
    tokenFailures.remove(pin.content.account);
    Claim claim;
    claim.pin = pin.id;
    claim.expectedRevision = pin.revision;
    claim.fingerprint = pinFingerprint(pin.content);
    claim.bodySha256 = prepared->sha256;
    claim.bootId = boot;
    claim.serverSkew = client->serverSkew();
    claim.isPublisher = [alive = alive] { return alive->load(); };
    store.pins().claim(claim, q,
                       [this, pin, body = prepared->body](const Result<AttemptId> &attempt) {
                           if (!attempt) {
                               // Changed meanwhile, a twin is under way, or the disk is full: in no
                               // case was anything sent.
                               notClaimed(pin, attempt.error());
                               return;
                           }
                           send(pin, *attempt, body);
                       });
}

void Publisher::Private::notClaimed(const Pin &pin, const Error &error)
{
    qCInfo(logPublisher) << "pin" << pin.id.value << "was not claimed:" << error.detail;
    const Result<Pin> now = store.pins().pin(pin.id);
    if (now && now->revision == pin.revision) {
        if (error.kind == ErrorKind::Conflict)
            behindTwin.insert(pin.id);
        else
            restsUntil.insert(pin.content.account, clock.now() + storeRetry);
        say(PublisherEvent::Kind::Waiting, pin.id, error);
    }
    preparer.forget(pin.id);
    finished(pin);
}

void Publisher::Private::send(const Pin &pin, AttemptId attempt, const QByteArray &body)
{
    preparer.forget(pin.id);
    pinterest::Client *client = clientFor(pin.content.account);
    if (!client) {
        settle(
            pin, attempt,
            fail(Error{ErrorKind::Keychain, QStringLiteral("There is no token for the account.")}));
        return;
    }
    client->createPin(body, q, [this, pin, attempt](const Result<pinterest::RemotePin> &answer) {
        settle(pin, attempt, answer);
    });
}

void Publisher::Private::settle(const Pin &pin, AttemptId attempt,
                                const Result<pinterest::RemotePin> &answer)
{
    if (!answer) {
        settleError(pin, attempt, answer.error());
        return;
    }
    offline = false;
    renewed.remove(pin.content.account);
    const PublishedAs as{answer->id, answer->createdAt, QStringLiteral("created at Pinterest")};
    storeOutcome(
        pin, attempt,
        [this, attempt, as](Done<void> done) {
            store.pins().markPublished(attempt, as, q, std::move(done));
        },
        [this, pin] { say(PublisherEvent::Kind::Published, pin.id); });
}

void Publisher::Private::settleError(const Pin &pin, AttemptId attempt, const Error &answer)
{
    Error error = answer;
    if (error.kind != ErrorKind::Unauthorized)
        renewed.remove(pin.content.account);
    else if (renewed.contains(pin.content.account))
        error.retryAfter.reset(); // the other token was refused as well: no third try
    else if (error.retryAfter)
        renewed.insert(pin.content.account);
    const RetryDecision decision =
        decideAfter(error, pin.attempts + 1, QRandomGenerator::global()->generateDouble());
    const AccountId account = pin.content.account;
    const UtcTime next = clock.now() + decision.wait;
    qCWarning(logPublisher) << "pin" << pin.id.value << errorKindName(error.kind)
                            << error.httpStatus << error.apiCode << error.requestId << error.detail;
    offline = error.kind == ErrorKind::Offline && decision.what == AfterError::TryAgain;
    if (decision.reconnect)
        accountNeedsPerson(account);
    holdFor(account, decision);

    const PinError stored = pinError(error);
    switch (decision.what) {
    case AfterError::TryAgain:
        storeOutcome(
            pin, attempt,
            [this, attempt, stored, next](Done<void> done) {
                store.pins().markFailed(attempt, stored, next, q, std::move(done));
            },
            [this, pin, error, next] { say(PublisherEvent::Kind::Retry, pin.id, error, next); });
        return;
    case AfterError::Settle:
        storeOutcome(
            pin, attempt,
            [this, attempt, stored](Done<void> done) {
                store.pins().markUnconfirmed(attempt, stored, q, std::move(done));
            },
            [this, pin, error] { say(PublisherEvent::Kind::Unconfirmed, pin.id, error); });
        return;
    case AfterError::Block:
        storeOutcome(
            pin, attempt,
            [this, attempt, stored](Done<void> done) {
                store.pins().markBlocked(attempt, stored, q, std::move(done));
            },
            [this, pin, error] { say(PublisherEvent::Kind::Blocked, pin.id, error); });
        return;
    }
}

void Publisher::Private::storeOutcome(const Pin &pin, AttemptId attempt,
                                      std::function<void(Done<void>)> write,
                                      std::function<void()> told)
{
    write([this, pin, attempt, write, told](const Result<void> &stored) {
        if (stored) {
            told();
            finished(pin);
            return;
        }
        qCCritical(logPublisher) << "the outcome of pin" << pin.id.value
                                 << "can't be stored:" << stored.error().detail;
        if (stored.error().kind != ErrorKind::Storage) {
            storeUnclear(pin, attempt, pinError(stored.error()));
            return;
        }
        QTimer::singleShot(storeRetry, q, [this, pin, attempt, write, told] {
            storeOutcome(pin, attempt, write, told);
        });
    });
}

/** What the store would not take (Pinterest named a pin that is another one's here) is looked into
 * before anything else happens to the pin. */
void Publisher::Private::storeUnclear(const Pin &pin, AttemptId attempt, const PinError &error)
{
    store.pins().markUnconfirmed(attempt, error, q, [this, pin, error](const Result<void> &stored) {
        if (stored)
            say(PublisherEvent::Kind::Unconfirmed, pin.id, Error{error.kind, error.message});
        finished(pin);
    });
}

void Publisher::Private::finished(const Pin &pin)
{
    sending.remove(pin.content.account);
    if (stopping && sending.isEmpty()) {
        q->stop();
        return;
    }
    planRound();
}

void Publisher::Private::unsendable(PinId id, qint64 revision, const Error &error)
{
    const auto told = [this, id, error](PublisherEvent::Kind kind, std::optional<UtcTime> next) {
        return [this, id, error, kind, next](const Result<void> &stored) {
            if (stored)
                say(kind, id, error, next);
            planRound();
        };
    };
    if (error.kind == ErrorKind::Storage) {
        const UtcTime next = clock.now() + std::chrono::minutes(1);
        store.pins().postpone(id, revision, pinError(error), next, q,
                              told(PublisherEvent::Kind::Retry, next));
        return;
    }
    store.pins().blockUnsent(id, revision, pinError(error), q,
                             told(PublisherEvent::Kind::Blocked, std::nullopt));
}

Publisher::Publisher(Store &store, Settings &settings, const Clock &clock, ClientFor clientFor,
                     QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, store, settings, clock, std::move(clientFor)))
{
    connect(&d->lock, &PublisherLock::acquired, this, [this] { d->settleInterrupted(); });
    connect(&d->lock, &PublisherLock::failed, this, [this](const Error &error) {
        d->lockFailed(error);
        d->sayState();
    });
    connect(&d->timer, &DueTimer::due, this, [this] { d->round(); });
    connect(&d->timer, &DueTimer::clockJumped, this, &Publisher::wake);
    connect(&d->preparer, &PinPreparer::ready, this, [this] { d->planRound(); });
    connect(&d->preparer, &PinPreparer::failed, this,
            [this](PinId pin, qint64 revision, const Error &error) {
                d->unsendable(pin, revision, error);
            });
    connect(&store, &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.everything)
            d->held.clear();
        d->held.subtract(changes.accounts);
        if (changes.everything || !changes.pins.isEmpty())
            d->behindTwin.clear();
        d->planRound();
    });
    connect(&settings, &Settings::changed, this, [this] { d->planRound(); });
}

Publisher::~Publisher()
{
    d->alive->store(false);
}

void Publisher::start()
{
    if (d->started)
        return;
    d->started = true;
    d->stopping = false;
    d->takeLock();
}

void Publisher::stop()
{
    if (!d->started)
        return;
    d->stopping = true;
    d->timer.disarm();
    if (!d->sending.isEmpty() || d->sweeping)
        return; // finished() and the sweep's end come back here
    d->started = false;
    d->swept = false;
    d->problem.reset();
    d->lock.release();
    d->sayState();
    emit stopped();
}

PublisherState Publisher::state() const
{
    if (!d->started)
        return PublisherState::Stopped;
    if (!d->lock.isHeld())
        return d->problem ? PublisherState::Failed : PublisherState::Waiting;
    if (!d->sending.isEmpty())
        return PublisherState::Sending;
    if (d->settings.publisherPaused())
        return PublisherState::Paused;
    return d->offline ? PublisherState::Offline : PublisherState::Idle;
}

QString Publisher::otherPublisher() const
{
    return d->lock.holder();
}

std::optional<Error> Publisher::problem() const
{
    return state() == PublisherState::Failed ? d->problem : std::nullopt;
}

Result<void> Publisher::checkLock() const
{
    return d->lock.check();
}

std::optional<UtcTime> Publisher::nextDue() const
{
    const Result<std::optional<UtcTime>> next = d->store.pins().nextSendTime();
    return next ? *next : std::nullopt;
}

std::optional<UtcTime> Publisher::holdOf(AccountId account) const
{
    const UtcTime now = d->clock.now();
    if (d->accountMaySend(account, now))
        return std::nullopt;
    const UtcTime rest = d->restsUntil.value(account, now);
    return rest > now && !d->held.contains(account) ? rest : UtcTime::max();
}

bool Publisher::waitsForTwin(PinId pin) const
{
    return d->behindTwin.contains(pin);
}

void Publisher::restrictTo(AccountId account)
{
    d->only = account;
}

void Publisher::holdBack(PinId pin, UtcTime until)
{
    if (until <= d->clock.now())
        return;
    d->heldBackUntil.insert(pin, until);
    d->planRound();
}

void Publisher::release(PinId pin)
{
    if (d->heldBackUntil.remove(pin) > 0)
        d->planRound();
}

std::optional<UtcTime> Publisher::heldBackUntil(PinId pin) const
{
    const UtcTime until = d->heldBackUntil.value(pin, UtcTime::min());
    return until > d->clock.now() ? std::optional(until) : std::nullopt;
}

void Publisher::wake()
{
    d->held.clear();
    d->restsUntil.clear();
    d->behindTwin.clear();
    if (d->started && d->problem)
        d->takeLock();
    d->planRound();
}

} // namespace pinweek
