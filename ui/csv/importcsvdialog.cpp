// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/csv/importcsvdialog.h"

#include "core/durablefile.h"
#include "csv/csvwriter.h"
#include "planner/pinchecks.h"
#include "planner/slices.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/importstore.h"
#include "store/store.h"
#include "text/csvtexts.h"
#include "text/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QtConcurrent>
#include <QVBoxLayout>

#include <array>

namespace pinweek {

namespace {

constexpr QSize dialogSize(1080, 680);
constexpr int rowHeight = 28; // px
constexpr std::array<int, CsvModel::ColumnCount> widths{104, 56,  220, 160, 130, 140,
                                                        190, 200, 120, 200, 160, 100};
/** Hashes that are looked up in one turn of the event loop. */
constexpr qsizetype hashesAtOnce = 500;
/** More would push the table away; the others are told by the table's tips. */
constexpr int mostFindings = 4;
constexpr int mostDrafts = 4; // whose reasons are told

QLabel *fieldLabel(const QString &text, const QString &name, QWidget *buddy)
{
    auto *label = new QLabel(text, buddy->parentWidget());
    label->setObjectName(name);
    label->setBuddy(buddy);
    return label;
}

} // namespace

ImportCsvDialog::ImportCsvDialog(Workspace &workspace, const QString &path, AccountId account,
                                 QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_path(path)
    , m_model(this)
    , m_importer(workspace.store(), workspace.editor())
{
    setObjectName(QStringLiteral("importCsvDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import “%1”").arg(QFileInfo(path).fileName()));
    build();
    readAccounts(account);
    connect(&m_worker, &QFutureWatcherBase::finished, this, &ImportCsvDialog::workEnded);
    connect(&m_model, &CsvModel::edited, this, [this] {
        showCounts();
        showFindings();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ImportCsvDialog::showFindings);
    connect(&m_importer, &CsvImporter::takingPictures, this, [this](int done, int total) {
        m_progress->setRange(0, total);
        m_progress->setValue(done);
        m_message->setText(tr("Taking in picture %1 of %2…").arg(done).arg(total));
    });
    connect(&m_importer, &CsvImporter::addingRows, this, [this](int done, int total) {
        m_progress->setRange(0, total);
        m_progress->setValue(done);
        m_message->setText(tr("Adding pin %1 of %2…").arg(done).arg(total));
    });
    readFile();
}

ImportCsvDialog::~ImportCsvDialog()
{
    m_cancel = true;
    m_worker.disconnect(this);
    m_worker.waitForFinished();
}

// --- what it is made of

void ImportCsvDialog::build()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("csvTableView"));
    m_table->setAccessibleName(tr("Rows of the file"));
    m_table->setModel(&m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                             QAbstractItemView::AnyKeyPressed);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setIconSize(QSize(16, 16));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    for (int column = 0; column < CsvModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, widths.at(size_t(column)));
    m_table->horizontalHeader()->setStretchLastSection(true);

    m_wait = bodyLabel({}, QStringLiteral("waitLabel"), this);
    m_wait->setAlignment(Qt::AlignCenter);
    setTone(m_wait, Tone::Secondary);
    m_pages = new QStackedWidget(this);
    m_pages->setObjectName(QStringLiteral("csvStackedWidget"));
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_wait);

    m_findings = new QWidget(this);
    m_findings->setObjectName(QStringLiteral("findingsWidget"));
    m_findingRows = new QVBoxLayout(m_findings);
    m_findingRows->setContentsMargins({});
    m_findingRows->setSpacing(metrics::space1);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::space5, metrics::space5, metrics::space5, metrics::space4);
    column->setSpacing(metrics::space3);
    m_leftColumns = bodyLabel({}, QStringLiteral("leftColumnsLabel"), this);
    setTone(m_leftColumns, Tone::Warning);
    m_leftColumns->hide();
    column->addWidget(buildChoices());
    column->addWidget(m_leftColumns);
    column->addWidget(m_pages, 1);
    column->addWidget(m_findings);
    column->addWidget(buildFooter());
    resize(dialogSize);
}

