// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <chrono>

namespace pinweek {

enum class KeyringState
{
    Unlocked, // "not found" can be believed
    Locked,
};

/**
 * How the Secret Service of this session stands, asked over D-Bus without blocking: is there a bus,
 * does anything give `org.freedesktop.secrets` (running or startable), is there a default
 * collection, is it locked. Errors: Keychain, with the reason. Each question has the time limit.
 * Main thread.
 */
void askKeyringState(std::chrono::milliseconds timeLimit, QObject *context,
                     Done<KeyringState> done);

} // namespace pinweek
