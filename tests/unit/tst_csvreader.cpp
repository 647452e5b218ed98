// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvdate.h"
#include "csv/csvreader.h"
#include "csv/csvtable.h"
#include "csv/csvwriter.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace pinweek;

namespace {

QString fixture(const QString &name)
{
    return QFINDTESTDATA(QStringLiteral("../fixtures/csv/") + name);
}

QString cell(const CsvTable &table, int row, CsvColumn column)
{
    return table.row(row).cells.at(size_t(column));
}

WallTime utc(const QString &text)
{
    return WallTime{QDate::fromString(text.left(10), Qt::ISODate),
                    QTime::fromString(text.mid(11), Qt::ISODate), "Etc/UTC"};
}

} // namespace

/** CSV files as spreadsheets and other programs make them. */
class TestCsvReader : public QObject
{
    Q_OBJECT

private slots:
    void everyKindOfFileIsRead_data();
    void everyKindOfFileIsRead();
    void quotesAndLinesInCellsAreKept();
    void linesAreThoseOfTheFile();
    void headingsAreKnownByManyNames();
    void whatIsNoCsvIsSaid_data();
    void whatIsNoCsvIsSaid();
    void aRowWithTooMuchIsMarked();
    void manyRowsAreReadAndCancelled();
    void datesAreRead_data();
    void datesAreRead();
    void theFileTellsWhetherTheDayIsFirst();
    void ofTwoColumnsForOneThingPinterestsNameCounts();
    void whatIsWrittenIsReadAgain();
};

void TestCsvReader::everyKindOfFileIsRead_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("rows");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("link");
    const auto add = [](const char *file, int rows, const char *title, const char *link) {
        QTest::newRow(file) << QString::fromLatin1(file) << rows << QString::fromUtf8(title)
                            << QString::fromUtf8(link);
    };
    add("pinterest.csv", 2, "Lemon cake", "https://example.com/lemon");
    add("semicolons.csv", 1, "Kuchen, groß", "https://example.com/k");
    add("tabs.csv", 2, "Cake", "https://example.com/c");
    add("sep-line.csv", 1, "Cake", "https://example.com/c");
    add("bom.csv", 1, "Crème brûlée", "https://example.com/a");
    add("utf16.csv", 1, "レモンケーキ", "https://example.com/レモン");
    add("utf16-bare.csv", 1, "Crème", "https://example.com/a");
    add("latin1.csv", 2, "Gâteau à la crème", "https://example.com/a");
    add("windows1252.csv", 1, "Süßer Kuchen für 5 €", "https://example.com/a");
    add("second-set.csv", 1, "Cake", "https://example.com/c");
    add("old-mac.csv", 2, "Cake", "https://example.com/c");
    add("rows250.csv", 250, "Pin 0", "https://example.com/0");
}

void TestCsvReader::everyKindOfFileIsRead()
{
    QFETCH(QString, file);
    const Result<CsvTable> table = CsvTable::read(fixture(file));
    QVERIFY2(table, table ? "" : qPrintable(table.error().detail));
    QTEST(table->rows(), "rows");
    QTEST(cell(*table, 0, CsvColumn::Title), "title");
    QTEST(cell(*table, 0, CsvColumn::Link), "link");
}

void TestCsvReader::quotesAndLinesInCellsAreKept()
{
    const Result<CsvTable> table = CsvTable::read(fixture(QStringLiteral("quotes.csv")));
    QVERIFY(table);
    QCOMPARE(cell(*table, 0, CsvColumn::Title), QStringLiteral("Cake, the \"best\" one"));
    QCOMPARE(cell(*table, 0, CsvColumn::Description),
             QStringLiteral("First line\nSecond line\r\n\r\nLast, line"));
}

void TestCsvReader::linesAreThoseOfTheFile()
{
    const Result<CsvTable> table = CsvTable::read(fixture(QStringLiteral("quotes.csv")));
    QVERIFY(table);
    QCOMPARE(table->row(0).line, 2);
    QCOMPARE(table->row(1).line, 6);
}

void TestCsvReader::headingsAreKnownByManyNames()
{
    QCOMPARE(csvColumnOf(QStringLiteral(" PUBLISH_Date ")), CsvColumn::Date);
    QCOMPARE(csvColumnOf(QStringLiteral("Media file URL")), CsvColumn::Media);
    QCOMPARE(csvColumnOf(QStringLiteral("image_url")), CsvColumn::Media);
    QCOMPARE(csvColumnOf(QStringLiteral("board name")), CsvColumn::Board);
    QCOMPARE(csvColumnOf(QStringLiteral("tags")), CsvColumn::Keywords);
    QCOMPARE(csvColumnOf(QStringLiteral("price")), std::nullopt);
    for (int i = 0; i < csvColumns; ++i)
        QCOMPARE(csvColumnOf(csvColumnName(CsvColumn(i))), CsvColumn(i));
}

