// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "oauth/tokenvault.h"

#include <chrono>
#include <functional>

namespace pinweek {

/**
 * The system's keychain through QtKeychain, service "Pinweek". Every job has a time limit of its
 * own, since a locked keychain may never answer; on Linux the Secret Service is looked for on the
 * session bus first, and its default collection's `Locked` property decides whether "not found" can
 * be believed. A write and a removal are read back. The vault outlives its calls.
 */
class KeychainVault final : public TokenVault
{
    Q_OBJECT

public:
    explicit KeychainVault(std::chrono::milliseconds timeLimit = std::chrono::seconds(30),
                           QObject *parent = nullptr);
    void read(const QString &key, QObject *context,
              Done<std::optional<AccountSecrets>> done) override;
    void write(const QString &key, const AccountSecrets &secrets, QObject *context,
               Done<void> done) override;
    void remove(const QString &key, QObject *context, Done<void> done) override;
    void probe(QObject *context, Done<void> done) override;

private:
    void whenThere(QObject *context, std::function<void(QObject *, const Result<void> &)> next);
    void readJob(const QString &key, QObject *context, Done<std::optional<AccountSecrets>> done);
    void believeAbsence(QObject *context, Done<std::optional<AccountSecrets>> done);

    std::chrono::milliseconds m_timeLimit;
};

} // namespace pinweek
