// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/imageintake.h"

#include "media/imagedecode.h"
#include "media/imageimport.h"
#include "store/mediastore.h"
#include "store/store.h"

#include <QPointer>

#include <atomic>
#include <optional>
#include <utility>
#include <vector>

namespace pinweek {

struct ImageIntake::Batch
{
    std::atomic<bool> cancelled = false;
    std::vector<std::optional<Result<MediaAsset>>> imports;
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
        batch->cancelled = true;
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
    const QString workspace = m_store.workspace();
    for (int index = 0; index < items.size(); ++index) {
        m_pool.start([this, batch, index, item = items.at(index), workspace] {
            if (batch->cancelled)
                return;
            Result<MediaAsset> asset = item.bytes.isEmpty()
                                           ? importImageFile(item.path, workspace)
                                           : importImageBytes(item.bytes, item.name, workspace);
            if (asset && item.isStill)
                asset->kind = MediaKind::Still;
            if (asset && !item.name.isEmpty())
                asset->fileName = oneLineName(item.name);
            // The destructor waits for this function, so `this` is alive here.
            QMetaObject::invokeMethod(
                this,
                [this, batch, index, asset = std::move(asset)] { imported(batch, index, asset); },
                Qt::QueuedConnection);
        });
    }
}

void ImageIntake::imported(const std::shared_ptr<Batch> &batch, int index,
                           const Result<MediaAsset> &asset)
{
    if (batch->cancelled)
        return;
    batch->imports[size_t(index)] = asset;
    ++batch->importedCount;
    emit progress(batch->importedCount, int(batch->imports.size()));
    if (batch->importedCount == int(batch->imports.size()))
        storeNext(batch);
}

void ImageIntake::storeNext(const std::shared_ptr<Batch> &batch)
{
    if (batch->cancelled)
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
    const MediaAsset asset = **batch->imports[batch->nextToStore++];
    m_store.media().insert(asset, this,
                           [this, batch, name = asset.fileName](const Result<MediaAsset> &stored) {
                               if (!stored) {
                                   finish(batch, fail(stored.error()));
                                   return;
                               }
                               batch->result.assets.append(*stored);
                               // A file of the library itself has no name of its own.
                               batch->result.names.append(
                                   name.startsWith(stored->sha256) ? stored->fileName : name);
                               storeNext(batch);
                           });
}

void ImageIntake::cancel()
{
    const auto batches = m_batches;
    for (const auto &batch : batches) {
        batch->cancelled = true;
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