void TestCsvReader::whatIsNoCsvIsSaid_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("words");
    QTest::newRow("no headings") << QStringLiteral("no-heading.csv") << QStringLiteral("columns");
    QTest::newRow("empty") << QStringLiteral("empty.csv") << QStringLiteral("is empty");
    QTest::newRow("gone") << QStringLiteral("../csv/none.csv") << QStringLiteral("not there");
}

void TestCsvReader::whatIsNoCsvIsSaid()
{
    QFETCH(QString, file);
    QFETCH(QString, words);
    const QString path = QFileInfo(fixture(QStringLiteral("empty.csv"))).dir().filePath(file);
    const Result<CsvTable> table = CsvTable::read(path);
    QVERIFY(!table);
    QCOMPARE(table.error().kind, ErrorKind::Media);
    QVERIFY2(table.error().detail.contains(words), qPrintable(table.error().detail));
}

void TestCsvReader::aRowWithTooMuchIsMarked()
{
    const Result<CsvTable> table = CsvTable::read(fixture(QStringLiteral("spare-cells.csv")));
    QVERIFY(table);
    QCOMPARE(table->rows(), 2);
    QVERIFY(table->row(0).hasSpare);
    QVERIFY(!table->row(1).hasSpare);
    QCOMPARE(table->row(1).line, 4);
}

void TestCsvReader::manyRowsAreReadAndCancelled()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("many.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Title,Link\n");
    for (int i = 0; i < 20'000; ++i)
        file.write("Pin,https://example.com/" + QByteArray::number(i) + "\n");
    file.close();
    const Result<CsvTable> table = CsvTable::read(file.fileName());
    QVERIFY(table);
    QCOMPARE(table->rows(), 20'000);
    QCOMPARE(cell(*table, 19'999, CsvColumn::Link), QStringLiteral("https://example.com/19999"));
    const std::atomic_bool cancel = true;
    const Result<CsvTable> none = CsvTable::read(file.fileName(), &cancel);
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::Cancelled);
}

void TestCsvReader::datesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto add = [](const char *text, const char *expected) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(expected);
    };
    add("2026-12-24", "2026-12-24T00:00:00");
    add("2026-12-24T18:00", "2026-12-24T18:00:00");
    add("2026-12-24T18:00:30", "2026-12-24T18:00:30");
    add("2026-12-24 18:00", "2026-12-24T18:00:00");
    add("2026/12/24 18:00", "2026-12-24T18:00:00");
    add("2026/1/4 8:05", "2026-01-04T08:05:00");
    add("2026-12-24T18:00:00Z", "2026-12-24T18:00:00");
    add("2026-12-24T18:00:00.000Z", "2026-12-24T18:00:00");
    add("2026-12-24T18:00+02:00", "2026-12-24T16:00:00");
    add("46380.75", "2026-12-24T18:00:00");
    add("46380,5", "2026-12-24T12:00:00");
    add("46380", "2026-12-24T00:00:00");
    add("2026-02-30", "");
    add("2026-12-24T25:00", "");
    add("2026-12/24", "");
    add("24.12.2026", "2026-12-24T00:00:00");
    add("24.12.2026 18:00", "2026-12-24T18:00:00");
    add("4.1.2026 8:05:30", "2026-01-04T08:05:30");
    add("2026.12.24 18:00", "2026-12-24T18:00:00");
    add("12/24/2026", "2026-12-24T00:00:00");
    add("24/12/2026 18:00", "2026-12-24T18:00:00");
    add("12/24/2026 6:00 PM", "2026-12-24T18:00:00");
    add("12/24/2026, 6:00:05 p.m.", "2026-12-24T18:00:05");
    add("12/24/2026 12:30 AM", "2026-12-24T00:30:00");
    add("1/4/2026 12:30 AM", "");
    add("2026-12-24 12:00 PM", "2026-12-24T12:00:00");
    add("1/4/2026", ""); // may be in January or in April
    add("24/24/2026", "");
    add("12.24.2026", "");
    add("12/24/2026 13:00 PM", "");
    add("12/24/2026 0:00 AM", "");
    add("12/24/26", "");
    add("123", "");
    add("soon", "");
}

