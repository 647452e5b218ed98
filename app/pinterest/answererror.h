// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/error.h"
#include "core/transport.h"

namespace pinweek::pinterest {

/**
 * The error that a complete answer with another status than 2xx is: kind by status, then by
 * Pinterest's code (the table is at Client), its message, request id, the wait that it asks for,
 * and `delivery` if it answers a write.
 */
Error errorOfAnswer(const HttpAnswer &answer, bool write, UtcTime now);

/** The error of a 2xx answer that can't be understood: the write it answers may have been done. */
Error errorOfNonsense(Error error, const HttpAnswer &answer, bool write);

} // namespace pinweek::pinterest
