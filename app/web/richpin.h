// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/richpin.h"
#include "web/htmlpage.h"

#include <QList>
#include <QString>

namespace pinweek {

/** @param title  the page's title however it is known, for the tags that are proposed */
RichPin richPinOf(const HtmlPage &page, const QString &title, const QString &description);

/** Of <meta property=… content=…> and <meta name=…>: the first that is not empty. Names in lower
 * case. */
QString metaOf(const HtmlPage &page, const QList<QString> &names);

} // namespace pinweek
