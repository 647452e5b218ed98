// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvplan.h"

#include <QAbstractTableModel>
#include <QCache>

#include <memory>

namespace pinweek {

/** The rows of a file that is about to be imported: read as the view asks for them, whatever their
 * number, and edited in place. */
class CsvModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        StateColumn, // icon and word
        LineColumn,
        TitleColumn,
        MediaColumn,
        BoardColumn,
        DateColumn,
        LinkColumn,
        DescriptionColumn,
        SectionColumn,
        AltTextColumn,
        KeywordsColumn,
        ThumbnailColumn,
        ColumnCount
    };
    enum class Shown
    {
        All,
        Problems, // errors and warnings
        Errors
    };

    explicit CsvModel(QObject *parent = nullptr);

    /** Null while the rows are being worked on elsewhere. */
    void setPlan(std::shared_ptr<CsvPlan> plan);
    [[nodiscard]] bool hasPlan() const { return m_plan != nullptr; }
    void setShown(Shown shown);
    /** Of the plan. */
    [[nodiscard]] int planRow(int row) const { return m_rows.at(row); }
    /** -1: it is not shown. */
    [[nodiscard]] int rowOf(int planRow) const;
    [[nodiscard]] const CsvDraft &draft(int row) const;
    /** A row was changed in the plan. */
    void refresh(int row);
    static std::optional<CsvColumn> csvColumn(int column);
    static int columnFor(CsvColumn column);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    /** AccessibleTextRole of the state: the row's problems in words. */
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    void edited();

private:
    void findRows();
    [[nodiscard]] QString problems(int row, std::optional<CsvColumn> of) const;
    [[nodiscard]] CsvLevel levelOf(int row, CsvColumn column) const;

    std::shared_ptr<CsvPlan> m_plan;
    Shown m_shown = Shown::All;
    QList<int> m_rows;
    mutable QCache<int, CsvDraft> m_drafts;
};

} // namespace pinweek
