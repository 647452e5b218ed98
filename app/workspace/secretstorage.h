// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pinweek {

/** Where an account's secrets go. */
enum class SecretStorage
{
    Keychain,
    ThisRunOnly
};

} // namespace pinweek
