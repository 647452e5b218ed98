// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <chrono>

namespace pinweek {

/**
 * Writes a file so that a reader, and the disk after a power cut, has either all of it or nothing
 * of it (a file of that name is replaced): temporary file beside it → write → fdatasync → rename →
 * fsync of the directory. Missing directories are made (0700) and synced too. The temporary file is
 * removed on an error. Any thread; slow (waits for the disk).
 *
 * Errors: Storage (disk full, not writable, input/output error).
 * Source: protocols.md 1.I; QSaveFile leaves the directory out.
 */
Result<void> writeFileDurably(const QString &path, const QByteArray &bytes);

/**
 * Deletes what writeFileDurably() left below a directory because the process or the machine ended
 * in the middle: files named as its temporary ones that were last written before `before`. Another
 * process may be writing just now: the caller leaves it time. Any thread; ends early once `stop` is
 * true.
 *
 * @return how many there were
 */
int removeUnfinishedFiles(const QString &directory, std::chrono::system_clock::time_point before,
                          const std::atomic_bool &stop);

/** For the temporary file of a writer of its own below `directory`: a template for mkostemp(),
 * known to removeUnfinishedFiles(). */
QString unfinishedName(const QString &directory);
/** Waits until what a directory names is on the disk; errno of what failed, else 0. */
int syncDirectory(const QString &path);
/** What is said of a file that can't be written. @param error  an errno */
Error storageError(const QString &path, int error);

/** Makes a directory with its missing parents, each of them synced. Errors: Storage. */
Result<void> makeDirectoryDurably(const QString &path);

} // namespace pinweek
