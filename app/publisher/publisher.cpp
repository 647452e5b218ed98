// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/publisher.h"

#include "core/logging.h"
#include "core/settings.h"
#include "core/sparebytes.h"
#include "pinterest/client.h"
#include "publisher/awakerecorder.h"
#include "publisher/clockguard.h"
#include "publisher/duetimer.h"
#include "publisher/handover.h"
#include "publisher/latekeeper.h"
#include "publisher/limitkeeper.h"
#include "publisher/linkguard.h"
#include "publisher/networkguard.h"
#include "publisher/pauseguard.h"
#include "publisher/pinoutcomes.h"
#include "publisher/pinpreparer.h"
#include "publisher/pinsender.h"
#include "publisher/publisherlock.h"
#include "publisher/reconciler.h"
#include "publisher/retrypolicy.h"
#include "publisher/sendguard.h"
#include "publisher/sendqueue.h"
#include "publisher/sleepwatch.h"
#include "publisher/videocourier.h"
#include "store/accountstore.h"
#include "store/awakestore.h"
#include "store/clockstore.h"
#include "store/pinstore.h"
#include "store/store.h"

#include <QTimer>

#include <algorithm>
#include <array>

namespace pinweek {

namespace {

// Rule A of protocols.md: bytes and token are ready this long before the time.
constexpr std::chrono::seconds prepareAhead{30};
// The connection is opened later: servers and routers close idle ones, some without a word, and a
// request over a dead one has to be looked for.
constexpr std::chrono::seconds connectAhead{5};
// Enough for every account's next pin to be among them even when others wait.
constexpr int queueLength = 100;
// A folder that can't be written to needs a person, who may take a while.
constexpr std::chrono::seconds lockRetry{30};
constexpr std::chrono::hours hoursKnownFor{1};

UtcTime sendTime(const Pin &pin)
{
    return pin.sendAt().value_or(UtcTime());
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
    SendQueue sendQueue;
    PinPreparer preparer;
    AccountRest rest;
    TwinGuard twins;
    WritingGuard writing;
    PauseGuard pauses;
    NetworkGuard network;
    ByHandGuard byHand;
    LateKeeper late;
    LimitKeeper limits;
    ClockGuard clockGuard;
    LinkGuard links;
    VideoCourier videos;
    SleepWatch sleep;
    AwakeRecorder awake;
    /** Each may keep a due pin from going out; all of them are asked. */
    std::array<SendGuard *, 11> guards{&rest, &twins,  &writing,    &pauses, &network, &byHand,
                                       &late, &limits, &clockGuard, &links,  &videos};
    PinOutcomes outcomes;
    PinSender sender;
    HandOver handOver;
    Reconciler reconciler;

    UsualHours hours;
    /** Clock::now() of their reading. */
    std::optional<UtcTime> hoursAt;

    bool started = false;
    std::optional<Error> problem;
    bool stopping = false;
    bool sweeping = false;
    bool swept = false;
    bool roundPlanned = false;
    /** An account with due pins could not be read: nothing else would wake for it. */
    bool unreadable = false;
    /** Due pins wait because the system says that there is no network. */
    bool waitsForNetwork = false;
    PublisherState lastState = PublisherState::Stopped;

    Private(Publisher *publisher, Store &s, Settings &set, const Clock &c, ClientFor f,
            LinkChecks *checks)
        : q(publisher)
        , store(s)
        , settings(set)
        , clock(c)
        , clientFor(std::move(f))
        , lock(s.workspace())
        , timer(c)
        , sendQueue(s)
        , preparer(s, set)
        , rest(s, c, publisher)
        , pauses(s, c, publisher)
        , network(s)
        , byHand(s)
        , late(s, set)
        , limits(s, set)
        , clockGuard(s, c, clientFor)
        , links(s, set, checks)
        , videos(s, c, clientFor)
        , sleep(c)
        , awake(s, c)
        , outcomes(s, c, rest, pauses)
        , sender(s, c, clientFor, preparer, outcomes, rest, twins, limits,
                 [this](const Pin &pin) { return mayRun() && mayGo(pin, clock.now()); })
        , handOver(s, set, c, clientFor, limits,
                   [this](AccountId account) {
                       return mayRun() && !sender.underWay(account).isValid() &&
                              accountMaySend(account, clock.now());
                   })
        , reconciler(s, set, c, reconcilerWays())
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

    void setEnding(bool ending)
    {
        stopping = ending;
        outcomes.setEnding(ending);
        handOver.setEnding(ending);
    }

    /** Nothing but pins that are being sent: their end asks for a round anyway, and until then
     * there is nothing to do. */
    bool isOwnStep(const ChangeSet &changes) const
    {
        ChangeSet others = changes;
        others.pins.removeIf([this](PinId pin) { return sender.isUnderWay(pin); });
        return others.isEmpty();
    }

    bool isBusy() const { return sender.isBusy() || handOver.isBusy(); }

    bool mayRun() const
    {
        return started && !stopping && lock.isHeld() && swept && !settings.publisherPaused();
    }

    bool pinRests(PinId id, UtcTime now) const
    {
        return std::any_of(guards.begin(), guards.end(),
                           [id, now](const SendGuard *guard) { return guard->holdsPin(id, now); });
    }

    bool mayGo(const Pin &pin, UtcTime now) const
    {
        return accountMaySend(pin.content.account, now) && !pinRests(pin.id, now);
    }

    bool accountMaySend(AccountId id, UtcTime now) const
    {
        return !clockGuard.holdsAccount(id, now) && accountMayAsk(id, now);
    }

    /** All that sending needs but a clock that can be trusted. */
    bool accountMayAsk(AccountId id, UtcTime now) const
    {
        const bool isHeld =
            std::any_of(guards.begin(), guards.end(), [this, id, now](const SendGuard *guard) {
                return guard != &clockGuard && guard->holdsAccount(id, now);
            });
        return !isHeld && isConnected(id);
    }

    /** The sign-in is good; for looking it is all that is needed. */
    bool isConnected(AccountId id) const
    {
        const Result<Account> account = store.accounts().account(id);
        // A token from outside does not need the stored sign-in.
        return account &&
               (rest.restriction().isValid() || account->state == AccountState::Connected) &&
               account->environment != Environment::Local && clientFor(id);
    }

    const UsualHours &usualHours();
    Reconciler::Ways reconcilerWays();
    void takeLock();
    void lockFailed(const Error &error);
    void settleInterrupted();
    void round();
    QHash<AccountId, bool> whoMaySend(const QList<Pin> &queue, UtcTime now);
    void settleLate(const QList<Pin> &queue, const QHash<AccountId, bool> &maySend, UtcTime now);
    void clockNotCompared(AccountId account, const Error &error);
    void armFor(const QList<Pin> &later, UtcTime now);
    void workEnded();
};

/** Habits change slowly: they are read once an hour, where somebody asks. */
const UsualHours &Publisher::Private::usualHours()
{
    const UtcTime now = clock.now();
    if (hoursAt && *hoursAt <= now && now - *hoursAt < hoursKnownFor)
        return hours;
    hoursAt = now;
    hours = {store.awake().spans().value_or(QList<AwakeSpan>()), systemZone(), now};
    return hours;
}

Reconciler::Ways Publisher::Private::reconcilerWays()
{
    return {clientFor,
            [this](AccountId account) {
                const AccountId only = rest.restriction();
                return mayRun() && (!only.isValid() || only == account) &&
                       !network.holdsAccount(account, clock.now()) && isConnected(account);
            },
            [this](BoardId board) { return sender.isSendingTo(board); },
            [this](AccountId account, const Error &error) {
                rest.follow(account, decideAfter(error, 1, 1));
            }};
}

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
        videos.start();
        if (store.clock().ahead().value_or(std::nullopt)) // so the last publisher left it
            late.interrupted(LateCause::Clock);
        awake.begin();
        for (const Pin &pin : interrupted)
            say(PublisherEvent::Kind::Unconfirmed, pin.id,
                Error{ErrorKind::Interrupted, QStringLiteral("interrupted")});
        planRound();
    });
    sayState();
}

