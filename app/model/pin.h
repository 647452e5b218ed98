// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/id.h"
#include "core/walltime.h"
#include "model/carousel.h"
#include "model/videocourse.h"

#include <optional>

namespace pinweek {

/** A pin's life. pin.cpp holds the one table of allowed transitions. */
enum class PinStatus {
    Draft,       // being prepared, with or without a time; never sent
    Scheduled,   // will be sent at dueAt
    Publishing,  // claimed: the attempt is stored, the request may be under way
    Unconfirmed, // sent, but the answer is not known: looked for before it is ever sent again
    Published,   // Pinterest has it (remoteId)
    Failed,      // will be tried again at nextAttemptAt
    Blocked,     // needs a person: lastError says why
    HandedOver,  // given to Pinterest with a date of its own
};

/** Stable name for database and JSON: "draft", "scheduled", …, "handed_over". */
QString pinStatusName(PinStatus status);
std::optional<PinStatus> pinStatusFromName(const QString &name);
/** The table of allowed transitions; the store refuses others. */
bool canMove(PinStatus from, PinStatus to);
/** True for what the user may still edit, move and delete freely (not Publishing, Unconfirmed,
 * Published, HandedOver). */
bool isEditable(PinStatus status);

/** Why a pin goes out after its planned time. */
enum class LateCause
{
    None,
    Away,    // the computer was asleep, off or without the internet
    Paused,  // publishing was paused
    Account, // the account could not publish: signed out, or resting after an error
    Limit,   // as many requests were made as may be
    Clock,   // this computer's clock was wrong, so that nothing was sent by it
    Video,   // its video was not ready at Pinterest
};

/** Stable name for database and JSON: "", "away", "paused", "account", "limit", "clock", "video".
 */
QString lateCauseName(LateCause cause);
/** An unknown name is None. */
LateCause lateCauseFromName(const QString &name);

/** Why the last attempt failed. */
struct PinError
{
    ErrorKind kind = ErrorKind::Server;
    /** English detail, with Pinterest's own message where there was one. No secrets. */
    QString message;
    int httpStatus = 0;
    int apiCode = 0;
    friend bool operator==(const PinError &, const PinError &) = default;
};

/** What the user decides about a pin: the part that edits, undo and duplicates carry. */
struct PinContent
{
    AccountId account;
    BoardId board;       // invalid: none yet
    SectionId section;   // invalid: the board itself
    MediaId media;       // image or video; invalid: none yet; with another one `fit` starts afresh
    CampaignId campaign; // invalid: none
    QString title;       // <= 100 code points
    QString description; // <= 800 code points
    QString link;        // <= 2048 code points, http or https; without the recipe's tags
    /** Which recipe tags the link: nullopt: the default one of the account, if there is one; an
     * invalid id, or one that is gone: none. */
    std::optional<UtmRecipeId> utm = {};
    QString altText;     // <= 500 code points
    QString note;        // private, never sent
    /** The planned local time and its zone; dueAt follows from it. nullopt: Unscheduled. */
    std::optional<WallTime> planned;
    bool locked = false;
    /** What is made of the image when it is sent; of a carousel: of its first picture. */
    PictureFit fit = {};
    /** Of a video: the picture of the library by which it is shown; invalid: the video's poster. */
    MediaId cover = {};
    /** A carousel: its two to five pictures in order, the first of them `media`. Empty: one image.
     */
    QList<CarouselPicture> pictures;
    friend bool operator==(const PinContent &, const PinContent &) = default;

    [[nodiscard]] bool isCarousel() const { return !pictures.isEmpty(); }
};

/** A planned post of ours: one row of the table `pin`. */
struct Pin
{
    PinId id;
    PinContent content;
    PinStatus status = PinStatus::Draft;
    /** Grows by one at every change; edits name the revision they expect. */
    qint64 revision = 0;
    /** Resolved from content.planned; empty when unscheduled. Retries never change it. */
    std::optional<UtcTime> dueAt;
    /** When a Failed pin is tried again; when a Scheduled one goes out that is late, or is spoken
     * of again that is posted by hand; when Pinterest is asked again about a HandedOver one. */
    std::optional<UtcTime> nextAttemptAt;
    /** Why it goes out, or went out, later than planned. */
    LateCause lateCause = LateCause::None;
    /** Requests sent or begun for this pin. */
    int attempts = 0;
    std::optional<PinError> lastError;
    /** The link as Pinterest got it, or may have: with its tags. Fixed by the claim, together with
     * the attempt, or when it is marked as posted; empty before, and where there is no link. */
    QString sentLink;
    /** Pinterest's pin id (digits); empty until published. */
    QString remoteId;
    std::optional<UtcTime> publishedAt;
    /** Of a video that is on its way to Pinterest, or waits there for its time. */
    std::optional<VideoProgress> video = {};
    UtcTime createdAt{};
    UtcTime updatedAt{};

    /** When the publisher takes it: as planned, or the time that was found for it since. */
    [[nodiscard]] std::optional<UtcTime> sendAt() const
    {
        return nextAttemptAt ? nextAttemptAt : dueAt;
    }

    /** A draft whose time has passed. */
    [[nodiscard]] bool isMissed(UtcTime now) const
    {
        return status == PinStatus::Draft && dueAt && *dueAt < now;
    }
};

/** It was sent and may be at Pinterest: nothing but a look, or a person who looked, sends it again.
 */
[[nodiscard]] bool mayBeAtPinterest(const Pin &pin);

} // namespace pinweek
