// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/id.h"

#include <QString>

#include <optional>

namespace pinweek {

/** How far a pin's video is on its way to Pinterest (pinterest-api.md 9). */
enum class VideoStep
{
    Registered, // its file is on its way, or was when the program ended
    Uploaded,   // the file has arrived, or may have
    Processing, // Pinterest says that it prepares it
    Succeeded,  // a pin can be made with it
    Failed,     // Pinterest can't use it
};

/** Stable name for database and JSON: "registered", …, "failed". */
QString videoStepName(VideoStep step);
/** An unknown name is Registered: what it was is asked for. */
VideoStep videoStepFromName(const QString &name);

/** What is shown of it beside a pin's own state. */
struct VideoProgress
{
    VideoStep step = VideoStep::Registered;
    int percent = 0; // of the file, that has left
    friend bool operator==(const VideoProgress &, const VideoProgress &) = default;
};

/** The course of a pin's video: one row of the table `video_upload`. */
struct VideoCourse
{
    PinId pin;
    /** Where and of what it is: with another account or video a pin begins anew. */
    AccountId account;
    MediaId media;
    VideoStep step = VideoStep::Registered;
    QString remoteId; // Pinterest's media id, digits
    int percent = 0;
    /** Which upload in a row this is: all those before it came to nothing. */
    int tries = 1;
    /** How often Pinterest was asked since the file arrived. */
    int polls = 0;
    /** When it is asked next; nullopt: now. */
    std::optional<UtcTime> nextAt = {};
    UtcTime begunAt{};   // this registration
    UtcTime changedAt{}; // when Pinterest said or did something last
};

} // namespace pinweek
