// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvplan.h"

#include "model/spacing.h"
#include "planner/mends.h"

namespace pinweek {

namespace {

bool isSame(const CsvFinding &a, const CsvFinding &b)
{
    return a.issue == b.issue && a.column == b.column && a.check == b.check &&
           (a.issue != CsvIssue::BoardUnknown || a.detail == b.detail);
}

} // namespace

CsvMend mendOf(const CsvFinding &finding)
{
    switch (finding.issue) {
    case CsvIssue::BoardUnknown:
        return CsvMend::UseBoard;
    case CsvIssue::DateUnreadable:
        return CsvMend::ClearDate;
    case CsvIssue::MediaGone:
    case CsvIssue::MediaAddress:
    case CsvIssue::MediaRefused:
        return CsvMend::ClearMedia;
    case CsvIssue::SpareCells:
        return CsvMend::KeepCells;
    case CsvIssue::Pin:
        break;
    default:
        return CsvMend::None;
    }
    if (longestText(finding.check) > 0)
        return CsvMend::Cut;
    if (mendOf(finding.check) == PinMend::NextFreeTime)
        return CsvMend::TakeNextSlot;
    if (finding.check == PinCheck::LinkInvalid || finding.check == PinCheck::LinkTooLong)
        return CsvMend::ClearLink;
    return CsvMend::None;
}

CsvPlan::CsvPlan(CsvTable table, CsvRules rules)
    : m_table(std::move(table)), m_rules(std::move(rules))
{
}

const CsvMedia &CsvPlan::mediaAt(const QString &path) const
{
    auto known = m_media.constFind(path);
    if (known == m_media.constEnd())
        known = m_media.insert(path, lookAtCsvMedia(path));
    return *known;
}

void CsvPlan::judge(const std::atomic_bool *cancel)
{
    m_media.clear();
    m_firstOfHash.clear();
    m_firstOfLink.clear();
    m_rules.dayOrder = dayOrder(cancel);
    m_hashes.resize(rows());
    m_levels.fill(CsvLevel::Good, rows());
    for (int row = 0; row < rows() && (!cancel || !*cancel); ++row) {
        const CsvCells cells = m_table.originalRow(row).cells;
        m_hashes[row] = csvRowHash(cells, m_rules.account.id);
        if (!m_firstOfHash.contains(m_hashes.at(row)))
            m_firstOfHash.insert(m_hashes.at(row), row);
        judgeRow(row);
    }
}

/** Of two kinds of rows that contradict one another neither tells anything. */
CsvDayOrder CsvPlan::dayOrder(const std::atomic_bool *cancel) const
{
    CsvDayOrder order = CsvDayOrder::Unknown;
    if (!m_table.form().columns.contains(CsvColumn::Date))
        return order;
    for (int row = 0; row < rows() && (!cancel || !*cancel); ++row) {
        const QString date = m_table.row(row).cells.at(size_t(CsvColumn::Date));
        const CsvDayOrder own =
            date.contains(QLatin1Char('/')) ? dayOrderOf(date) : CsvDayOrder::Unknown;
        if (own != CsvDayOrder::Unknown && order != CsvDayOrder::Unknown && own != order)
            return CsvDayOrder::Unknown;
        if (own != CsvDayOrder::Unknown)
            order = own;
    }
    return order;
}

void CsvPlan::judgeRow(int row)
{
    const QString link = m_table.row(row).cells.at(size_t(CsvColumn::Link));
    if (!link.isEmpty()) {
        const size_t key = qHash(linkKey(link));
        if (!m_firstOfLink.contains(key))
            m_firstOfLink.insert(key, row);
    }
    m_levels[row] = draft(row).level();
}

CsvDraft CsvPlan::draft(int row) const
{
    const CsvRow cells = m_table.row(row);
    CsvDraft draft =
        readCsvRow(cells, m_rules, [this](const QString &path) { return mediaAt(path); });
    const auto add = [&draft](CsvIssue issue, CsvColumn column, CsvLevel level) -> CsvFinding & {
        CsvFinding finding;
        finding.issue = issue;
        finding.column = column;
        finding.level = level;
        draft.findings.prepend(finding);
        return draft.findings.first();
    };
    const CsvLevel levelOfDouble = m_rules.again ? CsvLevel::Tip : CsvLevel::Error;
    const qint64 hash = m_hashes.at(row);
    if (const auto at = m_known.constFind(hash); at != m_known.constEnd() && !isImported(row))
        add(CsvIssue::AlreadyImported, CsvColumn::Title, levelOfDouble).at = *at;
    const int first = m_firstOfHash.value(hash, row);
    if (first < row && !m_table.isChanged(row))
        add(CsvIssue::SameRow, CsvColumn::Title, levelOfDouble).line =
            m_table.originalRow(first).line;
    if (!draft.content.link.isEmpty()) {
        const int linked = m_firstOfLink.value(qHash(linkKey(draft.content.link)), row);
        if (linked < row && first == row)
            add(CsvIssue::LinkAgain, CsvColumn::Link, CsvLevel::Tip).line =
                m_table.originalRow(linked).line;
    }
    if (const auto why = m_refused.constFind(row); why != m_refused.constEnd())
        add(CsvIssue::MediaRefused, CsvColumn::Media, CsvLevel::Error).detail = *why;
    std::stable_sort(draft.findings.begin(), draft.findings.end(),
                     [](const CsvFinding &a, const CsvFinding &b) { return a.level > b.level; });
    return draft;
}

CsvCounts CsvPlan::counts() const
{
    CsvCounts counts;
    counts.rows = rows();
    counts.imported = int(m_imported.size());
    for (int row = 0; row < m_levels.size(); ++row) {
        if (isImported(row))
            continue;
        const CsvLevel level = m_levels.at(row);
        counts.good += level != CsvLevel::Error;
        counts.errors += level == CsvLevel::Error;
        counts.warnings += level == CsvLevel::Warning;
    }
    return counts;
}

QList<int> CsvPlan::goodRows() const
{
    QList<int> good;
    for (int row = 0; row < m_levels.size(); ++row) {
        if (m_levels.at(row) != CsvLevel::Error && !isImported(row))
            good += row;
    }
    return good;
}

QList<int> CsvPlan::leftRows() const
{
    QList<int> left;
    for (int row = 0; row < rows(); ++row) {
        if (!isImported(row))
            left += row;
    }
    return left;
}

void CsvPlan::setCell(int row, CsvColumn column, const QString &text)
{
    m_table.setCell(row, column, text);
    if (column == CsvColumn::Media)
        m_refused.remove(row);
    judgeRow(row);
}

bool CsvPlan::mend(int row, const CsvFinding &finding)
{
    const QString cell = m_table.row(row).cells.at(size_t(finding.column));
    switch (mendOf(finding)) {
    case CsvMend::None:
        return false;
    case CsvMend::Cut:
        setCell(row, finding.column, cutText(cell, longestText(finding.check)));
        return true;
    case CsvMend::UseBoard:
        // Without a name the row goes to the board that is chosen for all.
        setCell(row, CsvColumn::Board, {});
        return true;
    case CsvMend::TakeNextSlot:
        setCell(row, CsvColumn::Date, csvNextSlotWord());
        return true;
    case CsvMend::ClearDate:
        setCell(row, CsvColumn::Date, {});
        return true;
    case CsvMend::ClearMedia:
        setCell(row, CsvColumn::Media, {});
        return true;
    case CsvMend::ClearLink:
        setCell(row, CsvColumn::Link, {});
        return true;
    case CsvMend::KeepCells:
        setCell(row, finding.column, cell);
        return true;
    }
    return false;
}

int CsvPlan::mendAll(const CsvFinding &finding)
{
    int mended = 0;
    for (int row = 0; row < rows(); ++row) {
        if (level(row) == CsvLevel::Good || isImported(row))
            continue;
        const QList<CsvFinding> findings = draft(row).findings;
        for (const CsvFinding &each : findings) {
            if (isSame(each, finding) && mend(row, each)) {
                ++mended;
                break;
            }
        }
    }
    return mended;
}

void CsvPlan::noteRefused(int row, const QString &why)
{
    m_refused.insert(row, why);
    judgeRow(row);
}

} // namespace pinweek
