// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/id.h"
#include "core/result.h"

#include <QObject>
#include <QSet>
#include <QString>

#include <memory>

namespace pinweek {

class AccountStore;
class AwakeStore;
class BoardGroupStore;
class BoardStore;
class CampaignStore;
class CheckStore;
class ClockStore;
class ImportStore;
class LibraryStore;
class LinkStore;
class MediaStore;
class CopyStore;
class FolderStore;
class PauseStore;
class PinStore;
class PullStore;
class ReadThread;
class RequestStore;
class SlotStore;
class SnippetStore;
class UndoStore;
class UtmStore;
class VideoStore;
class ZoneStore;

/** What other readers have to read again. */
struct ChangeSet
{
    QSet<PinId> pins;
    QSet<BoardId> boards;     // also when one of its sections changed
    QSet<AccountId> accounts; // also when one of its time slots or board groups changed
    QSet<CampaignId> campaigns;
    QSet<UtmRecipeId> utmRecipes;
    bool links = false; // what is known of them from looks
    bool media = false; // pictures came into the library, or left it
    bool snippets = false;
    bool undo = false;
    /** Too much to list, or a gap in the notices: read everything again. */
    bool everything = false;
    bool folders = false; // which ones are watched
    [[nodiscard]] bool isEmpty() const
    {
        return pins.isEmpty() && boards.isEmpty() && accounts.isEmpty() && campaigns.isEmpty() &&
               utmRecipes.isEmpty() && !links && !media && !snippets && !folders && !undo &&
               !everything;
    }
};

/**
 * The workspace's database, `pinweek.db` (SQLite, WAL, foreign keys, synchronous=FULL). Main
 * thread.
 *
 * One store thread owns the only connection that writes (BEGIN IMMEDIATE); reads on the main thread
 * use a query_only connection with busy_timeout 0 and small ranges (protocols.md 3.1). Every write
 * is asked for and answered through `done`: then it is on the disk. `changed` comes for our own
 * commits before their `done`, and for commits of other processes within some milliseconds
 * (protocols.md 3.3).
 */
class Store : public QObject
{
    Q_OBJECT

public:
    /**
     * Opens or makes the workspace: directory 0700, migrations (a copy of the file is kept before
     * each), private reader. Blocks for the time of opening only.
     *
     * @param workspace  directory; made if missing
     * @param origin     who writes, for history and undo: "window", "command line", …
     * Errors: Storage with a sentence that names the path: not a directory, not writable, on a
     * network file system, made by a newer Pinweek (nothing is touched), damaged (the three files
     * are set aside as `pinweek.db.damaged-<time>` with no connection open, and the Error says
     * where they are; opening again then makes a fresh database).
     */
    static Result<std::unique_ptr<Store>> open(const QString &workspace, const Clock &clock,
                                               const QString &origin);
    /**
     * The same in two steps, for a window that has something to do meanwhile: begin() starts the
     * thread that opens, finishOpening() waits for it. In between nothing can be read or written.
     * A store whose opening failed is of no use and can only be destroyed.
     */
    static Result<std::unique_ptr<Store>> begin(const QString &workspace, const Clock &clock,
                                                const QString &origin);
    Result<void> finishOpening();
    [[nodiscard]] bool isOpen() const;
    /** Waits for writes under way; answers that were not delivered are dropped. */
    ~Store() override;

    [[nodiscard]] QString workspace() const;
    PinStore &pins();
    BoardStore &boards();
    CampaignStore &campaigns();
    AccountStore &accounts();
    MediaStore &media();
    LibraryStore &library();
    LinkStore &links();
    PauseStore &pauses();
    CopyStore &copies();
    ClockStore &clock();
    ImportStore &imports();
    FolderStore &folders();
    PullStore &pulled();
    AwakeStore &awake();
    RequestStore &requests();
    CheckStore &checks();
    SlotStore &timeSlots();
    BoardGroupStore &boardGroups();
    SnippetStore &snippets();
    UndoStore &undo();
    UtmStore &utm();
    VideoStore &videos();
    ZoneStore &zones();
    /** For reads that may take longer than a frame: PinSearch asks there. */
    ReadThread &reads();
    [[nodiscard]] UtcTime now() const;

    /** Reads changes of other processes now, as after a window was activated or the publisher lock
     * was taken. */
    void catchUp();
    /**
     * Somebody sees what is in it, or no longer; at the start nobody does. Where the system gives
     * no watch on other processes' changes, they are asked for once a second while somebody does,
     * and else by catchUp() alone.
     */
    void setInView(bool isInView);
    [[nodiscard]] bool isInView() const;
    /** Gives the memory of cached pages back to the system, here and on the store thread; they are
     * read again when they are needed. For a program that goes to rest. */
    void releaseMemory(QObject *context, Done<void> done);

signals:
    void changed(const pinweek::ChangeSet &changes);

private:
    struct Private;
    explicit Store(std::unique_ptr<Private> priv);
    std::unique_ptr<Private> d;
};

} // namespace pinweek
