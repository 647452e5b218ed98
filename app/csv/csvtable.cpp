// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvtable.h"

namespace pinweek {

namespace {

/** Between the cells of a packed row; no file has it in a text. */
constexpr char unitSeparator = '\x1F';

} // namespace

Result<CsvTable> CsvTable::read(const QString &path, const std::atomic_bool *cancel,
                                const std::function<void(qint64)> &progress)
{
    CsvTable table;
    table.m_path = path;
    qint64 told = -1;
    Result<CsvForm> form = readCsv(path, [&](const CsvRow &row, qint64 bytesRead) {
        table.append(row);
        if (progress && bytesRead != told)
            progress(bytesRead);
        told = bytesRead;
        return !cancel || !*cancel;
    });
    if (!form)
        return fail(form.error());
    table.m_form = std::move(*form);
    table.m_packed.squeeze();
    table.m_places.squeeze();
    return table;
}

void CsvTable::append(const CsvRow &row)
{
    m_places += Place{m_packed.size(), row.line, row.hasSpare};
    for (const QString &cell : row.cells) {
        QByteArray text = cell.toUtf8();
        m_packed += text.replace(unitSeparator, ' ');
        m_packed += unitSeparator;
    }
}

CsvRow CsvTable::originalRow(int row) const
{
    const Place &place = m_places.at(row);
    CsvRow read{place.line, {}, place.hasSpare};
    qsizetype begin = place.begin;
    for (QString &cell : read.cells) {
        const qsizetype end = m_packed.indexOf(unitSeparator, begin);
        cell = QString::fromUtf8(QByteArrayView(m_packed).sliced(begin, end - begin));
        begin = end + 1;
    }
    return read;
}

CsvRow CsvTable::row(int row) const
{
    CsvRow read = originalRow(row);
    const auto changed = m_changed.constFind(row);
    if (changed != m_changed.constEnd()) {
        read.cells = *changed;
        read.hasSpare = false;
    }
    return read;
}

void CsvTable::setCell(int row, CsvColumn column, const QString &text)
{
    CsvCells cells = this->row(row).cells;
    cells.at(size_t(column)) = text.trimmed();
    m_changed.insert(row, cells);
}

} // namespace pinweek
