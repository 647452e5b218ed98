// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/imageintake.h"

#include "media/imagedecode.h"
#include "media/imageimport.h"
#include "media/mediaimport.h"
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
    Result<MediaAsset> image = item.bytes.isEmpty()
                                   ? importImageFile(item.path, workspace)
                                   : importImageBytes(item.bytes, item.name, workspace);
    if (!image)
        return fail(image.error());
    if (item.isStill)
        image->kind = MediaKind::Still;
    if (!item.name.isEmpty())
        image->fileName = oneLineName(item.name);
    return ImportedMedia{*image};
}

} // namespace

struct ImageIntake::Batch
{
    ImportWatch watch;
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
}

ImageIntake::~ImageIntake()
{
    for (const auto &batch : std::as_const(m_batches))
        batch->watch.cancelled = true;
    m_pool.clear();
    m_pool.waitForDone();
}

void ImageIntake::take(const QList<IntakeItem> &items, QObject *context, Done<IntakeResult> done)
{
    auto batch = std::make_shared<Batch>();
    batch->imports.resize(size_t(items.size()));
    batch->context = context;
    batch->done = std::move(done);
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
            if (batch->watch.cancelled)
                return;
            Result<ImportedMedia> media = importItem(item, workspace, batch->watch);
            QMetaObject::invokeMethod(
                this,
                [this, batch, index, media = std::move(media)] { imported(batch, index, media); },
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
    if (batch->context)
        deliver(batch->context.data(), std::move(done), std::move(result));
}

} // namespace pinweek
