// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/csv/csvmodel.h"

#include "text/csvtexts.h"
#include "ui/theme/theme.h"

#include <QFileInfo>

#include <algorithm>
#include <array>

namespace pinweek {

namespace {

constexpr int keptDrafts = 1000;

constexpr std::array<CsvColumn, csvColumns> columns{
    CsvColumn::Title,    CsvColumn::Media,       CsvColumn::Board,   CsvColumn::Date,
    CsvColumn::Link,     CsvColumn::Description, CsvColumn::Section, CsvColumn::AltText,
    CsvColumn::Keywords, CsvColumn::Thumbnail};

/** On one line; of a local path the end, which tells files apart. */
QString shownText(const QString &cell, CsvColumn column)
{
    return column == CsvColumn::Media && !isWebMedia(cell) ? QFileInfo(cell).fileName()
                                                           : cell.simplified();
}

QString iconOf(CsvLevel level)
{
    switch (level) {
    case CsvLevel::Error:
        return QStringLiteral("octagon-alert");
    case CsvLevel::Warning:
        return QStringLiteral("triangle-alert");
    case CsvLevel::Tip:
        return QStringLiteral("info");
    case CsvLevel::Good:
        break;
    }
    return QStringLiteral("circle-check");
}

} // namespace

CsvModel::CsvModel(QObject *parent) : QAbstractTableModel(parent), m_drafts(keptDrafts) {}

void CsvModel::setPlan(std::shared_ptr<CsvPlan> plan)
{
    beginResetModel();
    m_plan = std::move(plan);
    findRows();
    endResetModel();
}

void CsvModel::setShown(Shown shown)
{
    beginResetModel();
    m_shown = shown;
    findRows();
    endResetModel();
}

void CsvModel::findRows()
{
    m_drafts.clear();
    m_rows.clear();
    if (!m_plan)
        return;
    const CsvLevel least = m_shown == Shown::Errors     ? CsvLevel::Error
                           : m_shown == Shown::Problems ? CsvLevel::Warning
                                                        : CsvLevel::Good;
    for (int row = 0; row < m_plan->rows(); ++row) {
        if (!m_plan->isImported(row) && m_plan->level(row) >= least)
            m_rows += row;
    }
}

int CsvModel::rowOf(int planRow) const
{
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), planRow);
    return found != m_rows.end() && *found == planRow ? int(found - m_rows.begin()) : -1;
}

const CsvDraft &CsvModel::draft(int row) const
{
    const int planRow = m_rows.at(row);
    if (!m_drafts.contains(planRow))
        m_drafts.insert(planRow, new CsvDraft(m_plan->draft(planRow)));
    return *m_drafts.object(planRow);
}

void CsvModel::refresh(int row)
{
    m_drafts.remove(m_rows.at(row));
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

std::optional<CsvColumn> CsvModel::csvColumn(int column)
{
    return column >= TitleColumn && column < ColumnCount
               ? std::optional(columns.at(size_t(column - TitleColumn)))
               : std::nullopt;
}

int CsvModel::columnFor(CsvColumn column)
{
    return TitleColumn + int(std::find(columns.begin(), columns.end(), column) - columns.begin());
}

int CsvModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int CsvModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

CsvLevel CsvModel::levelOf(int row, CsvColumn column) const
{
    CsvLevel level = CsvLevel::Good;
    for (const CsvFinding &finding : draft(row).findings) {
        if (finding.column == column)
            level = std::max(level, finding.level);
    }
    return level;
}

QString CsvModel::problems(int row, std::optional<CsvColumn> of) const
{
    QStringList lines;
    for (const CsvFinding &finding : draft(row).findings) {
        if (!of || finding.column == *of)
            lines += csvFindingText(finding);
    }
    return lines.join(QLatin1Char('\n'));
}

QVariant CsvModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const int planRow = m_rows.at(row);
    const std::optional<CsvColumn> column = csvColumn(index.column());
    const bool isState = index.column() == StateColumn;
    switch (role) {
    case Qt::DisplayRole:
        if (column)
            return shownText(m_plan->table().row(planRow).cells.at(size_t(*column)), *column);
        return isState ? csvLevelText(m_plan->level(planRow))
                       : QString::number(m_plan->table().row(planRow).line);
    case Qt::EditRole:
        return column ? m_plan->table().row(planRow).cells.at(size_t(*column)) : QVariant();
    case Qt::ToolTipRole:
        return problems(row, column);
    case Qt::AccessibleTextRole:
        if (!isState)
            return data(index, Qt::DisplayRole);
        return QStringLiteral("%1. %2").arg(csvLevelText(m_plan->level(planRow)),
                                            problems(row, std::nullopt));
    case Qt::DecorationRole:
        if (isState)
            return themeIcon(iconOf(m_plan->level(planRow)));
        if (column && levelOf(row, *column) > CsvLevel::Good)
            return themeIcon(iconOf(levelOf(row, *column)));
        return {};
    default:
        return {};
    }
}

QVariant CsvModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn:
        return tr("State");
    case LineColumn:
        return tr("Line");
    case TitleColumn:
        return tr("Title");
    case MediaColumn:
        return tr("Picture");
    case BoardColumn:
        return tr("Board");
    case DateColumn:
        return tr("Time");
    case LinkColumn:
        return tr("Link");
    case DescriptionColumn:
        return tr("Description");
    case SectionColumn:
        return tr("Section");
    case AltTextColumn:
        return tr("Alt text");
    case KeywordsColumn:
        return tr("Keywords");
    case ThumbnailColumn:
        return tr("Thumbnail");
    default:
        return {};
    }
}

Qt::ItemFlags CsvModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return csvColumn(index.column()) ? usual | Qt::ItemIsEditable : usual;
}

bool CsvModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const std::optional<CsvColumn> column = csvColumn(index.column());
    if (role != Qt::EditRole || !column || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    if (value.toString() == data(index, Qt::EditRole).toString())
        return true;
    m_plan->setCell(m_rows.at(index.row()), *column, value.toString());
    refresh(index.row());
    emit edited();
    return true;
}

} // namespace pinweek
