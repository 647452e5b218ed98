// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/boardlookup.h"
#include "cli/cli.h"
#include "core/settings.h"
#include "csv/csvexportplanner.h"
#include "csv/csvimporter.h"
#include "csv/csvwriter.h"
#include "planner/pinchecks.h"
#include "store/boardstore.h"
#include "store/importstore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/csvtexts.h"
#include "text/texts.h"
#include "workspace/workspace.h"

#include <QDir>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QJsonArray>
#include <QtConcurrent>

#include <CLI/CLI.hpp>

namespace pinweek {

namespace {

constexpr int pageSize = 500;

struct ImportOptions
{
    std::string file, account, zone = "utc", board;
    bool dryRun = false;
    bool again = false;
};

struct ExportOptions
{
    std::string csv, mediaFolder, mediaPrefix, from, to, board, state, account;
    int split = usualCsvRows;
    bool dryRun = false;
};

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

QString absolute(const std::string &path)
{
    return QDir::current().absoluteFilePath(text(path));
}

QString levelName(CsvLevel level)
{
    switch (level) {
    case CsvLevel::Error:
        return QStringLiteral("error");
    case CsvLevel::Warning:
        return QStringLiteral("warning");
    default:
        return QStringLiteral("tip");
    }
}

/** `pinweekctl import`: one file, once. */
class ImportCommand : public QObject
{
public:
    ImportCommand(Cli &cli, ImportOptions options)
        : QObject(&cli)
        , m_cli(cli)
        , m_options(std::move(options))
        , m_importer(cli.workspace().store(), cli.workspace().editor())
    {
    }

    void start(const Account &account)
    {
        Result<CsvTable> table = CsvTable::read(absolute(m_options.file));
        if (!table) {
            m_cli.exitWith(table.error());
            return;
        }
        Result<CsvRules> rules = rulesOf(account);
        if (!rules) {
            m_cli.printMessage(rules.error().detail);
            m_cli.exit(ExitCode::Usage);
            return;
        }
        m_plan = CsvPlan(std::move(*table), std::move(*rules));
        m_plan.judge();
        if (const Result<void> known = findKnown(); !known) {
            m_cli.exitWith(known.error());
            return;
        }
        m_plan.judge();
        if (m_options.dryRun || m_plan.counts().good == 0)
            finish({0, 0, m_plan.counts().errors, {}});
        else
            import();
    }

private:
    Result<CsvRules> rulesOf(const Account &account)
    {
        CsvRules rules;
        rules.account = account;
        Result<QList<Board>> boards = m_cli.workspace().store().boards().boards(account.id);
        if (!boards)
            return fail(boards.error());
        rules.setBoards(*boards);
        rules.defaultBoard = account.defaultBoard;
        if (!m_options.board.empty()) {
            const Result<Board> board =
                findBoard(m_cli.workspace(), account.id, text(m_options.board));
            if (!board)
                return fail(board.error());
            rules.defaultBoard = board->id;
        }
        rules.zone = m_options.zone == "account" ? CsvZone::Account : CsvZone::Utc;
        rules.folder = QFileInfo(absolute(m_options.file)).absolutePath();
        rules.now = m_cli.workspace().clock().now();
        rules.again = m_options.again;
        return rules;
    }

    Result<void> findKnown()
    {
        QHash<qint64, UtcTime> known;
        for (int row = 0; row < m_plan.rows(); row += pageSize) {
            QList<qint64> hashes;
            for (int i = row; i < std::min(row + pageSize, m_plan.rows()); ++i)
                hashes += m_plan.hash(i);
            const auto found = m_cli.workspace().store().imports().imported(hashes);
            if (!found)
                return fail(found.error());
            known.insert(*found);
        }
        m_plan.setKnown(known);
        return {};
    }

    void import()
    {
        m_importer.start(m_plan, [this](const Result<CsvImportReport> &report) {
            if (report)
                finish(*report);
            else if (report.error().kind == ErrorKind::Media)
                finish({0, 0, m_plan.counts().errors, {}});
            else
                m_cli.exitWith(report.error());
        });
    }

    void tellRow(int row, QJsonArray &findings)
    {
        const int line = m_plan.table().originalRow(row).line;
        CsvDraft draft = m_plan.draft(row);
        if (m_options.dryRun) // afterwards it would be too near to itself
            addPlanHints(draft, m_cli.workspace().checks().inPlan({}, draft.content));
        const QList<CsvFinding> &all = draft.findings;
        for (const CsvFinding &finding : all) {
            if (m_cli.json)
                findings.append(
                    QJsonObject{{QStringLiteral("line"), line},
                                {QStringLiteral("column"), csvColumnName(finding.column)},
                                {QStringLiteral("level"), levelName(finding.level)},
                                {QStringLiteral("message"), csvFindingText(finding)}});
            else if (finding.level != CsvLevel::Tip || m_options.dryRun)
                m_cli.printMessage(Cli::tr("Line %1, %2: %3 %4")
                                       .arg(line)
                                       .arg(csvColumnName(finding.column),
                                            csvLevelText(finding.level) + QLatin1Char(':'),
                                            csvFindingText(finding)));
        }
    }

