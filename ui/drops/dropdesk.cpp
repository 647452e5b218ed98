// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drops/dropdesk.h"

#include "core/settings.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/texts.h"
#include "ui/pinverbs.h"
#include "ui/theme/theme.h"
#include "workspace/workspace.h"

#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

#include <utility>

namespace pinweek {

namespace {

constexpr auto farAhead = std::chrono::hours(24 * 366 * 3);
constexpr std::chrono::milliseconds longestWait{500}; // for the times, with nothing to be seen

/** Each at the next free time slot, which is found when the pins are stored. */
bool takesNextFree(const SeveralChoice &choice)
{
    return choice.scheduled && choice.spread.how == Spread::How::NextFree;
}

/** What a drop says of all of them. */
SeveralChoice choiceFor(const DropTarget &target)
{
    SeveralChoice choice;
    choice.account = target.account;
    choice.board = target.board;
    choice.section = target.section;
    choice.link = target.link;
    return choice;
}

} // namespace

DropDesk::DropDesk(Workspace &workspace, ThemeManager &theme, PinVerbs &verbs, QWidget *window)
    : QObject(window), m_workspace(workspace), m_theme(theme), m_verbs(verbs), m_window(window)
{
    m_sweepers.setMaxThreadCount(1);
    connect(&m_workspace.editor(), &PinEditor::importProgress, this, [this](int done, int total) {
        if (m_popover && m_batch && !m_batch->taken)
            m_popover->setProgress(done, total);
    });
    connect(&m_fetch, &ImageFetch::progress, this, [this](qint64 received, qint64 total) {
        const QLocale locale;
        emit working(
            total > 0
                ? tr("Loading the image: %1 of %2")
                      .arg(locale.formattedDataSize(received), locale.formattedDataSize(total))
                : tr("Loading the image: %1").arg(locale.formattedDataSize(received)));
    });
}

DropDesk::~DropDesk()
{
    if (m_sweepCancelled)
        *m_sweepCancelled = true;
    m_sweepers.clear();
    m_sweepers.waitForDone();
}

void DropDesk::setPlaces(std::function<QRect(const WallTime &)> placeOf)
{
    m_placeOf = std::move(placeOf);
}

void DropDesk::take(const DroppedContent &content, const DropTarget &target)
{
    switch (content.kind) {
    case DroppedContent::Kind::Files:
        takePaths(content.paths, target);
        break;
    case DroppedContent::Kind::ImageData: {
        DropTarget to = target;
        if (to.link.isEmpty())
            to.link = content.page.toString(QUrl::FullyEncoded);
        m_verbs.addImageData(content.image, content.name, to);
        break;
    }
    case DroppedContent::Kind::Address:
        if (content.pageImages.isEmpty())
            fetch(content, target);
        else
            emit pageImagesDropped(content.pageImages, target);
        break;
    default:
        break;
    }
}

void DropDesk::cancel()
{
    if (m_sweepCancelled)
        *m_sweepCancelled = true;
    m_fetch.cancel();
    if (m_batch) {
        m_batch.reset();
        delete m_popover.data();
        emit ghostsChanged({});
    }
    m_workspace.editor().cancelImport();
    emit idle();
}

void DropDesk::settle()
{
    if (!m_popover)
        return;
    SeveralChoice choice = m_popover->choice();
    choice.scheduled = false;
    delete m_popover.data();
    choose(choice);
}

// --- one image from the web

void DropDesk::fetch(const DroppedContent &content, const DropTarget &target)
{
    emit working(tr("Loading the image from %1…").arg(content.address.host()));
    DropTarget to = target;
    if (to.link.isEmpty())
        to.link = content.page.toString(QUrl::FullyEncoded);
    const auto loaded = [this, to, address = content.address](const Result<FetchedImage> &image) {
        emit idle();
        if (!image) {
            const bool cancelled = image.error().kind == ErrorKind::Cancelled;
            emit message(cancelled ? tr("Cancelled: nothing was added.") : errorText(image.error()),
                         false);
        } else if (image->isPage) {
            emit pageDropped(address, to);
        } else {
            m_verbs.addImageData(image->bytes, image->name, to);
        }
    };
    m_fetch.fetch(content.address, this, loaded, ImageFetch::Pages::Tell);
}

// --- files and folders

void DropDesk::takePaths(const QStringList &paths, const DropTarget &target)
{
    if (paths.isEmpty())
        return;
    // What was asked about before is left where it is safe.
    settle();
    if (m_sweepCancelled)
        *m_sweepCancelled = true;
    m_namesFromFiles = false;
    m_sweepCancelled = std::make_shared<std::atomic<bool>>(false);
    if (paths.size() > 1 || QFileInfo(paths.first()).suffix().isEmpty())
        emit working(tr("Looking for images and videos…"));
    m_sweepers.start([this, paths, target, cancelled = m_sweepCancelled] {
        ImageSweep sweep = sweepImages(paths, *cancelled);
        // The destructor waits for this function, so `this` is alive here.
        QMetaObject::invokeMethod(
            this,
            [this, sweep = std::move(sweep), target, cancelled] {
                if (!*cancelled)
                    swept(sweep, target);
            },
            Qt::QueuedConnection);
    });
}

void DropDesk::takeFolder(const QString &folder, const DropTarget &target)
{
    takePaths({folder}, target);
    m_namesFromFiles = true; // read when the folder was looked into, which is later
}

void DropDesk::swept(const ImageSweep &sweep, const DropTarget &target)
{
    m_sweepCancelled.reset();
    emit idle();
    if (sweep.files.isEmpty()) {
        if (sweep.leftOut.isEmpty())
            emit message(tr("There are no images or videos in this folder."), false);
        else
            emit refused(tr("None of these files is an image or a video."), sweep.leftOut);
    } else if (sweep.files.size() == 1 && sweep.leftOut.isEmpty() && !m_namesFromFiles) {
        m_verbs.addImages(sweep.files, target);
    } else if (sweep.files.size() > manyImages) {
        askAboutMany(sweep, target);
    } else {
        begin(sweep, target);
    }
}

void DropDesk::askAboutMany(const ImageSweep &sweep, const DropTarget &target)
{
    const QLocale locale;
    auto *box = new QMessageBox(m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("manyImagesMessageBox"));
    box->setIcon(QMessageBox::Question);
    const QString count = locale.toString(sweep.files.size());
    box->setText(sweep.more ? tr("These are more than %1 images.").arg(count)
                            : tr("These are %1 images.").arg(count));
    box->setInformativeText(
        tr("Reading them takes a while. You can work on meanwhile, and cancel at any time."));
    QPushButton *some = box->addButton(tr("Add the first %1").arg(locale.toString(manyImages)),
                                       QMessageBox::AcceptRole);
    some->setObjectName(QStringLiteral("addSomePushButton"));
    QPushButton *all = box->addButton(tr("Add %1").arg(count), QMessageBox::AcceptRole);
    all->setObjectName(QStringLiteral("addAllPushButton"));
    box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(some);
    connect(some, &QPushButton::clicked, this, [this, sweep, target] {
        ImageSweep first = sweep;
        first.files = sweep.files.mid(0, manyImages);
        begin(first, target);
    });
    connect(all, &QPushButton::clicked, this, [this, sweep, target] { begin(sweep, target); });
    box->open();
}

/** A file of the media library is called by its content; its title comes from the name that it was
 * brought in with. */
QStringList DropDesk::namedAsBrought(QStringList files) const
{
    const QString library = m_workspace.directory() + QStringLiteral("/media/");
    for (QString &file : files) {
        if (!file.startsWith(library))
            continue;
        const auto asset = m_workspace.store().media().assetOf(QFileInfo(file).completeBaseName());
        if (asset)
            file = asset->fileName;
    }
    return files;
}

void DropDesk::begin(const ImageSweep &sweep, const DropTarget &target)
{
    settle();
    auto batch = std::make_shared<Batch>();
    batch->files = namedAsBrought(sweep.files);
    batch->leftOut = sweep.leftOut;
    batch->target = target;
    m_batch = batch;
    QList<IntakeItem> items;
    for (const QString &file : sweep.files)
        items.append({file, {}, {}});
    m_workspace.editor().takeImages(
        items, this, [this, batch](const Result<IntakeResult> &result) { taken(batch, result); });
    if (target.at && sweep.files.size() > 1) {
        ask(choiceFor(target));
        m_popover->setProgress(0, int(batch->files.size()));
        return;
    }
    // No time was pointed at, so there is nothing to ask.
    SeveralChoice choice = choiceFor(target);
    choice.titles = m_namesFromFiles ? TitleSource::FileName : TitleSource::None;
    choice.scheduled = target.at.has_value();
    if (target.at)
        choice.spread = {Spread::How::SameTime, 1, *target.at};
    batch->choice = choice;
}

void DropDesk::takePictures(const TakenPictures &pictures, const DropTarget &target)
{
    settle();
    auto batch = std::make_shared<Batch>();
    batch->files = pictures.names;
    batch->leftOut = pictures.leftOut;
    batch->contents = pictures.contents;
    batch->target = target;
    batch->taken.emplace();
    batch->taken->names = pictures.names;
    QList<MediaId> media;
    for (const PinContent &content : pictures.contents) {
        MediaAsset asset;
        asset.id = content.media;
        batch->taken->assets.append(asset);
        media.append(content.media);
    }
    m_batch = batch;
    SeveralChoice choice = choiceFor(target);
    const PinContent &first = pictures.contents.constFirst();
    choice.titles = first.title.isEmpty() ? TitleSource::None : TitleSource::Same;
    choice.title = first.title;
    choice.link = first.link;
    ask(choice);
    m_popover->setTaken(pictures.names, media, pictures.leftOut);
}

void DropDesk::ask(SeveralChoice choice)
{
    choice.spread.first = *m_batch->target.at;
    m_popover = new SeveralPopover(m_workspace, m_theme, m_batch->files, choice, m_window);
    connect(m_popover, &SeveralPopover::accepted, this,
            [this, popover = m_popover.data()] { choose(popover->choice()); });
    connect(m_popover, &SeveralPopover::dismissed, this, [this, popover = m_popover.data()] {
        SeveralChoice leave = popover->choice();
        leave.scheduled = false;
        choose(leave);
    });
    connect(m_popover, &SeveralPopover::planChanged, this, [this] {
        showGhosts();
        showPopover();
    });
    connect(m_popover, &SeveralPopover::turnWanted, this, &DropDesk::turnWanted);
    connect(m_popover, &SeveralPopover::showLeftOutWanted, this, [this](const QStringList &lines) {
        emit refused(tr("%n file(s) left out.", nullptr, int(lines.size())), lines);
    });
    connect(m_popover, &SeveralPopover::problem, this,
            [this](const QString &text) { emit message(text, false); });
    showGhosts();
    // Once it is known where the ghosts are, so that it covers few of them; but it is waited for.
    QTimer::singleShot(longestWait, m_popover, [this] { showPopover(); });
}

void DropDesk::showPopover()
{
    if (!m_popover || m_popover->isVisible())
        return;
    const auto place = [this](const WallTime &at) { return m_placeOf ? m_placeOf(at) : QRect(); };
    QList<QRect> ghosts;
    for (const WallTime &at : m_popover->times())
        ghosts.append(place(at));
    m_popover->showBeside(place(m_popover->choice().spread.first), ghosts);
}

void DropDesk::showGhosts()
{
    if (!m_popover)
        return;
    const SeveralChoice choice = m_popover->choice();
    const QStringList &files = m_popover->files();
    const QList<WallTime> &times = m_popover->times();
    QList<PlannedGhost> ghosts;
    for (qsizetype i = 0; i < qMin(files.size(), times.size()); ++i)
        ghosts.append({times.at(i), titleOf(choice, files.at(i))});
    emit ghostsChanged(ghosts);
}

void DropDesk::taken(const std::shared_ptr<Batch> &batch, const Result<IntakeResult> &result)
{
    const bool isCurrent = batch == m_batch;
    if (!result) {
        if (isCurrent) {
            m_batch.reset();
            delete m_popover.data();
            emit ghostsChanged({});
        }
        const bool cancelled = result.error().kind == ErrorKind::Cancelled;
        if (result.error().kind == ErrorKind::Media && batch->files.size() > 1)
            emit refused(tr("None of these files could be read."),
                         batch->leftOut + result.error().detail.split(QLatin1Char('\n')));
        else
            emit message(
                cancelled ? tr("Cancelled: nothing was added.") : errorText(result.error()), false);
        return;
    }
    batch->taken = *result;
    batch->leftOut += result->refused;
    if (batch->choice) {
        make(*batch);
        if (isCurrent)
            m_batch.reset();
    } else if (m_popover) {
        QList<MediaId> media;
        for (const MediaAsset &asset : result->assets)
            media.append(asset.id);
        m_popover->setTaken(result->names, media, batch->leftOut);
    }
}

void DropDesk::choose(const SeveralChoice &choice)
{
    const std::shared_ptr<Batch> batch = m_batch;
    if (!batch)
        return;
    batch->choice = choice;
    m_popover.clear();
    emit answered();
    if (!choice.scheduled)
        emit ghostsChanged({});
    if (!batch->taken)
        return; // made when the last one is read
    m_batch.reset();
    make(*batch);
}

WallTime DropDesk::firstTime(const SeveralChoice &choice) const
{
    const WallTime &first = choice.spread.first;
    // The popover may have been open for long.
    const UtcTime soonest = m_workspace.clock().now() + std::chrono::minutes(1);
    return first.resolve().utc < soonest ? WallTime::fromUtc(soonest, first.zone) : first;
}

QList<WallTime> DropDesk::timesFor(const SeveralChoice &choice, int count) const
{
    Spread spread = choice.spread;
    spread.first = firstTime(choice);
    const Settings &settings = m_workspace.settings();
    const DayShape shape{settings.windowStart(), settings.windowEnd(), settings.dayCap(),
                         settings.leastGap()};
    const UtcTime first = spread.first.resolve().utc;
    return spreadTimes(
        count, spread, shape,
        m_workspace.store()
            .pins()
            .takenTimes(choice.account, first - std::chrono::hours(24), first + farAhead)
            .value_or(QList<UtcTime>()));
}

QList<PinContent> DropDesk::contentsOf(const Batch &batch) const
{
    const SeveralChoice &choice = *batch.choice;
    // It may have been deleted while the images were read.
    const bool hasBoard =
        choice.board.isValid() && m_workspace.store().boards().board(choice.board).has_value();
    const int count = choice.carousel ? 1 : int(batch.taken->assets.size());
    const bool timed = choice.scheduled && !takesNextFree(choice);
    const QList<WallTime> times = timed ? timesFor(choice, count) : QList<WallTime>();
    QList<PinContent> contents;
    for (int i = 0; i < count; ++i) {
        PinContent content = batch.contents.value(i);
        content.account = choice.account;
        content.board = hasBoard ? choice.board : BoardId();
        content.section = hasBoard ? choice.section : SectionId();
        content.media = batch.taken->assets.at(i).id;
        content.link = choice.link;
        content.title = titleOf(choice, batch.taken->names.at(i));
        if (timed)
            content.planned = times.at(i);
        contents.append(content);
    }
    if (choice.carousel) {
        QList<CarouselPicture> pictures;
        for (const MediaAsset &asset : batch.taken->assets)
            pictures.append({asset.id});
        setPictures(contents.first(), pictures);
    }
    return contents;
}

void DropDesk::make(const Batch &batch)
{
    const QList<PinContent> contents = contentsOf(batch);
    if (takesNextFree(*batch.choice))
        m_workspace.editor().addPinsToNextSlots(
            contents, firstTime(*batch.choice).resolve().utc, this,
            [this, batch](const Result<EditOutcome> &result) {
                if (result || result.error().kind != ErrorKind::Rejected)
                    made(batch, result);
                else
                    keepUnscheduled(batch, result.error());
            });
    else
        m_workspace.editor().addPins(
            contents, this,
            [this, batch](const Result<EditOutcome> &result) { made(batch, result); });
}

/** There is no free time for all of them: their images are not lost for it. */
void DropDesk::keepUnscheduled(Batch batch, const Error &why)
{
    batch.choice->scheduled = false;
    m_workspace.editor().addPins(
        contentsOf(batch), this, [this, batch, why](const Result<EditOutcome> &result) {
            made(batch, result);
            if (result)
                emit message(tr("%1 The images are in Unscheduled.").arg(errorText(why)), true);
        });
}

void DropDesk::made(const Batch &batch, const Result<EditOutcome> &result)
{
    if (!m_popover)
        emit ghostsChanged({});
    if (!result) {
        m_verbs.tellAdded(result);
        return;
    }
    if (!batch.choice->scheduled && batch.leftOut.isEmpty()) {
        emit m_verbs.added(result->pins);
        emit message(tr("%n pin(s) kept in Unscheduled.", nullptr, int(result->pins.size())), true);
        return;
    }
    EditOutcome outcome = *result;
    outcome.refused = batch.leftOut;
    m_verbs.tellAdded(outcome);
}

} // namespace pinweek
