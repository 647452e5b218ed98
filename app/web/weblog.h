// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace pinweek {

Q_DECLARE_LOGGING_CATEGORY(logWeb)

} // namespace pinweek
