// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/jsonld.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr int deepest = 24;
constexpr qsizetype mostItems = 2000;
constexpr int mostProperties = 5000; // of microdata, in a page

void collect(const QJsonValue &value, int depth, QList<QJsonObject> &items)
{
    if (depth > deepest || items.size() >= mostItems)
        return;
    if (value.isArray()) {
        const QJsonArray list = value.toArray();
        for (const QJsonValue &each : list)
            collect(each, depth + 1, items);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        if (object.contains("@type"_L1))
            items.append(object);
        for (const QJsonValue &each : object) {
            if (each.isObject() || each.isArray())
                collect(each, depth + 1, items);
        }
    }
}

/** Some pages hide their scripts from browsers of the last century. */
QByteArray unwrapped(const QString &script)
{
    QString text = script.trimmed();
    for (const auto &[before, after] : std::array<std::pair<QLatin1String, QLatin1String>, 3>{
             {{"<!--"_L1, "-->"_L1}, {"//<![CDATA["_L1, "//]]>"_L1}, {"<![CDATA["_L1, "]]>"_L1}}}) {
        if (text.startsWith(before))
            text = text.mid(before.size());
        if (text.endsWith(after))
            text.chop(after.size());
        text = text.trimmed();
    }
    return text.toUtf8();
}

/** The value of a microdata property that is no item. */
QString valueOf(const HtmlPage &page, int index)
{
    const HtmlElement &element = page.elements.at(index);
    if (element.has("content"))
        return element.attribute("content");
    for (const auto &[name, attribute] :
         std::array<std::pair<const char *, const char *>, 13>{{{"a", "href"},
                                                                {"link", "href"},
                                                                {"area", "href"},
                                                                {"img", "src"},
                                                                {"source", "src"},
                                                                {"video", "src"},
                                                                {"audio", "src"},
                                                                {"embed", "src"},
                                                                {"iframe", "src"},
                                                                {"object", "data"},
                                                                {"data", "value"},
                                                                {"meter", "value"},
                                                                {"time", "datetime"}}}) {
        if (element.name == name && element.has(attribute))
            return element.attribute(attribute);
    }
    return page.textIn(index);
}

void addProperty(QJsonObject &item, const QString &names, const QJsonValue &value)
{
    const QStringList all = names.split(u' ', Qt::SkipEmptyParts);
    for (const QString &name : all) {
        const QJsonValue before = item.value(name);
        if (before.isUndefined()) {
            item.insert(name, value);
        } else {
            QJsonArray list = before.isArray() ? before.toArray() : QJsonArray{before};
            list.append(value);
            item.insert(name, list);
        }
    }
}

/** @param left  properties that are still read of the page */
QJsonObject itemAt(const HtmlPage &page, int index, int depth, int &left)
{
    QJsonObject item;
    const QString type = page.elements.at(index).attribute("itemtype");
    item.insert(u"@type"_s, QJsonArray::fromStringList(type.split(u' ', Qt::SkipEmptyParts)));
    for (int i = index + 1; i < page.elements.at(index).end;) {
        const HtmlElement &element = page.elements.at(i);
        const bool isItem = element.has("itemscope");
        if (element.has("itemprop") && left-- > 0)
            addProperty(item, element.attribute("itemprop"),
                        isItem && depth < deepest ? QJsonValue(itemAt(page, i, depth + 1, left))
                                                  : QJsonValue(valueOf(page, i)));
        // What lies in an item is that item's own.
        i = isItem ? element.end : i + 1;
    }
    return item;
}

} // namespace

SchemaItems jsonLdOf(const HtmlPage &page)
{
    SchemaItems found;
    for (const HtmlElement &element : page.elements) {
        const QString type = element.attribute("type").section(u';', 0, 0).trimmed();
        if (element.name != "script" || type.compare("application/ld+json"_L1, Qt::CaseInsensitive))
            continue;
        const QByteArray json = unwrapped(element.text);
        if (json.isEmpty())
            continue;
        const QJsonDocument document = QJsonDocument::fromJson(json);
        if (document.isNull())
            ++found.broken;
        else
            collect(document.isArray() ? QJsonValue(document.array())
                                       : QJsonValue(document.object()),
                    0, found.items);
    }
    return found;
}

SchemaItems microdataOf(const HtmlPage &page)
{
    SchemaItems found;
    int left = mostProperties;
    for (int i = 0; i < page.elements.size() && found.items.size() < mostItems; ++i) {
        const HtmlElement &element = page.elements.at(i);
        if (element.has("itemscope") && !element.has("itemprop"))
            collect(itemAt(page, i, 0, left), 0, found.items);
    }
    return found;
}

QStringList typesOf(const QJsonObject &item)
{
    QStringList types;
    const QJsonValue value = item.value("@type"_L1);
    const QJsonArray list = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue &each : list) {
        const QString type = each.toString();
        types.append(type.mid(std::max(type.lastIndexOf(u'/'), type.lastIndexOf(u':')) + 1));
    }
    return types;
}

QString schemaText(const QJsonValue &value)
{
    QJsonValue each = value;
    for (int depth = 0; depth < deepest; ++depth) {
        if (each.isArray()) {
            each = each.toArray().at(0);
        } else if (each.isObject()) {
            const QJsonObject object = each.toObject();
            each = QJsonValue();
            for (const QLatin1String name :
                 {"name"_L1, "@value"_L1, "value"_L1, "text"_L1, "@id"_L1}) {
                if (object.contains(name)) {
                    each = object.value(name);
                    break;
                }
            }
        } else {
            break;
        }
    }
    if (each.isDouble())
        return each.toVariant().toString();
    return each.isString() ? each.toString().simplified() : QString();
}

} // namespace pinweek
