// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/mediaasset.h"
#include "model/pin.h"

#include <QList>

#include <functional>

namespace pinweek {

struct StoreCore;

/** What was taken out of the library. */
struct LibraryRemoval
{
    int pictures = 0;
    qint64 bytes = 0;
};

/**
 * What of the media library is needed. A picture that is taken out of it can be brought back by
 * undo; its files go 30 days later, when no pin has them and no step that can be undone names them.
 * To bring the same picture in again puts it back too. Main thread.
 */
class LibraryStore
{
public:
    explicit LibraryStore(StoreCore &core);

    /** The pins that use a picture or video, alone, in a carousel or as a cover: those to come by
     * time, then the published ones, the latest first, then drafts. Deleted ones are left out. */
    [[nodiscard]] Result<QList<Pin>> pinsWith(MediaId media, int limit) const;
    /** One undoable step of this name. Those that are used (a pin deleted less than 30 days ago
     * counts) stay. An empty list: all that are not used. */
    void removeUnused(const QList<MediaId> &among, const QString &stepName, QObject *context,
                      Done<LibraryRemoval> done);
    /** For the picture's files: false where they must stay, as somebody brings it in just now. */
    using Erase = std::function<bool(const MediaAsset &asset)>;
    /** Has files deleted whose time is over, at most 100 at once; gives how many were. `erase` is
     * called on the store's thread. */
    void eraseRemoved(const Erase &erase, QObject *context, Done<int> done);
    /** Pictures and videos of a batch that did not come to its end. Both functions are called on
     * the store's thread. */
    struct TakeBack
    {
        /** SHA-256 of some of them; none: there are no more, and nothing else is done. */
        std::function<QStringList()> next;
        /** Called after the commit, with those of which no row names a file any more. */
        std::function<void(const QStringList &)> gone;
        /** When the batch began: rows that are older are not of it. */
        std::function<UtcTime()> since;
    };
    /** Takes those that nothing uses out of the library as if they had never come, until next()
     * gives none. */
    void takeBack(const TakeBack &batch, QObject *context, Done<void> done);

private:
    StoreCore &m_core;
};

} // namespace pinweek
