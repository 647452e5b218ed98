// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <atomic>
#include <chrono>

namespace pinweek {

/** How a run of ffprobe or ffmpeg ended. */
enum class VideoToolState
{
    Done,
    Absent,    // it is not installed
    Refused,   // it ended with an error: the file is not what it should be
    Crashed,   // or it went beyond its processor time or memory
    TooSlow,   // it was ended after `patience`
    TooMuch,   // it wrote more than `mostBytes`
    Cancelled, // by the caller
};

struct VideoToolAnswer
{
    VideoToolState state = VideoToolState::Absent;
    QByteArray output; // what it wrote; of use only where the state is Done
};

struct VideoToolLimits
{
    std::chrono::milliseconds patience{10'000};
    qint64 mostBytes = 4 * 1024 * 1024;
};

/** True where ffprobe and ffmpeg are installed. Any thread. */
bool hasVideoTools();

/** The arguments by which both open a local video file as MP4 or QuickTime and as nothing else:
 * what is a list of other files is no video, and no protocol but that of files is known. */
QStringList videoInput(const QString &file);

/**
 * Runs "ffprobe" or "ffmpeg" and waits for its end. Files of strangers are read there, not here: a
 * process of its own with limits to processor time, memory and files, no environment, nothing that
 * it could write but its standard output. It dies with this one. Source: protocols.md 4.6.
 *
 * Worker threads only, one run a call. It is ended once `cancelled` becomes true.
 */
VideoToolAnswer runVideoTool(const QString &program, const QStringList &arguments,
                             const VideoToolLimits &limits, const std::atomic<bool> &cancelled);

} // namespace pinweek
