// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/csv/exportcsvdialog.h"

#include "core/settings.h"
#include "store/store.h"
#include "text/csvtexts.h"
#include "text/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QtConcurrent>

namespace pinweek {

namespace {

constexpr int fieldWidth = 320; // px

enum Which
{
    Selected,
    Shown,
};

} // namespace

ExportCsvDialog::ExportCsvDialog(Workspace &workspace, const PinFilter &shown,
                                 const QList<PinId> &selected, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_shown(shown)
    , m_selected(selected)
    , m_planner(workspace.store())
{
    setObjectName(QStringLiteral("exportCsvDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export for Pinterest"));
    build();
    connect(&m_worker, &QFutureWatcherBase::finished, this, &ExportCsvDialog::written);
    connect(&m_worker, &QFutureWatcherBase::progressValueChanged, m_progress,
            &QProgressBar::setValue);
    readPlan();
}

ExportCsvDialog::~ExportCsvDialog()
{
    m_cancel = true;
    m_worker.disconnect(this);
    m_worker.waitForFinished();
}

void ExportCsvDialog::build()
{
    auto *intro = bodyLabel(tr("A file for Pinterest's own bulk upload: Settings → Import content "
                               "on pinterest.com. Your plan stays as it is."),
                            QStringLiteral("introLabel"), this);
    setTone(intro, Tone::Secondary);
    m_which = new QComboBox(this);
    m_which->setObjectName(QStringLiteral("whichComboBox"));
    m_which->addItem(tr("%n selected pin(s)", nullptr, int(m_selected.size())));
    m_which->addItem(tr("Pins of these days, as shown"));
    m_which->setCurrentIndex(m_selected.isEmpty() ? Shown : Selected);
    const QDate today = WallTime::fromUtc(m_workspace.clock().now(), systemZone()).date;
    const auto date = [this](const char *name, QDate value, const QString &spoken) {
        auto *made = new QDateEdit(value, this);
        made->setObjectName(QString::fromLatin1(name));
        made->setCalendarPopup(true);
        made->setAccessibleName(spoken);
        return made;
    };
    m_from = date("fromDateEdit", today, tr("First day"));
    m_to = date("toDateEdit", today.addDays(14), tr("Last day"));
    auto *days = new QHBoxLayout;
    days->setSpacing(metrics::space2);
    days->addWidget(m_from, 1);
    days->addWidget(new QLabel(tr("to"), this));
    days->addWidget(m_to, 1);
    m_rows = new QSpinBox(this);
    m_rows->setObjectName(QStringLiteral("rowsSpinBox"));
    m_rows->setRange(1, mostCsvRows);
    m_rows->setValue(usualCsvRows);
    m_withPictures = new QCheckBox(tr("Put the final &pictures into a folder"), this);
    m_withPictures->setObjectName(QStringLiteral("picturesCheckBox"));
    m_folder = new QLineEdit(this);
    m_folder->setObjectName(QStringLiteral("folderLineEdit"));
    m_folder->setAccessibleName(tr("Folder for the pictures"));
    m_folder->setMinimumWidth(fieldWidth);
    m_chooseFolder = new QPushButton(tr("C&hoose…"), this);
    m_chooseFolder->setObjectName(QStringLiteral("chooseFolderPushButton"));
    m_chooseFolder->setAutoDefault(false);
    auto *folder = new QHBoxLayout;
    folder->setSpacing(metrics::space2);
    folder->addWidget(m_folder, 1);
    folder->addWidget(m_chooseFolder);
    m_prefix = new QLineEdit(this);
    m_prefix->setObjectName(QStringLiteral("prefixLineEdit"));
    m_prefix->setPlaceholderText(QStringLiteral("https://example.com/pins/"));
    m_prefix->setToolTip(tr("Pinterest fetches each picture from here: this address and the "
                            "picture's name."));
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    form->setHorizontalSpacing(metrics::space4);
    form->setVerticalSpacing(metrics::space2);
    form->addRow(tr("&Which"), m_which);
    form->addRow(tr("Days"), days);
    form->addRow(tr("&Rows of a file"), m_rows);
    form->addRow(QString(), m_withPictures);
    form->addRow(tr("Folder"), folder);
    form->addRow(tr("Their web &address"), m_prefix);

    m_summary = bodyLabel({}, QStringLiteral("summaryLabel"), this);
    setTextStyle(m_summary, TextStyle::Body, true);
    m_notes = bodyLabel({}, QStringLiteral("notesLabel"), this);
    setTone(m_notes, Tone::Warning);
    m_message = bodyLabel({}, QStringLiteral("messageLabel"), this);
    setTone(m_message, Tone::Problem);
    m_message->hide();
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("exportProgressBar"));
    m_progress->setAccessibleName(tr("Progress of the export"));
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_close = new QPushButton(tr("&Cancel"), this);
    m_close->setObjectName(QStringLiteral("cancelPushButton"));
    m_export = new QPushButton(tr("&Export…"), this);
    m_export->setObjectName(QStringLiteral("exportPushButton"));
    m_export->setDefault(true);
    setPrimary(m_export);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_progress, 1);
    buttons->addStretch(0);
    buttons->addWidget(m_close);
    buttons->addWidget(m_export);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::space5, metrics::space5, metrics::space5, metrics::space4);
    column->setSpacing(metrics::space3);
    column->addWidget(intro);
    column->addLayout(form);
    column->addWidget(m_summary);
    column->addWidget(m_notes);
    column->addWidget(m_message);
    column->addStretch(1);
    column->addLayout(buttons);

    connect(m_which, &QComboBox::currentIndexChanged, this, &ExportCsvDialog::readPlan);
    connect(m_from, &QDateEdit::dateChanged, this, &ExportCsvDialog::readPlan);
    connect(m_to, &QDateEdit::dateChanged, this, &ExportCsvDialog::readPlan);
    connect(m_rows, &QSpinBox::valueChanged, this, &ExportCsvDialog::showPlan);
    connect(m_withPictures, &QCheckBox::toggled, this, &ExportCsvDialog::showPlan);
    connect(m_folder, &QLineEdit::textChanged, this, &ExportCsvDialog::showPlan);
    connect(m_prefix, &QLineEdit::textChanged, this, &ExportCsvDialog::showPlan);
    connect(m_chooseFolder, &QPushButton::clicked, this, &ExportCsvDialog::chooseFolder);
    connect(m_close, &QPushButton::clicked, this, &ExportCsvDialog::reject);
    connect(m_export, &QPushButton::clicked, this, &ExportCsvDialog::chooseFile);
}

