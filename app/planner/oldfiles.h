// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/watchedfolder.h"

#include <QHash>
#include <QList>
#include <QStringList>

namespace pinweek {

/**
 * The files that were in a folder before it was watched: none of them was ever read, and none is to
 * come in, also once it was touched, renamed or copied. Thousands of them are told by their sizes;
 * only a copy beside its original has to be read.
 */
class OldFiles
{
public:
    void add(const FolderFile &file);
    /** That name was read, or is another file now. */
    void remove(const QString &name);
    /** What is in the folder now, for the questions that follow. */
    void setPresent(const QList<FolderFile> &files);
    /** One that was touched (its name and size), or renamed (its size and time, while its name is
     * gone). */
    [[nodiscard]] bool isOne(const FolderFile &file) const;
    /** Names of those that this file may be a copy of. */
    [[nodiscard]] QStringList originalsOf(const FolderFile &file) const;

private:
    QHash<QString, FolderFile> m_files;  // by name
    QMultiHash<qint64, QString> m_names; // by size
    QHash<QString, qint64> m_present;
};

/** True if both have the same bytes. Slow: worker threads only. */
bool haveSameContent(const QString &path, const QString &otherPath);

} // namespace pinweek