void Publisher::Private::round()
{
    settings.catchUp();
    if (!mayRun()) {
        late.interrupted(settings.publisherPaused() ? LateCause::Paused : LateCause::Away);
        videos.stop();
        timer.disarm();
        sayState();
        if (swept && settings.publisherPaused() && !isBusy())
            emit q->idle();
        return;
    }
    store.catchUp();
    sleep.look();
    const UtcTime now = clock.now();
    writing.forgetPast(now);
    late.atWork(now);
    Result<QList<Pin>> queue = sendQueue.read(now + prepareAhead, queueLength);
    if (!queue) {
        qCWarning(logPublisher) << "the queue can't be read:" << queue.error().detail;
        timer.arm(clock.nowMillis() + storeRetry);
        return;
    }
    clockGuard.look([this, now](AccountId account) { return accountMayAsk(account, now); },
                    now + prepareAhead);
    links.look(now);
    videos.round([this, now](AccountId account) { return accountMayAsk(account, now); }, now);
    const QHash<AccountId, bool> maySend = whoMaySend(*queue, now);
    settleLate(*queue, maySend, now);
    QList<Pin> due;
    std::copy_if(
        queue->constBegin(), queue->constEnd(), std::back_inserter(due), [&](const Pin &pin) {
            return sendTime(pin) <= now && maySend.value(pin.content.account) &&
                   sender.underWay(pin.content.account) != pin.id && !pinRests(pin.id, now);
        });
    limits.look(due, now);
    QList<Pin> later;
    QSet<PinId> queued;
    for (const Pin &pin : std::as_const(*queue))
        queued.insert(pin.id);
    preparer.keepOnly(queued);
    waitsForNetwork = false;
    // Pins of an account go out in their order: one that is not ready yet holds the later ones.
    QSet<AccountId> waiting;
    bool isPreparingDue = false; // it goes out in the round after that
    for (const Pin &pin : std::as_const(*queue)) {
        const AccountId account = pin.content.account;
        waitsForNetwork |= sendTime(pin) <= now && network.holdsAccount(account, now);
        if (!maySend.value(account) || handOver.underWay() == account ||
            sender.underWay(account) == pin.id || pinRests(pin.id, now))
            continue;
        const bool isNext = !waiting.contains(account);
        waiting.insert(account);
        if (!preparer.prepared(pin)) {
            if (isNext || preparer.hasRoom())
                preparer.prepare(pin);
            isPreparingDue |= isNext && sendTime(pin) <= now;
            if (isNext) // a renewal of the token takes its time: it begins now
                clientFor(account)->ensureToken(q, [](const Result<void> &) {});
        } else if (sendTime(pin) > now) {
            later.append(pin);
            if (isNext && sendTime(pin) - now <= connectAhead &&
                !sender.underWay(account).isValid())
                clientFor(account)->connectAhead();
        } else if (isNext && !sender.underWay(account).isValid()) {
            reconciler.noteSend(pin.content.board);
            sender.begin(pin);
            waiting.remove(account); // its next one is made while this one is sent
            sayState();
        }
    }
    handOver.round();
    // After the sending: what is about to change a board keeps it from being looked at.
    reconciler.round(now);
    armFor(later, now);
    sayState();
    if (isBusy() || isPreparingDue || reconciler.isLooking() || reconciler.isStoring() ||
        clockGuard.isAsking() || links.isWaiting() || videos.isAtWork())
        return;
    awake.goOn();
    sparebytes::clear();
    emit q->idle();
}

