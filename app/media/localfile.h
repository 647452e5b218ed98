// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QFile>

#include <memory>

namespace pinweek {

/**
 * Opens a file of the user for reading, unbuffered. What is no file, or larger than `mostBytes`, is
 * refused before anything is read; a named pipe without a writer does not block. Worker threads
 * only.
 *
 * Errors: Media, `“name” ….`: missing, no permission, a folder, no file, too large.
 */
Result<std::unique_ptr<QFile>> openLocalFile(const QString &path, const QString &name,
                                             qint64 mostBytes);

} // namespace pinweek
