// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/error.h"
#include "model/pin.h"

#include <optional>

namespace pinweek {

/** What happened to a pin; pinweekctl prints these as they come. */
struct PublisherEvent
{
    enum class Kind
    {
        Published,
        Retry,
        Blocked,
        Unconfirmed,
        Adopted, // found at Pinterest after its answer got lost
        Waiting
    };
    Kind kind = Kind::Published;
    PinId pin;
    std::optional<Error> error = {};
    std::optional<UtcTime> nextAttemptAt = {};
};

/** Why handing over was switched off for an account. */
enum class HandOverEnd
{
    NoClearAnswer,   // the pin may be at Pinterest
    DateRefused,     // Pinterest refused a pin that has a date
    PublishedAtOnce, // not at its time
    NotPublished,    // not at its time, and not since
};

/** How long the publisher waits when the disk or the store fails it. */
constexpr std::chrono::seconds storeRetry{10};

} // namespace pinweek
