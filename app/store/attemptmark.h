// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QtGlobal>

class QString;

namespace pinweek {

class Database;

/**
 * The number of the last attempt beside the database, as the name of an empty file in the folder
 * `attempts`: an older database that is copied over this one, into the same file, takes the number
 * in the database back, but not this one; and an older folder that is copied over it only adds an
 * older name. Source: protocols.md 1.H.
 */
namespace attemptmark {

/** After the claim's commit and before its request. What can't be noted is only logged. Store
 * thread. */
void note(const QString &workspace, qint64 attempt);
/** The highest that was noted; 0: none. */
qint64 noted(const QString &workspace);
/** The database knows of fewer attempts than were noted: it was put back. */
bool isBehind(Database &db, const QString &workspace);
/** Numbers of attempts go on after the highest that was noted, within the transaction under way. */
void catchUp(Database &db, const QString &workspace);

} // namespace attemptmark

} // namespace pinweek
