// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/imageintake.h"

#include "core/logging.h"
#include "media/imagedecode.h"
#include "media/imageimport.h"
#include "media/incomingfiles.h"
#include "media/mediaimport.h"
#include "store/librarystore.h"
#include "store/mediastore.h"
#include "store/store.h"

#include <QPointer>

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>
#include <vector>

namespace pinweek {

namespace {

constexpr qint64 toldEvery = 8 * 1024 * 1024; // bytes

Result<ImportedMedia> importItem(const IntakeItem &item, const QString &workspace,
                                 const ImportWatch &watch)
{
    if (item.bytes.isEmpty() && !item.isStill)
        return importMediaFile(item.path, item.name, workspace, watch);
    Result<MediaAsset> image =
        item.bytes.isEmpty() ? importImageFile(item.path, workspace, watch.incoming)
                             : importImageBytes(item.bytes, item.name, workspace, watch.incoming);
    if (!image)
        return fail(image.error());
    if (item.isStill)
        image->kind = MediaKind::Still;
    if (!item.name.isEmpty())
        image->fileName = oneLineName(item.name);
    return ImportedMedia{*image};
}

constexpr int takenBackAtOnce = 200; // so that other writes come in between

using Batches = QList<std::shared_ptr<IncomingFiles>>;

/** Of batches whose files are taken back one after the other. On the store's thread. */
struct TakingBack
{
    std::function<Batches()> find; // asked once
    Batches batches;

