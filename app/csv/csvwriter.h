// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvcolumns.h"

#include <QByteArray>

namespace pinweek {

/** One row with its end, as RFC 4180 has it: UTF-8, commas, CR LF, quoted where it has to be. */
QByteArray csvLine(const QStringList &cells);
/** Pinterest's headings. */
QByteArray pinterestCsvHead();
/** Pinterest's columns of a row. */
QByteArray pinterestCsvLine(const CsvCells &cells);
/** The same with Pinweek's own columns, for rows that are to be read again. */
QByteArray fullCsvHead();
QByteArray fullCsvLine(const CsvCells &cells);

} // namespace pinweek
