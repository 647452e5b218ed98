// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publisher/sendguard.h"

namespace pinweek {

/**
 * Nothing is tried while the system says that there is no network: that would only use up time and
 * fill the history. Its word is taken for some minutes; then a plain try is made after all, since a
 * system may be wrong about a connection that it doesn't manage. An account on this machine (the
 * demo, a test) needs no network. Main thread.
 */
class NetworkGuard : public SendGuard
{
public:
    explicit NetworkGuard(Store &store);

    void setDown(bool down, UtcTime now);
    [[nodiscard]] bool isDown() const { return m_until.has_value(); }

    [[nodiscard]] bool holdsAccount(AccountId account, UtcTime now) const override;
    [[nodiscard]] std::optional<UtcTime> nextRelease(UtcTime now) const override;

private:
    Store &m_store;
    /** Until when the system's word is taken; nullopt: it says nothing. */
    std::optional<UtcTime> m_until;
};

} // namespace pinweek