/** Not by a clock that may be wrong: what looks late then may be on time. */
void Publisher::Private::settleLate(const QList<Pin> &queue, const QHash<AccountId, bool> &maySend,
                                    UtcTime now)
{
    QList<Pin> sendable = queue;
    sendable.removeIf([&maySend](const Pin &pin) { return !maySend.value(pin.content.account); });
    late.pullIn([this, now](AccountId account) { return accountMaySend(account, now); }, now);
    late.look(sendable, now);
}

/** As when a pin can't be sent: the account rests, and its first due pin says why. */
void Publisher::Private::clockNotCompared(AccountId account, const Error &error)
{
    const QList<Pin> due = store.pins().toSend(clock.now(), queueLength).value_or(QList<Pin>());
    const auto first = std::find_if(due.begin(), due.end(), [account](const Pin &pin) {
        return pin.content.account == account;
    });
    outcomes.unreached(account, error);
    if (first != due.end())
        say(PublisherEvent::Kind::Waiting, first->id, error);
}

QHash<AccountId, bool> Publisher::Private::whoMaySend(const QList<Pin> &queue, UtcTime now)
{
    QHash<AccountId, bool> maySend;
    unreadable = false;
    for (const Pin &pin : queue) {
        const AccountId account = pin.content.account;
        if (maySend.contains(account))
            continue;
        unreadable |= !store.accounts().account(account);
        const bool able = accountMaySend(account, now);
        const bool offline = network.holdsAccount(account, now) || outcomes.isOffline();
        maySend.insert(account, able);
        if (able)
            late.able(account, now);
        else if (clockGuard.isOff(account))
            late.unable(account, LateCause::Clock);
        else if (!clockGuard.isAsking(account))
            late.unable(account, offline ? LateCause::Away : LateCause::Account);
    }
    return maySend;
}