QWidget *ImportCsvDialog::buildChoices()
{
    auto *choices = new QWidget(this);
    const auto box = [choices](const char *name) {
        auto *made = new QComboBox(choices);
        made->setObjectName(QString::fromLatin1(name));
        made->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        made->setMinimumContentsLength(14);
        return made;
    };
    m_accountBox = box("accountComboBox");
    m_boardBox = box("boardComboBox");
    m_zoneBox = box("zoneComboBox");
    m_shownBox = box("shownComboBox");
    m_again = new QCheckBox(tr("Import rows again that are &in the plan already"), choices);
    m_again->setObjectName(QStringLiteral("againCheckBox"));
    m_again->hide();
    auto *grid = new QGridLayout(choices);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(metrics::space4);
    grid->setVerticalSpacing(metrics::space1);
    const std::array<std::pair<QComboBox *, QString>, 4> fields{
        {{m_accountBox, tr("&Account")},
         {m_boardBox, tr("&Board where none is named")},
         {m_zoneBox, tr("&Times in the file are in")},
         {m_shownBox, tr("Sh&ow")}}};
    for (size_t i = 0; i < fields.size(); ++i) {
        const auto &[field, words] = fields.at(i);
        QString name = field->objectName();
        grid->addWidget(fieldLabel(words,
                                   name.replace(QLatin1String("ComboBox"), QLatin1String("Label")),
                                   field),
                        0, int(i));
        grid->addWidget(field, 1, int(i));
        grid->setColumnStretch(int(i), 1);
    }
    grid->addWidget(m_again, 2, 0, 1, int(fields.size()));
    connect(m_accountBox, &QComboBox::activated, this, [this] {
        readBoards();
        judge();
    });
    connect(m_boardBox, &QComboBox::activated, this, &ImportCsvDialog::judge);
    connect(m_zoneBox, &QComboBox::activated, this, &ImportCsvDialog::judge);
    connect(m_again, &QCheckBox::toggled, this, &ImportCsvDialog::judge);
    connect(m_shownBox, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_model.setShown(CsvModel::Shown(index));
        m_table->setCurrentIndex(m_model.index(0, CsvModel::TitleColumn));
        showFindings();
    });
    return choices;
}

QWidget *ImportCsvDialog::buildFooter()
{
    auto *footer = new QWidget(this);
    m_counts = bodyLabel({}, QStringLiteral("countsLabel"), footer);
    setTextStyle(m_counts, TextStyle::Body, true);
    m_message = bodyLabel({}, QStringLiteral("messageLabel"), footer);
    m_progress = new QProgressBar(footer);
    m_progress->setObjectName(QStringLiteral("importProgressBar"));
    m_progress->setAccessibleName(tr("Progress of the import"));
    m_progress->setTextVisible(false);
    m_progress->hide();
    const auto button = [footer](const char *name, const QString &text) {
        auto *made = new QPushButton(text, footer);
        made->setObjectName(QString::fromLatin1(name));
        made->setAutoDefault(false);
        return made;
    };
    m_save = button("saveLeftPushButton", tr("&Save left rows…"));
    m_save->setToolTip(tr("Rows that were not imported, as a CSV file of their own"));
    m_close = button("closePushButton", tr("&Close"));
    m_import = button("importPushButton", tr("I&mport"));
    setPrimary(m_import);
    auto *words = new QVBoxLayout;
    words->setSpacing(metrics::space1);
    words->addWidget(m_counts);
    words->addWidget(m_message);
    words->addWidget(m_progress);
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins({});
    row->setSpacing(metrics::space2);
    row->addLayout(words, 1);
    row->addWidget(m_save, 0, Qt::AlignBottom);
    row->addWidget(m_close, 0, Qt::AlignBottom);
    row->addWidget(m_import, 0, Qt::AlignBottom);
    connect(m_save, &QPushButton::clicked, this, &ImportCsvDialog::saveLeft);
    connect(m_close, &QPushButton::clicked, this, &ImportCsvDialog::reject);
    connect(m_import, &QPushButton::clicked, this, &ImportCsvDialog::start);
    return footer;
}

// --- choices

void ImportCsvDialog::readAccounts(AccountId chosen)
{
    m_accounts = m_workspace.store().accounts().accounts().value_or(QList<Account>());
    for (const Account &each : std::as_const(m_accounts)) {
        m_accountBox->addItem(accountName(each));
        if (each.id == chosen)
            m_accountBox->setCurrentIndex(m_accountBox->count() - 1);
    }
    m_accountBox->setEnabled(m_accounts.size() > 1);
    m_zoneBox->addItem(tr("UTC, as Pinterest has them"));
    m_zoneBox->addItem(tr("the account's zone"));
    readBoards();
}

