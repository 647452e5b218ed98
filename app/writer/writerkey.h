// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "oauth/tokenvault.h"

namespace pinweek {

// The key of the program that writes texts: in the keychain, and nowhere else. Main thread.

/** Empty: there is none. Errors: Keychain. */
void readWriterKey(TokenVault &vault, QObject *context, Done<QString> done);
/** An empty one is removed. Errors: Keychain. */
void keepWriterKey(TokenVault &vault, const QString &key, QObject *context, Done<void> done);

} // namespace pinweek
