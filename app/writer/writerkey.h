// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "oauth/tokenvault.h"

namespace pinweek {

// The keys of the programs that write texts: in the keychain, and nowhere else. Each belongs to the
// host that it was entered for, so that none goes to another: a host that was mistyped, or one of a
// workspace that came from elsewhere. Main thread.

/** "https://api.example.com:443" of an address with any path; empty: it is no address. */
QString writerOrigin(const QString &address);
/** "api.example.com", "localhost:11434": what a person knows it by. */
QString writerHost(const QString &address);
/** The name of the vault's item. */
QString writerKeyItem(const QString &address);
/** That of the address's host. Empty: there is none, or the keychain can't be read and the address
 * is of a program of one's own (http). Errors: Keychain. */
void readWriterKey(TokenVault &vault, const QString &address, QObject *context, Done<QString> done);
/** For the address's host; an empty one is removed. Errors: Keychain; Rejected: no address. */
void keepWriterKey(TokenVault &vault, const QString &address, const QString &key, QObject *context,
                   Done<void> done);

} // namespace pinweek
