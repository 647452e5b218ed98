// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <atomic>
#include <chrono>
#include <memory>
#include <utility>

namespace pinweek {

/** An element of a page, or a piece of its text. */
struct HtmlElement
{
    QByteArray name; // lower case, as are the names of attributes; empty: a text
    QList<std::pair<QByteArray, QString>> attributes;
    int parent = -1;
    int end = 0; // the first element after all that lie in this one
    /** Of a text, a script and a style sheet; at most 1 MB. */
    QString text;

    /** Trimmed; empty where it has none of this name. */
    [[nodiscard]] QString attribute(QByteArrayView wanted) const;
    [[nodiscard]] bool has(QByteArrayView wanted) const;
};

/** A page as its elements in the order of the document. */
struct HtmlPage
{
    QList<HtmlElement> elements;

    /** The text in an element (of at most 2,000 in it), its white space made single. */
    [[nodiscard]] QString textIn(int element) const;
};

/** A page of a stranger as text: by a byte order mark, by `charset` (what the server said, may be
 * empty), by the page's own <meta>, else UTF-8 where it is that, else windows-1252. */
QString decodedHtml(const QByteArray &bytes, const QByteArray &charset);

/** When the reading of a page ends before its end. */
struct HtmlPatience
{
    std::chrono::milliseconds most = std::chrono::seconds(3);
    /** Nobody waits for the page any more. May be null; set by any thread. */
    std::shared_ptr<const std::atomic_bool> left;
};

/**
 * Reads any HTML, however broken (libxml2, which asks nothing of the network); at most 300,000
 * elements and texts of it, 256 elements in each other, and as far as patience lasts: what follows
 * is left out. Any thread; ten ms for a usual page.
 *
 * Errors: Media, with what to install where libxml2 is missing; Cancelled where nobody waits.
 */
Result<HtmlPage> readHtml(const QByteArray &bytes, const QByteArray &charset,
                          const HtmlPatience &patience = {});

} // namespace pinweek
