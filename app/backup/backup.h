// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/manifest.h"
#include "core/clock.h"
#include "core/result.h"

#include <QString>

#include <functional>

namespace pinweek {

struct BackupRequest
{
    QString workspace;
    /** The file to make; one that is there is replaced, but only by a whole one. Its directory has
     * to be there. */
    QString file;
    /** With the media library; without it the plan alone, as the daily backups are. */
    bool pictures = true;
    UtcTime now{};
};

/** Asked between two pieces with the bytes done and all of them; false ends the work. */
using GoOn = std::function<bool(qint64 done, qint64 total)>;

/** "Pinweek 2026-11-29.zip" for a file dialog; the day is the local one. */
QString suggestedBackupName(UtcTime now);

/**
 * Writes a workspace into one ZIP file, while it may be open and publishing: the database as of one
 * moment, the settings, the media library, and last `manifest.json` with the SHA-256 of each. No
 * tokens (those are in the keychain), no logs, no thumbnails. The file comes under a temporary name
 * and is on the disk before it gets its own; nothing is left of one that did not come about. Worker
 * threads only.
 *
 * Errors: Cancelled, Storage (disk full, not writable, libarchive is missing).
 */
Result<BackupManifest> writeBackup(const BackupRequest &request, const GoOn &goOn);

/** What a backup says of itself. Its files are not looked at. Errors: Media (no whole backup),
 * Rejected (of a newer Pinweek), Storage (can't be read). Worker threads only. */
Result<BackupManifest> readManifest(const QString &file);

} // namespace pinweek
