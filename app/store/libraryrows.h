// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/mediaasset.h"
#include "store/database.h"
#include "store/undorows.h"

#include <atomic>

// What of the media library is used where, and what has left it.
namespace pinweek {

/** Which pictures of the library. Used ones are in a pin that isn't deleted, whatever its state;
 * Unused ones can be removed: in none, nor in one deleted in the last 30 days. */
enum class PictureUse
{
    Any,
    Used,
    Unused
};

enum class LibraryOrder
{
    NewestFirst,
    OldestFirst,
    ByName,
    LargestFirst,
    MostUsed
};

struct LibraryQuery
{
    /** Words that a picture's file name and the titles of its pins contain together; whatever their
     * case. Empty: all. */
    QString text;
    PictureUse use = PictureUse::Any;
    LibraryOrder order = LibraryOrder::NewestFirst;
    /** Only these; empty: all. */
    QList<MediaId> only = {};
    bool videosOnly = false;
    friend bool operator==(const LibraryQuery &, const LibraryQuery &) = default;
};

struct LibraryPicture
{
    MediaAsset asset; // image or video
    int pins = 0;     // that use it, deleted ones apart
    /** The last pin that used it was deleted lately: it stays in the library so long. */
    std::optional<UtcTime> keptUntil = std::nullopt;
    /** Of a video: the still that shows it. */
    std::optional<MediaAsset> poster = std::nullopt;

    /** What is shown of it; nullopt: a video without a poster. */
    [[nodiscard]] std::optional<MediaAsset> picture() const
    {
        return asset.isVideo() ? poster : std::optional(asset);
    }
    friend bool operator==(const LibraryPicture &, const LibraryPicture &) = default;
};

/** The first pictures and videos of a query, without stills, and what all of them come to. */
struct LibraryPage
{
    QList<LibraryPicture> pictures;
    int total = 0;
    qint64 bytes = 0;
};

/** Goes over the whole library: for the thread of a ReadThread. Ends early, with what it has, once
 * `newest` is no longer `number`. */
LibraryPage readLibrary(Database &db, const LibraryQuery &query, UtcTime now, int limit,
                        const std::atomic<int> &newest, int number);

/** Those of them that nothing needs: no pin, deleted less than 30 days ago or not, has them. An
 * empty list: of all. Without stills, which nobody brought in. */
QList<MediaAsset> unusedPictures(Database &db, const QList<MediaId> &among, UtcTime now);
/** Stills that are no video's poster and no pin's cover. */
QList<MediaAsset> unusedStills(Database &db, UtcTime now);
/** Files to delete: out of the library for 30 days, in no pin, in no step that can be undone, and
 * no poster of a video that is still there. */
QList<MediaAsset> erasablePictures(Database &db, UtcTime now, int limit);

/**
 * Deletes the rows among these (SHA-256) that came at `since` or later and that nothing has: no
 * pin, no video whose poster it is, no step that can be undone or done again.
 * @return of which no row names a file (any more)
 */
QStringList takeBackRows(Database &db, const QStringList &sha256s, UtcTime since, UtcTime now);

/** The kind of these rows in undo_step_row: in the library, or out of it since when. */
constexpr auto libraryKind = "library";
RowValues readLibraryValues(Database &db, qint64 id);
/** False: its file is gone by now. */
bool writeLibraryValues(Database &db, qint64 id, const RowValues &values);

} // namespace pinweek