void ImportCsvDialog::readBoards()
{
    const std::optional<Account> owner = account();
    m_boards = owner ? m_workspace.store().boards().boards(owner->id).value_or(QList<Board>())
                     : QList<Board>();
    m_boardBox->clear();
    m_boardBox->addItem(tr("None: drafts"));
    for (const Board &board : std::as_const(m_boards)) {
        m_boardBox->addItem(board.name);
        if (owner && board.id == owner->defaultBoard)
            m_boardBox->setCurrentIndex(m_boardBox->count() - 1);
    }
    if (owner)
        m_zoneBox->setItemText(
            1, QString::fromLatin1(owner->zone.isEmpty() ? systemZone() : owner->zone));
}

std::optional<Account> ImportCsvDialog::account() const
{
    const int index = m_accountBox->currentIndex();
    return index >= 0 && index < m_accounts.size() ? std::optional(m_accounts.at(index))
                                                   : std::nullopt;
}

CsvRules ImportCsvDialog::rules() const
{
    CsvRules rules;
    rules.account = account().value_or(Account());
    rules.setBoards(m_boards);
    if (const int board = m_boardBox->currentIndex() - 1; board >= 0 && board < m_boards.size())
        rules.defaultBoard = m_boards.at(board).id;
    rules.zone = m_zoneBox->currentIndex() == 1 ? CsvZone::Account : CsvZone::Utc;
    rules.folder = QFileInfo(m_path).absolutePath();
    rules.now = m_workspace.clock().now();
    rules.again = m_again->isChecked();
    return rules;
}

// --- work that is not the window's

void ImportCsvDialog::work(const QString &words, Work work, std::function<void()> then)
{
    if (m_isBusy)
        return;
    setBusy(words);
    m_model.setPlan(nullptr);
    m_then = std::move(then);
    if (!m_plan)
        m_plan = std::make_shared<CsvPlan>();
    m_worker.setFuture(QtConcurrent::run(
        [plan = m_plan, work = std::move(work), this] { return work(*plan, &m_cancel); }));
}

void ImportCsvDialog::workEnded()
{
    const Result<void> result = m_worker.result();
    setBusy({});
    if (!result) {
        m_wait->setText(errorText(result.error()));
        m_pages->setCurrentWidget(m_wait);
        return;
    }
    std::exchange(m_then, nullptr)();
}

void ImportCsvDialog::readFile()
{
    const CsvRules by = rules();
    work(
        tr("Reading “%1”…").arg(QFileInfo(m_path).fileName()),
        [path = m_path, by](CsvPlan &plan, const std::atomic_bool *cancel) -> Result<void> {
            Result<CsvTable> table = CsvTable::read(path, cancel);
            if (!table)
                return fail(table.error());
            plan = CsvPlan(std::move(*table), by);
            plan.judge(cancel);
            return {};
        },
        [this] {
            m_isRead = true;
            askKnown();
        });
}

void ImportCsvDialog::judge()
{
    if (!m_isRead)
        return;
    work(
        tr("Checking the rows…"),
        [by = rules()](CsvPlan &plan, const std::atomic_bool *cancel) -> Result<void> {
            plan.setRules(by);
            plan.judge(cancel);
            return {};
        },
        [this] { askKnown(); });
}

/** Which rows were imported before; a few at a time, as the store is read here. */
void ImportCsvDialog::askKnown()
{
    m_known.clear();
    setBusy(tr("Checking the rows…"));
    inSlices(
        m_plan->rows(), hashesAtOnce, this,
        [this](qsizetype from, qsizetype to) -> Result<void> {
            QList<qint64> hashes;
            for (qsizetype row = from; row < to; ++row)
                hashes += m_plan->hash(int(row));
            const auto found = m_workspace.store().imports().imported(hashes);
            if (!found)
                return fail(found.error());
            m_known.insert(*found);
            return {};
        },
        [this](const Result<void> &asked) {
            setBusy({});
            if (!asked)
                say(errorText(asked.error()), true);
            if (m_known.isEmpty()) {
                m_plan->setKnown({});
                showPlan();
                return;
            }
            m_again->show();
            work(
                tr("Checking the rows…"),
                [known = m_known](CsvPlan &plan, const std::atomic_bool *cancel) -> Result<void> {
                    plan.setKnown(known);
                    plan.judge(cancel);
                    return {};
                },
                [this] { showPlan(); });
        });
}

