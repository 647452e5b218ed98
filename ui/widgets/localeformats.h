// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walltime.h"

#include <QLocale>
#include <QString>

namespace pinweek {

/** The locale's short time of day without seconds and zone: pins are planned by the minute. */
QString shortTimeFormat(const QLocale &locale);
/** The locale's short date with all four digits of the year: an edit would read two as 19xx. */
QString shortDateFormat(const QLocale &locale);
/** A moment on the clock of that zone: "17/11/2026, 09:00". */
QString momentText(UtcTime time, const QByteArray &zone);

} // namespace pinweek
