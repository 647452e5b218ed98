// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "oauth/tokenset.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace pinweek {

/** Where the secrets of accounts are kept, by Account::vaultKey(). Main thread. */
class TokenVault : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    /** nullopt: there is certainly no such item. Errors: Keychain (missing, locked, refused, no
     * answer in time). */
    virtual void read(const QString &key, QObject *context,
                      Done<std::optional<AccountSecrets>> done) = 0;
    /** Answers after the item is stored. Errors: Keychain. */
    virtual void write(const QString &key, const AccountSecrets &secrets, QObject *context,
                       Done<void> done) = 0;
    /** Also done when there was none. Errors: Keychain. */
    virtual void remove(const QString &key, QObject *context, Done<void> done) = 0;
    /** Asked before a login starts. Errors: Keychain with the reason (no bus, no service, locked).
     */
    virtual void probe(QObject *context, Done<void> done) = 0;
};

/** Keeps secrets for this run only: the demo, tests, and users without a keychain who agree to it.
 */
class MemoryVault final : public TokenVault
{
    Q_OBJECT

public:
    using TokenVault::TokenVault;
    void read(const QString &key, QObject *context,
              Done<std::optional<AccountSecrets>> done) override;
    void write(const QString &key, const AccountSecrets &secrets, QObject *context,
               Done<void> done) override;
    void remove(const QString &key, QObject *context, Done<void> done) override;
    void probe(QObject *context, Done<void> done) override;

private:
    QHash<QString, AccountSecrets> m_items;
};

} // namespace pinweek
