// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/requestlimits.h"

#include <chrono>
#include <optional>

namespace pinweek::pinterest {

/** Keeps an account's requests within its limits. Main thread. */
class RequestMeter
{
public:
    virtual ~RequestMeter() = default;

    /** How long a request of the category has to wait; nullopt: it may go now. */
    [[nodiscard]] virtual std::optional<std::chrono::seconds>
    waitFor(RequestCategory category) const = 0;
    /** A request goes out now. */
    virtual void count(RequestCategory category) = 0;
    /** Pinterest says that none is left for so long. */
    virtual void exhausted(RequestCategory category, std::chrono::seconds wait) = 0;
};

} // namespace pinweek::pinterest
