// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pinweek {

class Database;

/** What the table `workspace` says under a key; empty: nothing. */
QString workspaceValue(Database &db, const QString &key);
/** An empty value takes the key away. No notice tells other processes. */
void setWorkspaceValue(Database &db, const QString &key, const QString &value);

} // namespace pinweek