void Publisher::Private::armFor(const QList<Pin> &later, UtcTime now)
{
    std::optional<UtcTime> next;
    const auto consider = [&next, now](UtcTime at) {
        if (at > now && (!next || at < *next))
            next = at;
    };
    for (const Pin &pin : later) {
        consider(sendTime(pin) - connectAhead);
        consider(sendTime(pin));
    }
    for (const SendGuard *guard : guards) {
        if (const std::optional<UtcTime> release = guard->nextRelease(now))
            consider(*release);
    }
    if (const std::optional<UtcTime> look = reconciler.nextLook())
        consider(*look);
    // What is not within the preparation time yet: the first pin or second try after it.
    if (const std::optional<UtcTime> after = sendQueue.nextAfter())
        consider(std::max(now + std::chrono::seconds(1), *after - prepareAhead));
    if (const std::optional<UtcTime> wake = handOver.nextWake(now))
        consider(std::max(now + std::chrono::seconds(1), *wake));
    if (unreadable)
        consider(now + storeRetry);
    if (next)
        timer.arm(*next);
    else
        timer.disarm();
}

void Publisher::Private::workEnded()
{
    if (stopping && !isBusy()) {
        q->stop();
        return;
    }
    planRound();
}

Publisher::Publisher(Store &store, Settings &settings, const Clock &clock, ClientFor clientFor,
                     LinkChecks *links, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, store, settings, clock, std::move(clientFor), links))
{
    connect(&d->lock, &PublisherLock::acquired, this, [this] { d->settleInterrupted(); });
    connect(&d->lock, &PublisherLock::failed, this, [this](const Error &error) {
        d->lockFailed(error);
        d->sayState();
    });
    connect(&d->timer, &DueTimer::due, this, [this] { d->round(); });
    connect(&d->timer, &DueTimer::clockJumped, this, &Publisher::wake);
    connect(&d->sleep, &SleepWatch::awoke, this, &Publisher::wake);
    connect(&d->sleep, &SleepWatch::jumped, this, [this](std::chrono::milliseconds by) {
        d->clockGuard.noteJump();
        d->awake.slept(by);
        if (d->clockGuard.ahead()) // it is being put right, perhaps
            d->late.interrupted(LateCause::Clock);
        else if (by.count() > 0)
            d->late.interrupted(LateCause::Away);
    });
    connect(&d->clockGuard, &ClockGuard::compared, this, [this] { d->planRound(); });
    connect(&d->clockGuard, &ClockGuard::failed, this,
            [this](AccountId account, const Error &error) { d->clockNotCompared(account, error); });
    connect(&d->clockGuard, &ClockGuard::aheadChanged, this, [this] {
        d->lastState = state();
        emit stateChanged();
    });
    connect(&d->preparer, &PinPreparer::ready, this, [this](PinId, AccountId account) {
        if (!d->sender.underWay(account).isValid()) // else the end of that asks for a round
            d->planRound();
    });
    connect(&d->preparer, &PinPreparer::failed, this,
            [this](PinId pin, qint64 revision, const Error &error) {
                d->outcomes.unsendable(pin, revision, error);
            });
    connect(&d->links, &LinkGuard::checked, this, [this] { d->planRound(); });
    connect(&d->links, &LinkGuard::broken, this,
            [this](PinId pin, qint64 revision, const Error &error) {
                d->outcomes.unsendable(pin, revision, error);
            });
    connect(&d->videos, &VideoCourier::moved, this, [this] { d->planRound(); });
    connect(&d->videos, &VideoCourier::unusable, this,
            [this](PinId pin, qint64 revision, const Error &error) {
                d->outcomes.unsendable(pin, revision, error);
            });
    connect(
        &d->videos, &VideoCourier::unreached, this,
        [this](AccountId account, const Error &error) { d->outcomes.unreached(account, error); });
    connect(&d->outcomes, &PinOutcomes::told, this, &Publisher::happened);
    connect(&d->outcomes, &PinOutcomes::unsent, this, [this] { d->planRound(); });
    for (const SettlingGuard *guard :
         std::initializer_list<const SettlingGuard *>{&d->late, &d->limits, &d->videos}) {
        connect(guard, &SettlingGuard::told, this, &Publisher::happened);
        connect(guard, &SettlingGuard::settled, this, [this] { d->planRound(); });
    }
    connect(&d->outcomes, &PinOutcomes::boardGone, this, &Publisher::boardsOutdated);
    connect(&d->sender, &PinSender::told, this, &Publisher::happened);
    connect(&d->sender, &PinSender::ended, this, [this] { d->workEnded(); });
    connect(&d->handOver, &HandOver::told, this, &Publisher::happened);
    connect(&d->handOver, &HandOver::ended, this, [this] { d->workEnded(); });
    connect(&d->handOver, &HandOver::switchedOff, this, &Publisher::handOverStopped);
    connect(&d->reconciler, &Reconciler::told, this, &Publisher::happened);
    connect(&d->reconciler, &Reconciler::ended, this, [this] { d->workEnded(); });
    connect(&store, &Store::changed, this, [this](const ChangeSet &changes) {
        d->sendQueue.storeChanged(changes);
        for (SendGuard *guard : d->guards)
            guard->storeChanged(changes);
        if (!d->isOwnStep(changes))
            d->planRound();
    });
    connect(&settings, &Settings::changed, this, [this] { d->planRound(); });
}

