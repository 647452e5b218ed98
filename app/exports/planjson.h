// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pinweek {

class Workspace;

/** Everything of a plan but its pins, as the beginning of a JSON object that ends with `"items":[`:
 * accounts (without secrets), boards with sections, campaigns, time slots, UTM recipes, snippets.
 * Names as in design.md section 8. Small reads; main thread. */
QByteArray planJsonBegin(Workspace &workspace);
/** What follows the last pin. */
QByteArray planJsonEnd();

} // namespace pinweek
