// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/boardlookup.h"
#include "cli/cli.h"
#include "core/endsignals.h"
#include "exports/planexport.h"
#include "exports/planpicture.h"
#include "text/timetext.h"
#include "workspace/workspace.h"

#include <QDir>
#include <QJsonArray>

#include <CLI/CLI.hpp>
#include <vector>

namespace pinweek {

namespace {

struct ExportOptions
{
    std::string calendar, picture, account, board, from, to, week, month;
    /** Of each --json: its file; empty where it stands alone, as the flag of every command. */
    std::vector<std::string> json;

    [[nodiscard]] QString jsonFile() const
    {
        QString file;
        for (const std::string &value : json)
            file = value.empty() ? file : QString::fromStdString(value);
        return file;
    }
};

/** A moment of the options; false after saying that it is none. */
bool readTime(Cli &cli, const std::string &given, std::optional<UtcTime> &time)
{
    if (given.empty())
        return true;
    const QString text = QString::fromStdString(given);
    const std::optional<WallTime> read = Cli::parseTime(text, {});
    if (!read) {
        cli.printMessage(Cli::tr("“%1” is no time. Write it as 2026-11-17T14:30.").arg(text));
        return false;
    }
    time = read->resolve().utc;
    return true;
}

/** How an export that takes its time is called off. */
template<typename Export>
void endWithSignals(Export *exporter)
{
    auto *ends = new EndSignals(exporter);
    QObject::connect(ends, &EndSignals::endWanted, exporter, &Export::cancel);
}

void exportPlan(Cli &cli, const ExportOptions &options, const PinFilter &filter)
{
    ExportRequest request;
    request.filter = filter;
    if (!readTime(cli, options.from, request.filter.from) ||
        !readTime(cli, options.to, request.filter.to)) {
        cli.exit(ExitCode::Usage);
        return;
    }
    const bool isCalendar = !options.calendar.empty();
    request.format = isCalendar ? ExportFormat::ICalendar : ExportFormat::Json;
    request.file = QDir::current().absoluteFilePath(
        isCalendar ? QString::fromStdString(options.calendar) : options.jsonFile());
    auto *exporter = new PlanExport(cli.workspace(), &cli);
    endWithSignals(exporter);
    exporter->run(request, &cli, [&cli, exporter, request](const Result<int> &written) {
        exporter->deleteLater();
        if (!written) {
            cli.exitWith(written.error());
            return;
        }
        if (cli.json)
            cli.printJson(
                {{QStringLiteral("file"), request.file}, {QStringLiteral("pins"), *written}});
        else
            cli.printLine(Cli::tr("Wrote %n pin(s) to %1", nullptr, *written).arg(request.file));
        cli.exit(ExitCode::Done);
    });
}

/** The days that are meant: of today's week where none are given; nullopt after saying why not. */
std::optional<PlanPictureRequest> pictureOf(Cli &cli, const ExportOptions &options, QDate today)
{
    PlanPictureRequest request;
    request.file = QDir::current().absoluteFilePath(QString::fromStdString(options.picture));
    request.isMonth = !options.month.empty();
    request.first = firstOfWeek(today);
    if (!isPictureFile(request.file)) {
        cli.printMessage(Cli::tr("“%1” is no picture. End its name with .pdf or .png.")
                             .arg(QString::fromStdString(options.picture)));
        return std::nullopt;
    }
    if (request.isMonth) {
        const QString month = QString::fromStdString(options.month);
        request.first = QDate::fromString(month + QStringLiteral("-01"), Qt::ISODate);
        if (!request.first.isValid())
            cli.printMessage(Cli::tr("“%1” is no month. Write it as 2026-11.").arg(month));
    } else if (!options.week.empty()) {
        const QString day = QString::fromStdString(options.week);
        const QDate date = QDate::fromString(day, Qt::ISODate);
        request.first = date.isValid() ? firstOfWeek(date) : QDate();
        if (!date.isValid())
            cli.printMessage(Cli::tr("“%1” is no day. Write it as 2026-11-17.").arg(day));
    }
    if (!request.first.isValid())
        return std::nullopt;
    return request;
}

void exportPicture(Cli &cli, const ExportOptions &options, const Account &account,
                   const PinFilter &filter)
{
    const QDate today = WallTime::fromUtc(cli.workspace().clock().now(), account.zone).date;
    std::optional<PlanPictureRequest> request = pictureOf(cli, options, today);
    if (!request) {
        cli.exit(ExitCode::Usage);
        return;
    }
    request->filter = filter;
    request->zone = account.zone;
    auto *picture = new PlanPicture(cli.workspace(), &cli);
    endWithSignals(picture);
    picture->run(*request, &cli, [&cli, picture](const Result<PlanPictureFiles> &made) {
        picture->deleteLater();
        if (!made) {
            cli.exitWith(made.error());
            return;
        }
        if (cli.json)
            cli.printJson({{QStringLiteral("files"), QJsonArray::fromStringList(made->files)},
                           {QStringLiteral("pages"), made->pages},
                           {QStringLiteral("pins"), made->pins}});
        else
            for (const QString &file : made->files)
                cli.printLine(file);
        cli.exit(ExitCode::Done);
    });
}

void exportFor(Cli &cli, const ExportOptions &options, const std::optional<Account> &account)
{
    PinFilter filter;
    if (account)
        filter.account = account->id;
    if (!options.board.empty()) {
        const Result<Board> board =
            findBoard(cli.workspace(), filter.account, QString::fromStdString(options.board));
        if (!board) {
            cli.exitWith(board.error());
            return;
        }
        filter.board = board->id;
    }
    if (account && !options.picture.empty())
        exportPicture(cli, options, *account, filter);
    else
        exportPlan(cli, options, filter);
}

void start(Cli &cli, const ExportOptions &options)
{
    // A picture is of one account, as its times are.
    if (options.account.empty() && options.picture.empty())
        exportFor(cli, options, std::nullopt);
    else
        cli.withAccount(
            QString::fromStdString(options.account),
            [&cli, options](const Account &account) { exportFor(cli, options, account); });
}

} // namespace

void declareExportCommands(CLI::App &app, Cli &cli, Action &action)
{
    auto options = std::make_shared<ExportOptions>();
    CLI::App *command =
        app.add_subcommand("export", "Write the plan into a file that other programs read");
    auto *formats = command->add_option_group("format", "One of");
    formats->add_option("--ics", options->calendar,
                        "A calendar (iCalendar) of all pins that have a time");
    formats
        ->add_option("--json", options->json,
                     "Everything as JSON. Without FILE, beside another format: print the result as "
                     "JSON, as with --json before \"export\"")
        ->type_name("[FILE]")
        ->expected(0, 1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    formats->add_option("--picture", options->picture,
                        "A .pdf or .png of a week or month, for approval; more than one page of a "
                        ".png get -1, -2, …");
    command->add_option("--account", options->account, "Whose pins; if not given, of all");
    command->add_option("--board", options->board, "Board name or id");
    command->add_option("--from", options->from, "Only pins from this time on");
    command->add_option("--to", options->to, "Only pins before this time");
    CLI::Option *week = command->add_option(
        "--week", options->week, "Of a picture: the week of this day; if not given, this week");
    command->add_option("--month", options->month, "Of a picture: this month, as 2026-11")
        ->excludes(week);
    // declareCsvCommands() adds a format of its own.
    command->final_callback([&cli, &action, options, formats] {
        const bool isJson = !options->jsonFile().isEmpty();
        const bool isCsv = formats->count("--csv") > 0;
        const int chosen = int(!options->calendar.empty()) + int(!options->picture.empty()) +
                           int(isJson) + int(isCsv);
        if (chosen != 1)
            throw CLI::RequiredError(
                "export: choose one of --ics FILE, --json FILE, --csv FILE and "
                "--picture FILE",
                CLI::ExitCodes::RequiredError);
        if (options->picture.empty() && (!options->week.empty() || !options->month.empty()))
            throw CLI::RequiresError("--week and --month", "--picture");
        if (!options->picture.empty() && (!options->from.empty() || !options->to.empty()))
            throw CLI::ExcludesError("--picture", "--from and --to: choose --week or --month");
        // One that has no file is the flag that every command takes.
        for (const std::string &file : options->json)
            cli.json = cli.json || file.empty();
        cli.paints = !options->picture.empty();
        if (!isCsv)
            action = [&cli, options] { start(cli, *options); };
    });
}

} // namespace pinweek
