// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <array>
#include <optional>

namespace pinweek {

/** What a column of a CSV file is about, in the order of Pinterest's own file, then what only
 * Pinweek knows. */
enum class CsvColumn
{
    Title,
    Media, // a local path or a web address
    Board,
    Thumbnail, // of a video
    Description,
    Link,
    Date,
    Keywords,
    Section,
    AltText,
};

constexpr int csvColumns = 10;
/** How many of them Pinterest's file has: the first ones. */
constexpr int pinterestCsvColumns = 8;

/** The texts of a row by CsvColumn. */
using CsvCells = std::array<QString, csvColumns>;

/** As Pinterest spells it: "Media URL"; the last two are Pinweek's own. */
QString csvColumnName(CsvColumn column);

/**
 * What a column is about by its heading, whatever its case, blanks and underscores: Pinterest's
 * names, the older ones of its help pages, and those of a second set that circulates
 * (board_name, image_url, published_at). nullopt: nothing that is known.
 */
std::optional<CsvColumn> csvColumnOf(const QString &heading);
/** It is Pinterest's name of the column, whatever its case, blanks and underscores. */
bool isCsvColumnName(const QString &heading, CsvColumn column);

} // namespace pinweek
