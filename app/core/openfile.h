// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

#include <memory>

namespace pinweek {

/**
 * A file that is open for reading, of the size that it had then. What replaces or deletes it under
 * its name changes nothing here. Any thread, several at a time.
 */
class OpenFile
{
public:
    /** Errors: Storage (missing, not readable, no file). */
    static Result<std::shared_ptr<const OpenFile>> open(const QString &path);
    ~OpenFile();
    OpenFile(const OpenFile &) = delete;
    OpenFile &operator=(const OpenFile &) = delete;

    /** In bytes, when it was opened. */
    [[nodiscard]] qint64 size() const { return m_size; }
    /** Fewer than `most` bytes only at the end, or where the disk fails. @returns how many */
    qint64 read(qint64 position, char *to, qint64 most) const;

private:
    OpenFile(int handle, qint64 size) : m_handle(handle), m_size(size) {}

    int m_handle;
    qint64 m_size;
};

} // namespace pinweek