Publisher::~Publisher()
{
    d->awake.end();
}

void Publisher::start()
{
    if (d->started)
        return;
    d->started = true;
    d->setEnding(false);
    d->settings.follow();
    d->sleep.start();
    d->takeLock();
}

void Publisher::stop()
{
    if (!d->started)
        return;
    d->setEnding(true);
    d->timer.disarm();
    d->videos.stop();
    d->reconciler.cancel();
    if (d->isBusy() || d->sweeping || d->reconciler.isStoring())
        return; // workEnded() and the sweep's end come back here
    d->started = false;
    d->swept = false;
    d->problem.reset();
    d->awake.end();
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
    if (d->isBusy())
        return PublisherState::Sending;
    if (d->settings.publisherPaused())
        return PublisherState::Paused;
    if (d->clockGuard.ahead())
        return PublisherState::ClockWrong;
    return d->outcomes.isOffline() || d->waitsForNetwork ? PublisherState::Offline
                                                         : PublisherState::Idle;
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

std::optional<std::chrono::seconds> Publisher::clockAhead() const
{
    return d->lock.isHeld() ? d->clockGuard.ahead()
                            : d->store.clock().ahead().value_or(std::nullopt);
}

bool Publisher::isUsuallyOff(UtcTime at) const
{
    return d->usualHours().isUsuallyOff(at);
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
    std::optional<UtcTime> until = d->rest.restOf(account, now);
    if (const std::optional<AccountPause> pause = d->pauses.pauseOf(account, now))
        until = std::max(until.value_or(UtcTime()), pause->until.value_or(UtcTime::max()));
    if (d->clockGuard.isAsking(account))
        until = std::max(until.value_or(UtcTime()), now);
    if (d->network.holdsAccount(account, now))
        until = std::max(until.value_or(UtcTime()), d->network.nextRelease(now).value_or(now));
    return until.value_or(UtcTime::max());
}

bool Publisher::waitsForTwin(PinId pin) const
{
    return d->twins.holdsPin(pin, d->clock.now());
}

std::optional<UtcTime> Publisher::nextLook(PinId pin) const
{
    return d->reconciler.nextLookFor(pin);
}

bool Publisher::isLookHeldUp(PinId pin) const
{
    return d->reconciler.isHeldUp(pin);
}

void Publisher::restrictTo(AccountId account)
{
    d->rest.restrictTo(account);
}

void Publisher::catchUpAtOnce()
{
    d->late.catchUpAtOnce();
}

void Publisher::holdBack(PinId pin, UtcTime until)
{
    if (until <= d->clock.now())
        return;
    d->writing.hold(pin, until);
    d->planRound();
}

void Publisher::release(PinId pin)
{
    if (d->writing.release(pin))
        d->planRound();
}

std::optional<UtcTime> Publisher::heldBackUntil(PinId pin) const
{
    return d->writing.heldUntil(pin, d->clock.now());
}

void Publisher::setNetworkDown(bool down)
{
    d->network.setDown(down, d->clock.now());
    if (down || !d->lock.isHeld()) {
        d->planRound();
        return;
    }
    // The pins' own waits were made for a network that stays away.
    d->store.pins().retryUnreached(this, [this](const Result<int> &tried) {
        if (!tried)
            qCWarning(logPublisher) << "unreached pins wait on:" << tried.error().detail;
        wake();
    });
}

void Publisher::wake()
{
    for (SendGuard *guard : d->guards)
        guard->wake();
    d->reconciler.wake();
    if (d->started && d->problem)
        d->takeLock();
    d->planRound();
}

} // namespace pinweek
