// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pageimage.h"

#include "web/jsonld.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>
#include <array>
#include <limits>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype longestAddress = 4096;
constexpr qsizetype longestDataAddress = 3 * 1024 * 1024;
constexpr qsizetype mostSizes = 6; // of one picture
constexpr int mostOfPicture = 64;  // elements in a <picture>
constexpr qsizetype longestAlt = 500;
constexpr qsizetype longestStyle = 200'000;
/** A full picture that a small one leads to: greater than any that promises its width. */
constexpr int fullPicture = 100'000;

QRegularExpression anyCase(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
}

int number(const QString &text)
{
    static const QRegularExpression digits(u"^\\s*(\\d{1,5})"_s);
    return digits.match(text).captured(1).toInt();
}

QSize sizeOf(const HtmlElement &element)
{
    const QSize size(number(element.attribute("width")), number(element.attribute("height")));
    return size.isEmpty() ? QSize() : size;
}

struct Source
{
    QString address;
    int width = 0;
};

/** "a.jpg 300w, b.jpg 2x": addresses may hold commas, so a comma counts only before white space or
 * after a descriptor. */
QList<Source> sourcesIn(const QString &srcset)
{
    QList<Source> sources;
    static const QRegularExpression one(
        u"\\s*,*\\s*(\\S*[^\\s,])(?:\\s+([\\d.]+)([wx])(?:\\s+\\d+h)?)?\\s*(?:,|$)"_s);
    QRegularExpressionMatchIterator matches = one.globalMatch(srcset);
    while (matches.hasNext() && sources.size() < mostSizes * 4) {
        const QRegularExpressionMatch match = matches.next();
        const double value = match.captured(2).toDouble();
        // Densities are compared with each other only.
        const double width = match.captured(3) == u"x" ? value * 10 : value;
        sources.append({match.captured(1), int(std::clamp(width, 0.0, double(fullPicture)))});
    }
    return sources;
}

