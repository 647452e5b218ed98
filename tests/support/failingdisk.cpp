// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/failingdisk.h"

#include <QtGlobal>

#include <sqlite3.h>

#include <mutex>
#include <optional>

namespace pinweek::test {

struct FailingDisk::FileSystem
{
    sqlite3_vfs own{};
    sqlite3_vfs *real = nullptr;

    mutable std::mutex mutex;
    QList<Operation> operations;
    std::optional<int> left; // until it fails
    int failures = 0;

    /** False: the operation is to fail. */
    bool admit(Operation operation)
    {
        const std::lock_guard lock(mutex);
        operations.append(operation);
        if (!left)
            return true;
        if (*left > 0) {
            --*left;
            return true;
        }
        ++failures;
        return false;
    }
};

namespace {

using Operation = FailingDisk::Operation;

/** What SQLite holds of an open file; the real one lies behind it in the same memory. */
struct File
{
    sqlite3_file base;
    // Not the type itself, which is private to the disk.
    bool (*admit)(void *fileSystem, Operation operation);
    void *fileSystem;
    sqlite3_file real;
};

sqlite3_file *realOf(sqlite3_file *file)
{
    return &reinterpret_cast<File *>(file)->real;
}

bool admits(sqlite3_file *file, Operation operation)
{
    const auto *own = reinterpret_cast<File *>(file);
    return own->admit(own->fileSystem, operation);
}

int closeFile(sqlite3_file *file)
{
    return realOf(file)->pMethods->xClose(realOf(file));
}

int readFile(sqlite3_file *file, void *to, int bytes, sqlite3_int64 at)
{
    return realOf(file)->pMethods->xRead(realOf(file), to, bytes, at);
}

int writeFile(sqlite3_file *file, const void *from, int bytes, sqlite3_int64 at)
{
    if (!admits(file, Operation::Write))
        return SQLITE_IOERR_WRITE;
    return realOf(file)->pMethods->xWrite(realOf(file), from, bytes, at);
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    if (!admits(file, Operation::Truncate))
        return SQLITE_IOERR_TRUNCATE;
    return realOf(file)->pMethods->xTruncate(realOf(file), size);
}

int syncFile(sqlite3_file *file, int how)
{
    if (!admits(file, Operation::Sync))
        return SQLITE_IOERR_FSYNC;
    return realOf(file)->pMethods->xSync(realOf(file), how);
}

int fileSize(sqlite3_file *file, sqlite3_int64 *size)
{
    return realOf(file)->pMethods->xFileSize(realOf(file), size);
}

int lockFile(sqlite3_file *file, int how)
{
    return realOf(file)->pMethods->xLock(realOf(file), how);
}

int unlockFile(sqlite3_file *file, int how)
{
    return realOf(file)->pMethods->xUnlock(realOf(file), how);
}

int checkReservedLock(sqlite3_file *file, int *result)
{
    return realOf(file)->pMethods->xCheckReservedLock(realOf(file), result);
}

int controlFile(sqlite3_file *file, int what, void *argument)
{
    return realOf(file)->pMethods->xFileControl(realOf(file), what, argument);
}

int sectorSize(sqlite3_file *file)
{
    return realOf(file)->pMethods->xSectorSize(realOf(file));
}

int characteristics(sqlite3_file *file)
{
    return realOf(file)->pMethods->xDeviceCharacteristics(realOf(file));
}

int mapShared(sqlite3_file *file, int page, int pageSize, int extend, void volatile **memory)
{
    return realOf(file)->pMethods->xShmMap(realOf(file), page, pageSize, extend, memory);
}

int lockShared(sqlite3_file *file, int offset, int count, int flags)
{
    return realOf(file)->pMethods->xShmLock(realOf(file), offset, count, flags);
}

void barrierShared(sqlite3_file *file)
{
    realOf(file)->pMethods->xShmBarrier(realOf(file));
}

int unmapShared(sqlite3_file *file, int remove)
{
    return realOf(file)->pMethods->xShmUnmap(realOf(file), remove);
}

// Version 2: without memory-mapped reading, so that all of it comes by here.
const sqlite3_io_methods methods{2,
                                 closeFile,
                                 readFile,
                                 writeFile,
                                 truncateFile,
                                 syncFile,
                                 fileSize,
                                 lockFile,
                                 unlockFile,
                                 checkReservedLock,
                                 controlFile,
                                 sectorSize,
                                 characteristics,
                                 mapShared,
                                 lockShared,
                                 barrierShared,
                                 unmapShared,
                                 nullptr,
                                 nullptr};


} // namespace

FailingDisk::FailingDisk() : m_fileSystem(std::make_unique<FileSystem>())
{
    FileSystem &fs = *m_fileSystem;
    fs.real = sqlite3_vfs_find(nullptr);
    Q_ASSERT(fs.real);
    fs.own = *fs.real; // dates, sleep, random numbers, deleting: as they are
    fs.own.pNext = nullptr;
    fs.own.zName = "failing";
    fs.own.szOsFile = int(offsetof(File, real)) + fs.real->szOsFile;
    fs.own.pAppData = &fs;
    fs.own.xOpen = [](sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                      int *outFlags) {
        auto *system = static_cast<FileSystem *>(vfs->pAppData);
        auto *own = reinterpret_cast<File *>(file);
        own->base.pMethods = nullptr;
        own->admit = [](void *fileSystem, Operation operation) {
            return static_cast<FileSystem *>(fileSystem)->admit(operation);
        };
        own->fileSystem = system;
        const int opened = system->real->xOpen(system->real, name, &own->real, flags, outFlags);
        if (own->real.pMethods)
            own->base.pMethods = &methods;
        return opened;
    };
    // The others find their own settings in the file system that they are called with.
    fs.own.xDelete = [](sqlite3_vfs *vfs, const char *name, int sync) {
        sqlite3_vfs *real = static_cast<FileSystem *>(vfs->pAppData)->real;
        return real->xDelete(real, name, sync);
    };
    fs.own.xAccess = [](sqlite3_vfs *vfs, const char *name, int flags, int *result) {
        sqlite3_vfs *real = static_cast<FileSystem *>(vfs->pAppData)->real;
        return real->xAccess(real, name, flags, result);
    };
    fs.own.xFullPathname = [](sqlite3_vfs *vfs, const char *name, int size, char *path) {
        sqlite3_vfs *real = static_cast<FileSystem *>(vfs->pAppData)->real;
        return real->xFullPathname(real, name, size, path);
    };
    sqlite3_vfs_register(&fs.own, 1);
}

FailingDisk::~FailingDisk()
{
    sqlite3_vfs_unregister(&m_fileSystem->own);
    sqlite3_vfs_register(m_fileSystem->real, 1);
}

void FailingDisk::record()
{
    const std::lock_guard lock(m_fileSystem->mutex);
    m_fileSystem->operations.clear();
}

QList<FailingDisk::Operation> FailingDisk::operations() const
{
    const std::lock_guard lock(m_fileSystem->mutex);
    return m_fileSystem->operations;
}

void FailingDisk::failAfter(int count)
{
    const std::lock_guard lock(m_fileSystem->mutex);
    m_fileSystem->left = count;
    m_fileSystem->failures = 0;
}

void FailingDisk::heal()
{
    const std::lock_guard lock(m_fileSystem->mutex);
    m_fileSystem->left.reset();
}

int FailingDisk::failures() const
{
    const std::lock_guard lock(m_fileSystem->mutex);
    return m_fileSystem->failures;
}

} // namespace pinweek::test
