// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/account.h"
#include "model/pin.h"
#include "pinterest/wiretypes.h"
#include "publisher/pinpreparer.h"
#include "publisher/publisherevent.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <atomic>
#include <functional>
#include <memory>

namespace pinweek {

class Clock;
class LimitKeeper;
class Settings;
class Store;

namespace pinterest {
class Client;
}

/**
 * Experimental: gives pins to Pinterest ahead of their time, with `publish_at`, for accounts whose
 * user asked for it (design.md 4, pinterest-api.md 13). Nothing documents that field, so each
 * answer is checked: a pin that shows on its board before its date was published at once. At the
 * first answer that can't be explained the mode is switched off and the user is told.
 *
 * A pin is handed over once: it is claimed as any request, and then out of the local queue. What
 * Pinterest certainly did not take goes back into that queue for its due time; what it may have
 * taken waits for a person. Main thread; runs under the publisher's lock.
 */
class HandOver : public QObject
{
    Q_OBJECT

public:
    using ClientFor = std::function<pinterest::Client *(AccountId)>;
    using MaySend = std::function<bool(AccountId)>;

    /** @param maySend  asked before each request and again before the claim */
    HandOver(Store &store, Settings &settings, const Clock &clock, ClientFor clientFor,
             const LimitKeeper &limits, MaySend maySend);
    ~HandOver() override;

    /** The publisher stops: what the disk does not take now is left to the next start. */
    void setEnding(bool ending) { m_isEnding = ending; }
    /** Begins what there is to do now; one request at a time. */
    void round();
    [[nodiscard]] bool isBusy() const { return m_account.isValid() || m_looking.isValid(); }
    /** The account that a pin is being handed over for; invalid: none. */
    [[nodiscard]] AccountId underWay() const { return m_account; }
    /** When there is something to do again; nullopt: not before something changes. */
    [[nodiscard]] std::optional<UtcTime> nextWake(UtcTime now) const;

signals:
    void told(const pinweek::PublisherEvent &event);
    /** The mode is off for this pin's account. */
    void switchedOff(pinweek::PinId pin, pinweek::HandOverEnd why);
    /** Something ended: another round may have something to do. */
    void ended();

private:
    void begin(const Pin &pin);
    void claim(const Pin &pin);
    void notClaimed(const Pin &pin, const Error &error);
    void send(const Pin &pin, AttemptId attempt, const RequestBody &body);
    void answered(const Pin &pin, AttemptId attempt, const Result<pinterest::RemotePin> &answer);
    void refused(const Pin &pin, AttemptId attempt, const Error &error);
    void look(const Pin &pin);
    void seen(const Pin &pin, const pinterest::RemotePin &remote);
    void notSeen(const Pin &pin);
    void switchOff(const Pin &pin, HandOverEnd why);
    void rest(AccountId account);
    void finish();
    void keep(const std::function<void(Done<void>)> &write,
              const std::optional<PublisherEvent> &event = std::nullopt);
    [[nodiscard]] Done<void> stored(const std::optional<PublisherEvent> &event = std::nullopt);

    Store &m_store;
    const Clock &m_clock;
    ClientFor m_clientFor;
    const LimitKeeper &m_limits;
    MaySend m_maySend;
    /** False once the publisher is gone: a claim that waits in the store is refused then. */
    std::shared_ptr<std::atomic_bool> m_alive = std::make_shared<std::atomic_bool>(true);
    PinPreparer m_preparer;
    AccountId m_account;
    PinId m_looking;
    bool m_isEnding = false;
    /** Looked for once since it was handed over; lists lag. */
    QSet<PinId> m_lookedOnce;
    QHash<AccountId, UtcTime> m_restsUntil;
    /** Can't be handed over as they are; their due time tells why. */
    QSet<PinId> m_unfit;
};

} // namespace pinweek
