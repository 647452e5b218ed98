// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/backup.h"

namespace pinweek {

/** A backup that was unpacked and checked, beside the place where it is going to. */
struct StagedRestore
{
    QString directory; // a workspace already, under a temporary name
    BackupManifest manifest;
};

/**
 * Unpacks a backup into a new directory beside `into` and checks all of it: only files that its
 * manifest names, under the names that a workspace has, each with the length and the SHA-256 that
 * the manifest says; a database that this Pinweek knows. `into` itself is not touched, and may be
 * open. The pictures of a backup of the plan alone are those of `into`. Nothing is left where it
 * fails. Worker threads only.
 *
 * Errors: Cancelled, Media (damaged, or no backup), Rejected or Storage (of a newer Pinweek),
 * Storage (no room, not writable).
 */
Result<StagedRestore> stageRestore(const QString &file, const QString &into, const GoOn &goOn);

/** Throws away what stageRestore() made and nobody wants any more. */
void dropStaged(const QString &directory);

/**
 * Puts a staged directory in the place of `into`, whole or not at all. A plan that was there is
 * kept beside it; gives its new path, "" where there was none. The workspace then opens as a copy:
 * paused, and what was due is looked for first (protocols.md 1.H).
 *
 * Errors: Conflict (a Pinweek has the plan open), Storage (also: `into` holds something else).
 * Nothing is changed then. Blocks for some milliseconds. Any thread.
 */
Result<QString> putInPlace(const QString &staged, const QString &into, UtcTime now);

} // namespace pinweek
