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

/**
 * A time as files have it: "2026-12-24", "2026-12-24T18:00", with seconds, a blank for the T, "/"
 * for "-", a trailing Z or offset, or the number that a spreadsheet shows for a date (45285.75:
 * days since 30 December 1899). nullopt: none of these, or no such day.
 *
 * @param accountZone  IANA; the wall time is in this zone, whatever the file's
 * Source: peers.md 4.1.
 */
std::optional<WallTime> readCsvDate(const QString &text, CsvZone zone,
                                    const QByteArray &accountZone);

/** As Pinterest's file has it: "2026-12-24T17:00:00", UTC. */
QString csvDate(UtcTime time);

} // namespace pinweek
