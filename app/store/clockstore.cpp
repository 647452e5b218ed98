// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/clockstore.h"

#include "store/storecore.h"
#include "store/workspacevalues.h"

namespace pinweek {

namespace {

const QString aheadKey = QStringLiteral("clock_ahead");

}

ClockStore::ClockStore(StoreCore &core) : m_core(core) {}

Result<std::optional<std::chrono::seconds>> ClockStore::ahead() const
{
    using Ahead = std::optional<std::chrono::seconds>;
    return m_core.read<Ahead>([](Database &db) -> Result<Ahead> {
        const QString text = workspaceValue(db, aheadKey);
        return text.isEmpty() ? std::nullopt : Ahead(text.toLongLong());
    });
}

void ClockStore::setAhead(std::optional<std::chrono::seconds> ahead, QObject *context,
                          Done<void> done)
{
    const QString value = ahead ? QString::number(ahead->count()) : QString();
    m_core.write<void>(context, std::move(done),
                       [value](const StoreCore::Context &write) -> Result<void> {
                           setWorkspaceValue(write.db, aheadKey, value);
                           return {};
                       });
}

} // namespace pinweek
