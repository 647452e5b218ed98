// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/id.h"

#include <QString>

namespace pinweek {

/** A text that is written again and again, put into a field by "/" and its name. Accounts share
 * them. */
struct Snippet
{
    SnippetId id;
    QString name; // 1 to 40 code points, no other snippet's in any case
    QString text; // 1 to 800 code points
    friend bool operator==(const Snippet &, const Snippet &) = default;
};

/** In code points. */
constexpr int longestSnippetName = 40;
/** As long as the longest field of a pin; in code points. */
constexpr int longestSnippet = 800;

} // namespace pinweek
