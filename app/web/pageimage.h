// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/htmlpage.h"

#include <QHash>
#include <QSize>
#include <QUrl>

namespace pinweek {

/** An image that a page shows or names. */
struct PageImage
{
    /** http, https or data; the greatest that the page names of this picture. */
    QUrl address;
    /** The same picture in other sizes, the greater first: for where `address` leads nowhere. */
    QList<QUrl> others;
    QString altText;
    /** px, as the page says; empty: it doesn't. */
    QSize declared;
    /** px of the file itself, upright; empty: nobody has looked yet. */
    QSize size;
    int place = 0; // among those of the page
    friend bool operator==(const PageImage &, const PageImage &) = default;
};

/** No more of one page are looked for, nor kept of what another program says of it. */
constexpr qsizetype mostPageImages = 10'000;

/** http and https with a host, and "data:image/…", each only up to a length that makes sense. What
 * is no picture by its name (SVG, icons of the address bar) is not. */
bool isImageAddress(const QUrl &address);

/** Of which picture it is, whatever its size: without "-300x200", "?w=300" and their like. */
QString pictureKey(const QUrl &address);

/** An address, and how wide its picture is by what the page promises, px; 0: see its name. */
struct SizedAddress
{
    QUrl address;
    int width = 0;
};

/** Joins what is the same picture in other sizes. */
class PageImageList
{
public:
    void add(const QUrl &address, int width, const QString &altText = {}, QSize declared = {});
    /** All of these are one picture. */
    void add(const QList<SizedAddress> &addresses, const QString &altText, QSize declared);
    [[nodiscard]] QList<PageImage> images() const;

private:
    struct Entry
    {
        QList<SizedAddress> addresses; // the greatest first
        QString altText;
        QSize declared;
    };
    static void join(Entry &entry, const SizedAddress &sized);

    QList<Entry> m_entries;
    QHash<QString, int> m_byKey;
};

/**
 * The images of a page, those first that it names as its own (Open Graph, Twitter, JSON-LD): <img>
 * with all of srcset and what lazy loaders use, <picture>, full pictures that a small one leads to,
 * CSS backgrounds, <video poster>.
 */
QList<PageImage> imagesOf(const HtmlPage &page, const QUrl &address);

/** What addresses in the page are relative to. */
QUrl baseOf(const HtmlPage &page, const QUrl &address);

} // namespace pinweek
