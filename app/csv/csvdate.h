// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/walltime.h"

#include <QString>

#include <optional>

namespace pinweek {

/** What times without a zone of their own mean in a file. */
enum class CsvZone
{
    Utc,     // as Pinterest has it
    Account, // the clocks where the account is
};

/** What "03/04/2026" means in a file. */
enum class CsvDayOrder
{
    Unknown, // nothing that can be read
    DayFirst,
    MonthFirst,
};

/** What a date with slashes alone tells of its file: which of its numbers is over 12. AM and PM are
 * written after either order. Unknown: nothing. */
CsvDayOrder dayOrderOf(const QString &text);
/** It has slashes and the year last, and may be read either way. */
bool isDayOrderOpen(const QString &text);

/**
 * A time as files have it: "2026-12-24", "2026-12-24T18:00", with seconds, a blank for the T, "/"
 * for "-", a trailing Z or offset, with AM or PM, or the number that a spreadsheet shows for a date
 * (45285.75: days since 30 December 1899). Also as spreadsheets write them elsewhere: "24.12.2026
 * 18:00", and "24/12/2026" or "12/24/2026 6:00 PM" as `order` says. nullopt: none of these, or no
 * such day.
 *
 * @param accountZone  IANA; the wall time is in this zone, whatever the file's
 * @param order        of the whole file, where the date itself does not tell
 * Source: peers.md 4.1.
 */
std::optional<WallTime> readCsvDate(const QString &text, CsvZone zone,
                                    const QByteArray &accountZone,
                                    CsvDayOrder order = CsvDayOrder::Unknown);

/** As Pinterest's file has it: "2026-12-24T17:00:00", UTC. */
QString csvDate(UtcTime time);

} // namespace pinweek
