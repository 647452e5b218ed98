// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvwriter.h"

#include <csv.h>

namespace pinweek {

namespace {

QByteArray quoted(const QByteArray &text)
{
    QByteArray cell(2 * text.size() + 2, Qt::Uninitialized);
    const size_t size =
        csv_write(cell.data(), size_t(cell.size()), text.constData(), size_t(text.size()));
    cell.truncate(qsizetype(size));
    return cell;
}

bool needsQuotes(const QByteArray &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](char c) {
                           return c == ',' || c == '"' || c == '\n' || c == '\r' || c == ';' ||
                                  c == '\t';
                       }) ||
           text.startsWith(' ') || text.endsWith(' ');
}

QByteArray line(const CsvCells &cells, int count)
{
    return csvLine(QStringList(cells.begin(), cells.begin() + count));
}

QByteArray head(int count)
{
    QStringList names;
    for (int i = 0; i < count; ++i)
        names += csvColumnName(CsvColumn(i));
    return csvLine(names);
}

} // namespace

QByteArray csvLine(const QStringList &cells)
{
    QByteArray line;
    for (const QString &cell : cells) {
        const QByteArray text = cell.toUtf8();
        if (!line.isEmpty() || &cell != &cells.constFirst())
            line += ',';
        line += needsQuotes(text) ? quoted(text) : text;
    }
    return line + "\r\n";
}

QByteArray pinterestCsvHead()
{
    return head(pinterestCsvColumns);
}

QByteArray pinterestCsvLine(const CsvCells &cells)
{
    return line(cells, pinterestCsvColumns);
}

QByteArray fullCsvHead()
{
    return head(csvColumns);
}

QByteArray fullCsvLine(const CsvCells &cells)
{
    return line(cells, csvColumns);
}

} // namespace pinweek
