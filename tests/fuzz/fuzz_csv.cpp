// SPDX-License-Identifier: GPL-3.0-or-later
// A CSV file from its bytes to the pins that it would make.
#include "csv/csvplan.h"
#include "csv/csvwriter.h"
#include "fuzz/fuzztarget.h"

#include <QFile>

#include <sys/mman.h>
#include <unistd.h>

using namespace pinweek;

namespace {

/** A file in memory: the reader takes paths. */
class MemoryFile
{
public:
    explicit MemoryFile(const QByteArray &bytes) : m_descriptor(memfd_create("rows", MFD_CLOEXEC))
    {
        const auto written = ::write(m_descriptor, bytes.constData(), std::size_t(bytes.size()));
        fuzz::require(written == bytes.size(), "there is no memory for the file");
    }
    ~MemoryFile() { ::close(m_descriptor); }
    MemoryFile(const MemoryFile &) = delete;
    MemoryFile &operator=(const MemoryFile &) = delete;
    [[nodiscard]] QString path() const
    {
        return QStringLiteral("/proc/self/fd/%1").arg(m_descriptor);
    }

private:
    int m_descriptor;
};

CsvRules rules()
{
    Board board;
    board.id = BoardId{1};
    board.name = QStringLiteral("Recipes");
    CsvRules rules;
    rules.account.id = AccountId{1};
    rules.account.zone = "Europe/Berlin";
    rules.setBoards({board});
    rules.folder = QStringLiteral("/nowhere");
    rules.now = fromEpoch(1'796'000'000);
    return rules;
}

/** What was read and is written by us is read as the same. */
void requireReadable(const QList<CsvRow> &rows)
{
    QByteArray text = fullCsvHead();
    for (const CsvRow &row : rows)
        text += fullCsvLine(row.cells);
    const MemoryFile file(text);
    qsizetype next = 0;
    const Result<CsvForm> form = readCsv(file.path(), [&](const CsvRow &row, qint64) {
        fuzz::require(next < rows.size(), "there are more rows than were written");
        fuzz::require(row.cells == rows.at(next++).cells, "a cell is another one when read again");
        return true;
    });
    fuzz::require(form.has_value(), form ? "" : qPrintable(form.error().detail));
    fuzz::require(next == rows.size(), "there are less rows than were written");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const CsvRules ours = rules();
    const MemoryFile file(fuzz::bytesOf(data, size));
    QList<CsvRow> rows;
    int line = 0;
    const Result<CsvForm> form = readCsv(file.path(), [&](const CsvRow &row, qint64) {
        fuzz::require(row.line > line, "lines don't go on");
        line = row.line;
        for (const QString &cell : row.cells)
            fuzz::require(cell == cell.trimmed(), "a cell is not trimmed");
        // One with text in columns that nobody knows is a row, too.
        if (row.cells != CsvCells())
            rows += row;
        return true;
    });
    if (!form)
        return 0;
    requireReadable(rows);
    Result<CsvTable> table = CsvTable::read(file.path());
    fuzz::require(table.has_value(), "a file was read once, but not twice");
    CsvPlan plan(std::move(*table), ours);
    plan.judge();
    for (int row = 0; row < plan.rows(); ++row) {
        const QList<CsvFinding> findings = plan.draft(row).findings;
        for (const CsvFinding &finding : findings)
            plan.mend(row, finding);
    }
    const CsvCounts counts = plan.counts();
    fuzz::require(counts.good + counts.errors == counts.rows, "a row is neither good nor bad");
    return 0;
}
