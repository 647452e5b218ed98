// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/workspacevalues.h"

#include "store/database.h"

namespace pinweek {

QString workspaceValue(Database &db, const QString &key)
{
    Query query(db, QStringLiteral("SELECT value FROM workspace WHERE key = ?"));
    query.bind(key);
    return query.next() ? query.text(0) : QString();
}

void setWorkspaceValue(Database &db, const QString &key, const QString &value)
{
    if (value.isEmpty()) {
        Query(db, QStringLiteral("DELETE FROM workspace WHERE key = ?")).bind(key).run();
        return;
    }
    Query(db, QStringLiteral("INSERT INTO workspace (key, value) VALUES (?, ?) "
                             "ON CONFLICT (key) DO UPDATE SET value = excluded.value"))
        .bind(key)
        .bind(value)
        .run();
}

} // namespace pinweek
