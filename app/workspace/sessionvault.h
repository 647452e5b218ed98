// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "oauth/tokenvault.h"

#include <QSet>

#include <memory>

namespace pinweek {

/** A vault in front of the keychain that keeps chosen items in memory for this run only. Main
 * thread. */
class SessionVault final : public TokenVault
{
    Q_OBJECT

public:
    explicit SessionVault(std::unique_ptr<TokenVault> lasting, QObject *parent = nullptr);

    /** From now on the item of this key stays in memory. */
    void keepForThisRun(const QString &key);
    /** From now on it goes to the keychain again. */
    void keepForGood(const QString &key);
    /** Whether this item is gone when the program ends. */
    [[nodiscard]] bool isForThisRun(const QString &key) const;

    void read(const QString &key, QObject *context,
              Done<std::optional<AccountSecrets>> done) override;
    void write(const QString &key, const AccountSecrets &secrets, QObject *context,
               Done<void> done) override;
    void remove(const QString &key, QObject *context, Done<void> done) override;
    void probe(QObject *context, Done<void> done) override;

private:
    TokenVault &vaultOf(const QString &key);

    std::unique_ptr<TokenVault> m_lasting;
    MemoryVault m_memory;
    QSet<QString> m_inMemory;
};

} // namespace pinweek
