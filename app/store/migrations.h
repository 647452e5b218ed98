// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace pinweek {

class Database;

/** Numbered schema files, `NNNN_name.sql`, in a folder (":/schema" in the program). */
QString schemaFolder();

/** The version that migrate() leads to with the program's own files. */
int newestSchema();

/** Marks our files in SQLite's header. */
constexpr int databaseApplicationId = 0x50574b31; // "PWK1"

/**
 * Brings the open database to the newest version: one transaction per file, ending with its
 * user_version. Before each file a copy of the database (unless it is a fresh one) is put into
 * `<workspace>/backups/pinweek-v<old version>-<UTC>.db` and synced.
 *
 * Errors: Storage; a newer user_version or a file of another program is refused with nothing
 * written.
 */
Result<void> migrate(Database &db, const QString &schemaFolder, const QString &workspace,
                     const QString &stamp);

} // namespace pinweek