void ImportCsvDialog::setBusy(const QString &words)
{
    m_isBusy = !words.isEmpty();
    m_wait->setText(words);
    m_pages->setCurrentWidget(m_isBusy ? static_cast<QWidget *>(m_wait) : m_table);
    for (QWidget *each : std::initializer_list<QWidget *>{m_boardBox, m_zoneBox, m_shownBox,
                                                          m_again, m_findings, m_save})
        each->setEnabled(!m_isBusy);
    m_accountBox->setEnabled(!m_isBusy && m_accounts.size() > 1);
    if (m_isBusy)
        m_import->setEnabled(false);
}

// --- what is seen

void ImportCsvDialog::showPlan()
{
    const int row = m_table->currentIndex().isValid() ? m_table->currentIndex().row() : 0;
    m_model.setPlan(m_plan);
    const CsvForm &form = m_plan->table().form();
    for (const int column : {CsvModel::SectionColumn, CsvModel::AltTextColumn,
                             CsvModel::KeywordsColumn, CsvModel::ThumbnailColumn})
        m_table->setColumnHidden(column, !form.columns.contains(*CsvModel::csvColumn(column)));
    m_leftColumns->setText(csvLeftColumnsText(form.leftHeadings));
    m_leftColumns->setVisible(!form.leftHeadings.isEmpty());
    m_table->setCurrentIndex(
        m_model.index(qMin(row, m_model.rowCount() - 1), CsvModel::TitleColumn));
    m_table->setFocus();
    if (rules().account.environment == Environment::Local && m_message->text().isEmpty())
        say(tr("Pins of “My plan” stay drafts until you connect Pinterest."), false);
    showCounts();
    showFindings();
}

void ImportCsvDialog::showCounts()
{
    const CsvCounts counts = m_plan->counts();
    const int current = qMax(0, m_shownBox->currentIndex());
    const QSignalBlocker quiet(m_shownBox);
    m_shownBox->clear();
    m_shownBox->addItem(tr("All rows (%1)").arg(counts.rows - counts.imported));
    m_shownBox->addItem(tr("Errors and warnings (%1)").arg(counts.errors + counts.warnings));
    m_shownBox->addItem(tr("Errors (%1)").arg(counts.errors));
    m_shownBox->setCurrentIndex(current);
    m_counts->setText(csvCountsText(counts));
    m_import->setText(tr("I&mport %n row(s)", nullptr, counts.good));
    m_import->setEnabled(!m_isBusy && counts.good > 0);
    m_save->setEnabled(counts.errors > 0);
}

