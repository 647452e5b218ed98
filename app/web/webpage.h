// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/pageimage.h"
#include "web/richpin.h"

namespace pinweek {

/** What a page gives for pins. Nothing of it is trusted: all is plain text within Pinterest's
 * lengths, addresses are http, https or data. */
struct WebPage
{
    QUrl address; // the one that answered, after all redirects
    /** Where its pins lead: the page's own word for its address, else `address`. */
    QUrl link;
    QString title;       // <= 100 code points
    QString description; // <= 800 code points
    QList<PageImage> images;
    RichPin richPin;
    /** The page tells Pinterest's buttons to pin nothing of it. */
    bool asksForNoPins = false;
    /** No page, but one picture that has an address of its own: there are no texts, and no link. */
    bool isPicture = false;
};

/** @param address  the final one. Any thread. */
WebPage webPageOf(const HtmlPage &page, const QUrl &address);

/** How well a picture of this size does as a pin. */
enum class PictureFitness
{
    Good,
    ToCrop, // wider than 2:3, or so tall that the feed hides a part
    Small,  // Pinweek's checks warn of it: under 600 × 900 px
};

PictureFitness fitnessOf(QSize size);
/** For sorting: the greater the better; first by the above, then by shape and size together. */
double fitnessScore(QSize size);

/** As many code points, cut between words where it can be, with "…". */
QString shortened(const QString &text, int codePoints);

} // namespace pinweek
