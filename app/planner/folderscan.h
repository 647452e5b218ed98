// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/watchedfolder.h"

#include <QList>

namespace pinweek {

/** False for what no picture or video is called, for hidden files, and for what a browser, an
 * office program or a copy under way has not finished ("cake.jpg.part", "~$plan"). */
bool comesIn(const QString &fileName);

/**
 * What lies in a folder and comes in, by name; not what lies in folders within it. Errors: Storage
 * with a sentence: it is gone (or its disk is not connected), is no folder, or may not be read.
 * Slow: worker threads only.
 */
Result<QList<FolderFile>> lookIntoFolder(const QString &path);

/** The title of a pin from that file: what is written into it, else what its name says. At most
 * 100 code points. Slow: worker threads only. */
QString titleOfFile(const QString &path);

} // namespace pinweek
