// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/csv/csvdesk.h"

#include "ui/csv/exportcsvdialog.h"
#include "ui/csv/importcsvdialog.h"
#include "workspace/workspace.h"

#include <QFileDialog>
#include <QStandardPaths>

namespace pinweek {

CsvDesk::CsvDesk(Workspace &workspace, QWidget *window)
    : QObject(window), m_workspace(workspace), m_window(window)
{
}

void CsvDesk::importFor(AccountId account)
{
    auto *dialog =
        new QFileDialog(m_window, tr("Import from CSV"),
                        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
                        tr("CSV files (*.csv *.tsv *.txt);;All files (*)"));
    dialog->setObjectName(QStringLiteral("importFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, account](const QString &path) { importFile(path, account); });
    dialog->open();
}

void CsvDesk::importFile(const QString &path, AccountId account)
{
    auto *dialog = new ImportCsvDialog(m_workspace, path, account, m_window);
    connect(dialog, &ImportCsvDialog::imported, this, [this](int pins, int scheduled) {
        emit message(tr("Imported %n pin(s)", nullptr, pins) +
                     tr(": %1 scheduled, %2 drafts.").arg(scheduled).arg(pins - scheduled));
    });
    dialog->open();
}

void CsvDesk::exportPins(const PinFilter &shown, const QList<PinId> &selected)
{
    auto *dialog = new ExportCsvDialog(m_workspace, shown, selected, m_window);
    connect(dialog, &ExportCsvDialog::exported, this, [this](int pins, int files) {
        emit message(tr("Exported %n pin(s)", nullptr, pins) + QLatin1Char(' ') +
                     tr("into %n file(s).", nullptr, files));
    });
    dialog->open();
}

} // namespace pinweek
