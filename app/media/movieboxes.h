// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIODevice>
#include <QString>

namespace pinweek {

/** What the outermost parts of a file say, before a program of others looks into it. */
enum class MovieState
{
    Whole,
    Empty,
    PlayList, // names other files
    NoMovie,  // neither MP4 nor QuickTime
    CutOff,   // its end, or the part that says what is in it, is missing
};

struct MovieHead
{
    MovieState state = MovieState::NoMovie;
    QString format = {}; // "mp4", "mov", "m4v"; by content, not by name
};

/**
 * Walks the boxes of an MP4 or QuickTime file (ISO/IEC 14496-12) without reading what is in them:
 * what does not begin as one is none, whatever its name, and all that is announced has to be there.
 * `file` is open for reading, at random. Any thread.
 */
MovieHead readMovieHead(QIODevice &file);

} // namespace pinweek
