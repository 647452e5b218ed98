// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QObject>

#include <chrono>
#include <optional>

namespace pinweek {

struct StoreCore;

/** What the publisher last found out about this computer's clock, for the programs beside it. */
class ClockStore
{
public:
    explicit ClockStore(StoreCore &core);

    /** How far the clock is ahead of Pinterest's (below 0: behind) while publishing is held back
     * for that; nullopt: it isn't. */
    [[nodiscard]] Result<std::optional<std::chrono::seconds>> ahead() const;
    void setAhead(std::optional<std::chrono::seconds> ahead, QObject *context, Done<void> done);

private:
    StoreCore &m_core;
};

} // namespace pinweek
