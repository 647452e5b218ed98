// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"
#include "core/result.h"
#include "model/mediaasset.h"
#include "model/pin.h"

#include <QHash>
#include <QList>

namespace pinweek {

class Database;

/**
 * The hashes of all pictures of the library (media/picturehash.h), kept in memory: 16 bytes each.
 * Looked through in less time than a statement takes. For the thread of a ReadThread.
 */
class PictureHashes
{
public:
    /** Reads those that came since. Errors: Storage. */
    Result<void> refresh(Database &db);
    void add(MediaId media, quint64 hash);
    /** Lets go of all; the next refresh() reads them again. */
    void forget();

    /** Pictures of which the hash differs from one of `hashes` in at most `most` bits, nearest
     * first, at most `count`. */
    [[nodiscard]] QList<MediaId> nearTo(const QList<quint64> &hashes, int most, int count) const;

private:
    struct Entry
    {
        MediaId media;
        quint64 hash = 0;
    };
    QList<Entry> m_entries;
    MediaId m_last;
};

/** Of these pictures, those that stand for a pin (pictureOf) which is planned or published, with
 * such pins: the next to go out first, then the latest published. Removed pins and drafts without a
 * time are left out. Errors: Storage. Any thread with a reader. */
Result<QList<Pin>> pinsWithPictures(Database &db, const QList<MediaId> &media, int count);
/** Pictures of `media`, in this order. Errors: Storage. */
Result<QList<MediaAsset>> picturesOf(Database &db, const QList<MediaId> &media);
/** Pictures and videos of `media`, with the posters of the videos. Errors: Storage. */
Result<MediaAssets> picturesShown(Database &db, const QList<MediaId> &media);
/** All pictures that stand for a pin: those of a carousel in their order, else pictureOf(). Errors:
 * Storage. */
Result<QList<MediaAsset>> picturesOfPin(Database &db, const PinContent &content);
/** Pictures that have no hash yet. Errors: Storage. */
Result<QList<MediaAsset>> picturesWithoutHash(Database &db, int count);

} // namespace pinweek
