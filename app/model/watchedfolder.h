// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QString>

namespace pinweek {

using FolderId = Id<struct FolderTag>;

/** A folder whose new images and videos become drafts in Unscheduled. */
struct WatchedFolder
{
    FolderId id;
    QString path; // absolute and clean
    AccountId account;
    BoardId board;     // invalid: none
    SectionId section; // invalid: the board itself
    friend bool operator==(const WatchedFolder &, const WatchedFolder &) = default;
};

/** A file of a folder as it was looked at: equal ones are taken for the same, unchanged file. */
struct FolderFile
{
    QString name;       // without the folder
    qint64 size = 0;    // bytes
    qint64 changed = 0; // ms since 1970, as the file system has it
    friend bool operator==(const FolderFile &, const FolderFile &) = default;
};

} // namespace pinweek
