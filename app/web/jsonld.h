// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/htmlpage.h"

#include <QJsonObject>
#include <QStringList>

namespace pinweek {

/** Things that a page speaks of in the words of schema.org. */
struct SchemaItems
{
    /** In the shape of JSON-LD, also where the page has microdata; from "@graph", too, and those
     * that lie in other items. */
    QList<QJsonObject> items;
    /** Scripts of JSON-LD that are no JSON, so that nobody can read them. */
    int broken = 0;
};

SchemaItems jsonLdOf(const HtmlPage &page);
/** Source: HTML Living Standard, section 5 "Microdata". */
SchemaItems microdataOf(const HtmlPage &page);

/** Without "https://schema.org/" before them: "Recipe". */
QStringList typesOf(const QJsonObject &item);
/** A property as text, whatever form it has: a text, a number, the first of a list, the name or
 * value of an item. Empty: there is none. */
QString schemaText(const QJsonValue &value);

} // namespace pinweek
