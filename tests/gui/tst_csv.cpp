// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvwriter.h"
#include "guiworkspace.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "support/await.h"
#include "text/englishplurals.h"
#include "text/texts.h"
#include "ui/csv/csvmodel.h"
#include "ui/csv/exportcsvdialog.h"
#include "ui/csv/importcsvdialog.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>

using namespace pinweek;
using namespace pinweek::test;

/** The dialogs of CSV files, with keys and pointer. */
class TestCsv : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }
    void init();
    void cleanup();
    void rowsAreShownWithWhatIsWrong();
    void aCellIsEditedInPlace();
    void oneClickMendsARowOrAll();
    void goodRowsAreImportedAndTheOthersStay();
    void theSecondTimeItSaysSo();
    void onlyColumnsOfTheFileAreShownAndLeftOnesSaid();
    void whatIsTooNearInThePlanIsATip();
    void aFileThatIsNoneIsSaid();
    void everyControlHasAName();
    void anExportSaysWhatItWillDoAndWrites();

private:
    QString write(const QList<CsvCells> &rows);
    CsvCells row(const QString &title, const QString &board = QStringLiteral("Recipes"));
    ImportCsvDialog *open(const QString &path);
    QString words(const QWidget *dialog, const char *label) const
    {
        return partOf<QLabel>(*dialog, label)->text();
    }

    EnglishPlurals m_plurals;
    std::unique_ptr<GuiWorkspace> m_space;
    std::unique_ptr<QWidget> m_window;
};

void TestCsv::init()
{
    failOnWarnings();
    m_space = std::make_unique<GuiWorkspace>();
    m_space->addBoard(QStringLiteral("Recipes"));
    m_window = std::make_unique<QWidget>();
}

void TestCsv::cleanup()
{
    m_window.reset();
    m_space.reset();
}

CsvCells TestCsv::row(const QString &title, const QString &board)
{
    CsvCells cells;
    cells.at(size_t(CsvColumn::Title)) = title;
    cells.at(size_t(CsvColumn::Media)) = m_space->imageFile(QStringLiteral("cake.jpg"));
    cells.at(size_t(CsvColumn::Board)) = board;
    cells.at(size_t(CsvColumn::Link)) =
        QStringLiteral("https://example.com/") + QString::number(qHash(title));
    cells.at(size_t(CsvColumn::Date)) = QStringLiteral("2026-12-24T18:00");
    return cells;
}

QString TestCsv::write(const QList<CsvCells> &rows)
{
    QFile file(m_space->directory.filePath(QStringLiteral("pins.csv")));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("can't write the file");
    file.write(fullCsvHead());
    for (const CsvCells &row : rows)
        file.write(fullCsvLine(row));
    return file.fileName();
}

ImportCsvDialog *TestCsv::open(const QString &path)
{
    auto *dialog =
        new ImportCsvDialog(*m_space->workspace, path, m_space->account.id, m_window.get());
    dialog->show();
    auto *import = partOf<QPushButton>(*dialog, "importPushButton");
    // Its letters are heard once it is the active window.
    if (!QTest::qWaitForWindowActive(dialog) ||
        !waitUntil([&] { return import->isEnabled(); }, 1000))
        qInfo("nothing can be imported");
    return dialog;
}

void TestCsv::rowsAreShownWithWhatIsWrong()
{
    ImportCsvDialog *dialog =
        open(write({row(QStringLiteral("Cake")), row(QStringLiteral("Pie"), QStringLiteral("Pies")),
                    row(QStringLiteral("Tart"))}));
    auto *table = partOf<QTableView>(*dialog, "csvTableView");
    const QAbstractItemModelTester tester(table->model());
    QCOMPARE(words(dialog, "countsLabel"), QStringLiteral("2 of 3 rows will be imported."));
    QCOMPARE(table->model()->rowCount(), 3);
    const QModelIndex state = table->model()->index(1, CsvModel::StateColumn);
    QCOMPARE(state.data().toString(), QStringLiteral("Error"));
    QVERIFY(state.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("“Pies”")));
    // By keys alone to the errors.
    auto *shown = partOf<QComboBox>(*dialog, "shownComboBox");
    shown->setFocus();
    QTest::keyClick(shown, Qt::Key_End);
    QCOMPARE(shown->currentText(), QStringLiteral("Errors (1)"));
    QCOMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->model()->index(0, CsvModel::TitleColumn).data().toString(),
             QStringLiteral("Pie"));
    QVERIFY(words(dialog, "findingLabel").contains(QStringLiteral("no board “Pies”")));
}

