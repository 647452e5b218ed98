// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QUrl>

class QMimeData;

namespace pinweek {

/** An image as a browser speaks of it while it is dragged or copied. */
struct WebImage
{
    /** http, https or data; empty: there is none. */
    QUrl address;
    /** Where the image led to, else the page that it lay on; empty: the browser doesn't tell. */
    QUrl page;
};

/**
 * Finds it in what browsers give: the first <img> of text/html, Firefox's text/x-moz-url and
 * text/x-moz-url-priv, text/uri-list, and a text that is nothing but an address. Nothing of it is
 * trusted: only schemes are let through that can be loaded, and at most 1 MB of each form is read.
 */
WebImage webImageOf(const QMimeData *data);

/** The bytes in a "data:image/…" address; empty when it holds none. */
QByteArray bytesOfDataAddress(const QUrl &address);

} // namespace pinweek
