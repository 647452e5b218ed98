// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvrow.h"
#include "csv/csvtable.h"

#include <QSet>

#include <atomic>

namespace pinweek {

/** How many rows of a file are what. */
struct CsvCounts
{
    int rows = 0;
    int good = 0; // to be imported
    int errors = 0;
    int warnings = 0;
    int imported = 0;
};

/** What can be done about a finding, for its row or all that have the same. */
enum class CsvMend
{
    None,
    Cut,          // a text to its longest
    UseBoard,     // the board that is chosen for all rows
    TakeNextSlot, // the next free time
    ClearDate,    // a draft without a time
    ClearMedia,   // a draft without a picture
    ClearLink,
    KeepCells, // the row as it is without what is too much
};

CsvMend mendOf(const CsvFinding &finding);

/**
 * A file that is about to be imported: its rows, what was found in each, and what was changed. A
 * value that one thread uses at a time: judge() may run on a worker. Rows count from 0.
 */
class CsvPlan
{
public:
    CsvPlan() = default;
    CsvPlan(CsvTable table, CsvRules rules);

    /** Reads all rows by the rules: some microseconds each. @param cancel  may be null */
    void judge(const std::atomic_bool *cancel = nullptr);
    void setRules(CsvRules rules) { m_rules = std::move(rules); }
    [[nodiscard]] const CsvRules &rules() const { return m_rules; }
    [[nodiscard]] const CsvTable &table() const { return m_table; }
    [[nodiscard]] int rows() const { return m_table.rows(); }

    /** Of rows that have pins on the calendar (ImportStore::imported), by hash(). */
    void setKnown(const QHash<qint64, UtcTime> &known) { m_known = known; }
    /** Of what the file says in that row. */
    [[nodiscard]] qint64 hash(int row) const { return m_hashes.at(row); }

    /** With what is found by looking at other rows. */
    [[nodiscard]] CsvDraft draft(int row) const;
    [[nodiscard]] CsvLevel level(int row) const { return m_levels.at(row); }
    [[nodiscard]] bool isImported(int row) const { return m_imported.contains(row); }
    [[nodiscard]] CsvCounts counts() const;
    /** Rows to be imported, in order. */
    [[nodiscard]] QList<int> goodRows() const;
    /** Rows that were left out. */
    [[nodiscard]] QList<int> leftRows() const;

    void setCell(int row, CsvColumn column, const QString &text);
    /** Does what mendOf() says. @return false: nothing could be done */
    bool mend(int row, const CsvFinding &finding);
    /** The same for all rows that have such a finding; gives their number. */
    int mendAll(const CsvFinding &finding);

    /** Its picture could not be taken in. */
    void noteRefused(int row, const QString &why);
    void noteImported(int row) { m_imported.insert(row); }

private:
    void judgeRow(int row);
    [[nodiscard]] CsvDayOrder dayOrder(const std::atomic_bool *cancel) const;
    [[nodiscard]] const CsvMedia &mediaAt(const QString &path) const;

    CsvTable m_table;
    CsvRules m_rules;
    QList<qint64> m_hashes;
    QList<CsvLevel> m_levels;
    QHash<qint64, UtcTime> m_known;
    QHash<qint64, int> m_firstOfHash;
    QHash<size_t, int> m_firstOfLink;
    QHash<int, QString> m_refused;
    QSet<int> m_imported;
    mutable QHash<QString, CsvMedia> m_media;
};

} // namespace pinweek