    void finish(const CsvImportReport &report)
    {
        QJsonArray findings;
        const QStringList &left = m_plan.table().form().leftHeadings;
        if (!left.isEmpty() && !m_cli.json)
            m_cli.printMessage(csvLeftColumnsText(left));
        for (int row = 0; row < m_plan.rows(); ++row)
            tellRow(row, findings);
        QJsonArray drafts;
        for (const CsvDraftReason &draft : report.drafts) {
            drafts.append(QJsonObject{{QStringLiteral("line"), draft.line},
                                      {QStringLiteral("message"), csvDraftText(draft)}});
            if (!m_cli.json)
                m_cli.printMessage(csvDraftText(draft));
        }
        const CsvCounts counts = m_plan.counts();
        if (m_cli.json) {
            m_cli.printJson({{QStringLiteral("file"), m_plan.table().path()},
                             {QStringLiteral("dry_run"), m_options.dryRun},
                             {QStringLiteral("rows"), counts.rows},
                             {QStringLiteral("ready"), counts.good},
                             {QStringLiteral("imported"), report.imported},
                             {QStringLiteral("scheduled"), report.scheduled},
                             {QStringLiteral("left_out"), counts.errors},
                             {QStringLiteral("columns_left_out"), QJsonArray::fromStringList(left)},
                             {QStringLiteral("drafts"), drafts},
                             {QStringLiteral("findings"), findings}});
        } else if (m_options.dryRun) {
            m_cli.printLine(csvCountsText(counts));
        } else {
            m_cli.printLine(Cli::tr("Imported %n pin(s)", nullptr, report.imported) +
                            Cli::tr(": %1 scheduled, %2 drafts. %3 rows were left out.")
                                .arg(report.scheduled)
                                .arg(report.imported - report.scheduled)
                                .arg(counts.errors));
        }
        const bool isAny = m_options.dryRun ? counts.good > 0 : report.imported > 0;
        m_cli.exit(counts.errors == 0 ? ExitCode::Done
                   : isAny            ? ExitCode::PartlyDone
                                      : ExitCode::Failed);
    }

