// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "media/videoimport.h"

namespace pinweek {

/**
 * Copies an image or a video into the library below `workspace`: importImageFile() or
 * importVideoFile(), by its content; the name decides first, and what is no image may be a video
 * all the same. Worker threads only.
 *
 * @param name  shown for it; empty: the file's own
 * Errors: theirs.
 */
Result<ImportedMedia> importMediaFile(const QString &path, const QString &name,
                                      const QString &workspace, const ImportWatch &watch);

} // namespace pinweek
