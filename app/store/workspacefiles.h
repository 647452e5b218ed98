// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"

#include <QByteArray>
#include <QString>

namespace pinweek {

class Database;

QString databasePath(const QString &workspace);
/** The file whose writing tells other processes of a commit. Made once, never replaced. */
QString noticePath(const QString &workspace);
/** The file that is locked by whoever publishes: one program at a time. */
QString publisherLockPath(const QString &workspace);
/** Whether any program publishes now, this one too. Any thread; a call to the system. */
bool hasPublisher(const QString &workspace);

/** True for file systems on which SQLite's locks can't be trusted, by the type that the mount table
 * names ("nfs4", "fuse.sshfs"). */
bool isNetworkFileSystem(const QByteArray &type);

/** Makes the directory (0700) if needed. Storage errors name the path: a file, not writable, on a
 * network file system. */
Result<void> prepareDirectory(const QString &workspace);

/** First opening: gives the workspace its id, remembers machine and files (protocols.md 1.H),
 * adds the plan "My plan". */
Result<void> describeWorkspace(Database &db, const QString &workspace);

/**
 * Finds the damage that can be found without reading everything: one row of every table through
 * each index; the whole file if damage was met in an earlier run (noteDamage()).
 */
Result<void> readEveryTableOnce(Database &db, const QString &workspace);

/** Leaves a mark so that the next opening looks at the whole file. */
void noteDamage(const QString &workspace);

/**
 * Moves the three files aside as `pinweek.db.damaged-<UTC>` (+ -wal, -shm). No connection may be
 * open. Gives the new path; Storage if it could not be moved.
 */
Result<QString> setAside(const QString &workspace, UtcTime now);

} // namespace pinweek
