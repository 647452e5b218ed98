// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QList>
#include <QString>

#include <utility>

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

/** What the page that a link leads to says of itself, at a time. */
struct PageFacts
{
    QString title; // <= 100 code points; may be empty
    RichPin richPin;
    /** False: the link leads to a file (a picture, a PDF), which gives no rich pin. */
    bool isPage = true;
    UtcTime readAt{};
    friend bool operator==(const PageFacts &, const PageFacts &) = default;
};

/** Stable names for database and JSON: "recipe", "site_name", "json_ld", …; an unknown name is
 * None, and Title for a field. */
QString richPinKindName(RichPinKind kind);
RichPinKind richPinKindFromName(const QString &name);
QString richPinFieldName(RichPinField field);
RichPinField richPinFieldFromName(const QString &name);
QString richPinSourceName(RichPinSource source);
RichPinSource richPinSourceFromName(const QString &name);

} // namespace pinweek
