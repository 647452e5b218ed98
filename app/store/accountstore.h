// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/account.h"

#include <QHash>

#include <functional>

namespace pinweek {

struct ChangeSet;
struct StoreCore;

/** The accounts. A new workspace has one: the Local "My plan". */
class AccountStore
{
public:
    explicit AccountStore(StoreCore &core);

    /** In order of creation; the Local plan first while it is there. */
    [[nodiscard]] Result<QList<Account>> accounts() const;
    /** Kept until a change of it is told, since a publisher asks for it many times a step. */
    [[nodiscard]] Result<Account> account(AccountId id) const;

    /** Adds, or updates the account of the same API base and remoteId. Gives it back with its id.
     */
    void save(const Account &account, QObject *context, Done<Account> done);
    /** Adjusts the account as it is stored by then, so that changes made at once by two hands (a
     * setting and a renewed sign-in) both stay. `adjust` is called in the store's thread. */
    void change(AccountId id, std::function<void(Account &)> adjust, QObject *context,
                Done<Account> done);
    void setState(AccountId id, AccountState state, QObject *context, Done<void> done);
    /** Another mode ends what the former one did to pins that wait: reminders put off come back. */
    void setDelivery(AccountId id, DeliveryMode mode, QObject *context, Done<void> done);
    /**
     * The Local plan's pins and boards become the account's: boards of the same exact name are
     * matched, others stay local ones of the account (interaction.md 3). The Local plan is removed.
     * Done too when there is none. Clears the undo steps' claim on moved pins correctly.
     */
    void adoptPlan(AccountId by, QObject *context, Done<void> done);
    /**
     * Disconnect: with no pins left the account's rows are removed; else its unpublished pins and
     * its boards go back to a Local "My plan" (made if missing), Scheduled and Failed ones as
     * drafts with their time.
     */
    void remove(AccountId id, QObject *context, Done<void> done);

    /** Every change must be told, before anybody else is. */
    void storeChanged(const ChangeSet &changes);

private:
    StoreCore &m_core;
    mutable QHash<AccountId, Account> m_known;
};

} // namespace pinweek
