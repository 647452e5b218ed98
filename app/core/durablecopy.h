// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QFile>
#include <QString>

#include <functional>

namespace pinweek {

/** What was copied. */
struct CopiedFile
{
    QString path;
    QString sha256; // 64 lower-case hexadecimal digits
    qint64 bytes = 0;
};

struct CopySteps
{
    /** Where a file of this SHA-256 belongs; on the file system of the directory. */
    std::function<QString(const QString &sha256)> pathOf;
    /** Asked before each piece with what was copied so far; false ends it. Empty: never. */
    std::function<bool(qint64 copied)> goOn;
};

/**
 * Copies an open file of any size with a megabyte of memory, hashed on the way, as durably as
 * writeFileDurably(): temporary file in `directory` → write → fdatasync → rename → fsync of the
 * directories. A file that is there already is replaced by the same content. Nothing is left behind
 * when it fails. Worker threads only.
 *
 * @param source  open for reading, unbuffered; from where it stands
 * Errors: Media (the source can't be read; the detail is the system's words), Cancelled, Storage
 * (as writeFileDurably).
 */
Result<CopiedFile> copyDurably(QFile &source, const QString &directory, const CopySteps &steps);

} // namespace pinweek
