// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/linkreport.h"
#include "model/richpin.h"

#include <QStringList>

#include <optional>

namespace pinweek {

/** A link as pins to come have it, and what is known of it. */
struct PlannedLink
{
    QString link;
    int pins = 0;
    std::optional<UtcTime> firstDue = {}; // of those that have a time
    std::optional<LinkReport> report = {};
    std::optional<PageFacts> page = {};
};

enum class LinkState
{
    Unknown, // nobody looked, or it could not be looked at
    Good,
    Warning, // a look by a person is worth it: a redirect, http, a shortener, a site that lets only
             // browsers in
    Broken,  // visitors would not get to a page
};

/** An address that links of pins to come lead to: asked once, whatever part of its page ("#…") or
 * way of writing its host each of them names. */
struct LinkRow
{
    QString address;
    QStringList links; // as pins have them, without spaces around
    int pins = 0;
    std::optional<UtcTime> firstDue = {};
    /** The newest of what is known of the links. */
    std::optional<LinkReport> report = {};
    std::optional<PageFacts> page = {};
    /** linkStateOf() the row, which takes long for thousands of them. */
    LinkState state = LinkState::Unknown;
};

/** The first due first, those without a time last. */
QList<LinkRow> linkRows(const QList<PlannedLink> &links);
/** What is asked for a link: without the part after "#", the host in lower case. What is no web
 * address stays as it is. */
QString askedAddress(const QString &link);
/** What was found at an address, as if `link` itself had been asked. */
LinkReport reportOf(const LinkReport &asked, const QString &link);

LinkState linkStateOf(const LinkRow &row);
/** The page was read, and what it says makes no rich pin. */
bool lacksRichPin(const LinkRow &row);

} // namespace pinweek
