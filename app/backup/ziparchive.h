// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/archivelibrary.h"
#include "core/clock.h"
#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace pinweek {

enum class Packing
{
    Stored, // what is compressed already
    Deflated
};

/**
 * Writes a ZIP file (with ZIP64 where it needs it), entry by entry, into an open file. Worker
 * threads only. Errors: Storage; after one nothing more can be written.
 */
class ZipWriter
{
public:
    /** @param descriptor  stays the caller's; @param path  for what is said of errors */
    ZipWriter(int descriptor, QString path, UtcTime now);
    ~ZipWriter();
    Q_DISABLE_COPY_MOVE(ZipWriter)

    Result<void> begin(const QString &name, qint64 bytes, Packing packing);
    /** All pieces together are as many bytes as begin() was told. */
    Result<void> write(QByteArrayView piece);
    Result<void> end();
    /** Writes the table of contents; nothing is synced. */
    Result<void> finish();

private:
    Result<void> checked(qint64 code);

    ArchiveLibrary m_library;
    archive *m_archive = nullptr;
    QString m_path;
    UtcTime m_now;
};

/**
 * Reads a ZIP file by its table of contents, so that one that was cut off is no archive. What it
 * says is a stranger's word. Worker threads only. Errors: Media, for an archive that makes no
 * sense.
 */
class ZipReader
{
public:
    explicit ZipReader(const QString &path);
    ~ZipReader();
    Q_DISABLE_COPY_MOVE(ZipReader)

    Result<void> open();
    /** The next entry's name as the archive has it; "" at the end. Directories, links and other
     * kinds are errors. */
    Result<QString> next();
    /** The next piece of the entry; empty at its end. Valid until the next call. */
    Result<QByteArrayView> read();

private:
    ArchiveLibrary m_library;
    archive *m_archive = nullptr;
    QString m_path;
    QByteArray m_piece;
};

} // namespace pinweek