    QStringList next()
    {
        if (find)
            batches = std::exchange(find, nullptr)();
        for (; !batches.isEmpty(); batches.removeFirst()) {
            QStringList some = batches.constFirst()->beginTakingBack(takenBackAtOnce);
            if (!some.isEmpty())
                return some;
        }
        return {};
    }
};

void takeBack(Store &store, std::function<Batches()> find, QObject *context, Done<void> done)
{
    const auto taking = std::make_shared<TakingBack>();
    taking->find = std::move(find);
    store.library().takeBack(
        {[taking] { return taking->next(); },
         [taking](const QStringList &gone) { taking->batches.constFirst()->endTakingBack(gone); },
         [taking] { return taking->batches.constFirst()->since(); }},
        context, std::move(done));
}

} // namespace

/** Where files come from that are kept or taken back together. */
struct ImageIntake::Origin
{
    std::shared_ptr<IncomingFiles> files;
    int atWork = 0;         // files whose worker has not answered
    bool isDropped = false; // once they have
    QPointer<QObject> context;
    Done<void> dropped;
};

struct ImageIntake::Batch
{
    ImportWatch watch;
    std::shared_ptr<Origin> origin;
    std::vector<std::optional<Result<ImportedMedia>>> imports;
    int importedCount = 0;
    size_t nextToStore = 0;
    IntakeResult result;
    QPointer<QObject> context;
    Done<IntakeResult> done;
};

ImageIntake::ImageIntake(Store &store, QObject *parent) : QObject(parent), m_store(store)
{
    m_pool.setMaxThreadCount(2);
    m_notes.setMaxThreadCount(1);
}

ImageIntake::~ImageIntake()
{
    for (const auto &batch : std::as_const(m_batches))
        batch->watch.cancelled = true;
    m_pool.clear();
    m_pool.waitForDone();
    m_notes.waitForDone();
}

void ImageIntake::hold()
{
    if (!m_held)
        m_held = newOrigin();
}

void ImageIntake::keepHeld()
{
    if (m_held)
        keep(std::exchange(m_held, nullptr), {});
}

void ImageIntake::dropHeld(QObject *context, Done<void> done)
{
    const auto origin = std::exchange(m_held, nullptr);
    if (!origin) {
        deliver<void>(context, std::move(done), {});
        return;
    }
    origin->context = context;
    origin->dropped = std::move(done);
    drop(origin);
}

void ImageIntake::leaveHeld()
{
    m_held.reset();
}

void ImageIntake::mend(Store &store, QObject *context, Done<void> done)
{
    if (!IncomingFiles::areThere(store.workspace())) {
        deliver<void>(context, std::move(done), {});
        return;
    }
    takeBack(
        store, [workspace = store.workspace()] { return IncomingFiles::abandoned(workspace); },
        context, std::move(done));
}

std::shared_ptr<ImageIntake::Origin> ImageIntake::newOrigin()
{
    auto origin = std::make_shared<Origin>();
    origin->files = std::make_shared<IncomingFiles>(m_store.workspace(), m_store.now());
    return origin;
}

void ImageIntake::workerDone(const std::shared_ptr<Origin> &origin)
{
    if (--origin->atWork == 0 && origin->isDropped)
        drop(origin);
}

void ImageIntake::keep(const std::shared_ptr<Origin> &origin, std::function<void()> kept)
{
    m_notes.start([this, files = origin->files, kept = std::move(kept)]() mutable {
        files->keep();
        // What it holds must not die in this thread.
        if (kept)
            QMetaObject::invokeMethod(this, std::move(kept), Qt::QueuedConnection);
    });
}

void ImageIntake::drop(const std::shared_ptr<Origin> &origin)
{
    origin->isDropped = true;
    if (origin->atWork > 0)
        return;
    takeBack(
        m_store, [files = origin->files] { return Batches{files}; }, this,
        [origin](const Result<void> &taken) {
            if (!taken)
                qCWarning(logPlanner).noquote()
                    << "what a cancelled import brought stays until the next start:"
                    << taken.error().detail;
            if (origin->context)
                deliver<void>(origin->context, std::exchange(origin->dropped, nullptr), taken);
        });
}

void ImageIntake::take(const QList<IntakeItem> &items, QObject *context, Done<IntakeResult> done)
{
    auto batch = std::make_shared<Batch>();
    batch->imports.resize(size_t(items.size()));
    batch->context = context;
    batch->done = std::move(done);
    batch->origin = m_held ? m_held : newOrigin();
    batch->origin->atWork += int(items.size());
    batch->watch.incoming = batch->origin->files.get();
    m_batches.append(batch);
    if (items.isEmpty()) {
        finish(batch, IntakeResult{});
        return;
    }
    emit progress(0, int(items.size()));
    tellCopying(*batch);
    const QString workspace = m_store.workspace();
    for (int index = 0; index < items.size(); ++index) {
        m_pool.start([this, batch, index, item = items.at(index), workspace] {
            Result<ImportedMedia> media = batch->watch.cancelled
                                              ? fail(ErrorKind::Cancelled, QString())
                                              : importItem(item, workspace, batch->watch);
            QMetaObject::invokeMethod(
                this,
                [this, batch, index, media = std::move(media)] {
                    workerDone(batch->origin);
                    imported(batch, index, media);
                },
                Qt::QueuedConnection);
        });
    }
}

/** The destructor waits for the workers, so `this` is alive there. */
void ImageIntake::tellCopying(Batch &batch)
{
    batch.watch.progress = [this, of = &batch, last = std::make_shared<std::atomic<qint64>>(0)](
                               qint64 copied, qint64 total) {
        if (copied - *last < toldEvery && copied > *last)
            return;
        *last = copied;
        QMetaObject::invokeMethod(
            this,
            [this, of, copied, total] {
                if (isUnderWay(of))
                    emit copying(copied, total);
            },
            Qt::QueuedConnection);
    };
}

bool ImageIntake::isUnderWay(const Batch *batch) const
{
    return std::any_of(m_batches.begin(), m_batches.end(),
                       [batch](const auto &each) { return each.get() == batch; });
}

void ImageIntake::imported(const std::shared_ptr<Batch> &batch, int index,
                           const Result<ImportedMedia> &media)
{
    if (batch->watch.cancelled)
        return;
    batch->imports[size_t(index)] = media;
    ++batch->importedCount;
    emit progress(batch->importedCount, int(batch->imports.size()));
    if (batch->importedCount == int(batch->imports.size()))
        storeNext(batch);
}

void ImageIntake::storeNext(const std::shared_ptr<Batch> &batch)
{
    if (batch->watch.cancelled)
        return;
    while (batch->nextToStore < batch->imports.size() &&
           !batch->imports[batch->nextToStore]->has_value()) {
        const Error error = batch->imports[batch->nextToStore]->error();
        if (error.kind == ErrorKind::Storage) {
            finish(batch, fail(error));
            return;
        }
        batch->result.refused.append(error.detail);
        ++batch->nextToStore;
    }
    if (batch->nextToStore == batch->imports.size()) {
        if (batch->result.assets.isEmpty())
            finish(batch, fail(ErrorKind::Media, batch->result.refused.join(QLatin1Char('\n'))));
        else
            finish(batch, batch->result);
        return;
    }
    const ImportedMedia media = **batch->imports[batch->nextToStore++];
    if (!media.poster) {
        storeAsset(batch, media.asset);
        return;
    }
    m_store.media().insert(*media.poster, this,
                           [this, batch, asset = media.asset](const Result<MediaAsset> &poster) {
                               if (!poster) {
                                   finish(batch, fail(poster.error()));
                                   return;
                               }
                               if (batch->watch.cancelled)
                                   return;
                               MediaAsset video = asset;
                               video.poster = poster->id;
                               storeAsset(batch, video);
                           });
}

void ImageIntake::storeAsset(const std::shared_ptr<Batch> &batch, const MediaAsset &asset)
{
    m_store.media().insert(
        asset, this, [this, batch, name = asset.fileName](const Result<MediaAsset> &stored) {
            if (!stored) {
                finish(batch, fail(stored.error()));
                return;
            }
            batch->result.assets.append(*stored);
            // A file of the library itself has no name of its own.
            batch->result.names.append(name.startsWith(stored->sha256) ? stored->fileName : name);
            storeNext(batch);
        });
}

void ImageIntake::cancel()
{
    const auto batches = m_batches;
    for (const auto &batch : batches) {
        batch->watch.cancelled = true;
        finish(batch, fail(ErrorKind::Cancelled, QStringLiteral("The import was cancelled.")));
    }
}

void ImageIntake::finish(const std::shared_ptr<Batch> &batch, Result<IntakeResult> result)
{
    m_batches.removeOne(batch);
    // Taken in any case: a worker may be the last to hold the batch, and what the caller's function
    // holds must not die there.
    Done<IntakeResult> done = std::exchange(batch->done, nullptr);
    if (result && batch->origin != m_held) {
        keep(batch->origin, [context = batch->context, done = std::move(done), result] {
            if (context)
                deliver(context.data(), done, result);
        });
        return;
    }
    batch->watch.cancelled = batch->watch.cancelled || !result;
    if (batch->origin != m_held)
        drop(batch->origin);
    if (batch->context)
        deliver(batch->context.data(), std::move(done), std::move(result));
}

} // namespace pinweek