/** Addresses in CSS, of backgrounds only: fonts are loaded the same way. */
QStringList backgroundsIn(const QString &css)
{
    static const QRegularExpression declaration = anyCase(u"background(?:-image)?\\s*:([^;}]*)"_s);
    static const QRegularExpression address =
        anyCase(u"url\\(\\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"']*))\\s*\\)"_s);
    QStringList found;
    // A "data:" address has a semicolon, which ends the declaration: such backgrounds are icons.
    QRegularExpressionMatchIterator declarations = declaration.globalMatch(css.left(longestStyle));
    while (declarations.hasNext()) {
        QRegularExpressionMatchIterator addresses =
            address.globalMatch(declarations.next().captured(1));
        while (addresses.hasNext()) {
            const QRegularExpressionMatch match = addresses.next();
            found.append((match.captured(1) + match.captured(2) + match.captured(3)).trimmed());
        }
    }
    return found;
}

bool hasPictureName(const QUrl &address)
{
    static const QRegularExpression name = anyCase(u"\\.(jpe?g|png|webp|gif|avif|heic|jfif)$"_s);
    return name.match(address.path()).hasMatch();
}

/** By its name: "-300x200", as blogs name their smaller copies, "?w=300", "/w_300/". A name without
 * a size is that of the picture itself. */
int promisedWidth(const QUrl &address)
{
    static const QRegularExpression sized(
        u"[-_](\\d{2,4})x(?:\\d{2,4})?(?=\\.\\w+$)|/w_(\\d{2,4})[,/]|/(\\d{2,4})x\\d{2,4}/|=[ws](\\d{2,4})[-\\w]*$"_s);
    const QRegularExpressionMatch match = sized.match(address.path());
    for (int i = 1; i <= match.lastCapturedIndex(); ++i) {
        if (const int width = match.captured(i).toInt(); width > 0)
            return width;
    }
    if (!address.hasQuery())
        return fullPicture;
    const QUrlQuery query(address);
    for (const QString &name : {u"w"_s, u"width"_s, u"sw"_s}) {
        if (const int width = number(query.queryItemValue(name)); width > 0)
            return width;
    }
    return fullPicture - 1;
}

bool isSizeParameter(const QString &name)
{
    static const QStringList names{u"w"_s,      u"h"_s,       u"width"_s,   u"height"_s, u"size"_s,
                                   u"resize"_s, u"fit"_s,     u"quality"_s, u"q"_s,      u"dpr"_s,
                                   u"crop"_s,   u"auto"_s,    u"zoom"_s,    u"ssl"_s,    u"strip"_s,
                                   u"format"_s, u"fm"_s,      u"ixlib"_s,   u"scale"_s,  u"sw"_s,
                                   u"sh"_s,     u"optimize"_s};
    return names.contains(name.toLower());
}

class Finder
{
public:
    Finder(const HtmlPage &page, const QUrl &address) : m_page(page), m_base(baseOf(page, address))
    {
    }

    QList<PageImage> find()
    {
        readMeta();
        readJsonLd();
        for (int i = 0; i < m_page.elements.size(); ++i)
            readElement(i);
        return m_list.images();
    }

private:
    void add(const QString &address, int width, const QString &alt = {}, QSize declared = {})
    {
        if (!address.isEmpty())
            m_list.add(m_base.resolved(QUrl(address.trimmed())), width, alt, declared);
    }

    /** One picture by all of its addresses, also those of other names. */
    void addAll(const QList<Source> &sources, const QString &alt, QSize declared)
    {
        QList<SizedAddress> addresses;
        for (const Source &source : sources) {
            if (!source.address.isEmpty())
                addresses.append({m_base.resolved(QUrl(source.address)), source.width});
        }
        m_list.add(addresses, alt, declared);
    }

    void readMeta()
    {
        for (const HtmlElement &element : m_page.elements) {
            if (element.name == "link" && element.attribute("rel").toLower() == u"image_src")
                add(element.attribute("href"), 0);
            if (element.name != "meta")
                continue;
            QString name = element.attribute("property").toLower();
            if (name.isEmpty())
                name = element.attribute("name").toLower();
            if (name.isEmpty())
                name = element.attribute("itemprop").toLower();
            if (name == u"og:image" || name == u"og:image:url" || name == u"og:image:secure_url" ||
                name == u"twitter:image" || name == u"twitter:image:src" || name == u"image")
                add(element.attribute("content"), 0);
        }
    }

    void readJsonLd()
    {
        const SchemaItems found = jsonLdOf(m_page);
        for (const QJsonObject &item : found.items) {
            for (const QLatin1String name : {"image"_L1, "thumbnailUrl"_L1})
                addJson(item.value(name), 0);
            if (typesOf(item).contains(u"ImageObject"))
                addJson(item, 0);
        }
    }

    void addJson(const QJsonValue &value, int depth)
    {
        constexpr int deepest = 4;
        if (value.isString()) {
            add(value.toString(), 0);
        } else if (value.isArray() && depth < deepest) {
            const QJsonArray list = value.toArray();
            for (const QJsonValue &each : list)
                addJson(each, depth + 1);
        } else if (value.isObject()) {
            const QJsonObject image = value.toObject();
            const QJsonValue address = image.contains("contentUrl"_L1)
                                           ? image.value("contentUrl"_L1)
                                           : image.value("url"_L1);
            const QSize size(number(schemaText(image.value("width"_L1))),
                             number(schemaText(image.value("height"_L1))));
            add(address.toString(), std::max(size.width(), 0),
                schemaText(image.value("caption"_L1)), size.isEmpty() ? QSize() : size);
        }
    }

    void readElement(int index)
    {
        const HtmlElement &element = m_page.elements.at(index);
        if (element.name == "img" || element.name == "amp-img")
            readImage(index);
        else if (element.name == "video")
            add(element.attribute("poster"), 0);
        else if (element.name == "style")
            for (const QString &address : backgroundsIn(element.text))
                add(address, 0);
        if (element.has("style"))
            for (const QString &address : backgroundsIn(element.attribute("style")))
                add(address, 0, element.attribute("aria-label"));
        for (const char *name : {"data-bg", "data-background", "data-background-image"}) {
            const QString value = element.attribute(name);
            const QStringList addresses = backgroundsIn(u"background:"_s + value);
            if (!value.isEmpty())
                add(addresses.isEmpty() ? value : addresses.first(), 0);
        }
    }

    void readImage(int index)
    {
        const HtmlElement &image = m_page.elements.at(index);
        QList<Source> sources;
        for (const char *name : {"srcset", "data-srcset", "data-lazy-srcset"})
            sources += sourcesIn(image.attribute(name));
        const int picture = pictureAround(index);
        if (picture >= 0) {
            const int end = std::min(m_page.elements.at(picture).end, picture + mostOfPicture);
            for (int i = picture + 1; i < end; ++i) {
                const HtmlElement &source = m_page.elements.at(i);
                if (source.name == "source")
                    sources += sourcesIn(source.attribute("srcset")) +
                               sourcesIn(source.attribute("data-srcset"));
            }
        }
        // The address of an <img> that has more of them is one of the smaller.
        const int unsized = sources.isEmpty() ? 0 : 1;
        bool isLazy = false;
        for (const char *name :
             {"data-pin-media", "data-src", "data-lazy-src", "data-original", "data-orig-file",
              "data-large-file", "data-full", "data-zoom-image"}) {
            const QString address = image.attribute(name);
            isLazy = isLazy || !address.isEmpty();
            sources.append({address, unsized});
        }
        isLazy = isLazy || image.has("data-srcset") || image.has("data-lazy-srcset");
        // What stands in for a picture that is loaded later is no picture.
        if (!isLazy)
            sources.append({image.attribute("src"), unsized});
        sources += fullPictureOf(index);
        QString alt = image.attribute("alt");
        if (alt.isEmpty())
            alt = image.attribute("data-pin-description");
        addAll(sources, alt, sizeOf(image));
    }

    /** -1: it is in none. The parser puts what follows a <source> into it. */
    [[nodiscard]] int pictureAround(int index) const
    {
        int outer = m_page.elements.at(index).parent;
        while (outer >= 0 && m_page.elements.at(outer).name == "source")
            outer = m_page.elements.at(outer).parent;
        return outer >= 0 && m_page.elements.at(outer).name == "picture" ? outer : -1;
    }

    /** A link around a picture that leads to the same picture. */
    [[nodiscard]] QList<Source> fullPictureOf(int index) const
    {
        int outer = m_page.elements.at(index).parent;
        for (int steps = 0; outer >= 0 && steps < 3; ++steps) {
            const HtmlElement &element = m_page.elements.at(outer);
            if (element.name == "a") {
                const QString target = element.attribute("href");
                if (hasPictureName(m_base.resolved(QUrl(target))))
                    return {{target, fullPicture}};
                break;
            }
            outer = element.parent;
        }
        return {};
    }

    const HtmlPage &m_page;
    QUrl m_base;
    PageImageList m_list;
};

} // namespace

