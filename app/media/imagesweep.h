// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <atomic>

namespace pinweek {

/** More than this are not gathered from one drop. */
constexpr int mostSweptImages = 20'000;

/** The images and videos in what was dropped: files, and folders with all that is below them. */
struct ImageSweep
{
    QStringList files;   // in natural order, each once
    QStringList leftOut; // one clear line for each dropped file that is neither
    bool more = false;   // there are more than mostSweptImages
};

/** Endings of names of image files, without the dot, the usual ones first. */
QStringList imageSuffixes();

/** True for names of image files, and for names without a suffix: there the content decides. */
bool hasImageName(const QString &fileName);
/** The same, and for names of video files (media/videoimport.h). */
bool hasMediaName(const QString &fileName);

/**
 * Looks at names only, not into files. Symbolic links to folders are not followed, hidden files in
 * folders and files there that are neither are passed over. Slow on large trees: worker threads.
 * Ends early with what it has when `cancelled` becomes true.
 */
ImageSweep sweepImages(const QStringList &paths, const std::atomic<bool> &cancelled);

} // namespace pinweek
