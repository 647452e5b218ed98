// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace pinweek {

/** What went wrong, in the sorts that need different handling. text/errortext.h has the words. */
enum class ErrorKind
{
    Offline,      // no way to the server: no network, name not found, refused, cut, timed out
    Tls,          // the secure connection could not be trusted
    Unauthorized, // the token is not accepted, also after a refresh: connect again
    Forbidden,    // the account may not do this (a missing permission, someone else's board)
    AccessTier,   // 403 code 29: trial access may not create pins in production
    RateLimited,  // 429: retryAfter says how long
    Spam,         // 429 whose text speaks of spam: the account must rest
    Rejected,     // the request or the input is wrong; trying again does not help
    NotFound,     // 404: board, section or pin is gone
    Conflict,     // 409, or a row that changed meanwhile
    Server,       // 5xx, or an answer that makes no sense
    Storage,      // database or disk
    Media,        // the image cannot be used
    Keychain,     // the system's keychain is missing, locked or refused
    Interrupted,  // we were stopped in the middle
    Cancelled,    // the user said stop
    Late,         // its time passed while nothing could be published
    Copied,       // the workspace is a copy, whose original may have published it
    Carousel,     // Pinterest took no carousel, or carousels are switched off
    BrokenLink,   // the pin's link leads to no page
    Video,        // Pinterest can't use the video, or has not made it ready
    Unclear,      // whether the pin is at Pinterest can't be told: a person decides
};

/** Pinterest's own `code`s that mean something beyond their HTTP status (pinterest-api.md 3.2). */
namespace pinterestCodes {
constexpr int missingScope = 3;    // 401
constexpr int notAllowedThere = 7; // 401: on this board or pin
constexpr int accessTier = 29;     // 403
constexpr int boardGone = 40;      // 404
constexpr int sectionGone = 2031;  // 404
} // namespace pinterestCodes

/** How far a request that changes something got, when its answer is an error. */
enum class Delivery
{
    NotSent,   // the server cannot have acted on it
    MaybeSent, // it left; whether the server acted is unknown: look before sending again
    Answered,  // the server gave a complete answer
};

/** An error as a value. `detail` is English, for the log; never holds a secret. */
struct Error
{
    ErrorKind kind = ErrorKind::Server;
    QString detail;
    /** The server's own wish, in seconds. */
    std::optional<std::chrono::seconds> retryAfter = std::nullopt;
    Delivery delivery = Delivery::NotSent;
    /** HTTP status, 0 when there was no complete answer. */
    int httpStatus = 0;
    /** Pinterest's own `code` in the error body, 0 when absent. */
    int apiCode = 0;
    /** Pinterest's own `message`, shown to the user as a quotation, never parsed. */
    QString apiMessage = {};
    /** `x-pinterest-rid`, for Pinterest's support. */
    QString requestId = {};
    friend bool operator==(const Error &, const Error &) = default;
};

/** Stable name of a kind, for the database, logs and JSON: "offline", "rate_limited", … */
QString errorKindName(ErrorKind kind);
/** The inverse; an unknown name is Server. */
ErrorKind errorKindFromName(const QString &name);

} // namespace pinweek
