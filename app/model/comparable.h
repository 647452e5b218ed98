// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// Whether a pin that a list of Pinterest shows is one of ours: servers change texts a little.
namespace pinweek {

/** A text as it is compared: NFC, entities decoded, all white space one space. */
QString comparableText(const QString &text);
/** A link as it is compared: besides, without a slash at its end, host and scheme in lower case. */
QString comparableLink(const QString &link);

} // namespace pinweek
