// SPDX-License-Identifier: GPL-3.0-or-later
#include "writer/writerkey.h"

namespace pinweek {

namespace {
const auto itemName = QStringLiteral("writer");
}

void readWriterKey(TokenVault &vault, QObject *context, Done<QString> done)
{
    vault.read(itemName, context,
               [done = std::move(done)](const Result<std::optional<AccountSecrets>> &found) {
                   if (!found)
                       done(fail(found.error()));
                   else
                       done(*found ? (*found)->tokens.accessToken : QString());
               });
}

void keepWriterKey(TokenVault &vault, const QString &key, QObject *context, Done<void> done)
{
    if (key.isEmpty()) {
        vault.remove(itemName, context, std::move(done));
        return;
    }
    AccountSecrets secrets;
    secrets.tokens.accessToken = key;
    vault.write(itemName, secrets, context, std::move(done));
}

} // namespace pinweek