bool isImageAddress(const QUrl &address)
{
    if (!address.isValid())
        return false;
    if (address.scheme() == u"data") {
        const QString path = address.path(QUrl::FullyEncoded);
        return path.startsWith(u"image/", Qt::CaseInsensitive) &&
               !path.startsWith(u"image/svg", Qt::CaseInsensitive) &&
               path.size() <= longestDataAddress;
    }
    static const QRegularExpression noPicture = anyCase(u"\\.(svgz?|ico)$"_s);
    return (address.scheme() == u"http" || address.scheme() == u"https") &&
           !address.host().isEmpty() && address.toEncoded().size() <= longestAddress &&
           !noPicture.match(address.path()).hasMatch();
}

QString pictureKey(const QUrl &address)
{
    if (address.scheme() == u"data")
        return address.toString(QUrl::FullyEncoded);
    QUrl plain = address;
    plain.setScheme(u"https"_s);
    plain.setFragment({});
    plain.setUserInfo({});
    if (plain.hasQuery()) {
        QUrlQuery kept;
        const auto items = QUrlQuery(plain).queryItems(QUrl::FullyEncoded);
        for (const auto &[name, value] : items) {
            if (!isSizeParameter(name))
                kept.addQueryItem(name, value);
        }
        plain.setQuery(kept.isEmpty() ? QString() : kept.query(QUrl::FullyEncoded));
    }
    static const QRegularExpression size = anyCase(
        u"([-_](\\d{2,4}x(\\d{2,4})?|x\\d{2,4}|scaled|thumb|thumbnail|small|medium|large|full)|@[23]x)(?=\\.\\w+$)"_s);
    // Services that make sizes: "/w_300,h_200,c_fill/", "/fit-in/300x200/", "=w300-h200".
    static const QRegularExpression service = anyCase(
        u"/[wh]_\\d+(,[a-z]+_[^,/]+)*(?=/)|/(fit-in/)?\\d{2,4}x\\d{2,4}(?=/)|=[wsh]\\d+[-\\w]*$"_s);
    plain.setPath(plain.path().remove(size).remove(service));
    return plain.toString(QUrl::FullyEncoded);
}

