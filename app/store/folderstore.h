// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/pin.h"
#include "model/watchedfolder.h"
#include "store/undorows.h"

#include <QList>

namespace pinweek {

class Database;
struct StoreCore;

/** A file that was looked into. */
struct ArrivedFile
{
    FolderFile file;
    std::optional<QString> sha256; // of its content; empty: not read; none: it could not be used
    std::optional<PinContent> pin; // what it becomes
};

/** A file that is remembered. */
struct RememberedFile
{
    FolderFile file; // as it was then
    bool isUnread;   // it was there before its folder was watched
};

/** The kind of these rows in undo_step_row. */
inline constexpr const char *folderKind = "folder";

/** For board and section; nothing: it is not watched. */
RowValues readFolderValues(Database &db, qint64 id);
/** False: its board or section is gone, or nothing is known of the folder any more. */
bool writeFolderValues(Database &db, qint64 id, const RowValues &values);

/**
 * Which folders are watched, and which of their files came in already: what was remembered never
 * comes again, whatever becomes of its pin. What a user changes is a step that can be undone: a
 * folder that is watched again knows what it knew. Errors: Storage; NotFound (the folder is not
 * watched any more); Rejected with a sentence.
 */
class FolderStore
{
public:
    explicit FolderStore(StoreCore &core);

    /** By path. */
    [[nodiscard]] Result<QList<WatchedFolder>> folders() const;
    /** @param present  files that are there already and are not to come in. Rejected where the
     * folder is watched already. */
    void add(const WatchedFolder &folder, const QList<FolderFile> &present, const QString &stepName,
             QObject *context, Done<WatchedFolder> done);
    /** Another board, from the next file on. */
    void setBoard(FolderId folder, BoardId board, SectionId section, const QString &stepName,
                  QObject *context, Done<void> done);
    void remove(FolderId folder, const QString &stepName, QObject *context, Done<void> done);
    /** The files that are remembered, as they were then. */
    void known(FolderId folder, QObject *context, Done<QList<RememberedFile>> done);
    /** Pins for those whose content never came from this folder, as one step, and all of them
     * remembered: one transaction, so that a crash neither loses nor doubles any. Gives the pins.
     */
    void bringIn(FolderId folder, const QList<ArrivedFile> &files, const QString &stepName,
                 QObject *context, Done<QList<PinId>> done);

private:
    StoreCore &m_core;
};

} // namespace pinweek
