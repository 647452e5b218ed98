// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

#include "core/logging.h"
#include "core/walltime.h"
#include "store/accountstore.h"
#include "store/awakestore.h"
#include "store/boardgroupstore.h"
#include "store/boardstore.h"
#include "store/campaignstore.h"
#include "store/changefeed.h"
#include "store/checkstore.h"
#include "store/clockstore.h"
#include "store/copycheck.h"
#include "store/folderstore.h"
#include "store/importstore.h"
#include "store/librarystore.h"
#include "store/linkstore.h"
#include "store/mediastore.h"
#include "store/pausestore.h"
#include "store/pinstore.h"
#include "store/pullstore.h"
#include "store/readthread.h"
#include "store/requeststore.h"
#include "store/slotstore.h"
#include "store/snippetstore.h"
#include "store/storecore.h"
#include "store/undostore.h"
#include "store/utmstore.h"
#include "store/videostore.h"
#include "store/zonestore.h"

#include <QDir>
#include <QTimer>

#include <utility>

namespace pinweek {

namespace {
// One transaction each, so that what the user does comes in between.
constexpr int purgedAtOnce = 200;
constexpr std::chrono::milliseconds tidyDelay{500};
} // namespace

struct Store::Private
{
    Private(const Clock &now, const QString &workspace, const QString &origin)
        : core{now, workspace, origin, {}, {}, {}, {}}
    {
    }

    StoreCore core;
    /** Answers come to it; it dies after the thread has ended. */
    QObject receiver;
    ChangeFeed feed{core};
    PinStore pins{core};
    BoardStore boards{core};
    CampaignStore campaigns{core};
    AccountStore accounts{core};
    MediaStore media{core};
    LinkStore links{core};
    PauseStore pauses{core};
    CopyStore copies{core};
    ClockStore clock{core};
    AwakeStore awake{core};
    RequestStore requests{core};
    UndoStore undo{core};
    UtmStore utm{core};
    VideoStore videos{core};
    LibraryStore library{core};
    ImportStore imports{core};
    FolderStore folders{core};
    PullStore pulled{core};
    SnippetStore snippets{core};
    SlotStore timeSlots{core};
    BoardGroupStore boardGroups{core};
    ZoneStore zones{core};
    CheckStore checks{core};
    ReadThread reads{databasePath(core.workspace)};
    Result<void> watched;
    bool open = false;

    /** With the first write, or soon: not while a window is starting. */
    void tidyLater()
    {
        core.beforeFirstWrite = [this] {
            lookAtZones();
            purge();
        };
        QTimer::singleShot(tidyDelay, &receiver, [this] {
            if (const auto tidy = std::exchange(core.beforeFirstWrite, nullptr))
                tidy();
        });
    }

    /** Deletes for good what was removed too long ago to be brought back. */
    void purge()
    {
        const UtcTime before = core.clock.now() - removedKeptFor;
        pins.purgeRemoved(before, purgedAtOnce, &receiver, [this](const Result<int> &purged) {
            if (!purged)
                qCWarning(logStore) << "removed pins stay:" << purged.error().detail;
            else if (*purged > 0)
                purge();
        });
    }

