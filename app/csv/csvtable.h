// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvreader.h"

#include <QHash>
#include <QList>

namespace pinweek {

/**
 * All rows of a CSV file, and what was changed in them since. Kept as packed UTF-8, so that 200,000
 * rows take little more than their file does. A value; rows count from 0.
 */
class CsvTable
{
public:
    /** Reads a file (readCsv). @param cancel  looked at for each row; may be null. Any thread. */
    static Result<CsvTable> read(const QString &path, const std::atomic_bool *cancel = nullptr,
                                 const std::function<void(qint64 bytesRead)> &progress = {});

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] const CsvForm &form() const { return m_form; }
    [[nodiscard]] int rows() const { return int(m_places.size()); }
    /** With what was changed. */
    [[nodiscard]] CsvRow row(int row) const;
    /** As the file has it. */
    [[nodiscard]] CsvRow originalRow(int row) const;
    [[nodiscard]] bool isChanged(int row) const { return m_changed.contains(row); }
    void setCell(int row, CsvColumn column, const QString &text);

private:
    void append(const CsvRow &row);

    struct Place
    {
        qint64 begin = 0;
        int line = 0;
        bool hasSpare = false;
    };

    QString m_path;
    CsvForm m_form;
    QByteArray m_packed;
    QList<Place> m_places;
    QHash<int, CsvCells> m_changed;
};

} // namespace pinweek
