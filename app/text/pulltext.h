// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pinweek {

struct PullReport;

/** What came of bringing in a board's published pins, and what was left out and why. */
QString pullText(const PullReport &report, const QString &board);

} // namespace pinweek
