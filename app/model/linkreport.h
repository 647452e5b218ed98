// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QList>
#include <QString>

#include <optional>

namespace pinweek {

/** What a look at a link found. linkreport.cpp holds the stable names. */
enum class LinkVerdict
{
    Good,             // a page, perhaps over redirects
    NotFound,         // 404, 410
    SignIn,           // 401, or it leads to a sign-in page
    Forbidden,        // 403: to us; many sites let only browsers in
    Refused,          // any other 4xx
    ServerTrouble,    // 5xx
    NoSite,           // there is no such host
    NoAnswer,         // nothing comes, or the connection is refused or cut
    BadCertificate,   // browsers warn of it
    EndlessRedirects, // more than the limit, or in a circle
    UnsafeRedirect,   // leads to an address that is not a web page's ("javascript:", "app:")
    Private,          // leads into this computer or a network at home or at work
    Unchecked,        // could not be looked at now: we are offline, or the site asks to wait
};

/** Stable name for database and JSON: "good", "not_found", … */
QString linkVerdictName(LinkVerdict verdict);
/** An unknown name is Unchecked. */
LinkVerdict linkVerdictFromName(const QString &name);

/** One address on the way, and how it answered. */
struct LinkHop
{
    QString address;
    int status = 0; // HTTP; 0: no answer
    friend bool operator==(const LinkHop &, const LinkHop &) = default;
};

/** What the link doctor found, at a time. */
struct LinkReport
{
    QString link; // as it was asked about
    LinkVerdict verdict = LinkVerdict::Unchecked;
    /** From the link itself to the last address that was asked. */
    QList<LinkHop> hops = {};
    UtcTime checkedAt{};
    /** A person knows of it and wants no more to be said. */
    bool accepted = false;

    /** Where the last answer came from; the link where nothing was asked. */
    [[nodiscard]] QString finalAddress() const;
    /** The last answer's status; 0: there was none. */
    [[nodiscard]] int status() const { return hops.isEmpty() ? 0 : hops.constLast().status; }
    /** It ends at an address other than the link. */
    [[nodiscard]] bool isRedirected() const { return finalAddress() != link; }
    friend bool operator==(const LinkReport &, const LinkReport &) = default;
};

/** People who click the pin would not get to a page. Not so of what only a program may be refused,
 * and what could not be looked at. */
[[nodiscard]] bool isBroken(LinkVerdict verdict);

/** True for an address that is one of a sign-in page by its host or path. */
[[nodiscard]] bool looksLikeSignIn(const QString &address);

} // namespace pinweek
