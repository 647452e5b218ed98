// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/plannedlink.h"

#include <QByteArray>
#include <QString>

// The sentences about the links of the plan for all front ends. Translated.
namespace pinweek {

/** "Not checked", "Good", "Look at it", "Broken". */
QString linkStateText(LinkState health);
/** What is known of where it leads, and all that speaks against the link itself: a sentence or
 * more. */
QString linkRowText(const LinkRow &row);
/** What the link's page gives, shortly: "Recipe", "Product, lacks Price, Currency", "None",
 * "Not a page"; empty: nobody has read it. */
QString linkRichPinText(const LinkRow &row);
/** The tags that its page lacks, one a line, to be copied; empty: none. */
QString missingTags(const LinkRow &row);
/** "42 links: 3 broken, 5 to look at, 12 without a complete rich pin, 4 not checked." */
QString linkCountsText(const QList<LinkRow> &rows);

/** Everything of the rows as text for a mail. @param zone  IANA id, for the times */
QString linksReportText(const QList<LinkRow> &rows, const QByteArray &zone);
/** The same as a CSV file with a head. */
QByteArray linksReportCsv(const QList<LinkRow> &rows, const QByteArray &zone);

} // namespace pinweek
