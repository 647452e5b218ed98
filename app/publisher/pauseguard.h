// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/accountpause.h"
#include "publisher/sendguard.h"

#include <QHash>

namespace pinweek {

/**
 * An account's pins wait because of an answer of Pinterest's: for a time (rate limit), or until a
 * person acts (spam, trial access, a missing permission). Stored, so that neither a restart nor a
 * waking ends it; goOn() of the store does, from any process. Main thread.
 */
class PauseGuard : public SendGuard
{
public:
    /** @param context  for the writes to the store; ends with it */
    PauseGuard(Store &store, const Clock &clock, QObject *context);

    /** Holds from now on, and is stored; tried again while the disk refuses. A write that is asked
     * for after this one is stored after it. */
    void pause(const AccountPause &pause);
    [[nodiscard]] std::optional<AccountPause> pauseOf(AccountId account, UtcTime now) const;

    [[nodiscard]] bool holdsAccount(AccountId account, UtcTime now) const override;
    [[nodiscard]] std::optional<UtcTime> nextRelease(UtcTime now) const override;
    void storeChanged(const ChangeSet &changes) override;

private:
    void read();
    void write(const AccountPause &pause);

    Store &m_store;
    const Clock &m_clock;
    QObject *m_context;
    QHash<AccountId, AccountPause> m_pauses;
    /** Hold already, but are not stored yet. */
    QHash<AccountId, AccountPause> m_unstored;
};

} // namespace pinweek