void PageImageList::add(const QUrl &address, int width, const QString &altText, QSize declared)
{
    add({{address, width}}, altText, declared);
}

void PageImageList::add(const QList<SizedAddress> &addresses, const QString &altText,
                        QSize declared)
{
    int index = -1;
    QStringList keys;
    for (const SizedAddress &each : addresses) {
        keys.append(isImageAddress(each.address) ? pictureKey(each.address) : QString());
        if (index < 0 && !keys.last().isEmpty())
            index = m_byKey.value(keys.last(), -1);
    }
    if (keys.join(QString()).isEmpty() || (index < 0 && m_entries.size() >= mostPageImages))
        return;
    if (index < 0) {
        index = int(m_entries.size());
        m_entries.append(Entry());
    }
    Entry &entry = m_entries[index];
    if (entry.altText.isEmpty())
        entry.altText = altText.simplified().left(longestAlt);
    if (entry.declared.isEmpty())
        entry.declared = declared;
    for (qsizetype i = 0; i < addresses.size(); ++i) {
        if (keys.at(i).isEmpty())
            continue;
        if (!m_byKey.contains(keys.at(i)))
            m_byKey.insert(keys.at(i), index);
        if (m_byKey.value(keys.at(i)) == index)
            join(entry, addresses.at(i));
    }
}

void PageImageList::join(Entry &entry, const SizedAddress &sized)
{
    const int width = sized.width > 0 ? sized.width : promisedWidth(sized.address);
    const auto same = [&sized](const SizedAddress &each) { return each.address == sized.address; };
    if (std::any_of(entry.addresses.begin(), entry.addresses.end(), same))
        return;
    const auto place =
        std::find_if(entry.addresses.begin(), entry.addresses.end(),
                     [width](const SizedAddress &each) { return each.width < width; });
    entry.addresses.insert(place, {sized.address, width});
    if (entry.addresses.size() > mostSizes)
        entry.addresses.removeLast();
}

QList<PageImage> PageImageList::images() const
{
    QList<PageImage> images;
    images.reserve(m_entries.size());
    for (const Entry &entry : m_entries) {
        PageImage image;
        image.address = entry.addresses.first().address;
        for (qsizetype i = 1; i < entry.addresses.size(); ++i)
            image.others.append(entry.addresses.at(i).address);
        image.altText = entry.altText;
        image.declared = entry.declared;
        images.append(image);
    }
    return images;
}

QList<PageImage> imagesOf(const HtmlPage &page, const QUrl &address)
{
    return Finder(page, address).find();
}

QUrl baseOf(const HtmlPage &page, const QUrl &address)
{
    for (const HtmlElement &element : page.elements) {
        if (element.name != "base" || !element.has("href"))
            continue;
        const QUrl base = address.resolved(QUrl(element.attribute("href")));
        return base.scheme() == u"http" || base.scheme() == u"https" ? base : address;
    }
    return address;
}

} // namespace pinweek
