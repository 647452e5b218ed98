// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/richpin.h"

#include "web/jsonld.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <optional>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype longestShown = 200;
const QString unknown = u"…"_s;

/** How a field is said in each of the languages. Open Graph has several names for some. */
struct FieldWords
{
    RichPinField field;
    bool needed;
    QStringList openGraph; // the first is the one that is proposed; empty: it has no word
    QStringList schema;    // paths of properties: "offers/price"
};

QList<FieldWords> wordsOf(RichPinKind kind)
{
    using Field = RichPinField;
    const FieldWords title{Field::Title, true, {u"og:title"_s}, {u"headline"_s, u"name"_s}};
    const FieldWords name{Field::Title, true, {u"og:title"_s}, {u"name"_s}};
    const FieldWords image{Field::Image, false, {u"og:image"_s}, {u"image"_s}};
    const FieldWords site{Field::SiteName, false, {u"og:site_name"_s}, {}};
    switch (kind) {
    case RichPinKind::Recipe:
        return {name,
                {Field::Ingredients, true, {}, {u"recipeIngredient"_s, u"ingredients"_s}},
                {Field::Time, false, {}, {u"totalTime"_s, u"cookTime"_s, u"prepTime"_s}},
                {Field::Servings, false, {}, {u"recipeYield"_s, u"yield"_s}},
                image,
                site};
    case RichPinKind::Product:
        return {name,
                {Field::Price,
                 true,
                 {u"product:price:amount"_s, u"og:price:amount"_s},
                 {u"offers/price"_s, u"offers/lowPrice"_s, u"offers/priceSpecification/price"_s}},
                {Field::Currency,
                 true,
                 {u"product:price:currency"_s, u"og:price:currency"_s},
                 {u"offers/priceCurrency"_s, u"offers/priceSpecification/priceCurrency"_s}},
                {Field::Availability,
                 false,
                 {u"product:availability"_s, u"og:availability"_s},
                 {u"offers/availability"_s}},
                {Field::Description, false, {u"og:description"_s}, {u"description"_s}},
                image,
                site};
    default:
        return {title,
                {Field::Description, true, {u"og:description"_s}, {u"description"_s}},
                {Field::Author, false, {u"article:author"_s}, {u"author"_s}},
                {Field::PublishedAt, false, {u"article:published_time"_s}, {u"datePublished"_s}},
                image,
                site};
    }
}

RichPinKind kindOf(const QStringList &types)
{
    const auto has = [&types](auto fits) { return std::any_of(types.begin(), types.end(), fits); };
    if (types.contains(u"Recipe"))
        return RichPinKind::Recipe;
    if (types.contains(u"Product") || types.contains(u"ProductGroup"))
        return RichPinKind::Product;
    if (has([](const QString &type) {
            return type.endsWith(u"Article") || type == u"BlogPosting";
        }))
        return RichPinKind::Article;
    return RichPinKind::None;
}

QString atPath(const QJsonObject &item, const QString &path)
{
    QJsonValue value = item;
    const QStringList steps = path.split(u'/');
    for (const QString &step : steps) {
        if (value.isArray())
            value = value.toArray().at(0);
        value = value.toObject().value(step);
    }
    return schemaText(value);
}

QString shown(const QString &text)
{
    return text.size() > longestShown ? text.left(longestShown) + unknown : text;
}

QString metaTag(const QString &attribute, const QString &name, const QString &content)
{
    return u"<meta %1=\"%2\" content=\"%3\">"_s.arg(attribute, name, content.toHtmlEscaped());
}

/** A property of a JSON-LD item, in its right form: "offers": {"price": "…"}. */
QString jsonProperty(const QString &path, const QString &content)
{
    const auto quoted = [](const QString &text) {
        const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
        return QString::fromUtf8(list.mid(1, list.size() - 2));
    };
    const QStringList steps = path.split(u'/');
    QString value = quoted(content);
    if (steps.last() == u"recipeIngredient")
        value = u'[' + value + u']';
    QString text = quoted(steps.last()) + u": "_s + value;
    for (qsizetype i = steps.size() - 2; i >= 0; --i) {
        const QString type = steps.at(i) == u"offers" ? u"\"@type\": \"Offer\", "_s : QString();
        text = quoted(steps.at(i)) + u": {"_s + type + text + u'}';
    }
    return text;
}

