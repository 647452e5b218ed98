// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/mediaasset.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace pinweek {

class Store;
struct ImportedMedia;

/** One image or video to take in: a local file (shown by `name` where there is one, else by its
 * own), or encoded bytes with a name to show. */
struct IntakeItem
{
    QString path;
    QByteArray bytes;
    QString name;
    bool isStill = false; // a frame of a video, which the library does not list
};

struct IntakeResult
{
    /** In the order of the items, refused ones left out; with ids. */
    QList<MediaAsset> assets;
    /** What each was called when it came now; an asset keeps the name that it came by first. */
    QStringList names;
    /** One clear line per refused item. */
    QStringList refused;
};

/**
 * Brings images and videos into the library: looked into and copied by two workers, then a row
 * each (and one before it for a video's poster). A batch comes whole or not at all: what it brought
 * is taken back when it is cancelled or fails, and by mend() when its process ended in the middle
 * (IncomingFiles). Main thread.
 * Errors: Media when every item was refused (the detail is the first line), Cancelled, Storage.
 */
class ImageIntake : public QObject
{
    Q_OBJECT

public:
    explicit ImageIntake(Store &store, QObject *parent = nullptr);
    /** Cancels, and waits for the files that are being read. */
    ~ImageIntake() override;

    void take(const QList<IntakeItem> &items, QObject *context, Done<IntakeResult> done);
    /** Ends every batch under way with Cancelled; what they brought goes a little later. What was
     * in the library before stays. */
    void cancel();

    /** From now on all that is taken is one batch, until keepHeld() or dropHeld(). */
    void hold();
    /** It stays in the library. */
    void keepHeld();
    /** It goes, but for what somebody uses by now. `done` comes when it is gone. */
    void dropHeld(QObject *context, Done<void> done);

    /** As if the process had ended here: mend() finds it. */
    void leaveHeld();

    /** Takes back what batches brought whose process ended in the middle: not before
     * ImportStore::mend(), as its hidden pins use pictures. */
    static void mend(Store &store, QObject *context, Done<void> done);

signals:
    void progress(int done, int total);
    /** A video is being copied: bytes so far, of all. */
    void copying(qint64 done, qint64 total);

private:
    struct Batch;
    struct Origin;
    std::shared_ptr<Origin> newOrigin();
    void workerDone(const std::shared_ptr<Origin> &origin);
    void keep(const std::shared_ptr<Origin> &origin, std::function<void()> kept);
    void drop(const std::shared_ptr<Origin> &origin);
    void tellCopying(Batch &batch);
    [[nodiscard]] bool isUnderWay(const Batch *batch) const;
    void imported(const std::shared_ptr<Batch> &batch, int index,
                  const Result<ImportedMedia> &media);
    void storeNext(const std::shared_ptr<Batch> &batch);
    void storeAsset(const std::shared_ptr<Batch> &batch, const MediaAsset &asset);
    void finish(const std::shared_ptr<Batch> &batch, Result<IntakeResult> result);

    Store &m_store;
    QThreadPool m_pool;
    QThreadPool m_notes; // no file that is read holds it up
    QList<std::shared_ptr<Batch>> m_batches;
    std::shared_ptr<Origin> m_held;
};

} // namespace pinweek
