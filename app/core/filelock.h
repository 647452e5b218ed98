// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

#include <chrono>
#include <memory>

namespace pinweek {

/**
 * An advisory lock between processes (`flock`) on a file that is never deleted or replaced; held
 * until destroyed. Children don't inherit it. Two locks of one process on one file exclude each
 * other too.
 */
class FileLock
{
public:
    /** The lock, nullptr while someone else has it. Errors: Storage (the file can't be made). Never
     * blocks. Any thread. */
    static Result<std::unique_ptr<FileLock>> tryLock(const QString &path);
    /**
     * Waits for the lock in the event loop. Errors: Storage (the file can't be made), Offline (not
     * got within the limit). Nothing is left behind when `context` dies. Main thread.
     */
    static void lock(const QString &path, std::chrono::milliseconds timeLimit, QObject *context,
                     Done<std::shared_ptr<FileLock>> done);

    /** The lock, however long it takes: for those that are held for moments. Errors: Storage.
     * Worker threads only. */
    static Result<std::unique_ptr<FileLock>> wait(const QString &path);

    ~FileLock();
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

private:
    explicit FileLock(int descriptor);
    static Result<std::unique_ptr<FileLock>> take(const QString &path, int operation);
    int m_descriptor;
};

} // namespace pinweek
