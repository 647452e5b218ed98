// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QLibrary>

#include <archive.h>
#include <archive_entry.h>

namespace pinweek {

/**
 * libarchive, loaded for one backup and unloaded after it: it and the libraries that it loads would
 * else be mapped for weeks by a program that waits in the tray. Any thread.
 */
class ArchiveLibrary
{
public:
    ArchiveLibrary();
    ~ArchiveLibrary();
    Q_DISABLE_COPY_MOVE(ArchiveLibrary)

    /** Storage, with what to install, where the library can't be loaded. */
    [[nodiscard]] Result<void> found() const;

    // By their names without "archive_".
    decltype(&archive_write_new) writeNew = nullptr;
    decltype(&archive_write_free) writeFree = nullptr;
    decltype(&archive_write_set_format_zip) writeSetFormatZip = nullptr;
    decltype(&archive_write_zip_set_compression_store) zipStore = nullptr;
    decltype(&archive_write_zip_set_compression_deflate) zipDeflate = nullptr;
    decltype(&archive_write_set_bytes_in_last_block) setBytesInLastBlock = nullptr;
    decltype(&archive_write_open_fd) writeOpenFd = nullptr;
    decltype(&archive_write_header) writeHeader = nullptr;
    decltype(&archive_write_data) writeData = nullptr;
    decltype(&archive_write_finish_entry) writeFinishEntry = nullptr;
    decltype(&archive_write_close) writeClose = nullptr;
    decltype(&archive_read_new) readNew = nullptr;
    decltype(&archive_read_free) readFree = nullptr;
    decltype(&archive_read_support_format_zip_seekable) readZip = nullptr;
    decltype(&archive_read_open_filename) readOpen = nullptr;
    decltype(&archive_read_next_header) nextHeader = nullptr;
    decltype(&archive_read_data) readData = nullptr;
    decltype(&archive_errno) lastErrno = nullptr;
    decltype(&archive_error_string) errorString = nullptr;
    decltype(&archive_entry_new) entryNew = nullptr;
    decltype(&archive_entry_free) entryFree = nullptr;
    decltype(&archive_entry_set_pathname) entrySetPathname = nullptr;
    decltype(&archive_entry_set_size) entrySetSize = nullptr;
    decltype(&archive_entry_set_filetype) entrySetFiletype = nullptr;
    decltype(&archive_entry_set_perm) entrySetPerm = nullptr;
    decltype(&archive_entry_set_mtime) entrySetMtime = nullptr;
    decltype(&archive_entry_pathname_utf8) entryPathname = nullptr;
    decltype(&archive_entry_filetype) entryFiletype = nullptr;
    decltype(&archive_entry_symlink) entrySymlink = nullptr;
    decltype(&archive_entry_hardlink) entryHardlink = nullptr;

private:
    QLibrary m_library;
    bool m_found = false;
};

} // namespace pinweek
