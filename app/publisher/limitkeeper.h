// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/requestlimits.h"
#include "publisher/settlingguard.h"

namespace pinweek {

class Settings;

/**
 * Keeps each account's requests within its limits: due pins for which there is no room get the
 * moment at which there will be, each its own, and say why (protocols.md 1.G). An account that
 * waits holds up no other. Main thread.
 */
class LimitKeeper : public SettlingGuard
{
    Q_OBJECT

public:
    LimitKeeper(Store &store, const Settings &settings);

    [[nodiscard]] RequestLimits limitsOf(AccountId account) const;
    /** Puts off those of these due pins, in the order in which they are to go, that have no room.
     */
    void look(const QList<Pin> &due, UtcTime now);

private:
    [[nodiscard]] QList<LateStep> stepsFor(AccountId account, const QList<Pin> &due,
                                           UtcTime now) const;

    const Settings &m_settings;
};

} // namespace pinweek
