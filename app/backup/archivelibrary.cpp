// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/archivelibrary.h"

#include "core/logging.h"

namespace pinweek {

namespace {
constexpr int abi = 13;
}

ArchiveLibrary::ArchiveLibrary() : m_library(QStringLiteral("archive"), abi)
{
    const auto find = [this](auto &function, const char *name) {
        function =
            reinterpret_cast<std::remove_reference_t<decltype(function)>>(m_library.resolve(name));
        return function != nullptr;
    };
    m_found = find(writeNew, "archive_write_new") && find(writeFree, "archive_write_free") &&
              find(writeSetFormatZip, "archive_write_set_format_zip") &&
              find(zipStore, "archive_write_zip_set_compression_store") &&
              find(zipDeflate, "archive_write_zip_set_compression_deflate") &&
              find(setBytesInLastBlock, "archive_write_set_bytes_in_last_block") &&
              find(writeOpenFd, "archive_write_open_fd") &&
              find(writeHeader, "archive_write_header") && find(writeData, "archive_write_data") &&
              find(writeFinishEntry, "archive_write_finish_entry") &&
              find(writeClose, "archive_write_close") && find(readNew, "archive_read_new") &&
              find(readFree, "archive_read_free") &&
              find(readZip, "archive_read_support_format_zip_seekable") &&
              find(readOpen, "archive_read_open_filename") &&
              find(nextHeader, "archive_read_next_header") && find(readData, "archive_read_data") &&
              find(lastErrno, "archive_errno") && find(errorString, "archive_error_string") &&
              find(entryNew, "archive_entry_new") && find(entryFree, "archive_entry_free") &&
              find(entrySetPathname, "archive_entry_set_pathname") &&
              find(entrySetSize, "archive_entry_set_size") &&
              find(entrySetFiletype, "archive_entry_set_filetype") &&
              find(entrySetPerm, "archive_entry_set_perm") &&
              find(entrySetMtime, "archive_entry_set_mtime") &&
              find(entryPathname, "archive_entry_pathname_utf8") &&
              find(entryFiletype, "archive_entry_filetype") &&
              find(entrySymlink, "archive_entry_symlink") &&
              find(entryHardlink, "archive_entry_hardlink");
    if (!m_found)
        qCWarning(logCore).noquote() << "libarchive can't be loaded:" << m_library.errorString();
}

ArchiveLibrary::~ArchiveLibrary()
{
    m_library.unload();
}

Result<void> ArchiveLibrary::found() const
{
    if (m_found)
        return {};
    return fail(ErrorKind::Storage,
                QStringLiteral("Backups need libarchive, which is not installed (on Debian: the "
                               "package libarchive13)."));
}

} // namespace pinweek
