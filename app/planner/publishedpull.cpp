// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/publishedpull.h"

#include "media/imagefetch.h"
#include "pinterest/client.h"
#include "planner/imageintake.h"
#include "store/pullstore.h"
#include "store/store.h"

#include <QHash>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace pinweek {

namespace {

/** Each is a transaction, and an intent to publish may wait for it. */
constexpr int pinsAWrite = 50;

using pinterest::RemotePin;

} // namespace

struct PublishedPull::Private
{
    Private(PublishedPull &pull, Store &where, pinterest::Client &api,
            std::chrono::milliseconds time)
        : q(pull), store(where), client(&api), gap(time), intake(where)
    {
    }

    void readList(const QString &section);
    void take(const QList<RemotePin> &pins, const QString &section);
    void readNext();
    void addNext();
    void beginPictures();
    void nextPicture();
    void pictureCame(PinId pin, const Result<FetchedImage> &image);
    void keepPicture(PinId pin, MediaId media);
    void end(const Result<PullReport> &result);
    [[nodiscard]] PulledPin pulledOf(const RemotePin &remote) const;
    /** True, after it was answered, once nobody wants the rest. */
    bool isOver()
    {
        if (isCancelled && done)
            end(fail(ErrorKind::Cancelled, QStringLiteral("Cancelled.")));
        return !done;
    }

    PublishedPull &q;
    Store &store;
    QPointer<pinterest::Client> client; // it may go with its account
    std::chrono::milliseconds gap;
    ImageIntake intake;
    ImageFetch images;
    Account account;
    Board board;
    QPointer<QObject> context;
    Done<PullReport> done;
    QList<BoardSection> sections; // still to be read
    QHash<QString, qsizetype> places;
    QSet<QString> others; // remote ids of other people's pins
    QList<PulledPin> pins;
    qsizetype next = 0;
    QList<AwaitedPicture> awaited;
    PullReport report;
    bool isCancelled = false;
};

void PublishedPull::Private::readList(const QString &section)
{
    if (isOver())
        return;
    if (!client) {
        end(fail(ErrorKind::Keychain, QStringLiteral("The account was disconnected.")));
        return;
    }
    client->pins(board.remoteId, section, &q,
                 [this, section](const Result<QList<RemotePin>> &read) {
                     if (isOver())
                         return;
                     // A section that is gone had its pins on the board's own list.
                     const bool isGone =
                         !read && !section.isEmpty() && read.error().kind == ErrorKind::NotFound;
                     if (!read && !isGone) {
                         end(fail(read.error()));
                         return;
                     }
                     if (read)
                         take(*read, section);
                     readNext();
                 });
}

/** An item need not say its section; the list that it is in does. */
void PublishedPull::Private::take(const QList<RemotePin> &list, const QString &section)
{
    for (RemotePin remote : list) {
        if (!section.isEmpty())
            remote.sectionId = section;
        if (!remote.isOwn) {
            others.insert(remote.id); // a section's pins may be on the board's own list too
            continue;
        }
        const auto known = places.constFind(remote.id);
        if (known != places.constEnd()) {
            if (!section.isEmpty())
                pins[*known] = pulledOf(remote);
            continue;
        }
        places.insert(remote.id, pins.size());
        pins += pulledOf(remote);
    }
}

PulledPin PublishedPull::Private::pulledOf(const RemotePin &remote) const
{
    Pin pin;
    pin.status = PinStatus::Published;
    pin.remoteId = remote.id;
    pin.publishedAt = remote.createdAt;
    pin.content.account = account.id;
    pin.content.board = board.id;
    pin.content.title = remote.title;
    pin.content.description = remote.description;
    pin.content.link = remote.link;
    pin.content.altText = remote.altText;
    for (const BoardSection &section : board.sections) {
        if (!remote.sectionId.isEmpty() && section.remoteId == remote.sectionId)
            pin.content.section = section.id;
    }
    if (remote.createdAt)
        pin.content.planned = WallTime::fromUtc(*remote.createdAt, account.zone);
    return {pin, remote.libraryImageUrl};
}