CsvExportOptions ExportCsvDialog::options() const
{
    CsvExportOptions options;
    options.rowsPerFile = m_rows->value();
    options.imageBytes = m_workspace.settings().imageTargetBytes();
    if (m_withPictures->isChecked()) {
        options.mediaFolder = m_folder->text().trimmed();
        options.mediaPrefix = m_prefix->text().trimmed();
    }
    return options;
}

CsvExportChoice ExportCsvDialog::choice() const
{
    if (m_which->currentIndex() == Selected)
        return {{}, m_selected};
    const QByteArray zone = systemZone();
    CsvExportChoice choice{m_shown};
    choice.filter.from = WallTime{m_from->date(), QTime(0, 0), zone}.resolve().utc;
    choice.filter.to = WallTime{m_to->date().addDays(1), QTime(0, 0), zone}.resolve().utc;
    return choice;
}

void ExportCsvDialog::readPlan()
{
    const bool isSelection = m_which->currentIndex() == Selected;
    m_from->setEnabled(!isSelection);
    m_to->setEnabled(!isSelection);
    m_plan.reset();
    m_planner.plan(choice(), [this](const Result<CsvExportPlan> &plan) {
        m_plan = plan;
        showPlan();
    });
    showPlan();
}

void ExportCsvDialog::showPlan()
{
    const bool withPictures = m_withPictures->isChecked();
    m_folder->setEnabled(withPictures);
    m_chooseFolder->setEnabled(withPictures);
    m_prefix->setEnabled(withPictures);
    m_export->setEnabled(false);
    if (!m_plan) { // what was there before stays for the moment that it takes
        if (m_summary->text().isEmpty())
            m_summary->setText(tr("Reading your pins …"));
        return;
    }
    if (!*m_plan) {
        m_summary->setText(errorText(m_plan->error()));
        m_notes->hide();
        return;
    }
    const CsvExportPlan &plan = **m_plan;
    const auto pins = int(plan.rows.size());
    m_summary->setText(
        pins == 0 ? tr("There is no pin to export.")
                  : tr("%n pin(s)", nullptr, pins) + QLatin1Char(' ') +
                        tr("in %n file(s).", nullptr, int(csvExportFiles(plan, options()))));
    QStringList lines;
    for (const CsvExportNote &note : csvExportNotes(plan, options()))
        lines += QStringLiteral("• ") + csvNoteText(note);
    m_notes->setText(lines.join(QLatin1Char('\n')));
    m_notes->setVisible(!lines.isEmpty());
    const bool isComplete = !withPictures || !m_folder->text().trimmed().isEmpty();
    m_export->setEnabled(pins > 0 && isComplete && !m_worker.isRunning());
}

void ExportCsvDialog::chooseFolder()
{
    auto *dialog =
        new QFileDialog(this, tr("Folder for the pictures"),
                        QStandardPaths::writableLocation(QStandardPaths::PicturesLocation));
    dialog->setObjectName(QStringLiteral("folderFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->open();
}

void ExportCsvDialog::chooseFile()
{
    auto *dialog =
        new QFileDialog(this, tr("Export for Pinterest"),
                        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
                        tr("CSV files (*.csv)"));
    dialog->setObjectName(QStringLiteral("exportFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("pinterest.csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &ExportCsvDialog::write);
    dialog->open();
}

void ExportCsvDialog::write(const QString &path)
{
    m_message->hide();
    m_export->setEnabled(false);
    m_progress->setRange(0, int((*m_plan)->rows.size()));
    m_progress->setValue(0);
    m_progress->show();
    m_cancel = false;
    const auto job = [plan = **m_plan, path, workspace = m_workspace.directory(), wish = options(),
                      cancel = &m_cancel](QPromise<Result<CsvExportReport>> &promise) {
        promise.setProgressRange(0, int(plan.rows.size()));
        promise.addResult(
            writeCsvExport(plan, path, workspace, wish, cancel,
                           [&promise](int done, int) { promise.setProgressValue(done); }));
    };
    m_worker.setFuture(QtConcurrent::run(job));
}

void ExportCsvDialog::written()
{
    const Result<CsvExportReport> report = m_worker.result();
    m_progress->hide();
    m_export->setEnabled(true);
    if (report && report->refused.isEmpty()) {
        emit exported(report->pins, int(report->files.size()));
        accept();
        return;
    }
    m_message->setText(report ? tr("The files are written, but not every picture:") +
                                    QLatin1Char('\n') +
                                    report->refused.mid(0, 5).join(QLatin1Char('\n'))
                              : errorText(report.error()));
    m_message->show();
}

void ExportCsvDialog::reject()
{
    if (m_worker.isRunning())
        m_cancel = true;
    else
        QDialog::reject();
}

} // namespace pinweek
