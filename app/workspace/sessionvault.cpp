// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/sessionvault.h"

namespace pinweek {

SessionVault::SessionVault(std::unique_ptr<TokenVault> lasting, QObject *parent)
    : TokenVault(parent), m_lasting(std::move(lasting))
{
}

void SessionVault::keepForThisRun(const QString &key)
{
    m_inMemory.insert(key);
}

void SessionVault::keepForGood(const QString &key)
{
    m_inMemory.remove(key);
    m_memory.remove(key, this, {});
}

bool SessionVault::isForThisRun(const QString &key) const
{
    return m_inMemory.contains(key) || qobject_cast<const MemoryVault *>(m_lasting.get());
}

TokenVault &SessionVault::vaultOf(const QString &key)
{
    if (m_inMemory.contains(key))
        return m_memory;
    return *m_lasting;
}

void SessionVault::read(const QString &key, QObject *context,
                        Done<std::optional<AccountSecrets>> done)
{
    vaultOf(key).read(key, context, std::move(done));
}

void SessionVault::write(const QString &key, const AccountSecrets &secrets, QObject *context,
                         Done<void> done)
{
    vaultOf(key).write(key, secrets, context, std::move(done));
}

void SessionVault::remove(const QString &key, QObject *context, Done<void> done)
{
    vaultOf(key).remove(key, context, std::move(done));
}

void SessionVault::probe(QObject *context, Done<void> done)
{
    m_lasting->probe(context, std::move(done));
}

} // namespace pinweek
