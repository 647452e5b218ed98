// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QDate>
#include <QList>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>

namespace pinweek {

/**
 * How links are tagged, so that a site's statistics show which pin a visit came from: five
 * templates, each a text with variables in braces ("pin-{slug}"). An empty one adds no tag.
 */
struct UtmRecipe
{
    UtmRecipeId id;
    QString name; // 1 to 60 code points, no other recipe's in any case
    QString source;
    QString medium;
    QString campaign;
    QString term;
    QString content;
    /** Whose pins it tags that have no choice of their own; an invalid id: those of all accounts.
     * nullopt: none. At most one recipe for each. */
    std::optional<AccountId> defaultFor = {};
    friend bool operator==(const UtmRecipe &, const UtmRecipe &) = default;
};

constexpr int longestUtmName = 60;      // code points
constexpr int longestUtmTemplate = 200; // code points

/** One of the five tags. */
struct UtmTag
{
    QLatin1String key; // "utm_source"
    QString UtmRecipe::*value;
};
/** In the order in which they are written. */
const std::array<UtmTag, 5> &utmTags();

/** What the variables of a recipe stand for, for one pin. Texts as they are; they become slugs. */
struct UtmValues
{
    QString board;
    QString section;
    QString campaign;
    QString title;
    /** The planned day in the account's zone; invalid: not planned. */
    QDate date;
    /** Which pin of its link it is, from 1 on (UtmStore::linkOf). */
    int number = 1;
};

/** "board", "section", "campaign", "slug", "date", "n". */
QStringList utmVariables();
/** Words in braces that are none of these, in their order. */
QStringList unknownUtmVariables(const QString &text);
/** True where a recipe needs to know UtmValues::number for a pin with this title. */
bool needsUtmNumber(const UtmRecipe &recipe, const QString &title);

/**
 * A text as a part of an address: lower case, words joined by hyphens, Latin letters without their
 * marks (ß → ss, ø → o), at most 80 code points. Letters of other scripts stay: browsers and
 * statistics show them. Empty where the text has neither letter nor digit.
 */
QString slugOf(const QString &text);

/** A template with its variables filled in; what an empty variable leaves doubled or at an end
 * ("-",
 * "_", space) is taken away. A title without letters gives the slug "pin-<n>". */
QString filledTemplate(const QString &text, const UtmValues &values);

/**
 * The link with the tags of a recipe, before "#". A tag that the link has already stays as it is,
 * so that no tag is ever there twice. The rest of the link is not touched. What is no web address
 * gets no tags.
 */
QString taggedLink(const QString &link, const UtmRecipe &recipe, const UtmValues &values);

/** Keys of the utm_ tags that a link has already ("utm_source"), in lower case. */
QStringList utmTagsOf(const QString &link);

} // namespace pinweek
