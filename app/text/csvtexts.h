// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvexport.h"
#include "csv/csvimporter.h"
#include "csv/csvplan.h"

#include <QString>

// The sentences about CSV files for all front ends. Translated.
namespace pinweek {

/** "Error", "Warning", "Tip", "Ready". */
QString csvLevelText(CsvLevel level);
/** What was found, and what to do: a sentence. */
QString csvFindingText(const CsvFinding &finding);
/** What one click does about it ("Cut the title"); empty where nothing does. @param board  the
 * name of the one that is chosen for all rows; empty: none */
QString csvMendText(const CsvFinding &finding, const QString &board);
/** What is said of columns that nothing is read from. */
QString csvLeftColumnsText(const QStringList &headings);
/** Why a row with a time became a draft, for whoever could not be told before. */
QString csvDraftText(const CsvDraftReason &draft);
/** "187 of 200 rows will be imported." */
QString csvCountsText(const CsvCounts &counts);
/** "12 pins have only a picture on this computer: …". */
QString csvNoteText(const CsvExportNote &note);

} // namespace pinweek
