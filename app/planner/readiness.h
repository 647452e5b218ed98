// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account.h"
#include "model/board.h"
#include "model/mediaasset.h"
#include "model/pin.h"

#include <QList>

#include <optional>

namespace pinweek {

// Limits of POST /pins, in code points: pinterest-api.md section 8.1.
constexpr int longestTitle = 100;
constexpr int longestDescription = 800;
constexpr int longestAltText = 500;
constexpr int longestLink = 2048;

enum class CheckLevel
{
    Error, // can't be scheduled or published
    Hint,  // would do better
};

/** One thing that a check found; text/checktext.h has the words. */
enum class PinCheck
{
    // errors
    MediaMissing,
    BoardMissing,
    BoardNotAtPinterest, // a local board that Pinterest doesn't have yet
    TitleMissing,
    LinkMissing,
    TitleTooLong,       // > 100 code points
    DescriptionTooLong, // > 800
    AltTextTooLong,     // > 500
    LinkTooLong,        // > 2048
    TaggedLinkTooLong,  // with its UTM tags
    LinkInvalid,        // not http(s)
    CarouselOff,        // carousels are switched off
    PictureTextTooLong, // a title or description of one picture of a carousel
    PictureLinkInvalid, // the same of its link: too long, or not http(s)
    VideoTooShort,      // under 4 s
    VideoTooLong,       // over 15 min
    CoverMissing,       // a video without any picture that shows it
    VideoInSandbox,     // Pinterest's sandbox takes no videos
    NoAccount,          // belongs to My plan
    TimePast,
    TimeMissing,
    // hints
    DescriptionLong, // > 500: Pinterest's own site stops there
    AltTextMissing,
    DescriptionMissing,
    ImageSmall,      // under 600 × 900 px
    ImageNotTall,    // wider than 2:3 by more than 5 %
    ImageVeryTall,   // taller than 1:2.1: cut in the feed
    PicturesCut,     // pictures of a carousel that have another shape than its first
    ImageMoves,      // only its first picture is sent
    VideoCodecOther, // neither H.264 nor H.265
    VideoShapeFar,   // wider than 1.91:1 or taller than 1:2
    VideoShapeOther, // none of 1:1, 4:5, 2:3, 9:16
    TimeInGap,       // a clock change skips that time: the next moment is used
    TimeRepeated,    // a clock change makes that time twice
    LinkShortened,   // Pinterest blocks addresses that hide where they lead
    LinkUnencrypted, // http
    LinkLookAlike,   // its host can be taken for another's
    LinkTooSoon,     // another pin with this link within its days (PinChecks)
    ImageTooSoon,    // the same of the image
    DayFull,         // with it the account's day has more pins than its cap
    LooksAlike,      // a planned or published pin has a picture that looks like it (LookAlikes)
    ComputerOff,     // planned for an hour at which this computer is usually off
};

CheckLevel levelOf(PinCheck check);

/** What a check has to know beside the pin. */
struct CheckContext
{
    std::optional<Account> account;
    std::optional<Board> board;
    /** The image or video. */
    std::optional<MediaAsset> media;
    /** Of a video: the picture that shows it (pictureOf). */
    std::optional<MediaAsset> cover = {};
    /** Of a carousel: one for each picture, nullopt for one that is not in the library. */
    QList<std::optional<MediaAsset>> pictures = {};
    bool carouselsOn = true;
    /** The link with its tags; empty: they are not looked at. */
    QString sentLink = {};
    UtcTime now{};
};

/** Number of characters as the API counts them: Unicode code points, not UTF-16 units. */
int codePoints(const QString &text);

/** True for no link too; else a web address of at most 2,048 characters. */
bool isLinkSendable(const QString &link);

/** Everything that is found, errors first. TimeMissing is only an error for what is to be
 * scheduled; it is not listed here. */
QList<PinCheck> checkPin(const PinContent &content, const CheckContext &context);

/** The errors only, without those about the time: empty means that a drop on the week is scheduled
 * at once (interaction.md 1). */
QList<PinCheck> missingForReady(const PinContent &content, const CheckContext &context);

} // namespace pinweek
