// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/mediaasset.h"
#include "model/pin.h"

#include <QList>
#include <QObject>

#include <memory>

namespace pinweek {

class Store;

/** A planned or published pin of which a person would take a picture for the same. */
struct LookAlike
{
    Pin pin;
    MediaAsset media; // its picture that is meant: of a carousel any
    MediaAsset own;   // the one that was asked about and looks like it
};

/**
 * Finds pins that look like another: Pinterest shows what it has seen before to few people, and
 * looks at the picture, not at the file. The very same file is left to the spacing of images
 * (PinChecks), which knows how soon it may come again. Main thread; what takes time runs
 * on the store's search thread.
 *
 * Hashes choose at most 24 pictures (some milliseconds at 100,000), which are then held against
 * each other by their thumbnails. Pictures from before there were hashes get theirs with the first
 * question, which does not wait for it.
 */
class LookAlikes : public QObject
{
    Q_OBJECT

public:
    LookAlikes(Store &store, const QString &workspace, QObject *parent = nullptr);
    ~LookAlikes() override;

    /** Pins with a picture like one of `pictures` (MediaStore::pictures), at most four: the next to
     * go out first, then the latest published. */
    void find(const QList<MediaAsset> &pictures, QObject *context, Done<QList<LookAlike>> done);

signals:
    /** Pictures that had no hash have one now: answers may be others. */
    void hashesMade();

private:
    struct Index;

    void makeHashes();

    Store &m_store;
    const QString m_workspace;
    std::shared_ptr<Index> m_index;
    bool m_making = false;
};

} // namespace pinweek