void PublishedPull::Private::readNext()
{
    while (!sections.isEmpty()) {
        const BoardSection section = sections.takeFirst();
        if (!section.remoteId.isEmpty()) {
            readList(section.remoteId);
            return;
        }
    }
    report.others = int(others.size());
    // Of two that a pin posted by hand may be, it is the newer one.
    std::stable_sort(pins.begin(), pins.end(), [](const PulledPin &a, const PulledPin &b) {
        return a.pin.publishedAt > b.pin.publishedAt;
    });
    addNext();
}

void PublishedPull::Private::addNext()
{
    if (isOver())
        return;
    if (next >= pins.size()) {
        beginPictures();
        return;
    }
    const QList<PulledPin> some = pins.mid(next, pinsAWrite);
    next += some.size();
    store.pulled().add(some, &q, [this](const Result<PullOutcome> &added) {
        if (isOver())
            return;
        if (!added) {
            end(fail(added.error()));
            return;
        }
        report.added += added->added;
        report.known += added->known;
        report.deleted += added->deleted;
        addNext();
    });
}

void PublishedPull::Private::beginPictures()
{
    const Result<QList<AwaitedPicture>> found = store.pulled().awaited(board.id);
    if (!found) {
        end(fail(found.error()));
        return;
    }
    awaited = *found;
    nextPicture();
}

void PublishedPull::Private::nextPicture()
{
    if (isOver())
        return;
    const int came = report.pictures + report.missing;
    emit q.progress(came, came + awaited.size());
    if (awaited.isEmpty()) {
        // A long board has more of them than one question gives.
        if (const auto more = store.pulled().awaited(board.id); more && !more->isEmpty()) {
            awaited = *more;
            nextPicture();
            return;
        }
        end(report);
        return;
    }
    const AwaitedPicture picture = awaited.takeFirst();
    images.fetch(
        QUrl(picture.imageUrl), &q,
        [this, pin = picture.pin](const Result<FetchedImage> &image) { pictureCame(pin, image); });
}

void PublishedPull::Private::pictureCame(PinId pin, const Result<FetchedImage> &image)
{
    if (isOver())
        return;
    if (!image) {
        // Gone, or no image: it is not asked for again. Without a network the next run goes on.
        if (image.error().kind == ErrorKind::Media)
            keepPicture(pin, {});
        else
            end(fail(image.error()));
        return;
    }
    intake.take({{{}, image->bytes, image->name}}, &q,
                [this, pin](const Result<IntakeResult> &taken) {
                    if (isOver())
                        return;
                    if (taken && !taken->assets.isEmpty())
                        keepPicture(pin, taken->assets.constFirst().id);
                    else if (taken || taken.error().kind == ErrorKind::Media)
                        keepPicture(pin, {});
                    else
                        end(fail(taken.error()));
                });
}

void PublishedPull::Private::keepPicture(PinId pin, MediaId media)
{
    store.pulled().setPicture(pin, media, &q, [this, media](const Result<void> &kept) {
        if (isOver())
            return;
        if (!kept) {
            end(fail(kept.error()));
            return;
        }
        ++(media.isValid() ? report.pictures : report.missing);
        QTimer::singleShot(gap, &q, [this] { nextPicture(); });
    });
}

void PublishedPull::Private::end(const Result<PullReport> &result)
{
    if (context)
        deliver<PullReport>(context, std::exchange(done, {}), result);
    done = {};
}

PublishedPull::PublishedPull(Store &store, pinterest::Client &client, QObject *parent,
                             std::chrono::milliseconds gap)
    : QObject(parent), d(std::make_unique<Private>(*this, store, client, gap))
{
}

PublishedPull::~PublishedPull() = default;

void PublishedPull::run(const Account &account, const Board &board, QObject *context,
                        Done<PullReport> done)
{
    d->account = account;
    d->board = board;
    d->context = context;
    d->done = std::move(done);
    d->sections = board.sections;
    if (board.remoteId.isEmpty()) {
        d->end(fail(ErrorKind::Rejected,
                    QStringLiteral("“%1” is not at Pinterest yet.").arg(board.name)));
        return;
    }
    emit progress(0, 0);
    d->readList({});
}

void PublishedPull::cancel()
{
    d->isCancelled = true;
    d->images.cancel();
    d->intake.cancel();
    (void)d->isOver();
}

} // namespace pinweek
