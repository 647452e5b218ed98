// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/htmlpage.h"

#include <QList>
#include <QString>

namespace pinweek {

/** What Pinterest shows beside the picture of a link, read from the page by itself. */
enum class RichPinKind
{
    None,
    Article,
    Product,
    Recipe,
};

enum class RichPinField
{
    Title,
    Description,
    SiteName,
    Author,
    PublishedAt,
    Price,
    Currency,
    Availability,
    Ingredients,
    Servings,
    Time,
    Image,
};

/** Where the kind was read from. A lack is mended in the same words. */
enum class RichPinSource
{
    None,
    OpenGraph,
    JsonLd,
    Microdata,
};

/** A field that the page does not give. */
struct RichPinGap
{
    RichPinField field = RichPinField::Title;
    /** Without it there is no rich pin; else the rich pin is only poorer. */
    bool needed = false;
    /** What to put into the page, as text: a <meta> tag for Open Graph and microdata, a property of
     * the script for JSON-LD. "…" stands for what only the author knows. */
    QString tag;
    friend bool operator==(const RichPinGap &, const RichPinGap &) = default;
};

/**
 * The rich pin that a link to a page gives, as far as the page says. Pinterest itself decides, and
 * only for sites that it has read before.
 * Source: developers.pinterest.com, "Rich Pins": Open Graph and schema.org.
 */
struct RichPin
{
    RichPinKind kind = RichPinKind::None;
    RichPinSource source = RichPinSource::None;
    /** Field and what the page has for it, shortened. */
    QList<std::pair<RichPinField, QString>> found;
    /** Those that are needed first. For None: what would make it an article. */
    QList<RichPinGap> missing;
    /** Scripts of JSON-LD in the page that nobody can read, for a fault in them. */
    int brokenScripts = 0;

    /** Nothing that is needed is missing. */
    [[nodiscard]] bool isComplete() const;
    friend bool operator==(const RichPin &, const RichPin &) = default;
};

/** @param title  the page's title however it is known, for the tags that are proposed */
RichPin richPinOf(const HtmlPage &page, const QString &title, const QString &description);

/** Of <meta property=… content=…> and <meta name=…>: the first that is not empty. Names in lower
 * case. */
QString metaOf(const HtmlPage &page, const QList<QString> &names);

} // namespace pinweek
