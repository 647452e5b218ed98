// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QByteArray>

#include <chrono>
#include <optional>

namespace pinweek {

struct HttpAnswer;

/** A date of HTTP ("Tue, 17 Nov 2026 14:30:00 GMT"), as UTC; nullopt for anything else. */
std::optional<UtcTime> parseHttpDate(const QByteArray &text);

/**
 * How long the server wants us to wait: the first usable of Retry-After (seconds or HTTP date) and
 * x-ratelimit-reset (above 1 000 000 000 a time in epoch seconds, else a delay in seconds), kept
 * within 5 s and 24 h. Of several values the leading number counts. nullopt if neither can be used.
 * Source: pinterest-api.md 4.3.
 */
std::optional<std::chrono::seconds> serverWait(const QByteArray &retryAfter,
                                               const QByteArray &rateLimitReset, UtcTime now);
/** The same of a whole answer. Moments are counted from the answer's own Date, so that a clock of
 * ours that is off by an hour doesn't make the wait an hour longer; `now` where it has none. */
std::optional<std::chrono::seconds> serverWait(const HttpAnswer &answer, UtcTime now);
/** How long none is left, as x-ratelimit-remaining (0) and x-ratelimit-reset of an answer of any
 * status say; nullopt: there are some left, or the answer doesn't say. */
std::optional<std::chrono::seconds> exhaustedFor(const HttpAnswer &answer, UtcTime now);

} // namespace pinweek
