// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/folderwatch.h"

#include "core/logging.h"
#include "media/videoimport.h"
#include "media/videotool.h"
#include "planner/folderscan.h"
#include "planner/imageintake.h"
#include "planner/oldfiles.h"
#include "store/folderstore.h"
#include "store/store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QHash>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <map>

namespace pinweek {

namespace foldersteps {

QString watched(const QString &path)
{
    //: a step to undo; %1 is a folder
    return FolderWatch::tr("Watch “%1”").arg(QDir(path).dirName());
}

QString notWatched(const QString &path)
{
    //: a step to undo; %1 is a folder
    return FolderWatch::tr("Stop watching “%1”").arg(QDir(path).dirName());
}

QString otherBoard(const QString &path)
{
    //: a step to undo; %1 is a folder
    return FolderWatch::tr("Another board for “%1”").arg(QDir(path).dirName());
}

} // namespace foldersteps

namespace {

using namespace std::chrono_literals;

constexpr auto afterNotice = 200ms; // a copy of many files tells many times
/** A file that grows for hours is looked at ever more seldom. */
constexpr int mostDoublings = 4;
/** What was refused for a cause that may pass is tried again after so many times `still`. */
constexpr int againAfter = 30;
constexpr int mostAgain = 6;    // doublings
constexpr int mostHeldBack = 5; // looks
constexpr int mostFiles = 100;  // that are watched one by one
/** A folder that is gone is looked for after so many times `still`: of a disk that is mounted over
 * an empty folder no system tells. */
constexpr int goneAfter = 15;

/** The folder itself, or what of its path is there: to be told when it comes. */
QString watchablePart(const QString &path)
{
    QString part = path;
    while (!QFileInfo(part).isDir() && !QDir(part).isRoot())
        part = QFileInfo(part).path();
    return part;
}

/** Refused for a cause that may be gone later though the file stays as it is. Slow. */
bool mayPass(const QString &path)
{
    QFile file(path);
    return !file.open(QIODevice::ReadOnly) || (hasVideoName(path) && !hasVideoTools());
}

/** One folder. */
struct Course
{
    WatchedFolder folder;
    QHash<QString, FolderFile> known;   // came in, or were there before
    QHash<QString, FolderFile> awaited; // new, as they were at the last look
    QHash<QString, FolderFile> waiting; // could not be used, and are tried again
    QHash<QString, FolderFile> told;    // of these
    OldFiles old;
    QList<FolderFile> taking;           // being brought in, one after the other
    QList<ArrivedFile> arrived;
    QStringList lines; // of those that can't be used
    QString problem;
    QString watched; // the folder, or the part of its path that is there
    QTimer timer;
    QTimer again;
    int tries = 0;        // in a row that left files waiting
    int growingLooks = 0; // in a row that found files that are written
    int heldBack = 0;     // looks for which whole files waited for others
    bool isReady = false; // what is known has been read
    bool isBusy = false;  // a look, or files that are brought in
    bool lookAgain = false;
};

} // namespace

struct FolderWatch::Private
{
    Private(FolderWatch &watch, Store &where, std::chrono::milliseconds time)
        : q(watch), store(where), still(time), intake(where)
    {
        // A disk that does not answer holds up one folder, not the others.
        pool.setMaxThreadCount(4);
    }

    void readFolders();
    void begin(const WatchedFolder &folder);
    void lookInto(FolderId id);
    void looked(FolderId id, const QString &part, const Result<QList<FolderFile>> &files);
    void takeNext(FolderId id);
    void took(FolderId id, const QString &title, const Result<IntakeResult> &taken);
    void skip(FolderId id);
    void refuse(FolderId id, const FolderFile &file, const QStringList &lines, bool passes);
    void wait(Course &course, const FolderFile &file);
    void bringIn(FolderId id);
    void tellProblem(Course &course, const QString &problem);
    bool watch(Course &course, const QString &part);
    void watchFile(const Course &course, const QString &name);
    [[nodiscard]] Course *course(FolderId id)
    {
        const auto found = courses.find(id);
        return found == courses.end() ? nullptr : found->second.get();
    }