    Cli &m_cli;
    ImportOptions m_options;
    CsvPlan m_plan;
    CsvImporter m_importer;
};

/** What is to be exported; what is wrong with the options is said, and ends the program. */
std::optional<CsvExportChoice> choiceOf(Cli &cli, const ExportOptions &options,
                                        const Account *account)
{
    const auto refuse = [&cli](const QString &sentence) {
        cli.printMessage(sentence);
        cli.exit(ExitCode::Usage);
        return std::nullopt;
    };
    const auto timeOf = [](const std::string &given) -> std::optional<UtcTime> {
        const auto wall = Cli::parseTime(text(given), {});
        return wall ? std::optional(wall->resolve().utc) : std::nullopt;
    };
    CsvExportChoice choice;
    PinFilter &filter = choice.filter;
    filter.from = timeOf(options.from);
    filter.to = timeOf(options.to);
    if ((!options.from.empty() && !filter.from) || (!options.to.empty() && !filter.to))
        return refuse(
            Cli::tr("“%1” is no time. Write it as 2026-11-17T14:30.")
                .arg(text(filter.from || options.from.empty() ? options.to : options.from)));
    if (!options.state.empty()) {
        const std::optional<PinStatus> status = pinStatusFromName(text(options.state));
        if (!status)
            return refuse(Cli::tr("“%1” is no state.").arg(text(options.state)));
        filter.states = {*status};
        choice.alsoSent = true; // it is asked for
    }
    if (account)
        filter.account = account->id;
    if (!options.board.empty()) {
        const Result<Board> board = findBoard(cli.workspace(), filter.account, text(options.board));
        if (!board) {
            cli.exitWith(board.error());
            return std::nullopt;
        }
        filter.board = board->id;
    }
    return choice;
}

void tellExport(Cli &cli, const QList<CsvExportNote> &notes, const CsvExportReport &report,
                bool isDryRun)
{
    for (const QString &line : report.refused)
        cli.printMessage(line);
    QJsonArray warnings;
    for (const CsvExportNote &note : notes) {
        if (cli.json)
            warnings.append(csvNoteText(note));
        else
            cli.printMessage(csvNoteText(note));
    }
    if (cli.json)
        cli.printJson({{QStringLiteral("dry_run"), isDryRun},
                       {QStringLiteral("pins"), report.pins},
                       {QStringLiteral("files"), QJsonArray::fromStringList(report.files)},
                       {QStringLiteral("media_files"), report.pictures},
                       {QStringLiteral("warnings"), warnings}});
    else
        for (const QString &file : report.files)
            cli.printLine(file);
    cli.exit(report.refused.isEmpty() ? ExitCode::Done : ExitCode::PartlyDone);
}

void writePins(Cli &cli, const CsvExportPlan &plan, const ExportOptions &options)
{
    if (plan.rows.isEmpty()) {
        cli.printMessage(Cli::tr("There is no pin to export."));
        cli.exit(ExitCode::Failed);
        return;
    }
    CsvExportOptions wish;
    wish.rowsPerFile = options.split;
    wish.mediaFolder = options.mediaFolder.empty() ? QString() : absolute(options.mediaFolder);
    wish.mediaPrefix = text(options.mediaPrefix);
    wish.imageBytes = cli.workspace().settings().imageTargetBytes();
    if (const Result<void> checked = checkCsvExport(wish); !checked) {
        cli.printMessage(checked.error().detail);
        cli.exit(ExitCode::Usage);
        return;
    }
    const QString path = absolute(options.csv);
    if (options.dryRun) {
        CsvExportReport report;
        report.files = csvExportPaths(path, csvExportFiles(plan, wish));
        report.pins = int(plan.rows.size());
        tellExport(cli, csvExportNotes(plan, wish), report, true);
        return;
    }
    auto *written = new QFutureWatcher<Result<CsvExportReport>>(&cli);
    QObject::connect(written, &QFutureWatcherBase::finished, &cli,
                     [&cli, written, notes = csvExportNotes(plan, wish)] {
                         const Result<CsvExportReport> report = written->result();
                         if (report)
                             tellExport(cli, notes, *report, false);
                         else
                             cli.exitWith(report.error());
                     });
    written->setFuture(
        QtConcurrent::run([plan, path, workspace = cli.workspace().directory(), wish] {
            return writeCsvExport(plan, path, workspace, wish);
        }));
}

void exportPins(Cli &cli, const ExportOptions &options, const Account *account)
{
    const std::optional<CsvExportChoice> choice = choiceOf(cli, options, account);
    if (!choice)
        return;
    auto *planner = new CsvExportPlanner(cli.workspace().store(), &cli);
    planner->plan(*choice, [&cli, options](const Result<CsvExportPlan> &plan) {
        if (plan)
            writePins(cli, *plan, options);
        else
            cli.exitWith(plan.error());
    });
}

} // namespace

void declareCsvCommands(CLI::App &app, Cli &cli, Action &action)
{
    auto importing = std::make_shared<ImportOptions>();
    CLI::App *in = app.add_subcommand("import", "Make pins of the rows of a CSV file, in one step");
    in->add_option("file", importing->file, "The file, as Pinterest's own or alike")->required();
    in->add_flag("--dry-run", importing->dryRun, "Only say what would be imported, and what not");
    in->add_option("--account", importing->account, "Whose pins they become");
    in->add_option("--board", importing->board, "For rows that name no board");
    in->add_option("--zone", importing->zone, "What times mean: utc (as Pinterest has it), account")
        ->check(CLI::IsMember({"utc", "account"}));
    in->add_flag("--again", importing->again,
                 "Import rows again that were imported before, or are there twice");
    in->callback([&cli, &action, importing] {
        action = [&cli, importing] {
            cli.withAccount(text(importing->account), [&cli, importing](const Account &account) {
                (new ImportCommand(cli, *importing))->start(account);
            });
        };
    });

    auto exporting = std::make_shared<ExportOptions>();
    CLI::App *out = app.get_subcommand("export"); // declareExportCommands()
    CLI::Option *csv = out->get_option_group("format")->add_option(
        "--csv", exporting->csv, "What Pinterest's import takes; several files get -1, -2, …");
    out->add_option("--split", exporting->split, "Rows of a file, at most 200")
        ->needs(csv)
        ->check(CLI::Range(1, mostCsvRows));
    out->add_option("--media-folder", exporting->mediaFolder,
                    "Put the final pictures there, as they would be sent")
        ->needs(csv);
    out->add_option("--media-prefix", exporting->mediaPrefix,
                    "The web address under which you upload them: https://example.com/pins/")
        ->needs(csv);
    out->add_flag("--dry-run", exporting->dryRun, "Only say what would be written")->needs(csv);
    out->add_option("--state", exporting->state,
                    "draft, scheduled, …; if not given, what is not published")
        ->needs(csv);
    out->parse_complete_callback([&cli, &action, exporting, out] {
        if (exporting->csv.empty())
            return;
        const auto given = [out](const std::string &name) {
            return out->count(name) > 0 ? out->get_option(name)->as<std::string>() : std::string();
        };
        exporting->from = given("--from");
        exporting->to = given("--to");
        exporting->account = given("--account");
        exporting->board = given("--board");
        action = [&cli, exporting] {
            if (exporting->account.empty())
                exportPins(cli, *exporting, nullptr);
            else
                cli.withAccount(text(exporting->account),
                                [&cli, exporting](const Account &account) {
                                    exportPins(cli, *exporting, &account);
                                });
        };
    });
}

} // namespace pinweek
