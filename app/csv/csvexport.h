// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "csv/csvcolumns.h"
#include "model/mediaasset.h"
#include "model/pin.h"

#include <array>
#include <atomic>
#include <functional>

namespace pinweek {

/** Rows of one file that Pinterest takes: by most sources, and at the most (peers.md 4.1). */
constexpr int usualCsvRows = 100;
constexpr int mostCsvRows = 200;

struct CsvExportOptions
{
    int rowsPerFile = usualCsvRows;
    /** Where the final pictures are put; empty: nowhere, and the media column is empty. */
    QString mediaFolder;
    /** The web address below which they will be uploaded: "https://example.com/pins/". */
    QString mediaPrefix;
    /** Of a prepared picture, at most. */
    qint64 imageBytes = 0;
};

/** What Pinterest may refuse, or is not told, and of how many pins. */
enum class CsvExportIssue
{
    OnlyLocalMedia, // Pinterest can't fetch it
    NoTitle,
    NoBoard,
    NoMedia,
    NoThumbnail,     // of a video
    LinkTwice,       // in one file: dropped as "Duplicate Pin link"
    TitleLong,       // over 100 characters
    DescriptionLong, // over 500
    LinkUnencrypted, // http
    TitleTwice,      // in one file
    TimePast,
    FarAhead,         // over 14 days: some accounts are refused
    VeryFarAhead,     // over 30 days
    OnlyFirstPicture, // of a carousel
    AltTextLeft,      // there is no column for it
    SectionLeft,
};
constexpr size_t csvExportIssues = size_t(CsvExportIssue::SectionLeft) + 1;

struct CsvExportNote
{
    CsvExportIssue issue = CsvExportIssue::NoTitle;
    int pins = 0;
};

struct CsvExportRow
{
    CsvCells cells;
    /** What becomes a file of its own. */
    std::optional<MediaAsset> media = {};
    PictureFit fit = {};
    QString fileName = {};
};

/** The pins of an export, however they are split into files. Never has a path of this computer in
 * it. CsvExportPlanner makes it. */
struct CsvExportPlan
{
    QList<CsvExportRow> rows;
    /** Of how many pins something is to be said that is so in any file. */
    std::array<int, csvExportIssues> counts{};
};

qsizetype csvExportFiles(const CsvExportPlan &plan, const CsvExportOptions &options);
/** What matters most first. */
QList<CsvExportNote> csvExportNotes(const CsvExportPlan &plan, const CsvExportOptions &options);
/** "pins.csv" for one file, else "pins-1.csv", "pins-2.csv", … */
QStringList csvExportPaths(const QString &path, qsizetype files);

/** Errors: Rejected with a sentence (too many rows a file, a prefix that is no web address). */
Result<void> checkCsvExport(const CsvExportOptions &options);

struct CsvExportReport
{
    QStringList files;
    int pins = 0;
    int pictures = 0;
    /** One line for each picture that could not be made; its row has no address then. */
    QStringList refused;
};

/**
 * Writes the files, and the pictures where that is wished; each file whole or not at all.
 * @param progress  told of pictures: made, of all; may be null
 * Errors: Storage, Rejected (checkCsvExport), Cancelled
 * (what was written stays). Worker threads only.
 */
Result<CsvExportReport> writeCsvExport(const CsvExportPlan &plan, const QString &path,
                                       const QString &workspace, const CsvExportOptions &options,
                                       const std::atomic_bool *cancel = nullptr,
                                       const std::function<void(int, int)> &progress = {});

} // namespace pinweek
