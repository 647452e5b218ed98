// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pinweek {

// What can be told of a pin's link by looking at it. Nothing is asked of the network; values.

/** http or https, with a host. */
bool isWebAddress(const QString &link);
/** Its host in the form that goes over the network ("xn--pypal-4ve.com"); empty: none. */
QString networkHost(const QString &link);
/** The link with its host in that form; as it is where that changes nothing. */
QString withNetworkHost(const QString &link);
/** A host that can be taken for another: letters that look like Latin ones from another alphabet
 * ("pаypal.com" with a Cyrillic а). A name that is plainly of one alphabet, or "müller.de", is
 * none.
 */
bool looksLikeAnotherSite(const QString &link);
/** An address that hides where it leads: Pinterest blocks pins with those. */
bool isShortener(const QString &link);
/** http, not https. */
bool isUnencrypted(const QString &link);
/** The same with https. */
QString withHttps(const QString &link);

} // namespace pinweek
