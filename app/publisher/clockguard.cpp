// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher/clockguard.h"

#include "core/logging.h"
#include "pinterest/client.h"
#include "publisher/publisherevent.h"
#include "publisher/sleepwatch.h"
#include "store/accountstore.h"
#include "store/clockstore.h"
#include "store/pinstore.h"
#include "store/store.h"

#include <QTimer>

namespace pinweek {

namespace {

// A clock that is put right little by little makes no jump.
constexpr std::chrono::minutes askAgain{5};

std::chrono::seconds size(std::chrono::seconds skew)
{
    return skew.count() < 0 ? -skew : skew;
}

} // namespace

ClockGuard::ClockGuard(Store &store, const Clock &clock, ClientFor clientFor)
    : m_store(store), m_clock(clock), m_clientFor(std::move(clientFor))
{
}

std::optional<std::chrono::seconds> ClockGuard::skewOf(AccountId account) const
{
    const pinterest::Client *client = m_clientFor(account);
    const std::optional<ClockComparison> last = client ? client->comparison() : std::nullopt;
    if (!last)
        return std::nullopt;
    const std::chrono::milliseconds apart =
        (m_clock.nowMillis() - last->wall) - (m_clock.steady() - last->steady);
    if (apart >= clockJump || apart <= -clockJump)
        return std::nullopt;
    return last->skew;
}

bool ClockGuard::isKnown(AccountId account) const
{
    return skewOf(account).has_value();
}

bool ClockGuard::isOff(AccountId account) const
{
    const std::optional<std::chrono::seconds> skew = skewOf(account);
    return skew && size(*skew) > wrongClockFrom;
}

bool ClockGuard::isAsking(AccountId account) const
{
    return !m_asking.value(account).isNull();
}

bool ClockGuard::isAsking() const
{
    return std::any_of(m_asking.begin(), m_asking.end(),
                       [](const auto &client) { return !client.isNull(); });
}

bool ClockGuard::hasToSend(const Account &account, UtcTime soon) const
{
    const Result<QList<Pin>> next = m_store.pins().upcoming({account.id, {}, {}}, UtcTime(), 1);
    if (!next || next->isEmpty())
        return false;
    // Where it has jumped, the user is told early; else nobody is asked before there is need to.
    const bool isEarly = m_hasJumped || m_ahead || account.delivery == DeliveryMode::HandOver;
    return isEarly || next->first().sendAt().value_or(soon) <= soon;
}

void ClockGuard::noteJump()
{
    m_hasJumped = true;
}

void ClockGuard::look(const MayAsk &mayAsk, UtcTime soon)
{
    std::optional<std::chrono::seconds> ahead;
    bool isRight = false;
    bool isUnknown = false;
    const QList<Account> accounts = m_store.accounts().accounts().value_or(QList<Account>());
    for (const Account &account : accounts) {
        const AccountId id = account.id;
        const std::optional<std::chrono::seconds> skew = skewOf(id);
        const bool isOff = skew && size(*skew) > wrongClockFrom;
        isRight |= skew && !isOff;
        if ((skew && !isOff) || !mayAsk(id) || !hasToSend(account, soon))
            continue;
        if (isOff && (!ahead || size(*ahead) < size(*skew)))
            ahead = -*skew;
        isUnknown |= !skew;
        const bool isTime = m_askAgainAt.value(id, m_clock.steady()) <= m_clock.steady();
        if (!isAsking(id) && (!skew || isTime))
            ask(id, m_clientFor(id));
    }
    if (!isUnknown)
        m_hasJumped = false;
    if (ahead || (!isUnknown && (isRight || m_ahead)))
        setAhead(ahead);
}

void ClockGuard::ask(AccountId account, pinterest::Client *client)
{
    m_asking.insert(account, client);
    m_askAgainAt.insert(account, m_clock.steady() + askAgain);
    client->askTime(this, [this, account](const Result<void> &answered) {
        m_asking.remove(account);
        if (!answered)
            emit failed(account, answered.error());
        emit compared();
    });
}

void ClockGuard::setAhead(std::optional<std::chrono::seconds> ahead)
{
    if (ahead != m_ahead) {
        if (ahead)
            qCWarning(logPublisher) << "this computer's clock is" << ahead->count()
                                    << "s ahead of Pinterest's: nothing is sent";
        else
            qCInfo(logPublisher) << "this computer's clock is right again";
        m_ahead = ahead;
        m_isKept = false;
        emit aheadChanged();
    }
    if (!m_isKept)
        keep();
}

/** Also what an earlier publisher left there, which may have ended while it was wrong. */
void ClockGuard::keep()
{
    m_isKept = true;
    if (m_store.clock().ahead() == Result<std::optional<std::chrono::seconds>>(m_ahead))
        return;
    m_store.clock().setAhead(m_ahead, this, [this](const Result<void> &kept) {
        if (kept)
            return;
        qCWarning(logPublisher) << "what is known of the clock isn't kept:" << kept.error().detail;
        QTimer::singleShot(storeRetry, this, [this] { keep(); });
    });
}

bool ClockGuard::holdsAccount(AccountId account, UtcTime /*now*/) const
{
    const std::optional<std::chrono::seconds> skew = skewOf(account);
    return !skew || size(*skew) > wrongClockFrom;
}

std::optional<UtcTime> ClockGuard::nextRelease(UtcTime now) const
{
    if (!m_ahead)
        return std::nullopt;
    std::optional<UtcTime> next;
    for (const std::chrono::milliseconds at : m_askAgainAt) {
        const auto wait = std::chrono::ceil<std::chrono::seconds>(at - m_clock.steady());
        if (wait.count() > 0 && (!next || now + wait < *next))
            next = now + wait;
    }
    return next;
}

void ClockGuard::wake()
{
    m_askAgainAt.clear();
}

} // namespace pinweek