void TestCsvReader::datesAreRead()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const std::optional<WallTime> time = readCsvDate(text, CsvZone::Utc, "Etc/UTC");
    QCOMPARE(time.has_value(), !expected.isEmpty());
    if (!time)
        return;
    QCOMPARE(*time, utc(expected));
    QCOMPARE(csvDate(time->resolve().utc), expected);
    // By the clocks of the account, unless the file says the zone itself.
    const bool saysZone = text.endsWith(QLatin1Char('Z')) || text.contains(QLatin1Char('+'));
    const auto there = readCsvDate(text, CsvZone::Account, "Europe/Berlin");
    QVERIFY(there);
    QCOMPARE(there->resolve().utc, time->resolve().utc - std::chrono::hours(saysZone ? 0 : 1));
}

void TestCsvReader::theFileTellsWhetherTheDayIsFirst()
{
    QCOMPARE(dayOrderOf(QStringLiteral("24/12/2026 18:00")), CsvDayOrder::DayFirst);
    QCOMPARE(dayOrderOf(QStringLiteral("12/24/2026")), CsvDayOrder::MonthFirst);
    QCOMPARE(dayOrderOf(QStringLiteral("1/4/2026 6:00 PM")), CsvDayOrder::Unknown);
    QCOMPARE(dayOrderOf(QStringLiteral("1/4/2026 18:00")), CsvDayOrder::Unknown);
    QCOMPARE(dayOrderOf(QStringLiteral("24/12/2026 6:00 PM")), CsvDayOrder::DayFirst);
    QCOMPARE(dayOrderOf(QStringLiteral("24.12.2026")), CsvDayOrder::Unknown);
    const QString early = QStringLiteral("1/4/2026 18:00");
    const auto read = [&early](CsvDayOrder order) {
        return readCsvDate(early, CsvZone::Utc, "Etc/UTC", order);
    };
    QCOMPARE(read(CsvDayOrder::DayFirst), utc(QStringLiteral("2026-04-01T18:00:00")));
    QCOMPARE(read(CsvDayOrder::MonthFirst), utc(QStringLiteral("2026-01-04T18:00:00")));
    // What a date says itself counts more than the others of its file.
    QCOMPARE(
        readCsvDate(QStringLiteral("12/24/2026"), CsvZone::Utc, "Etc/UTC", CsvDayOrder::DayFirst),
        utc(QStringLiteral("2026-12-24T00:00:00")));
}

void TestCsvReader::ofTwoColumnsForOneThingPinterestsNameCounts()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("both.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Title,url,Link,Price,Media URL,image\n"
               "Cake,https://a.example/,https://b.example/,3 EUR,cake.jpg,other.jpg\n");
    file.close();
    const Result<CsvTable> table = CsvTable::read(file.fileName());
    QVERIFY(table);
    const CsvCells cells = table->row(0).cells;
    QCOMPARE(cells.at(size_t(CsvColumn::Link)), QStringLiteral("https://b.example/"));
    QCOMPARE(cells.at(size_t(CsvColumn::Media)), QStringLiteral("cake.jpg"));
    QCOMPARE(table->form().columns,
             (QList<CsvColumn>{CsvColumn::Title, CsvColumn::Link, CsvColumn::Media}));
    QCOMPARE(
        table->form().leftHeadings,
        QStringList({QStringLiteral("url"), QStringLiteral("Price"), QStringLiteral("image")}));
}

void TestCsvReader::whatIsWrittenIsReadAgain()
{
    // Whatever texts there are: loops from a fixed seed.
    QRandomGenerator random(7);
    const QString letters = QStringLiteral("ab,;\"'\n\t =é漢🍋");
    QList<CsvCells> rows;
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("out.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(fullCsvHead());
    for (int row = 0; row < 500; ++row) {
        CsvCells cells;
        for (QString &cell : cells) {
            for (int i = random.bounded(12); i > 0; --i) {
                const qsizetype at = random.bounded(int(letters.size()) - 1);
                // A pair of surrogates stays together.
                const bool isHigh = letters.at(at).isHighSurrogate();
                if (!letters.at(at).isLowSurrogate())
                    cell += letters.mid(at, isHigh ? 2 : 1);
            }
            cell = cell.trimmed();
        }
        cells.at(0) = QStringLiteral("Row %1").arg(row);
        rows += cells;
        file.write(fullCsvLine(cells));
    }
    file.close();
    const Result<CsvTable> table = CsvTable::read(file.fileName());
    QVERIFY(table);
    QCOMPARE(table->rows(), int(rows.size()));
    for (int row = 0; row < table->rows(); ++row)
        QCOMPARE(table->row(row).cells, rows.at(row));
}

QTEST_GUILESS_MAIN(TestCsvReader)
#include "tst_csvreader.moc"
