// SPDX-License-Identifier: GPL-3.0-or-later
// The times of CSV files.
#include "csv/csvdate.h"
#include "fuzz/fuzztarget.h"

using namespace pinweek;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QByteArray zone("America/New_York");
    const QString text = QString::fromUtf8(fuzz::bytesOf(data, size));
    for (const CsvZone meant : {CsvZone::Utc, CsvZone::Account}) {
        const std::optional<WallTime> time = readCsvDate(text, meant, zone);
        if (!time)
            continue;
        const UtcTime utc = time->resolve().utc;
        const std::optional<WallTime> again = readCsvDate(csvDate(utc), CsvZone::Utc, zone);
        fuzz::require(again && again->resolve().utc == utc,
                      "a time is another one when read again");
    }
    return 0;
}
