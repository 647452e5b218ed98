// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "model/mediaasset.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

namespace pinweek {

class FileLock;

/**
 * What one batch brings into the library, noted on disk until all of the batch is there: what a
 * cancel or a crash leaves is known by it, and nothing else is ever taken for it.
 *
 * The note is an empty file `incoming/<start>-XXXXXX/<sha256>.<format>` of the workspace, made
 * before the file itself: the journal of the file system brings both to the disk in this order. The
 * directory is locked (`flock`) as long as the object lives; a batch whose lock is free has ended
 * in the middle. A file that was in the library before is not noted; one that another batch is
 * bringing is noted by both, and stays while one of them has it. Worker threads only.
 */
class IncomingFiles
{
public:
    /** @param since  when the batch begins: rows that are older are not of it */
    IncomingFiles(QString workspace, UtcTime since);
    /** Notes that were neither kept nor taken back stay for others to find. Any thread. */
    ~IncomingFiles();
    Q_DISABLE_COPY_MOVE(IncomingFiles)

    /** Whether there are notes of any batch. Any thread. */
    static bool areThere(const QString &workspace);
    /** The batches whose process ended in the middle; they are locked by us from now on. */
    static QList<std::shared_ptr<IncomingFiles>> abandoned(const QString &workspace);

    /** Before the look whether its file is there. Errors: Storage. */
    Result<void> note(const MediaAsset &asset);
    /** All is there: nobody takes these files back any more, other batches neither. */
    void keep();

    [[nodiscard]] UtcTime since() const { return m_since; }
    /** Begins to take files back: at most so many, as SHA-256. Those that another batch brings too
     * are left to it. Every batch of the workspace waits from here until endTakingBack(). */
    QStringList beginTakingBack(int most);
    /** Deletes the files (with their thumbnails) of `gone`, and the notes of all that were named.
     */
    void endTakingBack(const QStringList &gone);

private:
    IncomingFiles(QString workspace, QString directory, UtcTime since, int descriptor);
    [[nodiscard]] QStringList names() const;
    /** The directories of other batches that have a note of this name. */
    [[nodiscard]] QStringList othersWith(const QString &name) const;
    Result<void> begin();
    void end();

    QString m_workspace;
    QString m_directory; // empty: there is none yet
    UtcTime m_since{};
    int m_descriptor = -1;
    std::unique_ptr<FileLock> m_lock; // while files are taken back
    QStringList m_leaving;            // names of notes
};

} // namespace pinweek
