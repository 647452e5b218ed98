// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/pinoutcomes.h"

#include "core/logging.h"
#include "publisher/pauseguard.h"
#include "publisher/retrypolicy.h"
#include "publisher/sendguard.h"
#include "store/pinstore.h"
#include "store/store.h"

#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>

namespace pinweek {

namespace {

constexpr int lookedAtPublished = 20; // pins; those posted by hand may be without an id

PinError pinError(const Error &error)
{
    // Of an answer only Pinterest's own words are kept: they are quoted as such.
    return {error.kind, error.httpStatus > 0 ? error.apiMessage : error.detail, error.httpStatus,
            error.apiCode};
}

} // namespace

PinOutcomes::PinOutcomes(Store &store, const Clock &clock, AccountRest &rest, PauseGuard &pauses)
    : m_store(store), m_clock(clock), m_rest(rest), m_pauses(pauses)
{
}

bool PinOutcomes::isOffline() const
{
    return m_offline;
}

void PinOutcomes::tokenFound(AccountId account)
{
    m_tokenFailures.remove(account);
}

void PinOutcomes::tokenMissing(const Pin &pin, const Error &error)
{
    qCWarning(logPublisher) << "no token for account" << pin.content.account.value;
    unreached(pin.content.account, error);
    emit told({PublisherEvent::Kind::Waiting, pin.id, error});
    emit settled(pin);
}

void PinOutcomes::unreached(AccountId account, const Error &error)
{
    const int failures = ++m_tokenFailures[account];
    const RetryDecision decision =
        decideAfter(error, failures, QRandomGenerator::global()->generateDouble());
    qCWarning(logPublisher) << "account" << account.value << "rests:" << error.detail;
    m_offline = error.kind == ErrorKind::Offline;
    follow(account, decision, error);
    if (!decision.holdAccount && !decision.pause)
        m_rest.restUntil(account, m_clock.now() + storeRetry);
}

void PinOutcomes::answered(const Pin &pin, AttemptId attempt,
                           const Result<pinterest::RemotePin> &answer)
{
    if (answer)
        published(pin, attempt, *answer);
    else
        refused(pin, attempt, answer.error());
}

void PinOutcomes::published(const Pin &pin, AttemptId attempt, const pinterest::RemotePin &remote)
{
    m_offline = false;
    m_unreached.remove(pin.content.account);
    m_renewed.remove(pin.content.account);
    const PublishedAs as{remote.id, remote.createdAt, QStringLiteral("created at Pinterest")};
    store(pin, attempt,
          [this, attempt, as](Done<void> done) {
              m_store.pins().markPublished(attempt, as, this, std::move(done));
          },
          {PublisherEvent::Kind::Published, pin.id});
}

void PinOutcomes::countRefusal(AccountId account, Error &error)
{
    if (error.kind != ErrorKind::Unauthorized)
        m_renewed.remove(account);
    else if (m_renewed.contains(account))
        error.retryAfter.reset(); // the other token was refused as well: no third try
    else if (error.retryAfter)
        m_renewed.insert(account);
}

/** Offline attempts use up nothing, so they are counted for the account and forgotten by the end of
 * the program; answers are counted in the ledger. */
int PinOutcomes::triesLikeThis(const Pin &pin, const Error &error)
{
    const AccountId account = pin.content.account;
    if (error.httpStatus > 0 && error.delivery != Delivery::NotSent) {
        m_unreached.remove(account);
        return m_store.pins().answersInARow(pin.id, error.httpStatus).value_or(pin.attempts) + 1;
    }
    return ++m_unreached[account];
}

/** The pause is asked for before the pin's own outcome: a crash between the two leaves a pin that
 * is looked for, and an account that waits; not an account that goes on. */
void PinOutcomes::follow(AccountId account, const RetryDecision &decision, const Error &error)
{
    m_rest.follow(account, decision);
    if (!decision.pause)
        return;
    const UtcTime now = m_clock.now();
    AccountPause pause{account, *decision.pause, now, std::nullopt, error.apiMessage};
    if (*decision.pause == PauseReason::RateLimit)
        pause.until = now + decision.wait;
    m_pauses.pause(pause);
}

void PinOutcomes::tryAgain(const Pin &pin, AttemptId attempt, const Error &error, UtcTime next)
{
    const PinError stored = pinError(error);
    const bool isNotSent = error.delivery == Delivery::NotSent;
    store(pin, attempt,
          [this, attempt, stored, next, isNotSent](Done<void> done) {
              if (isNotSent)
                  m_store.pins().markNotSent(attempt, stored, next, this, std::move(done));
              else
                  m_store.pins().markFailed(attempt, stored, next, this, std::move(done));
          },
          {PublisherEvent::Kind::Retry, pin.id, error, next});
}

/** A complete 400 or 403 for a carousel: some accounts can't have any (pinterest-api.md 8.2). Not
 * where the same would be said of any pin. */
bool PinOutcomes::isAboutCarousels(const Pin &pin, const Error &error) const
{
    if (!pin.content.isCarousel())
        return false;
    switch (error.kind) {
    case ErrorKind::Rejected:
        return error.httpStatus == 400;
    case ErrorKind::Forbidden:
        return error.httpStatus == 403;
    case ErrorKind::AccessTier:
        // Trial access would have refused the account's other pins as well.
        return hasPublished(pin.content.account);
    default:
        return false;
    }
}

bool PinOutcomes::hasPublished(AccountId account) const
{
    PinFilter filter;
    filter.account = account;
    const Result<QList<Pin>> published =
        m_store.pins().list(filter, PinStatus::Published, {}, {}, {}, lookedAtPublished, 0);
    return published && std::any_of(published->begin(), published->end(),
                                    [](const Pin &pin) { return !pin.remoteId.isEmpty(); });
}

void PinOutcomes::refused(const Pin &pin, AttemptId attempt, const Error &answer)
{
    Error error = answer;
    if (isAboutCarousels(pin, error))
        error.kind = ErrorKind::Carousel;
    countRefusal(pin.content.account, error);
    const RetryDecision decision =
        decideAfter(error, triesLikeThis(pin, error), QRandomGenerator::global()->generateDouble());
    const UtcTime next = m_clock.now() + decision.wait;
    qCWarning(logPublisher) << "pin" << pin.id.value << errorKindName(error.kind)
                            << error.httpStatus << error.apiCode << error.requestId << error.detail;
    m_offline = error.kind == ErrorKind::Offline && decision.what == AfterError::TryAgain;
    follow(pin.content.account, decision, error);
    if (error.kind == ErrorKind::NotFound && error.httpStatus > 0)
        emit boardGone(pin.content.account);

    const PinError stored = pinError(error);
    switch (decision.what) {
    case AfterError::TryAgain:
        tryAgain(pin, attempt, error, next);
        return;
    case AfterError::Settle:
        store(pin, attempt,
              [this, attempt, stored](Done<void> done) {
                  m_store.pins().markUnconfirmed(attempt, stored, this, std::move(done));
              },
              {PublisherEvent::Kind::Unconfirmed, pin.id, error});
        return;
    case AfterError::Block:
        store(pin, attempt,
              [this, attempt, stored](Done<void> done) {
                  m_store.pins().markBlocked(attempt, stored, this, std::move(done));
              },
              {PublisherEvent::Kind::Blocked, pin.id, error});
        return;
    }
}

void PinOutcomes::store(const Pin &pin, AttemptId attempt, std::function<void(Done<void>)> write,
                        const PublisherEvent &event)
{
    write([this, pin, attempt, write, event](const Result<void> &stored) {
        if (stored) {
            emit told(event);
            emit settled(pin);
            return;
        }
        qCCritical(logPublisher) << "the outcome of pin" << pin.id.value
                                 << "can't be stored:" << stored.error().detail;
        if (stored.error().kind != ErrorKind::Storage) {
            storeUnclear(pin, attempt, pinError(stored.error()));
            return;
        }
        if (m_isEnding) {
            emit settled(pin);
            return;
        }
        QTimer::singleShot(storeRetry, this, [this, pin, attempt, write, event] {
            store(pin, attempt, write, event);
        });
    });
}

/** What the store would not take (Pinterest named a pin that is another one's here) is looked into
 * before anything else happens to the pin. */
void PinOutcomes::storeUnclear(const Pin &pin, AttemptId attempt, const PinError &error)
{
    m_store.pins().markUnconfirmed(
        attempt, error, this, [this, pin, attempt, error](const Result<void> &stored) {
            if (!stored && stored.error().kind == ErrorKind::Storage && !m_isEnding) {
                QTimer::singleShot(storeRetry, this, [this, pin, attempt, error] {
                    storeUnclear(pin, attempt, error);
                });
                return;
            }
            if (stored)
                emit told(
                    {PublisherEvent::Kind::Unconfirmed, pin.id, Error{error.kind, error.message}});
            emit settled(pin);
        });
}

void PinOutcomes::unsendable(PinId id, qint64 revision, const Error &error)
{
    const auto tell = [this](const PublisherEvent &event) {
        return [this, event](const Result<void> &stored) {
            if (stored)
                emit told(event);
            if (!stored && stored.error().kind == ErrorKind::Storage)
                // It would be prepared again at once, and fail again.
                QTimer::singleShot(storeRetry, this, &PinOutcomes::unsent);
            else
                emit unsent();
        };
    };
    if (error.kind == ErrorKind::Storage) {
        const UtcTime next = m_clock.now() + std::chrono::minutes(1);
        m_store.pins().postpone(id, revision, pinError(error), next, this,
                                tell({PublisherEvent::Kind::Retry, id, error, next}));
        return;
    }
    m_store.pins().blockUnsent(id, revision, pinError(error), this,
                               tell({PublisherEvent::Kind::Blocked, id, error}));
}

} // namespace pinweek
