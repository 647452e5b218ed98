// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/watchedfolder.h"

#include <QList>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <memory>

namespace pinweek {

class Store;

/** How a watched folder is. */
struct FolderState
{
    WatchedFolder folder;
    QString problem; // a sentence: it is gone, or can't be read; empty: none
    int coming = 0;  // new files that are not whole yet, or are being brought in
    bool isElsewhere = false; // another program watches it
};

/** What the steps are called that a user can undo. */
namespace foldersteps {
QString watched(const QString &path);
QString notWatched(const QString &path);
QString otherBoard(const QString &path);
} // namespace foldersteps

/**
 * Makes drafts in Unscheduled of new images and videos in the watched folders, as one step for each
 * batch. Files stay as they are. One comes in when two looks, some seconds apart, found it the
 * same; nothing looks while nothing changes: the system tells of changes, and what came while
 * Pinweek was off is found at the start. Of a folder that is gone its return is told, and looked
 * for now and then. Only one program at a time should watch: the one that publishes; the others
 * rest. Two that watch for a moment bring nothing in twice.
 *
 *     told, start, look() → looked into on a worker → known: nothing
 *                                                   → changed since the last look: another look,
 * soon → the same twice → into the library → one step
 *
 * Main thread.
 */
class FolderWatch : public QObject
{
    Q_OBJECT

public:
    /** @param still  between two looks at a file that is new */
    explicit FolderWatch(Store &store, QObject *parent = nullptr,
                         std::chrono::milliseconds still = std::chrono::seconds(2));
    /** Waits for the folder, or the file, that is being read. */
    ~FolderWatch() override;

    /** Reads which folders are watched, and looks into them. */
    void start();
    /** Looks into all of them again, as after a disk was connected: not every system tells. */
    void look();
    /** While another program watches: nothing is looked at. At its end all is read anew. */
    void setResting(bool resting);
    [[nodiscard]] QList<FolderState> states() const;

signals:
    /** New drafts came in from this folder. */
    void broughtIn(int pins, const QString &folder);
    /** Files that could not be used, a clear line each, told once. They are tried again when they
     * change; what may pass by itself (no ffmpeg, no permission) also some time later.
     * @param pins  that came in together with them from this folder */
    void refused(const QStringList &lines, int pins, const QString &folder);
    /** A folder can't be watched any more, or the disk is full; once each time. */
    void failed(const QString &problem);
    void statesChanged();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pinweek
