// SPDX-License-Identifier: GPL-3.0-or-later
#include "oauth/tokenvault.h"

namespace pinweek {

void MemoryVault::read(const QString &key, QObject *context,
                       Done<std::optional<AccountSecrets>> done)
{
    std::optional<AccountSecrets> found;
    if (const auto it = m_items.constFind(key); it != m_items.cend())
        found = *it;
    deliver<std::optional<AccountSecrets>>(context, std::move(done), found);
}

void MemoryVault::write(const QString &key, const AccountSecrets &secrets, QObject *context,
                        Done<void> done)
{
    m_items.insert(key, secrets);
    deliver<void>(context, std::move(done), {});
}

void MemoryVault::remove(const QString &key, QObject *context, Done<void> done)
{
    m_items.remove(key);
    deliver<void>(context, std::move(done), {});
}

void MemoryVault::probe(QObject *context, Done<void> done)
{
    deliver<void>(context, std::move(done), {});
}

} // namespace pinweek