void TestCsv::aCellIsEditedInPlace()
{
    ImportCsvDialog *dialog = open(
        write({row(QStringLiteral("Cake")), row(QStringLiteral("Pie"), QStringLiteral("Pies"))}));
    auto *table = partOf<QTableView>(*dialog, "csvTableView");
    table->setFocus();
    table->setCurrentIndex(table->model()->index(1, CsvModel::BoardColumn));
    QTest::keyClick(table, Qt::Key_F2);
    auto *editor = table->viewport()->findChild<QLineEdit *>();
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClicks(editor, QStringLiteral("recipes"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(words(dialog, "countsLabel"), QStringLiteral("2 of 2 rows will be imported."));
    QCOMPARE(table->model()->index(1, CsvModel::StateColumn).data().toString(),
             QStringLiteral("Ready"));
    QVERIFY(dialog->isVisible());
}

void TestCsv::oneClickMendsARowOrAll()
{
    const QString longTitle = QStringLiteral("word ").repeated(30);
    QList<CsvCells> rows;
    for (int i = 0; i < 3; ++i)
        rows += row(longTitle + QString::number(i));
    rows += row(QStringLiteral("Cake"));
    ImportCsvDialog *dialog = open(write(rows));
    QCOMPARE(words(dialog, "countsLabel"), QStringLiteral("1 of 4 rows will be imported."));
    QTest::mouseClick(partOf<QPushButton>(*dialog, "mendPushButton"), Qt::LeftButton);
    QCOMPARE(words(dialog, "countsLabel"), QStringLiteral("2 of 4 rows will be imported."));
    auto *table = partOf<QTableView>(*dialog, "csvTableView");
    table->setCurrentIndex(table->model()->index(1, CsvModel::TitleColumn));
    QTRY_VERIFY(dialog->findChildren<QPushButton *>(QStringLiteral("mendAllPushButton")).size() ==
                1);
    QTest::mouseClick(partOf<QPushButton>(*dialog, "mendAllPushButton"), Qt::LeftButton);
    QTRY_COMPARE(words(dialog, "countsLabel"), QStringLiteral("4 of 4 rows will be imported."));
}

void TestCsv::goodRowsAreImportedAndTheOthersStay()
{
    ImportCsvDialog *dialog =
        open(write({row(QStringLiteral("Cake")), row(QStringLiteral("Pie"), QStringLiteral("Pies")),
                    row(QStringLiteral("Tart"))}));
    QSignalSpy imported(dialog, &ImportCsvDialog::imported);
    QTest::mouseClick(partOf<QPushButton>(*dialog, "importPushButton"), Qt::LeftButton);
    QVERIFY(imported.wait());
    QCOMPARE(imported.constFirst().at(0).toInt(), 2);
    QCOMPARE(imported.constFirst().at(1).toInt(), 2);
    QCOMPARE(m_space->pinCount(), 2);
    QVERIFY(dialog->isVisible());
    auto *table = partOf<QTableView>(*dialog, "csvTableView");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->model()->index(0, CsvModel::TitleColumn).data().toString(),
             QStringLiteral("Pie"));
    // What stayed is a file of its own.
    QTest::mouseClick(partOf<QPushButton>(*dialog, "saveLeftPushButton"), Qt::LeftButton);
    const QString left = m_space->directory.filePath(QStringLiteral("left.csv"));
    auto *files = partOf<QFileDialog>(*dialog, "saveLeftFileDialog");
    emit files->fileSelected(left);
    files->close();
    QTRY_VERIFY(QFile::exists(left));
    const Result<CsvTable> table2 = CsvTable::read(left);
    QVERIFY(table2);
    QCOMPARE(table2->rows(), 1);
    QTRY_VERIFY(partOf<QPushButton>(*dialog, "saveLeftPushButton")->isEnabled());
}

void TestCsv::theSecondTimeItSaysSo()
{
    const QString path = write({row(QStringLiteral("Cake"))});
    ImportCsvDialog *first = open(path);
    QSignalSpy imported(first, &ImportCsvDialog::imported);
    QTest::keyClick(first, Qt::Key_M, Qt::AltModifier);
    QVERIFY(imported.wait());
    QTRY_VERIFY(!first->isVisible());
    auto *second =
        new ImportCsvDialog(*m_space->workspace, path, m_space->account.id, m_window.get());
    second->show();
    QTRY_COMPARE(words(second, "countsLabel"), QStringLiteral("0 of 1 row will be imported."));
    QVERIFY(words(second, "findingLabel").contains(QStringLiteral("Already imported")));
    auto *again = partOf<QCheckBox>(*second, "againCheckBox");
    QVERIFY(again->isVisible());
    QTest::mouseClick(again, Qt::LeftButton, {}, QPoint(8, again->height() / 2));
    QTRY_COMPARE(words(second, "countsLabel"), QStringLiteral("1 of 1 row will be imported."));
}

void TestCsv::onlyColumnsOfTheFileAreShownAndLeftOnesSaid()
{
    QFile file(m_space->directory.filePath(QStringLiteral("few.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Title,Board,Alt text,Price\nCake,Recipes," + QByteArray(501, 'x') + ",3 EUR\n");
    file.close();
    ImportCsvDialog *dialog = open(file.fileName());
    auto *table = partOf<QTableView>(*dialog, "csvTableView");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QVERIFY(!table->isColumnHidden(CsvModel::AltTextColumn));
    QVERIFY(table->isColumnHidden(CsvModel::SectionColumn));
    QVERIFY(table->isColumnHidden(CsvModel::KeywordsColumn));
    QVERIFY(table->isColumnHidden(CsvModel::ThumbnailColumn));
    auto *left = partOf<QLabel>(*dialog, "leftColumnsLabel");
    QVERIFY(left->isVisible());
    QVERIFY(left->text().endsWith(QStringLiteral(": Price.")));
    // What is too long has a cell to mend it in.
    const QModelIndex cell = table->model()->index(0, CsvModel::AltTextColumn);
    QVERIFY(!cell.data(Qt::DecorationRole).isNull());
    QVERIFY(table->model()->setData(cell, QStringLiteral("A cake"), Qt::EditRole));
    QVERIFY(cell.data(Qt::DecorationRole).isNull());
}

void TestCsv::whatIsTooNearInThePlanIsATip()
{
    CsvCells cells = row(QStringLiteral("Cake"));
    PinContent planned = m_space->readyContent(m_space->addBoard(QStringLiteral("Cakes")),
                                               QStringLiteral("The same cake"));
    planned.link = cells.at(size_t(CsvColumn::Link));
    planned.planned = WallTime{QDate(2026, 12, 24), QTime(12, 0), "Etc/UTC"};
    m_space->addScheduled(planned);
    ImportCsvDialog *dialog = open(write({cells}));
    QTRY_VERIFY(dialog->findChild<QLabel *>(QStringLiteral("findingLabel")));
    QStringList findings;
    const QList<QLabel *> labels = dialog->findChildren<QLabel *>(QStringLiteral("findingLabel"));
    for (const QLabel *label : labels)
        findings += label->text();
    QVERIFY2(findings.join(u'|').contains(checkText(PinCheck::LinkTooSoon)),
             qPrintable(findings.join(u'|')));
    QCOMPARE(words(dialog, "countsLabel"), QStringLiteral("1 of 1 row will be imported."));
}

void TestCsv::aFileThatIsNoneIsSaid()
{
    QFile file(m_space->directory.filePath(QStringLiteral("notes.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("just some words\n");
    file.close();
    auto *dialog = new ImportCsvDialog(*m_space->workspace, file.fileName(), m_space->account.id,
                                       m_window.get());
    dialog->show();
    QTRY_VERIFY(words(dialog, "waitLabel").contains(QStringLiteral("does not name the columns")));
    QVERIFY(!partOf<QPushButton>(*dialog, "importPushButton")->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

void TestCsv::everyControlHasAName()
{
    ImportCsvDialog *dialog = open(write({row(QStringLiteral("Pie"), QStringLiteral("Pies"))}));
    QTRY_VERIFY(dialog->findChild<QPushButton *>(QStringLiteral("createBoardPushButton")));
    QCOMPARE(namelessControls(dialog), QStringList());
    auto *out = new ExportCsvDialog(*m_space->workspace, {}, {}, m_window.get());
    out->show();
    QCOMPARE(namelessControls(out), QStringList());
}

void TestCsv::anExportSaysWhatItWillDoAndWrites()
{
    const Board board = m_space->addBoard(QStringLiteral("Soups"));
    const PinId pin = m_space->addScheduled(m_space->readyContent(board, QStringLiteral("Soup")));
    m_space->addScheduled(m_space->readyContent(board, QStringLiteral("Stew")));
    auto *dialog = new ExportCsvDialog(*m_space->workspace, {}, {pin}, m_window.get());
    dialog->show();
    QVERIFY(!partOf<QPushButton>(*dialog, "exportPushButton")->isEnabled()); // still reading
    QTRY_COMPARE(words(dialog, "summaryLabel"), QStringLiteral("1 pin in 1 file."));
    QVERIFY(partOf<QPushButton>(*dialog, "exportPushButton")->isEnabled());
    QVERIFY(
        words(dialog, "notesLabel").contains(QStringLiteral("only a picture on this computer")));
    auto *which = partOf<QComboBox>(*dialog, "whichComboBox");
    which->setFocus();
    QTest::keyClick(which, Qt::Key_Down);
    QTRY_COMPARE(words(dialog, "summaryLabel"), QStringLiteral("2 pins in 1 file."));
    partOf<QSpinBox>(*dialog, "rowsSpinBox")->setValue(1);
    QCOMPARE(words(dialog, "summaryLabel"), QStringLiteral("2 pins in 2 files."));
    partOf<QSpinBox>(*dialog, "rowsSpinBox")->setValue(100);
    auto *pictures = partOf<QCheckBox>(*dialog, "picturesCheckBox");
    QTest::keyClick(pictures, Qt::Key_Space);
    QVERIFY(!partOf<QPushButton>(*dialog, "exportPushButton")->isEnabled());
    partOf<QLineEdit>(*dialog, "folderLineEdit")
        ->setText(m_space->directory.filePath(QStringLiteral("pictures")));
    QTest::keyClicks(partOf<QLineEdit>(*dialog, "prefixLineEdit"),
                     QStringLiteral("https://example.com/p/"));
    QVERIFY(!words(dialog, "notesLabel").contains(QStringLiteral("only a picture")));
    QSignalSpy exported(dialog, &ExportCsvDialog::exported);
    QTest::mouseClick(partOf<QPushButton>(*dialog, "exportPushButton"), Qt::LeftButton);
    const QString path = m_space->directory.filePath(QStringLiteral("out.csv"));
    auto *files = partOf<QFileDialog>(*dialog, "exportFileDialog");
    emit files->fileSelected(path);
    files->close();
    QVERIFY(exported.wait());
    const Result<CsvTable> table = CsvTable::read(path);
    QVERIFY(table);
    QCOMPARE(table->rows(), 2);
    QVERIFY(table->row(0)
                .cells.at(size_t(CsvColumn::Media))
                .startsWith(QStringLiteral("https://example.com/p/s")));
}

QTEST_MAIN(TestCsv)
#include "tst_csv.moc"
