// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/id.h"
#include "model/account.h"
#include "model/pin.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <optional>

namespace pinweek {

struct ChangeSet;
struct RetryDecision;
class Store;

/**
 * One reason why a due pin is not sent now. The publisher asks each of its guards; a pin goes out
 * when none holds it or its account. Main thread; nothing is stored.
 */
class SendGuard
{
public:
    SendGuard() = default;
    virtual ~SendGuard() = default;
    Q_DISABLE_COPY_MOVE(SendGuard)

    /** All pins of the account wait; the account's later pins can't pass. */
    [[nodiscard]] virtual bool holdsAccount(AccountId account, UtcTime now) const;
    /** This pin waits; its account's later ones go out meanwhile. */
    [[nodiscard]] virtual bool holdsPin(PinId pin, UtcTime now) const;
    /** The first moment after `now` at which something is let go by itself. */
    [[nodiscard]] virtual std::optional<UtcTime> nextRelease(UtcTime now) const;
    /** The store tells of a change, the program's own or another's. */
    virtual void storeChanged(const ChangeSet &changes);
    /** Somebody or something says: look again now. */
    virtual void wake();
};

/** An account rests after an error: for a time, or until a person acts. */
class AccountRest : public SendGuard
{
public:
    /** @param context  for writes to the store that nobody waits for */
    AccountRest(Store &store, const Clock &clock, QObject *context);

    /** Only this account sends (a token from outside); invalid: all may. */
    void restrictTo(AccountId account);
    [[nodiscard]] AccountId restriction() const;
    void restUntil(AccountId account, UtcTime until);
    /** Lets the account rest, or asks for a new sign-in, as the decision says. */
    void follow(AccountId account, const RetryDecision &decision);
    /** Until when it rests; nullopt: it doesn't. UtcTime::max(): until a person acts. */
    [[nodiscard]] std::optional<UtcTime> restOf(AccountId account, UtcTime now) const;

    [[nodiscard]] bool holdsAccount(AccountId account, UtcTime now) const override;
    [[nodiscard]] std::optional<UtcTime> nextRelease(UtcTime now) const override;
    void storeChanged(const ChangeSet &changes) override;
    void wake() override;

private:
    Store &m_store;
    const Clock &m_clock;
    QObject *m_context;
    AccountId m_only;
    QHash<AccountId, UtcTime> m_until;
    QSet<AccountId> m_held;
};

/** A pin can't be claimed before one with the same content is settled. */
class TwinGuard : public SendGuard
{
public:
    void hold(PinId pin);
    [[nodiscard]] bool holdsPin(PinId pin, UtcTime now) const override;
    void storeChanged(const ChangeSet &changes) override;
    void wake() override;

private:
    QSet<PinId> m_pins;
};

/** Pins of an account that is posted by hand are never sent (interaction.md 17). */
class ByHandGuard : public SendGuard
{
public:
    explicit ByHandGuard(Store &store);
    [[nodiscard]] bool holdsAccount(AccountId account, UtcTime now) const override;

private:
    Store &m_store;
};

/** Somebody is writing in a pin; no waking ends it. */
class WritingGuard : public SendGuard
{
public:
    void hold(PinId pin, UtcTime until);
    /** False: it was not held. */
    bool release(PinId pin);
    [[nodiscard]] std::optional<UtcTime> heldUntil(PinId pin, UtcTime now) const;
    void forgetPast(UtcTime now);
    [[nodiscard]] bool holdsPin(PinId pin, UtcTime now) const override;
    [[nodiscard]] std::optional<UtcTime> nextRelease(UtcTime now) const override;

private:
    QHash<PinId, UtcTime> m_until;
};

} // namespace pinweek
