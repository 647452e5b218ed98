// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "csv/csvcolumns.h"

#include <atomic>
#include <functional>

namespace pinweek {

/** One row of a file. */
struct CsvRow
{
    /** Of its first line, from 1 for the first of the file. */
    int line = 0;
    CsvCells cells;
    /** It has more cells than there are headings: most likely a quotation mark is missing. */
    bool hasSpare = false;
};

/** What a file turned out to be. */
struct CsvForm
{
    QByteArray encoding; // as iconv calls it: "UTF-8", "WINDOWS-1252", …
    char separator = ',';
    QList<CsvColumn> columns; // that it has
    QStringList leftHeadings; // unknown, or a second one for the same
};

/** Called for each row, in order; false ends the reading with Cancelled. */
using TakeCsvRow = std::function<bool(const CsvRow &row, qint64 bytesRead)>;

/**
 * Reads a CSV file row by row, whatever its size: separator (comma, semicolon, tab, or what a line
 * "sep=;" says), byte order mark and encoding are found out, quotes, line breaks in cells and all
 * line ends understood (libcsv, uchardet, iconv). Rows without any text are left out. Cells are
 * trimmed. Any thread.
 *
 * Errors: Media with a sentence (missing, no file, empty, no known headings, a cell of over a
 * megabyte: no CSV), Cancelled.
 */
Result<CsvForm> readCsv(const QString &path, const TakeCsvRow &take);

} // namespace pinweek
