// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace pinweek {

/** Where a request gets its access token. Main thread. */
class TokenSource
{
public:
    virtual ~TokenSource() = default;
    /** A token that should work now, refreshed first when it is about to end. Errors: Unauthorized,
     * Keychain, Offline. */
    virtual void token(QObject *context, Done<QString> done) = 0;
    /**
     * The server refused this token (401, not code 3): gives another, after one refresh that all
     * callers share. Errors: Unauthorized when there is no way but to connect again; Offline,
     * Server, Keychain otherwise.
     */
    virtual void tokenRefused(const QString &refused, QObject *context, Done<QString> done) = 0;
};

} // namespace pinweek
