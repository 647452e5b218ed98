// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/requestbody.h"
#include "core/result.h"
#include "model/pin.h"
#include "publisher/publisherevent.h"

#include <QHash>
#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

namespace pinweek {

class AccountRest;
class Clock;
class LimitKeeper;
class PinOutcomes;
class PinPreparer;
class Store;
class TwinGuard;

namespace pinterest {
class Client;
}

/**
 * Sends one pin from claim to answer (protocols.md 1.A): token at hand, attempt stored, request
 * out, answer to PinOutcomes. One pin of an account at a time, so that writes to a board never
 * meet. Main thread.
 */
class PinSender : public QObject
{
    Q_OBJECT

public:
    using ClientFor = std::function<pinterest::Client *(AccountId)>;
    /** Asked right before the claim, after the token was fetched. */
    using MayClaim = std::function<bool(const Pin &)>;

    PinSender(Store &store, const Clock &clock, ClientFor clientFor, PinPreparer &preparer,
              PinOutcomes &outcomes, AccountRest &rest, TwinGuard &twins, const LimitKeeper &limits,
              MayClaim mayClaim);
    /** What it asked the store to claim is not claimed any more. */
    ~PinSender() override;

    /** Begins with a prepared pin of an account that is free; `ended` follows in any case. */
    void begin(const Pin &pin);
    [[nodiscard]] bool isBusy() const;
    /** The pin under way for this account; invalid: none. */
    [[nodiscard]] PinId underWay(AccountId account) const;
    [[nodiscard]] bool isUnderWay(PinId pin) const;
    /** A request that changes this board is under way or about to begin. */
    [[nodiscard]] bool isSendingTo(BoardId board) const;

signals:
    void told(const pinweek::PublisherEvent &event);
    void ended();

private:
    void claim(const Pin &pin);
    void notClaimed(const Pin &pin, const Error &error);
    void send(const Pin &pin, AttemptId attempt, const RequestBody &body);
    void finish(const Pin &pin);

    Store &m_store;
    const Clock &m_clock;
    ClientFor m_clientFor;
    PinPreparer &m_preparer;
    PinOutcomes &m_outcomes;
    AccountRest &m_rest;
    TwinGuard &m_twins;
    const LimitKeeper &m_limits;
    MayClaim m_mayClaim;
    QByteArray m_boot;
    std::shared_ptr<std::atomic_bool> m_alive = std::make_shared<std::atomic_bool>(true);
    QHash<AccountId, Pin> m_sending;
};

} // namespace pinweek
