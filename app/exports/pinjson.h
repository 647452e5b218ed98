// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"

#include <QJsonObject>

namespace pinweek {

class Workspace;

/** A pin as JSON, in the API's field names, times in UTC with Z (design.md section 8). Small reads;
 * main thread. */
QJsonObject pinJson(const Pin &pin, Workspace &workspace);

} // namespace pinweek
