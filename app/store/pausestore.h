// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/accountpause.h"

#include <QList>
#include <QSet>

namespace pinweek {

struct StoreCore;

/** The accounts whose pins wait because of an answer of Pinterest's. A change is told as one of
 * the account. */
class PauseStore
{
public:
    explicit PauseStore(StoreCore &core);

    /** Those that hold at `now`, by account. */
    [[nodiscard]] Result<QList<AccountPause>> pauses(UtcTime now) const;
    /** Stores it in place of the account's former one; but a wait for a person is not replaced by
     * one that ends by itself. Errors: NotFound (no such account), Storage. */
    void pause(const AccountPause &pause, QObject *context, Done<void> done);
    /**
     * Ends the account's pause, if its reason is among `reasons` (empty: any), and what it did to
     * pins that have nothing wrong with them: those blocked by the missing tier or permission are
     * scheduled again, and those that wait out a rate limit are tried now. Done too when there is
     * no pause. Gives the number of those pins.
     */
    void goOn(AccountId account, const QSet<PauseReason> &reasons, QObject *context,
              Done<int> done);

private:
    StoreCore &m_core;
};

} // namespace pinweek
