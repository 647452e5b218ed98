// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/weblog.h"

namespace pinweek {

Q_LOGGING_CATEGORY(logWeb, "pinweek.web", QtInfoMsg)

} // namespace pinweek
