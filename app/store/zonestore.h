// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

namespace pinweek {

struct StoreCore;

/**
 * The rules of time zones that the moments of pins were made with. Pins are planned by wall time:
 * when a zone gets other rules, those to come go out at another moment (protocols.md 3.7).
 */
class ZoneStore
{
public:
    explicit ZoneStore(StoreCore &core);

    /** Resolves the pins to come again of each zone that has other rules on this machine, or was
     * never looked at; what is under way or done stays. Each that moves says so in its history.
     * Gives how many moved; where no zone has other rules `done` is not called. */
    void resolveAgain(QObject *context, Done<int> done);

private:
    StoreCore &m_core;
};

} // namespace pinweek
