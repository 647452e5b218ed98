// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <memory>

namespace pinweek::test {

/**
 * A disk that fails when told to, under SQLite of this process: a file system of SQLite's own kind
 * that passes everything on, counts what changes a file, and answers an I/O error from a chosen
 * operation on. Make it before any database is opened, one at a time. Any thread.
 */
class FailingDisk
{
public:
    enum class Operation
    {
        Write,
        Truncate,
        Sync
    };

    FailingDisk();
    ~FailingDisk();
    FailingDisk(const FailingDisk &) = delete;
    FailingDisk &operator=(const FailingDisk &) = delete;

    /** Begins to count anew. */
    void record();
    /** What was asked of the disk since record(). */
    [[nodiscard]] QList<Operation> operations() const;
    /** Lets `count` operations pass from now on; those after them fail, until heal(). */
    void failAfter(int count);
    void heal();
    /** How many operations have failed since failAfter(). */
    [[nodiscard]] int failures() const;

private:
    struct FileSystem;
    std::unique_ptr<FileSystem> m_fileSystem;
};

} // namespace pinweek::test