struct Known
{
    QString title;
    QString description;

    /** What the author need not look up. */
    [[nodiscard]] QString of(RichPinField field) const
    {
        if (field == RichPinField::Title && !title.isEmpty())
            return shown(title);
        if (field == RichPinField::Description && !description.isEmpty())
            return shown(description);
        return unknown;
    }
};

QString tagFor(const FieldWords &words, RichPinSource source, const Known &known)
{
    const QString content = known.of(words.field);
    const bool hasSchema = !words.schema.isEmpty();
    if (source == RichPinSource::JsonLd && hasSchema)
        return jsonProperty(words.schema.first(), content);
    if (source == RichPinSource::Microdata && hasSchema)
        return metaTag(u"itemprop"_s, words.schema.first().section(u'/', -1), content);
    return metaTag(u"property"_s, words.openGraph.value(0), content);
}

void fill(RichPin &pin, const HtmlPage &page, const std::optional<QJsonObject> &item,
          const Known &known)
{
    QList<RichPinGap> useful;
    const QList<FieldWords> all = wordsOf(pin.kind);
    for (const FieldWords &words : all) {
        QString value;
        if (item) {
            for (const QString &path : words.schema) {
                if (value.isEmpty())
                    value = atPath(*item, path);
            }
        }
        // Pinterest reads both, the one where the other says nothing.
        if (value.isEmpty() && !words.openGraph.isEmpty())
            value = metaOf(page, words.openGraph);
        if (!value.isEmpty())
            pin.found.append({words.field, shown(value)});
        else if (words.needed)
            pin.missing.append({words.field, true, tagFor(words, pin.source, known)});
        else
            useful.append({words.field, false, tagFor(words, pin.source, known)});
    }
    pin.missing += useful;
}

RichPinKind openGraphKind(const HtmlPage &page)
{
    const QString type = metaOf(page, {u"og:type"_s}).toLower();
    if (type == u"product" || type == u"product.item" || type == u"og:product")
        return RichPinKind::Product;
    if (type == u"article" || type == u"blog")
        return RichPinKind::Article;
    return RichPinKind::None;
}

} // namespace

QString metaOf(const HtmlPage &page, const QList<QString> &names)
{
    for (const QString &name : names) {
        for (const HtmlElement &element : page.elements) {
            if (element.name != "meta")
                continue;
            const bool fits =
                element.attribute("property").compare(name, Qt::CaseInsensitive) == 0 ||
                element.attribute("name").compare(name, Qt::CaseInsensitive) == 0;
            const QString content = fits ? element.attribute("content").simplified() : QString();
            if (!content.isEmpty())
                return content;
        }
    }
    return {};
}

RichPin richPinOf(const HtmlPage &page, const QString &title, const QString &description)
{
    const SchemaItems scripts = jsonLdOf(page);
    const SchemaItems microdata = microdataOf(page);
    RichPin pin;
    pin.brokenScripts = scripts.broken;
    std::optional<QJsonObject> item;
    // A recipe is a recipe also where the page calls itself an article, as blogs do.
    const auto take = [&pin, &item](RichPinKind kind, RichPinSource source,
                                    const std::optional<QJsonObject> &from) {
        if (kind <= pin.kind)
            return;
        pin.kind = kind;
        pin.source = source;
        item = from;
    };
    for (const QJsonObject &each : scripts.items)
        take(kindOf(typesOf(each)), RichPinSource::JsonLd, each);
    for (const QJsonObject &each : microdata.items)
        take(kindOf(typesOf(each)), RichPinSource::Microdata, each);
    take(openGraphKind(page), RichPinSource::OpenGraph, std::nullopt);
    const Known known{title, description};
    if (pin.kind == RichPinKind::None)
        pin.missing.append(
            {RichPinField::Title, true, metaTag(u"property"_s, u"og:type"_s, u"article"_s)});
    fill(pin, page, item, known);
    return pin;
}

} // namespace pinweek