    FolderWatch &q;
    Store &store;
    std::chrono::milliseconds still;
    ImageIntake intake;
    QFileSystemWatcher watcher;
    std::map<FolderId, std::unique_ptr<Course>> courses;
    QTimer notice;
    bool isResting = false;
    QThreadPool pool; // last: its end waits for what is being read
};

void FolderWatch::Private::readFolders()
{
    const Result<QList<WatchedFolder>> folders = store.folders().folders();
    if (!folders) {
        qCWarning(logPlanner).noquote() << "watched folders:" << folders.error().detail;
        return;
    }
    for (auto it = courses.begin(); it != courses.end();) {
        const bool isStill =
            std::any_of(folders->begin(), folders->end(),
                        [&](const WatchedFolder &folder) { return folder.id == it->first; });
        it = isStill ? std::next(it) : courses.erase(it);
    }
    for (const WatchedFolder &folder : *folders) {
        if (Course *known = course(folder.id))
            known->folder = folder;
        else
            begin(folder);
    }
    emit q.statesChanged();
}

void FolderWatch::Private::begin(const WatchedFolder &folder)
{
    auto made = std::make_unique<Course>();
    made->folder = folder;
    made->timer.setSingleShot(true);
    connect(&made->timer, &QTimer::timeout, &q, [this, id = folder.id] { lookInto(id); });
    made->again.setSingleShot(true);
    connect(&made->again, &QTimer::timeout, &q, [this, id = folder.id] {
        if (Course *known = course(id))
            known->waiting.clear();
        lookInto(id);
    });
    courses.emplace(folder.id, std::move(made));
    if (isResting)
        return;
    store.folders().known(folder.id, &q, [this, id = folder.id](const auto &files) {
        Course *known = course(id);
        if (!known || !files)
            return;
        for (const RememberedFile &one : *files) {
            known->known.insert(one.file.name, one.file);
            if (one.isUnread)
                known->old.add(one.file);
        }
        known->isReady = true;
        lookInto(id);
    });
}

/** The system tells of what comes and goes; of a folder that is gone, of its return. False: it did
 * already. */
bool FolderWatch::Private::watch(Course &course, const QString &part)
{
    course.watched = part;
    QStringList needless = watcher.directories();
    for (const auto &[id, other] : courses) {
        needless.removeAll(other->watched);
        needless.removeAll(QFileInfo(other->watched).path());
    }
    if (!needless.isEmpty())
        watcher.removePaths(needless);
    // Of a folder that gets another name only the one around it is told.
    watcher.addPath(QFileInfo(part).path());
    return !watcher.directories().contains(part) && watcher.addPath(part);
}

void FolderWatch::Private::lookInto(FolderId id)
{
    Course *const at = course(id);
    if (!at || !at->isReady)
        return;
    if (at->isBusy) {
        at->lookAgain = true;
        return;
    }
    at->isBusy = true;
    at->timer.stop();
    pool.start([this, id, path = at->folder.path] {
        const QString part = watchablePart(path);
        Result<QList<FolderFile>> files = lookIntoFolder(path);
        // The destructor waits for this function, so `this` is alive here.
        QMetaObject::invokeMethod(
            &q, [this, id, part, files = std::move(files)] { looked(id, part, files); },
            Qt::QueuedConnection);
    });
}

void FolderWatch::Private::tellProblem(Course &course, const QString &problem)
{
    if (course.problem == problem)
        return;
    course.problem = problem;
    if (!problem.isEmpty())
        emit q.failed(problem);
}

void FolderWatch::Private::looked(FolderId id, const QString &part,
                                  const Result<QList<FolderFile>> &files)
{
    Course *const at = course(id);
    if (!at)
        return;
    at->isBusy = false;
    // What came between the look and the watching is found by another look.
    const bool goesOn = watch(*at, part) || std::exchange(at->lookAgain, false);
    tellProblem(*at, files ? QString() : files.error().detail);
    if (files)
        at->old.setPresent(*files);
    else if (!goesOn)
        at->timer.start(still * goneAfter);
    QHash<QString, FolderFile> fresh;
    QList<FolderFile> whole;
    int growing = 0;
    for (const FolderFile &file : files.value_or(QList<FolderFile>())) {
        if (at->known.value(file.name) == file || at->waiting.value(file.name) == file)
            continue;
        fresh.insert(file.name, file);
        if (file.size == 0)
            watchFile(*at, file.name); // nothing was written yet
        else if (at->awaited.value(file.name) == file)
            whole += file;
        else
            ++growing;
    }
    at->awaited = fresh;
    emit q.statesChanged();
    // What is copied together comes in together, unless one of them takes much longer.
    if (!whole.isEmpty() && (growing == 0 || ++at->heldBack > mostHeldBack)) {
        at->isBusy = true;
        at->heldBack = 0;
        at->lookAgain = growing > 0 || goesOn;
        for (const FolderFile &file : std::as_const(whole)) {
            if (at->old.isOne(file))
                at->arrived += ArrivedFile{file, QStringLiteral(""), {}};
            else
                at->taking += file;
        }
        takeNext(id);
        return;
    }
    at->growingLooks = growing > 0 ? at->growingLooks + 1 : 0;
    if (goesOn)
        at->timer.start(afterNotice);
    else if (growing > 0 || !whole.isEmpty())
        at->timer.start(still * (1 << std::min(at->growingLooks / 5, mostDoublings)));
}

/** Of a folder the system tells what comes and goes, not what is written. */
void FolderWatch::Private::watchFile(const Course &course, const QString &name)
{
    if (watcher.files().size() < mostFiles)
        watcher.addPath(QDir(course.folder.path).filePath(name));
}

void FolderWatch::Private::takeNext(FolderId id)
{
    Course *const at = course(id);
    if (!at)
        return;
    if (at->taking.isEmpty()) {
        bringIn(id);
        return;
    }
    const QDir folder(at->folder.path);
    const QString path = folder.filePath(at->taking.constFirst().name);
    QStringList originals = at->old.originalsOf(at->taking.constFirst());
    for (QString &name : originals)
        name = folder.filePath(name);
    pool.start([this, id, path, originals] {
        const bool isCopy =
            std::any_of(originals.begin(), originals.end(), [&path](const QString &original) {
                return haveSameContent(path, original);
            });
        QMetaObject::invokeMethod(
            &q,
            [this, id, path, isCopy, title = isCopy ? QString() : titleOfFile(path)] {
                if (isCopy) {
                    skip(id);
                    return;
                }
                intake.take({{path, {}, {}}}, &q,
                            [this, id, title](const auto &taken) { took(id, title, taken); });
            },
            Qt::QueuedConnection);
    });
}

/** It was there before. */
void FolderWatch::Private::skip(FolderId id)
{
    Course *const at = course(id);
    if (!at)
        return;
    at->arrived += ArrivedFile{at->taking.takeFirst(), QStringLiteral(""), {}};
    takeNext(id);
}

void FolderWatch::Private::took(FolderId id, const QString &title,
                                const Result<IntakeResult> &taken)
{
    Course *const at = course(id);
    if (!at)
        return;
    ArrivedFile arrived{at->taking.takeFirst(), {}, {}};
    if (taken && !taken->assets.isEmpty()) {
        const MediaAsset &asset = taken->assets.constFirst();
        PinContent content;
        content.account = at->folder.account;
        content.board = at->folder.board;
        content.section = at->folder.section;
        content.media = asset.id;
        content.title = title;
        arrived.sha256 = asset.sha256;
        arrived.pin = content;
        at->arrived += arrived;
    } else if (taken || taken.error().kind == ErrorKind::Media ||
               taken.error().kind == ErrorKind::Video) {
        const QStringList lines = taken ? taken->refused : QStringList(taken.error().detail);
        const QString path = QDir(at->folder.path).filePath(arrived.file.name);
        pool.start([this, id, path, file = arrived.file, lines] {
            QMetaObject::invokeMethod(
                &q,
                [this, id, file, lines, passes = mayPass(path)] {
                    refuse(id, file, lines, passes);
                },
                Qt::QueuedConnection);
        });
        return;
    } else {
        // The disk is full: what is not in the library is new at a later look.
        tellProblem(*at, taken.error().detail);
        wait(*at, arrived.file);
    }
    takeNext(id);
}

void FolderWatch::Private::refuse(FolderId id, const FolderFile &file, const QStringList &lines,
                                  bool passes)
{
    Course *const at = course(id);
    if (!at)
        return;
    if (!passes) {
        at->lines += lines;
        at->arrived += ArrivedFile{file, {}, {}};
    } else {
        if (at->told.value(file.name) != file)
            at->lines += lines;
        at->told.insert(file.name, file);
        wait(*at, file);
    }
    watchFile(*at, file.name); // it may not have been whole
    takeNext(id);
}

/** It is left alone for a while, ever longer, unless it changes. */
void FolderWatch::Private::wait(Course &course, const FolderFile &file)
{
    course.waiting.insert(file.name, file);
    if (!course.again.isActive())
        course.again.start(still * (againAfter << std::min(course.tries++, mostAgain)));
}

void FolderWatch::Private::bringIn(FolderId id)
{
    Course &at = *course(id);
    const QList<ArrivedFile> arrived = std::exchange(at.arrived, {});
    const QString name = QDir(at.folder.path).dirName();
    const auto finish = [this, id, name](int pins) {
        Course *const done = course(id);
        if (!done)
            return;
        done->isBusy = false;
        if (done->waiting.isEmpty())
            done->tries = 0;
        if (const QStringList lines = std::exchange(done->lines, {}); !lines.isEmpty())
            emit q.refused(lines, pins, name);
        emit q.statesChanged();
        if (std::exchange(done->lookAgain, false))
            lookInto(id);
    };
    if (arrived.isEmpty()) {
        finish(0);
        return;
    }
    //: a step to undo; %1 is a folder
    store.folders().bringIn(id, arrived, FolderWatch::tr("Add from “%1”").arg(name), &q,
                            [this, id, arrived, name, finish](const Result<QList<PinId>> &pins) {
                                Course *const done = course(id);
                                if (done && pins) {
                                    for (const ArrivedFile &file : arrived) {
                                        done->known.insert(file.file.name, file.file);
                                        done->awaited.remove(file.file.name);
                                        done->told.remove(file.file.name);
                                        const bool isUnread = file.sha256 && file.sha256->isEmpty();
                                        isUnread ? done->old.add(file.file)
                                                 : done->old.remove(file.file.name);
                                    }
                                    if (!pins->isEmpty())
                                        emit q.broughtIn(int(pins->size()), name);
                                } else if (done && pins.error().kind != ErrorKind::NotFound) {
                                    tellProblem(*done, pins.error().detail);
                                }
                                finish(pins ? int(pins->size()) : 0);
                            });
}

FolderWatch::FolderWatch(Store &store, QObject *parent, std::chrono::milliseconds still)
    : QObject(parent), d(std::make_unique<Private>(*this, store, still))
{
    d->notice.setSingleShot(true);
    d->notice.setInterval(afterNotice);
    const auto told = [this] {
        if (!d->notice.isActive())
            d->notice.start();
    };
    connect(&d->watcher, &QFileSystemWatcher::directoryChanged, this,
            [this, told](const QString &path) {
                // The one of this name may be another one now: what is watched is the folder, not
                // its name.
                for (const auto &[id, course] : d->courses) {
                    if (QFileInfo(course->watched).path() == path)
                        d->watcher.removePath(course->watched);
                }
                told();
            });
    connect(&d->watcher, &QFileSystemWatcher::fileChanged, this, told);
    connect(&d->notice, &QTimer::timeout, this, &FolderWatch::look);
    connect(&store, &Store::changed, this, [this](const ChangeSet &changes) {
        if (changes.folders || changes.everything)
            d->readFolders();
    });
}

FolderWatch::~FolderWatch()
{
    d->pool.clear();
    d->pool.waitForDone();
}

void FolderWatch::start()
{
    d->readFolders();
}

void FolderWatch::look()
{
    if (d->isResting)
        return;
    for (const auto &[id, course] : d->courses)
        d->lookInto(id);
}

void FolderWatch::setResting(bool resting)
{
    if (std::exchange(d->isResting, resting) == resting || d->courses.empty())
        return;
    // What is under way for them finds nobody, and is new to whoever watches next.
    d->courses.clear();
    d->readFolders();
}

QList<FolderState> FolderWatch::states() const
{
    QList<FolderState> states;
    for (const auto &[id, course] : d->courses) {
        // An empty file may stay empty for good.
        const auto growing = std::count_if(course->awaited.begin(), course->awaited.end(),
                                           [](const FolderFile &file) { return file.size > 0; });
        states += FolderState{course->folder, course->problem, int(growing), d->isResting};
    }
    return states;
}

} // namespace pinweek
