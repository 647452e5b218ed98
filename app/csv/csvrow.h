// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvdate.h"
#include "csv/csvreader.h"
#include "model/account.h"
#include "model/board.h"
#include "planner/readiness.h"

#include <QHash>

namespace pinweek {

/** How much something matters in a row of a file. */
enum class CsvLevel
{
    Good,
    Tip,
    Warning, // it is imported, but as a draft, or not quite as the file says
    Error,   // it is left out
};

enum class CsvIssue
{
    Pin, // what the planner's own check found: `check`
    DateUnreadable,
    DateByOrder, // day and month told apart by the other dates of the file; `at`
    BoardUnknown, // `detail`: its name
    SectionUnknown,
    MediaGone,           // no such file
    MediaAddress,        // no web address, or one that leads to a page instead of a file
    MediaRefused,        // `detail`: why it could not be taken in
    SpareCells,          // more cells than headings
    SameRow,             // as the row in line `line`
    AlreadyImported,     // at `at`
    LinkAgain,           // the link of line `line`
    ThumbnailLeft,       // only a video has one
    ThumbnailUnreadable, // `detail`: neither a time, a picture's address nor a file that is there
    KeywordsKept,        // in the note
    NextSlot,            // it gets the next free time
};

struct CsvFinding
{
    CsvIssue issue = CsvIssue::Pin;
    CsvColumn column = CsvColumn::Title;
    CsvLevel level = CsvLevel::Error;
    PinCheck check = PinCheck::TitleMissing;
    QString detail = {};
    int line = 0;
    UtcTime at{};
    friend bool operator==(const CsvFinding &, const CsvFinding &) = default;
};

/** What a row is read by. A value, for any thread. */
struct CsvRules
{
    Account account;
    QList<Board> boards; // of the account
    /** For rows without a board; invalid: none. */
    BoardId defaultBoard;
    CsvZone zone = CsvZone::Utc;
    /** Of the file's dates with slashes; CsvPlan::judge() finds it. */
    CsvDayOrder dayOrder = CsvDayOrder::Unknown;
    /** Where the file lies: paths are relative to it. */
    QString folder;
    UtcTime now{};
    /** On purpose: rows that were imported before, or are in the file twice, are imported again. */
    bool again = false;

    /** Boards by name, whatever the case; made by setBoards(). */
    QHash<QString, int> boardByName;
    void setBoards(const QList<Board> &all);
};

/** What stands in a date cell for "when it is free next". */
QString csvNextSlotWord();
bool isCsvNextSlot(const QString &cell);

/** What can be told of a file before it is taken in: from its name and its first bytes. */
struct CsvMedia
{
    bool exists = false;
    bool isVideo = false;
    /** Of a picture, px, as it is shown; empty: not known yet. */
    QSize size = {};
    /** Why it will not be taken in; empty: nothing is known against it. */
    QString refusal = {};
};

/** Looks into the beginning of a local file; any thread, a fraction of a millisecond. */
CsvMedia lookAtCsvMedia(const QString &path);

/** A row as the pin that it would be. */
struct CsvDraft
{
    /** Without its picture. */
    PinContent content;
    /** An absolute path, or a web address; empty: none. */
    QString media;
    /** Of a video: the time of the frame that is its cover … */
    std::optional<std::chrono::milliseconds> coverAt = {};
    /** … or a picture, as `media`; empty: none. */
    QString cover = {};
    bool isNextSlot = false;
    QList<CsvFinding> findings; // of this row alone, by column

    [[nodiscard]] CsvLevel level() const;
};

/** Reads a row. @param mediaAt  asked for each local path */
CsvDraft readCsvRow(const CsvRow &row, const CsvRules &rules,
                    const std::function<CsvMedia(const QString &path)> &mediaAt);

/** Adds what other pins of the plan bring about (PinChecks::inPlan), as tips. */
void addPlanHints(CsvDraft &draft, const QList<PinCheck> &hints);

bool isPlanHint(const CsvFinding &finding);

/** A hash of what the row says, for this account. */
qint64 csvRowHash(const CsvCells &cells, AccountId account);

bool isWebMedia(const QString &media);

/** Notes keep Pinterest's keywords, which its API does not take, in a line that begins so. */
QString keywordsNote(const QString &keywords);
QString keywordsOfNote(const QString &note);

} // namespace pinweek