    /** Before anything is claimed: the zone data of the machine may be newer than the plan. */
    void lookAtZones()
    {
        zones.resolveAgain(&receiver, [](const Result<int> &moved) {
            if (!moved)
                qCWarning(logStore) << "moments can't be made again:" << moved.error().detail;
            else if (*moved > 0)
                qCInfo(logStore) << *moved << "pins go out at another moment by new rules of zones";
        });
    }
};

Result<std::unique_ptr<Store>> Store::open(const QString &workspace, const Clock &clock,
                                           const QString &origin)
{
    Result<std::unique_ptr<Store>> store = begin(workspace, clock, origin);
    if (store) {
        if (const Result<void> opened = (*store)->finishOpening(); !opened)
            return fail(opened.error());
    }
    return store;
}

Result<std::unique_ptr<Store>> Store::begin(const QString &workspace, const Clock &clock,
                                            const QString &origin)
{
    const QString directory = QDir::cleanPath(QDir(workspace).absolutePath());
    if (auto prepared = prepareDirectory(directory); !prepared)
        return fail(prepared.error());

    auto priv = std::make_unique<Private>(clock, directory, origin);
    const QString stamp = toDateTime(clock.now()).toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    priv->core.thread = std::make_unique<StoreThread>(
        StoreThread::Options{directory, databasePath(directory), origin, stamp, clock.now()},
        &priv->receiver);

    priv->core.thread->start();
    // The watch comes first: what is committed before the feed starts is then told twice rather
    // than never. It is made while the thread opens the database.
    priv->watched = priv->feed.watch();
    return std::unique_ptr<Store>(new Store(std::move(priv)));
}

Result<void> Store::finishOpening()
{
    StoreCore &core = d->core;
    // While the thread is at it the system's zones are read: the library lists them all when the
    // first one is asked for.
    (void)WallTime::fromUtc(core.clock.now(), systemZone());
    Result<void> opened = core.thread->waitUntilOpen();
    if (opened)
        opened = d->watched;
    if (opened)
        opened = core.reader.open(databasePath(core.workspace), Database::Access::Reader);
    if (opened)
        opened = d->feed.start();
    if (opened) {
        d->open = true;
        d->tidyLater();
        return {};
    }

    const bool damaged = core.thread->foundDamage();
    core.reader.close();
    core.thread.reset();
    if (!damaged)
        return opened;
    const Result<QString> aside = setAside(core.workspace, core.clock.now());
    if (!aside)
        return fail(aside.error());
    return fail(ErrorKind::Storage,
                QStringLiteral("The database of the workspace “%1” is damaged. It was moved aside, "
                               "unchanged, to “%2”. "
                               "Opening the workspace again starts with an empty plan.")
                    .arg(core.workspace, *aside));
}

bool Store::isOpen() const
{
    return d->open;
}

Store::Store(std::unique_ptr<Private> priv) : d(std::move(priv))
{
    d->core.committed = [this](const CommitNotice &notice) { d->feed.takeOwn(notice); };
    connect(&d->feed, &ChangeFeed::changed, this, [this](const ChangeSet &changes) {
        d->accounts.storeChanged(changes);
        emit changed(changes);
    });
}

Store::~Store()
{
    d->core.thread.reset();
}

QString Store::workspace() const
{
    return d->core.workspace;
}

SlotStore &Store::timeSlots()
{
    return d->timeSlots;
}

BoardGroupStore &Store::boardGroups()
{
    return d->boardGroups;
}

ReadThread &Store::reads()
{
    return d->reads;
}

UtcTime Store::now() const
{
    return d->core.clock.now();
}

ZoneStore &Store::zones()
{
    return d->zones;
}

PinStore &Store::pins()
{
    return d->pins;
}

BoardStore &Store::boards()
{
    return d->boards;
}

CampaignStore &Store::campaigns()
{
    return d->campaigns;
}

AccountStore &Store::accounts()
{
    return d->accounts;
}

LibraryStore &Store::library()
{
    return d->library;
}

LinkStore &Store::links()
{
    return d->links;
}

MediaStore &Store::media()
{
    return d->media;
}

RequestStore &Store::requests()
{
    return d->requests;
}

PauseStore &Store::pauses()
{
    return d->pauses;
}

CopyStore &Store::copies()
{
    return d->copies;
}

ClockStore &Store::clock()
{
    return d->clock;
}

AwakeStore &Store::awake()
{
    return d->awake;
}

CheckStore &Store::checks()
{
    return d->checks;
}

FolderStore &Store::folders()
{
    return d->folders;
}

PullStore &Store::pulled()
{
    return d->pulled;
}

ImportStore &Store::imports()
{
    return d->imports;
}

SnippetStore &Store::snippets()
{
    return d->snippets;
}

UndoStore &Store::undo()
{
    return d->undo;
}

UtmStore &Store::utm()
{
    return d->utm;
}

VideoStore &Store::videos()
{
    return d->videos;
}

void Store::releaseMemory(QObject *context, Done<void> done)
{
    const auto shrink = [](Database &db) { return db.releaseMemory(); };
    if (const Result<void> here = d->core.read<void>(shrink); !here)
        qCWarning(logStore) << here.error().detail;
    d->reads.release();
    d->core.thread->post([shrink, context = QPointer<QObject>(context),
                          done = std::move(done)](Database &db) -> StoreThread::Answer {
        return [context, done, result = shrink(db)] {
            if (context && done)
                done(result);
        };
    });
}

void Store::catchUp()
{
    d->feed.catchUp();
}

void Store::setInView(bool isInView)
{
    d->feed.setInView(isInView);
}

bool Store::isInView() const
{
    return d->feed.isInView();
}

} // namespace pinweek