void ImportCsvDialog::showFindings()
{
    while (QLayoutItem *item = m_findingRows->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    const int row = m_table->currentIndex().row();
    if (!m_model.hasPlan() || row < 0 || row >= m_model.rowCount())
        return;
    // What the plan says of it is read for this row alone.
    CsvDraft draft = m_model.draft(row);
    addPlanHints(draft, m_workspace.checks().inPlan({}, draft.content));
    const QList<CsvFinding> findings = draft.findings.mid(0, mostFindings);
    for (const CsvFinding &finding : findings)
        addFinding(finding);
}

void ImportCsvDialog::addFinding(const CsvFinding &finding)
{
    auto *line = new QWidget(m_findings);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins({});
    row->setSpacing(metrics::space2);
    auto *words = bodyLabel(
        QStringLiteral("%1: %2").arg(csvLevelText(finding.level), csvFindingText(finding)),
        QStringLiteral("findingLabel"), line);
    setTone(words, finding.level == CsvLevel::Error     ? Tone::Problem
                   : finding.level == CsvLevel::Warning ? Tone::Warning
                                                        : Tone::Secondary);
    row->addWidget(words, 1);
    const auto button = [line, row](const char *name, const QString &text) {
        auto *made = new QPushButton(text, line);
        made->setObjectName(QString::fromLatin1(name));
        made->setAutoDefault(false);
        row->addWidget(made, 0, Qt::AlignTop);
        return made;
    };
    if (finding.issue == CsvIssue::BoardUnknown) {
        connect(button("createBoardPushButton", tr("Create “%1”").arg(finding.detail.left(24))),
                &QPushButton::clicked, this, [this, finding] { createBoard(finding); });
    }
    const QString board = m_boardBox->currentIndex() > 0 ? m_boardBox->currentText() : QString();
    if (const QString mend = csvMendText(finding, board); !mend.isEmpty()) {
        connect(button("mendPushButton", mend), &QPushButton::clicked, this,
                [this, finding] { mendOne(finding); });
        if (!isPlanHint(finding))
            connect(button("mendAllPushButton", tr("In all such rows")), &QPushButton::clicked,
                    this, [this, finding] { mendAll(finding); });
    }
    m_findingRows->addWidget(line);
}

void ImportCsvDialog::say(const QString &sentence, bool isProblem)
{
    m_message->setText(sentence);
    setTone(m_message, isProblem ? Tone::Problem : Tone::Usual);
}

// --- mends

void ImportCsvDialog::mendOne(const CsvFinding &finding)
{
    const int row = m_table->currentIndex().row();
    if (row < 0 || !m_model.hasPlan())
        return;
    m_plan->mend(m_model.planRow(row), finding);
    m_model.refresh(row);
    showCounts();
    showFindings();
    m_table->setFocus();
}

void ImportCsvDialog::mendAll(const CsvFinding &finding)
{
    work(
        tr("Changing the rows…"),
        [finding](CsvPlan &plan, const std::atomic_bool *) -> Result<void> {
            plan.mendAll(finding);
            return {};
        },
        [this] { showPlan(); });
}

void ImportCsvDialog::createBoard(const CsvFinding &finding)
{
    const std::optional<Account> owner = account();
    if (!owner || m_isBusy)
        return;
    setBusy(tr("Creating the board “%1”…").arg(finding.detail));
    m_workspace.createBoard(
        owner->id, finding.detail, BoardPrivacy::Public, this, [this](const Result<Board> &board) {
            setBusy({});
            say(board ? tr("The board “%1” is made.").arg(board->name) : errorText(board.error()),
                !board);
            if (!board) {
                showCounts();
                return;
            }
            const QString chosen = m_boardBox->currentText();
            readBoards();
            m_boardBox->setCurrentIndex(qMax(0, m_boardBox->findText(chosen)));
            judge();
        });
}

// --- the import

void ImportCsvDialog::start()
{
    if (m_isBusy || !m_model.hasPlan())
        return;
    setBusy(tr("Importing…"));
    m_model.setPlan(nullptr);
    showFindings();
    say(tr("Importing…"), false);
    m_progress->setRange(0, 0);
    m_progress->show();
    m_close->setText(tr("&Cancel"));
    m_importer.start(*m_plan,
                     [this](const Result<CsvImportReport> &report) { importEnded(report); });
}

void ImportCsvDialog::importEnded(const Result<CsvImportReport> &report)
{
    setBusy({});
    m_progress->hide();
    m_close->setText(tr("&Close"));
    if (report)
        emit imported(report->imported, report->scheduled);
    if (m_closes) {
        QDialog::reject();
        return;
    }
    if (!report) {
        say(errorText(report.error()), report.error().kind != ErrorKind::Cancelled);
        showPlan();
        return;
    }
    if (report->left == 0 && report->drafts.isEmpty()) {
        accept();
        return;
    }
    QString words = tr("Imported %n pin(s).", nullptr, report->imported);
    if (report->left > 0)
        words += QLatin1Char(' ') + tr("%n row(s) stay here.", nullptr, report->left);
    for (const CsvDraftReason &draft : report->drafts.mid(0, mostDrafts))
        words += QLatin1Char('\n') + csvDraftText(draft);
    if (const auto more = int(report->drafts.size()) - mostDrafts; more > 0)
        words += QLatin1Char('\n') + tr("… and %n more draft(s).", nullptr, more);
    say(words, false);
    showPlan();
}

void ImportCsvDialog::reject()
{
    if (!m_importer.isRunning()) {
        QDialog::reject();
        return;
    }
    // While all rows are being shown it goes on to its end, a moment.
    m_importer.cancel();
    m_closes = m_importer.isFinishing();
}

void ImportCsvDialog::saveLeft()
{
    const QFileInfo info(m_path);
    auto *dialog =
        new QFileDialog(this, tr("Save left rows"), info.absolutePath(), tr("CSV files (*.csv)"));
    dialog->setObjectName(QStringLiteral("saveLeftFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(info.completeBaseName() + tr("-left") + QStringLiteral(".csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        work(
            tr("Saving…"),
            [path](CsvPlan &plan, const std::atomic_bool *) -> Result<void> {
                QByteArray text = fullCsvHead();
                const QList<int> left = plan.leftRows();
                for (const int row : left) {
                    if (plan.level(row) == CsvLevel::Error)
                        text += fullCsvLine(plan.table().row(row).cells);
                }
                return writeFileDurably(path, text);
            },
            [this, path] {
                say(tr("Saved as %1.").arg(path), false);
                showPlan();
            });
    });
    dialog->open();
}

} // namespace pinweek
