// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "web/webpage.h"

#include <QByteArray>

namespace pinweek {

/**
 * What pinweek-webpicker gives of a page that was shown in it: the page as its scripts have made
 * it, and the images that were seen. It comes from a process that strangers' scripts ran in, so
 * whoever reads it checks it like a page of the network.
 */
struct PickedPage
{
    QUrl address;
    QByteArray html;
    QList<PageImage> images; // address, altText, declared
};

/** More is not written by the one and not read by the other. Bytes. */
constexpr qsizetype mostPickedBytes = 32 * 1024 * 1024;
constexpr qsizetype mostPickedHtml = 8 * 1024 * 1024;

QByteArray pickedPageJson(const PickedPage &page);
/** Errors: Media, where it is no such page. */
Result<PickedPage> pickedPageFrom(const QByteArray &json);

/** The same as of a page that was loaded. Errors: those of readHtml(). Worker threads. */
Result<WebPage> webPageOf(const PickedPage &picked, const HtmlPatience &patience = {});

} // namespace pinweek
