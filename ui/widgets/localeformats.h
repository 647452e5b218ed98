// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QString>

namespace pinweek {

/** The locale's short time of day without seconds and zone: pins are planned by the minute. */
QString shortTimeFormat(const QLocale &locale);
/** The locale's short date with all four digits of the year: an edit would read two as 19xx. */
QString shortDateFormat(const QLocale &locale);

} // namespace pinweek
